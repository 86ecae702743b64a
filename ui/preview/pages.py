"""PDF pages as pictures: the one door to PDFium, which takes one caller at a time."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_DOOR: Final = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One page as pixels: 32 bits each, blue, green, red, unused; `stride` bytes a line."""

    pixels: bytes
    width: int
    height: int
    stride: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A PDF in memory, how many pages it has, and on which page each part begins (from 1)."""

    content: bytes
    pages: int
    starts: Mapping[str, int] = field(default_factory=dict)


def picture_of(content: bytes, page: int, width: int) -> Picture:
    """Render one page (from 1) to `width` pixels; runs in a task."""
    # Loaded here: a start of the window does not need it.
    import pypdfium2

    with _DOOR:
        document = pypdfium2.PdfDocument(content)
        try:
            number = max(1, min(page, len(document)))
            sheet = document[number - 1]
            bitmap = sheet.render(scale=width / sheet.get_width(), rev_byteorder=False, prefer_bgrx=True)
            picture = Picture(
                pixels=bytes(bitmap.buffer), width=bitmap.width, height=bitmap.height, stride=bitmap.stride
            )
            bitmap.close()
            sheet.close()
            return picture
        finally:
            document.close()
