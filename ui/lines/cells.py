"""What a cell shows and says."""

from __future__ import annotations

from datetime import date
from typing import Any

from enable_desktop.fields import Field, Line, Shape
from enable_desktop.links import without_chips
from enable_desktop.measures import Measure
from enable_desktop.readouts import Reader, title_of
from enable_desktop.words import Words, mark
from ui.lines.columns import Column


class CellTexts:
    """Cells in words: short for the eye, whole sentences for a screen reader."""

    def __init__(self, reader: Reader, today: date) -> None:
        self._reader = reader
        self._today = today

    @property
    def words(self) -> Words:
        return self._reader.words

    def shown(self, column: Column, line: Line) -> str:
        """What stands in the cell."""
        value = column.value(line)
        if value is None or value == "":
            return ""
        return self.short(column.field, value, line)

    # Any: a field's value is whatever its shape holds.
    def short(self, field: Field, value: Any, line: Line | None = None) -> str:
        """A value as a row has room for it."""
        words = self._reader.words
        match field.shape:
            case Shape.DATE:
                return words.short_day(value, self._today)
            case Shape.MAP | Shape.TEXT:
                return " ".join(str(value).split())
            case Shape.PROSE:
                return "; ".join(part.strip(" -*") for part in without_chips(value).splitlines() if part.strip(" -*"))
            case Shape.FLAG:
                return words(mark("Yes")) if value else ""
            case Shape.NUMBER if isinstance(line, Measure):
                return words.quantity(value, line.unit)
        return self._reader.shown(field, value)

    def spoken(self, column: Column, line: Line, place: int, count: int) -> str:
        """A cell as a sentence; the first one says the whole row."""
        words = self._reader.words
        title = title_of(line, self._reader.titles, words) or words(mark("row {number}"), number=place + 1)
        if column.is_title:
            filled = [f"{label}: {text}" for label, text in self._reader.filled(line) if text != title]
            where = words(mark("{place} of {count}"), place=place + 1, count=count)
            return ". ".join([title, *filled, where])
        label = column.tip or words(column.label)
        value = column.value(line)
        text = "" if value is None else self._reader.shown(column.field, value) if not column.key else str(value)
        if column.field.shape is Shape.LEVEL and isinstance(value, int):
            text = words(mark("{word} ({level} of 3)"), word=text, level=value)
        return words(mark("{label}: {value}. {title}"), label=label, value=text or words(mark("empty")), title=title)
