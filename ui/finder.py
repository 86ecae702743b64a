"""What quick find finds: pages, sections, commands, and every record of the areas that exist."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Final

from enable_desktop.charter.lines import BusinessCase, Prose
from enable_desktop.charter.sections import BY_KEY
from enable_desktop.interviews import Interview, TranscriptPart
from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref
from enable_desktop.search import HIT_START, Hit, snippet, words_of
from enable_desktop.words import mark
from ui.commands import Command, shown_shortcut
from ui.finds import Find
from ui.header import said
from ui.pages import PAGES, entry_for

if TYPE_CHECKING:
    from ui.desk import Desk

_SECTIONS: Final = frozenset({Prose.kind, BusinessCase.kind})
_GO_TO: Final = 8
_IN_TEXT: Final = 6
_DO: Final = 6
_ICONS: Final = {
    "people": "account-outline",
    "measures": "chart-line-variant",
    "initiatives": "flag-outline",
    "promises": "hand-back-right-outline",
    "inbox": "note-text-outline",
    "obstacles": "alert-octagon-outline",
    "objectives": "bullseye-arrow",
    "priorities": "bullseye-arrow",
    "criteria": "checkbox-marked-outline",
}


class Finder:
    """Answers what is typed into quick find."""

    def __init__(self, desk: Desk, run: Callable[[Command], None]) -> None:
        self._desk = desk
        self._run = run

    def __call__(self, typed: str) -> tuple[Find, ...]:
        words = self._desk.words
        if typed.startswith(">"):
            return self._group(words(mark("Do")), self._commands(typed[1:], 100))
        wanted = typed.strip()
        if not wanted:
            return (
                *self._group(words(mark("Go to")), self._places("")),
                *self._group(words(mark("Do")), self._commands("", _DO)),
            )
        found = self._desk.workspace.search.find(wanted, limit=50)
        hits = [hit for hit in found if entry_for(hit.ref.kind) or hit.ref.kind == TranscriptPart.kind]
        # Sections are among the places already.
        in_title = [hit for hit in hits if hit.ref.kind not in _SECTIONS and _fits(self._title(hit), wanted)]
        in_text = [(hit, passage) for hit in hits if hit not in in_title and (passage := self._passage_of(hit, wanted))]
        places, aside = self._places(wanted), self._parts(wanted, in_sidebar=False)
        records = [self._record(hit) for hit in in_title]
        return (
            *self._group(words(mark("Go to")), [*[*places, *records][: max(_GO_TO, len(places))], *aside]),
            *self._group(words(mark("In text")), [self._passage(*each) for each in in_text[:_IN_TEXT]]),
            *self._group(words(mark("Do")), self._commands(wanted, _DO)),
        )

    def _group(self, heading: str, finds: Iterable[Find]) -> tuple[Find, ...]:
        found = tuple(finds)
        return (Find(title=heading), *found) if found else ()

    def _places(self, wanted: str) -> list[Find]:
        """Pages, and parts of pages where something was typed."""
        words, found = self._desk.words, []
        for entry in PAGES:
            title = words(entry.title)
            if _fits(title, wanted):
                found.append(
                    Find(
                        title=title,
                        detail=words(mark("Page")),
                        icon=entry.icon,
                        shortcut=shown_shortcut(f"Ctrl+G {entry.letter}"),
                        run=self._to(entry.key),
                    )
                )
        return [*found, *self._parts(wanted, in_sidebar=True)] if wanted else found

    def _parts(self, wanted: str, *, in_sidebar: bool) -> list[Find]:
        """Parts of the pages that stand in the sidebar, or of those that do not."""
        words = self._desk.words
        return [
            Find(title=words(part), detail=words(entry.title), icon=entry.icon, run=self._to(f"{entry.key}#{key}"))
            for entry in PAGES
            if entry.in_sidebar is in_sidebar
            for key, part in entry.parts
            if _fits(words(part), wanted)
        ]

    def _to(self, target: Ref | str) -> Callable[[], None]:
        return partial(self._desk.go, target)

    def _place_of(self, ref: Ref) -> Ref:
        """Where a record is shown: a part of a transcript at its talk."""
        part = self._desk.workspace.get(TranscriptPart, ref.id) if ref.kind == TranscriptPart.kind else None
        return Ref(Interview.kind, part.interview) if part is not None and part.interview is not None else ref

    def _record(self, hit: Hit) -> Find:
        return Find(
            title=self._title(hit),
            detail=self._desk.words(KINDS[hit.ref.kind].noun),
            icon=self._icon(self._place_of(hit.ref)),
            run=self._to(self._place_of(hit.ref)),
        )

    def _passage(self, hit: Hit, passage: str) -> Find:
        return Find(
            title=self._title(hit),
            detail=self._desk.words(mark("“{passage}”"), passage=passage),
            icon=self._icon(self._place_of(hit.ref)),
            run=self._to(self._place_of(hit.ref)),
        )

    def _section_title(self, ref: Ref) -> str:
        """The title of a charter section, whose text begins with whatever the section begins with."""
        line = self._desk.workspace.get(Prose, ref.id) if ref.kind == Prose.kind else None
        section = BY_KEY.get(line.key if line is not None else ref.kind)
        return self._desk.words(section.title) if section is not None else ""

    def _title(self, hit: Hit) -> str:
        noun = self._desk.words(KINDS[hit.ref.kind].noun)
        return self._section_title(hit.ref) or (hit.title if hit.ref.kind not in _SECTIONS else "") or noun

    def _passage_of(self, hit: Hit, wanted: str) -> str:
        """The words around what was found, hits marked; the text of a section begins in its title."""
        if HIT_START in hit.snippet:
            return hit.snippet
        found = snippet(hit.title, tuple(words_of(wanted)))
        return found if HIT_START in found else ""

    def _icon(self, ref: Ref) -> str:
        entry = entry_for(ref.kind)
        return _ICONS.get(ref.kind) or (entry.icon if entry is not None else "circle-small")

    def _commands(self, wanted: str, most: int) -> list[Find]:
        words = self._desk.words
        found: list[Find] = []
        for command in self._desk.commands.all():
            text = said(words, command.text)
            if command.id.startswith("go.") or not _fits(text, wanted) or not command.enabled():
                continue
            if any(find.title == text for find in found):
                # In two menus, and in the list once.
                continue
            found.append(
                Find(
                    title=text,
                    detail=words(command.group.label),
                    icon=command.icon or "chevron-right",
                    shortcut=shown_shortcut(command.shortcut) if command.shortcut else "",
                    run=partial(self._run, command),
                    keeps_focus=True,
                )
            )
        return found[:most]


def _fits(text: str, typed: str) -> bool:
    """Whether every word typed begins a word of the text."""
    words = words_of(text)
    return all(any(word.startswith(each) for word in words) for each in words_of(typed))
