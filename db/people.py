"""People in one place: merged, handed over, made anonymous, forgotten."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from db import approvals, experts, rows
from db.chips import lead_elsewhere
from db.compaction import Compaction
from db.files import ask, path_of, reading
from db.history import History
from db.links import move_links
from db.register import Register
from db.register import everybody as read_everybody
from db.search import Search
from db.withholding import (
    WITHHELD,
    changed,
    erase_talks,
    go_on_withholding,
    leave_out_of_what_was_said,
    withhold_from_exports,
    withhold_from_files,
    without,
)
from enable_desktop.charter.approvals import signed_as
from enable_desktop.charter.lines import Answer, Approval, Version
from enable_desktop.errors import WorkspaceError
from enable_desktop.everybody import Everybody
from enable_desktop.feedback import Feedback
from enable_desktop.fields import Shape, fields_of
from enable_desktop.interviews import Attendee, Interview
from enable_desktop.kinds import KINDS
from enable_desktop.library.assets import Asset, Review
from enable_desktop.links import Reason, Ref
from enable_desktop.people import Person, folded, same_person
from enable_desktop.person_names import Name
from enable_desktop.words import Words, mark

_FACTS: Final = {
    (Approval.kind, "person"): f"answer <> '{Answer.ASKED}'",
    (Interview.kind, "person"): "held",
    (Attendee.kind, "person"): "interview in (select id from interviews where held)",
    (Review.kind, "person"): "true",
    (Asset.kind, "seller"): "true",
    (Feedback.kind, "person"): "true",
    **experts.facts(),
}
"""What somebody has said, or done, is no task that another could take over."""


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
        register: Register,
        backups: Callable[[], Iterable[Path]],
    ) -> None:
        self._connection = connection
        self._history = history
        self._search = search
        self._register = register
        self._backups = backups
        self._everybody: tuple[int, Everybody] | None = None

    def everybody(self) -> Everybody:
        """What of the whole directory decides how people are named; read again only when somebody has changed."""
        count = self._history.count_of(Person.kind)
        if self._everybody is None or self._everybody[0] != count:
            self._everybody = count, read_everybody(self._connection)
        return self._everybody[1]

    def all(self) -> tuple[Person, ...]:
        return rows.read_all(self._connection, Person)

    def ids(self, text: str = "", group: str = "") -> tuple[int, ...]:
        """Whom a list shows, by name: the people of a group in whom every word of the text begins a word."""
        return self._register.ids(text, group)

    def called(self, names: Iterable[str]) -> tuple[Person, ...]:
        """Whom these names may mean: the people whose name begins with the first word of one."""
        return self.these(self._register.called(names))

    def these(self, ids: Iterable[int]) -> tuple[Person, ...]:
        """The people with these ids."""
        return rows.read_these(self._connection, Person, ids)

    def get(self, id_: int) -> Person:
        """A person; raises WorkspaceError when the id is not in the directory."""
        person = rows.read_one(self._connection, Person, id_)
        if person is None:
            raise WorkspaceError(mark("There is no person with the number {id} in this workspace."), id=id_)
        return person

    def first_in_role(self, role: str) -> int | None:
        """The first person of the directory whose role is called this, however it is written."""
        found = ask(self._connection, "select id, role from people where role <> '' order by position, id")
        return next((id_ for id_, called in found if folded(called) == folded(role)), None)

    def like(self, name: str, department: str = "") -> tuple[Person, ...]:
        """Everybody whom this name and department may mean; one is a match, several are doubtful."""
        return tuple(person for person in self.called((name,)) if same_person(name, department, person))

    def belongings(self, id_: int) -> tuple[Ref, ...]:
        """Every record that names this person."""
        return tuple(
            dict.fromkeys(
                Ref(table, row)
                for table, column in rows.references_to(self._connection, "people")
                for row in rows.ids_where(self._connection, table, column, id_)
            )
        )

    def tasks(self, id_: int) -> tuple[Ref, ...]:
        """What somebody else could take over: everything that names this person, but what they have said.

        The content that they vouch for, which a link says, is among it.
        """
        found = [
            Ref(Asset.kind, row)
            for (row,) in ask(
                self._connection,
                "select from_id from links where from_kind = ? and to_kind = ? and to_id = ? and reason = ? "
                "order by from_id",
                *(Asset.kind, Person.kind, id_, str(Reason.VOUCHED)),
            )
        ]
        for table, column in rows.references_to(self._connection, Person.kind):
            fact = _FACTS.get((table, column), "false")
            query = f'select id from "{table}" where "{column}" = ? and not ({fact}) order by id'
            found += [Ref(table, row) for (row,) in ask(self._connection, query, id_)]
        return tuple(dict.fromkeys(found))

    def hand_over(self, id_: int, heir: int) -> None:
        """Give everything that names one person to another."""
        person, other = self.get(id_), self.get(heir)
        with self._history.step(mark("Hand over from “{title}” to “{heir}”"), title=person.name, heir=other.name):
            self._reassign(id_, heir)
            approvals.join(self._connection, heir)

    def remove(self, id_: int, heir: int | None = None) -> None:
        """Take a person out of the directory; what is theirs goes to the heir, or stays without a person.

        What they approved and what they said in a talk stays theirs, by name; what others said of them is printed
        without it, as before.
        """
        person = self.get(id_)
        with self._history.step(mark("Remove “{title}”"), title=person.name):
            if heir is not None:
                self._reassign(id_, heir)
                approvals.join(self._connection, heir)
            go_on_withholding(self._connection, person)
            self._let_go(id_, signed_as(person))

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
            self._reassign(other, keep, with_facts=True)
            approvals.join(self._connection, keep)
            experts.join(self._connection, keep, other)
            lead_elsewhere(self._connection, Ref(Person.kind, other), Ref(Person.kind, keep))
            if folded(gone.name) != folded(kept.name):
                go_on_withholding(self._connection, gone)
            self._connection.execute("delete from people where id = ?", (other,))

    def _reassign(self, id_: int, heir: int, *, with_facts: bool = False) -> None:
        """Give what names a person to another; facts stay what they are, unless the two are one human being."""
        for table, column in rows.references_to(self._connection, Person.kind):
            fact = _FACTS.get((table, column))
            tasks = f" and not ({fact})" if fact is not None and not with_facts else ""
            self._connection.execute(f'update "{table}" set "{column}" = ? where "{column}" = ?{tasks}', (heir, id_))
        move_links(self._connection, Ref(Person.kind, id_), Ref(Person.kind, heir))

    def _let_go(self, id_: int, name: str) -> None:
        """Take out the record of a person; what still names it stays without anybody, an approval by the name given."""
        approvals.keep_name(self._connection, id_, name)
        experts.take_out(self._connection, id_)
        for table, column in rows.references_to(self._connection, Person.kind):
            self._connection.execute(f'update "{table}" set "{column}" = null where "{column}" = ?', (id_,))
        self._connection.execute("delete from people where id = ?", (id_,))

    def anonymise(self, id_: int) -> None:
        """Replace a person's name by their role, also in what was said in talks, and empty what leads to them.

        Can be undone.
        """
        person = self.get(id_)
        blank = {"reach": "", "tenure": "", "languages": "", "notes": "", "quote_by_name": False}
        with self._history.step(mark("Anonymise a person")):
            name = person.role or str(person.group.label)
            self._leave_out_of_what_was_said(person)
            rows.update(self._connection, Person, id_, {**blank, "name": name, "anonymous": True})

    def _leave_out_of_what_was_said(self, person: Person) -> None:
        others = [each for each in rows.read_all(self._connection, Person) if each.id != person.id]
        leave_out_of_what_was_said(self._connection, person, others)

    def forget(self, id_: int, words: Words) -> Forgotten:
        """Erase a person for good: record, mentions of the name, history, snapshots, search index, free pages.

        `words` are those of the workspace's documents, in which "withheld" is then read. This alone cannot be undone;
        it also ends the history before it, since its entries hold the old words.
        """
        person = self.get(id_)
        with self._history.step(mark("Forget a person"), lasting=True):
            withheld = words(WITHHELD)
            erase_talks(self._connection, id_, withheld)
            self._connection.execute(
                "update feedback set role = '', words = iif(words = '', '', ?) where person = ?", (withheld, id_)
            )
            self._leave_out_of_what_was_said(person)
            self._let_go(id_, withheld)
            self._withhold(person, withheld)
            # With the history gone nothing can bring these back.
            self._connection.execute("delete from blobs where digest not in (select digest from attachments)")
        with reading(path_of(self._connection)):
            while self._search.catch_up(2_000):
                pass
            self._search.forget_deleted()
            Compaction(self._connection).write_anew()
        return Forgotten(tuple(self._backups()))

    def _withhold(self, person: Person, withheld: str) -> None:
        """Put "withheld" where the name stands in any text of any record, in the settings, and in every snapshot."""
        name = Name(person, withheld)
        for kind in KINDS.values():
            if kind.record is Version:
                continue
            for line in rows.read_all(self._connection, kind.record):
                told = changed(line, name)
                if told:
                    rows.update(self._connection, type(line), line.id, told)
        for id_, value in self._connection.execute("select id, value from settings where key = 'company'").fetchall():
            self._connection.execute("update settings set value = ? where id = ?", (name.removed_from(value), id_))
        withhold_from_files(self._connection, name)
        withhold_from_exports(self._connection, name)
        for version in rows.read_all(self._connection, Version):
            told = changed(replace(version, snapshot=""), name)
            if version.snapshot:
                told["snapshot"] = without(version.snapshot, person, name)
            if told:
                rows.update(self._connection, Version, version.id, told)
