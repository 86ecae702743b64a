"""Reports on the library as PDF: the audit, how fresh it is, and the list to look things up in."""

from __future__ import annotations

from collections.abc import Callable

from enable_desktop.library.audit import AuditReport, HealthReport, PrintedCatalogue
from enable_desktop.words import Words
from exports.fonts import faces
from exports.library.audit import PARTS, audit_blocks
from exports.library.catalogue import catalogue_blocks
from exports.library.health import health_blocks
from exports.page import Printed, Running, pdf_of
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
    version = words("Printed {day}", day=report.programme.today)
    title = report.programme.title or title
    return pdf_of(blocks, press, Running(title=title, company=report.programme.company, version=version), check)
