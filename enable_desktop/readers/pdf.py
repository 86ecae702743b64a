"""A PDF: its text page by page, and what its link annotations point at. Only ever called in the child process."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any, Final

from enable_desktop.errors import WorkspaceError
from enable_desktop.library.documents import Document, FoundLink
from enable_desktop.readers.bounds import LINKS, Gathered
from enable_desktop.readers.titles import one_title, own_title
from enable_desktop.words import mark, sentence

_HYPHENS: Final = ("\ufffe\r\n", "\ufffe\n", "\ufffe", "\x02\r\n", "\x02")
_LONGEST: Final = 200
_LOOKED_AT: Final = 4_000
_HIGHER: Final = 1.15
"""A line is a heading where its letters are so much higher than those of most others."""


def read_pdf(path: Path) -> Document:
    """A PDF file; raises WorkspaceError where a password is wanted, PDFium's error where it is damaged."""
    import pypdfium2
    from pypdfium2 import raw

    gathered = Gathered(path.name)
    links: list[FoundLink] = []
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise WorkspaceError(
                mark("{name} is protected by a password; its text was not read."), name=path.name
            ) from error
        raise
    heading = ""
    unreadable = 0
    for number in range(len(pdf)):
        if gathered.is_full:
            break
        try:
            page = pdf[number]
            letters = page.get_textpage()
        except pypdfium2.PdfiumError:
            unreadable += 1
            continue
        text = letters.get_text_range()
        if not heading:
            heading = _heading(letters, text)
        gathered.add(_joined(text))
        for target, words in _links(pdf, page, letters):
            if len(links) < LINKS:
                links.append(FoundLink(target=target, words=words, number=len(links)))
        letters.close()
        page.close()
    note = gathered.note
    if note is None and unreadable:
        note = sentence(
            mark("{name} is damaged: {count} of its {pages} pages could not be read."),
            name=path.name,
            count=unreadable,
            pages=len(pdf),
        )
    if note is None and not gathered.text:
        note = sentence(mark("{name} holds no text that can be found: its pages are pictures."), name=path.name)
    title = own_title(pdf.get_metadata_value("Title")) or heading or path.stem
    return Document(title=title, text=gathered.text, links=tuple(links), pages=len(pdf), note=note)


def _joined(text: str) -> str:
    """Text whose words are whole again where a line ended within them."""
    for hyphen in _HYPHENS:
        text = text.replace(hyphen, "")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _heading(letters: Any, text: str) -> str:
    """The line in the highest letters near the beginning of a page, with the lines of that height below it; the first
    line where all are of one height, empty where that is no line of a few words.
    """
    lines: list[tuple[str, float]] = []
    at = 0
    for line in text[:_LOOKED_AT].splitlines(keepends=True):
        words = one_title(line)
        if words:
            start = at + len(line) - len(line.lstrip())
            left, bottom, right, top = letters.get_charbox(min(start, letters.count_chars() - 1), loose=True)
            lines.append((words, top - bottom))
        at += len(line)
    if not lines:
        return ""
    highest = max(height for _, height in lines)
    usual = median(height for _, height in lines)
    first = next(place for place, (_, height) in enumerate(lines) if height >= highest * 0.98)
    if len(lines) > 1 and highest < usual * _HIGHER:
        return lines[0][0] if len(lines[0][0]) <= _LONGEST else ""
    title = ""
    for words, height in lines[first : first + 4]:
        if height < highest * 0.98:
            break
        title = f"{title} {words}".strip()
    return title if len(title) <= _LONGEST else ""


def _links(pdf: Any, page: Any, letters: Any) -> Iterator[tuple[str, str]]:
    """What the link annotations of a page point at outside of the document, each with the words inside its frame."""
    from pypdfium2 import raw

    place, link = ctypes.c_int(0), raw.FPDF_LINK()
    for _ in range(LINKS):
        if not raw.FPDFLink_Enumerate(page.raw, place, link):
            return
        action = raw.FPDFLink_GetAction(link)
        if not action:
            continue
        kind = raw.FPDFAction_GetType(action)
        if kind == raw.PDFACTION_URI:
            target = _text(lambda buffer, size, action=action: raw.FPDFAction_GetURIPath(pdf.raw, action, buffer, size))
        elif kind in (raw.PDFACTION_LAUNCH, raw.PDFACTION_REMOTEGOTO):
            target = _text(lambda buffer, size, action=action: raw.FPDFAction_GetFilePath(action, buffer, size))
        else:
            continue
        frame = raw.FS_RECTF()
        words = ""
        if raw.FPDFLink_GetAnnotRect(link, frame):
            words = _joined(letters.get_text_bounded(frame.left, frame.bottom, frame.right, frame.top))
        if target:
            yield target, one_title(words)


def _text(ask: Any) -> str:
    """A text that PDFium writes into a buffer of the size it asks for."""
    size = ask(None, 0)
    if not 0 < size <= 64 * 1024:
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask(buffer, size)
    return buffer.raw.partition(b"\x00")[0].decode("utf-8", errors="replace").strip()
