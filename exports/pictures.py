"""Images that people attached, on paper."""

from __future__ import annotations

import io
import warnings
from typing import Any, Final

from PIL import Image, UnidentifiedImageError
from reportlab.lib.utils import ImageReader

from exports.blocks import Block, Stack
from exports.look import NOTE, PARAGRAPH_GAP
from exports.pen import Pen
from exports.press import Press

_MOST_PIXELS: Final = 50_000_000
_SHARPEST: Final = 1_800
"""Pixels across; more would not be seen on paper and only make the file heavy."""


class Picture(Block):
    """An image, made smaller until it fits its place; never made larger than at 96 dots an inch."""

    def __init__(self, image: Any, pixels: tuple[int, int], highest: float, *, before: float = 0.0) -> None:
        self.before = before
        self._image = image
        self._pixels = pixels
        self._highest = highest

    def _size(self, width: float) -> tuple[float, float]:
        across, down = self._pixels
        scale = min(width / across, self._highest / down, 0.75)
        return across * scale, down * scale

    def height(self, width: float) -> float:
        return self._size(width)[1]

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        wide, high = self._size(width)
        pen.image(self._image, x, top - high, wide, high)


def loaded(data: bytes) -> tuple[Any, tuple[int, int]] | None:
    """An image ready to be drawn, and its size in pixels; None where the bytes are no image that can be printed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image: Image.Image = Image.open(io.BytesIO(data))
            if image.width * image.height > _MOST_PIXELS or not image.width or not image.height:
                return None
            image.load()
            if image.width > _SHARPEST:
                image = image.convert("RGBA" if "A" in image.getbands() or image.mode == "P" else "RGB")
                image = image.resize((_SHARPEST, max(1, image.height * _SHARPEST // image.width)))
                return ImageReader(image), image.size
        return ImageReader(io.BytesIO(data)), image.size
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        return None


def picture(data: bytes, press: Press, caption: str = "") -> Block | None:
    """An attached image with its caption; None where it cannot be printed."""
    found = loaded(data)
    if found is None:
        return None
    image = Picture(found[0], found[1], press.sheet.content_height * 0.6)
    if not caption:
        image.before = PARAGRAPH_GAP
        return image
    image.keeps_next = True
    return Stack([image, press.text(caption, NOTE, before=4)], before=PARAGRAPH_GAP)
