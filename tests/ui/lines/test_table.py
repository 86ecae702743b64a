"""Lines are edited in place: with real widgets, a real file, and the keys a person presses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.charter.lines import Criterion, Objective, Obstacle, Part, Priority, Responsibility, ScopeArea
from enable_desktop.charter.sections import SECTIONS, Rows
from enable_desktop.fields import Line
from enable_desktop.initiatives import Initiative
from enable_desktop.links import Ref
from enable_desktop.measures import Measure, MeasureSet
from enable_desktop.notes import ListEntry
from enable_desktop.people import Person
from tests.ui.keys import ALT, CTRL, click, press, type_text
from tests.ui.lines.shown import Shown
from ui.desk import Desk
from ui.lines.chooser import RecordEditor
from ui.lines.editors import ChoiceEditor, LevelEditor, LineEditor, TextEditor

ENTER, TAB, ESC = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape


@pytest.fixture
def ada(workspace: Workspace) -> int:
    return workspace.add(Person, name="Ada Fern", role="CRO")


@pytest.fixture
def obstacles(desk: Desk, qtbot: QtBot, ada: int) -> Iterator[Shown]:
    desk.workspace.add(Obstacle, title="No time", likelihood=1, impact=1, mitigation="Book it", owner=ada)
    desk.workspace.add(Obstacle, title="No data", likelihood=3, impact=3, mitigation="Two fields")
    yield Shown(desk, qtbot, Obstacle)


def stored(desk: Desk, record: type[Line]) -> list[str]:
    return [line.title_text for line in desk.workspace.all(record)]


def test_a_row_is_added_with_its_first_words_and_left_out_without(desk: Desk, qtbot: QtBot) -> None:
    shown = Shown(desk, qtbot, Obstacle)
    assert shown.view.isHidden()
    shown.table.add_line()
    shown.press(ESC)
    assert stored(desk, Obstacle) == []
    assert shown.table.model.rowCount() == 0
    shown.table.add_line()
    shown.type("Quarter end")
    shown.press(ENTER, CTRL)
    shown.type("Ещё одно")
    shown.press(ENTER)
    assert stored(desk, Obstacle) == ["Quarter end", "Ещё одно"]
    assert shown.table.selected_ref() == Ref("obstacles", 2)
    assert desk.workspace.undo_label is not None
    desk.workspace.undo()
    assert shown.table.model.rowCount() == 1


def test_enter_saves_esc_restores_tab_goes_on(obstacles: Shown, desk: Desk) -> None:
    obstacles.view.go_to(0, 0)
    obstacles.press(ENTER)
    assert isinstance(obstacles.editor(), LineEditor)
    obstacles.replace("No hours")
    obstacles.press(ESC)
    assert stored(desk, Obstacle)[0] == "No time"
    obstacles.press(Qt.Key.Key_F2)
    obstacles.replace("No hours")
    obstacles.press(TAB)
    assert stored(desk, Obstacle)[0] == "No hours"
    assert isinstance(obstacles.editor(), TextEditor)
    obstacles.replace("Book a quarter ahead")
    obstacles.press(TAB)
    first = desk.workspace.get(Obstacle, 1)
    assert first is not None and first.mitigation == "Book a quarter ahead"
    assert isinstance(obstacles.editor(), LevelEditor)
    obstacles.type("2")
    obstacles.press(ENTER)
    first = desk.workspace.get(Obstacle, 1)
    assert first is not None and first.likelihood == 2
    assert obstacles.view.hasFocus()


def test_a_title_that_is_emptied_stays_and_says_why(obstacles: Shown, desk: Desk) -> None:
    kept = desk.workspace.all(Obstacle)[0].title
    obstacles.at(0, "title")
    obstacles.press(Qt.Key.Key_F2)
    obstacles.replace(" ")
    obstacles.press(Qt.Key.Key_Return)
    assert desk.workspace.all(Obstacle)[0].title == kept
    assert obstacles.editor() is not None
    assert obstacles.table.problem.text.startswith(f"A row needs a title: “{kept}” stays")
    obstacles.press(Qt.Key.Key_Escape)
    assert desk.workspace.all(Obstacle)[0].title == kept
    assert obstacles.editor() is None


def test_keys_rate_a_level_without_opening_it(obstacles: Shown, desk: Desk) -> None:
    obstacles.at(1, "impact")
    obstacles.type("2")
    obstacles.at(1, "likelihood")
    obstacles.type("0")
    line = desk.workspace.get(Obstacle, 2)
    assert line is not None and (line.impact, line.likelihood) == (2, None)


def test_del_removes_with_a_way_back(obstacles: Shown, desk: Desk, qtbot: QtBot) -> None:
    obstacles.view.go_to(0)
    with qtbot.waitSignal(desk.wants_toast) as said:
        obstacles.press(Qt.Key.Key_Delete)
    assert said.args == ["“No time” removed", True]
    assert stored(desk, Obstacle) == ["No data"]
    assert obstacles.table.selected_ref() == Ref("obstacles", 2)
    desk.workspace.undo()
    assert stored(desk, Obstacle) == ["No time", "No data"]
    assert obstacles.table.selected_ref() == Ref("obstacles", 2)


def test_alt_arrows_move_a_row_and_sorting_puts_the_heaviest_first(obstacles: Shown, desk: Desk) -> None:
    obstacles.view.go_to(0)
    obstacles.press(Qt.Key.Key_Down, ALT)
    assert stored(desk, Obstacle) == ["No data", "No time"]
    assert obstacles.view.currentIndex().row() == 1
    obstacles.press(Qt.Key.Key_Up, ALT)
    assert stored(desk, Obstacle) == ["No time", "No data"]
    obstacles.table.sort_by_weight()
    assert stored(desk, Obstacle) == ["No data", "No time"]
    assert obstacles.table.selected_ref() == Ref("obstacles", 1)
    desk.workspace.undo()
    assert stored(desk, Obstacle) == ["No time", "No data"]


def test_an_owner_is_chosen_by_typing_or_made_on_the_spot(obstacles: Shown, desk: Desk, ada: int) -> None:
    obstacles.at(1, "owner")
    obstacles.press(ENTER)
    editor = obstacles.editor()
    assert isinstance(editor, RecordEditor)
    obstacles.type("fe")
    obstacles.press(ENTER)
    line = desk.workspace.get(Obstacle, 2)
    assert line is not None and line.owner == ada
    assert obstacles.editor() is None
    obstacles.press(ENTER)
    obstacles.replace("Юля Лес")
    obstacles.press(ENTER)
    assert obstacles.editor() is not None
    assert "Nobody of this name" in obstacles.table.problem.text
    obstacles.table.problem.link.click()  # type: ignore[attr-defined]  # the link is a button
    line = desk.workspace.get(Obstacle, 2)
    assert line is not None and line.owner is not None
    made = desk.workspace.get(Person, line.owner)
    assert made is not None and made.name == "Юля Лес"
    assert obstacles.editor() is None
    desk.workspace.undo()
    assert len(desk.workspace.all(Person)) == 1
    line = desk.workspace.get(Obstacle, 2)
    assert line is not None and line.owner == ada


def test_with_the_list_open_enter_takes_what_is_marked_and_tab_goes_on(
    obstacles: Shown, desk: Desk, ada: int, qtbot: QtBot
) -> None:
    bob = desk.workspace.add(Person, name="Bob Fernley")

    def owner() -> int | None:
        line = desk.workspace.get(Obstacle, 2)
        assert line is not None
        return line.owner

    obstacles.at(1, "owner")
    obstacles.press(ENTER)
    obstacles.type("fern")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    press(QApplication.activePopupWidget(), Qt.Key.Key_Down)
    editor = obstacles.editor()
    assert isinstance(editor, RecordEditor)
    with qtbot.waitSignal(editor.destroyed):
        press(QApplication.activePopupWidget(), ENTER)
    assert owner() == bob and obstacles.editor() is None
    obstacles.press(ENTER)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    press(QApplication.activePopupWidget(), TAB)
    assert owner() == bob, "nothing was typed, so nothing changes"
    obstacles.at(1, "owner")
    obstacles.press(ENTER)
    obstacles.replace("ada")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    press(QApplication.activePopupWidget(), TAB)
    assert owner() == ada
    assert not isinstance(obstacles.editor(), RecordEditor)


def test_what_a_row_lacks_is_said_under_it(obstacles: Shown) -> None:
    obstacles.settle()
    obstacles.view.go_to(0)
    assert obstacles.table.problem.text == ""
    low = obstacles.view.rowHeight(1)
    obstacles.view.go_to(1)
    assert obstacles.table.problem.text == "“No data” has no owner."
    assert obstacles.view.rowHeight(1) > low
    assert obstacles.view.wanting == {2: {"owner"}}


def test_a_date_that_does_not_exist_says_so_and_offers_the_last_day(desk: Desk, qtbot: QtBot) -> None:
    desk.workspace.add(Criterion, title="Win more")
    shown = Shown(desk, qtbot, Criterion, 1000)
    shown.at(0, "due")
    shown.press(ENTER)
    shown.replace("31 Feb 2026")
    shown.press(ENTER)
    assert shown.table.problem.text == "February 2026 has 28 days."
    assert shown.editor() is not None
    shown.table.problem.link.click()  # type: ignore[attr-defined]  # the link is a button
    line = desk.workspace.get(Criterion, 1)
    assert line is not None and line.due == date(2026, 2, 28)
    assert shown.editor() is None
    shown.press(ENTER)
    shown.replace("12 Mar 2027")
    shown.press(ENTER)
    line = desk.workspace.get(Criterion, 1)
    assert line is not None and line.due == date(2027, 3, 12)
    shown.at(0, "goal")
    shown.press(ENTER)
    shown.replace("1,250.5")
    shown.press(ENTER)
    line = desk.workspace.get(Criterion, 1)
    assert line is not None and line.goal == 1250.5


def test_space_goes_through_the_parts_of_scope_and_a_click_sets_one(desk: Desk, qtbot: QtBot) -> None:
    desk.workspace.add(ScopeArea, title="Content")
    shown = Shown(desk, qtbot, ScopeArea, 1000)
    shown.at(0, "part")
    shown.type(" ")
    area = desk.workspace.get(ScopeArea, 1)
    assert area is not None and area.part is Part.CONTRIBUTE
    index = shown.view.currentIndex()
    box = shown.view.visualRect(index)
    hits = {shown.view.cells.value_at(index, QPoint(x, box.center().y())): x for x in range(box.left(), box.right())}
    assert set(hits) >= set(Part)
    click(shown.view.viewport(), QPoint(hits[Part.OUT], box.center().y()))
    area = desk.workspace.get(ScopeArea, 1)
    assert area is not None and area.part is Part.OUT
    shown.press(ENTER)
    assert isinstance(shown.editor(), ChoiceEditor)
    shown.press(ESC)


def test_letters_are_typed_into_the_matrix(desk: Desk, qtbot: QtBot) -> None:
    for key, title in (("E", "Enablement"), ("SL", "Sales leadership")):
        desk.workspace.add(ListEntry, list="departments", key=key, title=title)
    desk.workspace.add(Responsibility, title="Budget")
    shown = Shown(desk, qtbot, Responsibility)
    assert [column.key for column in shown.table.model.columns] == ["", "E", "SL"]
    shown.view.go_to(0, 1)
    shown.type("r")
    shown.type("a")
    shown.view.go_to(0, 2)
    shown.type("ф")
    row = desk.workspace.get(Responsibility, 1)
    assert row is not None and dict(row.letters) == {"E": "A/R", "SL": "A"}
    shown.settle()
    assert "more than one A" in shown.table.problem.text
    shown.press(Qt.Key.Key_Backspace)
    row = desk.workspace.get(Responsibility, 1)
    assert row is not None and dict(row.letters) == {"E": "A/R"}
    shown.press(ENTER)
    shown.type("x")
    shown.press(ENTER)
    assert shown.table.problem.text == "Only R, A, C and I stand here."
    shown.press(ESC)
    desk.workspace.add(ListEntry, list="departments", key="HR", title="HR")
    assert len(shown.table.model.columns) == 4


def test_departments_without_room_come_up_when_the_cursor_goes_there(desk: Desk, qtbot: QtBot) -> None:
    for number in range(12):
        desk.workspace.add(ListEntry, list="departments", key=f"D{number}", title=f"Department {number}")
    desk.workspace.add(Responsibility, title="Budget")
    shown = Shown(desk, qtbot, Responsibility, 420)
    assert shown.view.isColumnHidden(12)
    assert shown.view.hidden_keys() == (False, True)
    shown.view.go_to(0, 0)
    for _ in range(12):
        shown.press(Qt.Key.Key_Right)
    assert shown.view.currentIndex().column() == 12
    assert not shown.view.isColumnHidden(12)
    assert shown.view.hidden_keys() == (True, False)
    shown.type("r")
    row = desk.workspace.get(Responsibility, 1)
    assert row is not None and dict(row.letters) == {"D11": "R"}


def test_measures_are_kept_apart_by_their_set(desk: Desk, qtbot: QtBot) -> None:
    desk.workspace.add(Measure, title="Win rate", set=MeasureSet.GROWTH)
    desk.workspace.add(Measure, title="Time to find", set=MeasureSet.PROGRAMME)
    shown = Shown(desk, qtbot, Measure)
    titles = [line.title_text for line in shown.table.model.lines]
    assert titles == ["Time to find", "Win rate"]
    assert [shown.table.model.begins_group(row) for row in (0, 1)] == [True, True]
    shown.view.go_to(0)
    shown.press(Qt.Key.Key_Down, ALT)
    assert [line.title_text for line in shown.table.model.lines] == titles
    desk.workspace.change(Ref("measures", 2), set=MeasureSet.GROWTH)
    assert [line.title_text for line in shown.table.model.lines] == ["Win rate", "Time to find"]
    assert shown.table.selected_ref() == Ref("measures", 2)


def test_the_library_adds_several_in_one_step(desk: Desk, qtbot: QtBot) -> None:
    shown = Shown(desk, qtbot, Obstacle)
    shown.table.open_library()
    picker = shown.table.picker
    press(picker.edit, Qt.Key.Key_Space)
    press(picker.edit, Qt.Key.Key_Down)
    press(picker.edit, Qt.Key.Key_Space)
    assert picker.button.text() == "Add 2 rows"
    press(picker.edit, ENTER)
    assert len(desk.workspace.all(Obstacle)) == 2
    assert all(line.mitigation for line in desk.workspace.all(Obstacle))
    desk.workspace.undo()
    assert desk.workspace.all(Obstacle) == ()


@pytest.mark.parametrize("rows", [rows for section in SECTIONS for rows in section.tables if rows.library])
def test_every_library_makes_rows(desk: Desk, qtbot: QtBot, rows: Rows) -> None:
    from ui.lines.library import add_entries, entries_of

    entries = entries_of(desk, rows.library)
    made = add_entries(desk, rows.record, entries, None)
    assert len(made) == len(entries)
    assert all(line.title_text for line in desk.workspace.all(rows.record))


def test_what_has_no_room_is_on_the_card(desk: Desk, qtbot: QtBot, ada: int) -> None:
    desk.workspace.add(Initiative, title="Onboarding")
    shown = Shown(desk, qtbot, Initiative, 560)
    assert shown.table.reveal(Ref("initiatives", 1), "measure")
    card = shown.table.card
    assert card is not None and card.isVisible()
    shown.table.reveal(Ref("initiatives", 1), "effort")
    assert card.form is not None
    effort = card.form.edit_of("effort")
    effort.setFocus()
    type_text(effort, "6.5")
    press(effort, ENTER)
    line = desk.workspace.get(Initiative, 1)
    assert line is not None and line.effort == 6.5
    press(effort, ESC)
    assert not card.isVisible()
    assert shown.view.hasFocus()


def test_reveal_opens_the_field_that_is_missing(obstacles: Shown) -> None:
    assert obstacles.table.reveal(Ref("obstacles", 2), "owner")
    assert isinstance(obstacles.editor(), RecordEditor)
    obstacles.press(ESC)
    assert obstacles.table.reveal(Ref("obstacles", 1), "mitigation")
    assert isinstance(obstacles.editor(), TextEditor)
    obstacles.press(ESC)
    assert not obstacles.table.reveal(Ref("criteria", 1), "due")


def test_a_change_from_elsewhere_leaves_what_is_being_typed(obstacles: Shown, desk: Desk) -> None:
    obstacles.view.go_to(0, 0)
    obstacles.press(ENTER)
    obstacles.replace("Half ty")
    desk.workspace.change(Ref("obstacles", 1), title="From elsewhere")
    desk.workspace.add(Obstacle, title="Third")
    editor = obstacles.editor()
    assert isinstance(editor, LineEditor) and editor.text() == "Half ty"
    obstacles.table.flush()
    assert stored(desk, Obstacle)[0] == "Half ty"


def test_titles_of_other_records_follow_them(desk: Desk, qtbot: QtBot) -> None:
    priority = desk.workspace.add(Priority, title="Keep customers")
    desk.workspace.add(Objective, title="Renewals", priority=priority)
    shown = Shown(desk, qtbot, Objective, 1000)
    index = shown.table.model.index(0, shown.table.model.column_of("priority"))
    assert index.data() == "Keep customers"
    desk.workspace.change(Ref("priorities", priority), title="Keep them all")
    assert index.data() == "Keep them all"


def test_every_cell_says_itself_in_a_sentence(obstacles: Shown) -> None:
    model: QAbstractItemModel = obstacles.table.model
    spoken = [
        str(model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole)) for column in range(model.columnCount())
    ]
    assert spoken[0].startswith("No time. Likelihood: low. Impact: low.")
    assert spoken[0].endswith("1 of 2")
    assert "Owner: Ada Fern. No time" in spoken
    assert "Likelihood: low (1 of 3). No time" in spoken


def test_a_hundred_thousand_rows_stay_quick_to_move_in(desk: Desk, qtbot: QtBot) -> None:
    with desk.workspace.step("Many"):
        for number in range(3_000):
            desk.workspace.add(Obstacle, title=f"Obstacle {number}")
    shown = Shown(desk, qtbot, Obstacle)
    assert shown.view.height() < 1_000
    shown.view.go_to(2_999)
    shown.view.scrollTo(shown.view.currentIndex())
    assert shown.view.visualRect(shown.view.currentIndex()).bottom() <= shown.view.viewport().height()
    shown.type("3")
    assert shown.table.selected_ref() == Ref("obstacles", 3_000)


def test_a_table_comes_to_rest_whatever_the_scroll_bar_does(desk: Desk, qtbot: QtBot) -> None:
    words = "Managers of every team agree in words and not in calendars at all"
    for number in range(9):
        desk.workspace.add(Obstacle, title=f"{words} {number}", mitigation=f"{words}. {words}. {words}.")
    shown = Shown(desk, qtbot, Obstacle, 620)
    for height in range(560, 900, 7):
        shown.page.resize(620, height)
        qtbot.wait(1)
    assert shown.view.height() == shown.view.natural_height()


def test_nothing_opens_where_nothing_may_be_changed(obstacles: Shown, desk: Desk) -> None:
    desk.workspace.is_readonly = True
    obstacles.view.go_to(0)
    obstacles.press(ENTER)
    obstacles.press(Qt.Key.Key_Delete)
    obstacles.table.add_line()
    assert obstacles.editor() is None
    assert len(desk.workspace.all(Obstacle)) == 2


def test_index_of_nothing_is_nothing(obstacles: Shown) -> None:
    assert obstacles.table.model.data(QModelIndex()) is None
    assert not obstacles.table.model.setData(QModelIndex(), "x")


def test_a_hidden_table_takes_another_text_size_when_it_is_seen(obstacles: Shown, desk: Desk, qtbot: QtBot) -> None:
    obstacles.table.hide()
    desk.theme.set_text_size(150)
    obstacles.table.show()
    anew = Shown(desk, qtbot, Obstacle)
    assert obstacles.view.rowHeight(0) == anew.view.rowHeight(0)
