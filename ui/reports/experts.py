"""What is printed of experts, for the gallery."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from enable_desktop.reports import Choices, Printing, Printout, number_of
from enable_desktop.words import Words

if TYPE_CHECKING:
    from db.workspace import Workspace
    from enable_desktop.expert_reports import ExpertMaterial
    from exports.experts import ExpertReport


def whom_to_ask(workspace: Workspace, choices: Choices, words: Words) -> Printing:
    """Who answers what, and how they are reached."""
    from enable_desktop.expert_reports import directory

    return partial(_print, directory(_material(workspace, choices)), words)


def coverage_of_topics(workspace: Workspace, choices: Choices, words: Words) -> Printing:
    """How the topics are covered, holes first."""
    from enable_desktop.expert_reports import coverage_report

    return partial(_print, coverage_report(_material(workspace, choices)), words)


def page_for_expert(workspace: Workspace, choices: Choices, words: Words) -> Printing:
    """The page that tells the expert chosen what is asked of them."""
    from ui.expert_reports import page_for

    return partial(_print, page_for(workspace, number_of(choices, "expert") or 0, choices["page"]), words)


def _material(workspace: Workspace, choices: Choices) -> ExpertMaterial:
    from ui.expert_reports import expert_material

    found = expert_material(workspace, choices["page"])
    return replace(found, programme=replace(found.programme, title=choices["title"]))


def _print(report: ExpertReport, words: Words, check: Callable[[], None]) -> Printout:
    from exports.experts import expert_bytes

    content, printed = expert_bytes(report, words)
    return Printout(content=content, pages=printed.pages, unprintable=printed.unprintable)
