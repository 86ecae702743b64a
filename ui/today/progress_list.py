"""How it is going: a few measures with the line of their last twelve months, the last value and the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from enable_desktop.charts import Chart, Role, place_sparkline
from enable_desktop.links import Ref
from enable_desktop.words import mark
from ui.rows import Index
from ui.today.short_list import ShortDelegate, ShortList

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A measure in words, with the chart of its last twelve months."""

    ref: Ref
    title: str
    value: str
    target: str
    chart: Chart

    @property
    def spoken(self) -> str:
        return self.chart.description


class ProgressDelegate(ShortDelegate):
    """Name, line, last value, target."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self._theme.px(36))

    def columns(self, rows: Sequence[Progress], heads: tuple[str, str]) -> tuple[int, int]:
        """How wide the value and the target are in the widest row."""
        value = QFontMetrics(self._theme.font("strong", tabular=True))
        target = QFontMetrics(self._theme.font("body", tabular=True))
        caption = QFontMetrics(self._theme.font("caption"))
        gap = self._theme.px(14)
        return (
            max([_longest(caption, heads[0]), *(value.horizontalAdvance(row.value) for row in rows)]) + gap,
            max([_longest(caption, heads[1]), *(target.horizontalAdvance(row.target) for row in rows)]) + gap,
        )

    def _content(self, painter: QPainter, box: QRect, row: object) -> None:
        assert isinstance(row, Progress)
        view = self._view
        assert isinstance(view, ProgressList)
        theme = self._theme
        value_wide, target_wide = view.widths
        target = QRect(box.right() - target_wide + 1, box.top(), target_wide - 2, box.height())
        self._text(painter, target, row.target, "body", "text.secondary", right=True)
        value = target.translated(-value_wide, 0)
        value.setLeft(target.left() - value_wide)
        value.setRight(target.left() - 2)
        self._text(painter, value, row.value, "strong", "text.primary", right=True)
        wide = theme.px(72)
        spark = QRectF(value.left() - wide, box.top() + theme.px(7), wide, box.height() - theme.px(14))
        name = QRect(box.left() + 2, box.top(), int(spark.left()) - box.left() - theme.px(12), box.height())
        self._text(painter, name, row.title, "body", "text.primary")
        self._sparkline(painter, spark, row.chart)

    def _sparkline(self, painter: QPainter, box: QRectF, chart: Chart) -> None:
        theme = self._theme
        placing = place_sparkline(chart, box.width(), box.height(), theme.px(5) / 2)
        painter.save()
        painter.translate(box.topLeft())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in placing.strokes:
            is_target = stroke.role is Role.TARGET
            colour = theme.color("chart.target" if is_target else "chart.line")
            style = Qt.PenStyle.DashLine if is_target else Qt.PenStyle.SolidLine
            painter.setPen(QPen(colour, 1.2 if is_target else 1.6, style))
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in stroke.points]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("chart.line"))
        for dot in placing.dots:
            painter.drawEllipse(QPointF(dot.x, dot.y), dot.radius, dot.radius)
        painter.restore()


def _longest(metrics: QFontMetrics, text: str) -> int:
    """How wide its longest word is; a head of several words breaks."""
    return max((metrics.horizontalAdvance(word) + 1 for word in text.split()), default=0)


class ProgressList(ShortList):
    """Four measures: line, last value, target."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, desk.words(mark("How it is going")))
        self._drawn = ProgressDelegate(desk.theme, self)
        self._heads = ("", "")
        self.setItemDelegate(self._drawn)

    def show_heads(self, heads: tuple[str, str]) -> None:
        """What stands above the two columns, which are as wide as these at least."""
        self._heads = heads

    @property
    def widths(self) -> tuple[int, int]:
        """Of the column of values and of that of targets."""
        return self._drawn.columns([row for row in self.rows.rows if isinstance(row, Progress)], self._heads)


class ProgressHeads(QWidget):
    """What stands above the columns of the measures."""

    def __init__(self, theme: Theme, under: ProgressList) -> None:
        super().__init__()
        self._theme = theme
        self._under = under
        self._texts = ("", "")

    def show_texts(self, texts: tuple[str, str]) -> None:
        self._texts = texts
        self.update()

    def sizeHint(self) -> QSize:
        lines = 2 if any(" " in text for text in self._texts) else 1
        return QSize(sum(self._under.widths), lines * self._theme.line_height("caption") + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color("text.secondary"))
        value, target = self._under.widths
        right = self.width() - 2
        flags = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextWordWrap
        gap = self._theme.px(12)
        painter.drawText(QRect(right - target + gap, 0, target - gap, self.height()), flags, self._texts[1])
        value_box = QRect(right - target - value + gap, 0, value - gap, self.height())
        painter.drawText(value_box, flags, self._texts[0])
        painter.end()
