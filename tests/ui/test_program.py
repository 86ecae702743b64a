"""Workspaces and windows: made, opened, copied, closed, opened twice, lost."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from db.lock import AlreadyOpen
from db.workspace import Place, Workspace, create_workspace, open_workspace
from enable_desktop.charter.lines import Prose
from enable_desktop.people import Person
from tests.ui.conftest import OpenWindow, ScriptedAsk
from tests.ui.keys import press, type_text
from ui.backups import write_copy
from ui.charter.page import CharterPage
from ui.preferences import Preferences
from ui.program import Program
from ui.single import FileWatch
from ui.tasks import NowTasks, PoolTasks, Progress
from ui.welcome import Welcome
from ui.window import Window

MakeFile = Callable[[str], Path]


@pytest.fixture
def made(tmp_path: Path, place: Place) -> MakeFile:
    """Makes a closed workspace."""

    def make(name: str) -> Path:
        path = tmp_path / f"{name}.enable"
        create_workspace(path, place, company=name).close()
        return path

    return make


@pytest.fixture
def start(program: Program, qtbot: QtBot) -> Iterator[Window]:
    """The start screen."""
    program.start(None)
    window = program.windows[0]
    qtbot.waitExposed(window)
    yield window


def test_the_first_start_offers_to_begin(start: Window) -> None:
    assert start.workspace is None
    screen = start.centralWidget()
    assert isinstance(screen, Welcome)
    assert screen.new.hasFocus()
    assert screen.recent.isHidden()


def test_a_new_workspace_takes_the_place_of_the_start_screen(
    program: Program, start: Window, ask: ScriptedAsk, tmp_path: Path
) -> None:
    ask.answers.append(tmp_path / "Mine.enable")
    start.commands.run("file.new")
    assert [window.workspace.path.name for window in program.windows if window.workspace] == ["Mine.enable"]
    shell = program.windows[0].shell
    assert shell is not None and shell.page is not None and shell.page.key == "today"


def test_a_new_workspace_never_replaces_a_file(
    program: Program, start: Window, ask: ScriptedAsk, made: MakeFile
) -> None:
    path = made("Mine")
    before = path.read_bytes()
    ask.answers.append(path)
    start.commands.run("file.new")
    assert path.read_bytes() == before
    screen = start.centralWidget()
    assert isinstance(screen, Welcome)
    assert "exists already" in screen.problems.text


def test_the_last_workspace_opens_by_itself(program: Program, preferences: Preferences, made: MakeFile) -> None:
    preferences.opened(made("One"))
    preferences.opened(made("Two"))
    program.start(None)
    assert program.windows[0].workspace is not None
    assert program.windows[0].workspace.path.name == "Two.enable"


def test_recent_ones_are_offered_and_open(program: Program, start: Window, made: MakeFile) -> None:
    program.preferences.opened(made("One"))
    start.close()
    program.preferences.set("last", "none")
    program.start(None)
    screen = program.windows[0].centralWidget()
    assert isinstance(screen, Welcome)
    press(screen.recent, Qt.Key.Key_Return)
    assert program.windows[0].workspace is not None


def test_the_frame_comes_first_and_the_page_follows(
    qapp: QApplication, place: Place, preferences: Preferences, ask: ScriptedAsk, made: MakeFile, qtbot: QtBot
) -> None:
    preferences.set("language", "en")
    program = Program(qapp, place, preferences, ask=lambda *_: ask, tasks=lambda _: NowTasks())
    window = program.open(made("One"))
    assert window is not None and window.shell is not None
    shell = window.shell
    assert shell.page is None
    assert shell.header.title == "Today"
    qtbot.waitUntil(lambda: shell.page is not None)
    qtbot.waitUntil(lambda: window.focusWidget() is not None)
    window.close()
    again = program.open(made("Two"))
    assert again is not None and again.shell is not None
    shell = again.shell
    shell.go("settings")
    qtbot.waitUntil(lambda: shell.sidebar.menu_button.menu() is not None)
    assert shell.page is not None and shell.page.key == "settings"
    program.quit()


def test_the_menu_offers_what_was_opened_before(program: Program, open_window: OpenWindow, made: MakeFile) -> None:
    open_window(made("One")).close()
    window = open_window(made("Two"))
    for _ in range(2):
        window.menu.aboutToShow.emit()
        window.menu.aboutToHide.emit()
    texts = {
        entry.text(): entry
        for menu in window.menu.findChildren(QMenu)
        if menu.title() == "Open recent"
        for entry in menu.actions()
    }
    assert set(texts) == {"One"}
    texts["One"].trigger()
    assert [each.workspace.path.stem for each in program.windows if each.workspace] == ["Two", "One"]


def test_one_file_has_one_window(program: Program, open_window: OpenWindow, made: MakeFile) -> None:
    path = made("One")
    first = open_window(path)
    assert program.open(path) is first
    assert len(program.windows) == 1


def test_two_files_have_two_windows(program: Program, open_window: OpenWindow, made: MakeFile) -> None:
    first, second = open_window(made("One")), open_window(made("Two"))
    assert program.windows == [first, second]
    assert first.close()
    assert program.windows == [second]


def test_a_second_process_is_refused_and_brings_the_first_window_forward(
    workspace: Workspace, place: Place, program: Program, qtbot: QtBot
) -> None:
    watch = FileWatch(workspace)
    with qtbot.waitSignal(watch.forward_wanted), pytest.raises(AlreadyOpen):
        program.start(workspace.path)
    assert not program.windows
    watch.deleteLater()


def test_the_window_that_has_a_file_says_so_when_it_is_opened_once_more(
    program: Program, open_window: OpenWindow, made: MakeFile, qtbot: QtBot
) -> None:
    path = made("One")
    window = open_window(path)
    shell = window.shell
    assert shell is not None
    with pytest.raises(AlreadyOpen):
        open_workspace(path, program.place)
    qtbot.waitUntil(lambda: shell.toast.isVisible())
    assert shell.toast.text == "One.enable is open here already: a file has one window."


def test_closing_the_last_workspace_leads_to_the_start_screen(
    program: Program, open_window: OpenWindow, made: MakeFile
) -> None:
    window = open_window(made("One"))
    window.commands.run("file.close")
    assert [each.workspace for each in program.windows] == [None]


def test_closing_gives_the_file_free(open_window: OpenWindow, made: MakeFile, place: Place) -> None:
    path = made("One")
    assert open_window(path).close()
    open_workspace(path, place).close()


def take_away(path: Path, way: str) -> None:
    """Move the file, put another in its place, or delete it."""
    if way == "deleted":
        path.unlink()
        return
    path.rename(path.with_name("Elsewhere.enable"))
    if way == "replaced":
        shutil.copy(path.with_name("Elsewhere.enable"), path)


WAYS = pytest.mark.parametrize("way", ["moved", "replaced", "deleted"])


@WAYS
def test_a_workspace_that_goes_away_is_noticed_and_goes_on_in_a_copy(
    program: Program,
    open_window: OpenWindow,
    made: MakeFile,
    ask: ScriptedAsk,
    tmp_path: Path,
    qtbot: QtBot,
    way: str,
) -> None:
    path = made("One")
    window = open_window(path)
    workspace, shell = window.workspace, window.shell
    assert workspace is not None and shell is not None
    workspace.add(Person, name="Ada")
    shell.go("charter#mission")
    page = shell.page
    assert isinstance(page, CharterPage) and page.view is not None
    editor = page.view.prose[0].edit
    take_away(path, way)
    left = {file: file.read_bytes() for file in tmp_path.glob("*.enable")}
    qtbot.waitUntil(lambda: "moved, replaced or deleted" in shell.problems.text, timeout=2000)

    type_text(editor, "Words nobody has stored yet")
    shell.flush()
    assert [offer.text() for offer in shell.problems.action_buttons] == ["Save a copy"], "still offered"
    workspace.search.catch_up()
    assert {file: file.read_bytes() for file in tmp_path.glob("*.enable")} == left, "nothing more is written"

    ask.answers.append(tmp_path / "Saved.enable")
    shell.problems.action_buttons[0].click()
    assert not shell.problems.isVisible()
    assert shell.toast.text == "Saved as Saved.enable. You go on working in it."
    assert window.workspace is workspace
    assert workspace.path == tmp_path / "Saved.enable"
    assert {file: file.read_bytes() for file in left if file.exists()} == left
    workspace.add(Person, name="Grace")
    shell.undo()
    shell.redo()
    window.close()
    with open_workspace(tmp_path / "Saved.enable", program.place) as saved:
        assert [person.name for person in saved.all(Person)] == ["Ada", "Grace"]
        assert "Words nobody has stored yet" in {line.text for line in saved.all(Prose)}
        assert saved.integrity() == ()
        assert saved.backups()
    assert program.preferences.recent()[0] == tmp_path / "Saved.enable"


def test_a_copy_that_cannot_be_saved_leaves_the_offer_standing(
    open_window: OpenWindow, made: MakeFile, ask: ScriptedAsk, tmp_path: Path, qtbot: QtBot
) -> None:
    path = made("One")
    window = open_window(path)
    shell = window.shell
    assert shell is not None
    path.unlink()
    qtbot.waitUntil(lambda: bool(shell.problems.action_buttons))
    ask.answers.append(tmp_path / "nowhere" / "Saved.enable")
    window.commands.run("file.copy")
    assert "nowhere is not there" in shell.problems.text
    ask.answers.append(path)
    window.commands.run("file.copy")
    assert window.workspace is not None and window.workspace.is_in_place
    window.workspace.add(Person, name="Ada")


def test_a_workspace_that_comes_back_is_gone_on_with(open_window: OpenWindow, made: MakeFile, qtbot: QtBot) -> None:
    path = made("One")
    window = open_window(path)
    workspace, shell = window.workspace, window.shell
    assert workspace is not None and shell is not None
    path.rename(path.with_name("Elsewhere.enable"))
    qtbot.waitUntil(lambda: shell.problems.isVisible(), timeout=2000)
    path.with_name("Elsewhere.enable").rename(path)
    qtbot.waitUntil(lambda: not shell.problems.isVisible(), timeout=2000)
    workspace.add(Person, name="Ada")


def test_a_read_only_file_can_be_read(open_window: OpenWindow, made: MakeFile, qtbot: QtBot) -> None:
    path = made("One")
    path.chmod(0o400)
    if os.access(path, os.W_OK):
        pytest.skip("this user may write everything")
    window = open_window(path)
    assert window.workspace is not None and window.workspace.is_readonly


def test_a_copy_is_whole_and_another_one(
    open_window: OpenWindow, made: MakeFile, ask: ScriptedAsk, place: Place, tmp_path: Path
) -> None:
    window = open_window(made("One"))
    assert window.workspace is not None
    window.workspace.add(Person, name="Ada")
    ask.answers.append(tmp_path / "Copy.enable")
    window.commands.run("file.copy")
    with open_workspace(tmp_path / "Copy.enable", place) as copy:
        assert [person.name for person in copy.all(Person)] == ["Ada"]
        assert copy.settings.get("workspace_id") != window.workspace.settings.get("workspace_id")
    assert not list(tmp_path.glob("*.partial"))


def test_a_copy_may_replace_a_file_but_not_its_own(
    workspace: Workspace, made: MakeFile, tmp_path: Path, place: Place
) -> None:
    other = made("Other")
    write_copy(workspace, other)
    with open_workspace(other, place) as copy:
        assert copy.settings.get("company") == "Sample Co"
    with pytest.raises(Exception, match="the file you are working in"):
        write_copy(workspace, workspace.path)
    with pytest.raises(Exception, match="is not there"):
        write_copy(workspace, tmp_path / "nowhere" / "Copy.enable")


def test_every_opening_backs_up_what_has_changed(open_window: OpenWindow, made: MakeFile, qtbot: QtBot) -> None:
    path = made("One")
    for backups in (1, 2):
        window = open_window(path)
        workspace, shell = window.workspace, window.shell
        assert workspace is not None and shell is not None
        qtbot.waitUntil(lambda: "Backed up today" in shell.sidebar.backup_text)  # noqa: B023 (asked here alone)
        assert len(workspace.backups()) == backups
        window.after_showing()
        assert len(workspace.backups()) == backups, "nothing has changed"
        workspace.add(Person, name=f"Person {backups}")
        window.close()


def test_the_backup_of_an_opening_is_made_beside_the_window(
    qapp: QApplication, place: Place, preferences: Preferences, ask: ScriptedAsk, made: MakeFile, qtbot: QtBot
) -> None:
    program = Program(qapp, place, preferences, ask=lambda *_: ask, tasks=PoolTasks, at_once=True)
    window = program.open(made("One"))
    assert window is not None
    workspace, tasks = window.workspace, window.tasks
    assert workspace is not None and isinstance(tasks, PoolTasks)
    window.after_showing()
    assert not tasks.is_idle, "the window does not wait for it"
    qtbot.waitUntil(lambda: tasks.is_idle)
    assert len(workspace.backups()) == 1
    program.quit()


def test_after_cancelling_the_keyboard_is_back_on_the_page(
    qapp: QApplication, place: Place, preferences: Preferences, ask: ScriptedAsk, made: MakeFile, qtbot: QtBot
) -> None:
    program = Program(qapp, place, preferences, ask=lambda *_: ask, tasks=PoolTasks, at_once=True)
    window = program.open(made("One"))
    assert window is not None and window.shell is not None
    shell, tasks = window.shell, window.tasks
    shell.go("library")

    def work(progress: Progress) -> None:
        while True:
            progress.check()

    tasks.run(work, lambda _: None, lambda _: None, label="Reading list.csv")
    qtbot.waitUntil(shell.status.cancel.isVisible, timeout=10_000)
    shell.status.cancel.setFocus()
    shell.status.cancel.click()
    qtbot.waitUntil(shell.status.cancel.isHidden, timeout=10_000)
    assert shell.page is not None and shell.page.isAncestorOf(window.focusWidget())
    program.quit()


def test_a_copy_made_outside_the_program_is_said_to_be_one(
    open_window: OpenWindow, made: MakeFile, tmp_path: Path, qtbot: QtBot
) -> None:
    path = made("One")
    open_window(path).close()
    shutil.copy(path, tmp_path / "Twin.enable")
    window = open_window(tmp_path / "Twin.enable")
    assert window.shell is not None
    shell = window.shell
    said = "Twin.enable is a copy of One.enable: from now on it has backups of its own."
    qtbot.waitUntil(lambda: shell.toast.text == said)


def test_copies_that_a_sync_service_put_beside_a_file_are_told_and_can_be_opened(
    open_window: OpenWindow, program: Program, made: MakeFile, qtbot: QtBot
) -> None:
    path = made("One")
    open_window(path).close()
    other = path.with_name("One (Anna's conflicted copy 2026-11-23).enable")
    shutil.copy(path, other)
    os.utime(other, (datetime(2026, 11, 23, 18, 5).timestamp(),) * 2)
    path.with_name("One (conflicted copy).enable").write_bytes(b"")
    window = open_window(path)
    assert window.shell is not None
    problems = window.shell.problems
    qtbot.waitUntil(problems.isVisible)
    assert problems.text.startswith("Other copies of this file lie beside it. Yours is the one that is open.")
    said = r"One \(Anna's conflicted copy 2026-11-23\)\.enable: changed yesterday, 18:05, \d+ records"
    assert re.search(said, problems.text)
    assert "One (conflicted copy).enable: of " in problems.text
    assert "it has not arrived on this computer yet" in problems.text
    (offer,) = problems.action_buttons
    assert offer.text() == "Open the copy of yesterday, 18:05"
    offer.click()
    assert [each.workspace.path for each in program.windows if each.workspace is not None] == [path, other]


# -- restoring


def test_a_restore_can_be_taken_back_by_restoring_what_it_replaced(
    program: Program, open_window: OpenWindow, made: MakeFile
) -> None:
    window = open_window(made("One"))
    assert window.workspace is not None
    early = window.workspace.back_up()
    window.workspace.add(Person, name="Ada")
    program.restore(window, early)
    window = program.windows[0]
    assert window.workspace is not None and window.workspace.count(Person) == 0
    (replaced,) = [backup for backup in window.workspace.backups() if backup.set_aside]
    program.restore(window, replaced)
    workspace = program.windows[0].workspace
    assert workspace is not None
    assert [person.name for person in workspace.all(Person)] == ["Ada"]
    assert str(workspace.undo_label) == "Add Person “Ada”"


@pytest.mark.parametrize("fault", ["locked", "damaged", "no folder"])
def test_a_failed_restore_leaves_a_working_window(
    program: Program, open_window: OpenWindow, made: MakeFile, fault: str
) -> None:
    window = open_window(made("One"))
    workspace, shell = window.workspace, window.shell
    assert workspace is not None and shell is not None
    backup = workspace.back_up()
    workspace.add(Person, name="Ada")
    with closing(sqlite3.connect(workspace.path, isolation_level=None)) as other:
        if fault == "locked":
            other.execute("begin")
            other.execute("select count(*) from people").fetchone()
        elif fault == "damaged":
            backup.path.write_bytes(b"damaged")
        else:
            backup.path.unlink()
        program.restore(window, backup)
    said = {
        "locked": "The backup was not put back: One.enable is being written by another program.",
        "damaged": f"The backup {backup.name} is damaged and was not used. Nothing was changed",
        "no folder": f"There is no {backup.path.name} in ",
    }
    assert shell.problems.text.startswith(said[fault])
    assert program.windows == [window]
    shell.undo()
    assert workspace.count(Person) == 0
    shell.redo()
    shell.show_page("people")
    workspace.add(Person, name="Grace")
    assert [person.name for person in workspace.all(Person)] == ["Ada", "Grace"]


def test_a_damaged_file_is_kept_and_its_backup_offered(
    program: Program, open_window: OpenWindow, made: MakeFile, qtbot: QtBot
) -> None:
    path = made("One")
    window = open_window(path)
    assert window.workspace is not None
    window.workspace.add(Person, name="Ada")
    window.workspace.back_up()
    window.close()
    damaged = b"SQLite format 3\0" + b"\xff" * 5000
    path.write_bytes(damaged)
    program.start(path)
    screen = program.windows[0].centralWidget()
    assert isinstance(screen, Welcome)
    offer = screen.problems.action_buttons[0]
    assert re.search(r"Its last good backup is of today, 10:42, with \d+ records\.", screen.problems.text)
    assert offer.text() == "Open the backup of today, 10:42 as a copy"
    offer.click()
    opened = program.windows[0].workspace
    assert opened is not None and opened.count(Person) == 1
    assert path.read_bytes() == damaged


def test_a_file_that_is_no_workspace_is_said_plainly(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "Notes.enable"
    path.write_text("Shopping: milk")
    program.start(path)
    screen = program.windows[0].centralWidget()
    assert isinstance(screen, Welcome)
    assert "Notes.enable is not a workspace" in screen.problems.text
    assert screen.problems.action_buttons == ()


def test_a_synced_folder_is_mentioned_once(
    program: Program, open_window: OpenWindow, tmp_path: Path, place: Place, qtbot: QtBot
) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    path = folder / "One.enable"
    create_workspace(path, place).close()
    window = open_window(path)
    assert window.shell is not None
    shell = window.shell
    qtbot.waitUntil(lambda: "Dropbox" in shell.toast.text)
    window.close()
    again = open_window(path)
    again.after_showing()
    assert again.shell is not None and "Dropbox" not in again.shell.toast.text


def test_the_language_of_the_screen_changes_at_once(program: Program, open_window: OpenWindow, made: MakeFile) -> None:
    window = open_window(made("One"))
    workspace = window.workspace
    assert window.shell is not None
    window.shell.show_page("settings")
    program.set_language("ru")
    assert len(program.windows) == 1
    new = program.windows[0]
    assert new is not window
    assert new.workspace is workspace
    assert new.words.language == "ru"
    assert new.shell is not None and new.shell.page is not None and new.shell.page.key == "settings"


def test_sizes_and_choices_are_kept(
    program: Program, open_window: OpenWindow, made: MakeFile, preferences: Preferences
) -> None:
    window = open_window(made("One"))
    window.resize(1200, 800)
    program.set_theme("dark")
    program.set_text_size(115)
    window.close()
    assert not preferences.data("geometry").isEmpty()
    assert (preferences.text("theme"), preferences.number("text_size", 0)) == ("dark", 115)


def test_only_this_person_may_read_what_the_program_keeps(
    program: Program, open_window: OpenWindow, made: MakeFile, home: Path, qtbot: QtBot
) -> None:
    window = open_window(made("One"))
    assert window.workspace is not None
    workspace = window.workspace
    qtbot.waitUntil(lambda: bool(workspace.backups()))
    window.close()
    program.preferences.sync()
    for path in home.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_the_sample_is_made_once(program: Program, start: Window) -> None:
    start.commands.run("file.sample")
    first = program.windows[0]
    assert first.workspace is not None
    path = first.workspace.path
    first.close()
    program.start(None)
    program.windows[0].commands.run("file.sample")
    assert [window.workspace.path for window in program.windows if window.workspace][-1] == path
