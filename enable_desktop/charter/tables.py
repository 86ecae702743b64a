"""Tables and lists of other people's charters as lines of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from enable_desktop.blocks import Item, Items, Table, one_line, plain_text
from enable_desktop.charter.cells import Named, Unclear, number_of, value_of
from enable_desktop.charter.columns import Layout, layout_of
from enable_desktop.charter.headings import CASE, Spot, match, normalised
from enable_desktop.charter.lines import (
    Assumption,
    Commitment,
    Criterion,
    DecisionRight,
    Figure,
    Meeting,
    Objective,
    Obstacle,
    RequestKind,
    Responsibility,
    ScopeArea,
    ValuePromise,
)
from enable_desktop.charter.sections import BY_KEY
from enable_desktop.fields import Field, Line, Shape, field_of
from enable_desktop.initiatives import Initiative
from enable_desktop.measures import Measure
from enable_desktop.people import Hat, Person, folded
from enable_desktop.words import Words


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line to be stored; a field that names a record holds `Named`."""

    record: type[Line]
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Misfit:
    """Words of a table that are no value of the field they stand in: kept as text."""

    section: str
    line: str
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """What a table or a list gave; None instead of this where it is to stay text."""

    lines: tuple[NewLine, ...]
    misfits: tuple[Misfit, ...] = ()


@dataclass(frozen=True, slots=True)
class Tongue:
    """What is needed to read cells: the languages that labels may be in, and the currency of the workspace."""

    languages: Sequence[Words] = field(default=())
    currency: str = "EUR"


_LISTED: Final[Mapping[str, type[Line]]] = {
    "objectives": Objective,
    "scope": ScopeArea,
    "criteria": Criterion,
    "obstacles": Obstacle,
    "assumptions": Assumption,
    "measures": Measure,
    "plan": Initiative,
    "commitments": Commitment,
    "requests": RequestKind,
}
"""The kind of line that a bare list in a section means."""

_LONGEST: Final = 300
_TOTALS: Final = frozenset({"total", "totals", "sum", "итого", "всего", "сумма"})
_LETTERS: Final = re.compile(r"[RACI](?:\s*[/,;+ ]\s*[RACI])*", re.IGNORECASE)
_LATIN: Final = str.maketrans("АСаси", "ACacI")
_ROLES: Final[Mapping[str, str]] = {
    "responsible": "R", "r": "R", "accountable": "A", "a": "A", "consulted": "C", "c": "C", "informed": "I", "i": "I",
    "исполнитель": "R", "исполняет": "R", "ответственный": "A", "отвечает": "A", "утверждает": "A",
    "консультирует": "C", "консультант": "C", "информируется": "I", "информируемый": "I", "в курсе": "I",
}  # fmt: skip
_HOURS: Final = frozenset({"h", "hours", "hrs", "h/week", "hours a week", "hours per week", "ч", "ч.", "часов", "часа"})
_COUNTERS: Final = frozenset({"", "#", "№", "no", "nr", "n", "id", "п/п", "№ п/п", "номер", "number"})


def lines_of_table(table: Table, spot: Spot, tongue: Tongue) -> Lines | None:
    """The lines of a table that stands in a section; None where its columns are not those of our lines."""
    table = _without_counter(table)
    if len(table.rows) < 2 or len(table.rows[0]) < 2:
        return None
    if spot.section == "responsibilities":
        return _letters_by_column(table) or _letters_by_row(table)
    if spot.section == "scope":
        parts = _scope_by_column(table)
        if parts is not None:
            return parts
    if spot.section == CASE:
        sums = _figures_by_column(table, tongue)
        if sums is not None:
            return sums
    records = _records(spot)
    layout = layout_of([plain_text(cell) for cell in table.rows[0]], records, tongue.languages)
    if layout is None:
        return None
    if (
        layout.record is Figure
        and "slot" not in spot.preset
        and all(each is None or each.name != "slot" for each in layout.fields)
    ):
        # Without knowing which sum it belongs to, a figure would change the result of the business case.
        return None
    return _lines(table, layout, spot, tongue)


def _records(spot: Spot) -> tuple[type[Line], ...]:
    if spot.section == "stakeholders":
        return (Person,)
    own = tuple(rows.record for rows in BY_KEY[spot.section].tables)
    return (spot.record, *(each for each in own if each is not spot.record)) if spot.record else own


def _without_counter(table: Table) -> Table:
    """The table without a first column that only counts its rows."""
    header, *rows = table.rows
    counts = [row[0].strip().rstrip(".") for row in rows]
    if normalised(header[0]) in _COUNTERS and counts == [str(number) for number in range(1, len(rows) + 1)]:
        return Table(tuple(row[1:] for row in table.rows))
    return table


def _lines(table: Table, layout: Layout, spot: Spot, tongue: Tongue) -> Lines:
    lines: list[NewLine] = []
    misfits: list[Misfit] = []
    labels = [plain_text(cell) for cell in table.rows[0]]
    for row in table.rows[1:]:
        if not any(cell.strip() for cell in row):
            continue
        named = _title(row, layout)
        if folded(named).strip(" .:") in _TOTALS:
            texts = zip(labels, row, strict=True)
            misfits += [Misfit(spot.section, named, label, text) for label, text in texts if text.strip() != named]
            continue
        values: dict[str, Any] = dict(spot.preset)
        for label, each, cell in zip(labels, layout.fields, row, strict=True):
            value, left = _value(cell, each, tongue)
            if value is not None and each is not None:
                values[each.name] = value
            if left and layout.record is not Person:
                misfits.append(Misfit(spot.section, named, label, left))
        for place, left in _give_unit(values, row, layout):
            misfits.append(Misfit(spot.section, named, labels[place], left))
        if layout.record is Person:
            values["hats"] = frozenset({Hat.STAKEHOLDER})
        lines.append(NewLine(layout.record, values))
    return Lines(tuple(lines), tuple(misfit for misfit in misfits if misfit.text.strip()))


def _title(row: Sequence[str], layout: Layout) -> str:
    for name in ("title", "name", "person"):
        for each, cell in zip(layout.fields, row, strict=True):
            if each is not None and each.name == name and cell.strip():
                return _one_line(cell)
    return _one_line(next((cell for cell in row if cell.strip()), ""))


def _value(cell: str, known: Field | None, tongue: Tongue) -> tuple[Any, str]:
    """The value of a cell, and the words that are left over where it has none."""
    if not cell.strip():
        return None, ""
    if known is None:
        return None, cell
    if known.shape is Shape.PROSE:
        return cell, ""
    text = plain_text(_one_line(cell))
    try:
        return value_of(text, known, languages=tongue.languages, currency=tongue.currency), ""
    except Unclear:
        return None, cell


def _give_unit(values: dict[str, Any], row: Sequence[str], layout: Layout) -> list[tuple[int, str]]:
    """Keep the unit beside the figures of a measure, or of the measure that a criterion names.

    Returns the places of the cells whose unit is said nowhere else.
    """
    units: dict[int, str] = {}
    for place, (each, cell) in enumerate(zip(layout.fields, row, strict=True)):
        if each is not None and each.shape is Shape.NUMBER and each.name in values:
            units[place] = number_of(plain_text(_one_line(cell)))[1]
    named = {unit for unit in units.values() if unit}
    if len(named) == 1:
        unit = next(iter(named))
        if layout.record is Measure and values.setdefault("unit", unit) == unit:
            return []
        if layout.record is Criterion and isinstance(values.get("measure"), Named):
            values["measure"] = Named("measures", values["measure"].title, unit)
            return []
        if layout.record is Initiative and folded(unit) in _HOURS:
            return []
    return [(place, row[place]) for place, unit in units.items() if unit]


def _one_line(cell: str) -> str:
    parts = (re.sub(r"^(?:[-*+•]|\d+[.)])\s+", "", part.strip()) for part in cell.splitlines())
    return "; ".join(part for part in parts if part)


# -- tables of other forms


def _letters_by_column(table: Table) -> Lines | None:
    """A RACI matrix with a column for each department."""
    header = [plain_text(cell).strip() for cell in table.rows[0]]
    lines = []
    filled = 0
    for row in table.rows[1:]:
        letters: dict[str, str] = {}
        for label, cell in zip(header[1:], row[1:], strict=True):
            text = plain_text(cell).strip().translate(_LATIN).upper()
            if text in ("", "-", "–", "—"):
                continue
            if not _LETTERS.fullmatch(text) or not label:
                return None
            letters[label] = "/".join(re.findall("[RACI]", text))
            filled += 1
        lines.append(NewLine(Responsibility, {"title": plain_text(_one_line(row[0])), "letters": letters}))
    return Lines(tuple(lines)) if filled >= len(lines) else None


def _letters_by_row(table: Table) -> Lines | None:
    """A RACI table with a column for each letter and departments in the cells."""
    letters = [_ROLES.get(normalised(cell)) for cell in table.rows[0][1:]]
    if None in letters or len(letters) < 2:
        return None
    lines = []
    for row in table.rows[1:]:
        departments: dict[str, list[str]] = {}
        for letter, cell in zip(letters, row[1:], strict=True):
            for name in re.split(r"[;,\n]", plain_text(_one_line(cell))):
                if name.strip() and letter:
                    departments.setdefault(name.strip(), []).append(letter)
        joined = {name: "/".join(found) for name, found in departments.items()}
        lines.append(NewLine(Responsibility, {"title": plain_text(_one_line(row[0])), "letters": joined}))
    return Lines(tuple(lines))


def _scope_by_column(table: Table) -> Lines | None:
    """A table with a column for what is in, one for what is out."""
    found = [match(cell, "scope", loosely=False) for cell in table.rows[0]]
    parts = [each.spot.preset.get("part") if each is not None else None for each in found]
    if None in parts:
        return None
    lines = [
        NewLine(ScopeArea, {"title": plain_text(area), "part": part})
        for row in table.rows[1:]
        for part, cell in zip(parts, row, strict=True)
        for area in _one_line(cell).split("; ")
        if area
    ]
    return Lines(tuple(lines))


def _figures_by_column(table: Table, tongue: Tongue) -> Lines | None:
    """Sums with a column for each kind of sum."""
    found = [match(cell, CASE, loosely=False) for cell in table.rows[0][1:]]
    slots = [each.spot.preset.get("slot") if each is not None else None for each in found]
    if None in slots:
        return None
    lines: list[NewLine] = []
    misfits: list[Misfit] = []
    amount = field_of(Figure, "amount")
    for row in table.rows[1:]:
        title = plain_text(_one_line(row[0]))
        for slot, label, cell in zip(slots, table.rows[0][1:], row[1:], strict=True):
            value, left = (None, cell) if folded(title) in _TOTALS else _value(cell, amount, tongue)
            if value is not None:
                lines.append(NewLine(Figure, {"title": title, "slot": slot, "amount": value}))
            elif left.strip():
                misfits.append(Misfit(CASE, title, plain_text(label), left))
    return Lines(tuple(lines), tuple(misfits)) if lines else None


# -- lists


def lines_of_items(block: Items, spot: Spot) -> Lines | None:
    """The lines of a bare list in a section; None where its items are more than titles."""
    record = _listed(spot)
    if record is None or any(len(item.text) > _LONGEST for item in block.items):
        return None
    if any(item.depth for item in block.items) and record is not Objective:
        return None
    lines: list[NewLine] = []
    for item, below in _with_children(block.items):
        values: dict[str, Any] = {**spot.preset, "title": plain_text(one_line(item.text))}
        if below:
            values["deliverables"] = "\n".join(f"{'    ' * (each.depth - 1)}- {each.text}" for each in below)
        lines.append(NewLine(record, values))
    return Lines(tuple(lines))


def _listed(spot: Spot) -> type[Line] | None:
    if spot.into or spot.section == CASE:
        return None
    if spot.section == "value":
        return ValuePromise if "audience" in spot.preset else None
    if spot.section == "governance":
        return spot.record if spot.record in (Meeting, DecisionRight) else None
    return spot.record or _LISTED.get(spot.section)


def _with_children(items: Iterable[Item]) -> list[tuple[Item, list[Item]]]:
    found: list[tuple[Item, list[Item]]] = []
    for item in items:
        if item.depth == 0 or not found:
            found.append((item, []))
        else:
            found[-1][1].append(item)
    return found
