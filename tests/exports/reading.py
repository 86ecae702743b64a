"""PDF files as tests read them."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2

from exports.blocks import Block
from exports.page import Running, draw_pages, poured
from exports.press import Press


def pages_of(data: bytes) -> list[str]:
    """The text of every page."""
    document = pypdfium2.PdfDocument(data)
    try:
        found = []
        for page in document:
            text = page.get_textpage()
            found.append(text.get_text_range().replace("\r\n", "\n").replace("\ufffe", "-"))
            text.close()
            page.close()
        return found
    finally:
        document.close()


def text_of(data: bytes) -> str:
    """The text of a whole file with its line ends as spaces."""
    return " ".join(" ".join(pages_of(data)).split())


def printed(blocks: Sequence[Block], press: Press) -> bytes:
    """Blocks on pages of their own."""
    file = io.BytesIO()
    draw_pages(file, press, [], poured(blocks, press.sheet), Running(title="T", company="C", version="V"))
    return file.getvalue()
