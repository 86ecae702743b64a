"""People through the page: entered, found, renamed, merged, handed over, removed, forgotten; promises kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from db.workspace import Place, Workspace, create_workspace
from enable_desktop.charter.lines import Commitment, Obstacle
from enable_desktop.library.assets import Asset
from enable_desktop.links import Reason, Ref
from enable_desktop.notes import Direction, Promise
from enable_desktop.people import Group, Hat, Person
from enable_desktop.words import Words
from resources.sample import sample
from tests.ui.conftest import OpenWindow, ScriptedAsk
from tests.ui.keys import CTRL, click, press, type_text
from ui.desk import Desk
from ui.inputs import CheckBox
from ui.people.page import PeoplePage
from ui.tab_stops import stops_in

TODAY = date(2026, 11, 24)


@dataclass
class Told:
    """What the page asked of the window."""

    gone_to: list[object]
    toasts: list[tuple[str, bool]]
    problems: list[str]


@pytest.fixture
def told(desk: Desk) -> Told:
    heard = Told([], [], [])
    desk.wants_page.connect(heard.gone_to.append)
    desk.wants_toast.connect(lambda text, undo: heard.toasts.append((text, undo)))
    desk.wants_problem.connect(lambda title, text: heard.problems.append(f"{title} {text}"))
    return heard


@pytest.fixture
def people(workspace: Workspace) -> dict[str, int]:
    """Three people, one of whom owns something."""
    made = {
        "ann": workspace.add(Person, name="Ann Ashby", role="VP Sales", department="Sales", group=Group.LEADERSHIP),
        "bob": workspace.add(Person, name="Bob Birch", role="AE", department="Sales", group=Group.REP),
        "zoe": workspace.add(Person, name="Зоя Ёлкина", department="Marketing", group=Group.MARKETING),
    }
    workspace.add(Obstacle, title="No time", owner=made["ann"])
    return made


@pytest.fixture
def page(desk: Desk, people: dict[str, int], told: Told, qtbot: QtBot) -> Iterator[PeoplePage]:
    shown = PeoplePage(desk)
    shown.resize(1200, 1400)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    yield shown
    shown.close()


def edit(page: PeoplePage, name: str) -> QLineEdit:
    widget = page.person.form.edit_of(name)
    assert isinstance(widget, QLineEdit)
    return widget


def retype(widget: QLineEdit, text: str) -> None:
    widget.setFocus()
    widget.selectAll()
    type_text(widget, text)


def listed(page: PeoplePage) -> list[str]:
    model = page.directory.model
    return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]


def box(page: PeoplePage, text: str) -> CheckBox:
    return next(each for each in page.person.findChildren(CheckBox) if each.text() == text)


def run(page: PeoplePage, command_id: str) -> None:
    command = next(each for each in page.commands() if each.id == command_id)
    assert command.enabled()
    command.run()


def test_people_are_listed_by_name_and_the_first_is_shown(page: PeoplePage) -> None:
    assert listed(page) == ["Ann Ashby", "Bob Birch", "Зоя Ёлкина"]
    assert page.person.name.whole == "Ann Ashby"
    assert edit(page, "role").text() == "VP Sales"
    assert page.status() == "3 people"


def test_a_row_says_everything_to_a_screen_reader(page: PeoplePage) -> None:
    model = page.directory.model
    said = model.data(model.index(1, 0), int(Qt.ItemDataRole.AccessibleTextRole))
    assert said == "Bob Birch. AE, Sales. Rep"


def test_a_rename_is_stored_and_undone(page: PeoplePage, people: dict[str, int], workspace: Workspace) -> None:
    name = edit(page, "name")
    retype(name, "Vera Vance")
    press(name, Qt.Key.Key_Return)
    assert workspace.title_of(Ref("people", people["ann"])) == "Vera Vance"
    assert listed(page)[1] == "Vera Vance"
    assert page.current == people["ann"] and page.person.name.whole == "Vera Vance"
    assert name.hasFocus()
    workspace.undo()
    assert name.text() == "Ann Ashby" and page.person.name.whole == "Ann Ashby"


def test_typing_is_stored_after_a_pause(
    page: PeoplePage, people: dict[str, int], workspace: Workspace, qtbot: QtBot
) -> None:
    retype(edit(page, "department"), "Revenue")
    qtbot.waitUntil(lambda: _person(workspace, people["ann"]).department == "Revenue", timeout=3_000)


def test_what_is_being_typed_survives_another_change_and_leaving(
    page: PeoplePage, people: dict[str, int], workspace: Workspace
) -> None:
    retype(edit(page, "reach"), "by mail")
    workspace.change(Ref("people", people["ann"]), tenure="two years")
    assert edit(page, "reach").text() == "by mail"
    assert edit(page, "tenure").text() == "two years"
    page.directory.step(1)
    assert _person(workspace, people["ann"]).reach == "by mail"
    assert edit(page, "reach").text() == ""


def test_hats_group_and_consent_are_stored_at_once(
    page: PeoplePage, people: dict[str, int], workspace: Workspace
) -> None:
    click(box(page, "Expert"))
    click(box(page, "May be quoted by role"))
    until = edit(page, "consent_until")
    retype(until, "31 Feb 2027")
    press(until, Qt.Key.Key_Return)
    assert _person(workspace, people["ann"]).consent_until is None
    assert until.text() == "31 Feb 2027"
    retype(until, "1.3.27")
    press(until, Qt.Key.Key_Return)
    person = _person(workspace, people["ann"])
    assert person.hats == {Hat.EXPERT} and person.quote_by_role
    assert person.consent_until == date(2027, 3, 1)


def test_search_and_group_narrow_the_list(page: PeoplePage) -> None:
    press(page.directory.list, Qt.Key.Key_Slash)
    search = page.directory.search
    assert search.hasFocus()
    type_text(search, "елк")
    assert listed(page) == ["Зоя Ёлкина"]
    assert page.person.name.whole == "Зоя Ёлкина"
    assert page.status() == "1 of 3 people"
    search.setText("nobody like this")
    assert listed(page) == []
    assert not page.person.page.isVisible()
    page.directory.show_everybody()
    assert len(listed(page)) == 3
    page.directory.group.setCurrentIndex(page.directory.group.findData("rep"))
    assert listed(page) == ["Bob Birch"]
    press(search, Qt.Key.Key_Down)
    assert page.directory.list.hasFocus()


def test_a_new_person_is_shown_with_the_cursor_in_the_name(page: PeoplePage, workspace: Workspace) -> None:
    page.directory.search.setText("ann")
    page.new()
    name = edit(page, "name")
    assert name.hasFocus() and name.selectedText() == "New person"
    type_text(name, "Carl Cole")
    page.flush()
    assert [person.name for person in workspace.all(Person)][-1] == "Carl Cole"
    assert listed(page) == ["Ann Ashby", "Bob Birch", "Carl Cole", "Зоя Ёлкина"]


def test_the_first_person_comes_from_the_empty_page(desk: Desk, workspace: Workspace, qtbot: QtBot) -> None:
    page = PeoplePage(desk)
    qtbot.addWidget(page)
    page.show()
    assert page.first_focus() is page.first
    click(page.first)
    assert [person.name for person in workspace.all(Person)] == ["New person"]
    assert page.first_focus() is page.directory.list
    workspace.undo()
    assert page.first_focus() is page.first
    page.close()


def test_removing_asks_who_takes_over_only_where_something_is_theirs(
    page: PeoplePage, people: dict[str, int], workspace: Workspace, ask: ScriptedAsk, told: Told
) -> None:
    page.open(Ref("people", people["bob"]))
    press(page.directory.list, Qt.Key.Key_Delete)
    assert not ask.asked and workspace.get(Person, people["bob"]) is None
    assert page.current == people["zoe"]
    page.open(Ref("people", people["ann"]))
    ask.answers = [people["zoe"]]
    run(page, "people.remove")
    assert len(ask.asked) == 1
    assert [obstacle.owner for obstacle in workspace.all(Obstacle)] == [people["zoe"]]
    assert listed(page) == ["Зоя Ёлкина"]
    assert told.toasts[-1] == ("Ann Ashby removed", True)
    workspace.undo()
    assert [obstacle.owner for obstacle in workspace.all(Obstacle)] == [people["ann"]]
    assert listed(page) == ["Ann Ashby", "Зоя Ёлкина"]


def test_removing_leaves_everything_where_the_question_is_left(
    page: PeoplePage, workspace: Workspace, ask: ScriptedAsk
) -> None:
    ask.answers = [None]
    run(page, "people.remove")
    assert len(workspace.all(Person)) == 3
    ask.answers = [0]
    run(page, "people.remove")
    assert [obstacle.owner for obstacle in workspace.all(Obstacle)] == [None]


def test_handing_over_says_how_much(
    page: PeoplePage, people: dict[str, int], workspace: Workspace, ask: ScriptedAsk, told: Told
) -> None:
    ask.answers = [people["bob"]]
    run(page, "people.hand_over")
    assert [obstacle.owner for obstacle in workspace.all(Obstacle)] == [people["bob"]]
    assert told.toasts == [("1 thing handed over to Bob Birch", True)]
    run(page, "people.hand_over")
    assert told.toasts[-1][1] is False
    assert page.person.belongings.list.isHidden()


def test_two_records_become_one(
    page: PeoplePage, people: dict[str, int], workspace: Workspace, ask: ScriptedAsk
) -> None:
    page.open(Ref("people", people["zoe"]))
    ask.answers = [people["ann"]]
    run(page, "people.merge")
    zoe = _person(workspace, people["zoe"])
    assert zoe.role == "VP Sales" and workspace.get(Person, people["ann"]) is None
    assert edit(page, "role").text() == "VP Sales"
    assert page.current == people["zoe"]
    assert page.person.belongings.list.rows.rowCount() == 1


def test_anonymising_can_be_undone(page: PeoplePage, people: dict[str, int], workspace: Workspace, told: Told) -> None:
    run(page, "people.anonymise")
    assert page.person.name.whole == "VP Sales"
    assert told.toasts[-1][1] is True
    workspace.undo()
    assert page.person.name.whole == "Ann Ashby"


def test_forgetting_asks_and_names_the_backups(
    page: PeoplePage, people: dict[str, int], workspace: Workspace, ask: ScriptedAsk
) -> None:
    ask.answers = [False]
    run(page, "people.forget")
    assert workspace.get(Person, people["ann"]) is not None
    workspace.back_up()
    ask.answers = [True]
    run(page, "people.forget")
    assert workspace.get(Person, people["ann"]) is None and workspace.undo_label is None
    assert listed(page) == ["Bob Birch", "Зоя Ёлкина"]
    assert "1 backup still holds them: today, 10:42" in page.notice.text()
    assert "Ann" not in page.notice.text() and page.notice.isVisible()


def test_everything_about_them_leads_there(
    page: PeoplePage, people: dict[str, int], workspace: Workspace, told: Told
) -> None:
    line = workspace.add(Commitment, title="Reads every week", person=people["bob"])
    workspace.links.join(Ref("commitments", line), Ref("people", people["ann"]), Reason.MENTIONS)
    rows = page.person.belongings.list.rows
    assert [(rows.row_at(n).title, rows.row_at(n).right) for n in range(rows.rowCount())] == [
        ("No time", "Owner"),
        ("Reads every week", ""),
    ]
    assert rows.row_at(1).detail == "Commitment: it mentions this person"
    found = page.person.belongings.list
    found.setFocus()
    found.setCurrentIndex(rows.index(1, 0))
    press(found, Qt.Key.Key_Return)
    assert told.gone_to == [Ref("commitments", line)]


def test_promises_are_added_kept_changed_and_removed(
    page: PeoplePage, people: dict[str, int], workspace: Workspace, told: Told
) -> None:
    mine = page.person.promises.lists[Direction.MINE]
    new = mine.new
    type_text(new.title, "Send the figures")
    type_text(new.due, "no date")
    press(new.due, Qt.Key.Key_Return)
    assert workspace.all(Promise) == () and new.due.property("problem") == "true"
    assert new.problem.startswith("This is not a date.")
    retype(new.due, "20 ноя")
    press(new.due, Qt.Key.Key_Return)
    assert new.problem == ""
    press(new.due, Qt.Key.Key_Return)
    (promise,) = workspace.all(Promise)
    assert (promise.title, promise.due, promise.made) == ("Send the figures", date(2026, 11, 20), TODAY)
    assert (promise.person, promise.direction) == (people["ann"], Direction.MINE)
    (row,) = mine.rows
    assert new.title.text() == "" and new.title.hasFocus()
    retype(row.title, "Send all figures")
    press(row.title, Qt.Key.Key_Return)
    retype(row.due, "1 Dec")
    press(row.due, Qt.Key.Key_Return)
    click(row.kept)
    (promise,) = workspace.all(Promise)
    assert (promise.title, promise.due, promise.kept) == ("Send all figures", date(2026, 12, 1), TODAY)
    click(row.remove)
    assert workspace.all(Promise) == () and mine.rows == []
    assert told.toasts[-1] == ("Promise removed", True)
    workspace.undo()
    assert [row.title.text() for row in mine.rows] == ["Send all figures"]


def test_tab_goes_through_the_promises_as_they_are_read(page: PeoplePage, qtbot: QtBot) -> None:
    lists = page.person.promises.lists
    for direction, title in ((Direction.THEIRS, "Theirs"), (Direction.MINE, "Mine"), (Direction.MINE, "Also mine")):
        type_text(lists[direction].new.title, title)
        press(lists[direction].new.title, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: all(row.isVisible() for each in lists.values() for row in each.rows))
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    inside = list(stops_in(page.person.promises))
    places = [(each.mapTo(page, each.rect().center()).y() // 8, each.mapTo(page, QPoint()).x()) for each in inside]
    assert len(inside) == 3 * 4 + 2 * 3
    assert places == sorted(places)


def test_open_promises_come_first_and_a_row_keeps_the_focus(
    page: PeoplePage, people: dict[str, int], workspace: Workspace
) -> None:
    ids = [
        workspace.add(Promise, title=title, person=people["ann"], direction=Direction.THEIRS, due=due)
        for title, due in (("no day", None), ("late", date(2026, 11, 1)), ("soon", date(2026, 12, 1)))
    ]
    theirs = page.person.promises.lists[Direction.THEIRS]
    assert [row.title.text() for row in theirs.rows] == ["late", "soon", "no day"]
    late = theirs.rows[0]
    late.kept.setFocus()
    press(late.kept, Qt.Key.Key_Space)
    assert [row.title.text() for row in theirs.rows] == ["soon", "no day", "late"]
    assert late.kept.hasFocus() and late.promise.id == ids[1]
    page.open(Ref("promises", ids[0]))
    assert theirs.rows[1].title.hasFocus()


def test_a_promise_still_typed_is_stored_on_leaving(
    page: PeoplePage, people: dict[str, int], workspace: Workspace
) -> None:
    type_text(page.person.promises.lists[Direction.THEIRS].new.title, "Name an owner")
    page.step(1)
    (promise,) = workspace.all(Promise)
    assert (promise.person, promise.direction) == (people["ann"], Direction.THEIRS)
    assert page.current == people["bob"]


def test_a_promise_with_a_date_that_is_none_stays_with_the_person_it_was_typed_for(
    page: PeoplePage, people: dict[str, int], workspace: Workspace
) -> None:
    new = page.person.promises.lists[Direction.MINE].new
    type_text(new.title, "Send the deck")
    type_text(new.due, "31 Feb")
    page.step(1)
    assert page.current == people["bob"]
    assert new.texts == ("", "") and workspace.all(Promise) == ()
    assert not page.is_stored()
    type_text(new.title, "For Bob")
    page.step(-1)
    assert new.texts == ("Send the deck", "31 Feb")
    (promise,) = workspace.all(Promise)
    assert (promise.title, promise.person) == ("For Bob", people["bob"])
    new.due.clear()
    type_text(new.due, "28 Feb")
    page.step(1)
    assert {(each.title, each.person) for each in workspace.all(Promise)} == {
        ("For Bob", people["bob"]),
        ("Send the deck", people["ann"]),
    }
    assert page.is_stored()


def test_words_of_a_promise_that_could_not_be_stored_come_back_with_it(
    page: PeoplePage, people: dict[str, int], workspace: Workspace
) -> None:
    id_ = workspace.add(Promise, title="Name an owner", person=people["ann"])
    (row,) = page.person.promises.lists[Direction.MINE].rows
    elsewhere = workspace.path.rename(workspace.path.with_name("elsewhere"))
    press(row.title, Qt.Key.Key_End)
    type_text(row.title, "!")
    new = page.person.promises.lists[Direction.MINE].new
    type_text(new.title, "One more")
    page.step(1)
    assert not page.is_stored()
    page.show_unstored()
    assert page.current == people["ann"]
    (row,) = page.person.promises.lists[Direction.MINE].rows
    assert row.title.text().endswith("!") and new.texts[0] == "One more"
    elsewhere.rename(workspace.path)
    page.flush()
    assert page.is_stored()
    assert workspace.title_of(Ref("promises", id_)) == "Name an owner!"
    assert {promise.person for promise in workspace.all(Promise)} == {people["ann"]}


def test_the_focus_stays_on_the_page_when_the_list_is_empty(page: PeoplePage, workspace: Workspace) -> None:
    page.directory.group.setCurrentIndex(page.directory.group.findData("rep"))
    page.directory.list.setFocus()
    press(page.directory.list, Qt.Key.Key_Delete)
    assert page.directory.search.hasFocus()
    for person in workspace.all(Person):
        workspace.people.remove(person.id)
    assert page.first.hasFocus()


def test_consent_that_ended_is_said(page: PeoplePage, people: dict[str, int], workspace: Workspace) -> None:
    workspace.change(Ref("people", people["ann"]), may_record=True, consent_until=date(2026, 11, 1))
    said = [each.text() for each in page.person.findChildren(type(page.notice)) if each.isVisible()]
    assert any("consent ended on 1" in text for text in said)


def test_a_gone_person_and_an_unknown_one_do_no_harm(
    page: PeoplePage, people: dict[str, int], workspace: Workspace
) -> None:
    page.open(Ref("people", 999))
    page.open(Ref("promises", 999))
    page.open(None)
    workspace.people.remove(people["bob"])
    page.step(1)
    assert page.current == people["zoe"]


def test_tab_goes_through_and_every_field_has_a_name(page: PeoplePage) -> None:
    unnamed = [
        widget
        for widget in page.findChildren(QLineEdit) + page.findChildren(CheckBox)
        if widget.isVisible() and not widget.accessibleName()
    ]
    assert not unnamed
    page.directory.list.setFocus()
    press(page.directory.list, Qt.Key.Key_Return)
    assert edit(page, "name").hasFocus()
    press(edit(page, "name"), Qt.Key.Key_Tab)
    assert edit(page, "role").hasFocus()


def test_nothing_changes_in_a_file_opened_for_reading(
    tmp_path: Path, place: Place, desk: Desk, qtbot: QtBot, people: dict[str, int]
) -> None:
    page = PeoplePage(desk)
    qtbot.addWidget(page)
    desk.workspace.is_readonly = True
    assert not any(command.enabled() for command in page.commands())


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_whole_sample_can_be_walked_through(
    desk: Desk, tmp_path: Path, place: Place, qtbot: QtBot, language: str
) -> None:
    with create_workspace(tmp_path / f"{language}.enable", place, sample=sample(language)) as workspace:
        other = Desk(
            workspace,
            words=Words("en", desk.words._translations),
            theme=desk.theme,
            ask=desk.ask,
            tasks=desk.tasks,
            commands=desk.commands,
            preferences=desk.preferences,
        )
        page = PeoplePage(other)
        qtbot.addWidget(page)
        page.show()
        before = workspace.undo_label
        seen = set()
        for _ in range(page.directory.total):
            seen.add(page.current)
            QApplication.processEvents()
            page.step(1)
        page.flush()
        assert len(seen) == len(workspace.all(Person))
        assert workspace.undo_label == before
        page.close()
        other.close()


def _person(workspace: Workspace, id_: int) -> Person:
    person = workspace.get(Person, id_)
    assert person is not None
    return person


def test_ctrl_n_in_the_window_adds_a_person(workspace: Workspace, open_window: OpenWindow) -> None:
    workspace.settings.set("first_steps", "skipped")
    path = workspace.path
    workspace.close()
    window = open_window(path)
    assert window.shell is not None and window.workspace is not None
    window.shell.go("people")
    press(window, Qt.Key.Key_N, CTRL)
    assert [person.name for person in window.workspace.all(Person)] == ["New person"]
    press(window, Qt.Key.Key_Escape)
    window.shell.undo()
    assert window.workspace.all(Person) == ()
    window.close()


def test_of_much_content_the_first_is_listed_and_the_rest_leads_to_the_library(
    page: PeoplePage, people: dict[str, int], told: Told, workspace: Workspace
) -> None:
    workspace.add_many(Asset, [{"title": f"Deck {number}", "owner": people["bob"]} for number in range(150)])
    page.open(Ref("people", people["bob"]))
    found = page.person.belongings.list
    assert found.rows.rowCount() == 101
    assert (found.rows.row_at(100).title, found.rows.row_at(100).detail) == ("50 more", "Content")
    found.setCurrentIndex(found.rows.index(100, 0))
    press(found, Qt.Key.Key_Return)
    assert told.gone_to == [f"library#owner:{people['bob']}"]
