"""What a single key does to a cell without opening it."""

from __future__ import annotations

from dataclasses import dataclass

from enable_desktop.charter.raci import letters_of, tidy
from enable_desktop.fields import Line, Shape
from ui.lines.columns import Column


@dataclass(frozen=True, slots=True)
class Typed:
    """The value a key asks for (None empties the cell)."""

    value: object


def typed_value(column: Column, line: Line, text: str, *, clear: bool) -> Typed | None:
    """What a typed letter makes of a cell; None where it means nothing here."""
    field = column.field
    if clear:
        return _cleared(column)
    if field.shape is Shape.LEVEL and text and text in "0123":
        return Typed(int(text) or None)
    if field.shape is Shape.FLAG and text == " ":
        return Typed(not column.value(line))
    if field.shape is Shape.CHOICE and text == " " and field.choices is not None:
        answers = list(field.choices)
        place = next((place for place, answer in enumerate(answers) if answer is column.value(line)), -1)
        return Typed(answers[(place + 1) % len(answers)])
    if column.key and text.strip() and tidy(text):
        kept = letters_of(str(column.value(line)))
        return Typed(tidy("".join(kept ^ letters_of(text))) or "")
    return None


def _cleared(column: Column) -> Typed | None:
    if column.key:
        return Typed("")
    match column.field.shape:
        case Shape.CHOICE | Shape.FLAG | Shape.SET | Shape.MAP:
            return None
        case Shape.TEXT | Shape.PROSE:
            return None if column.is_title else Typed("")
    return Typed(None)
