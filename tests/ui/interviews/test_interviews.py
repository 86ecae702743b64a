"""Talks through the page: planned, prepared, written down, tagged, rated; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.interviews import (
    Audience,
    ChosenQuestion,
    Interview,
    Mention,
    Question,
    Rating,
    Sort,
    Statement,
    Theme,
)
from enable_desktop.links import Ref
from enable_desktop.people import Group, Person
from tests.ui.keys import press, type_text
from ui.desk import Desk
from ui.inputs import ComboBox
from ui.interviews.answers import Column as Answer
from ui.interviews.page import InterviewsPage
from ui.interviews.statements_model import Column
from ui.interviews.tagging import TagPopover
from ui.interviews.talk_view import NOTES, PREPARE, STATEMENTS

NOTES_TEXT = "She looks for stories. Forty results and no dates. Then she asks in chat."


@pytest.fixture
def rep(workspace: Workspace) -> int:
    return workspace.add(Person, name="Rufus Quillfeather", role="SDR", group=Group.REP, quote_by_role=True)


@pytest.fixture
def themes(workspace: Workspace) -> dict[str, int]:
    found = {title: workspace.themes.make(title) for title in ("Finding current content", "Forecast", "Ramp-up")}
    workspace.themes.start_round("Spring", date(2026, 1, 5), tuple(found.values()))
    return found


@pytest.fixture
def talk(workspace: Workspace, rep: int, themes: dict[str, int]) -> int:
    made = workspace.interviews.plan(rep, on=date(2026, 11, 24), begins="11:00", place="meeting room")
    workspace.interviews.write(made, NOTES_TEXT)
    return made


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[InterviewsPage]:
    shown = InterviewsPage(desk)
    shown.resize(1200, 900)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    yield shown
    shown.flush()
    shown.close()


def interview(page: InterviewsPage, id_: int) -> Interview:
    found = page.desk.workspace.get(Interview, id_)
    assert found is not None
    return found


def select_words(page: InterviewsPage, words: str) -> None:
    edit = page.talk.notes.notes.edit
    start = edit.toPlainText().index(words)
    cursor = QTextCursor(edit.document())
    cursor.setPosition(start)
    cursor.setPosition(start + len(words), QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)


def popover(page: InterviewsPage) -> TagPopover:
    found = page.talk.notes.popover
    assert found is not None
    return found


def test_an_empty_programme_says_what_the_page_is_for_and_plans_the_first_talk(
    page: InterviewsPage, rep: int, workspace: Workspace
) -> None:
    assert page.first.isVisible()
    page.first.click()
    card = page.card
    assert card is not None
    card.person.show_id(rep)
    card.on.setText("12 Mar 2027")
    card.begins.setText("14.30")
    card.place.setText("video call")
    press(card.place, Qt.Key.Key_Return)
    (made,) = workspace.all(Interview)
    assert (made.title, made.on, made.begins, made.place) == (
        "Rufus Quillfeather", date(2027, 3, 12), "14:30", "video call",
    )  # fmt: skip
    assert page.talks.current == made.id
    assert page.talk.step == PREPARE
    assert "14:30 to 15:15" in page.talk.when.whole


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [("on", "31 Feb", "days"), ("begins", "25:00", "time"), ("minutes", "soon", "number")],
)
def test_what_is_no_date_time_or_number_is_said_beside_its_field(
    page: InterviewsPage, rep: int, workspace: Workspace, field: str, typed: str, said: str
) -> None:
    page.new()
    card = page.card
    assert card is not None
    card.person.show_id(rep)
    edit: QWidget = getattr(card, field)
    edit.setText(typed)  # type: ignore[attr-defined]
    card.plan()
    assert workspace.all(Interview) == ()
    assert said in edit.accessibleDescription()


def test_questions_are_picked_ordered_and_put_back_with_keys(
    workspace: Workspace, talk: int, page: InterviewsPage
) -> None:
    for number in range(3):
        workspace.add(Question, title=f"Question {number}?", audience=Audience.REP, minutes=4 + number)
    page.talk.show_talk(talk, PREPARE)
    prepare = page.talk.prepare
    assert prepare is not None
    view = prepare.questions

    def mark(title: str) -> None:
        row = next(row for row in range(view.questions.rowCount()) if view.questions.at(row).title == title)
        view.setCurrentIndex(view.questions.index(row, 0))

    for title in ("Question 1?", "Question 0?"):
        mark(title)
        press(view, Qt.Key.Key_Space)
    assert [each.title for each in workspace.all(ChosenQuestion)] == ["Question 1?", "Question 0?"]
    assert view.questions.at(0).right == "about 9 of 45 minutes"
    mark("Question 0?")
    press(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [each.title for each in workspace.all(ChosenQuestion)] == ["Question 0?", "Question 1?"]
    press(view, Qt.Key.Key_Space)
    assert [each.title for each in workspace.all(ChosenQuestion)] == ["Question 1?"]
    type_text(prepare.own, "Мой вопрос?")
    press(prepare.own, Qt.Key.Key_Return)
    assert [each.title for each in workspace.all(ChosenQuestion)] == ["Question 1?", "Мой вопрос?"]


def test_a_question_that_is_half_typed_waits_for_its_own_talk(
    workspace: Workspace, talk: int, rep: int, page: InterviewsPage
) -> None:
    other = workspace.interviews.plan(rep, on=date(2026, 11, 25))
    page.open(Ref(Interview.kind, talk))
    page.talk.show_talk(talk, PREPARE)
    prepare = page.talk.prepare
    assert prepare is not None
    type_text(prepare.own, "Half a qu")
    page.talk.show_talk(other, PREPARE)
    assert prepare.own.text() == ""
    page.talk.show_talk(talk, PREPARE)
    assert prepare.own.text() == "Half a qu"


def test_selected_words_become_a_statement_without_leaving_the_keyboard(
    workspace: Workspace, talk: int, themes: dict[str, int], page: InterviewsPage
) -> None:
    page.talk.show_talk(talk, NOTES)
    select_words(page, "Forty results and no dates.")
    page.talk.notes.tag_selected()
    box = popover(page).box
    type_text(box, "finding")
    press(box, Qt.Key.Key_5)
    press(box, Qt.Key.Key_Return)
    (statement,) = workspace.all(Statement)
    assert (statement.words, statement.theme, statement.severity, statement.quotable) == (
        "Forty results and no dates.", themes["Finding current content"], 5, True,
    )  # fmt: skip
    assert interview(page, talk).held, "words that were said mean that it took place"
    assert len(page.talk.notes.notes.edit.extraSelections()) == 1
    beside = page.talk.notes.list.rows
    assert [beside.row_at(row).title for row in range(beside.rowCount())] == ["Finding current content"]
    raised = page.talk.notes.answers.answers.at(0)
    assert (raised.theme.title, raised.heard) == ("Finding current content", Mention.RAISED)
    done = len(workspace.history())
    page.talk.notes.answers.answers.next_heard(0)
    assert len(workspace.history()) == done, "a click that cannot show is no step of the history"


def test_a_theme_typed_for_the_first_time_is_made_and_asked_about_by_the_round(
    workspace: Workspace, talk: int, page: InterviewsPage
) -> None:
    page.talk.show_talk(talk, NOTES)
    select_words(page, "asks in chat")
    page.talk.notes.tag_selected()
    type_text(popover(page).box, "Ответы коллег")
    press(popover(page).box, Qt.Key.Key_Return)
    made = workspace.themes.called("ответы коллег")
    assert made is not None
    assert made.id in {theme.id for theme in workspace.themes.of_round(workspace.themes.rounds()[0].id)}
    workspace.undo()
    assert workspace.themes.called("Ответы коллег") is None, "theme and statement are one step"
    assert workspace.all(Statement) == ()


def test_a_passage_marked_without_a_theme_waits_and_is_found_again(
    workspace: Workspace, talk: int, themes: dict[str, int], page: InterviewsPage
) -> None:
    page.talk.show_talk(talk, NOTES)
    select_words(page, "Forty results")
    page.talk.notes.tag_selected()
    press(popover(page).box, Qt.Key.Key_Return)
    assert workspace.all(Statement)[0].theme is None
    assert "1 passage to tag" in page.status()
    page.talk.notes.tag_next()
    type_text(popover(page).box, "ramp")
    press(popover(page).box, Qt.Key.Key_Return)
    (statement,) = workspace.all(Statement)
    assert statement.theme == themes["Ramp-up"]


def test_a_passage_keeps_its_words_while_text_is_typed_around_and_over_it(
    workspace: Workspace, talk: int, page: InterviewsPage
) -> None:
    page.talk.show_talk(talk, NOTES)
    workspace.interviews.tag(talk, NOTES_TEXT.index("Forty"), NOTES_TEXT.index("dates.") + 6, severity=4)
    edit = page.talk.notes.notes.edit
    cursor = QTextCursor(edit.document())
    cursor.setPosition(0)
    edit.setTextCursor(cursor)
    type_text(edit, "😀 Da capo. ")
    cursor.setPosition(edit.document().characterCount() - 1)
    edit.setTextCursor(cursor)
    type_text(edit, " Ende.")
    page.flush()
    (statement,) = workspace.all(Statement)
    notes = interview(page, talk).notes
    assert notes == f"😀 Da capo. {NOTES_TEXT} Ende."
    assert notes[statement.start : statement.end] == "Forty results and no dates."


def test_statements_stand_in_the_order_of_the_notes_whatever_was_typed_and_tagged_since(
    workspace: Workspace, talk: int, page: InterviewsPage
) -> None:
    page.talk.show_talk(talk, NOTES)
    notes = page.talk.notes.notes
    words = ("Forty", "results", "dates")
    places = {each: NOTES_TEXT.index(each) for each in words}
    made = {each: workspace.interviews.tag(talk, places[each], places[each] + len(each)) for each in words[1:]}
    edit = notes.edit
    cursor = QTextCursor(edit.document())
    edit.setTextCursor(cursor)
    type_text(edit, "😀 A long beginning. ")
    page.flush()
    start = interview(page, talk).notes.index("Forty")
    made["Forty"] = workspace.interviews.tag(talk, start, start + 5)
    assert [statement.id for statement in notes.statements] == [made[each] for each in words]
    assert [cursor.selectedText() for _, cursor in notes.passages()] == list(words)
    assert [each.cursor.selectedText() for each in edit.extraSelections()] == ["results", "dates", "Forty"]
    workspace.undo()
    assert [statement.id for statement in notes.statements] == [made["results"], made["dates"]]
    assert [cursor.selectedText() for _, cursor in notes.passages()] == ["results", "dates"]
    workspace.change(Ref(Statement.kind, made["dates"]), theme=workspace.themes.make("Dates"))
    backgrounds = {each.format.background().color().name() for each in edit.extraSelections()}
    assert len(backgrounds) == 2, "one still waits for its theme"


def test_only_what_a_tag_changes_is_shown_again(
    workspace: Workspace, talk: int, rep: int, themes: dict[str, int], page: InterviewsPage
) -> None:
    workspace.interviews.hold(talk)
    workspace.interviews.plan(rep, on=date(2026, 11, 25))
    page.talks.select(talk)
    page.talk.show_step(NOTES)
    talks, answers = page.talks.model, page.talk.notes.answers.answers
    told: list[object] = []
    talks.dataChanged.connect(lambda first, last: told.append((talks.talk_at(first.row()), first.row() == last.row())))
    answers.dataChanged.connect(lambda first, last: told.append((answers.at(first.row()).theme.title, last.row())))
    workspace.interviews.tag(talk, 0, 3, theme=themes["Forecast"])
    (shown,) = (each for each in page.talks.talks if each.id == talk)
    assert shown.statements == 1
    assert sorted(map(str, told)) == sorted(map(str, [(shown, True), ("Forecast", 1)]))
    assert "1 statement" in page.status()
    workspace.undo()
    assert [each.statements for each in page.talks.talks] == [0, 0]
    assert "0 statements" in page.status()


def test_what_was_said_elsewhere_is_counted_beside_its_own_talk(
    workspace: Workspace, talk: int, rep: int, page: InterviewsPage
) -> None:
    other = workspace.interviews.plan(rep, on=date(2026, 11, 25))
    workspace.interviews.hold(other)
    page.talks.select(talk)
    page.talk.show_step(NOTES)
    workspace.interviews.say(other, "The price list is old")
    assert {each.id: each.untagged for each in page.talks.talks} == {talk: 0, other: 1}


def test_overlapping_passages_are_both_kept(workspace: Workspace, talk: int, page: InterviewsPage) -> None:
    page.talk.show_talk(talk, NOTES)
    first = workspace.interviews.tag(talk, 0, 40)
    second = workspace.interviews.tag(talk, 23, 60)
    shown = [statement.id for statement, _ in page.talk.notes.notes.passages()]
    assert shown == [first, second]
    at = page.talk.notes.notes.statement_at(30)
    assert at is not None
    assert at.id == second, "the shorter one"


def test_a_statement_leads_to_its_words_and_back(workspace: Workspace, talk: int, page: InterviewsPage) -> None:
    made = workspace.interviews.tag(talk, NOTES_TEXT.index("Forty"), NOTES_TEXT.index(" no dates"))
    page.open(Ref(Statement.kind, made))
    assert page.talk.step == NOTES
    assert page.talk.notes.notes.edit.textCursor().selectedText() == "Forty results and"
    page.talk.show_step(STATEMENTS)
    view = page.talk.statements.view
    view.setCurrentIndex(view.statements.index(0, Column.WORDS))
    press(view, Qt.Key.Key_Return)
    assert page.talk.step == NOTES


def test_the_table_sets_severity_theme_and_quotable_with_one_key(
    workspace: Workspace, talk: int, page: InterviewsPage
) -> None:
    made = workspace.interviews.say(talk, "Nobody reads it.", sort=Sort.IDEA)
    page.talk.show_talk(talk, STATEMENTS)
    view = page.talk.statements.view
    view.setCurrentIndex(view.statements.index(0, Column.WORDS))
    press(view, Qt.Key.Key_4)
    press(view, Qt.Key.Key_Q)
    statement = workspace.get(Statement, made)
    assert statement is not None
    assert (statement.severity, statement.sort, statement.quotable) == (4, Sort.PROBLEM, False)
    press(view, Qt.Key.Key_4)
    press(view, Qt.Key.Key_K)
    statement = workspace.get(Statement, made)
    assert statement is not None
    assert (statement.severity, statement.sort) == (None, Sort.GOAL)
    press(view, Qt.Key.Key_Delete)
    assert workspace.all(Statement) == ()
    workspace.undo()
    assert len(workspace.all(Statement)) == 1


def test_scores_and_what_was_asked_are_typed_into_the_strip(
    workspace: Workspace, talk: int, themes: dict[str, int], page: InterviewsPage
) -> None:
    page.talk.show_talk(talk, NOTES)
    answers = page.talk.notes.answers
    assert answers.answers.rowCount() == 3
    answers.setCurrentIndex(answers.answers.index(1, Answer.HURTS))
    press(answers, Qt.Key.Key_4)
    answers.setCurrentIndex(answers.answers.index(0, Answer.HEARD))
    press(answers, Qt.Key.Key_Space)
    found = {rating.theme: rating for rating in workspace.all(Rating)}
    assert (found[themes["Forecast"]].hurts, found[themes["Forecast"]].heard) == (4, Mention.ASKED)
    assert found[themes["Finding current content"]].heard is Mention.ASKED
    answers.setCurrentIndex(answers.answers.index(1, Answer.HURTS))
    press(answers, Qt.Key.Key_Delete)
    assert {rating.theme: rating for rating in workspace.all(Rating)}[themes["Forecast"]].hurts is None


def test_the_scored_core_marks_every_theme_of_the_round_as_asked(
    workspace: Workspace, talk: int, page: InterviewsPage
) -> None:
    page.talk.show_talk(talk, NOTES)
    page.talk.notes.core.click()
    assert {rating.heard for rating in workspace.all(Rating)} == {Mention.ASKED}
    assert len(workspace.all(Rating)) == 3


def test_what_is_typed_goes_to_the_talk_it_was_typed_in(
    workspace: Workspace, talk: int, rep: int, page: InterviewsPage
) -> None:
    other = workspace.interviews.plan(rep, on=date(2026, 12, 1))
    page.talks.select(talk)
    page.talk.show_step(NOTES)
    edit = page.talk.notes.notes.edit
    edit.setFocus()
    edit.moveCursor(QTextCursor.MoveOperation.End)
    type_text(edit, " And more.")
    page.talks.select(other)
    assert interview(page, talk).notes == f"{NOTES_TEXT} And more."
    assert interview(page, other).notes == ""


def test_undo_brings_back_a_removed_talk_with_all_that_was_said(
    workspace: Workspace, talk: int, page: InterviewsPage
) -> None:
    workspace.interviews.say(talk, "Nobody reads it.")
    page.talks.select(talk)
    press(page.talks.list, Qt.Key.Key_Delete)
    assert workspace.all(Interview) == ()
    assert workspace.all(Statement) == ()
    workspace.undo()
    assert [each.words for each in workspace.interviews.statements(talk)] == ["Nobody reads it."]
    assert page.talks.current == talk


def test_search_finds_a_talk_by_name_or_role_and_says_when_there_is_none(
    workspace: Workspace, talk: int, page: InterviewsPage
) -> None:
    type_text(page.talks.search, "QUILL")
    assert page.talks.model.place_of(talk) >= 0
    page.talks.search.setText("sdr")
    assert page.talks.model.place_of(talk) >= 0
    page.talks.search.setText("nobody")
    assert not page.talks.list.isVisible()
    press(page.talks.search, Qt.Key.Key_Escape)
    assert page.talks.model.place_of(talk) >= 0


def test_ctrl_shift_c_is_the_key_that_tags(talk: int, page: InterviewsPage) -> None:
    command = next(command for command in page.commands() if command.id == "interviews.tag")
    assert command.shortcut == "Ctrl+Shift+C"
    page.talk.show_talk(talk, NOTES)
    select_words(page, "Forty results")
    command.run()
    opened = QApplication.activePopupWidget()
    assert isinstance(opened, TagPopover)
    opened.close()


def test_themes_that_were_renamed_are_called_so_everywhere(
    workspace: Workspace, talk: int, themes: dict[str, int], page: InterviewsPage
) -> None:
    workspace.interviews.say(talk, "Words", theme=themes["Forecast"])
    page.talk.show_talk(talk, STATEMENTS)
    workspace.change(Ref(Theme.kind, themes["Forecast"]), title="Forecast and CRM upkeep")
    model = page.talk.statements.view.statements
    assert model.index(0, Column.THEME).data() == "Forecast and CRM upkeep"


def test_arrow_keys_step_over_headings(workspace: Workspace, talk: int, rep: int, page: InterviewsPage) -> None:
    held = workspace.interviews.plan(rep, on=date(2026, 1, 1))
    workspace.interviews.hold(held)
    page.talks.select(talk)
    page.talks.list.setFocus()
    press(page.talks.list, Qt.Key.Key_Down)
    assert page.talks.current == held
    press(page.talks.list, Qt.Key.Key_Up)
    assert page.talks.current == talk


def test_coverage_says_who_was_heard_by_group_and_department(
    workspace: Workspace, talk: int, page: InterviewsPage
) -> None:
    leader = workspace.add(Person, name="Corin Ashmeridge", group=Group.LEADERSHIP, department="Sales")
    workspace.add(Person, name="Ada Wren", group=Group.REP, department="Mid-market")
    workspace.interviews.plan(leader, on=date(2026, 12, 1))
    workspace.interviews.hold(talk)
    page.show_coverage()
    card = page.coverage
    assert card is not None
    model = card.model
    shown = [[model.index(row, column).data() for column in range(6)] for row in range(model.rowCount())]
    assert shown == [
        ["Leadership", "Sales", "0", "1", "1", "0"],
        ["Rep", "–", "1", "0", "1", "0"],
        ["Rep", "Mid-market", "0", "0", "1", "1"],
    ]
    assert card.sentence.text() == "0 of 5 leaders, 1 of 12 reps for a fair picture: 16 more talks"
    workspace.interviews.hold(workspace.interviews.listed()[0].id)
    assert card.sentence.text().startswith("1 of 5 leaders")
    page.show_coverage()
    assert not card.isVisible()


def test_notes_that_could_not_be_stored_keep_their_talk_on_the_screen(
    workspace: Workspace, talk: int, rep: int, page: InterviewsPage
) -> None:
    other = workspace.interviews.plan(rep, on=date(2026, 12, 1))
    page.talks.select(talk)
    page.talk.show_step(NOTES)
    edit = page.talk.notes.notes.edit
    edit.moveCursor(QTextCursor.MoveOperation.End)
    elsewhere = workspace.path.rename(workspace.path.with_name("elsewhere"))
    type_text(edit, " And more.")
    page.talks.select(other)
    assert page.talk.interview == page.talks.current == talk
    assert edit.toPlainText().endswith(" And more.")
    assert not page.is_stored()
    page.show_unstored()
    assert page.talk.step == NOTES
    elsewhere.rename(workspace.path)
    page.talks.select(other)
    assert page.talk.interview == other
    assert interview(page, talk).notes == f"{NOTES_TEXT} And more."


def test_a_talk_tagged_before_its_day_took_place_today(workspace: Workspace, rep: int, page: InterviewsPage) -> None:
    talk = workspace.interviews.plan(rep, on=date(2026, 12, 1))
    workspace.interviews.say(talk, "Words")
    assert (interview(page, talk).held, interview(page, talk).on) == (True, date(2026, 11, 24))


def test_planning_asks_for_the_group_of_somebody_who_has_none(workspace: Workspace, page: InterviewsPage) -> None:
    person = workspace.add(Person, name="Zelda Quickwater")
    page.new()
    card = page.card
    assert card is not None
    assert not card.group.isVisible()
    card.person.show_id(person)
    card.person.chosen.emit(person)
    assert card.group.isVisible()
    card.group.setCurrentIndex(card.group.findData(Group.REP))
    card.plan()
    assert workspace.people.get(person).group is Group.REP
    assert workspace.all(Interview)[0].group is Group.REP
    workspace.undo()
    assert workspace.people.get(person).group is Group.OTHER
    assert workspace.all(Interview) == ()


def test_picking_a_suggestion_leads_to_the_next_one(workspace: Workspace, talk: int, page: InterviewsPage) -> None:
    for number in range(4):
        workspace.add(Question, title=f"Question {number}?", audience=Audience.REP)
    page.talk.show_talk(talk, PREPARE)
    assert page.talk.prepare is not None
    view = page.talk.prepare.questions
    view.setCurrentIndex(view.questions.index(2, 0))
    picked = view.questions.at(2).title
    following = view.questions.at(3).title
    press(view, Qt.Key.Key_Space)
    assert [each.title for each in workspace.all(ChosenQuestion)] == [picked]
    assert view.current is not None
    assert view.current.title == following


def test_a_step_chosen_by_key_has_the_focus(talk: int, page: InterviewsPage) -> None:
    page.talks.select(talk)
    page.side_tab(2)
    assert QApplication.focusWidget() is page.talk.notes.notes.edit
    page.side_tab(1)
    assert page.talk.prepare is not None
    assert QApplication.focusWidget() is page.talk.prepare.questions


def test_the_heads_of_the_answers_have_room_for_their_words(page: InterviewsPage, talk: int) -> None:
    page.talks.select(talk)
    head = page.talk.notes.answers.horizontalHeader()
    columns = (Answer.IMPORTANCE, Answer.SERVED, Answer.HURTS, Answer.TOP)
    assert all(head.sectionSizeHint(column) <= head.sectionSize(column) for column in columns)


def test_the_first_thing_said_in_a_planned_talk_tells_that_it_counts_as_held(
    workspace: Workspace, desk: Desk, rep: int, themes: dict[str, int], page: InterviewsPage
) -> None:
    told: list[tuple[str, bool]] = []
    desk.wants_toast.connect(lambda text, undo: told.append((text.replace("\xa0", " "), undo)))
    ahead = workspace.interviews.plan(rep, on=date(2026, 11, 30))
    workspace.interviews.write(ahead, NOTES_TEXT)
    page.talks.select(ahead)
    for start in (0, 10):
        workspace.interviews.tag(ahead, start, start + 8, theme=themes["Forecast"])
    assert told == [("Marked as held, Tue 24 Nov: something was said in it", True)]
    assert interview(page, ahead).on == desk.today


def test_a_talk_that_counts_for_no_side_says_so_and_leads_to_its_group(
    page: InterviewsPage, workspace: Workspace, rep: int, qtbot: QtBot
) -> None:
    new = workspace.add(Person, name="Nobody Yet")
    nowhere, counted = workspace.interviews.plan(new), workspace.interviews.plan(rep)
    page.open(Ref(Interview.kind, counted))
    assert not page.talk.choose_side.isVisible()
    page.open(Ref(Interview.kind, nowhere))
    assert page.talk.choose_side.isVisible()
    page.talk.choose_side.click()
    box = page.talk.details.edit_of("group")
    assert isinstance(box, ComboBox)
    qtbot.waitUntil(box.hasFocus)
    box.setCurrentIndex(box.findData(Group.LEADERSHIP))
    box.activated.emit(box.currentIndex())
    assert interview(page, nowhere).group is Group.LEADERSHIP
    assert not page.talk.choose_side.isVisible()
