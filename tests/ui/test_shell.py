"""Inside the window: pages, keys, panes, toasts, problems."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QRect, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from db.files import connect
from db.workspace import Workspace
from enable_desktop.errors import WorkspaceError
from enable_desktop.links import Ref
from enable_desktop.people import Person
from enable_desktop.words import mark
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, SHIFT, click, press, type_text
from tests.ui.stand_in import StandIn
from tests.ui.test_importing import SpreadTasks
from ui import pages
from ui.library.links import MOVED, LinksPage
from ui.page import HeaderNote
from ui.pages import PageEntry
from ui.program import Program
from ui.sidebar import NavButton
from ui.tasks import NowTasks
from ui.window import Window


@pytest.fixture
def entry(monkeypatch: pytest.MonkeyPatch) -> PageEntry:
    """The stand-in page, put into the table of pages beside those that need no area."""
    stand_in = PageEntry(
        "charter", "Stand-in", "flag-outline", "GROUP", "C", "tests.ui.stand_in:StandIn",
        kinds=("people", "sections", "obstacles"),
        parts_of=lambda: (("obstacles", "Obstacles"),),
    )  # fmt: skip
    kept = tuple(each for each in pages.PAGES if each.key not in ("charter", "people"))
    for module in ("ui.pages", "ui.shell", "ui.finder", "ui.window_commands"):
        monkeypatch.setattr(f"{module}.PAGES", (stand_in, *kept))
    return stand_in


@pytest.fixture
def window(entry: PageEntry, workspace: Workspace, open_window: OpenWindow) -> Window:
    """A window on an empty workspace that shows the stand-in."""
    path = workspace.path
    workspace.close()
    window = open_window(path)
    assert window.shell is not None
    window.shell.go(entry.key)
    return window


def page_of(window: Window) -> StandIn:
    assert window.shell is not None
    page = window.shell.page
    assert isinstance(page, StandIn)
    return page


def test_work_beside_the_window_steps_aside_before_another_page_is_made(window: Window) -> None:
    shell = window.shell
    assert shell is not None and window.desk is not None
    made: list[bool] = []
    is_made = shell.is_made

    class Aside(NowTasks):
        def step_aside(self) -> None:
            made.append(is_made("settings"))

    window.desk.tasks = Aside()
    shell.go("settings")
    assert made == [False]


def test_the_header_tells_of_a_page_what_it_makes_of_a_change(window: Window) -> None:
    page, shell = page_of(window), window.shell
    assert shell is not None and window.desk is not None and window.workspace is not None
    window.desk.changed.connect(lambda changes: setattr(page, "note", HeaderNote(chip="Approved v1.0")))
    window.workspace.add(Person, name="Ada Lovelace")
    assert shell.header.chip_text == "Approved v1.0"


def test_a_page_says_what_stands_around_it(window: Window) -> None:
    assert window.shell is not None
    header, status = window.shell.header, window.shell.status
    assert header.title == "A page of its own"
    assert header.chip_text == "Draft v0.4"
    assert [button.text() for button in header.buttons] == ["Compare"]
    assert status.text == "5 of 10"
    assert window.windowTitle() == "Stand-in — Sample Co — Enable Desktop"


def test_the_focus_is_where_the_work_is(window: Window) -> None:
    assert window.focusWidget() is page_of(window).list


def test_leaving_a_page_stores_what_was_typed(window: Window) -> None:
    page = page_of(window)
    page.done.clear()
    assert window.desk is not None
    window.desk.go("history")
    assert page.done == ["flush"]


def test_a_record_opens_on_the_page_that_shows_its_kind(window: Window) -> None:
    assert window.desk is not None
    window.desk.go(Ref("people", 7))
    window.desk.go("charter#obstacles")
    assert page_of(window).done[-2:] == ["open None", "part obstacles"]
    assert "open people:7" in page_of(window).done


@pytest.mark.parametrize(
    ("key", "modifier", "done"),
    [
        (Qt.Key.Key_PageDown, CTRL, "step 1"),
        (Qt.Key.Key_PageUp, CTRL, "step -1"),
        (Qt.Key.Key_2, CTRL, "tab 2"),
        (Qt.Key.Key_N, CTRL, "new"),
        (Qt.Key.Key_E, CTRL, "Export PDF"),
        (Qt.Key.Key_X, CTRL | SHIFT, "Compare"),
    ],
)
@pytest.mark.parametrize("spot", ["list", "field"])
def test_keys_work_wherever_the_focus_is(
    window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier, done: str, spot: str
) -> None:
    page = page_of(window)
    focus = page.list if spot == "list" else page.field
    focus.setFocus()
    press(focus, key, modifier)
    assert done in page.done


def test_chords_go_to_pages(window: Window) -> None:
    assert window.shell is not None
    shell = window.shell
    press(window.focusWidget(), Qt.Key.Key_G, CTRL)
    press(window.focusWidget(), Qt.Key.Key_H)
    assert shell.page is not None and shell.page.key == "history"


def test_f6_goes_through_the_panes_and_round(window: Window) -> None:
    assert window.shell is not None
    page = page_of(window)
    seen = []
    for _ in range(4):
        press(window.focusWidget(), Qt.Key.Key_F6)
        seen.append(window.focusWidget())
    assert seen[0] is page.field
    assert seen[1] is window.shell.sidebar.menu_button
    assert seen[3] is page.list


def test_tab_follows_sidebar_header_page(window: Window) -> None:
    assert window.shell is not None
    shell = window.shell
    shell.sidebar.menu_button.setFocus()
    order = []
    for _ in range(12):
        focus = window.focusWidget()
        parts = ("sidebar", "header", "stack")
        order.append(next(name for name in parts if getattr(shell, name).isAncestorOf(focus)))
        press(focus, Qt.Key.Key_Tab)
        if window.focusWidget() is shell.sidebar.menu_button:
            break
    assert order == sorted(order, key=("sidebar", "header", "stack").index)
    assert set(order) == {"sidebar", "header", "stack"}


def test_undo_is_named_done_and_said(window: Window) -> None:
    workspace, shell = window.workspace, window.shell
    assert workspace is not None and shell is not None
    workspace.add(Person, name="Ada")
    undo = window.commands.get("edit.undo")
    assert undo is not None and str(undo.text) == "Undo: Add Person “Ada”"
    window.commands.run("edit.undo")
    assert workspace.count(Person) == 0
    assert shell.toast.text == "Undone: Add Person “Ada”"
    window.commands.run("edit.redo")
    assert workspace.count(Person) == 1


def test_ctrl_z_in_a_field_is_the_fields_own(window: Window) -> None:
    workspace, page = window.workspace, page_of(window)
    assert workspace is not None
    workspace.add(Person, name="Ada")
    page.field.setFocus()
    type_text(page.field, "typed")
    press(page.field, Qt.Key.Key_Z, CTRL)
    assert page.field.text() == ""
    assert workspace.count(Person) == 1
    page.list.setFocus()
    press(page.list, Qt.Key.Key_Z, CTRL)
    assert workspace.count(Person) == 0


def test_the_header_says_when_it_was_saved(window: Window) -> None:
    assert window.workspace is not None and window.shell is not None
    window.workspace.add(Person, name="Ada")
    assert window.shell.header.note_text == "Saved 10:42"


class Opened(QObject):
    """Stands in for the programs that open files."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.paths.append(url.toLocalFile())


def test_a_file_that_was_handed_out_is_opened_from_the_toast(window: Window, tmp_path: Path) -> None:
    assert window.shell is not None and window.desk is not None
    opened = Opened()
    QDesktopServices.setUrlHandler("file", opened, "take")  # type: ignore[arg-type]  # it refuses bytes
    try:
        window.desk.toast("Gap report.pdf: 4 pages")
        window.desk.wrote.emit(tmp_path / "Gap report.pdf")
        assert window.shell.toast.open_button.accessibleName() == "Open file Gap report.pdf"
        click(window.shell.toast.open_button)
        assert opened.paths == [str(tmp_path / "Gap report.pdf")]
        window.desk.toast("Something else")
        assert not window.shell.toast.open_button.isVisible()
    finally:
        QDesktopServices.unsetUrlHandler("file")


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_what_the_button_of_a_toast_says_can_be_read(window: Window, tmp_path: Path, mode: str) -> None:
    assert window.shell is not None and window.desk is not None
    window.program.set_theme(mode)
    window.desk.toast("Gap report.pdf: 4 pages")
    window.desk.wrote.emit(tmp_path / "Gap report.pdf")
    button = window.shell.toast.open_button
    image = window.shell.toast.grab(button.geometry().adjusted(4, 4, -4, -4)).toImage()
    shades = {image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height())}
    assert max(shades) - min(shades) > 120
    assert button.height() >= 24
    assert button.width() >= button.fontMetrics().horizontalAdvance(button.text()) + 16


def test_a_toast_leads_to_what_it_tells_of(window: Window) -> None:
    assert window.shell is not None and window.desk is not None
    window.desk.toast("3 links point at files that were moved", place="links#moved")
    assert window.shell.toast.look_button.accessibleName() == "Show: 3 links point at files that were moved"
    click(window.shell.toast.look_button)
    page = window.shell.page
    assert isinstance(page, LinksPage)
    assert page.filter.currentData() == MOVED
    window.desk.toast("Something else")
    assert not window.shell.toast.look_button.isVisible()


@pytest.mark.parametrize("key", ["today", "charter", "interviews", "gaps", "library", "experts", "packs", "reports"])
def test_a_toast_covers_nothing_that_is_clicked_or_typed_into(window: Window, key: str, qtbot: QtBot) -> None:
    assert window.shell is not None and window.desk is not None
    window.resize(1100, 700)
    window.shell.go(key)
    window.desk.toast("“Discovery call: 12 questions that open a deal” was marked as reviewed", undo=True)
    toast = window.shell.toast
    qtbot.waitUntil(lambda: not toast._later.isActive())
    covered = [
        control
        for kind in (QAbstractButton, QLineEdit, QComboBox)
        for control in window.shell.findChildren(kind)
        if control.isVisible()
        and not toast.isAncestorOf(control)
        and not control.visibleRegion().isEmpty()
        and QRect(control.mapTo(window.shell, QPoint()), control.size()).intersects(toast.geometry())
    ]
    assert covered == []


def test_a_toast_offers_the_way_back(window: Window) -> None:
    assert window.workspace is not None and window.desk is not None and window.shell is not None
    window.workspace.add(Person, name="Ada")
    window.desk.toast("Ada was added", undo=True)
    click(window.shell.toast.undo_button)
    assert window.workspace.count(Person) == 0


def test_a_problem_is_said_in_place_and_can_be_closed(window: Window) -> None:
    assert window.desk is not None and window.shell is not None
    window.desk.failed(WorkspaceError(mark("The disk is full.")))
    assert window.shell.problems.isVisible()
    assert window.shell.problems.text == "The disk is full."
    window.shell.problems.hide()


@pytest.mark.parametrize(
    ("key", "marked"),
    [
        ("library", "library"), ("reviews", "library"), ("health", "library"), ("links", "library"),
        ("playlists", "library"), ("lists", "library"), ("setup", "interviews"), ("history", ""),
    ],
)  # fmt: skip
def test_the_sidebar_marks_the_page_that_what_is_shown_belongs_to(window: Window, key: str, marked: str) -> None:
    assert window.shell is not None
    sidebar = window.shell.sidebar
    window.shell.go(key)
    assert sidebar.marked == marked
    if marked:
        (button,) = (each for each in sidebar.findChildren(NavButton) if each.isChecked())
        click(button)
        assert window.shell.page is not None and window.shell.page.key == marked
        assert sidebar.marked == marked
    window.shell.go("today")
    assert sidebar.marked == "today"


def test_a_narrow_window_has_a_narrow_sidebar(window: Window, qtbot: QtBot) -> None:
    assert window.shell is not None
    shell, page = window.shell, page_of(window)
    assert not shell.sidebar.is_compact
    window.resize(1100, 700)
    qtbot.waitUntil(lambda: shell.sidebar.is_compact)
    assert page.done[-1] == "compact"
    press(window.focusWidget(), Qt.Key.Key_F9)
    assert not shell.sidebar.is_compact
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: page.done[-1] == "wide")


def test_large_text_makes_the_window_narrow(window: Window) -> None:
    assert window.shell is not None
    window.program.set_text_size(150)
    assert window.shell.sidebar.is_compact
    assert page_of(window).done[-1] == "compact"


def test_f9_is_remembered(window: Window) -> None:
    assert window.shell is not None
    press(window.focusWidget(), Qt.Key.Key_F9)
    assert window.shell.sidebar.is_compact
    assert window.program.preferences.text("sidebar") == "compact"


def test_every_command_can_be_reached_from_the_menu(window: Window) -> None:
    window.menu.aboutToShow.emit()
    texts = {action.text() for sub in window.menu.actions() for action in sub.menu().actions()}  # type: ignore[attr-defined]
    window.menu.aboutToHide.emit()
    for command in window.commands.all():
        if command.in_menu:
            assert str(command.text) in texts or str(command.text) == "Menu", command.id


def test_two_commands_never_share_a_key(window: Window) -> None:
    used: dict[str, str] = {}
    for command in window.commands.all():
        for key in filter(None, command.shortcut.split(", ")):
            assert key not in used, (command.id, used[key])
            used[key] = command.id


def test_typing_into_a_field_of_the_page_is_typing(window: Window) -> None:
    field: QLineEdit = page_of(window).field
    field.setFocus()
    type_text(field, "/s?")
    assert field.text() == "/s?"


def test_indexing_lets_whoever_is_at_the_file_finish_and_goes_on_then(window: Window, qtbot: QtBot) -> None:
    desk = window.desk
    assert desk is not None
    workspace, asked = desk.workspace, list[str]()
    with closing(connect(workspace.path)) as other:
        workspace.add(Person, name="Ann Ashby")
        other.execute("begin immediate")
        workspace.library.connection.set_trace_callback(asked.append)
        qtbot.waitUntil(lambda: "begin immediate" in asked)
        workspace.library.connection.set_trace_callback(None)
        assert workspace.search.waiting() == 1
        with qtbot.waitSignal(desk.indexed):
            other.execute("rollback")
    assert workspace.search.waiting() == 0
    assert [hit.title for hit in workspace.search.find("Ashby")] == ["Ann Ashby"]


def test_what_is_wanted_while_a_big_step_is_taken_back_is_said_and_follows_in_its_order(
    workspace: Workspace, program: Program, open_window: OpenWindow, qtbot: QtBot
) -> None:
    path = workspace.path
    workspace.add(Person, name="Ada")
    with workspace.step("Add everybody"):
        workspace.add_many(Person, ({"name": f"Rep {number}"} for number in range(1_500)))
    workspace.close()
    program.make_tasks = lambda _: SpreadTasks()
    window = open_window(path)
    assert window.shell is not None and window.workspace is not None and isinstance(window.tasks, SpreadTasks)
    shell, open_workspace, tasks = window.shell, window.workspace, window.tasks
    said: list[str] = []
    shell.desk.wants_toast.connect(lambda text, undo: said.append(text))
    press(window, Qt.Key.Key_Z, CTRL)
    press(window, Qt.Key.Key_Z, CTRL)
    press(window, Qt.Key.Key_Y, CTRL)
    assert said == [
        "Undo comes next, as soon as the step under way is done.",
        "Redo comes next, as soon as the step under way is done.",
    ]
    assert open_workspace.count(Person) == 1_501
    qtbot.waitUntil(lambda: tasks.is_idle and not shell.desk.steps.is_busy, timeout=60_000)
    assert said[2:] == ["Undone: Add everybody", "Undone: Add Person “Ada”", "Done again: Add Person “Ada”"]
    assert [person.name for person in open_workspace.all(Person)] == ["Ada"]
    # What the person stops is given up with all that was to follow.
    press(window, Qt.Key.Key_Y, CTRL)
    press(window, Qt.Key.Key_Z, CTRL)
    tasks.spreading[-1].cancel_by_person()
    qtbot.waitUntil(lambda: tasks.is_idle and not shell.desk.steps.is_busy, timeout=60_000)
    assert [person.name for person in open_workspace.all(Person)] == ["Ada"]
