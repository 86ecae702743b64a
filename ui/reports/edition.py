"""The edition for one approver, for the gallery."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from enable_desktop.reports import Choices, Printing, Printout, number_of
from enable_desktop.words import Words, mark

if TYPE_CHECKING:
    from db.workspace import Workspace
    from enable_desktop.charter.report import CharterReport
    from enable_desktop.gaps.report import Findings
    from enable_desktop.people import Person


def approvers(workspace: Workspace, words: Words) -> Iterator[tuple[str, str]]:
    """Everybody whose signature the charter or the business case needs."""
    from enable_desktop.charter.lines import Approver

    ids = dict.fromkeys(each.person for each in workspace.all(Approver) if each.person is not None)
    for person in workspace.people.these(ids):
        name = person.said_role if person.anonymous else person.name or person.said_role
        yield str(person.id), words(mark("{name}, {role}"), name=name, role=person.role) if person.role else name


def edition_pages(workspace: Workspace, choices: Choices, words: Words) -> Printing:
    """The programme as it answers the approver chosen."""
    from ui.exporting import charter_report
    from ui.gap_exporting import gap_findings

    page = choices["page"]
    report = charter_report(workspace, "all", page, None, words)
    person = workspace.people.get(number_of(choices, "approver") or 0)
    return partial(_print, report, gap_findings(workspace, None, page), person, words)


def _print(
    report: CharterReport, findings: Findings, person: Person, words: Words, check: Callable[[], None]
) -> Printout:
    from enable_desktop.edition import edition_report
    from exports.edition import edition_bytes

    made = edition_report(report, findings, person)
    check()
    content, printed = edition_bytes(made, words)
    return Printout(content=content, pages=printed.pages, unprintable=printed.unprintable)
