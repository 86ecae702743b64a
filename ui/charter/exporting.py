"""What the charter page hands over: PDFs and Markdown, and the same pages as a preview."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from enable_desktop.charter.content import Charter
from enable_desktop.charter.lines import Document as CharterDocument
from enable_desktop.charter.lines import Version
from enable_desktop.words import mark
from ui.commands import Command, Group
from ui.outgoing import MARKDOWN, PDF, PRESS, pages_sentence, target_of, write_in_task, written_sentence
from ui.preview.pages import Document

if TYPE_CHECKING:
    from enable_desktop.charter.report import CharterReport
    from enable_desktop.links import Ref
    from enable_desktop.words import Words
    from ui.desk import Desk
    from ui.tasks import Progress

_PARTS: Final = (
    ("all", mark("Export PDF"), "Ctrl+E", mark("Charter")),
    ("one-page", mark("Export one page PDF"), "", mark("Charter on one page")),
    ("business-case", mark("Export business case PDF"), "", mark("Business case")),
)


def export_commands(desk: Desk, flush: Callable[[], None]) -> Sequence[Command]:
    """One command for each document; the first is the page's primary action."""
    made = [
        Command(
            id=f"charter.export.{part}",
            text=text,
            run=partial(_export_pdf, desk, flush, part, name),
            group=Group.FILE,
            icon="file-pdf-box",
            primary=part == "all",
        )
        for part, text, _, name in _PARTS
    ]
    markdown = Command(
        id="charter.export.md",
        text=mark("Export Markdown"),
        run=partial(_export_markdown, desk, flush),
        group=Group.FILE,
        icon="language-markdown-outline",
    )
    return (*made, markdown)


def export_version(desk: Desk, version: Version) -> None:
    """The PDF of a document as a version of it was frozen."""
    is_charter = version.document is CharterDocument.CHARTER
    part, _, _, name = _PARTS[0] if is_charter else _PARTS[2]
    _export_pdf(desk, lambda: None, part, name, version)


def _export_pdf(desk: Desk, flush: Callable[[], None], part: str, name: str, version: Version | None = None) -> None:
    flush()
    stem = desk.document_words()(name)
    target = target_of(desk, f"{stem} v{version.title}" if version is not None else stem, PDF)
    if target is None:
        return
    from ui.exporting import charter_report

    paper = desk.workspace.settings.get("paper") or "a4"
    report = charter_report(desk.workspace, part, paper, version.id if version is not None else None)
    write = partial(_write_pdf, report, desk.document_words(), target)
    write_in_task(
        desk, target, write, lambda printed: pages_sentence(desk, target, *printed), mark("Exporting PDF"), is_pdf=True
    )


def _write_pdf(report: CharterReport, words: Words, target: Path, settle: Callable[[], None]) -> tuple[int, int]:
    from exports.charter import write_charter

    printed = write_charter(report, words, target, settle)
    return printed.pages, printed.unprintable


def _export_markdown(desk: Desk, flush: Callable[[], None]) -> None:
    flush()
    target = target_of(desk, desk.document_words()(mark("Charter")), MARKDOWN)
    if target is None:
        return
    from ui.exporting import charter_report

    write = partial(_write_markdown, charter_report(desk.workspace, "all", "a4"), desk.document_words(), target)
    write_in_task(desk, target, write, partial(written_sentence, desk), mark("Exporting Markdown"))


def _write_markdown(report: CharterReport, words: Words, target: Path, settle: Callable[[], None]) -> str:
    from exports.charter_markdown import charter_markdown
    from exports.write import write_text

    write_text(target, charter_markdown(report, words), settle)
    return target.name


def printer_of(desk: Desk, part: str, typed: Mapping[tuple[Ref, str], str]) -> Callable[[Progress], Document]:
    """Work that prints the charter as it stands, for the preview; what it needs is gathered now.

    `typed` are texts by record and field that are newer than what is stored.
    """
    from ui.exporting import charter_report

    report = charter_report(desk.workspace, part, desk.workspace.settings.get("paper") or "a4")
    report = replace(report, charter=_with_typed(report.charter, typed))
    return partial(_print, report, desk.document_words())


def _with_typed(charter: Charter, typed: Mapping[tuple[Ref, str], str]) -> Charter:
    lines = dict(charter.lines)
    for (ref, field), text in typed.items():
        lines[ref.kind] = tuple(
            replace(line, **{field: text}) if line.id == ref.id and getattr(line, field) != text else line  # type: ignore[arg-type]  # the field is the record's own
            for line in lines.get(ref.kind, ())
        )
    return replace(charter, lines=lines)


def _print(report: CharterReport, words: Words, progress: Progress) -> Document:
    from exports.charter import charter_bytes

    with PRESS:
        # Whoever waited may not be wanted any more.
        progress.check()
        content, printed = charter_bytes(report, words)
    return Document(content=content, pages=printed.pages, starts=printed.section_pages)
