"""Experts as PDF: whom to ask about what, how topics are covered, and the page for one of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from enable_desktop.expert_reports import CoverageReport, Directory, ExpertPage
from enable_desktop.words import Words
from exports.experts.coverage import coverage_blocks
from exports.experts.directory import directory_blocks
from exports.experts.one_page import one_page
from exports.fonts import faces
from exports.page import Printed, Running, pdf_of
from exports.press import Press, sheet_of
from exports.write import write_whole

ExpertReport = Directory | CoverageReport | ExpertPage


def write_experts(report: ExpertReport, words: Words, path: Path, settle: Callable[[], None] = lambda: None) -> Printed:
    """Writes the PDF of a report in the language of `words`; the file appears whole or stays as it was.

    Raises WorkspaceError with a sentence where the target cannot be written. `settle` is called just before the new
    file takes its place; what it raises stops that.
    """
    data, printed = expert_bytes(report, words)
    write_whole(path, data, settle)
    return printed


def expert_bytes(report: ExpertReport, words: Words) -> tuple[bytes, Printed]:
    """The PDF of a report, and what came out. The same report gives the same bytes."""
    press = Press(words, faces(), sheet_of(report.programme.page), {})
    match report:
        case Directory():
            blocks, title = directory_blocks(report, press), words("Whom to ask")
        case CoverageReport():
            blocks, title = coverage_blocks(report, press), words("Coverage of topics")
        case ExpertPage():
            blocks, title = [one_page(report, press)], words("For {name}", name=report.name)
    version = words("Printed {day}", day=report.programme.today)
    title = report.programme.title or title
    return pdf_of(blocks, press, Running(title=title, company=report.programme.company, version=version))
