"""The trend of one measure as a line, drawn from the same chart record as in the PDF."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from enable_desktop.charts import Chart, Placing, Role, markers, measure_chart, period, place_chart
from enable_desktop.initiatives import Initiative
from enable_desktop.measures import Measure, Reading

if TYPE_CHECKING:
    from ui.desk import Desk

_HEIGHT: Final = 168
_STROKES: Final = {
    Role.LINE: ("chart.line", 1.8, Qt.PenStyle.SolidLine),
    Role.LATEST: ("chart.line", 1.8, Qt.PenStyle.SolidLine),
    Role.BASELINE: ("chart.axis", 1.0, Qt.PenStyle.DotLine),
    Role.TARGET: ("chart.target", 1.4, Qt.PenStyle.DashLine),
    Role.MARKER: ("chart.muted", 1.0, Qt.PenStyle.SolidLine),
    Role.AXIS: ("chart.muted", 1.0, Qt.PenStyle.SolidLine),
    Role.GRID: ("chart.grid", 1.0, Qt.PenStyle.SolidLine),
}
_TEXTS: Final = {Role.LATEST: "text.primary", Role.TARGET: "chart.target"}


class TrendView(QWidget):
    """Baseline, target, readings and the months in which initiatives began."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._chart: Chart | None = None
        self.setFixedHeight(desk.theme.px(_HEIGHT))
        desk.theme.changed.connect(self._resize)

    def _resize(self) -> None:
        self.setFixedHeight(self._desk.theme.px(_HEIGHT))

    def show_measure(self, measure: Measure, readings: Iterable[Reading]) -> None:
        """Draws a measure over the twelve months up to its last reading."""
        found = tuple(readings)
        first, last = period(found, self._desk.today)
        marked = markers(self._desk.workspace.all(Initiative), first, last)
        self.show_chart(measure_chart(measure, found, marked, first, last, self._desk.words))

    def show_chart(self, chart: Chart) -> None:
        """Draws a chart; one without anything to draw hides itself."""
        self._chart = chart
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.description)
        self.setVisible(bool(chart.runs))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._chart is None:
            return
        theme = self._desk.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.font("caption")
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        placing = place_chart(
            self._chart, float(self.width()), float(self.height()), metrics.height(), metrics.horizontalAdvance
        )
        self._draw_marks(painter, placing)
        self._draw_labels(painter, placing, metrics)
        painter.end()

    def _draw_marks(self, painter: QPainter, placing: Placing) -> None:
        theme = self._desk.theme
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in placing.strokes:
            colour, width, style = _STROKES[stroke.role]
            painter.setPen(QPen(theme.color(colour), width, style))
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in stroke.points]))
        painter.setPen(Qt.PenStyle.NoPen)
        for dot in placing.dots:
            painter.setBrush(theme.color(_STROKES[dot.role][0]))
            painter.drawEllipse(QPointF(dot.x, dot.y), dot.radius, dot.radius)

    def _draw_labels(self, painter: QPainter, placing: Placing, metrics: QFontMetricsF) -> None:
        for label in placing.labels:
            painter.setPen(self._desk.theme.color(_TEXTS.get(label.role, "text.secondary")))
            wide = metrics.horizontalAdvance(label.text)
            left = label.x - {-1: 0.0, 0: wide / 2, 1: wide}[label.align]
            painter.drawText(QPointF(left, label.y + (metrics.ascent() - metrics.descent()) / 2), label.text)
