"""The golden thread of one record, for the gallery."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from enable_desktop.charter.report import PageSize
from enable_desktop.links import Ref
from enable_desktop.reports import Choices, Printing, Printout
from enable_desktop.words import Words

if TYPE_CHECKING:
    from db.workspace import Workspace
    from enable_desktop.thread_report import ThreadReport


def thread_pages(workspace: Workspace, choices: Choices, words: Words) -> Printing:
    """The thread through the record chosen."""
    from ui.threads import report_on

    kind, _, number = choices["start"].partition(":")
    report = report_on(workspace, Ref(kind, int(number)), words)
    return partial(_print, replace(report, page=PageSize(choices["page"])), words)


def _print(report: ThreadReport, words: Words, check: Callable[[], None]) -> Printout:
    from exports.thread import thread_bytes

    content, printed = thread_bytes(report, words)
    return Printout(content=content, pages=printed.pages, unprintable=printed.unprintable)
