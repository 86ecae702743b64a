"""Pages: blocks poured into them, running lines around them, places that links and the contents lead to."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Final

from enable_desktop.words import Words
from exports.blocks import Block, Marked, Placed, Stack
from exports.look import BODY, MM, NOTE, RUNNING, TABLE, Look
from exports.pen import Pen
from exports.press import Press, Sheet
from exports.text import Text

_HEADER_BASE: Final = 15 * MM
_HEADER_LINE: Final = 18.5 * MM
_FOOTER_BASE: Final = 12 * MM
_FEW_LINES: Final = 36.0
_GIVEN: Final = 12.0
"""So much of the space above the foot every page gives, in points, where that saves a page with a few lines on it."""
_LOCALES: Final = {"en": "en-GB", "ru": "ru-RU"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What came out: pages, characters that no face covers, and the first page of each section, from 1."""

    pages: int
    unprintable: int
    section_pages: Mapping[str, int] = field(default_factory=dict)


def boxes_sentence(unprintable: int, words: Words) -> str:
    """How many characters became boxes."""
    return words.n(
        "{n} character no font has is printed as a box.",
        "{n} characters no font has are printed as boxes.",
        unprintable,
    )


class SectionHead(Marked):
    """The heading of a section, whose name stands at the foot of its pages."""

    def __init__(self, block: Block, name: str, title: str) -> None:
        super().__init__(block, name, title)
        self.keeps_next = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """What stands around every page, and what the file says of itself."""

    title: str
    company: str
    version: str
    foot: str = ""
    """What stands at the left of the foot where no sections are named."""


def poured(blocks: Sequence[Block], sheet: Sheet) -> list[Block]:
    """Blocks on as many pages as they need; a line or two does not take a last page of its own."""
    pages = _poured(blocks, sheet.content_width, sheet.content_height)
    if len(pages) > 1 and pages[-1].height(sheet.content_width) <= _FEW_LINES:
        closer = _poured(blocks, sheet.content_width, sheet.content_height + _GIVEN)
        return closer if len(closer) < len(pages) else pages
    return pages


def _poured(blocks: Sequence[Block], width: float, height: float) -> list[Block]:
    pages: list[Block] = []
    rest: Block | None = Stack(blocks)
    while rest is not None:
        part, after = rest.take(width, height)
        if part is None:
            part, after = rest.take(width, height, forced=True)
        if part is None:
            # Nothing fits even where it must: it stands whole, and runs off its page rather than for ever.
            pages.append(rest)
            break
        pages.append(part)
        rest = after
    return pages


def marks_on(page: Block) -> Iterator[Marked]:
    """The places that begin on a page."""
    if isinstance(page, Placed):
        for child, _ in page.children:
            if isinstance(child, Marked):
                yield child
            elif isinstance(child, Placed):
                yield from marks_on(child)


def contents_of(entries: Sequence[tuple[str, str, str]], pages: Mapping[str, int], press: Press) -> Stack:
    """The table of contents of (place, number, title); `pages` is filled when all pages are poured."""
    return Stack(_Entry(entry, pages, press) for entry in entries)


class _Entry(Block):
    """A line of the table of contents: number, title, page."""

    def __init__(self, entry: tuple[str, str, str], pages: Mapping[str, int], press: Press) -> None:
        self._name, number, title = entry
        self._pages = pages
        self._press = press
        self._number = press.text(number, BODY.but(colour="text.secondary"))
        self._title = press.text(title, BODY)

    def _title_width(self, width: float) -> float:
        return width - 24 - 40

    def height(self, width: float) -> float:
        return self._title.height(self._title_width(width)) + 5.5

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        bottom = top - self.height(width)
        self._number.draw(pen, x, top, 24)
        self._title.draw(pen, x + 24, top, self._title_width(width))
        if self._name in self._pages:
            page = self._press.text(str(self._pages[self._name]), TABLE, right=True)
            page.draw(pen, x + width - 40, top + (BODY.leading - TABLE.leading) / 2 - 2, 40)
            pen.link(f"#{self._name}", x, bottom, x + width, top)
        pen.line(x, bottom + 1.5, x + width, bottom + 1.5, "line.subtle", 0.5)


def pdf_of(
    blocks: Sequence[Block], press: Press, running: Running, check: Callable[[], None] = lambda: None
) -> tuple[bytes, Printed]:
    """The PDF of blocks on as many pages as they need, and what came out; `check` may raise before they are drawn."""
    pages = poured(blocks, press.sheet)
    check()
    file = io.BytesIO()
    draw_pages(file, press, (), pages, running)
    return file.getvalue(), Printed(pages=len(pages), unprintable=press.unprintable)


def draw_pages(file: IO[bytes], press: Press, cover: Sequence[Block], pages: Sequence[Block], running: Running) -> None:
    """Writes a PDF: cover pages without running lines, then all others."""
    sheet, words = press.sheet, press.words
    pen = Pen(file, (sheet.width, sheet.height), press.faces["Inter"], _LOCALES.get(words.language, words.language))
    canvas = pen.canvas
    canvas.setTitle(_plain(running.title))
    canvas.setAuthor(_plain(running.company))
    canvas.setSubject(_plain(running.version))
    canvas.setCreator("Enable Desktop")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    top = sheet.height - sheet.top
    count = len(cover) + len(pages)
    for page in cover:
        page.draw(pen, sheet.left, top, sheet.content_width)
        pen.end_page()
    lines = _RunningLines(press, running, count)
    for number, page in enumerate(pages, len(cover) + 1):
        lines.draw(pen, page, number)
        page.draw(pen, sheet.left, top, sheet.content_width)
        pen.end_page()
    if pages and any(isinstance(mark, SectionHead) for page in pages for mark in marks_on(page)):
        canvas.showOutline()
    with press.faces.reading:
        canvas.save()


def _plain(text: str) -> str:
    """Text that fits the file's own fields: one line, no half characters."""
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())[:500]


class _RunningLines:
    """The lines above and below every page."""

    def __init__(self, press: Press, running: Running, count: int) -> None:
        self._press = press
        self._count = count
        self._running = running
        sheet = press.sheet
        self._title = self._line(running.title, sheet.content_width * 0.62)
        self._company = self._line(running.company, sheet.content_width * 0.34, right=True)
        self._version = self._line(running.version, sheet.content_width * 0.34)
        self._section = ""

    def _line(self, text: str, width: float, *, right: bool = False, look: Look = RUNNING) -> tuple[Text, float]:
        block = self._press.text(text, look, right=right, most_lines=1)
        return block, width

    def draw(self, pen: Pen, page: Block, number: int) -> None:
        sheet = self._press.sheet
        left, right = sheet.left, sheet.width - sheet.right
        line = sheet.height - _HEADER_LINE
        above = sheet.height - _HEADER_BASE + RUNNING.size * 0.85
        self._title[0].draw(pen, left, above, self._title[1])
        self._company[0].draw(pen, right - self._company[1], above, self._company[1])
        pen.line(left, line, right, line, "line.default", 0.5)
        below = _FOOTER_BASE + RUNNING.size * 0.85
        said = self._press.words("Page {page} of {count}", page=number, count=self._count)
        page_line = self._press.text(said, RUNNING, right=True, most_lines=1)
        page_line.draw(pen, right - 76, below, 76)
        version, width = self._version
        # A little right of the middle: the names of the sections need the room.
        start = max(left + sheet.content_width * 0.56, right - 80 - version.natural_width())
        start = min(start, right - 80 - min(version.natural_width(), width))
        version.draw(pen, start, below, right - 80 - start)
        room = start - left - 12
        self._section_line(page, room).draw(pen, left, below, room)

    def _section_line(self, page: Block, room: float) -> Text:
        """The sections on this page: the one that goes on from the page before, and those that begin."""
        begun = [mark for mark in marks_on(page) if mark.title]
        names = [mark.title for mark in begun]
        if self._section and not (begun and _stands_first(page, begun[0])):
            names.insert(0, self._section)
        self._section = names[-1] if names else ""
        shown = " · ".join(names) or self._running.foot
        return self._press.text(shown, NOTE, most_lines=1)


def _stands_first(page: Block, mark: Marked) -> bool:
    while isinstance(page, Placed) and page.children:
        first = page.children[0][0]
        if first is mark:
            return True
        page = first
    return False
