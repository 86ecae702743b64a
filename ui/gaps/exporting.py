"""What the Gaps page hands over: the report as PDF, and its figures as CSV and JSON, for the talks that are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.gaps import Filter
from enable_desktop.words import mark
from ui.ask import FileKind
from ui.commands import Command, Group
from ui.gap_exporting import gap_findings
from ui.outgoing import PDF, pages_sentence, target_of, write_in_task

if TYPE_CHECKING:
    from enable_desktop.gaps.report import Findings
    from enable_desktop.words import Words
    from exports.page import Printed
    from ui.desk import Desk

CSV: Final = FileKind("CSV", ("csv",))
JSON: Final = FileKind("JSON", ("json",))

Which = Callable[[], Filter]
"""Which talks count on the page."""


def export_commands(desk: Desk, which: Which, enabled: Callable[[], bool]) -> Sequence[Command]:
    """One command for each form of the report; the first is the one that is meant by "Export gap report"."""

    def command(form: str, text: str, run: Callable[[Desk, Filter], None], icon: str) -> Command:
        return Command(
            id=f"gaps.export.{form}",
            text=text,
            run=lambda: run(desk, which()),
            group=Group.FILE,
            icon=icon,
            enabled=enabled,
        )

    return (
        command("pdf", mark("Export gap report"), _export_pdf, "file-pdf-box"),
        command("csv", mark("Export the figures as CSV"), _export_csv, "file-delimited-outline"),
        command("json", mark("Export the figures as JSON"), _export_json, "code-json"),
    )


def _name(desk: Desk) -> str:
    return desk.document_words()(mark("Gap report"))


def _export_pdf(desk: Desk, which: Filter) -> None:
    target = target_of(desk, _name(desk), PDF)
    if target is None:
        return
    write = partial(_write_pdf, gap_findings(desk.workspace, which), desk.document_words(), target)
    write_in_task(desk, target, write, partial(_printed, desk, target), mark("Exporting PDF"), is_pdf=True)


def _write_pdf(findings: Findings, words: Words, target: Path, settle: Callable[[], None]) -> Printed:
    from enable_desktop.gaps.report import gap_report
    from exports.gaps import write_gaps

    return write_gaps(gap_report(findings), words, target, settle)


def _printed(desk: Desk, target: Path, printed: Printed) -> str:
    return pages_sentence(desk, target, printed.pages, printed.unprintable)


def _export_csv(desk: Desk, which: Filter) -> None:
    _export_text(desk, which, CSV, "csv")


def _export_json(desk: Desk, which: Filter) -> None:
    _export_text(desk, which, JSON, "json")


def _export_text(desk: Desk, which: Filter, kind: FileKind, form: str) -> None:
    target = target_of(desk, _name(desk), kind)
    if target is None:
        return
    write = partial(_write_text, gap_findings(desk.workspace, which), desk.document_words(), target, form)
    said = partial(_written, desk, target)
    write_in_task(desk, target, write, said, mark("Exporting the figures"))


def _write_text(findings: Findings, words: Words, target: Path, form: str, settle: Callable[[], None]) -> None:
    from enable_desktop.gaps.report import gap_report
    from exports.gaps.tables import gaps_csv, gaps_json
    from exports.write import write_text

    report = gap_report(findings)
    write_text(target, gaps_csv(report, words) if form == "csv" else gaps_json(report), settle)


def _written(desk: Desk, target: Path, _nothing: None) -> str:
    return desk.words(mark("{name} written"), name=target.name)
