"""The preview shows the real page of what is being written, one print at a time, without waiting to be stored."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pypdfium2
import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from enable_desktop.charter.lines import Prose
from tests.conftest import SampleAt
from tests.ui.conftest import OpenWindow
from tests.ui.keys import type_text
from ui.charter.page import CharterPage
from ui.desk import Desk
from ui.preview.pages import Document, picture_of
from ui.preview.pane import PreviewPane, Printer
from ui.tasks import NowTasks, Progress, Slices, Work
from ui.window import Window

T = TypeVar("T")


class LateTasks:
    """Keeps work until the test lets it run."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], object]] = []

    def run(
        self,
        work: Work[T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        label: str,
        cancel: Callable[[], None] | None = None,
        quiet: bool = False,
        lasting: bool = False,
    ) -> LateTasks:
        self.waiting.append(lambda: NowTasks().run(work, done, failed, label=label, quiet=quiet))
        return self

    def spread(
        self,
        slices: Slices[T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        label: str,
        cancel: Callable[[], None] | None = None,
        quiet: bool = False,
        stoppable: bool = True,
    ) -> LateTasks:
        self.waiting.append(lambda: NowTasks().spread(slices, done, failed, label=label, quiet=quiet))
        return self

    def cancel(self) -> bool:
        """Never asked for here."""
        return False

    def let_run(self) -> None:
        work, self.waiting = self.waiting, []
        for each in work:
            each()

    def step_aside(self) -> None:
        """Nothing computes beside the window here."""


@pytest.fixture
def window(tmp_path: Path, sample_at: SampleAt, open_window: OpenWindow) -> Iterator[Window]:
    path = tmp_path / "Sample.enable"
    sample_at(path)
    yield open_window(path)


def words_on_page(document: Document, part: str) -> str:
    read = pypdfium2.PdfDocument(document.content)
    try:
        return str(read[document.starts[part] - 1].get_textpage().get_text_range())
    finally:
        read.close()


def test_what_is_typed_is_on_the_page_before_it_is_stored(window: Window, qtbot: QtBot) -> None:
    assert window.shell is not None and window.workspace is not None
    window.shell.go("charter#scope")
    page = window.shell.page
    assert isinstance(page, CharterPage) and page.view is not None
    page.side_tab(3)
    preview = page.preview()
    qtbot.waitUntil(lambda: preview.document is not None, timeout=10_000)
    field = page.view.prose[0]
    field.setFocus()
    field.edit.moveCursor(QTextCursor.MoveOperation.Start)
    type_text(field.edit, "Quillwort ")
    # Printing may take longer than the second after which it is stored, where much else goes on.
    field._pause.stop()

    def is_printed() -> bool:
        return preview.document is not None and "Quillwort" in words_on_page(preview.document, "scope")

    qtbot.waitUntil(is_printed, timeout=10_000)
    stored = window.workspace.where(Prose, "key", "scope")[0]
    assert "Quillwort" not in stored.text
    page.flush()
    stored = window.workspace.where(Prose, "key", "scope")[0]
    assert stored.text.startswith("Quillwort ")


@pytest.fixture
def late() -> LateTasks:
    return LateTasks()


@pytest.fixture
def pane(late: LateTasks, desk: Desk) -> Iterator[PreviewPane]:
    desk.tasks = late
    made = PreviewPane(desk)
    made.resize(400, 500)
    yield made
    made.close()
    made.deleteLater()


def blank(pages: int) -> Document:
    made = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        made.new_page(595, 842)
    file = io.BytesIO()
    made.save(file)
    made.close()
    return Document(content=file.getvalue(), pages=pages, starts={"scope": 2})


def test_one_print_runs_at_a_time_and_the_last_change_is_printed(
    pane: PreviewPane, late: LateTasks, qtbot: QtBot
) -> None:
    printed: list[int] = []

    def make() -> Printer:
        number = len(printed)
        printed.append(number)

        def work(progress: Progress) -> Document:
            return blank(3)

        return work

    pane.show_print(make, "charter", "scope")
    pane.show()
    qtbot.waitUntil(lambda: len(late.waiting) == 1)
    pane.set_stale()
    pane.set_stale()
    qtbot.wait(200)
    assert len(printed) == 1
    late.let_run()
    qtbot.waitUntil(lambda: len(printed) == 2)
    late.let_run()
    late.let_run()
    assert pane.place == "Page 2 of 3"
    pane.turn(1)
    pane.turn(1)
    assert pane.place == "Page 3 of 3"
    late.let_run()
    pane.turn(-1)
    late.let_run()
    assert pane.place == "Page 2 of 3"


def test_a_page_becomes_a_picture_of_the_width_asked_for() -> None:
    picture = picture_of(blank(2).content, 9, 200)
    assert picture.width in (199, 200, 201)
    assert len(picture.pixels) >= picture.stride * picture.height


def test_which_page_it_is_stands_in_full_however_narrow_the_pane_is(
    pane: PreviewPane, late: LateTasks, qtbot: QtBot
) -> None:
    def make() -> Printer:
        def work(progress: Progress) -> Document:
            return blank(327)

        return work

    pane.show_print(make, "charter", "")
    pane.show()
    qtbot.waitUntil(lambda: bool(late.waiting))
    late.let_run()
    place = next(each for each in pane.findChildren(QLabel) if each.text() == "Page 1 of 327")
    when = next(each for each in pane.findChildren(QLabel) if each.text().startswith("Updated"))
    pane.resize(520, 500)
    qtbot.waitUntil(when.isVisible)
    pane.resize(340, 500)
    qtbot.waitUntil(when.isHidden)
    assert place.width() >= place.sizeHint().width()
