"""Icons from the Material Design font of the qtawesome package, which is never imported (it is slow)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QIconEngine, QPainter, QPixmap

from resources.packaged import package_file
from ui.fonts import family_of

_FONT: Final = ("qtawesome", "fonts/materialdesignicons6-webfont-6.9.96.ttf")
_CHARMAP: Final = ("qtawesome", "fonts/materialdesignicons6-webfont-charmap-6.9.96.json")

PixmapOf = Callable[[str, str, int], QPixmap]
"""Gives the picture of a glyph name in a colour name at a size in device pixels."""


@cache
def _charmap() -> str:
    path = package_file(*_CHARMAP)
    return path.read_text(encoding="ascii") if path is not None else ""


@cache
def glyph_character(name: str) -> str:
    """The character of a glyph; raises KeyError for a name that the font does not have."""
    # Searching the text is forty times quicker than parsing all seven thousand names.
    text = _charmap()
    key = f'"{name}":'
    start = text.find(key)
    if start < 0:
        if not text:
            return ""
        raise KeyError(name)
    opening = text.index('"', start + len(key))
    return chr(int(text[opening + 1 : text.index('"', opening + 1)].removeprefix("0x"), 16))


def paint_glyph(painter: QPainter, name: str, colour: QColor, box: QRect) -> None:
    """Draws a glyph filling the box."""
    font = QFont(family_of(*_FONT))
    font.setPixelSize(max(1, min(box.width(), box.height())))
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias | QFont.StyleStrategy.NoFontMerging)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, glyph_character(name))


def glyph_pixmap(name: str, colour: QColor, pixels: int) -> QPixmap:
    """A glyph on nothing, `pixels` device pixels square."""
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_glyph(painter, name, colour, pixmap.rect())
    painter.end()
    return pixmap


class GlyphEngine(QIconEngine):
    """An icon that asks for its colour each time it is drawn, so that it follows the theme by itself."""

    def __init__(self, glyph: str, colour: str, checked: str, pixmap_of: PixmapOf) -> None:
        super().__init__()
        self._glyph = glyph
        self._colour = colour
        self._checked = checked
        self._pixmap_of = pixmap_of

    def clone(self) -> QIconEngine:
        return GlyphEngine(self._glyph, self._colour, self._checked, self._pixmap_of)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        colour = self._colour
        if mode == QIcon.Mode.Disabled:
            colour = "text.disabled"
        elif state == QIcon.State.On and self._checked:
            colour = self._checked
        side = max(1, min(size.width(), size.height()))
        glyph = self._pixmap_of(self._glyph, colour, side)
        if size.width() <= side:
            return glyph
        # A wider icon is a glyph with room at its right, which is how a button keeps its text away.
        wide = QPixmap(size.width(), side)
        wide.fill(Qt.GlobalColor.transparent)
        painter = QPainter(wide)
        painter.drawPixmap(0, 0, glyph)
        painter.end()
        return wide

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        side = min(rect.width(), rect.height())
        pixmap = QPixmap(self.pixmap(QSize(round(side * ratio), round(side * ratio)), mode, state))
        pixmap.setDevicePixelRatio(ratio)
        corner = QPoint(rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2)
        painter.drawPixmap(corner, pixmap)
