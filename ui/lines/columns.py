"""Which columns a table of lines has, how wide each wants to be, and which give way where there is no room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from enable_desktop.charter.lines import Criterion, Figure, Meeting, Objective, ScopeArea
from enable_desktop.charter.sections import Rows
from enable_desktop.fields import Field, Line, Shape, field_of
from enable_desktop.initiatives import Initiative
from enable_desktop.measures import Measure
from enable_desktop.notes import ListEntry

_LEAST: Final = {
    Shape.TEXT: 110,
    Shape.PROSE: 140,
    Shape.FLAG: 64,
    Shape.WHOLE: 84,
    Shape.NUMBER: 78,
    Shape.MONEY: 92,
    Shape.DATE: 96,
    Shape.LEVEL: 84,
    Shape.CHOICE: 96,
    Shape.RECORD: 124,
    Shape.SET: 120,
    Shape.MAP: 33,
}
_STRETCH: Final = {Shape.TEXT: 3, Shape.PROSE: 3, Shape.RECORD: 4, Shape.CHOICE: 1, Shape.MAP: 1}
_TITLE_LEAST: Final = 168
_TITLE_STRETCH: Final = 6

GROUPED: Final = {Measure.kind: "set"}
"""Kinds whose rows are kept apart by one of their fields, which is then no column."""

_STAYS: Final[dict[str, tuple[str, ...]]] = {
    Measure.kind: ("title", "baseline", "target", "due", "owner"),
    Initiative.kind: ("title", "owner", "start", "end", "effort", "state"),
    Criterion.kind: ("title", "measure", "start", "goal", "due"),
    Figure.kind: ("title", "slot", "amount", "hours", "rate"),
    ScopeArea.kind: ("title", "part", "owner"),
    Objective.kind: ("title", "priority", "due"),
    Meeting.kind: ("title", "rhythm", "next", "owner"),
}
"""The columns that give way last; every other field stays within reach on the row's card."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a field, or one key of a field that holds texts by key."""

    field: Field
    label: str
    key: str = ""
    """Of a field with texts by key."""
    tip: str = ""
    is_title: bool = False

    @property
    def least(self) -> int:
        """The narrowest it may be, in pixels at 100 %."""
        return _TITLE_LEAST if self.is_title else _LEAST[self.field.shape]

    @property
    def stretch(self) -> int:
        return _TITLE_STRETCH if self.is_title else _STRETCH.get(self.field.shape, 0)

    @property
    def is_right(self) -> bool:
        """Whether its values stand at the right."""
        return self.field.shape in (Shape.NUMBER, Shape.WHOLE, Shape.MONEY)

    def value(self, line: Line) -> object:
        found = getattr(line, self.field.name)
        return found.get(self.key, "") if self.key else found


def columns_of(rows: Rows, departments: Iterable[ListEntry] = ()) -> tuple[Column, ...]:
    """The columns of a table: its own in their order, the second line's last."""
    elsewhere = (rows.second_line, GROUPED.get(rows.record.kind, ""))
    names = [name for name in rows.columns if name not in elsewhere]
    made: list[Column] = []
    for name in names:
        field = field_of(rows.record, name)
        if field.shape is Shape.MAP:
            made.extend(Column(field, entry.key, entry.key, entry.title) for entry in departments)
        else:
            made.append(Column(field, field.label, is_title=not made))
    if rows.second_line:
        field = field_of(rows.record, rows.second_line)
        made.append(Column(field, field.label))
    return tuple(made)


def fitting(
    columns: Sequence[Column], record: type[Line], least: Sequence[int], width: int, wanted: int = -1
) -> tuple[int, ...]:
    """The places of the columns that fit side by side in `width` pixels, the important ones first.

    Columns by key keep their order instead: those are shown that stand beside the `wanted` one.
    """
    if any(column.key for column in columns):
        return _beside(columns, least, width, wanted)
    stays = _STAYS.get(record.kind, ())
    order = sorted(
        range(len(columns)),
        key=lambda place: stays.index(columns[place].field.name) if columns[place].field.name in stays else len(stays),
    )
    shown: list[int] = []
    left = width
    for place in order:
        if shown and least[place] > left:
            # Nothing less important takes the room that a more important one did not get.
            break
        shown.append(place)
        left -= least[place]
    return tuple(sorted(shown))


def _beside(columns: Sequence[Column], least: Sequence[int], width: int, wanted: int) -> tuple[int, ...]:
    """The title and as many columns by key as fit, with the wanted one among them."""
    keyed = [place for place, column in enumerate(columns) if column.key]
    fixed = [place for place, column in enumerate(columns) if not column.key]
    room = width - sum(least[place] for place in fixed)
    most = max(1, room // max(1, least[keyed[0]]))
    last = keyed.index(wanted) if wanted in keyed else 0
    start = max(0, min(last - most + 1, len(keyed) - most))
    return (*fixed, *keyed[start : start + most])


def widths(columns: Sequence[Column], least: Sequence[int], width: int) -> list[int]:
    """The columns' widths in pixels: what is left over goes to those that stretch."""
    found = list(least)
    spare = width - sum(found)
    parts = sum(column.stretch for column in columns)
    if spare <= 0 or not parts:
        if spare > 0 and found:
            found[0] += spare
        return found
    given = 0
    for place, column in enumerate(columns):
        share = spare * column.stretch // parts
        found[place] += share
        given += share
    found[0] += spare - given
    return found
