"""History, settings, backups, first steps, shortcuts: what they show, what they do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from db.workspace import Place, Workspace
from enable_desktop.changes import Origin
from enable_desktop.charter.lines import BusinessCase, Figure, Head, Obstacle, Prose
from enable_desktop.charter.sections import SECTIONS
from enable_desktop.fields import Shape, fields_of
from enable_desktop.links import Ref
from enable_desktop.measures import Measure
from enable_desktop.people import Person
from enable_desktop.words import mark
from tests.ui.conftest import OpenWindow, ScriptedAsk, desk_in_time
from tests.ui.keys import click, press, type_text
from ui.beginning import STEPS, done_steps, is_settled
from ui.desk import Desk
from ui.history_page import HistoryPage
from ui.pages import PAGES, PageEntry, entry_for, entry_of
from ui.program import Program
from ui.settings_page import SettingsPage
from ui.today.page import TodayPage
from ui.window import Window


@pytest.fixture
def window(workspace: Workspace, open_window: OpenWindow) -> Window:
    """A window on an empty workspace that begins with the first steps."""
    path = workspace.path
    workspace.close()
    return open_window(path)


def shown(window: Window, key: str) -> object:
    assert window.shell is not None
    window.shell.go(key)
    return window.shell.page


# History ---------------------------------------------------------------------------------------


def history_of(desk: Desk) -> HistoryPage:
    page = HistoryPage(desk)
    page.open(None)
    return page


def test_an_empty_history_says_what_it_is_for(desk: Desk, qtbot: QtBot) -> None:
    page = history_of(desk)
    qtbot.addWidget(page)
    assert page.list.isHidden()
    assert page.status() == ""


def test_steps_are_listed_newest_first(desk: Desk, qtbot: QtBot) -> None:
    for name in ("Ada", "Ben"):
        desk.workspace.add(Person, name=name)
    page = history_of(desk)
    qtbot.addWidget(page)
    rows = [page.list.rows.row_at(place) for place in range(2)]
    assert [row.title for row in rows] == ["Add Person “Ben”", "Add Person “Ada”"]
    assert rows[0].detail == "You, today, 10:42"


def test_everything_down_to_a_step_is_undone(desk: Desk, qtbot: QtBot) -> None:
    for name in ("Ada", "Ben", "Cleo"):
        desk.workspace.add(Person, name=name)
    page = history_of(desk)
    qtbot.addWidget(page)
    page.list.setCurrentIndex(page.list.rows.index(1, 0))
    revert, undo_to = page.header_actions()
    assert undo_to.enabled() and not revert.enabled()
    undo_to.run()
    assert [person.name for person in desk.workspace.all(Person)] == ["Ada"]


def test_an_automatic_step_is_taken_back_alone(desk: Desk, qtbot: QtBot) -> None:
    with desk.workspace.step(mark("Mend links"), origin=Origin.AUTOMATIC):
        desk.workspace.add(Person, name="Watcher")
    desk.workspace.add(Person, name="Ada")
    page = history_of(desk)
    qtbot.addWidget(page)
    page.list.setCurrentIndex(page.list.rows.index(1, 0))
    revert, undo_to = page.header_actions()
    assert revert.enabled() and not undo_to.enabled()
    revert.run()
    assert [person.name for person in desk.workspace.all(Person)] == ["Ada"]


MANY = 1_050
"""So many changes of one step are taken back in slices."""


def test_a_big_step_among_those_undone_does_not_hold_the_window_up(window: Window, qtbot: QtBot) -> None:
    desk, tasks = desk_in_time(window)
    workspace = desk.workspace
    people = workspace.count(Person)
    workspace.add(Person, name="Ada")
    workspace.add_many(Obstacle, ({"title": f"Line {number}"} for number in range(MANY)))
    workspace.add(Person, name="Ben")
    workspace.add_many(Obstacle, ({"title": f"Further {number}"} for number in range(MANY)))
    page = history_of(desk)
    qtbot.addWidget(page)
    page.list.setCurrentIndex(page.list.rows.index(2, 0))
    page.header_actions()[1].run()
    assert workspace.count(Obstacle) == 2 * MANY, "the button itself takes nothing back"
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=60_000)
    assert (workspace.count(Obstacle), workspace.count(Person)) == (0, people + 1)
    assert (workspace.big_steps.is_clean, workspace.integrity()) == (True, ())
    assert [step.undone for step in workspace.history()][:4] == [True, True, True, False]
    tasks.close()
    desk.close()


def test_how_much_was_undone_is_said_also_where_the_page_was_left_meanwhile(window: Window, qtbot: QtBot) -> None:
    desk, tasks = desk_in_time(window)
    desk.workspace.add_many(Obstacle, ({"title": f"Line {number}"} for number in range(MANY)))
    said: list[str] = []
    desk.wants_toast.connect(lambda text, undo: said.append(text))
    page = history_of(desk)
    page.list.setCurrentIndex(page.list.rows.index(0, 0))
    page.header_actions()[1].run()
    page.deleteLater()
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=60_000)
    assert (desk.workspace.count(Obstacle), said) == (0, ["1 step undone"])
    tasks.close()
    desk.close()


def test_a_big_automatic_step_goes_and_comes_back_in_slices(window: Window, qtbot: QtBot) -> None:
    desk, tasks = desk_in_time(window)
    workspace = desk.workspace
    with workspace.step(mark("Mend links"), origin=Origin.AUTOMATIC):
        workspace.add_many(Obstacle, ({"title": f"Line {number}"} for number in range(MANY)))
    page = history_of(desk)
    qtbot.addWidget(page)
    for place, wanted in enumerate((0, MANY)):
        page.list.setCurrentIndex(page.list.rows.index(place, 0))
        page.header_actions()[0].run()
        assert workspace.count(Obstacle) == MANY - wanted, "the button itself changes nothing"
        qtbot.waitUntil(lambda: tasks.is_idle, timeout=60_000)
        assert (workspace.count(Obstacle), workspace.big_steps.is_clean) == (wanted, True)
        workspace.add(Person, name="Ada")
        page.open(None)
    tasks.close()
    desk.close()


# Settings --------------------------------------------------------------------------------------


def settings_of(window: Window) -> SettingsPage:
    page = shown(window, "settings")
    assert isinstance(page, SettingsPage)
    return page


def test_the_company_is_stored_when_the_field_is_left(window: Window) -> None:
    page = settings_of(window)
    assert window.workspace is not None
    page.company.setFocus()
    page.company.selectAll()
    type_text(page.company, "Пример")
    press(page.company, Qt.Key.Key_Tab)
    assert window.workspace.settings.get("company") == "Пример"
    assert window.windowTitle() == "Settings — Пример — Enable Desktop"
    window.commands.run("edit.undo")
    assert window.workspace.settings.get("company") == "Sample Co"
    assert page.company.text() == "Sample Co"


def test_what_is_chosen_is_stored_at_once(window: Window) -> None:
    page = settings_of(window)
    assert window.workspace is not None
    for box, key, value in (
        (page.document_language, "language", "ru"),
        (page.currency, "currency", "GBP"),
        (page.threshold, "anonymity_threshold", "5"),
    ):
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
        assert window.workspace.settings.get(key) == value


def test_a_currency_without_decimals_says_what_it_rounded(window: Window) -> None:
    page = settings_of(window)
    workspace = window.workspace
    assert workspace is not None
    for amount in (6_400_050, 6_400_000):
        workspace.add(Figure, title="Salary", amount=amount)
    page.currency.setCurrentIndex(page.currency.findData("JPY"))
    page.currency.activated.emit(page.currency.currentIndex())
    assert window.shell is not None
    assert window.shell.toast.text == "1 amount was rounded: JPY has fewer decimals"
    assert [figure.amount for figure in workspace.all(Figure)] == [64_001, 64_000]
    window.commands.run("edit.undo")
    assert [figure.amount for figure in workspace.all(Figure)] == [6_400_050, 6_400_000]
    assert page.currency.currentData() == "EUR"


def test_a_logo_is_kept_in_the_workspace(window: Window, ask: ScriptedAsk, tmp_path: Path) -> None:
    page = settings_of(window)
    workspace = window.workspace
    assert workspace is not None
    path = tmp_path / "Logo.png"
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    image.save(str(path))
    ask.answers.append(path)
    click(page.logo.choose_button)
    attachment = workspace.attachments.named(workspace.settings.get("logo"))
    assert attachment is not None
    assert workspace.attachments.content(attachment) == path.read_bytes()
    assert page.logo.remove_button.isVisible()
    window.commands.run("edit.undo")
    assert workspace.settings.get("logo") == ""
    assert not page.logo.remove_button.isVisible()


def test_what_is_no_picture_is_no_logo(window: Window, ask: ScriptedAsk, tmp_path: Path) -> None:
    page = settings_of(window)
    path = tmp_path / "Logo.png"
    path.write_text("<svg onload='alert(1)'/>")
    ask.answers.append(path)
    click(page.logo.choose_button)
    assert window.workspace is not None and window.shell is not None
    assert window.workspace.settings.get("logo") == ""
    assert "no picture that can be printed" in window.shell.problems.text


def test_the_look_is_changed_from_the_settings(window: Window, program: Program) -> None:
    page = settings_of(window)
    page.mode.chosen.emit("dark")
    page.text_size.chosen.emit(130)
    assert program.theme.is_dark
    assert program.theme.text_size == 130
    assert page.mode.current == "dark"


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_a_page_that_is_gone_hears_nothing_of_a_new_look(entry: PageEntry, desk: Desk, qtbot: QtBot) -> None:
    """Language and workspace are changed by making the pages anew; what fails in a slot fails the test."""
    page = entry.load()(desk)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    with qtbot.waitSignal(desk.theme.changed):
        desk.theme.step_text_size(1)


def test_segments_are_moved_through_with_arrows(window: Window) -> None:
    page = settings_of(window)
    page.mode.choose("light")
    segment = window.focusWidget()
    page.mode.setFocus()
    press(page.mode, Qt.Key.Key_Right)
    assert page.mode.current == "dark"
    assert segment is not None


# Backups ---------------------------------------------------------------------------------------


def test_a_backup_is_restored_after_a_question(window: Window, program: Program, ask: ScriptedAsk) -> None:
    page = settings_of(window)
    workspace = window.workspace
    assert workspace is not None
    workspace.back_up()
    workspace.add(Person, name="Later")
    page.backups.refresh()
    ask.answers.append(True)
    click(page.backups.restore_button)
    assert ask.asked == ["Restore the backup of today, 10:42"]
    again = program.windows[0].workspace
    assert again is not None
    assert again is not workspace
    assert again.count(Person) == 0
    assert len(again.backups()) >= 2


def test_nothing_is_restored_without_agreement(window: Window, ask: ScriptedAsk) -> None:
    page = settings_of(window)
    assert window.workspace is not None
    window.workspace.add(Person, name="Later")
    window.workspace.back_up()
    page.backups.refresh()
    ask.answers.append(False)
    click(page.backups.restore_button)
    assert window.workspace.count(Person) == 1


def test_backups_go_where_they_are_told(window: Window, ask: ScriptedAsk, tmp_path: Path, place: Place) -> None:
    page = settings_of(window)
    folder = tmp_path / "Drive"
    folder.mkdir()
    ask.answers.append(folder)
    click(page.backups.first)
    assert list(folder.rglob("*.enable"))
    assert (place.home / "backup-folder").read_text().strip() == str(folder)
    assert window.workspace is not None
    assert "backup" in done_steps(window.workspace)


# First steps -----------------------------------------------------------------------------------


def today_of(window: Window) -> TodayPage:
    assert window.shell is not None
    page = window.shell.page
    assert isinstance(page, TodayPage)
    return page


def with_steps(page: TodayPage) -> bool:
    return page.shows_steps


def test_an_empty_workspace_begins_with_the_first_steps(window: Window) -> None:
    page = today_of(window)
    assert with_steps(page)
    assert page.status() == "1 of 6 steps done"
    assert window.focusWidget().accessibleName() == "Write the business case: Begin"


def test_steps_are_done_when_their_result_is_there(workspace: Workspace) -> None:
    assert done_steps(workspace) == {"name"}
    assert not is_settled(workspace)
    workspace.change(Ref("business_case", 1), problem="Sellers search nine times a week.")
    assert is_settled(workspace)
    for number in range(3):
        workspace.add(Measure, title=f"Measure {number}")
    for number in range(6):
        workspace.interviews.plan(workspace.add(Person, name=f"Person {number}"))
    assert done_steps(workspace) == {"name", "case", "measures", "talks"}


def test_any_text_of_the_business_case_counts_as_written(workspace: Workspace) -> None:
    def write(field: str, text: str) -> None:
        values: dict[str, Any] = {field: text}
        workspace.change(Ref(BusinessCase.kind, 1), **values)

    for field in fields_of(BusinessCase):
        if field.shape is Shape.PROSE:
            write(field.name, " \n\t")
            assert "case" not in done_steps(workspace)
            write(field.name, "Sellers search.")
            assert "case" in done_steps(workspace), field.name
            write(field.name, "")


def test_today_turns_into_its_list_once_two_steps_are_done(window: Window) -> None:
    page, workspace = today_of(window), window.workspace
    assert workspace is not None
    workspace.change(Ref("business_case", 1), problem="Sellers search nine times a week.")
    assert not with_steps(page)
    click(page.steps_link)
    assert with_steps(page)
    assert window.focusWidget().accessibleName() == "Plan six interviews: Plan"
    click(page.steps.leave)
    assert not with_steps(page) and page.list.hasFocus()
    assert workspace.settings.get("first_steps") == ""


def test_the_first_steps_can_be_skipped_and_brought_back(window: Window) -> None:
    page, workspace = today_of(window), window.workspace
    assert workspace is not None
    click(page.steps.leave)
    assert not with_steps(page) and page.list.hasFocus()
    assert not page.steps_link.isVisible()
    window.commands.run("edit.undo")
    assert with_steps(page)


def test_every_step_leads_somewhere_that_exists() -> None:
    assert len(STEPS) == 6
    known = {entry.key for entry in PAGES}
    assert {"charter", "interviews", "settings"} <= known
    sections = {key for entry in PAGES for key, _ in entry.parts}
    assert {"business_case", "mission", "measures"} <= sections


def test_every_line_of_the_charter_opens_somewhere() -> None:
    in_tables = {table.record.kind for section in SECTIONS for table in section.tables}
    for kind in (*in_tables, Prose.kind, BusinessCase.kind, Head.kind):
        assert entry_for(kind) is entry_of("charter"), kind


# Shortcuts -------------------------------------------------------------------------------------


def test_every_key_of_a_command_is_on_the_page(window: Window) -> None:
    from ui.header import said
    from ui.shortcuts_page import ShortcutsPage

    page = shown(window, "shortcuts")
    assert isinstance(page, ShortcutsPage)
    rows = [page.list.rows.row_at(place).title for place in range(page.list.rows.rowCount())]
    for command in window.commands.all():
        if command.shortcut:
            assert said(window.words, command.text) in rows
