"""Forms, inputs, labels, dialogs, preferences, crash notes, garbage."""

from __future__ import annotations

import gc
import stat
import sys
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.errors import WorkspaceError
from enable_desktop.words import Words, mark
from tests.ui.conftest import OpenWindow
from tests.ui.keys import press, type_text
from ui.ask import FileKind, Option
from ui.commands import shown_shortcut
from ui.crash import NAME, note_of, watch_for_crashes
from ui.dialogs import ChooseDialog, ConfirmDialog
from ui.form import Form
from ui.garbage import Collector
from ui.inputs import CheckBox, ComboBox
from ui.labels import ElidedLabel, Paragraph, label, set_tone
from ui.place import choose_backups, chosen_backups, clock
from ui.preferences import Preferences
from ui.program import Program
from ui.status_bar import StatusBar
from ui.theme import Theme


def test_a_field_names_its_widget(theme: Theme, qtbot: QtBot) -> None:
    form = Form(theme)
    qtbot.addWidget(form)
    edit = QLineEdit()
    field = form.add("Review by", edit, "When it is looked at again")
    assert edit.accessibleName() == "Review by"
    assert edit.accessibleDescription() == "When it is looked at again"
    assert field.label.buddy() is edit


def test_a_problem_stands_under_its_field_with_the_fix(theme: Theme, qtbot: QtBot) -> None:
    form = Form(theme)
    qtbot.addWidget(form)
    edit = QLineEdit()
    field = form.add("Review by", edit)
    mended: list[bool] = []
    field.set_problem("February 2026 has 28 days.", "Use 28 Feb", lambda: mended.append(True))
    assert edit.property("problem") == "true"
    assert edit.accessibleDescription() == "February 2026 has 28 days."
    assert field.fix_button is not None
    field.fix_button.click()
    assert mended == [True]
    field.clear_problem()
    assert edit.property("problem") is None
    assert edit.accessibleDescription() == ""


def test_a_box_is_ticked_with_space(theme: Theme, qtbot: QtBot) -> None:
    box = CheckBox(theme, "May be recorded")
    qtbot.addWidget(box)
    box.show()
    qtbot.waitExposed(box)
    press(box, Qt.Key.Key_Space)
    assert box.isChecked()
    assert box.accessibleName() == box.text()
    assert box.height() >= 24
    assert not box.grab().isNull()


def test_a_chooser_is_filled_without_a_signal(theme: Theme, qtbot: QtBot) -> None:
    box = ComboBox(theme)
    qtbot.addWidget(box)
    with qtbot.assertNotEmitted(box.currentIndexChanged):
        box.fill([("a", "First"), ("b", "Second")], "b")
    assert box.currentData() == "b"


def test_long_text_ends_in_dots_and_is_whole_in_the_tooltip(theme: Theme, qtbot: QtBot) -> None:
    shown = ElidedLabel(theme, "A title that is far too long for its place")
    qtbot.addWidget(shown)
    shown.resize(80, 20)
    shown.show()
    assert shown.text().endswith("…")
    assert shown.toolTip() == shown.whole == shown.accessibleName()


def test_a_paragraph_is_as_high_as_its_lines(theme: Theme, qtbot: QtBot) -> None:
    shown = label(theme, "One two three four five six seven eight nine ten", "body", wrap=True)
    qtbot.addWidget(shown)
    assert isinstance(shown, Paragraph)
    assert shown.heightForWidth(1000) == 20
    assert shown.heightForWidth(120) % 20 == 0
    assert shown.heightForWidth(120) > 20


def test_nothing_shown_is_rich_text(theme: Theme, qtbot: QtBot) -> None:
    for shown in (label(theme, "<img src='/etc/hostname'>"), ElidedLabel(theme, "<b>bold</b>")):
        qtbot.addWidget(shown)
        assert shown.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize(
    ("shortcut", "cap"),
    [
        ("Ctrl+Shift+Z, Ctrl+Y", "Ctrl Shift Z"),
        ("Ctrl+PgDown", "Ctrl PgDn"),
        ("Ctrl+G C", "Ctrl G C"),
        ("Ctrl++", "Ctrl +"),
        ("Ctrl+-", "Ctrl −"),
        ("F1", "F1"),
    ],
)
def test_keys_are_written_as_on_the_keyboard(shortcut: str, cap: str) -> None:
    assert shown_shortcut(shortcut) == cap


# Dialogs ---------------------------------------------------------------------------------------


def test_a_question_is_answered_no_unless_the_verb_is_chosen(theme: Theme, words: Words, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ConfirmDialog(parent, words, theme, "Forget Ada", "This cannot be undone.", "Forget")
    dialog.show()
    assert dialog.cancel.isDefault()
    assert dialog.act.text() == "Forget"
    with qtbot.waitSignal(dialog.rejected):
        press(dialog, Qt.Key.Key_Return)
    dialog.deleteLater()


def test_one_of_several_is_chosen_with_the_keyboard(theme: Theme, words: Words, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    options = [Option(1, "Ada", "VP Sales"), Option(2, "Ben")]
    dialog = ChooseDialog(parent, words, theme, "Who takes over", "Two things are Cleo's.", options, "Hand over")
    dialog.show()
    press(dialog.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.accepted):
        press(dialog.list, Qt.Key.Key_Return)
    assert dialog.chosen == options[1]
    dialog.deleteLater()


def test_of_many_answers_those_sought_are_shown_and_one_is_chosen(theme: Theme, words: Words, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    options = [Option(number, f"Name {number}", "Ёлки") for number in range(40)]
    dialog = ChooseDialog(parent, words, theme, "Who takes over", "Two things are Cleo's.", options, "Hand over")
    dialog.show()
    assert dialog.focusWidget() is dialog.search
    type_text(dialog.search, "ЕЛК 39")
    assert dialog.list.model().rowCount() == 1
    press(dialog.search, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.accepted):
        press(dialog.list, Qt.Key.Key_Return)
    assert dialog.chosen == options[39]
    type_text(dialog.search, "nobody")
    assert (dialog.list.model().rowCount(), dialog.act.isEnabled()) == (0, False)
    press(dialog.search, Qt.Key.Key_Escape)
    assert (dialog.list.model().rowCount(), dialog.act.isEnabled()) == (40, True)
    with qtbot.waitSignal(dialog.rejected):
        press(dialog.search, Qt.Key.Key_Escape)
    dialog.deleteLater()


def test_a_long_answer_ends_in_dots_and_is_told_whole_when_pointed_at(theme: Theme, words: Words, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    role = "Head of everything that has ever been sold, and of what will be sold to whom in which quarter of the year"
    dialog = ChooseDialog(
        parent, words, theme, "Who takes over", "Two things are Cleo's.", [Option(1, "Ada", role)], "Go"
    )
    dialog.show()
    qtbot.waitExposed(dialog)
    index = dialog.list.model().index(0, 0)
    assert dialog.list.horizontalScrollBar().maximum() == 0
    assert dialog.list.visualRect(index).width() <= dialog.list.viewport().width()
    assert role in str(index.data(int(Qt.ItemDataRole.ToolTipRole)))
    dialog.deleteLater()


def test_kinds_of_files_are_written_for_the_chooser() -> None:
    assert str(FileKind("Charter", ("docx", "md"))) == "Charter (*.docx *.md)"


# What the program keeps ------------------------------------------------------------------------


def test_preferences_survive_and_are_private(home: Path) -> None:
    first = Preferences(home)
    first.set("theme", "dark")
    first.set("text_size", 115)
    first.sync()
    again = Preferences(home)
    assert (again.text("theme"), again.number("text_size", 100)) == ("dark", 115)
    assert again.number("nothing", 7) == 7
    assert stat.S_IMODE((home / "window.ini").stat().st_mode) == 0o600


def test_recent_ones_are_newest_first_and_there(preferences: Preferences, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.enable" for number in range(12)]
    for path in paths:
        path.touch()
        preferences.opened(path)
    preferences.opened(paths[3])
    paths[11].unlink()
    recent = preferences.recent()
    assert recent[0] == paths[3]
    assert paths[11] not in recent
    assert len(recent) == 9


def test_splitters_come_back_as_they_were_left(preferences: Preferences, qtbot: QtBot) -> None:
    def splitter() -> QSplitter:
        made = QSplitter()
        qtbot.addWidget(made)
        for _ in range(2):
            made.addWidget(QWidget())
        made.resize(QSize(400, 100))
        made.show()
        return made

    first = splitter()
    preferences.keep_splitter(first, "charter/body")
    first.setSizes([100, 300])
    first.splitterMoved.emit(100, 1)
    second = splitter()
    preferences.keep_splitter(second, "charter/body")
    assert second.sizes()[0] == first.sizes()[0]


def test_a_backup_folder_that_is_gone_is_not_used(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Drive"
    folder.mkdir()
    choose_backups(home, folder)
    assert chosen_backups(home) == folder
    folder.rmdir()
    assert chosen_backups(home) is None
    choose_backups(home, None)
    assert not (home / "backup-folder").exists()


def test_the_day_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENABLE_TODAY", "2026-03-12")
    assert clock()().date().isoformat() == "2026-03-12"


# Faults of our own -----------------------------------------------------------------------------

CANARY = "CANARY-what-somebody-wrote"


def crash() -> None:
    secret = CANARY
    raise ValueError(f"{secret} is not a number")


def test_a_crash_note_holds_places_and_no_content() -> None:
    try:
        crash()
    except ValueError as fault:
        note = note_of(type(fault), fault.__traceback__, datetime(2026, 11, 24))
    assert "builtins.ValueError" in note
    assert "tests/ui/test_small_parts.py" in note
    assert " crash\n" in note
    assert CANARY not in note


def test_a_crash_is_noted_and_said(program: Program, workspace: Workspace, open_window: OpenWindow, home: Path) -> None:
    path = workspace.path
    workspace.close()
    window = open_window(path)
    release = watch_for_crashes(program)
    try:
        try:
            crash()
        except ValueError as fault:
            sys.excepthook(type(fault), fault, fault.__traceback__)
        assert window.shell is not None
        assert "went wrong" in window.shell.problems.text
        assert CANARY not in window.shell.problems.text
        note = home / NAME
        assert CANARY not in note.read_text()
        assert stat.S_IMODE(note.stat().st_mode) == 0o600
        fault_of_the_world = WorkspaceError(mark("The disk is full."))
        sys.excepthook(WorkspaceError, fault_of_the_world, None)
        assert window.shell.problems.text == "The disk is full."
    finally:
        release()
    window.close()


def test_garbage_waits_for_a_quiet_moment() -> None:
    was_on = gc.isenabled()
    collector = Collector()
    assert not gc.isenabled()
    collector.look()
    collector.deleteLater()
    gc.enable() if was_on else None


def test_a_label_keeps_the_size_of_text_when_its_tone_changes(theme: Theme, qtbot: QtBot) -> None:
    shown = label(theme, "Gave 2 times", "small", tone="secondary")
    qtbot.addWidget(shown)
    shown.show()
    theme.set_text_size(150)
    assert shown.font().pixelSize() == theme.font("small").pixelSize()
    set_tone(shown, "tone", "attention")
    assert shown.font().pixelSize() == theme.font("small").pixelSize()


def test_keys_for_which_the_status_bar_has_no_room_are_left_out_whole(theme: Theme, words: Words, qtbot: QtBot) -> None:
    bar = StatusBar(theme, words)
    qtbot.addWidget(bar)
    said = ["Open file", "Mark as reviewed", "Retire with a replacement", "Next one"]
    bar.show_keys(list(zip("ERXN", said, strict=True)))
    bar.resize(900, 26)
    bar.show()
    qtbot.waitExposed(bar)

    def seen() -> list[str]:
        return [text.text() for text in bar.findChildren(QLabel) if text.isVisible() and text.text() in said]

    assert seen() == said
    bar.resize(520, 26)
    fewer = seen()
    assert 0 < len(fewer) < len(said) and fewer == said[: len(fewer)]
    for text in bar.findChildren(QLabel):
        assert not text.isVisible() or text.text() not in said or text.width() >= text.sizeHint().width()
    bar.show_task("Reading documents", can_cancel=True)
    assert len(seen()) <= len(fewer)
    bar.show_task("", can_cancel=False)
    bar.resize(900, 26)
    assert seen() == said
