"""A list of experts as a plan: the people and topics it names, and who knows what how well."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from enable_desktop.experts import Depth, Expertise
from enable_desktop.fields import TITLE_LIMIT
from enable_desktop.imports import Add, Change, Entry, Fate, Made, Part, Plan, Write, how_read, rejected_rows
from enable_desktop.incoming import BadRow, Fault, Row, Rows
from enable_desktop.library.facets import new_key
from enable_desktop.notes import ListEntry
from enable_desktop.people import Hat, Person, folded, same_person
from enable_desktop.words import Counted, Sentence, Words, counted, mark, sentence

TOPIC: Final = "topic"
"""The list, and the facet of the library, that topics stand in."""
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("expert", "person", "full name", "имя", "фио", "ф. и. о", "эксперт", "сотрудник"),
    "department": ("team", "отдел", "подразделение", "департамент", "команда"),
    "topics": ("topic", "knows", "expertise", "темы", "тема", "области знаний", "область знаний", "знает"),
    "level": ("depth", "уровень", "степень"),
}
"""The names that columns may bear, in either language."""
NEEDED: Final = (("name",), ("topics",))
_NAMED: Final = 1_000
_WHOLE: Final = re.compile(r"^(\d)[.,]0+$")
_TOO_LONG: Final = mark("the text has {length} characters, {limit} fit")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertStanding:
    """What a list of experts finds in a programme."""

    today: date
    people: Sequence[Person] = ()
    topics: Sequence[ListEntry] = ()
    known: Sequence[Expertise] = ()


def plan_experts(name: str, table: Rows, standing: ExpertStanding, languages: Sequence[Words]) -> Plan:
    """What a table of this name does to a programme; a level is 1 to 3, or its words in any of the languages."""
    return _Planner(name, table, standing, languages).plan()


@dataclass(slots=True)
class _Expert:
    """Somebody of the list: in the directory already, or to be entered."""

    name: str
    department: str
    known: Person | None
    levels: dict[str, Depth] = field(default_factory=dict)
    """By the folded title of the topic."""


class _Planner:
    """The plan of what was found."""

    def __init__(self, name: str, table: Rows, standing: ExpertStanding, languages: Sequence[Words]) -> None:
        self.name = name
        self.table = table
        self.standing = standing
        self.depths = {
            folded(called): depth
            for depth in Depth
            for called in (str(depth), *(words(depth.label) for words in languages))
        }
        self.count = 0
        self.rejected: list[BadRow] = []
        self.experts: dict[int | tuple[str, str], _Expert] = {}
        self.titles: dict[str, str] = {}
        """What the topics of the list are called, by folded title."""
        self.there = {folded(called): entry for entry in standing.topics for called in (entry.key, entry.title)}
        self.people: dict[str, list[Person]] = {}
        for person in standing.people:
            self.people.setdefault(folded(person.name), []).append(person)

    def plan(self) -> Plan:
        for row in self.table:
            self.count += 1
            bad = row if isinstance(row, BadRow) else self._take(row)
            if bad is not None:
                self.rejected.append(bad)
        writes = tuple(self._writes())
        return Plan(
            label=sentence(mark("Import the experts listed in “{name}”"), name=self.name),
            writes=writes,
            came=tuple(self._came()) if writes else (),
            parts=tuple(self._parts()),
            notes=tuple(self._notes()),
            rejected=rejected_rows(self.table, self.rejected),
            header=self.table.header,
            details=self._details(),
        )

    # -- looking at the rows

    def _take(self, row: Row) -> BadRow | None:
        """Notes what a row says; the row, where it cannot be stored."""
        faults: list[Fault] = []

        def refuse(column: str, message: str, **values: object) -> None:
            faults.append(Fault(self.table.header_of(column), sentence(message, **values)))

        called, department = (" ".join(row.cells.get(each, "").split()) for each in ("name", "department"))
        same = [each for each in self.people.get(folded(called), ()) if same_person(called, department, each)]
        if not called:
            refuse("name", mark("nobody is named"))
        elif len(same) > 1:
            refuse("name", mark("“{name}” may be one of several people; say the department"), name=called)
        for column, text in (("name", called), ("department", department)):
            if len(text) > TITLE_LIMIT:
                refuse(column, _TOO_LONG, length=len(text), limit=TITLE_LIMIT)
        topics = [title for part in row.cells.get("topics", "").split(";") if (title := " ".join(part.split()))]
        longest = max(map(len, topics), default=0)
        if longest > TITLE_LIMIT:
            refuse("topics", _TOO_LONG, length=longest, limit=TITLE_LIMIT)
        said = row.cells.get("level", "").strip()
        # A sheet may have made a fraction of a whole number.
        depth = self.depths.get(folded(_WHOLE.sub(r"\1", said))) if said else Depth.ANSWERS
        if depth is None:
            refuse("level", mark("“{value}” is no level; it is 1, 2 or 3"), value=said[:40])
        if faults or depth is None:
            return BadRow(row.number, tuple(faults), row.whole)
        key = same[0].id if same else (folded(called), folded(department))
        expert = self.experts.setdefault(key, _Expert(called, department, same[0] if same else None))
        for title in topics:
            self.titles.setdefault(folded(title), title)
            expert.levels[folded(title)] = depth
        return None

    # -- what is stored

    @property
    def _new_topics(self) -> dict[str, str]:
        return {key: title for key, title in self.titles.items() if key not in self.there}

    @property
    def _new_people(self) -> list[_Expert]:
        return [each for each in self.experts.values() if each.known is None]

    def _writes(self) -> Iterator[Write]:
        taken = {entry.key for entry in self.standing.topics}
        for key, title in self._new_topics.items():
            made = new_key(title, taken)
            taken.add(made)
            yield Add(record=ListEntry, values={"list": TOPIC, "key": made, "title": title}, key=f"topic {key}")
        held = {(each.person, each.topic): each for each in self.standing.known}
        for number, expert in enumerate(self.experts.values()):
            person = expert.known
            if person is None:
                values = {"name": expert.name, "department": expert.department, "hats": frozenset({Hat.EXPERT})}
                yield Add(record=Person, values=values, key=f"person {number}")
            elif Hat.EXPERT not in person.hats:
                yield Change(kind=Person.kind, id=person.id, values={"hats": person.hats | {Hat.EXPERT}})
            for key, depth in expert.levels.items():
                entry = self.there.get(key)
                there = held.get((person.id, entry.id)) if person is not None and entry is not None else None
                if there is None:
                    yield Add(
                        record=Expertise,
                        values={
                            "person": person.id if person is not None else Made(f"person {number}"),
                            "topic": entry.id if entry is not None else Made(f"topic {key}"),
                            "depth": depth,
                            "confirmed": self.standing.today,
                        },
                    )
                elif there.depth is not depth:
                    confirmed = {"depth": depth, "confirmed": self.standing.today}
                    yield Change(kind=Expertise.kind, id=there.id, values=confirmed)

    # -- what is told

    def _came(self) -> Iterator[Sentence | Counted]:
        if self.experts:
            yield counted("{n} expert", "{n} experts", len(self.experts))
        if self.titles:
            yield counted("{n} topic", "{n} topics", len(self.titles))

    def _parts(self) -> Iterator[Part]:
        topics = self._new_topics
        for title, singular, plural, new, same in (
            (
                mark("Experts"), "{n} expert", "{n} experts", [each.name for each in self._new_people],
                [each.name for each in self.experts.values() if each.known is not None],
            ),
            (
                mark("Topics"), "{n} topic", "{n} topics", list(topics.values()),
                [title for key, title in self.titles.items() if key not in topics],
            ),
        ):  # fmt: skip
            entries = tuple(
                Entry(what=Counted(singular, plural, len(several), {}), fate=fate, titles=tuple(several[:_NAMED]))
                for fate, several in ((Fate.NEW, new), (Fate.SAME, same))
                if several
            )
            if entries:
                yield Part(title=sentence(title), entries=entries)

    def _notes(self) -> Iterator[Sentence]:
        yield from how_read(self.table)

    def _details(self) -> Mapping[str, Any]:
        return {
            "rows": self.count,
            "rows_stored": self.count - len(self.rejected),
            "rows_rejected": len(self.rejected),
            "experts": len(self.experts),
            "people": [each.name for each in self._new_people],
            "topics": list(self._new_topics.values()),
            "encoding": self.table.encoding,
            "unused_columns": list(self.table.unused),
        }
