"""What must not be forgotten: promises in both directions, and notes caught on the run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from enable_desktop.fields import Choice, Line, choice, day, flag, person, record, text, whole
from enable_desktop.words import mark


class Direction(Choice):
    """Who owes whom."""

    MINE = "mine", mark("I promised")
    THEIRS = "theirs", mark("They promised")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise(Line):
    """What somebody said they would do, for whom, by when; open until kept."""

    kind: ClassVar[str] = "promises"
    title: str = text(mark("Promise"))
    person: int | None = person(mark("Person"))
    direction: Direction = choice(mark("Direction"), Direction.MINE)
    made: date | None = day(mark("Made on"))
    due: date | None = day(mark("Due"))
    kept: date | None = day(mark("Kept on"))
    interview: int | None = record(mark("Interview"), "interviews")
    note: str = text(mark("Note"))

    def is_late(self, today: date) -> bool:
        return self.kept is None and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxNote(Line):
    """A note caught from anywhere, to be sorted later."""

    kind: ClassVar[str] = "inbox"
    title: str = text(mark("Note"))
    on: date | None = day(mark("Date"))
    done: bool = flag(mark("Done"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Snooze(Line):
    """A row of Today that is hidden until a day; `of` names the row."""

    kind: ClassVar[str] = "snoozes"
    of: str = text(mark("Row"))
    until: date | None = day(mark("Until"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(Line):
    """A small file kept inside the workspace; its bytes are stored once under their SHA-256."""

    kind: ClassVar[str] = "attachments"
    title: str = text(mark("File name"))
    media_type: str = text(mark("Type"))
    digest: str = text(mark("SHA-256"))
    size: int = whole(mark("Size"), 0)


def free_name(name: str, digest: str, digest_of: Callable[[str], str | None]) -> str:
    """The name a file is kept under: its own, numbered where another file has that, since texts name files.

    `digest_of` answers with the SHA-256 of the file that has a name already, None where there is none.
    """
    stem, dot, ending = name.rpartition(".")
    if not stem:
        stem, dot, ending = name, "", ""
    found, number = name, 1
    while digest_of(found) not in (None, digest):
        number += 1
        found = f"{stem}-{number}{dot}{ending}"
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry(Line):
    """One value of a list that the person can edit: scope areas, departments, request kinds, facets, kinds."""

    kind: ClassVar[str] = "list_entries"
    list: str = text(mark("List"))
    key: str = text(mark("Key"))
    title: str = text(mark("Label"))
    note: str = text(mark("Note"))
