"""What the Interviews page hands over: the brief of a meeting, and the same page as a preview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark
from ui.ask import FileKind
from ui.commands import Command, Group
from ui.outgoing import MARKDOWN, PDF, PRESS, pages_sentence, target_of, write_in_task, written_sentence
from ui.preview.pages import Document

if TYPE_CHECKING:
    from enable_desktop.appointments import Appointment
    from enable_desktop.brief_material import Material
    from enable_desktop.words import Words
    from exports.brief import Printed
    from ui.desk import Desk
    from ui.tasks import Progress

Meeting = Callable[[], int]
"""Which meeting is shown, 0 for none."""


def export_commands(desk: Desk, meeting: Meeting, flush: Callable[[], None]) -> Sequence[Command]:
    """One command for each form of the brief; the first is the one that is meant by "Export brief"."""

    def command(form: str, text: str, run: Callable[[Desk, int], None], icon: str) -> Command:
        def go() -> None:
            flush()
            run(desk, meeting())

        return Command(
            id=f"interviews.brief.{form}",
            text=text,
            run=go,
            group=Group.FILE,
            icon=icon,
            enabled=lambda: meeting() != 0,
        )

    return (
        command("pdf", mark("Export brief"), export_brief, "file-pdf-box"),
        command("figures", mark("Export brief with both sides' figures"), _export_with_figures, "file-pdf-box"),
        command("md", mark("Export brief as Markdown"), _export_markdown, "language-markdown-outline"),
    )


def _export_with_figures(desk: Desk, meeting: int) -> None:
    export_brief(desk, meeting, figures=True)


def export_brief(desk: Desk, meeting: int, *, figures: bool = False) -> None:
    """Asks where to and writes the brief of a meeting as PDF; with `figures` on a second sheet, if wanted."""
    material = _material(desk, meeting, figures=figures)
    target = target_of(desk, _name(desk, material), PDF) if material is not None else None
    if material is None or target is None:
        return
    write = partial(_write_pdf, material, desk.document_words(), target)
    write_in_task(desk, target, write, partial(_said, desk, target), mark("Exporting PDF"), is_pdf=True)


def _material(desk: Desk, meeting: int, *, figures: bool = False) -> Material | None:
    from ui.briefs import material_of

    try:
        return material_of(desk.workspace, meeting, figures=figures)
    except WorkspaceError as fault:
        desk.failed(fault)
        return None


def _name(desk: Desk, material: Material) -> str:
    """What the file is called: the brief, whom it is with, and the day."""
    meeting = material.meeting
    name = desk.document_words()(mark("Brief"))
    parts = (name, meeting.title, meeting.on.isoformat() if meeting.on is not None else "")
    return " ".join(part for part in parts if part)


def _write_pdf(material: Material, words: Words, target: Path, settle: Callable[[], None]) -> Printed:
    from enable_desktop.brief_material import brief_of
    from exports.brief import write_brief

    return write_brief(brief_of(material, words), words, target, settle)


def _said(desk: Desk, target: Path, printed: Printed) -> str:
    from exports.brief import left_out_sentence

    text = pages_sentence(desk, target, printed.pages, printed.unprintable)
    left_out = left_out_sentence(printed.left_out, desk.words)
    return f"{text.rstrip('.')}. {left_out}" if left_out else text


def _export_markdown(desk: Desk, meeting: int) -> None:
    material = _material(desk, meeting)
    target = target_of(desk, _name(desk, material), MARKDOWN) if material is not None else None
    if material is None or target is None:
        return
    write = partial(_write_markdown, material, desk.document_words(), target)
    write_in_task(desk, target, write, partial(written_sentence, desk), mark("Exporting Markdown"))


def _write_markdown(material: Material, words: Words, target: Path, settle: Callable[[], None]) -> str:
    from enable_desktop.brief_material import brief_of
    from exports.brief_markdown import brief_markdown
    from exports.write import write_text

    write_text(target, brief_markdown(brief_of(material, words), words), settle)
    return target.name


def printer_of(desk: Desk, meeting: int) -> Callable[[Progress], Document]:
    """Work that prints the brief as things stand, for the preview; what it needs is gathered now."""
    from ui.briefs import material_of

    return partial(_print, material_of(desk.workspace, meeting), desk.document_words())


def _print(material: Material, words: Words, progress: Progress) -> Document:
    from enable_desktop.brief_material import brief_of
    from exports.brief import brief_bytes

    brief = brief_of(material, words)
    with PRESS:
        # Whoever waited may not be wanted any more.
        progress.check()
        content, printed = brief_bytes(brief, words)
    return Document(content=content, pages=printed.pages)


def export_calendar(desk: Desk, meeting: int) -> None:
    """Asks where to and writes a planned talk as a file for a calendar; one without a date is said."""
    from enable_desktop.appointments import appointment_of

    material = _material(desk, meeting)
    if material is None:
        return
    workspace = desk.workspace
    try:
        appointment = appointment_of(
            material.meeting, material.people, workspace.settings.get("workspace_id"), workspace.now, desk.words
        )
    except WorkspaceError as fault:
        desk.failed(fault)
        return
    target = target_of(desk, appointment.title, FileKind(desk.words(mark("Calendar")), ("ics",)))
    if target is None:
        return
    write = partial(_write_calendar, appointment, target)
    write_in_task(desk, target, write, partial(_calendar_sentence, desk), mark("Saving the calendar entry"))


def _calendar_sentence(desk: Desk, name: str) -> str:
    return desk.words(mark("Wrote {name}. Open it to add the talk to your calendar."), name=name)


def _write_calendar(appointment: Appointment, target: Path, settle: Callable[[], None]) -> str:
    # Loaded here: needed only by whoever keeps a calendar.
    from exports.calendar_file import write_calendar

    write_calendar(appointment, target, settle)
    return target.name
