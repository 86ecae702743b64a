"""The whole charter as one value: what a version keeps, what is compared, what a report prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

from enable_desktop.charter.evidence import Shown
from enable_desktop.charter.lines import (
    Approval,
    Approver,
    Assumption,
    BusinessCase,
    Commitment,
    Criterion,
    DecisionRight,
    Document,
    Figure,
    Head,
    Meeting,
    Objective,
    Obstacle,
    Part,
    Priority,
    Prose,
    RequestKind,
    Responsibility,
    ScopeArea,
    Slot,
    Status,
    ValuePromise,
    Version,
)
from enable_desktop.fields import Line, fields_of, from_plain, kept_by_record, to_plain
from enable_desktop.initiatives import Initiative
from enable_desktop.links import Link
from enable_desktop.measures import Measure, Reading
from enable_desktop.notes import ListEntry
from enable_desktop.people import Person

CONTENT: Final[tuple[type[Line], ...]] = (
    Priority,
    Measure,
    Reading,
    Head,
    BusinessCase,
    Prose,
    Figure,
    Objective,
    ScopeArea,
    ValuePromise,
    Criterion,
    Obstacle,
    Assumption,
    Initiative,
    Responsibility,
    Commitment,
    RequestKind,
    Meeting,
    DecisionRight,
    Approver,
)
"""The kinds whose lines make up a version, in the order in which they can be stored again."""

_OF_BUSINESS_CASE: Final = frozenset({BusinessCase.kind, Figure.kind})
_OF_NONE: Final = frozenset({Reading.kind, Approver.kind})

KINDS_OF: Final[Mapping[Document, frozenset[str]]] = {
    Document.CHARTER: frozenset(record.kind for record in CONTENT) - _OF_BUSINESS_CASE - _OF_NONE,
    Document.BUSINESS_CASE: _OF_BUSINESS_CASE,
}
"""What each document says: a change of it begins the next draft."""

_BESIDE: Final[tuple[type[Line], ...]] = (Person, Version, Approval, ListEntry)
_LINKED: Final[tuple[type[Line], ...]] = (Link, Shown)
_KNOWN: Final[tuple[type[Line], ...]] = (*CONTENT, *_BESIDE, *_LINKED)
_CLASSES: Final[Mapping[str, type[Line]]] = {record.kind: record for record in _KNOWN}

_CURRENCY: Final = "currency"

L = TypeVar("L", bound=Line)


@dataclass(frozen=True, slots=True)
class Charter:
    """Every line of a charter by kind, with the people its lines name.

    Among the lines are its links and what they show, where they are known: earlier versions did not keep them, nor
    the currency of their amounts.
    """

    lines: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    currency: str = ""

    def all(self, record: type[L]) -> tuple[L, ...]:
        """The lines of one kind in their order."""
        return self.lines.get(record.kind, ())  # type: ignore[return-value]  # the key is the class's own kind

    @property
    def knows_links(self) -> bool:
        """Whether it is known what the lines are linked to; a version of earlier days did not keep that."""
        return Link.kind in self.lines

    @property
    def head(self) -> Head:
        return next(iter(self.all(Head)), Head(id=1))

    @property
    def business_case(self) -> BusinessCase:
        return next(iter(self.all(BusinessCase)), BusinessCase(id=1))

    def prose(self, key: str) -> str:
        """The running text of a section, empty where there is none."""
        return next((line.text for line in self.all(Prose) if line.key == key), "")

    def person(self, id_: int | None) -> Person | None:
        return next((person for person in self.all(Person) if person.id == id_), None) if id_ else None

    def find(self, kind: str, id_: int | None) -> Line | None:
        """One line by kind and id."""
        return next((line for line in self.lines.get(kind, ()) if line.id == id_), None) if id_ else None

    def sum_of(self, *slots: Slot) -> int:
        """The figures of these slots together, in minor units."""
        return sum(figure.total for figure in self.all(Figure) if figure.slot in slots)

    def readings_of(self, measure: int) -> tuple[Reading, ...]:
        return tuple(reading for reading in self.all(Reading) if reading.measure == measure)

    def left_out(self) -> tuple[ScopeArea, ...]:
        """The areas that the programme says it does not do."""
        return tuple(area for area in self.all(ScopeArea) if area.part is Part.OUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """A document that is in review or approved: the first change of these kinds begins its next draft."""

    document: Document
    title: str
    status: Status
    next: str
    kinds: frozenset[str]


def charter_of(lines: Iterable[Line], currency: str = "") -> Charter:
    """A charter from loose lines; each kind is ordered by position, then id."""
    by_kind: dict[str, list[Line]] = {}
    for line in lines:
        by_kind.setdefault(line.kind, []).append(line)
    in_order = {
        kind: tuple(sorted(found, key=lambda line: (line.position, line.id))) for kind, found in by_kind.items()
    }
    return Charter(in_order, currency)


def with_links(charter: Charter, links: tuple[Link, ...], shown: tuple[Shown, ...], currency: str) -> Charter:
    """A charter that knows its links, also when there are none, and in what its amounts are."""
    return Charter({**charter.lines, Link.kind: links, Shown.kind: shown}, currency)


def to_json(charter: Charter) -> str:
    """A charter as text, the same for the same charter; earlier versions are not repeated in it."""
    plain: dict[str, Any] = {}
    for record in (*CONTENT, _BESIDE[0], *(_LINKED if charter.knows_links else ())):
        plain[record.kind] = [_plain(line) for line in charter.lines.get(record.kind, ())]
    if charter.currency:
        plain[_CURRENCY] = charter.currency
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> Charter:
    """The charter that `to_json` wrote; fields unknown to this program are left out. Raises ValueError if damaged."""
    plain = json.loads(text)
    if not isinstance(plain, dict):
        raise ValueError("not a charter")
    lines: list[Line] = []
    for kind, rows in plain.items():
        record = _CLASSES.get(kind)
        if record is not None:
            lines.extend(line_from(record, row) for row in rows)
    charter = charter_of(lines, str(plain.get(_CURRENCY, "")))
    if Link.kind not in plain:
        return charter
    return with_links(charter, charter.all(Link), charter.all(Shown), charter.currency)


def with_currency(text: str, currency: str) -> str:
    """A charter as text that says in what its amounts are, where it did not say so."""
    charter = from_json(text)
    return text if charter.currency or not currency else to_json(replace(charter, currency=currency))


def _plain(line: Line) -> dict[str, Any]:
    """The fields that say something; an empty one is left out unless a new line would have it filled."""
    blank = _blank(type(line))
    values = {field.name: to_plain(field, getattr(line, field.name)) for field in fields_of(type(line))}
    return {"id": line.id, "position": line.position} | {
        name: value for name, value in values.items() if value not in (None, "") or blank[name] not in (None, "")
    }


@kept_by_record
def _blank(record: type[Line]) -> Mapping[str, Any]:
    return {field.name: to_plain(field, getattr(record(), field.name)) for field in fields_of(record)}


def line_from(record: type[L], row: Mapping[str, Any]) -> L:
    """A line from plain values by field name, as snapshots and rows of the file hold them."""
    values = {field.name: from_plain(field, row[field.name]) for field in fields_of(record) if field.name in row}
    return record(id=int(row.get("id", 0)), position=int(row.get("position", 0)), **values)
