"""Pages of a PDF put on paper by a printer, as fine as it prints."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark
from ui.preview.pages import Document, dots_of, strip_of
from ui.tasks import Cancelled

if TYPE_CHECKING:
    from ui.tasks import Progress

_FINEST: Final = 720
"""Dots an inch beyond which nobody sees a difference in letters."""
_STRIP: Final = 6_000_000
"""A page is drawn in strips of so many dots: whole, at this resolution, it would take 200 MB."""
_NEARLY: Final = 0.005
"""A paper given in whole dots is a little smaller than one given in points."""


def wanted_pages(printer: QPrinter, pages: int) -> tuple[int, ...]:
    """The pages that were chosen, from 1, as often as the printer does not repeat them itself."""
    ranges, every = printer.pageRanges(), range(1, pages + 1)
    is_all = printer.printRange() != QPrinter.PrintRange.PageRange or ranges.isEmpty()
    chosen = tuple(page for page in every if is_all or ranges.contains(page))
    if printer.supportsMultipleCopies():
        return chosen
    if printer.collateCopies():
        return chosen * printer.copyCount()
    return tuple(page for page in chosen for _ in range(printer.copyCount()))


def put_on_paper(document: Document, printer: QPrinter, progress: Progress) -> int:
    """Prints the pages chosen and returns how many; runs in a task. Raises WorkspaceError where the printer fails."""
    pages = wanted_pages(printer, document.pages)
    if not pages:
        raise WorkspaceError(mark("None of the pages chosen is there. Nothing was printed."))
    painter = QPainter()
    if not painter.begin(printer):
        raise WorkspaceError(mark("The printer does not answer. Nothing was printed; is it switched on?"))
    try:
        # Letters stay sharp.
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        for place, page in enumerate(pages):
            progress(place, len(pages))
            if place and not printer.newPage():
                raise WorkspaceError(mark("The printer stopped. Look at it, then print the pages that are missing."))
            _draw(document.content, page, printer, painter, progress)
    except (Cancelled, WorkspaceError):
        printer.abort()
        raise
    finally:
        painter.end()
    return len(pages)


def _draw(content: bytes, page: int, printer: QPrinter, painter: QPainter, progress: Progress) -> None:
    # A whole number of the printer's dots for each of ours: strips then meet without a seam.
    step = math.ceil(printer.resolution() / _FINEST)
    resolution = printer.resolution() / step
    width, height = dots_of(content, page, resolution)
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    # Onto a smaller paper it is made to fit; it is never made larger.
    scale = min(1.0, paper.width() / (width * step), paper.height() / (height * step))
    scale = 1.0 if scale > 1.0 - _NEARLY else scale
    left = max(0, round((paper.width() - width * step * scale) / 2))
    above = max(0, round((paper.height() - height * step * scale) / 2))
    lines = max(1, _STRIP // width)
    for top in range(0, height, lines):
        progress.check()
        strip = strip_of(content, page, resolution, top, min(height, top + lines))
        image = QImage(strip.pixels, strip.width, strip.height, strip.stride, QImage.Format.Format_RGB32)
        by = step * scale
        painter.drawImage(QRectF(left, above + top * by, strip.width * by, strip.height * by), image)
