"""What the Evidence pane lists: what a section and its lines are linked to, and what fits but is not linked yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from enable_desktop.charter.lines import Prose
from enable_desktop.charter.linked import Grounds, Linked, in_reading_order, linked_to, suggested, takes_gaps
from enable_desktop.fields import Line
from enable_desktop.initiatives import Initiative
from enable_desktop.interviews import Sort, Speaker, Statement, Theme
from enable_desktop.kinds import KINDS
from enable_desktop.links import Link, Reason, Ref
from enable_desktop.measures import Measure
from enable_desktop.people import Group
from enable_desktop.readouts import title_of
from enable_desktop.words import mark
from ui.gaps.current import CurrentGaps
from ui.measure_words import measure_words
from ui.quotes import quoted_words

if TYPE_CHECKING:
    from ui.desk import Desk


class Look(Enum):
    """How an entry is painted."""

    LINE = "the line above its links"
    PART = "the heading of what is not linked yet"
    THEME = "title, verdict and dumbbell"
    WORDS = "a quote with who said it"
    RECORD = "title and detail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row: what it leads to (`ref`), by which link, for which line; a suggestion has no link yet."""

    look: Look
    title: str
    detail: str = ""
    right: str = ""
    group: Group = Group.OTHER
    about: str = ""
    ref: Ref | None = None
    line: Ref | None = None
    link: int = 0

    @property
    def is_heading(self) -> bool:
        return self.look in (Look.LINE, Look.PART)

    @property
    def is_suggestion(self) -> bool:
        return not self.is_heading and not self.link

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ". ".join(part for part in (self.title, self.detail, self.about, self.right) if part)


class Gathered:
    """The links of a record, or of a section and its lines, read at once with what they lead to."""

    def __init__(self, desk: Desk, ref: Ref, lines: Sequence[Ref], gaps: CurrentGaps) -> None:
        self._desk = desk
        self._gaps = gaps
        self.ref = ref
        self.lines = tuple(dict.fromkeys((ref, *lines)))
        workspace = desk.workspace
        self.links: tuple[Link, ...] = workspace.links.among(self.lines)
        self._linked = linked_to(self.lines, self.links)
        others = list(dict.fromkeys(each.other for several in self._linked.values() for each in several))
        self._records: dict[Ref, Line] = dict(workspace.find_all((*others, *self._linked)))
        self._speakers: Mapping[int, Speaker] | None = None
        self.suggestions = self._suggestions(others)
        self._records.update(workspace.find_all(self.suggestions))
        themes = {line.theme for line in self._records.values() if isinstance(line, Statement) and line.theme}
        self._records.update(workspace.find_all(Ref(Theme.kind, theme) for theme in themes))

    @property
    def shown(self) -> frozenset[Ref]:
        """Every record that the entries tell of."""
        return frozenset((*self.lines, *self._records))

    def entries(self, most: int) -> list[Entry]:
        """The rows: links by line, then at most so many suggestions."""
        found: list[Entry] = []
        theme_of = {line.id: line.theme for line in self._records.values() if isinstance(line, Statement)}
        for line, several in self._linked.items():
            if line != self.ref:
                found.append(Entry(look=Look.LINE, title=self._title(line), right=str(len(several)), ref=line))
            found += [self._entry(each) for each in in_reading_order(several, theme_of)]
        if self.suggestions:
            found.append(self._heading(len(self.suggestions)))
            found += [self._of(ref, self.ref) for ref in self.suggestions[:most]]
        return found

    def _heading(self, count: int) -> Entry:
        words = self._desk.words
        is_section = self.ref.kind in (Prose.kind, "business_case")
        fit = (
            words.n("{n} fits this section", "{n} fit this section", count)
            if is_section
            else words.n("{n} fits this line", "{n} fit this line", count)
        )
        return Entry(look=Look.PART, title=words(mark("Not linked yet")), right=fit)

    # -- what fits

    def _suggestions(self, linked: Sequence[Ref]) -> tuple[Ref, ...]:
        """What follows from the links there are, and the clear gaps that nobody uses where gaps are a reason."""
        workspace = self._desk.workspace
        prose = self._records.get(self.ref) or workspace.find(self.ref)
        section = prose.key if isinstance(prose, Prose) else ""
        themes = [ref.id for ref in linked if ref.kind == Theme.kind]
        clear = self._gaps.clear() if takes_gaps(self.ref, section) else ()
        return suggested(
            Grounds(
                linked=frozenset(linked),
                statements=[each for theme in themes for each in workspace.where(Statement, "theme", theme)],
                answered=self._answered(linked),
                told=[
                    line.theme
                    for ref in linked
                    if isinstance(line := self._records.get(ref), Statement) and line.theme is not None
                ],
                clear=clear,
                used=self._used(clear),
            )
        )

    def _answered(self, linked: Iterable[Ref]) -> list[int]:
        """The themes that the initiatives for these lines answer."""
        initiatives = [ref for ref in (*self.lines, *linked) if ref.kind == Initiative.kind]
        links = self._desk.workspace.links.among(initiatives)
        return [
            link.to_id
            for link in links
            if link.from_kind == Initiative.kind and link.to_kind == Theme.kind and link.reason is Reason.ANSWERS
        ]

    def _used(self, themes: Iterable[int]) -> frozenset[int]:
        links = self._desk.workspace.links.among(Ref(Theme.kind, theme) for theme in themes)
        return frozenset(link.to_id for link in links if link.to_kind == Theme.kind)

    # -- one row

    def _entry(self, linked: Linked) -> Entry:
        return self._of(linked.other, linked.line, linked.link)

    def _of(self, ref: Ref, line: Ref, link: Link | None = None) -> Entry:
        record = self._records.get(ref)
        words = self._desk.words
        reason = self._reason(link, ref, line) if link is not None else ""
        id_ = link.id if link is not None else 0
        if isinstance(record, Theme):
            gap = self._gaps.gap(record.id)
            right = words(gap.verdict.label) if gap is not None else ""
            if gap is not None and gap.severity is not None:
                sign = "+" if gap.severity.points > 0 else ""
                right = f"{sign}{words.number(gap.severity.points, 1)} {right}"
            return Entry(look=Look.THEME, title=record.title, right=right, about=reason, ref=ref, line=line, link=id_)
        if isinstance(record, Statement):
            speaker = self._speaker(record)
            said = [self._theme(record), words(record.sort.label) if record.sort is not Sort.PROBLEM else ""]
            severity = words.number(record.severity) if record.sort is Sort.PROBLEM else ""
            about = ", ".join(part for part in (*said, severity) if part)
            return Entry(
                look=Look.WORDS,
                title=quoted_words(record, words),
                detail=speaker.shown,
                about=f"{about} · {reason}" if reason else about,
                group=speaker.group,
                ref=ref,
                line=line,
                link=id_,
            )
        title = self._title(ref) or (link.label if link is not None else "")
        detail = measure_words(self._desk, record) if isinstance(record, Measure) else reason
        noun = words(KINDS[ref.kind].noun) if ref.kind in KINDS else ""
        return Entry(look=Look.RECORD, title=title, detail=detail or noun, ref=ref, line=line, link=id_)

    def _reason(self, link: Link, ref: Ref, line: Ref) -> str:
        """Why it is linked, where that is anything but that the line rests on it."""
        words = self._desk.words
        forward = link.start == line
        if forward and link.reason is Reason.EVIDENCE:
            return ""
        noun = words(KINDS[ref.kind].noun) if ref.kind in KINDS else ""
        said, back = mark("{reason} this {noun}"), mark("{noun}: it {reason} this")
        noun = noun.lower() if forward else noun
        return words(said if forward else back, reason=words(link.reason.label), noun=noun)

    def _title(self, ref: Ref) -> str:
        line = self._records.get(ref)
        return title_of(line, self._desk.workspace.title_of, self._desk.words) if line is not None else ""

    def _theme(self, statement: Statement) -> str:
        theme = self._records.get(Ref(Theme.kind, statement.theme or 0))
        return theme.title if isinstance(theme, Theme) else ""

    def _speaker(self, statement: Statement) -> Speaker:
        if self._speakers is None:
            self._speakers = self._desk.workspace.interviews.speakers()
        return self._speakers.get(statement.interview or 0, Speaker())
