"""Experts: their topics, what was agreed, and the contacts with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from db import rows
from db.files import ask
from db.history import History
from db.settings import text_of
from enable_desktop.errors import WorkspaceError
from enable_desktop.expert_import import TOPIC, ExpertStanding
from enable_desktop.experts import (
    RHYTHMS,
    Answered,
    Charges,
    Contact,
    Contribution,
    Coverage,
    Covered,
    Depth,
    Expertise,
    Load,
    Place,
    Standing,
    Terms,
    load,
    next_in_rhythm,
)
from enable_desktop.fields import Line
from enable_desktop.interviews import Theme
from enable_desktop.library.assets import Status as AssetStatus
from enable_desktop.library.facets import new_key
from enable_desktop.links import Link, Reason, Ref
from enable_desktop.notes import ListEntry
from enable_desktop.people import Hat, Person
from enable_desktop.words import mark

_THEIRS: Final[tuple[type[Line], ...]] = (Expertise, Terms, Contact, Contribution)
_RHYTHM: Final = "contact_rhythm:"
"""In front of a person's number: the setting that says in how many weeks to be in touch with them."""
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
        return _by_name(rows.read_those(self._connection, Person, _WEARS))

    def all_again(self, before: Iterable[Person], touched: Collection[int]) -> tuple[Person, ...]:
        """What `all` says now, where of the people only these were touched since it said `before`."""
        now = (each for each in rows.read_these(self._connection, Person, touched) if Hat.EXPERT in each.hats)
        return _by_name((*(each for each in before if each.id not in touched), *now))

    def topics(self) -> tuple[ListEntry, ...]:
        """Those of the library, in their order."""
        return rows.read_where(self._connection, ListEntry, "list", TOPIC)

    def coverage(self, pains: Mapping[int, float] | None = None, experts: tuple[Person, ...] | None = None) -> Coverage:
        """Every topic with the level of every expert; of a level that stands twice the higher counts.

        `pains` tell how badly themes hurt, by theme; one that hurts and that no topic answers stands in the table too.
        `experts` are everybody, where that is known already.
        """
        pains = pains or {}
        experts = self.all() if experts is None else experts
        known = {person.id for person in experts}
        levels: dict[int, dict[int, int]] = {}
        for topic, person, depth in ask(self._connection, "select topic, person, depth from expertise order by id"):
            if topic is not None and person in known:
                of_topic = levels.setdefault(topic, {})
                of_topic[person] = max(of_topic.get(person, 0), int(depth))
        themes = self._themes(pains)
        topics = tuple(
            Covered(topic=entry.id, title=entry.title, themes=themes.get(entry.id, ()), levels=levels.get(entry.id, {}))
            for entry in self.topics()
        )
        answered = {theme.theme for several in themes.values() for theme in several}
        return Coverage(topics=(*topics, *self._unanswered(pains, answered)), experts=experts)

    def _themes(self, pains: Mapping[int, float]) -> Mapping[int, tuple[Answered, ...]]:
        """The themes that are linked to a topic, by topic."""
        found: dict[int, list[Answered]] = {}
        for topic, theme, title in ask(
            self._connection,
            "select topic, theme, themes.title from ("
            "select to_id as topic, from_id as theme from links where from_kind = ? and to_kind = ? "
            "union select from_id, to_id from links where from_kind = ? and to_kind = ?"
            ") join themes on themes.id = theme order by themes.position, themes.id",
            *(Theme.kind, ListEntry.kind, ListEntry.kind, Theme.kind),
        ):
            found.setdefault(topic, []).append(Answered(theme=theme, title=title, pain=pains.get(theme)))
        return {topic: tuple(themes) for topic, themes in found.items()}

    def charter_places(self) -> Mapping[Ref, Place]:
        """The first line of the charter that each topic, and each theme, is linked to."""
        # Loaded here: it knows every record of the charter.
        from enable_desktop.charter.sections import SECTIONS

        sections = {table.record.kind: at for at, section in enumerate(SECTIONS) for table in section.tables}
        positions: dict[str, dict[int, int]] = {}
        found: dict[Ref, Place] = {}
        for from_kind, from_id, to_kind, to_id in ask(
            self._connection,
            "select from_kind, from_id, to_kind, to_id from links where from_kind in (?1, ?2) or to_kind in (?1, ?2)",
            *(Theme.kind, ListEntry.kind),
        ):
            ends = (Ref(from_kind, from_id), Ref(to_kind, to_id))
            for ref, line in (ends, ends[::-1]):
                if ref.kind not in (Theme.kind, ListEntry.kind) or line.kind not in sections:
                    continue
                if line.kind not in positions:
                    positions[line.kind] = dict(ask(self._connection, f'select id, position from "{line.kind}"'))
                place = (sections[line.kind], positions[line.kind].get(line.id, 0), line.id)
                found[ref] = min(found.get(ref, place), place)
        return found

    def _unanswered(self, pains: Mapping[int, float], answered: Container[int]) -> Iterator[Covered]:
        """The themes that hurt and that no topic answers."""
        for theme, title in ask(
            self._connection, "select id, title from themes where not praise_only order by position, id"
        ):
            found = Answered(theme=theme, title=title, pain=pains.get(theme))
            if found.is_painful and theme not in answered:
                yield Covered(topic=0, title=title, themes=(found,))

    def of(self, person: int) -> tuple[Expertise, ...]:
        """What somebody knows, the best first."""
        found = rows.read_where(self._connection, Expertise, "person", person)
        return tuple(sorted(found, key=lambda each: -each.depth.level))

    def terms(self, person: int) -> Terms | None:
        """What was agreed with somebody, where anything was written down."""
        found = rows.read_where(self._connection, Terms, "person", person)
        return found[0] if found else None

    def all_terms(self) -> Mapping[int, Terms]:
        """What was agreed with everybody, by person."""
        found: dict[int, Terms] = {}
        for terms in rows.read_all(self._connection, Terms):
            if terms.person is not None:
                found.setdefault(terms.person, terms)
        return found

    def contacts(self, person: int) -> tuple[Contact, ...]:
        """The contacts with somebody, the last one first."""
        found = rows.read_where(self._connection, Contact, "person", person)
        return tuple(sorted(found, key=lambda each: (each.on or date.min, each.id), reverse=True))

    def contributions(self, person: int) -> tuple[Contribution, ...]:
        """What somebody gave to the programme, the last first."""
        found = rows.read_where(self._connection, Contribution, "person", person)
        return tuple(sorted(found, key=lambda each: (each.on or date.min, each.id), reverse=True))

    def charges(self, person: int) -> Charges:
        """What of the content somebody owns, reviews and vouches for, and the topics that rest on them alone."""

        def titles(query: str, *values: object) -> tuple[tuple[int, str], ...]:
            return tuple((row[0], row[1]) for row in ask(self._connection, query, *values))

        alive = f"status <> '{AssetStatus.RETIRED}' order by title, id"
        return Charges(
            owns=titles(f"select id, title from assets where owner = ? and {alive}", person),
            reviews=titles(f"select id, title from assets where reviewer = ? and {alive}", person),
            vouches=titles(
                "select id, title from assets where id in (select from_id from links where from_kind = 'assets' "
                f"and to_kind = 'people' and to_id = ? and reason = '{Reason.VOUCHED}') and {alive}",
                person,
            ),
            deputy_of=titles(
                "select people.id, people.name from expert_terms join people on people.id = person "
                "where deputy = ? order by people.name",
                person,
            ),
            alone=titles(
                "select list_entries.id, title from list_entries where list = ? and id in ("
                f"select topic from expertise join people on people.id = person where {_WEARS} "
                "group by topic having count(distinct person) = 1 and max(person) = ?) order by position, id",
                TOPIC,
                person,
            ),
        )

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
                again = kept[0].ask_again
                if again is not None and again <= self._today():
                    # What is said anew today need not be asked again today.
                    values["ask_again"] = None
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
        """Write down a contact with somebody, of today unless `on` says otherwise; returns its id.

        A contact that was planned for today or before is no longer due then: the next one is planned where there is a
        rhythm, unless they rest.
        """
        who, terms = self._person(person), self.terms(person)
        with self._history.step(mark("Log a contact with “{title}”"), title=who.name):
            if terms is not None and (terms.next_contact is None or terms.next_contact <= self._today()):
                weeks = self.rhythm(person) if terms.standing is not Standing.RESTING else 0
                planned = next_in_rhythm(values.get("on") or self._today(), weeks, self._today())
                if planned != terms.next_contact:
                    rows.update(self._connection, Terms, terms.id, {"next_contact": planned})
            return rows.insert(self._connection, Contact, {"on": self._today(), **values, "person": person})

    def rhythm(self, person: int) -> int:
        """In how many weeks a contact with somebody is to follow the one before; 0 where nothing was said."""
        weeks = text_of(self._connection, f"{_RHYTHM}{person}")
        return int(weeks) if weeks.isdecimal() and int(weeks) in RHYTHMS else 0

    def set_rhythm(self, person: int, weeks: int) -> None:
        """Say how often to be in touch with somebody, 0 for no rhythm; the next contact is planned where none is."""
        if weeks and weeks not in RHYTHMS:
            raise ValueError(f"no rhythm: {weeks}")
        who = self._person(person)
        if weeks == self.rhythm(person):
            return
        with self._history.step(mark("Set how often to be in touch with “{title}”"), title=who.name):
            self._connection.execute(
                "insert into settings (key, value) values (?, ?) "
                "on conflict (key) do update set value = excluded.value",
                (f"{_RHYTHM}{person}", str(weeks or "")),
            )
            terms = self.terms(person)
            if weeks and (terms is None or (terms.next_contact is None and terms.standing is not Standing.RESTING)):
                last = next((each.on for each in self.contacts(person)), None)
                planned = next_in_rhythm(last, weeks, self._today())
                rows.update(self._connection, Terms, self.appoint(person), {"next_contact": planned})

    def note_contribution(self, person: int, **values: Any) -> int:
        """Write down what somebody gave to the programme, today unless `on` says otherwise; returns its id."""
        who = self._person(person)
        with self._history.step(mark("Note a contribution of “{title}”"), title=who.name):
            return rows.insert(self._connection, Contribution, {"on": self._today(), **values, "person": person})

    def thank(self, contribution: int) -> None:
        """Say that somebody was thanked today for what they gave."""
        found = rows.read_one(self._connection, Contribution, contribution)
        if found is None:
            raise WorkspaceError(mark("This contribution is not there any more; nothing was changed."))
        who = self._person(found.person or 0)
        with self._history.step(mark("Note the thanks to “{name}” for “{title}”"), name=who.name, title=found.title):
            rows.update(self._connection, Contribution, contribution, {"thanked": self._today()})

    def confirm(self, expertise: int) -> None:
        """Say that somebody still knows a topic as well as was said; when to ask again is open from then on."""
        known = rows.read_one(self._connection, Expertise, expertise)
        if known is None:
            raise WorkspaceError(mark("This topic is not there any more; nothing was changed."))
        who, what = self._person(known.person or 0), self._topic(known.topic or 0)
        with self._history.step(mark("Confirm what {name} knows of “{title}”"), name=who.name, title=what.title):
            rows.update(self._connection, Expertise, expertise, {"confirmed": self._today(), "ask_again": None})

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

    def answer(self, person: int, theme: int, level: int) -> int:
        """Say how well somebody knows what a theme is about: a topic of its name answers it; returns its id."""
        found = rows.read_one(self._connection, Theme, theme)
        if found is None:
            raise WorkspaceError(mark("This theme is not there any more; nothing was changed."))
        who = self._person(person)
        with self._history.step(mark("Set what {name} knows of “{title}”"), name=who.name, title=found.title):
            topic = self.add_topic(found.title)
            self.link_theme(topic, theme)
            self.set_level(person, topic, level)
        return topic

    def link_theme(self, topic: int, theme: int, linked: bool = True) -> None:
        """Say that a topic answers a theme of the interviews, or that it does not."""
        what = self._topic(topic)
        found = rows.read_one(self._connection, Theme, theme)
        if found is None:
            raise WorkspaceError(mark("This theme is not there any more; nothing was changed."))
        there = ask(
            self._connection,
            "select id from links where (from_kind = ?1 and from_id = ?2 and to_kind = ?3 and to_id = ?4) "
            "or (from_kind = ?3 and from_id = ?4 and to_kind = ?1 and to_id = ?2)",
            *(Theme.kind, theme, ListEntry.kind, topic),
        )
        if bool(there) == linked:
            return
        label = mark("Say that “{topic}” answers “{theme}”") if linked else mark("Take “{theme}” off “{topic}”")
        with self._history.step(label, topic=what.title, theme=found.title):
            if linked:
                ends = {"from_kind": ListEntry.kind, "from_id": topic, "to_kind": Theme.kind, "to_id": theme}
                rows.insert(self._connection, Link, {**ends, "reason": Reason.ANSWERS})
            for (link,) in there:
                self._connection.execute("delete from links where id = ?", (link,))

    def stand_down(self, person: int, heir: int | None = None) -> None:
        """Take the hat of an expert off somebody; what they own, review, vouch for and stand in for goes to the heir.

        What they know and agreed to is kept: it counts again when they wear the hat again.
        """
        who = self._person(person)
        with self._history.step(mark("“{title}” is no expert any more"), title=who.name):
            rows.update(self._connection, Person, person, {"hats": who.hats - {Hat.EXPERT}})
            if heir is None:
                return
            other = self._person(heir)
            for column in ("owner", "reviewer"):
                self._connection.execute(f'update assets set "{column}" = ? where "{column}" = ?', (heir, person))
            self._connection.execute(
                "update links set to_id = ?1 where from_kind = 'assets' and to_kind = 'people' and to_id = ?2 "
                f"and reason = '{Reason.VOUCHED}' and not exists (select 1 from links as there "
                "where there.from_kind = links.from_kind and there.from_id = links.from_id "
                "and there.to_kind = 'people' and there.to_id = ?1 and there.reason = links.reason)",
                (heir, person),
            )
            # Nobody stands in for themselves: where it was the heir's own deputy, the heir has none from now on.
            self._connection.execute(
                "update expert_terms set deputy = nullif(?1, person) where deputy = ?2", (heir, person)
            )
            self._put_hat_on(other)

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


def _by_name(people: Iterable[Person]) -> tuple[Person, ...]:
    return tuple(sorted(people, key=lambda each: (each.name.casefold(), each.id)))


def join(connection: sqlite3.Connection, person: int, other: int) -> None:
    """Where the record of another became part of an expert's: of each topic the best stays, and the first of the terms.

    How often to be in touch is filled from the other, like any field that is empty.
    """
    rhythms = [text_of(connection, f"{_RHYTHM}{each}") for each in (person, other)]
    if not rhythms[0] and rhythms[1]:
        connection.execute(
            "insert into settings (key, value) values (?, ?) on conflict (key) do update set value = excluded.value",
            (f"{_RHYTHM}{person}", rhythms[1]),
        )
    connection.execute("delete from settings where key = ?", (f"{_RHYTHM}{other}",))
    best: dict[int | None, Expertise] = {}
    found = rows.read_where(connection, Expertise, "person", person)
    for each in sorted(found, key=lambda known: -known.depth.level):
        if best.setdefault(each.topic, each) is not each:
            connection.execute("delete from expertise where id = ?", (each.id,))
    for terms in rows.read_where(connection, Terms, "person", person)[1:]:
        connection.execute("delete from expert_terms where id = ?", (terms.id,))


def take_out(connection: sqlite3.Connection, person: int) -> None:
    """What somebody knows, agreed to and was asked goes with them: it says nothing of anybody else."""
    connection.execute("delete from settings where key = ?", (f"{_RHYTHM}{person}",))
    for record in _THEIRS:
        connection.execute(f'delete from "{record.kind}" where person = ?', (person,))


def facts() -> Mapping[tuple[str, str], str]:
    """What of an expert nobody can take over, as `db.people` asks for it."""
    return {(record.kind, "person"): "true" for record in _THEIRS}
