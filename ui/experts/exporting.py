"""What the Experts page hands over: whom to ask, how topics are covered, and the page for the expert shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark
from ui.commands import Command, Group
from ui.outgoing import PDF, pages_sentence, target_of, write_in_task

if TYPE_CHECKING:
    from enable_desktop.words import Words
    from exports.experts import ExpertReport
    from exports.page import Printed
    from ui.desk import Desk


def export_commands(desk: Desk, shown: Callable[[], int | None], enabled: Callable[[], bool]) -> Sequence[Command]:
    """One command for each report on experts; `shown` is the expert whose page is printed."""
    return (
        Command(
            id="experts.export.directory", text=mark("Export whom to ask"), run=partial(_export_directory, desk),
            group=Group.FILE, icon="file-pdf-box", enabled=enabled,
        ),
        Command(
            id="experts.export.coverage", text=mark("Export the coverage"), run=partial(export_coverage, desk),
            group=Group.FILE, icon="file-pdf-box", enabled=enabled,
        ),
        Command(
            id="experts.export.page", text=mark("Export the page for this expert"),
            run=lambda: export_page(desk, shown()), group=Group.FILE, icon="file-pdf-box",
            enabled=lambda: enabled() and shown() is not None,
        ),
    )  # fmt: skip


def _export_directory(desk: Desk) -> None:
    from enable_desktop.expert_reports import directory
    from ui.expert_reports import expert_material

    name = desk.document_words()(mark("Whom to ask"))
    _export(desk, name, lambda: directory(expert_material(desk.workspace)))


def export_coverage(desk: Desk) -> None:
    """Asks where to and writes how the topics are covered."""
    from enable_desktop.expert_reports import coverage_report
    from ui.expert_reports import expert_material

    name = desk.document_words()(mark("Coverage of topics"))
    _export(desk, name, lambda: coverage_report(expert_material(desk.workspace)))


def export_page(desk: Desk, person: int | None) -> None:
    """Asks where to and writes the page for one expert."""
    from ui.expert_reports import page_for

    if person is None:
        return
    try:
        who = desk.workspace.people.get(person)
    except WorkspaceError as fault:
        desk.failed(fault)
        return
    _export(desk, desk.document_words()(mark("For {name}"), name=who.name), lambda: page_for(desk.workspace, person))


def _export(desk: Desk, name: str, report: Callable[[], ExpertReport]) -> None:
    target = target_of(desk, name, PDF)
    if target is None:
        return
    write = partial(_write, report(), desk.document_words(), target)
    write_in_task(desk, target, write, partial(_said, desk, target), mark("Exporting PDF"), is_pdf=True)


def _write(report: ExpertReport, words: Words, target: Path, settle: Callable[[], None]) -> Printed:
    from exports.experts import write_experts

    return write_experts(report, words, target, settle)


def _said(desk: Desk, target: Path, printed: Printed) -> str:
    return pages_sentence(desk, target, printed.pages, printed.unprintable)
