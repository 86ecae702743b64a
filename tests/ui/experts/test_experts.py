"""Experts through the page: levels set by key, topics and experts added, mails written, reports handed out."""

from __future__ import annotations

import email
import email.policy
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.charter.lines import Objective
from enable_desktop.experts import Contribution, Terms
from enable_desktop.interviews import Interview, Mention, Rating, Theme
from enable_desktop.library.assets import Asset
from enable_desktop.links import Reason, Ref
from enable_desktop.notes import ListEntry
from enable_desktop.people import Group, Hat, Person
from tests.exports.reading import text_of
from tests.ui.conftest import ScriptedAsk
from tests.ui.keys import press, type_text
from ui.desk import Desk
from ui.experts.matrix_bar import HOLES, MatrixBar
from ui.experts.page import ExpertsPage
from ui.experts.standing_down import said_charges
from ui.record_form import RecordForm

TODAY = date(2026, 11, 24)


def rows(page: ExpertsPage) -> list[str]:
    return [topic.title for topic in page.matrix.matrix.topics]


def spoken(page: ExpertsPage, row: int, column: int) -> object:
    model = page.matrix.matrix
    return model.data(model.index(row, column), int(Qt.ItemDataRole.AccessibleTextRole))


def topic(id_: int) -> Ref:
    return Ref(ListEntry.kind, id_)


def terms_of(page: ExpertsPage) -> RecordForm | None:
    return page.side.terms_form


def covers(page: ExpertsPage) -> list[object]:
    model, role = page.matrix.matrix, int(Qt.ItemDataRole.AccessibleTextRole)
    return [model.headerData(row, Qt.Orientation.Vertical, role) for row in range(model.rowCount())]


def test_holes_stand_first_and_every_topic_says_how_it_is_covered(page: ExpertsPage) -> None:
    assert covers(page) == ["Pricing. Nobody yet", "Security. One expert", "Demo. 2 can teach it"]
    assert page.header_note().text == "2 experts, 3 topics"
    assert page.status() == "1 topic nobody teaches, 1 with a single expert"
    assert spoken(page, 2, 0) == "Demo, Ann Ashby: The reference"
    assert spoken(page, 0, 1) == "Pricing, Bob Birch: nothing said"


def test_a_digit_sets_the_level_under_the_keyboard_and_the_row_stays_where_it_is(
    page: ExpertsPage, people: dict[str, int], topics: dict[str, int], workspace: Workspace
) -> None:
    assert (page.matrix.topic, page.matrix.person) == (topic(topics["Pricing"]), people["ann"])
    press(page.matrix, Qt.Key.Key_2)
    press(page.matrix, Qt.Key.Key_Right)
    press(page.matrix, Qt.Key.Key_1)
    levels = {each.topic: each.levels for each in workspace.experts.coverage().topics}
    assert levels[topics["Pricing"]] == {people["ann"]: 2, people["bob"]: 1}
    assert rows(page) == ["Pricing", "Security", "Demo"]
    assert (page.matrix.topic, page.matrix.person) == (topic(topics["Pricing"]), people["bob"])
    press(page.matrix, Qt.Key.Key_0)
    workspace.undo()
    assert workspace.experts.coverage().topics[1].levels == {people["ann"]: 2, people["bob"]: 1}
    page.open(None)
    assert rows(page) == ["Security", "Demo", "Pricing"]


def test_a_topic_is_added_and_the_keyboard_goes_there(
    page: ExpertsPage, people: dict[str, int], workspace: Workspace
) -> None:
    type_text(page.new_topic, "Contracts")
    press(page.new_topic, Qt.Key.Key_Return)
    assert [topic.title for topic in workspace.experts.topics()][-1] == "Contracts"
    assert page.matrix.topic == topic(workspace.experts.topics()[-1].id)
    assert page.new_topic.text() == ""


def test_somebody_chosen_becomes_an_expert_and_gets_a_column(
    page: ExpertsPage, people: dict[str, int], workspace: Workspace
) -> None:
    page.new_expert.chosen.emit(people["cid"])
    assert [person.name for person in page.matrix.matrix.experts] == ["Ann Ashby", "Bob Birch", "Cid Cole"]
    assert Hat.EXPERT in workspace.people.get(people["cid"]).hats
    assert page.side.name.whole == "Cid Cole"


def test_an_expert_who_is_removed_leaves_the_table(
    page: ExpertsPage, people: dict[str, int], workspace: Workspace
) -> None:
    workspace.people.remove(people["ann"])
    assert [person.name for person in page.matrix.matrix.experts] == ["Bob Birch"]
    assert page.side.name.whole == "Bob Birch"
    workspace.undo()
    assert len(page.matrix.matrix.experts) == 2


def test_without_experts_the_page_says_what_it_is_for(desk: Desk, qtbot: QtBot) -> None:
    shown = ExpertsPage(desk)
    qtbot.addWidget(shown)
    shown.show()
    assert shown.first_focus() is shown.first
    assert shown.first.isVisible()
    assert shown.header_actions() == ()
    someone = desk.workspace.add(Person, name="Dee Dale")
    shown.first.chosen.emit(someone)
    assert not shown.first.isVisible()
    assert shown.first_focus() is shown.new_topic
    assert shown.side.name.whole == "Dee Dale"
    shown.close()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("experts.export.directory", "Whom to ask"),
        ("experts.export.coverage", "Topics by experts"),
        ("experts.export.page", "BOB BIRCH"),
    ],
)
def test_each_report_is_written_where_the_person_says(
    page: ExpertsPage, ask: ScriptedAsk, tmp_path: Path, command: str, said: str
) -> None:
    press(page.matrix, Qt.Key.Key_Right)
    target = tmp_path / "experts.pdf"
    ask.answers.append(target)
    next(each for each in page.exports() if each.id == command).run()
    text = text_of(target.read_bytes())
    assert said in text


def test_a_theme_that_hurts_and_has_no_topic_stands_in_the_table_and_a_digit_makes_it_one(
    page: ExpertsPage, people: dict[str, int], workspace: Workspace
) -> None:
    theme = workspace.add(Theme, title="Coaching time")
    for number in range(3):
        rep = workspace.add(Person, name=f"Rep {number}", group=Group.REP)
        talk = workspace.add(Interview, person=rep, group=Group.REP, held=True, on=TODAY)
        workspace.add(Rating, interview=talk, theme=theme, heard=Mention.RAISED, hurts=5 - number % 2)
    page.open(None)
    assert covers(page)[0] == "Coaching time. Nobody yet. Coaching time hurts 4.7 of 5"
    assert page.header_note().text == "2 experts, 3 topics"
    assert page.status().endswith("1 theme that hurts without a topic")
    page.matrix.go_to(people["ann"], Ref(Theme.kind, theme))
    press(page.matrix, Qt.Key.Key_0)
    assert [each.title for each in workspace.experts.topics()] == ["Demo", "Pricing", "Security"]
    press(page.matrix, Qt.Key.Key_2)
    made = workspace.experts.topics()[-1]
    assert made.title == "Coaching time"
    assert page.matrix.topic == topic(made.id)
    assert rows(page)[0] == "Coaching time"
    (row,) = [each for each in workspace.experts.coverage({theme: 4.7}).topics if each.title == "Coaching time"]
    assert (row.topic, row.levels, row.is_painful) == (made.id, {people["ann"]: 2}, True)
    workspace.undo()
    assert covers(page)[0] == "Coaching time. Nobody yet. Coaching time hurts 4.7 of 5"


def test_a_theme_is_linked_to_the_topic_of_the_row_and_taken_off_again(page: ExpertsPage, workspace: Workspace) -> None:
    theme = workspace.add(Theme, title="Price objections")
    press(page.matrix, Qt.Key.Key_L)
    assert page.strip.link.hasFocus()
    page.strip.link.setCurrentIndex(page.strip.link.findData(theme))
    page.strip.link.activated.emit(page.strip.link.currentIndex())
    assert [each.title for each in workspace.experts.coverage().topics[1].themes] == ["Price objections"]
    assert covers(page)[0] == "Pricing. Nobody yet. Price objections"
    take_off = page.strip.removals[theme]
    assert take_off.accessibleName() == "Take “Price objections” off “Pricing”"
    QTest.mouseClick(take_off, Qt.MouseButton.LeftButton)
    assert workspace.experts.coverage().topics[1].themes == ()
    assert page.strip.removals == {}


def test_the_strip_says_who_knows_the_topic_and_offers_what_it_lacks(
    page: ExpertsPage, people: dict[str, int], workspace: Workspace
) -> None:
    assert page.strip.said.whole == "Pricing: nobody yet. Press 1 to 3 to name an expert."
    assert page.strip.deed.isHidden()
    press(page.matrix, Qt.Key.Key_Down)
    assert page.strip.said.whole == "Security: One expert. Bob Birch"
    page.strip.deed.click()
    assert page.side.name.whole == "Bob Birch"
    form = terms_of(page)
    assert form is not None
    deputy = form.edit_of("deputy")
    assert deputy.hasFocus()


def test_the_mail_that_fits_is_filled_copied_and_saved(
    page: ExpertsPage, people: dict[str, int], workspace: Workspace, ask: ScriptedAsk, tmp_path: Path
) -> None:
    workspace.change(Ref(Person.kind, people["ann"]), reach="ann@sample.example")
    page.side.mail_wanted.emit(people["ann"], "", 0, 0)
    card = page.letter
    assert card is not None and card.isVisible()
    assert card.letter.currentData() == "first approach"
    assert card.to.text() == "ann@sample.example"
    assert "When sellers ask about Demo, your name comes up." in card.body.toPlainText()
    assert "[your name]" in card.body.toPlainText()
    card.copy_text()
    assert QGuiApplication.clipboard().text().startswith(card.subject.text())
    target = tmp_path / "first.eml"
    ask.answers.append(target)
    card.save_mail()
    message = email.message_from_bytes(target.read_bytes(), policy=email.policy.default)
    assert str(message["To"]) == "Ann Ashby <ann@sample.example>"
    press(card.body, Qt.Key.Key_Escape)
    assert not card.isVisible()
    assert page.matrix.isVisible()


def test_thanks_are_written_for_the_contribution_that_is_open(
    page: ExpertsPage, people: dict[str, int], workspace: Workspace
) -> None:
    workspace.experts.note_contribution(people["ann"], title="Older")
    given = workspace.experts.note_contribution(people["ann"], title="A review", note="Used in three deals")
    page.open(Ref(Contribution.kind, given))
    page.side.contributions.write.click()
    card = page.letter
    assert card is not None
    assert card.subject.text() == "Thank you: A review"
    assert "This is what came of it: Used in three deals" in card.body.toPlainText()
    card.choose("manager")
    assert card.to.text() == ""
    assert "[name of the manager]" in card.body.toPlainText()


def test_asking_about_a_topic_nobody_teaches_says_how_badly_it_hurts(
    page: ExpertsPage, people: dict[str, int], topics: dict[str, int], workspace: Workspace
) -> None:
    theme = workspace.add(Theme, title="Price objections")
    workspace.experts.link_theme(topics["Pricing"], theme)
    for number in range(3):
        talk = workspace.add(Interview, group=Group.LEADERSHIP, held=True, on=TODAY, label=f"L {number}")
        workspace.add(Rating, interview=talk, theme=theme, heard=Mention.RAISED, hurts=4)
    for who in ("ann", "bob"):
        workspace.experts.set_level(people[who], topics["Pricing"], 1)
    page.matrix.go_to(people["ann"], topic(topics["Pricing"]))
    assert page.strip.deed.text() == "Ask Ann Ashby"
    page.strip.deed.click()
    assert page.letter is not None
    text = page.letter.body.toPlainText()
    assert "What it is for: in the interviews “Price objections” is rated 4.0 of 5" in text


def test_who_is_no_expert_any_more_hands_over_what_hangs_on_them(
    page: ExpertsPage, people: dict[str, int], workspace: Workspace, ask: ScriptedAsk
) -> None:
    owned = workspace.add(Asset, title="Battlecard", owner=people["bob"])
    reviewed = workspace.add(Asset, title="Questionnaire", reviewer=people["bob"])
    vouched = workspace.add(Asset, title="Contract guide")
    workspace.links.join(Ref(Asset.kind, vouched), Ref(Person.kind, people["bob"]), Reason.VOUCHED)
    workspace.change(Ref(Terms.kind, workspace.experts.appoint(people["ann"])), deputy=people["bob"])
    page.matrix.go_to(people["bob"])
    shown = [page.side.charges.list.rows.row_at(row) for row in range(page.side.charges.list.rows.rowCount())]
    assert [(row.title, row.detail) for row in shown] == [
        ("Battlecard", "Owner"), ("Questionnaire", "Reviewer"), ("Contract guide", "Vouches for it"),
    ]  # fmt: skip
    said = list(said_charges(workspace.experts.charges(people["bob"]), page.words))
    assert said == [
        "Owns “Battlecard”", "Reviews “Questionnaire”", "Vouches for “Contract guide”", "Stands in for Ann Ashby",
        "“Security” is then known by nobody",
    ]  # fmt: skip
    ask.answers.append(None)
    page.side.leave.click()
    assert len(page.matrix.matrix.experts) == 2
    ask.answers.append(people["cid"])
    page.side.leave.click()
    assert ask.asked == ["Who takes over from Bob Birch?"] * 2
    assert [person.name for person in page.matrix.matrix.experts] == ["Ann Ashby", "Cid Cole"]
    charges = workspace.experts.charges(people["cid"])
    assert [each[0] for each in (*charges.owns, *charges.reviews, *charges.vouches)] == [owned, reviewed, vouched]
    assert [name for _, name in charges.deputy_of] == ["Ann Ashby"]
    workspace.undo()
    assert workspace.experts.charges(people["bob"]).can_be_handed_over == 4
    assert [person.name for person in page.matrix.matrix.experts] == ["Ann Ashby", "Bob Birch"]


def test_what_changed_while_another_page_was_shown_is_there_when_it_comes_back(
    page: ExpertsPage, people: dict[str, int], workspace: Workspace
) -> None:
    page.hide()
    workspace.change(Ref(Person.kind, people["ann"]), name="Ann Archer")
    workspace.experts.add_topic("Contracts")
    assert [person.name for person in page.matrix.matrix.experts] == ["Ann Ashby", "Bob Birch"]
    page.show()
    assert [person.name for person in page.matrix.matrix.experts] == ["Ann Archer", "Bob Birch"]
    assert "Contracts" in rows(page)
    assert page.header_note().text == "2 experts, 4 topics"


def test_holes_stand_first_again_when_the_page_comes_back_after_a_change(
    page: ExpertsPage, people: dict[str, int], topics: dict[str, int], workspace: Workspace
) -> None:
    page.hide()
    workspace.experts.set_level(people["ann"], topics["Pricing"], 3)
    workspace.experts.set_level(people["bob"], topics["Pricing"], 3)
    page.show()
    assert rows(page) == ["Security", "Demo", "Pricing"]


def test_the_file_is_not_asked_again_when_nothing_has_changed_meanwhile(page: ExpertsPage) -> None:
    asked: list[str] = []
    page.open(None)
    page.desk.workspace.library.connection.set_trace_callback(asked.append)
    page.open(None)
    page.desk.workspace.library.connection.set_trace_callback(None)
    assert asked == []


def test_of_the_people_only_those_who_were_touched_are_read_again(
    page: ExpertsPage, people: dict[str, int], workspace: Workspace
) -> None:
    asked: list[str] = []
    page.hide()
    workspace.change(Ref(Person.kind, people["ann"]), role="Architect")
    workspace.add(Theme, title="Price")
    workspace.library.connection.set_trace_callback(asked.append)
    page.show()
    workspace.library.connection.set_trace_callback(None)
    assert asked
    assert not [query for query in asked if 'from "people"' in query and "where id" not in query]


def test_topics_are_sorted_as_in_the_charter_and_stay_so(
    page: ExpertsPage, topics: dict[str, int], workspace: Workspace, desk: Desk, qtbot: QtBot
) -> None:
    objective = workspace.add(Objective, title="Faster first deals")
    workspace.links.join(Ref(Objective.kind, objective), topic(topics["Demo"]), Reason.ANSWERS)
    assert rows(page)[0] == "Pricing"
    assert page.bar.sort.text() == "Holes first"
    page.bar.sort.click()
    assert rows(page)[0] == "Demo"
    assert page.bar.sort.text() == "As in charter"
    again = ExpertsPage(desk)
    qtbot.addWidget(again)
    assert rows(again)[0] == "Demo"


def test_more_topics_than_a_window_holds_have_one_line_each(
    page: ExpertsPage, topics: dict[str, int], workspace: Workspace
) -> None:
    theme = workspace.add(Theme, title="Slow demos")
    workspace.experts.link_theme(topics["Demo"], theme)
    at = rows(page).index("Demo")
    tall = page.matrix.rowHeight(at)
    assert tall > page.matrix.rowHeight(at - 1)
    workspace.add_many(ListEntry, [{"list": "topic", "key": f"more-{n}", "title": f"More {n}"} for n in range(30)])
    heights = {page.matrix.rowHeight(row) for row in range(len(rows(page)))}
    assert len(heights) == 1
    assert heights.pop() < tall


def test_what_the_marks_mean_is_whole_also_in_a_narrow_table(desk: Desk, qtbot: QtBot) -> None:
    bar = MatrixBar(desk.theme, desk.words, HOLES)
    qtbot.addWidget(bar)
    bar.resize(900, 40)
    bar.show()
    assert bar.export.text() == "Export the coverage"
    bar.resize(470, 40)
    qtbot.waitUntil(lambda: bar.legend.width() >= bar.legend.sizeHint().width())
    assert bar.export.text() == ""
    assert (bar.export.toolTip(), bar.export.accessibleName()) == ("Export the coverage", "Export the coverage")
    bar.resize(900, 40)
    assert bar.export.text() == "Export the coverage"
