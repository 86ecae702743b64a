"""PDF pages as pictures: the one door to PDFium, which takes one caller at a time."""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_DOOR: Final = threading.Lock()
_POINTS: Final = 72
MOST_HIGH: Final = 20_000
"""A page may be as narrow as a thread: it is not drawn higher than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One page as pixels: 32 bits each, blue, green, red, unused; `stride` bytes a line."""

    pixels: bytes
    width: int
    height: int
    stride: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A PDF in memory, how many pages it has, and on which page each part begins (from 1); `name` is the maker's."""

    content: bytes
    pages: int
    starts: Mapping[str, int] = field(default_factory=dict)
    name: str = ""


def picture_of(content: bytes, page: int, width: int, most_high: int = MOST_HIGH) -> Picture:
    """Render one page (from 1) to `width` pixels, and no higher than `most_high`; runs in a task."""
    # Loaded here: a start of the window does not need it.
    import pypdfium2

    with _DOOR:
        document = pypdfium2.PdfDocument(content)
        try:
            number = max(1, min(page, len(document)))
            sheet = document[number - 1]
            scale = min(width / max(1.0, sheet.get_width()), most_high / max(1.0, sheet.get_height()))
            bitmap = sheet.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
            picture = Picture(
                pixels=bytes(bitmap.buffer), width=bitmap.width, height=bitmap.height, stride=bitmap.stride
            )
            bitmap.close()
            sheet.close()
            return picture
        finally:
            document.close()


def dots_of(content: bytes, page: int, resolution: float) -> tuple[int, int]:
    """How wide and how high one page (from 1) is in dots of so many an inch."""
    import pypdfium2

    with _DOOR:
        document = pypdfium2.PdfDocument(content)
        try:
            width, height = document.get_page_size(page - 1)
        finally:
            document.close()
    return math.ceil(width * resolution / _POINTS), math.ceil(height * resolution / _POINTS)


def strip_of(content: bytes, page: int, resolution: float, top: int, below: int) -> Picture:
    """Render the lines from `top` to just above `below` of one page (from 1), in dots of so many an inch."""
    import pypdfium2

    scale = resolution / _POINTS
    with _DOOR:
        document = pypdfium2.PdfDocument(content)
        try:
            sheet = document[page - 1]
            high = math.ceil(sheet.get_height() * scale)
            # PDFium cuts off whole dots, rounded up: a little less than a whole one is exactly that one.
            edges = (0.0, max(0.0, (high - below - 0.5) / scale), 0.0, max(0.0, (top - 0.5) / scale))
            bitmap = sheet.render(scale=scale, crop=edges, rev_byteorder=False, prefer_bgrx=True)
            picture = Picture(
                pixels=bytes(bitmap.buffer), width=bitmap.width, height=bitmap.height, stride=bitmap.stride
            )
            bitmap.close()
            sheet.close()
            return picture
        finally:
            document.close()


def page_of_file(content: bytes, page: int, width: int, most_high: int) -> tuple[Picture, int] | None:
    """A page of a PDF that came from anywhere, and how many pages it has; None where PDFium cannot read it."""
    import pypdfium2

    try:
        with _DOOR:
            document = pypdfium2.PdfDocument(content)
            count = len(document)
            document.close()
        return (picture_of(content, page, width, most_high), count) if count else None
    except (pypdfium2.PdfiumError, ValueError, MemoryError):
        return None
