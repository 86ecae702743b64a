"""Files that a page hands out: where to is asked, they are written in a task, and what came of it is said."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QUrl

from enable_desktop.words import Sentence, mark
from ui.ask import FileKind
from ui.underway import underway

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.tasks import Progress

T = TypeVar("T")
OpenUrl = Callable[[QUrl], bool]

PRESS: Final = threading.Lock()
"""reportlab keeps the subsets of its fonts in one place for all documents: one is printed at a time."""

PDF: Final = FileKind("PDF", ("pdf",))
MARKDOWN: Final = FileKind("Markdown", ("md",))
_NOTES: Final = 8


def target_of(desk: Desk, name: str, kind: FileKind) -> Path | None:
    """Where the person wants a file; the company's name and this one are suggested, and the folder of last time."""
    company = desk.workspace.settings.get("company")
    # A day has a space that does not break; in the name of a file nobody could type it.
    suggestion = " ".join((f"{company} - {name}" if company else name).split())
    safe = "".join("_" if letter in '<>:"/\\|?*' or ord(letter) < 32 else letter for letter in suggestion[:120])
    folder = Path(desk.preferences.text("export/folder") or desk.workspace.path.parent)
    target = desk.ask.save_as(desk.words(mark("Export")), f"{safe}.{kind.endings[0]}", [kind], folder)
    if target is not None:
        desk.preferences.set("export/folder", str(target.parent))
    return target


def write_in_task(
    desk: Desk,
    target: Path,
    write: Callable[[Callable[[], None]], T],
    said: Callable[[T], str],
    label: str,
    *,
    is_pdf: bool = False,
) -> None:
    """Has `write` called beside the window; it gets what settles the swap, and `said` tells what it returned.

    A PDF waits for the press.
    """
    desk.tasks.run(
        partial(_written, write, target, desk.workspace.place.home, is_pdf),
        lambda found: _tell(desk, target, said(found)),
        desk.failed,
        label=desk.words(label),
        cancel=partial(say_cancelled, desk, target),
        lasting=True,
    )


def _written(write: Callable[[Callable[[], None]], T], target: Path, home: Path, is_pdf: bool, progress: Progress) -> T:
    with PRESS if is_pdf else nullcontext(), underway(home, target):
        # Whoever waited may not be wanted any more.
        progress.check()
        return write(progress.settle)


def _tell(desk: Desk, target: Path, text: str) -> None:
    desk.toast(text)
    desk.wrote.emit(target)


def written_sentence(desk: Desk, name: str) -> str:
    """That a file of this name was written."""
    return desk.words(mark("Wrote {name}"), name=name)


def say_cancelled(desk: Desk, target: Path) -> None:
    """Says that an export was stopped, and what lies at its place."""
    if target.exists():
        desk.toast(desk.words(mark("Export cancelled. {name} is as it was."), name=target.name))
    else:
        desk.toast(desk.words(mark("Export cancelled. {name} was not written."), name=target.name))


def say_notes(desk: Desk, target: Path, notes: Sequence[Sentence]) -> None:
    """Says what there is to know of a file that was written; of many things the first ones."""
    if not notes:
        return
    words, more = desk.words, len(notes) - _NOTES
    said = [words.say(note) for note in notes[:_NOTES]]
    if more > 0:
        said.append(words.n("And {n} more.", "And {n} more.", more))
    text = " ".join(said)
    title = words.n("{name} was written; one thing to know.", "{name} was written; {n} things to know.",
                    len(notes), name=target.name)  # fmt: skip
    desk.problem(title, text)


def open_place(desk: Desk, place: Path, open_url: OpenUrl) -> None:
    """Hands a file or a folder to the system; says where it lies where that has no program for it."""
    if not open_url(QUrl.fromLocalFile(str(place))):
        title = desk.words(mark("{name} could not be opened."), name=place.name)
        desk.problem(title, desk.words(mark("It lies in {folder}."), folder=place.parent))


def pages_sentence(desk: Desk, target: Path, pages: int, unprintable: int) -> str:
    """How many pages a PDF has, and how many characters became boxes."""
    text = desk.words.n("{name}: {n} page", "{name}: {n} pages", pages, name=target.name)
    if not unprintable:
        return text
    from exports.page import boxes_sentence

    return f"{text}. {boxes_sentence(unprintable, desk.words)}"
