"""Reports printed beside the window: for the preview, for the small pictures, and for good."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from db.workspace import reading_beside
from enable_desktop.errors import WorkspaceError
from enable_desktop.words import Words
from resources.words import translations
from ui.outgoing import PRESS
from ui.preview.pages import Document, Picture, picture_of

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from db.workspace import Place, Workspace
    from enable_desktop.reports import Choices, Printing, Printout
    from ui.reports.table import ReportEntry
    from ui.tasks import Progress


def gathered(workspace: Workspace, entry: ReportEntry, choices: Choices) -> Printing:
    """Reads what a report is made of; what is returned prints it. Raises WorkspaceError where there is nothing."""
    language = choices["language"]
    return entry.maker()(workspace, choices, Words(language, translations(language)))


def beside(workspace: Workspace, entry: ReportEntry, choices: Choices) -> Printing:
    """Prints a report, and reads what it is made of in the same thread: the window's own has nothing to wait for."""
    return partial(_made_beside, workspace.path, workspace.place, entry, choices)


def _made_beside(path: Path, place: Place, entry: ReportEntry, choices: Choices, check: Callable[[], None]) -> Printout:
    with reading_beside(path, place) as workspace:
        printing = gathered(workspace, entry, choices)
    check()
    return printing(check)


def as_wanted(workspace: Workspace, entry: ReportEntry, wanted: Choices, own: Choices) -> Printing:
    """Prints a report with what is wanted of it, as far as that can still be had when it is read."""
    return partial(_made_as_wanted, workspace.path, workspace.place, entry, wanted, own)


def _made_as_wanted(
    path: Path, place: Place, entry: ReportEntry, wanted: Choices, own: Choices, check: Callable[[], None]
) -> Printout:
    with reading_beside(path, place) as workspace:
        choices = entry.settled(
            wanted, entry.offered(workspace, Words(own["language"], translations(own["language"]))), own
        )
        if entry.lacks(choices):
            raise WorkspaceError(entry.nothing)
        printing = gathered(workspace, entry, choices)
    check()
    return printing(check)


def previewing(printing: Printing, name: str) -> Callable[[Progress], Document]:
    """Work that prints a report to be looked at."""
    return partial(_document, printing, name)


def _document(printing: Printing, name: str, progress: Progress) -> Document:
    with PRESS:
        # Whoever waited may not be wanted any more.
        progress.check()
        made = printing(progress.check)
    return Document(content=made.content, pages=made.pages, name=name)


def picturing(printing: Printing, width: int) -> Callable[[Progress], tuple[int, Picture]]:
    """Work that prints a report and draws its first page; with how many pages there are."""
    return partial(_first_page, printing, width)


def _first_page(printing: Printing, width: int, progress: Progress) -> tuple[int, Picture]:
    made = _document(printing, "", progress)
    progress.check()
    return made.pages, picture_of(made.content, 1, width)


def drawing(document: Document, width: int) -> Callable[[Progress], tuple[int, Picture]]:
    """Work that draws the first page of what is printed already."""
    return partial(_drawn, document, width)


def _drawn(document: Document, width: int, progress: Progress) -> tuple[int, Picture]:
    return document.pages, picture_of(document.content, 1, width)


def write(printing: Printing, target: Path, settle: Callable[[], None]) -> Printout:
    """Prints a report into a file; the file appears whole or stays as it was."""
    from exports.write import write_whole

    made = printing(lambda: None)
    write_whole(target, made.content, settle)
    return made


def printing_out(printing: Printing, printer: QPrinter) -> Callable[[Progress], int]:
    """Work that puts a report on paper, as many pages as were chosen; it says how many those were."""
    return partial(_on_paper, printing, printer)


def _on_paper(printing: Printing, printer: QPrinter, progress: Progress) -> int:
    from ui.preview.paper import put_on_paper

    return put_on_paper(_document(printing, "", progress), printer, progress)
