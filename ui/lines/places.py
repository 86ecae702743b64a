"""Where each part of a table lies: which columns there is room for, and how high each row is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QRect, Qt
from PySide6.QtGui import QFontMetrics

from enable_desktop.fields import Shape
from ui.lines.columns import fitting, widths
from ui.lines.delegate import MARGIN, PADDING, segments_width

if TYPE_CHECKING:
    from ui.lines.view import LinesView

MEASURED: Final = 400
"""Up to how many rows each is as high as its words; beyond, all are alike."""
_MOST_LINES: Final = 3
_SCROLL_BAR: Final = 16
_QUICK_MS: Final = 250
_NEVER_CUT: Final = frozenset({Shape.CHOICE, Shape.NUMBER, Shape.WHOLE, Shape.MONEY, Shape.DATE, Shape.LEVEL})


@dataclass(frozen=True, slots=True)
class RowShape:
    """How a row is divided from top to bottom, in pixels: group heading, cells, second line, problem."""

    band: int
    cells: int
    second: int
    problem: int

    @property
    def height(self) -> int:
        return self.band + self.cells + self.second + self.problem


class Places:
    """The measures of one table, worked out from its words and its width."""

    def __init__(self, view: LinesView) -> None:
        self._view = view
        self._lines = view.lines
        self._theme = view.theme
        self.problem_height = 0
        """How much room the current row leaves for a sentence."""
        self.wanted_key = -1
        """The column by key that must be among those shown."""
        self._locked = (0, 0)
        self._widths: list[int] = []
        self._since = QElapsedTimer()
        self._shapes: dict[int, RowShape] = {}

    def forget(self, row: int = -1) -> None:
        """A row, or all of them, will be measured again."""
        if row < 0:
            self._shapes.clear()
        else:
            self._shapes.pop(row, None)

    def fit_columns(self) -> None:
        """Shows the columns there is room for, as wide as they want to be."""
        model, theme, header = self._lines, self._theme, self._view.horizontalHeader()
        columns = model.columns[:-1] if model.second >= 0 else model.columns
        room = self._width() - 2 * (MARGIN - PADDING)
        narrowest = [self._narrowest(place) for place in range(len(columns))]
        shown = fitting(columns, model.record, narrowest, room, self.wanted_key)
        least = [narrowest[place] for place in shown]
        for place, column in enumerate(shown):
            wide = segments_width(theme, model.words, columns[column].field)
            if wide and sum(least) - least[place] + wide <= room:
                least[place] = wide
        found = widths([columns[place] for place in shown], least, room)
        if found:
            found[0] += MARGIN - PADDING + self._slack()
            found[-1] += MARGIN - PADDING
        for place in range(len(model.columns)):
            self._view.setColumnHidden(place, place not in shown)
        for place, pixels in zip(shown, found, strict=True):
            header.resizeSection(place, pixels)

    def _width(self) -> int:
        """The width that rows are measured for.

        A table that grows when the page's scroll bar goes, and shrinks when it comes, would never come to rest: then
        it is measured as if the bar were there.
        """
        width = self._view.viewport().width()
        low, high = self._locked
        return low if low <= width <= high else width

    def note_width(self, width: int) -> None:
        """Locks the width where it goes to and fro at once by no more than a scroll bar."""
        quick = self._since.isValid() and self._since.elapsed() < _QUICK_MS
        self._since.restart()
        self._widths = [*self._widths[-3:], width] if quick else [width]
        low, high = min(self._widths), max(self._widths)
        to_and_fro = len(self._widths) == 4 and self._widths[:2] == self._widths[2:]
        if to_and_fro and low < high <= low + _SCROLL_BAR:
            self._locked = (low, high)
        elif not self._locked[0] <= width <= self._locked[1]:
            self._locked = (0, 0)

    def _slack(self) -> int:
        return self._view.viewport().width() - self._width()

    def _narrowest(self, place: int) -> int:
        """A number, a date and a heading over them are never cut."""
        column, theme = self._lines.columns[place], self._theme
        least = theme.px(column.least)
        if column.is_title or column.field.shape not in _NEVER_CUT or self._lines.rowCount() > MEASURED:
            return least
        values, caption = QFontMetrics(theme.font("body")), QFontMetrics(theme.font("caption"))
        wide = [caption.horizontalAdvance(self._lines.words(column.label))]
        wide += [values.horizontalAdvance(self._lines.texts.shown(column, line)) for line in self._lines.lines]
        return max(least, max(wide) + 2 * PADDING + 1)

    def plain_shape(self) -> RowShape:
        """A row whose words take one line each."""
        px = self._theme.px
        second = px(24) if self._lines.second >= 0 else 0
        return RowShape(band=0, cells=px(32 if second else 40), second=second, problem=0)

    def shape_of(self, row: int) -> RowShape:
        """How a row is divided."""
        found = self._shapes.get(row)
        if found is None:
            found = self._shapes[row] = self._measured(row)
        return found

    def _measured(self, row: int) -> RowShape:
        plain, model = self.plain_shape(), self._lines
        if model.rowCount() > MEASURED:
            return plain
        px, cells, second = self._theme.px, plain.cells, plain.second
        title = QFontMetrics(self._theme.font("strong"))
        text = str(model.index(row, 0).data() or "")
        room = self._view.columnWidth(0) - self._slack() - MARGIN - PADDING
        cells += (_line_count(title, text, room) - 1) * title.lineSpacing()
        if second:
            words = str(model.index(row, model.second).data() or "")
            if words:
                body = QFontMetrics(self._theme.font("body"))
                second += (_line_count(body, words, self._second_width()) - 1) * body.lineSpacing()
        band = px(34) if model.begins_group(row) else 0
        problem = self.problem_height if row == self._view.currentIndex().row() else 0
        return RowShape(band=band, cells=cells, second=second, problem=problem)

    def _second_width(self) -> int:
        return self._width() - 2 * MARGIN

    def row_rect(self, row: int) -> QRect:
        """The whole of a row in the viewport."""
        return QRect(0, self._view.rowViewportPosition(row), self._view.viewport().width(), self._view.rowHeight(row))

    def cells_rect(self, row: int, section: QRect) -> QRect:
        """The part of a cell's section in which its value stands."""
        shape = self.shape_of(row)
        return QRect(section.left(), section.top() + shape.band, section.width(), shape.cells)

    def second_rect(self, row: int) -> QRect:
        """Where the second line stands."""
        shape, box = self.shape_of(row), self.row_rect(row)
        top = box.top() + shape.band + shape.cells - self._theme.px(4)
        return QRect(MARGIN, top, self._second_width(), shape.second)

    def problem_rect(self, row: int) -> QRect:
        """Where the current row says what is missing."""
        shape, box = self.shape_of(row), self.row_rect(row)
        top = box.bottom() - shape.problem - self._theme.px(2)
        return QRect(MARGIN, top, self._second_width(), shape.problem)


def _line_count(metrics: QFontMetrics, text: str, width: int) -> int:
    """How many lines a text takes, at most three."""
    if not text or metrics.horizontalAdvance(text) <= width:
        return 1
    box = metrics.boundingRect(QRect(0, 0, max(40, width), 10_000), int(Qt.TextFlag.TextWordWrap), text)
    return max(1, min(_MOST_LINES, round(box.height() / max(1, metrics.lineSpacing()))))
