"""Feedback that comes back, as a list or as mails, as a plan: what each says, of which content and of which pack."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from enable_desktop.appointments import mail_in
from enable_desktop.feedback import Again, Feedback
from enable_desktop.feedback_mail import ADDRESS, MAILED, SUBJECT
from enable_desktop.imports import Add, Entry, Fate, Part, Plan, how_read, rejected_rows
from enable_desktop.incoming import BadRow, Fault, Row, Rows
from enable_desktop.people import Person, folded, same_person
from enable_desktop.typed import Refused, read_day
from enable_desktop.words import Counted, Sentence, Words, counted, mark, sentence, verbatim

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "content": ("title", "asset", "item", "материал", "контент", "название"),
    "pack": ("комплект", "пакет"),
    "useful": ("rating", "score", "usefulness", "оценка", "полезность", "полезно"),
    "words": ("comment", "feedback", "text", "отзыв", "комментарий", "текст", "слова"),
    "again": ("use again", "would use it again", "ещё раз", "снова", "использует снова"),
    "name": ("person", "from", "who", "имя", "фио", "кто", "от кого"),
    "role": ("position", "роль", "должность"),
    "date": ("on", "day", "дата", "день"),
}
"""The names that columns may bear, in either language."""
NEEDED: Final = (("content", "pack"), ("words", "useful"))
_BEST: Final = 5
_NUMBER: Final = re.compile(r"\d{1,9}")
_AGAIN: Final = {"yes": Again.YES, "y": Again.YES, "да": Again.YES, "no": Again.NO, "n": Again.NO, "нет": Again.NO}
_NAMED: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackStanding:
    """What feedback finds in a programme: content and packs by id and title, people, and what was said before."""

    today: date
    assets: Sequence[tuple[int, str]] = ()
    packs: Sequence[tuple[int, str]] = ()
    people: Sequence[Person] = ()
    said: Sequence[Feedback] = ()


def plan_feedback(name: str, table: Rows, standing: FeedbackStanding, languages: Sequence[Words]) -> Plan:
    """What a list of feedback of this name, or mails, do to a programme."""
    return _Planner(name, table, standing, languages).plan()


@dataclass(slots=True)
class _About:
    """What a row is about, or why nobody can tell."""

    id: int | None = None
    refused: Sentence | None = None


@dataclass(slots=True)
class _Found:
    new: list[Mapping[str, Any]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    unknown: dict[str, None] = field(default_factory=dict)
    """The names of those who are not in the directory, or may be several people."""


class _Planner:
    """The plan of what was found."""

    def __init__(self, name: str, table: Rows, standing: FeedbackStanding, languages: Sequence[Words]) -> None:
        self.name = name
        self.table = table
        self.standing = standing
        self.assets = _by_title(standing.assets)
        self.packs = _by_title(standing.packs)
        self.again = _AGAIN | {folded(words(each.label)): each for words in languages for each in Again}
        self.known = {_identity(_values(each)) for each in standing.said}
        self.found = _Found()
        self.rejected: list[BadRow] = []
        self.count = 0

    def plan(self) -> Plan:
        for row in self.table:
            self.count += 1
            bad = row if isinstance(row, BadRow) else self._take(row)
            if bad is not None:
                self.rejected.append(bad)
        return Plan(
            label=sentence(mark("Take in the feedback of “{name}”"), name=self.name),
            writes=tuple(Add(record=Feedback, values=values) for values in self.found.new),
            came=(self._counted(len(self.found.new)),) if self.found.new else (),
            parts=tuple(self._parts()),
            notes=tuple(self._notes()),
            rejected=rejected_rows(self.table, self.rejected),
            header=self.table.header,
            details={
                "rows": self.count,
                "feedback": len(self.found.new),
                "there_already": len(self.found.same),
                "rows_rejected": len(self.rejected),
                "people_unknown": list(self.found.unknown),
            },
        )

    # -- looking at the rows

    def _take(self, row: Row) -> BadRow | None:
        """Notes what a row says; the row, where it cannot be stored."""
        faults: list[Fault] = []

        def refuse(column: str, reason: Sentence) -> None:
            faults.append(Fault(self.table.header_of(column), reason))

        cells = row.cells
        asset, pack = self._asset(cells), self._pack(cells)
        for column, about in (("content", asset), ("pack", pack)):
            if about.refused is not None:
                refuse(column, about.refused)
        if asset.id is None and pack.id is None and not faults:
            refuse("content", sentence(mark("it names neither content nor a pack that is here")))
        useful = _NUMBER.search(cells.get("useful", ""))
        if cells.get("useful", "").strip() and (useful is None or not 1 <= int(useful[0]) <= _BEST):
            refuse("useful", sentence(mark("“{value}” is not 1 to 5"), value=cells["useful"].strip()[:40]))
        again = self.again.get(folded(cells.get("again", "")), Again.UNSAID)
        words = cells.get("words", "").strip()
        day = read_day(cells.get("date", ""), self.standing.today)
        if isinstance(day, Refused):
            refuse("date", day.sentence)
        if not words and useful is None and again is Again.UNSAID and not faults:
            refuse("words", sentence(mark("it says nothing")))
        if faults or isinstance(day, Refused):
            return BadRow(row.number, tuple(faults), row.whole)
        values = {
            "words": words,
            "asset": asset.id,
            "pack": pack.id,
            "useful": int(useful[0]) if useful is not None else None,
            "again": again,
            "person": self._person(cells),
            "role": " ".join(cells.get("role", "").split()),
            "on": day or self.standing.today,
            "source": "E-mail" if MAILED in cells else self.name,
        }
        title = words or cells.get("content", "") or cells.get("pack", "")
        if _identity(values) in self.known:
            self.found.same.append(title)
            return None
        self.known.add(_identity(values))
        self.found.new.append(values)
        self.found.titles.append(title)
        return None

    def _asset(self, cells: Mapping[str, str]) -> _About:
        if SUBJECT in cells:
            # Whoever wrote it may have written around the title.
            return _About(_longest_in(folded(cells[SUBJECT]), self.assets))
        missing = mark("there is no content “{title}”")
        return _named(cells.get("content", ""), self.assets, missing, mark("“{title}” may be one of several"))

    def _pack(self, cells: Mapping[str, str]) -> _About:
        named = cells.get("pack", "")
        if SUBJECT in cells and folded(named) not in self.packs:
            return _About(_longest_in(folded(cells[SUBJECT]), self.packs))
        return _named(named, self.packs, mark("there is no pack “{title}”"), mark("“{title}” may be one of several"))

    def _person(self, cells: Mapping[str, str]) -> int | None:
        """Who said it, where that is clear: by the address, else by the name."""
        address, name = cells.get(ADDRESS, "").casefold(), " ".join(cells.get("name", "").split())
        if address:
            by_mail = [each for each in self.standing.people if mail_in(each.reach).casefold() == address]
            if len(by_mail) == 1:
                return by_mail[0].id
        same = [each for each in self.standing.people if name and same_person(name, "", each)]
        if len(same) == 1:
            return same[0].id
        if name or address:
            self.found.unknown[name or address] = None
        return None

    # -- what is told

    @staticmethod
    def _counted(count: int) -> Counted:
        return counted("{n} piece of feedback", "{n} pieces of feedback", count)

    def _parts(self) -> Iterator[Part]:
        entries = tuple(
            Entry(what=self._counted(len(several)), fate=fate, titles=tuple(several[:_NAMED]))
            for fate, several in ((Fate.NEW, self.found.titles), (Fate.SAME, self.found.same))
            if several
        )
        if entries:
            yield Part(title=sentence(mark("Feedback")), entries=entries)

    def _notes(self) -> Iterator[Sentence]:
        if self.found.unknown:
            names = tuple(verbatim(name) for name in list(self.found.unknown)[:20])
            told = mark("Not in the directory, or several people there; what they said is kept without a name: {names}")
            yield sentence(told, names=names)
        yield from how_read(self.table)


def _by_title(several: Sequence[tuple[int, str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for id_, title in several:
        if plain := folded(title):
            found.setdefault(plain, []).append(id_)
    return found


def _named(title: str, known: Mapping[str, list[int]], missing: str, several: str) -> _About:
    """The one record that is called so."""
    if not title.strip():
        return _About()
    ids = known.get(folded(title), [])
    if len(ids) == 1:
        return _About(ids[0])
    return _About(None, sentence(several if ids else missing, title=" ".join(title.split())[:80]))


def _longest_in(text: str, known: Mapping[str, list[int]]) -> int | None:
    """The record whose title stands in a text; of several the one with the longest."""
    found = [title for title, ids in known.items() if len(ids) == 1 and f" {title} " in f" {text} "]
    return known[max(found, key=len)][0] if found else None


def _values(said: Feedback) -> Mapping[str, Any]:
    return {name: getattr(said, name) for name in ("words", "asset", "pack", "useful", "again", "person", "on")}


def _identity(values: Mapping[str, Any]) -> tuple[object, ...]:
    """What tells two pieces of feedback apart, so that the same file brings nothing twice."""
    names = ("asset", "pack", "useful", "person", "on")
    return (folded(values["words"]), str(values["again"]), *(values[name] for name in names))
