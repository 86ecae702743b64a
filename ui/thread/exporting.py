"""What the thread of a record hands over: PDF and Markdown, anonymised as every document is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark
from ui.outgoing import MARKDOWN, PDF, pages_sentence, target_of, write_in_task, written_sentence
from ui.threads import report_on

if TYPE_CHECKING:
    from enable_desktop.links import Ref
    from enable_desktop.thread_report import ThreadReport
    from enable_desktop.words import Words
    from exports.page import Printed
    from ui.ask import FileKind
    from ui.desk import Desk


def export_pdf(desk: Desk, start: Ref) -> None:
    """Asks where to and writes the thread as PDF."""
    found = _asked(desk, start, PDF)
    if found is not None:
        report, target = found
        write = partial(_write_pdf, report, desk.document_words(), target)
        write_in_task(desk, target, write, partial(_said, desk, target), mark("Exporting PDF"), is_pdf=True)


def export_markdown(desk: Desk, start: Ref) -> None:
    """Asks where to and writes the thread as Markdown."""
    found = _asked(desk, start, MARKDOWN)
    if found is not None:
        report, target = found
        write = partial(_write_markdown, report, desk.document_words(), target)
        write_in_task(desk, target, write, partial(written_sentence, desk), mark("Exporting Markdown"))


def _asked(desk: Desk, start: Ref, kind: FileKind) -> tuple[ThreadReport, Path] | None:
    words = desk.document_words()
    try:
        report = report_on(desk.workspace, start, words)
    except WorkspaceError as fault:
        desk.failed(fault)
        return None
    target = target_of(desk, f"{words(mark('Thread'))} {report.title}", kind)
    return (report, target) if target is not None else None


def _write_pdf(report: ThreadReport, words: Words, target: Path, settle: Callable[[], None]) -> Printed:
    from exports.thread import write_thread

    return write_thread(report, words, target, settle)


def _said(desk: Desk, target: Path, printed: Printed) -> str:
    return pages_sentence(desk, target, printed.pages, printed.unprintable)


def _write_markdown(report: ThreadReport, words: Words, target: Path, settle: Callable[[], None]) -> str:
    from exports.thread_markdown import thread_markdown
    from exports.write import write_text

    write_text(target, thread_markdown(report, words), settle)
    return target.name
