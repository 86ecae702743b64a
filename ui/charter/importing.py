"""An existing charter, chosen or dropped, into the sections."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import LANGUAGES, Words, mark
from resources.words import translations
from ui.ask import FileKind

if TYPE_CHECKING:
    from enable_desktop.blocks import Paper
    from ui.desk import Desk
    from ui.tasks import Progress


def choose_and_import(desk: Desk, flush: Callable[[], None]) -> None:
    """Asks for a DOCX or Markdown file and brings it in."""
    kind = FileKind(desk.words(mark("Word or Markdown")), ("docx", "md", "markdown"))
    path = desk.ask.open_file(desk.words(mark("Import charter")), [kind])
    if path is not None:
        import_file(desk, path, flush)


def import_file(desk: Desk, path: Path, flush: Callable[[], None]) -> None:
    """Reads a document in a task and stores it in one step; everything that matched no section stays as text."""
    flush()
    desk.tasks.run(
        partial(_read, path),
        partial(_store, desk, path.name, flush),
        desk.failed,
        label=desk.words(mark("Reading {name}"), name=path.name),
    )


def _read(path: Path, progress: Progress) -> Paper:
    from enable_desktop.readers.charter import read_charter

    return read_charter(path)


def _store(desk: Desk, name: str, flush: Callable[[], None], paper: Paper) -> None:
    # What was typed while the document was read is stored first, so that nothing is written over.
    flush()
    from db.imports import CharterImport
    from enable_desktop.charter.arrange import arrange

    words = desk.document_words()
    languages = [Words(language, translations(language)) for language in LANGUAGES]
    currency = desk.workspace.settings.get("currency") or "EUR"
    try:
        arranged = arrange(paper, words, languages, currency)
        planned = CharterImport(desk.workspace, arranged, words, paper.pictures)
        if planned.rejected:
            first = planned.rejected[0]
            raise WorkspaceError(
                mark("{name} was not imported: {what}. {reason}"), name=name, what=first.what, reason=first.reason
            )
        planned.store(name)
    except WorkspaceError as fault:
        desk.failed(fault)
        return
    sections = len(planned.sections)
    text = desk.words.n("{name} fills {n} section", "{name} fills {n} sections", sections, name=name)
    desk.toast(text, undo=True)
