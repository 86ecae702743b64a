"""What somebody said, on the window: in quotation marks and in reading type, over a few lines."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

from enable_desktop.quoting import quoted

if TYPE_CHECKING:
    from enable_desktop.interviews import Statement
    from enable_desktop.words import Words
    from ui.theme import Theme

_LONGEST: Final = 2_000
_KEPT: Final = 4_096


def quoted_words(statement: Statement, words: Words, most: int = _LONGEST) -> str:
    """The beginning of what was said in one paragraph; in quotation marks where it is word for word."""
    return quoted(" ".join(statement.words[:most].split()), words, is_literal=statement.is_quote)


def quote_lines(theme: Theme, text: str, width: float, most: int) -> tuple[str, ...]:
    """The text broken to a width in reading type, the last of at most `most` lines elided."""
    font = theme.font("quote")
    return _broken(text, font.key(), font, max(1, int(width)), most)


@lru_cache(maxsize=_KEPT)
def _broken(text: str, _key: str, font: QFont, width: int, most: int) -> tuple[str, ...]:
    # Lists ask for the height of every row, again and again.
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    places: list[tuple[int, int]] = []
    while len(places) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        places.append((line.textStart(), line.textLength()))
    layout.endLayout()
    shown = [text[start : start + length].rstrip() for start, length in places]
    if len(shown) == most:
        metrics = QFontMetrics(font)
        shown[-1] = metrics.elidedText(text[places[-1][0] :], Qt.TextElideMode.ElideRight, width + 1)
    return tuple(shown)


def paint_quote(painter: QPainter, theme: Theme, box: QRectF, lines: tuple[str, ...]) -> None:
    """Paints such lines from the top of a box."""
    step = theme.line_height("quote")
    painter.setFont(theme.font("quote"))
    painter.setPen(theme.color("text.primary"))
    for number, line in enumerate(lines):
        painter.drawText(QRectF(box.left(), box.top() + number * step, box.width() + 2, step), 0, line)
