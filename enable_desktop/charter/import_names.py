"""Whom and what the names in an imported charter mean: records that are there, or that the same import makes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from enable_desktop.charter.cells import Named
from enable_desktop.charter.content import Charter
from enable_desktop.fields import TITLE_LIMIT, Line, Shape, field_of, fields_of
from enable_desktop.imports import Add, Change, Made
from enable_desktop.kinds import KINDS
from enable_desktop.measures import Measure
from enable_desktop.notes import ListEntry
from enable_desktop.people import Hat, Person, folded, same_person

_SEVERAL: Final = re.compile(r"[;\n,/]|\s(?:and|&|и)\s")
_NOBODY: Final = frozenset({
    "tbd", "tbc", "none", "unknown", "нет", "не назначен", "уточняется", "все", "all", "team",
})  # fmt: skip
_LONGEST: Final = 100
_DEPARTMENTS: Final = "departments"


class Directory:
    """The people there are and those the import makes, found by name or, failing that, by role."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_name: dict[str, list[Person]] = {}
        self._by_role: dict[str, list[Person]] = {}
        self._new: list[Person] = []
        self._filled: dict[int, dict[str, Any]] = {}
        for person in people:
            self._note(person)

    def _note(self, person: Person) -> None:
        self._by_name.setdefault(folded(person.name), []).append(person)
        if person.role:
            self._by_role.setdefault(folded(person.role), []).append(person)

    def like(self, name: str, department: str) -> list[Person]:
        """Everybody whom this name and department may mean; one is a match, several are doubtful."""
        return [person for person in self._by_name.get(folded(name), []) if same_person(name, department, person)]

    def known(self, name: str) -> list[Person]:
        """Everybody a name may mean: by name, else by role."""
        wanted = folded(name)
        return self._by_name.get(wanted) or self._by_role.get(wanted, [])

    def add(self, values: Mapping[str, Any]) -> None:
        """Somebody new, under a number below zero until the import is stored."""
        person = Person(id=-len(self._new) - 1, **values)
        self._new.append(person)
        self._note(person)

    def fill(self, person: Person, values: Mapping[str, Any]) -> bool:
        """Put what a table says of somebody known into their empty fields; whether there was anything new."""
        given: dict[str, Any] = {
            name: value
            for name, value in values.items()
            if isinstance(value, str)
            and value
            and field_of(Person, name).shape is Shape.TEXT
            and not getattr(person, name)
        }
        if Hat.STAKEHOLDER not in person.hats:
            given["hats"] = person.hats | {Hat.STAKEHOLDER}
        filled = replace(person, **given)
        bucket = self._by_name[folded(person.name)]
        bucket[bucket.index(person)] = filled
        if person.id < 0:
            self._new[-person.id - 1] = filled
        elif given:
            self._filled.setdefault(person.id, {}).update(given)
        return bool(given)

    def id_of(self, name: str) -> int | Made:
        """The one human being whom a name means."""
        person = self.known(name)[0]
        return person.id if person.id > 0 else Made(f"person {-person.id}")

    def writes(self) -> list[Add | Change]:
        """What is to be stored of all this, before anything that names a person."""
        blank = Person()
        found: list[Add | Change] = []
        for person in self._new:
            values = {each.name: getattr(person, each.name) for each in fields_of(Person)}
            told = {name: value for name, value in values.items() if value != getattr(blank, name)}
            found.append(Add(record=Person, values=told, key=f"person {-person.id}"))
        found.extend(Change(kind=Person.kind, id=id_, values=values) for id_, values in self._filled.items())
        return found


def may_be_one(name: str) -> bool:
    """Whether words can be the name of one human being who is not known yet."""
    if _SEVERAL.search(name) or len(name) > _LONGEST or folded(name) in _NOBODY:
        return False
    return any(letter.isalpha() for letter in name)


@dataclass(slots=True)
class _Known:
    """A record that may be named: its id, or the write that makes it."""

    id: int | Made
    unit: str = ""
    values: dict[str, Any] = field(default_factory=dict)


class Records:
    """Measures, priorities and the like by title; one that is not there yet is made with that title alone."""

    def __init__(self, charter: Charter) -> None:
        self._charter = charter
        self._known: dict[str, dict[str, _Known]] = {}
        self._units: dict[int, str] = {}
        self.made: list[Add] = []
        self._departments = {
            folded(text): entry.key
            for entry in reversed(charter.all(ListEntry))
            if entry.list == _DEPARTMENTS
            for text in (entry.key, entry.title)
        }

    def _of(self, kind: str) -> dict[str, _Known]:
        if kind not in self._known:
            found: dict[str, _Known] = {}
            for line in self._charter.lines.get(kind, ()):
                unit = line.unit if isinstance(line, Measure) else ""
                found.setdefault(folded(line.title_text), _Known(line.id, unit))
            self._known[kind] = found
        return self._known[kind]

    def add(self, record: type[Line], values: dict[str, Any]) -> None:
        """A new line, which may be named by others from now on."""
        key = f"{record.kind} {len(self.made) + 1}"
        title = folded(str(values.get("title", "")))
        self._of(record.kind).setdefault(title, _Known(Made(key), str(values.get("unit", "")), values))
        self.made.append(Add(record=record, values=values, key=key))

    def id_of(self, named: Named) -> int | Made:
        """The record with this title; a new one where there is none."""
        known = self._of(named.kind)
        title = folded(named.title)
        record = KINDS[named.kind].record
        if title not in known:
            values = {"title": named.title[:TITLE_LIMIT], **({"unit": named.unit} if record is Measure else {})}
            self.add(record, values)
            return self._of(named.kind)[folded(values["title"])].id
        found = known[title]
        if record is Measure and named.unit and not found.unit:
            found.unit = named.unit
            if isinstance(found.id, Made):
                found.values["unit"] = named.unit
            else:
                self._units[found.id] = named.unit
        return found.id

    def department(self, name: str) -> str:
        """The key of a department in the list of this workspace; a new one is added to the list."""
        wanted = folded(name)
        if wanted not in self._departments:
            key = name.replace("=", " ").strip()
            self._departments[wanted] = key
            self.made.append(Add(record=ListEntry, values={"list": _DEPARTMENTS, "key": key, "title": name}))
        return self._departments[wanted]

    def units(self) -> list[Change]:
        """Units that measures which had none are given by the figures that name them."""
        return [Change(kind=Measure.kind, id=id_, values={"unit": unit}) for id_, unit in self._units.items()]
