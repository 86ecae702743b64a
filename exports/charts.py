"""Charts on paper, as vectors: the geometry is that of the window, the strokes are those of print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from enable_desktop.charts import Chart, Role, place_chart
from exports.blocks import Block
from exports.look import H3, Look
from exports.pen import Pen
from exports.press import Press

_LABEL: Final = Look("Inter-Medium", 7, 9, "text.secondary")
_HEIGHT: Final = 92.0
_GUTTER: Final = 20.0
_TITLE_GAP: Final = 3.0

_STROKES: Final = {
    Role.LINE: ("chart.ink", 1.3, ""),
    Role.BASELINE: ("chart.muted", 0.7, "0.8 1.8"),
    Role.TARGET: ("chart.target", 0.9, "3.2 2"),
    Role.MARKER: ("line.default", 0.6, ""),
    Role.AXIS: ("chart.muted", 0.6, ""),
    Role.GRID: ("chart.grid", 0.5, ""),
}
_LABELS: Final = {
    Role.LATEST: ("Inter-Bold", 7.5, "text.primary"),
    Role.BASELINE: ("Inter", 7, "text.tertiary"),
    Role.TARGET: ("Inter-Medium", 7, "text.link"),
    Role.MARKER: ("Inter-SemiBold", 7, "text.secondary"),
    Role.AXIS: ("Inter", 7, "text.tertiary"),
}


class ChartRow(Block):
    """Small charts of one size side by side, each under its title; never parted."""

    def __init__(self, charts: Sequence[Chart], press: Press, *, columns: int = 2) -> None:
        self._press = press
        self._charts = [(chart, press.text(chart.title, H3)) for chart in charts]
        self._columns = columns

    def _width(self, width: float) -> float:
        return (width - _GUTTER * (self._columns - 1)) / self._columns

    def _title_height(self, width: float) -> float:
        return max(title.height(self._width(width)) for _, title in self._charts) + _TITLE_GAP

    def height(self, width: float) -> float:
        return self._title_height(width) + _HEIGHT

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        own = self._width(width)
        for chart, title in self._charts:
            title.draw(pen, x, top, own)
            draw_chart(pen, self._press, chart, x, top - self._title_height(width), own, _HEIGHT)
            x += own + _GUTTER


def draw_chart(pen: Pen, press: Press, chart: Chart, x: float, top: float, width: float, height: float) -> None:
    """One chart with its upper left corner at (x, top)."""
    measure = press.format(_LABEL)
    placing = place_chart(
        chart, width, height, _LABEL.leading, lambda text: measure.face.width(text) * measure.size * 1.04
    )
    for stroke in placing.strokes:
        token, thick, dash = _STROKES[stroke.role]
        points = [(x + right, top - down) for right, down in stroke.points]
        if stroke.role is Role.LINE:
            pen.lines(points, token, thick)
        else:
            (x1, y1), (x2, y2) = points
            pen.line(x1, y1, x2, y2, token, thick, dash)
    for dot in placing.dots:
        pen.dot(x + dot.x, top - dot.y, dot.radius, "chart.ink")
    for label in placing.labels:
        face, size, token = _LABELS[label.role]
        how = press.format(Look(face, size, _LABEL.leading, token))
        at = x + label.x
        runs = press.runs(label.text, how)
        wide = sum(run.format.face.width(run.text) for run in runs) * size
        at -= wide * (label.align + 1) / 2
        for run in runs:
            pen.text(at, top - label.y - size * 0.35, run.text, run.format)
            at += run.format.face.width(run.text) * size
