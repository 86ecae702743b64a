"""People in one place: merged, handed over, made anonymous, forgotten."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from db import rows
from db.history import History
from db.search import Search
from enable_desktop.charter import content
from enable_desktop.charter.lines import Version
from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import Line, Shape, fields_of
from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref
from enable_desktop.people import Hat, Person, same_person
from enable_desktop.words import mark

WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What forgetting a person left behind: the backups that still hold them."""

    backups: tuple[Path, ...]


class People:
    """The one directory of people."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        history: History,
        search: Search,
        backups: Callable[[], Iterable[Path]],
    ) -> None:
        self._connection = connection
        self._history = history
        self._search = search
        self._backups = backups

    def all(self) -> tuple[Person, ...]:
        return rows.read_all(self._connection, Person)

    def get(self, id_: int) -> Person:
        """A person; raises WorkspaceError when the id is not in the directory."""
        person = rows.read_one(self._connection, Person, id_)
        if person is None:
            raise WorkspaceError(mark("There is no person with the number {id} in this workspace."), id=id_)
        return person

    def like(self, name: str, department: str = "") -> tuple[Person, ...]:
        """Everybody whom this name and department may mean; one is a match, several are doubtful."""
        return tuple(person for person in self.all() if same_person(name, department, person))

    def belongings(self, id_: int) -> tuple[Ref, ...]:
        """Every record that names this person."""
        return tuple(
            Ref(table, row)
            for table, column in rows.references_to(self._connection, "people")
            for row in rows.ids_where(self._connection, table, column, id_)
        )

    def wear(self, id_: int, hat: Hat) -> None:
        """Put a hat on a person; no step when they wear it already."""
        person = self.get(id_)
        if hat not in person.hats:
            with self._history.step(mark("Change “{title}”"), title=person.name):
                rows.update(self._connection, Person, id_, {"hats": person.hats | {hat}})

    def hand_over(self, id_: int, heir: int) -> None:
        """Give everything that names one person to another."""
        person, other = self.get(id_), self.get(heir)
        with self._history.step(mark("Hand over from “{title}” to “{heir}”"), title=person.name, heir=other.name):
            self._reassign(id_, heir)

    def remove(self, id_: int, heir: int | None = None) -> None:
        """Take a person out of the directory; what is theirs goes to the heir, or stays without a person."""
        person = self.get(id_)
        with self._history.step(mark("Remove “{title}”"), title=person.name):
            self._reassign(id_, heir)
            self._connection.execute("delete from people where id = ?", (id_,))

    def merge(self, keep: int, other: int) -> None:
        """Make two records of one human being one: empty fields are filled, everything of the other moves over."""
        if keep == other:
            return
        kept, gone = self.get(keep), self.get(other)
        with self._history.step(mark("Merge “{other}” into “{title}”"), title=kept.name, other=gone.name):
            filled = {
                field.name: getattr(gone, field.name)
                for field in fields_of(Person)
                if field.shape in (Shape.TEXT, Shape.PROSE, Shape.DATE)
                and not getattr(kept, field.name)
                and getattr(gone, field.name)
            }
            rows.update(self._connection, Person, keep, {**filled, "hats": kept.hats | gone.hats})
            self._reassign(other, keep)
            self._connection.execute("delete from people where id = ?", (other,))

    def _reassign(self, id_: int, heir: int | None) -> None:
        for table, column in rows.references_to(self._connection, "people"):
            self._connection.execute(f'update "{table}" set "{column}" = ? where "{column}" = ?', (heir, id_))
        if heir is not None:
            for side in ("from", "to"):
                self._connection.execute(
                    f"update links set {side}_id = ? where {side}_kind = 'people' and {side}_id = ?",
                    (heir, id_),
                )

    def anonymise(self, id_: int) -> None:
        """Replace a person's name by their role, and empty what leads to them; can be undone."""
        person = self.get(id_)
        blank = {"reach": "", "tenure": "", "languages": "", "notes": "", "quote_by_name": False}
        with self._history.step(mark("Anonymise a person")):
            name = person.role or str(person.group.label)
            rows.update(self._connection, Person, id_, {**blank, "name": name, "anonymous": True})

    def forget(self, id_: int) -> Forgotten:
        """Erase a person for good: record, mentions of the name, history, snapshots, search index, free pages.

        This alone cannot be undone; it also ends the history before it, since its entries hold the old words.
        """
        person = self.get(id_)
        with self._history.step(mark("Forget a person")):
            self._reassign(id_, None)
            self._connection.execute("delete from people where id = ?", (id_,))
            self._withhold(person)
        self._connection.execute("begin immediate")
        self._connection.execute("delete from history_changes")
        self._connection.execute("""update history_steps set "values" = '{}', label = ?""", (mark("Earlier change"),))
        self._connection.execute("commit")
        while self._search.catch_up(2_000):
            pass
        self._search.forget_deleted()
        self._connection.execute("vacuum")
        return Forgotten(tuple(self._backups()))

    def _withhold(self, person: Person) -> None:
        """Put "withheld" where the name stands in any text of any record, and in every snapshot."""
        if not person.name.strip():
            return
        name = re.compile(re.escape(person.name.strip()), re.IGNORECASE)
        for kind in KINDS.values():
            for line in rows.read_all(self._connection, kind.record):
                self._withhold_in(line, name)
        for version in rows.read_all(self._connection, Version):
            if version.snapshot:
                rows.update(
                    self._connection,
                    Version,
                    version.id,
                    {"snapshot": _without(version.snapshot, person, name)},
                )

    def _withhold_in(self, line: Line, name: re.Pattern[str]) -> None:
        if isinstance(line, Version):
            return
        changed = {
            field.name: name.sub(WITHHELD, getattr(line, field.name))
            for field in fields_of(type(line))
            if field.shape in (Shape.TEXT, Shape.PROSE) and name.search(getattr(line, field.name))
        }
        if changed:
            rows.update(self._connection, type(line), line.id, changed)


def _without(snapshot: str, person: Person, name: re.Pattern[str]) -> str:
    """A snapshot in which the person is a role without a name and without words of their own."""
    charter = content.from_json(snapshot)
    blank = Person(id=person.id, position=person.position, name=WITHHELD, group=person.group, anonymous=True)
    lines: list[Line] = []
    for line in (line for kind in charter.lines.values() for line in kind):
        if isinstance(line, Person) and line.id == person.id:
            lines.append(blank)
            continue
        changed = {
            field.name: name.sub(WITHHELD, getattr(line, field.name))
            for field in fields_of(type(line))
            if field.shape in (Shape.TEXT, Shape.PROSE)
        }
        lines.append(replace(line, **changed))  # type: ignore[arg-type]  # names come from the record itself
    return content.to_json(content.charter_of(lines))
