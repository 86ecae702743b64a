"""The charter, the whole or a part of it, for the gallery."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from enable_desktop.reports import Choices, Printing, Printout, is_on, number_of
from enable_desktop.words import Words

if TYPE_CHECKING:
    from db.workspace import Workspace
    from enable_desktop.charter.report import CharterReport


def whole(workspace: Workspace, choices: Choices, words: Words) -> Printing:
    """The whole charter, as it stands or as a version of it was frozen."""
    report = _report(workspace, "all", choices, words)
    if not is_on(choices, "evidence"):
        report = replace(report, evidence=())
    return partial(_print, report, words)


def on_one_page(workspace: Workspace, choices: Choices, words: Words) -> Printing:
    """The page of the charter that stands alone."""
    return partial(_print, _report(workspace, "one-page", choices, words), words)


def business_case(workspace: Workspace, choices: Choices, words: Words) -> Printing:
    """The business case, as it stands or as a version of it was frozen."""
    return partial(_print, _report(workspace, "business-case", choices, words), words)


def _report(workspace: Workspace, part: str, choices: Choices, words: Words) -> CharterReport:
    from ui.exporting import charter_report

    return charter_report(workspace, part, choices["page"], number_of(choices, "version"), words)


def _print(report: CharterReport, words: Words, check: Callable[[], None]) -> Printout:
    from exports.charter import charter_bytes

    content, printed = charter_bytes(report, words)
    return Printout(content=content, pages=printed.pages, unprintable=printed.unprintable)
