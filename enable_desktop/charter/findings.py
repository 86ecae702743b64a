"""What a rule of the charter may find, and the makers of the common rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from enable_desktop.charter.content import Charter
from enable_desktop.charter.lines import Document, Figure, Part, ScopeArea, Slot, Status, Version
from enable_desktop.fields import Line
from enable_desktop.links import Ref
from enable_desktop.people import Hat, Person
from enable_desktop.words import Sentence, mark, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is missing or wrong, and the field that puts it right.

    `ref` names the record, and `field` its field; without a record, `field` is the kind of which one is missing.
    A finding that does not block leaves its section complete.
    """

    section: str
    rule: str
    sentence: Sentence
    ref: Ref | None = None
    field: str = ""
    blocks: bool = True


Rule = Callable[[Charter, date], Iterable[Finding]]


def missing(
    section: str, rule: str, record: type[Line], field: str, message: str, empty: Callable[[Line], bool] | None = None
) -> Rule:
    """A rule for every row of a kind: this field says something."""

    def look(charter: Charter, today: date) -> Iterator[Finding]:
        for line in charter.all(record):
            if empty(line) if empty is not None else getattr(line, field) in (None, ""):
                said = sentence(message, title=line.title_text or _number(charter, line))
                yield Finding(
                    section=section,
                    rule=rule,
                    sentence=said,
                    ref=Ref(line.kind, line.id),
                    field=field,
                )

    return look


def _number(charter: Charter, line: Line) -> Sentence:
    place = [other.id for other in charter.lines.get(line.kind, ())].index(line.id) + 1
    return sentence(mark("row {number}"), number=place)


def some(section: str, rule: str, record: type[Line], message: str) -> Rule:
    """A rule for a table: it has a row."""

    def look(charter: Charter, today: date) -> Iterator[Finding]:
        if not charter.all(record):
            yield Finding(section=section, rule=rule, sentence=sentence(message), field=record.kind)

    return look


def in_case(rule: str, field: str, message: str) -> Rule:
    """A rule for one field of the business case."""

    def look(charter: Charter, today: date) -> Iterator[Finding]:
        case = charter.business_case
        if getattr(case, field) in (None, ""):
            ref = Ref(case.kind, case.id)
            yield Finding(section="business_case", rule=rule, sentence=sentence(message), ref=ref, field=field)

    return look


def in_head(section: str, rule: str, field: str, message: str) -> Rule:
    """A rule for one field of the cover."""

    def look(charter: Charter, today: date) -> Iterator[Finding]:
        if getattr(charter.head, field) is None:
            ref = Ref(charter.head.kind, charter.head.id)
            yield Finding(section=section, rule=rule, sentence=sentence(message), ref=ref, field=field)

    return look


def in_slots(rule: str, wanted: tuple[tuple[Slot, ...], ...], message: str) -> Rule:
    """A rule for the figures: there is one in each of these groups of slots."""

    def look(charter: Charter, today: date) -> Iterator[Finding]:
        used = {figure.slot for figure in charter.all(Figure) if figure.total}
        if not all(used & set(group) for group in wanted):
            yield Finding(section="business_case", rule=rule, sentence=sentence(message), field=Figure.kind)

    return look


def each(
    section: str, record: type[Line], *rules: tuple[str, str, str, Callable[[Line], bool] | None]
) -> dict[str, Rule]:
    """Rules that look at every line of a kind, by key; given are name, field, what is said, and what is empty."""
    return {
        f"{section}.{name}": missing(section, f"{section}.{name}", record, field, message, empty)
        for name, field, message, empty in rules
    }


def included(charter: Charter) -> tuple[ScopeArea, ...]:
    """The areas that the programme leads or contributes to."""
    return tuple(area for area in charter.all(ScopeArea) if area.part in (Part.LEAD, Part.CONTRIBUTE))


def stakeholders(charter: Charter) -> tuple[Person, ...]:
    """The people with that hat."""
    return tuple(person for person in charter.all(Person) if Hat.STAKEHOLDER in person.hats)


def frozen(charter: Charter) -> list[Version]:
    """The versions that are no longer being written: all but the newest, and that one once it was asked about."""
    versions = [version for version in charter.all(Version) if version.document is Document.CHARTER]
    return [version for version in versions if version is not versions[-1] or version.status is not Status.DRAFT]
