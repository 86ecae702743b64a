"""Reports on the library as PDF: the audit, how fresh it is, and the list to look things up in."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from enable_desktop.library.audit import AuditReport, HealthReport, PrintedCatalogue, Programme
from enable_desktop.words import Words
from exports.blocks import Block
from exports.fonts import faces
from exports.library.audit import PARTS, audit_blocks
from exports.library.catalogue import catalogue_blocks
from exports.library.health import health_blocks
from exports.page import Printed, Running, draw_pages, poured
from exports.press import Press, sheet_of

LibraryReport = AuditReport | HealthReport | PrintedCatalogue


def library_bytes(
    report: LibraryReport,
    words: Words,
    *,
    parts: frozenset[str] = PARTS,
    check: Callable[[], None] = lambda: None,
) -> tuple[bytes, Printed]:
    """The PDF of a report, and what came out. The same report gives the same bytes.

    Of an audit these `parts` are printed; `check` is called between its steps, and may raise.
    """
    press = Press(words, faces(), sheet_of(report.programme.page), {})
    match report:
        case AuditReport():
            blocks, title = audit_blocks(report, parts, press), words("Content audit")
        case HealthReport():
            blocks, title = health_blocks(report, press), words("Content health")
        case PrintedCatalogue():
            blocks, title = catalogue_blocks(report, press), words("Library catalogue")
    check()
    return _printed(blocks, title, report.programme, press, check)


def _printed(
    blocks: Sequence[Block], title: str, programme: Programme, press: Press, check: Callable[[], None]
) -> tuple[bytes, Printed]:
    pages = poured(blocks, press.sheet)
    check()
    file = io.BytesIO()
    version = press.words("Printed {day}", day=programme.today)
    draw_pages(file, press, (), pages, Running(title=title, company=programme.company, version=version))
    return file.getvalue(), Printed(pages=len(pages), unprintable=press.unprintable)
