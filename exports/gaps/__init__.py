"""The gaps between leadership and reps as PDF; `tables` holds them as CSV and as JSON."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from enable_desktop.gaps.report import GapReport
from enable_desktop.words import Words
from exports.fonts import faces
from exports.gaps.pages import SECTIONS, report_blocks
from exports.page import Printed, Running, draw_pages, marks_on, poured
from exports.press import Press, sheet_of
from exports.write import write_whole


def write_gaps(report: GapReport, words: Words, path: Path, settle: Callable[[], None] = lambda: None) -> Printed:
    """Writes the PDF of a report in the language of `words`; the file appears whole or stays as it was.

    Raises WorkspaceError with a sentence where the target cannot be written. `settle` is called just before the new
    file takes its place; what it raises stops that.
    """
    data, printed = gap_bytes(report, words)
    write_whole(path, data, settle)
    return printed


def gap_bytes(report: GapReport, words: Words) -> tuple[bytes, Printed]:
    """The PDF of a report, and what came out. The same report gives the same bytes."""
    press = Press(words, faces(), sheet_of(report.page), report.images)
    press.places = frozenset(SECTIONS)
    pages = poured(report_blocks(report, press), press.sheet)
    file = io.BytesIO()
    day = report.last or report.today
    running = Running(
        title=_called(report, words),
        company=report.company,
        version=words("Interviews up to {day}", day=day),
    )
    draw_pages(file, press, (), pages, running)
    places: dict[str, int] = {}
    for number, page in enumerate(pages, 1):
        for mark in marks_on(page):
            places.setdefault(mark.name, number)
    return file.getvalue(), Printed(pages=len(pages), unprintable=press.unprintable, section_pages=places)


def _called(report: GapReport, words: Words) -> str:
    """What stands above every page; that people are named in it is never left out."""
    if report.with_names:
        return words("{title}, with names", title=report.name) if report.name else words("Gap report, with names")
    return report.name or words("Gap report")
