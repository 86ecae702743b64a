"""Experts: their topics, what was agreed, and the contacts with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from db import rows
from db.files import ask
from db.history import History
from enable_desktop.errors import WorkspaceError
from enable_desktop.expert_import import TOPIC, ExpertStanding
from enable_desktop.experts import Contact, Coverage, Covered, Depth, Expertise, Load, Terms, load
from enable_desktop.interviews import Theme
from enable_desktop.library.facets import new_key
from enable_desktop.notes import ListEntry
from enable_desktop.people import Hat, Person
from enable_desktop.words import mark

_THEIRS: Final[tuple[type[Expertise] | type[Terms] | type[Contact], ...]] = (Expertise, Terms, Contact)
_WEARS: Final = f"',' || hats || ',' like '%,{Hat.EXPERT},%'"


class Experts:
    """Who can answer or teach what."""

    def __init__(self, connection: sqlite3.Connection, history: History, today: Callable[[], date]) -> None:
        self._connection = connection
        self._history = history
        self._today = today

    # -- reading

    def all(self) -> tuple[Person, ...]:
        """Everybody who wears the hat of an expert, by name."""
        found = rows.read_those(self._connection, Person, _WEARS)
        return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.id)))

    def topics(self) -> tuple[ListEntry, ...]:
        """Those of the library, in their order."""
        return rows.read_where(self._connection, ListEntry, "list", TOPIC)

    def coverage(self) -> Coverage:
        """Every topic with the level of every expert; of a level that stands twice the higher counts."""
        experts = self.all()
        known = {person.id for person in experts}
        levels: dict[int, dict[int, int]] = {}
        for each in rows.read_all(self._connection, Expertise):
            if each.topic is not None and each.person in known:
                of_topic = levels.setdefault(each.topic, {})
                of_topic[each.person] = max(of_topic.get(each.person, 0), each.depth.level)
        themes = self._themes()
        topics = tuple(
            Covered(topic=entry.id, title=entry.title, themes=themes.get(entry.id, ()), levels=levels.get(entry.id, {}))
            for entry in self.topics()
        )
        return Coverage(topics=topics, experts=experts)

    def _themes(self) -> Mapping[int, tuple[str, ...]]:
        """The titles of the themes that are linked to a topic, by topic."""
        found: dict[int, list[str]] = {}
        for topic, title in ask(
            self._connection,
            "select topic, themes.title from ("
            "select to_id as topic, from_id as theme from links where from_kind = ? and to_kind = ? "
            "union select from_id, to_id from links where from_kind = ? and to_kind = ?"
            ") join themes on themes.id = theme order by themes.position, themes.id",
            *(Theme.kind, ListEntry.kind, ListEntry.kind, Theme.kind),
        ):
            found.setdefault(topic, []).append(title)
        return {topic: tuple(titles) for topic, titles in found.items()}

    def of(self, person: int) -> tuple[Expertise, ...]:
        """What somebody knows, the best first."""
        found = rows.read_where(self._connection, Expertise, "person", person)
        return tuple(sorted(found, key=lambda each: -each.depth.level))

    def terms(self, person: int) -> Terms | None:
        """What was agreed with somebody, where anything was written down."""
        found = rows.read_where(self._connection, Terms, "person", person)
        return found[0] if found else None

    def contacts(self, person: int) -> tuple[Contact, ...]:
        """The contacts with somebody, the last one first."""
        found = rows.read_where(self._connection, Contact, "person", person)
        return tuple(sorted(found, key=lambda each: (each.on or date.min, each.id), reverse=True))

    def load(self, person: int) -> Load:
        """The hours of this month: asked, and offered."""
        return load(self.contacts(person), self.terms(person), self._today())

    def standing(self) -> ExpertStanding:
        """What importing a list of experts finds."""
        return ExpertStanding(
            today=self._today(),
            people=rows.read_all(self._connection, Person),
            topics=self.topics(),
            known=rows.read_all(self._connection, Expertise),
        )

    # -- changing

    def set_level(self, person: int, topic: int, level: int, *, by: object | None = None) -> None:
        """Say how well somebody knows a topic, 1 to 3; 0 takes it off. Who knows something is an expert."""
        if not 0 <= level <= len(Depth):
            raise ValueError(f"a level is 0 to {len(Depth)}: {level}")
        who, what = self._person(person), self._topic(topic)
        there = [each for each in self.of(person) if each.topic == topic]
        if [each.depth.level for each in there] == ([level] if level else []):
            return
        label = mark("Set what {name} knows of “{title}”") if level else mark("Take “{title}” off {name}")
        with self._history.step(label, by=by, name=who.name, title=what.title):
            kept = there[:1] if level else []
            for each in there[len(kept) :]:
                self._connection.execute("delete from expertise where id = ?", (each.id,))
            if not level:
                return
            values: dict[str, Any] = {"depth": Depth(str(level)), "confirmed": self._today()}
            if kept:
                rows.update(self._connection, Expertise, kept[0].id, values)
            else:
                rows.insert(self._connection, Expertise, {**values, "person": person, "topic": topic})
            self._put_hat_on(who)

    def appoint(self, person: int) -> int:
        """Make somebody an expert whose terms can be written down; returns the id of the terms."""
        who = self._person(person)
        terms = self.terms(person)
        if terms is not None and Hat.EXPERT in who.hats:
            return terms.id
        with self._history.step(mark("Make “{title}” an expert"), title=who.name):
            self._put_hat_on(who)
            return terms.id if terms is not None else rows.insert(self._connection, Terms, {"person": person})

    def log(self, person: int, **values: Any) -> int:
        """Write down a contact with somebody, of today unless `on` says otherwise; returns its id."""
        who = self._person(person)
        with self._history.step(mark("Log a contact with “{title}”"), title=who.name):
            return rows.insert(self._connection, Contact, {"on": self._today(), **values, "person": person})

    def plan_contact(self, person: int, on: date | None) -> None:
        """Say when to be in touch with somebody next."""
        who = self._person(person)
        with self._history.step(mark("Plan the next contact with “{title}”"), title=who.name):
            rows.update(self._connection, Terms, self.appoint(person), {"next_contact": on})

    def add_topic(self, title: str) -> int:
        """Add a topic to the list of the library; one that is called this already is taken."""
        topics = self.topics()
        for entry in topics:
            if entry.title.casefold() == title.strip().casefold():
                return entry.id
        with self._history.step(mark("Add the topic “{title}”"), title=title.strip()):
            key = new_key(title, {entry.key for entry in topics})
            return rows.insert(self._connection, ListEntry, {"list": TOPIC, "key": key, "title": title.strip()})

    def _put_hat_on(self, person: Person) -> None:
        if Hat.EXPERT not in person.hats:
            rows.update(self._connection, Person, person.id, {"hats": person.hats | {Hat.EXPERT}})

    def _person(self, id_: int) -> Person:
        found = rows.read_one(self._connection, Person, id_)
        if found is None:
            raise WorkspaceError(mark("There is no person with the number {id} in this workspace."), id=id_)
        return found

    def _topic(self, id_: int) -> ListEntry:
        found = rows.read_one(self._connection, ListEntry, id_)
        if found is None or found.list != TOPIC:
            raise WorkspaceError(mark("This topic is not there any more; nothing was changed."))
        return found


def join(connection: sqlite3.Connection, person: int) -> None:
    """Where two records of one expert became one: of each topic the best stays, and the first of the terms."""
    best: dict[int | None, Expertise] = {}
    found = rows.read_where(connection, Expertise, "person", person)
    for each in sorted(found, key=lambda known: -known.depth.level):
        if best.setdefault(each.topic, each) is not each:
            connection.execute("delete from expertise where id = ?", (each.id,))
    for terms in rows.read_where(connection, Terms, "person", person)[1:]:
        connection.execute("delete from expert_terms where id = ?", (terms.id,))


def take_out(connection: sqlite3.Connection, person: int) -> None:
    """What somebody knows, agreed to and was asked goes with them: it says nothing of anybody else."""
    for record in _THEIRS:
        connection.execute(f'delete from "{record.kind}" where person = ?', (person,))


def facts() -> Mapping[tuple[str, str], str]:
    """What of an expert nobody can take over, as `db.people` asks for it."""
    return {(record.kind, "person"): "true" for record in _THEIRS}
