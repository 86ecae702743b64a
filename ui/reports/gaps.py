"""The gap report, for the gallery."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from enable_desktop.errors import WorkspaceError
from enable_desktop.reports import Choices, Printing, Printout, day_of, is_on, number_of
from enable_desktop.words import Words, mark

if TYPE_CHECKING:
    from db.gaps import Filter
    from db.workspace import Workspace
    from enable_desktop.gaps.report import Findings

_READERS: Final = {
    "leadership": mark("For leadership"),
    "managers": mark("For sales managers"),
    "reps": mark("For all reps"),
}


def gap_pages(workspace: Workspace, choices: Choices, words: Words) -> Printing:
    """The gaps that the talks of a round, a department, a period show."""
    from ui.gap_exporting import gap_findings

    return partial(_print, gap_findings(workspace, _which(workspace, choices), choices["page"]), choices, words)


def _which(workspace: Workspace, choices: Choices) -> Filter:
    from ui.gap_exporting import latest_talks

    since, until = day_of(choices, "since"), day_of(choices, "until")
    if since is not None and until is not None and since > until:
        raise WorkspaceError(mark("The period ends before it begins: choose a later last day."))
    chosen = choices["round"]
    found = latest_talks(workspace)
    if chosen:
        found = replace(found, round=number_of(choices, "round"))
    return replace(found, department=choices["department"], since=since, until=until)


def _print(findings: Findings, choices: Choices, words: Words, check: Callable[[], None]) -> Printout:
    from enable_desktop.gaps.report import gap_report
    from exports.gaps import gap_bytes

    people = choices["people"]
    report = gap_report(findings, with_names=people == "name", by_side=people == "side")
    report = replace(
        report,
        in_their_words=report.in_their_words if is_on(choices, "quotes") else (),
        suggestions=report.suggestions if is_on(choices, "suggestions") else "",
        works=report.works if is_on(choices, "works") else (),
        wishes=report.wishes if is_on(choices, "wishes") else (),
        with_figures=is_on(choices, "figures"),
        name=choices["title"],
        readers=_READERS.get(choices["audience"], ""),
    )
    check()
    content, printed = gap_bytes(report, words)
    return Printout(content=content, pages=printed.pages, unprintable=printed.unprintable)
