"""Ctrl+K finds pages, sections, commands and every record; from the keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.charter.lines import Obstacle, Prose
from enable_desktop.interviews import Interview, TranscriptPart
from enable_desktop.links import Ref
from enable_desktop.people import Person
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, click, press, type_text
from tests.ui.stand_in import StandIn
from tests.ui.test_shell import entry  # noqa: F401 (a fixture)
from ui.finds import Find, FindModel, marked, matched
from ui.quick_find import QuickFind
from ui.settings_fields import SETTINGS
from ui.settings_page import SettingsPage
from ui.window import Window


@pytest.fixture
def window(entry: object, workspace: Workspace, open_window: OpenWindow) -> Window:  # noqa: F811
    """A window on a workspace with a few records."""
    workspace.add(Person, name="Ada Discovery", role="VP Sales")
    mission = next(line for line in workspace.all(Prose) if line.key == "mission")
    workspace.change(Ref("sections", mission.id), text="We practise discovery in every deal.")
    workspace.add(Obstacle, title="Experts have no time")
    path = workspace.path
    workspace.close()
    window = open_window(path)
    assert window.shell is not None
    window.shell.go("charter")
    return window


@pytest.fixture
def quick_find(window: Window) -> QuickFind:
    press(window.focusWidget(), Qt.Key.Key_K, CTRL)
    assert window.shell is not None
    found = window.shell.overlay
    assert isinstance(found, QuickFind)
    return found


def shown(quick_find: QuickFind, qtbot: QtBot, text: str) -> list[str]:
    """What stands in the list once this is typed."""
    quick_find.edit.clear()
    type_text(quick_find.edit, text)
    qtbot.waitUntil(lambda: not quick_find.is_waiting)
    return [find.title for find in quick_find.finds]


def test_it_opens_over_the_window_with_the_focus(window: Window, quick_find: QuickFind) -> None:
    assert quick_find.edit.hasFocus()
    assert quick_find.parentWidget() is window.shell
    assert quick_find.size() == window.size()


def test_without_words_it_offers_pages_and_commands(quick_find: QuickFind) -> None:
    titles = [find.title for find in quick_find.finds]
    assert titles[0] == "Go to"
    assert "Settings" in titles
    assert "Do" in titles


def test_records_are_found_by_title_and_in_text(quick_find: QuickFind, qtbot: QtBot) -> None:
    titles = shown(quick_find, qtbot, "disc")
    assert "Ada Discovery" in titles[titles.index("Go to") : titles.index("In text")]
    assert "Mission" in titles[titles.index("In text") :]


def test_a_passage_reads_without_marks(window: Window, quick_find: QuickFind, qtbot: QtBot) -> None:
    assert window.workspace is not None
    mission = next(line for line in window.workspace.all(Prose) if line.key == "mission")
    window.workspace.change(Ref("sections", mission.id), text="> A *needle* in the [hay](https://example.org)")
    shown(quick_find, qtbot, "hay")
    (find,) = [find for find in quick_find.finds if find.title == "Mission"]
    assert [piece for piece, _ in marked(find.detail)] == ["“A needle in the ", "hay", "”"]
    shown(quick_find, qtbot, "example")
    (find,) = [find for find in quick_find.finds if find.title == "Mission"]
    assert "".join(piece for piece, _ in marked(find.detail)) == "“A needle in the hay (https://example.org)”"


def test_a_part_of_a_transcript_leads_to_its_talk(window: Window, quick_find: QuickFind, qtbot: QtBot) -> None:
    assert window.workspace is not None and window.desk is not None
    talk = window.workspace.add(Interview, title="Ada Discovery", held=True)
    window.workspace.add(TranscriptPart, title="Call.vtt (1/2)", interview=talk, text="We never find the zebra deck.")
    assert "Call.vtt (1/2)" in shown(quick_find, qtbot, "zebra")
    with qtbot.waitSignal(window.desk.wants_page) as asked:
        press(quick_find.edit, Qt.Key.Key_Return)
    assert asked.args == [Ref("interviews", talk)]


def test_sections_are_found(quick_find: QuickFind, qtbot: QtBot) -> None:
    assert "Obstacles" in shown(quick_find, qtbot, "obst")


def test_a_setting_is_found_and_its_field_gets_the_focus(window: Window, quick_find: QuickFind, qtbot: QtBot) -> None:
    assert shown(quick_find, qtbot, "paper of")[:2] == ["Go to", "Paper of documents"]
    press(quick_find.edit, Qt.Key.Key_Return)
    assert window.shell is not None
    page = window.shell.page
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(page.paper.hasFocus)
    assert not page.paper.visibleRegion().isEmpty()


def test_every_setting_leads_to_a_field_of_its_own(window: Window, qtbot: QtBot) -> None:
    assert window.shell is not None
    window.shell.go("settings")
    page = window.shell.page
    assert isinstance(page, SettingsPage)
    before: list[QWidget | None] = [None]
    for key in SETTINGS:
        page.open_part(key)
        qtbot.waitUntil(lambda: QApplication.focusWidget() not in before)
        taken = QApplication.focusWidget()
        assert taken is not None
        assert not taken.visibleRegion().isEmpty()
        before.append(taken)


def test_russian_letters_are_typed_and_harm_nothing(quick_find: QuickFind, qtbot: QtBot) -> None:
    assert shown(quick_find, qtbot, "цель") == []


@pytest.mark.parametrize("text", ["'", '"', "c++", "it's (", "*", "AND", "[[people:1|x]]", "\\", "%", "é"])
def test_no_text_is_too_odd(quick_find: QuickFind, qtbot: QtBot, text: str) -> None:
    shown(quick_find, qtbot, text)


def test_enter_opens_the_record(window: Window, quick_find: QuickFind, qtbot: QtBot) -> None:
    shown(quick_find, qtbot, "ada")
    press(quick_find.edit, Qt.Key.Key_Return)
    assert not quick_find.isVisible()
    assert window.shell is not None and isinstance(window.shell.page, StandIn)
    assert window.shell.page.done[-1] == "open people:1"


def test_commands_run(window: Window, quick_find: QuickFind, qtbot: QtBot) -> None:
    titles = shown(quick_find, qtbot, ">compare")
    assert titles == ["Do", "Compare"]
    press(quick_find.edit, Qt.Key.Key_Return)
    assert window.shell is not None and isinstance(window.shell.page, StandIn)
    assert window.shell.page.done[-1] == "Compare"


def test_a_command_of_two_menus_is_listed_once(quick_find: QuickFind, qtbot: QtBot) -> None:
    assert shown(quick_find, qtbot, ">recent changes") == ["Do", "Recent changes"]


def test_arrows_skip_the_headings(quick_find: QuickFind, qtbot: QtBot) -> None:
    shown(quick_find, qtbot, "disc")
    first = quick_find.current
    press(quick_find.edit, Qt.Key.Key_Down)
    assert quick_find.current is not None and not quick_find.current.is_heading
    assert quick_find.current is not first
    press(quick_find.edit, Qt.Key.Key_Up)
    assert quick_find.current is first


def test_esc_gives_the_focus_back(window: Window, quick_find: QuickFind) -> None:
    assert window.shell is not None and isinstance(window.shell.page, StandIn)
    press(quick_find.edit, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.shell.page.list


def test_tab_stays_inside(window: Window, quick_find: QuickFind) -> None:
    press(quick_find.edit, Qt.Key.Key_Tab)
    assert quick_find.edit.hasFocus()


def test_a_click_beside_it_closes_it(quick_find: QuickFind) -> None:
    click(quick_find, quick_find.rect().bottomLeft())
    assert not quick_find.isVisible()


def test_it_speaks(quick_find: QuickFind, qtbot: QtBot) -> None:
    shown(quick_find, qtbot, "ada")
    model = quick_find.model
    spoken = [
        model.data(model.index(row, 0), int(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())
    ]
    assert "Ada Discovery, Person" in spoken
    assert quick_find.edit.accessibleName() == "Find anything"


def test_the_model_keeps_qts_rules() -> None:
    model = FindModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    model.show_finds([Find(title="Go to"), Find(title="Charter", run=lambda: None)], "ch")
    model.show_finds([], "")
    assert tester.parent() is model


def test_hits_are_marked() -> None:
    assert matched("Depth of “discovery” calls", "DISC") == [
        ("Depth", False), (" ", False), ("of", False), (" ", False), ("“", False), ("disc", True),
        ("overy”", False), (" ", False), ("calls", False),
    ]  # fmt: skip
    assert marked("a \x02bite\x03s b") == [("a ", False), ("bite", True), ("s b", False)]
