"""What an import will do, decided and told before anything is stored; the same for every kind of import.

A new kind of import is a reader (`readers/`), a pure function that makes a `Plan` of what it read and of what is
there, and an entry in `ui/imports.py`. The rest follows by itself: the report before and after, the dry run, all or
nothing, and the choice about what cannot be stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from enable_desktop.fields import Choice, Line
from enable_desktop.incoming import BadRow, Fault, Rows
from enable_desktop.links import Ref
from enable_desktop.words import Counted, Sentence, Words, mark, sentence, verbatim

_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Made:
    """In the values of a write: the id of the record that an earlier write of the plan makes under this key."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Add:
    """A new record; later writes name it by `key`."""

    record: type[Line]
    values: Mapping[str, Any]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """The values of new records, made anew each time they are gone through: many are never in memory at once."""

    make: Callable[[], Iterator[Mapping[str, Any]]]

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return self.make()


@dataclass(frozen=True, slots=True, kw_only=True)
class AddMany:
    """So many new records of one kind; later writes name them by `keys`, which come in the same order."""

    record: type[Line]
    lines: Lines
    count: int
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReady:
    """Many new records of one kind as they are kept, field by field, but for what an earlier write makes."""

    record: type[Line]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Other values for fields of a record, which may be one that an earlier write makes."""

    kind: str
    id: int | Made
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attach:
    """A file to keep in the workspace; its name is free there, or is that of the same bytes. Named later by `key`."""

    name: str
    content: bytes
    media_type: str
    key: str = ""


Write = Add | AddMany | AddReady | Change | Attach


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A record, which may be one that a write of the plan makes."""

    kind: str
    id: int | Made


class Fate(Choice):
    """What becomes of one piece of what was read."""

    NEW = "new", mark("new")
    AFTER = "after", mark("after what is there")
    FILLED = "filled", mark("taken over")
    SAME = "same", mark("there already")
    RENAMED = "renamed", mark("under another name")
    KEPT = "kept", mark("kept as text")
    LEFT = "left", mark("not taken along")
    REJECTED = "rejected", mark("cannot be stored")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One piece: what it is, what becomes of it, and all of its own words: a text, or the titles of lines."""

    what: Sentence | Counted
    fate: Fate
    text: str = ""
    titles: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        return self.text or "\n".join(self.titles)

    @property
    def short(self) -> str:
        """The beginning of its words, on one line."""
        # No more than may be shown is looked at: a text may be a megabyte.
        flat = " ".join((self.text[: 4 * _SHOWN] or "; ".join(self.titles[:_SHOWN])).split())
        return f"{flat[: _SHOWN - 1].rstrip()}…" if len(flat) > _SHOWN else flat


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The pieces that go to one place, for example a section."""

    title: Sentence
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A piece that cannot be stored: what it is, why, and the whole of it.

    A row of a table also has its number and its cells.
    """

    what: Sentence
    reason: Sentence
    text: str
    number: int = 0
    cells: tuple[str, ...] = ()


def rejected_rows(table: Rows, rows: Iterable[BadRow]) -> tuple[Rejected, ...]:
    """Rows of a table that cannot be stored, with its columns called as the file calls them."""
    return tuple(_rejected(table, row) for row in rows)


def _rejected(table: Rows, row: BadRow) -> Rejected:
    faults = tuple(Fault(table.header_of(each.column) or each.column, each.reason) for each in row.faults)
    reason = BadRow(row.number, faults, row.whole).reason
    return Rejected(sentence(mark("Row {row}"), row=row.number), reason, "; ".join(row.whole), row.number, row.whole)


def how_read(table: Rows) -> Iterator[Sentence]:
    """How a table was read: in which encoding, from which sheet, below which row; and which columns belong to no field,
    where there are any.
    """
    if table.encoding:
        yield sentence(mark("Read as {encoding}"), encoding=table.encoding)
    if table.sheet:
        yield sentence(mark("Read from the sheet “{sheet}”; the other sheets were left out."), sheet=table.sheet)
    if table.header_row > 1:
        said = mark("Row {row} names the columns; what stands above it was left out.")
        yield sentence(said, row=table.header_row)
    if table.unused:
        names = tuple(verbatim(title) for title in table.unused)
        yield sentence(mark("Columns that were not used: {names}"), names=names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an import will do to a workspace as it is now; `label` names the one step that does it.

    `came` says in a few words what comes in, `warnings` what it does besides, `notes` how the file was read. `details`
    is the same for scripts, under names that stay. `header` names the columns of a table. A plan that is `lacking`
    says what somebody has to answer first; it writes nothing. What it brings is to be seen where it `leads_to`.
    """

    label: Sentence
    writes: tuple[Write, ...]
    came: tuple[Sentence | Counted, ...]
    parts: tuple[Part, ...]
    warnings: tuple[Sentence, ...] = ()
    notes: tuple[Sentence, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    header: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    lacking: tuple[Sentence, ...] = ()
    leads_to: Place | None = None

    @property
    def told(self) -> tuple[Part, ...]:
        """All that is to be read before deciding: first what cannot be stored."""
        if not self.rejected:
            return self.parts
        entries = tuple(
            Entry(
                what=sentence(mark("{what}: {reason}"), what=each.what, reason=each.reason),
                fate=Fate.REJECTED,
                text=each.text,
            )
            for each in self.rejected
        )
        return (Part(title=sentence(mark("Cannot be stored")), entries=entries), *self.parts)


def ref_of(place: Change | Place, made: Mapping[str, int]) -> Ref:
    """The record that is meant, once the writes before it are done."""
    return Ref(place.kind, made[place.id.key] if isinstance(place.id, Made) else place.id)


def said_in_short(plan: Plan, words: Words) -> str:
    """What comes in, in one line: "3 sections, 12 lines"."""
    return ", ".join(words.say(each) for each in plan.came) or words(mark("nothing new"))


def report_lines(plan: Plan, words: Words) -> Iterator[str]:
    """The whole plan as lines of text, long words cut short."""
    for warning in plan.warnings:
        yield words.say(warning)
    for part in plan.told:
        yield words.say(part.title)
        for entry in part.entries:
            what, fate, text = words.say(entry.what), words(entry.fate.label), entry.short
            if text:
                yield words(mark("  {what}: “{text}” ({fate})"), what=what, text=text, fate=fate)
            else:
                yield words(mark("  {what} ({fate})"), what=what, fate=fate)
    for note in plan.notes:
        yield words.say(note)


def rejected_text(plan: Plan, words: Words) -> str:
    """What cannot be stored as a Markdown document, each piece whole, under what it is and why."""
    pieces = (f"## {words.say(each.what)}\n\n{words.say(each.reason)}\n\n{each.text}\n" for each in plan.rejected)
    return "\n".join(pieces)
