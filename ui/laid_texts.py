"""Single lines of text in one font, laid out once: to shape a line takes longer than to draw it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout

from ui.editor.markdown_line import units_before

_KEPT: Final = 600
_BREAKS: Final = str.maketrans(dict.fromkeys("\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029", " "))
"""Whatever would begin another line, for example in a title that was pasted: a space, so that no place is moved."""

Spans = Sequence[tuple[int, int]]
"""Parts of a text: from, to."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A line ready to be drawn; of a text that was cut off, `kept` letters stand before the dots."""

    layout: QTextLayout
    width: float
    height: float
    kept: int


class LaidTexts:
    """The lines that were drawn in a font."""

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._metrics = QFontMetrics(font)
        self._known: dict[str, Laid] = {}
        self._cut: dict[tuple[str, int], Laid] = {}

    def line(self, text: str) -> Laid:
        """The whole text in one line."""
        laid = self._known.get(text)
        if laid is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            laid = self._known[text] = self._laid(text.translate(_BREAKS), len(text))
        return laid

    def line_in(self, text: str, room: int) -> Laid:
        """The text in one line of so many pixels, cut off with dots where it is longer."""
        laid = self.line(text)
        if laid.width <= room:
            return laid
        key = (text, room)
        cut = self._cut.get(key)
        if cut is None:
            if len(self._cut) >= _KEPT:
                self._cut.clear()
            whole = laid.layout.text()
            shown = self._metrics.elidedText(whole, Qt.TextElideMode.ElideRight, room)
            cut = self._cut[key] = self._laid(shown, len(shown) - (shown != whole))
        return cut

    def _laid(self, text: str, kept: int) -> Laid:
        layout = QTextLayout(text, self._font)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(1_000_000)
        layout.endLayout()
        return Laid(layout, line.naturalTextWidth(), line.height(), kept)


def draw_line(painter: QPainter, laid: Laid, left: float, top: int, height: int) -> None:
    """Draws a line in the middle of its height, in the colour of the painter's pen."""
    laid.layout.draw(painter, QPointF(left, top + (height - laid.height) / 2))


def draw_marked(
    painter: QPainter, laid: Laid, left: float, top: int, height: int, spans: Spans, marked: QTextCharFormat
) -> None:
    """Draws a line with some parts of it marked; one that stands in what was cut off marks the dots."""
    text, ranges = laid.layout.text(), []
    for start, end in dict.fromkeys(
        (start, min(end, laid.kept)) if start < laid.kept else (laid.kept, len(text)) for start, end in spans
    ):
        begin, stop = units_before(text, start), units_before(text, end)
        part = QTextLayout.FormatRange()
        part.start, part.length, part.format = begin, stop - begin, marked
        ranges.append(part)
    laid.layout.draw(painter, QPointF(left, top + (height - laid.height) / 2), ranges)
