"""What the charter page hands over: PDFs and Markdown, and the same pages as a preview."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from enable_desktop.charter.content import Charter
from enable_desktop.charter.lines import Document as CharterDocument
from enable_desktop.charter.lines import Version
from enable_desktop.words import mark
from ui.ask import FileKind
from ui.commands import Command, Group
from ui.preview.pages import Document
from ui.underway import underway

if TYPE_CHECKING:
    from enable_desktop.charter.report import CharterReport
    from enable_desktop.links import Ref
    from enable_desktop.words import Words
    from ui.desk import Desk
    from ui.tasks import Progress

_PRESS: Final = threading.Lock()
"""reportlab keeps the subsets of its fonts in one place for all documents: one is printed at a time."""

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


def _target(desk: Desk, name: str, kind: FileKind, version: str = "") -> Path | None:
    company = desk.workspace.settings.get("company")
    stem = desk.document_words()(name)
    stem = f"{stem} v{version}" if version else stem
    suggestion = f"{company} - {stem}" if company else stem
    safe = "".join("_" if letter in '<>:"/\\|?*' or ord(letter) < 32 else letter for letter in suggestion)
    folder = Path(desk.preferences.text("export/folder") or desk.workspace.path.parent)
    target = desk.ask.save_as(desk.words(mark("Export")), f"{safe}.{kind.endings[0]}", [kind], folder)
    if target is not None:
        desk.preferences.set("export/folder", str(target.parent))
    return target


def _export_pdf(desk: Desk, flush: Callable[[], None], part: str, name: str, version: Version | None = None) -> None:
    flush()
    target = _target(desk, name, FileKind("PDF", ("pdf",)), version.title if version is not None else "")
    if target is None:
        return
    from ui.exporting import charter_report

    paper = desk.workspace.settings.get("paper") or "a4"
    report = charter_report(desk.workspace, part, paper, version.id if version is not None else None)
    work = partial(_write_pdf, report, desk.document_words(), target, desk.workspace.place.home)
    desk.tasks.run(
        work,
        partial(_on_written, desk, target),
        desk.failed,
        label=desk.words(mark("Exporting PDF")),
        cancel=partial(_on_cancelled, desk, target),
        lasting=True,
    )


def _write_pdf(report: CharterReport, words: Words, target: Path, home: Path, progress: Progress) -> tuple[int, int]:
    from exports.charter import write_charter

    with _PRESS, underway(home, target):
        # Whoever waited may not be wanted any more.
        progress.check()
        printed = write_charter(report, words, target, progress.settle)
    return printed.pages, printed.unprintable


def _on_written(desk: Desk, target: Path, printed: tuple[int, int]) -> None:
    pages, unprintable = printed
    text = desk.words.n("{name}: {n} page", "{name}: {n} pages", pages, name=target.name)
    if unprintable:
        boxes = desk.words.n(
            "{n} character no font has is printed as a box.",
            "{n} characters no font has are printed as boxes.",
            unprintable,
        )
        text = f"{text}. {boxes}"
    desk.toast(text)


def _on_cancelled(desk: Desk, target: Path) -> None:
    if target.exists():
        desk.toast(desk.words(mark("Export cancelled. {name} is as it was."), name=target.name))
    else:
        desk.toast(desk.words(mark("Export cancelled. {name} was not written."), name=target.name))


def _export_markdown(desk: Desk, flush: Callable[[], None]) -> None:
    flush()
    target = _target(desk, mark("Charter"), FileKind("Markdown", ("md",)))
    if target is None:
        return
    from ui.exporting import charter_report

    report = charter_report(desk.workspace, "all", "a4")
    work = partial(_write_markdown, report, desk.document_words(), target, desk.workspace.place.home)
    desk.tasks.run(
        work,
        lambda name: desk.toast(desk.words(mark("Wrote {name}"), name=name)),
        desk.failed,
        label=desk.words(mark("Exporting Markdown")),
        cancel=partial(_on_cancelled, desk, target),
        lasting=True,
    )


def _write_markdown(report: CharterReport, words: Words, target: Path, home: Path, progress: Progress) -> str:
    from exports.charter_markdown import charter_markdown
    from exports.write import write_text

    with underway(home, target):
        write_text(target, charter_markdown(report, words), progress.settle)
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

    with _PRESS:
        # Whoever waited may not be wanted any more.
        progress.check()
        content, printed = charter_bytes(report, words)
    return Document(content=content, pages=printed.pages, starts=printed.section_pages)
