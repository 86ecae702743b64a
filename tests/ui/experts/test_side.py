"""One expert beside the table: contacts logged, terms written down, contributions thanked for, topics confirmed."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.experts import Contact, Contribution, Depth, Expertise, Ground, Standing, Terms
from enable_desktop.links import Ref
from enable_desktop.people import Person
from tests.ui.keys import press, type_text
from ui.experts.page import ExpertsPage
from ui.record_form import RecordForm

TODAY = date(2026, 11, 24)


def spoken(page: ExpertsPage, row: int, column: int) -> object:
    model = page.matrix.matrix
    return model.data(model.index(row, column), int(Qt.ItemDataRole.AccessibleTextRole))


def terms_of(page: ExpertsPage) -> RecordForm | None:
    return page.side.terms_form


def plain(label: QLabel) -> str:
    """What a label says, with plain spaces."""
    return label.text().replace("\u00a0", " ")


def test_the_expert_of_the_column_is_shown_beside(page: ExpertsPage) -> None:
    assert page.side.name.whole == "Ann Ashby"
    press(page.matrix, Qt.Key.Key_Right)
    assert page.side.name.whole == "Bob Birch"
    page.step(-1)
    assert page.side.name.whole == "Ann Ashby"
    assert page.directory.list.current is not None and page.directory.list.current.title == "Ann Ashby"


def test_t_logs_a_contact_of_today_and_what_is_typed_is_kept(
    page: ExpertsPage, people: dict[str, int], workspace: Workspace
) -> None:
    press(page.matrix, Qt.Key.Key_T)
    form = page.side.contact_form
    assert form is not None
    gave = form.edit_of("gave")
    assert isinstance(gave, QLineEdit) and gave.hasFocus()
    type_text(gave, "Field feedback")
    page.flush()
    (contact,) = workspace.all(Contact)
    assert (contact.person, contact.on, contact.gave) == (people["ann"], TODAY, "Field feedback")
    assert page.side.balance.text() == "Gave 1 time, asked 0 times"
    workspace.undo()
    workspace.undo()
    assert page.side.contact_form is None
    assert page.side.balance.text() == "No contact yet. Begin with something that helps them."


def test_a_full_month_warns_before_one_more_is_asked(
    page: ExpertsPage, people: dict[str, int], workspace: Workspace
) -> None:
    assert page.side.warning.isHidden()
    terms = Ref(Terms.kind, workspace.experts.appoint(people["ann"]))
    workspace.change(terms, hours=2)
    contact = Ref(Contact.kind, workspace.experts.log(people["ann"], asked="A review", hours=1.5))
    assert page.side.warning.isHidden()
    workspace.change(contact, hours=2)
    assert page.side.warning.text() == "All hours of this month are asked. One more would be one too many."
    workspace.change(contact, hours=3.5)
    assert page.side.warning.text().startswith("1.5 h more than offered were asked this month.")
    workspace.change(terms, until=date(2026, 11, 1), hours=0)
    assert page.side.warning.isVisible()


def test_the_ground_of_a_topic_is_chosen_beside(
    page: ExpertsPage, people: dict[str, int], workspace: Workspace
) -> None:
    (row,) = page.side.known.shown
    row.ground.setCurrentIndex(list(Ground).index(Ground.EVIDENCE))
    row.ground.activated.emit(row.ground.currentIndex())
    found = workspace.get(Expertise, row.id)
    assert found is not None
    assert (found.ground, found.confirmed, found.depth) == (Ground.EVIDENCE, TODAY, Depth.REFERENCE)


def test_what_was_agreed_is_written_down_where_nothing_was(
    page: ExpertsPage, people: dict[str, int], workspace: Workspace
) -> None:
    assert terms_of(page) is None
    page.side._agree.click()
    form = terms_of(page)
    assert form is not None
    step = form.edit_of("next_step")
    assert isinstance(step, QLineEdit)
    step.setFocus()
    type_text(step, "Ask for a bite")
    page.flush()
    terms = workspace.experts.terms(people["ann"])
    assert terms is not None
    assert (terms.next_step, terms.standing) == ("Ask for a bite", Standing.TO_MEET)
    press(page.matrix, Qt.Key.Key_Right)
    assert terms_of(page) is None


def test_a_contact_and_terms_open_with_their_expert(
    page: ExpertsPage, people: dict[str, int], workspace: Workspace
) -> None:
    contact = workspace.experts.log(people["bob"], asked="A session")
    page.open(Ref(Contact.kind, contact))
    assert page.side.name.whole == "Bob Birch"
    form = page.side.contact_form
    assert form is not None and form.ref == Ref(Contact.kind, contact)
    page.open(Ref(Terms.kind, workspace.experts.appoint(people["ann"])))
    assert page.side.name.whole == "Ann Ashby"
    assert page.side.contact_form is None


def test_a_contribution_is_noted_thanked_for_and_taken_back(
    page: ExpertsPage, people: dict[str, int], workspace: Workspace
) -> None:
    part = page.side.contributions
    part.add.click()
    assert part.form is not None
    title = part.form.edit_of("title")
    assert isinstance(title, QLineEdit) and title.hasFocus()
    assert part.list.rows.row_at(0).title == "No title yet"
    type_text(title, "Reviewed the battlecard")
    page.flush()
    (given,) = workspace.all(Contribution)
    assert (given.person, given.on, given.title, given.thanked) == (
        people["ann"], TODAY, "Reviewed the battlecard", None,
    )  # fmt: skip
    assert part.summary.text() == "1 without thanks"
    part.thank.click()
    assert workspace.all(Contribution)[0].thanked == TODAY
    assert part.summary.text() == "Thanked for everything"
    assert part.thank.isHidden()
    workspace.undo()
    assert part.summary.text() == "1 without thanks"
    assert part.thank.isVisible()
    part.remove.click()
    assert workspace.all(Contribution) == ()
    assert part.form.isHidden()
    workspace.undo()
    assert part.list.rows.row_at(0).title == "Reviewed the battlecard"


def test_when_to_ask_again_is_written_down_and_confirmed_when_due(
    page: ExpertsPage, people: dict[str, int], workspace: Workspace
) -> None:
    part = page.side.known
    (row,) = part.shown
    id_, state = row.id, row.state
    assert plain(state) == "The reference, confirmed 24 Nov"
    part.open_details(id_)
    assert part.form is not None
    day, note = part.form.edit_of("ask_again"), part.form.edit_of("note")
    assert isinstance(day, QLineEdit) and isinstance(note, QLineEdit)
    type_text(day, "20 Nov 2026")
    type_text(note, "Only the old version")
    page.flush()
    assert plain(state) == "The reference, confirmed 24 Nov, ask again 20 Nov, Only the old version"
    found = workspace.get(Expertise, id_)
    assert found is not None and (found.ask_again, found.note) == (date(2026, 11, 20), "Only the old version")
    row.confirm.click()
    assert plain(state) == "The reference, confirmed 24 Nov, Only the old version"
    workspace.undo()
    assert "ask again 20 Nov" in plain(state)


def test_what_today_names_opens_with_its_expert(
    page: ExpertsPage, people: dict[str, int], workspace: Workspace
) -> None:
    given = workspace.experts.note_contribution(people["bob"], title="An answer")
    page.open(Ref(Contribution.kind, given))
    assert page.side.name.whole == "Bob Birch"
    form = page.side.contributions.form
    assert form is not None and form.ref == Ref(Contribution.kind, given)
    (known,) = [each for each in workspace.experts.of(people["bob"]) if each.depth is Depth.REFERENCE]
    page.open(Ref(Expertise.kind, known.id))
    assert page.side.known.form is not None
    assert page.side.known.form.ref == Ref(Expertise.kind, known.id)


def test_languages_and_deputy_stand_beside(page: ExpertsPage, people: dict[str, int], workspace: Workspace) -> None:
    workspace.change(Ref(Person.kind, people["ann"]), languages="English, French")
    terms = Ref(Terms.kind, workspace.experts.appoint(people["ann"]))
    workspace.change(terms, standing=Standing.AGREED)
    assert page.side.about.text() == "Speaks English, French. No deputy is named."
    workspace.change(terms, deputy=people["cid"])
    assert page.side.about.text() == "Speaks English, French. Deputy: Cid Cole."


def test_what_stands_beside_the_table_follows_a_digit(page: ExpertsPage, qtbot: QtBot) -> None:
    press(page.matrix, Qt.Key.Key_2)
    assert spoken(page, 0, 0) == "Pricing, Ann Ashby: Can teach"
    qtbot.waitUntil(lambda: page.strip.said.whole == "Pricing: One expert. Ann Ashby")
    assert [row.topic.whole for row in page.side.known.shown] == ["Demo", "Pricing"]


def test_the_button_below_what_was_said_closes_it_and_logs_no_second_contact(
    page: ExpertsPage, workspace: Workspace
) -> None:
    press(page.matrix, Qt.Key.Key_T)
    form = page.side.contact_form
    assert form is not None
    type_text(form.edit_of("gave"), "A deal story")
    assert page.side.log_button.text() == "Done"
    press(page.side.log_button, Qt.Key.Key_Space)
    assert page.side.contact_form is None
    assert [each.gave for each in workspace.all(Contact)] == ["A deal story"]
    assert page.side.log_button.text() == "Log contact"


def test_a_rhythm_chosen_beside_plans_the_next_contact(
    page: ExpertsPage, people: dict[str, int], workspace: Workspace
) -> None:
    assert page.side.rhythm.currentText() == "no rhythm"
    page.side.rhythm.setCurrentIndex(page.side.rhythm.findData(3))
    page.side.rhythm.activated.emit(page.side.rhythm.currentIndex())
    assert workspace.experts.rhythm(people["ann"]) == 3
    assert plain(page.side.next_day) == "15 Dec"
    press(page.matrix, Qt.Key.Key_Right)
    assert page.side.rhythm.currentText() == "no rhythm"
    press(page.matrix, Qt.Key.Key_Left)
    assert page.side.rhythm.currentText() == "every 3 weeks"
