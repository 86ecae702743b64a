"""The thread of one record as PDF: its stations under one another, joined by a line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from enable_desktop.thread_report import NONE_YET, Station, Step, ThreadReport
from enable_desktop.words import Words
from exports.blocks import Block, Space, Stack
from exports.fonts import faces
from exports.look import BODY, H1, H2, KICKER, NOTE, TABLE_QUIET, Look
from exports.page import Printed, Running, pdf_of
from exports.panels import Panel
from exports.press import Press, sheet_of
from exports.write import write_whole

_START: Final = Look("Serif-Bold", 10, 14.5)
_INSET: Final = 14.0


def write_thread(report: ThreadReport, words: Words, path: Path, settle: Callable[[], None] = lambda: None) -> Printed:
    """Writes the PDF of a thread in the language of `words`; the file appears whole or stays as it was.

    Raises WorkspaceError with a sentence where the target cannot be written. `settle` is called just before the new
    file takes its place; what it raises stops that.
    """
    data, printed = thread_bytes(report, words)
    write_whole(path, data, settle)
    return printed


def thread_bytes(report: ThreadReport, words: Words) -> tuple[bytes, Printed]:
    """The PDF of a thread, and what came out. The same report gives the same bytes."""
    press = Press(words, faces(), sheet_of(report.page), {})
    title = words("The thread of “{title}”", title=report.title)
    blocks: list[Block] = [
        press.text(report.noun.upper(), KICKER),
        press.text(title, H1, before=4),
        press.text(words("From what was said to the figure that shows it; every arrow is kept."), NOTE, before=4),
        Space(14),
    ]
    for station in report.stations:
        blocks += _station(station, press)
    version = words("Printed {day}", day=report.today)
    return pdf_of(blocks, press, Running(title=title, company=report.company, version=version))


def _station(station: Station, press: Press) -> list[Block]:
    words = press.words
    inside: list[Block] = [press.text(words(station.stage.label), H2, keeps_next=True)]
    for step in station.steps:
        inside += _step(step, press)
    if not station.steps:
        inside.append(press.text(words(NONE_YET[station.stage]), TABLE_QUIET, before=4))
    if station.more:
        more = words.n("and {n} more", "and {n} more", station.more)
        inside.append(press.text(more, TABLE_QUIET, before=4))
    inside.append(Space(16))
    bar = "accent.mark" if any(step.is_start for step in station.steps) else "line.strong"
    return [Panel(Stack(inside), bar=bar, left=_INSET)]


def _step(step: Step, press: Press) -> list[Block]:
    found: list[Block] = [press.text(step.text, _START if step.is_start else BODY, before=6)]
    if step.source:
        found.append(press.text(step.source, NOTE, before=1))
    found += [press.text(f"→ {arrow}", TABLE_QUIET, before=1) for arrow in step.arrows]
    return found
