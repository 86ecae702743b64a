"""Versions are saved, compared, restored and approved; readings are typed in; sums follow their figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.charter.lines import (
    Answer,
    Approver,
    Document,
    Figure,
    Obstacle,
    Prose,
    Slot,
    Status,
)
from enable_desktop.links import Reason, Ref
from enable_desktop.measures import Measure, Reading
from enable_desktop.notes import InboxNote
from enable_desktop.people import Person
from exports.charter_markdown import charter_markdown
from tests.ui.conftest import ScriptedAsk
from tests.ui.keys import press
from ui.charter.beginnings import Beginnings
from ui.charter.readings import ReadingsPanel
from ui.charter.section_view import SectionView
from ui.charter.strip import ApprovalStrip
from ui.charter.sums import Sums
from ui.charter.versions import AnswerList, VersionsPanel
from ui.desk import Desk
from ui.exporting import charter_report
from ui.inputs import ComboBox
from ui.labels import ElidedLabel
from ui.rows import RowsView


def shown(widget: QWidget, qtbot: QtBot) -> None:
    widget.resize(700, 800)
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()


@pytest.fixture
def versions(desk: Desk, qtbot: QtBot) -> Iterator[VersionsPanel]:
    desk.workspace.add(Obstacle, title="No time", mitigation="Book it")
    made = VersionsPanel(desk)
    shown(made, qtbot)
    yield made


W = TypeVar("W", bound=QWidget)


def named(parent: QWidget, kind: type[W], name: str) -> W:
    """The widget of a class with this accessible name."""
    return next(each for each in parent.findChildren(kind) if each.accessibleName() == name)


def difference(panel: VersionsPanel) -> str:
    return " ".join(each.toPlainText() for each in panel.findChildren(QTextEdit) if each.isVisibleTo(panel))


def mark(panel: VersionsPanel, title: str) -> None:
    rows = panel.list.rows
    place = next(row for row in range(rows.rowCount()) if rows.row_at(row).title.startswith(f"v{title}"))
    panel.list.setCurrentIndex(rows.index(place, 0))


def test_the_panel_fits_beside_the_side_pane_of_the_narrowest_window(versions: VersionsPanel) -> None:
    work_area, margins = 440, 64
    assert versions.minimumSizeHint().width() <= work_area - margins


def test_a_version_is_saved_compared_and_restored(versions: VersionsPanel, workspace: Workspace) -> None:
    versions.save()
    assert [version.title for version in workspace.charter.versions(Document.CHARTER)] == ["0.1"]
    workspace.change(Ref("obstacles", 1), mitigation="Book it a quarter ahead")
    assert [version.title for version in workspace.charter.versions(Document.CHARTER)] == ["0.2", "0.1"]
    mark(versions, "0.1")
    versions.compare()
    assert "a quarter ahead" in difference(versions)
    assert "Obstacles" in difference(versions)
    versions.restore()
    line = workspace.get(Obstacle, 1)
    assert line is not None and line.mitigation == "Book it"
    workspace.undo()
    line = workspace.get(Obstacle, 1)
    assert line is not None and line.mitigation == "Book it a quarter ahead"


def test_asking_freezes_and_answers_approve(
    versions: VersionsPanel, workspace: Workspace, desk: Desk, qtbot: QtBot
) -> None:
    for name in ("Ada Fern", "Bo Reed"):
        person = workspace.add(Person, name=name)
        workspace.add(Approver, person=person, document=Document.CHARTER)
    answers = AnswerList(desk)
    shown(answers, qtbot)
    versions.ask()
    assert workspace.charter.current(Document.CHARTER).status is Status.REVIEW
    for row in range(answers.list.rows.rowCount()):
        if not answers.list.rows.row_at(row).heading:
            answers.list.setCurrentIndex(answers.list.rows.index(row, 0))
            box = named(answers, ComboBox, "Answer")
            box.setCurrentIndex(box.findData(Answer.APPROVED))
            named(answers, QLineEdit, "Condition").setText("Until June" if row == 1 else "")
            answers.record()
    current = workspace.charter.current(Document.CHARTER)
    assert current.status is Status.APPROVED
    given = {each.answer for each in workspace.charter.approvals(current.id)}
    assert given == {Answer.APPROVED, Answer.CONDITION}


def test_restoring_says_what_it_could_not_join_again(
    versions: VersionsPanel, workspace: Workspace, desk: Desk, qtbot: QtBot
) -> None:
    note = Ref(InboxNote.kind, workspace.add(InboxNote, title="The mail of March"))
    workspace.links.join(Ref(Obstacle.kind, 1), note, Reason.EVIDENCE)
    versions.save()
    mark(versions, "0.1")
    workspace.change(Ref(Obstacle.kind, 1), title="Another")
    mark(versions, "0.1")
    with qtbot.waitSignal(desk.wants_toast) as said:
        versions.restore()
    assert said.args == ["Restored: it says again what version 0.1 says", True]
    workspace.remove(note)
    mark(versions, "0.1")
    versions.compare()
    assert "Evidence: The mail of March (Inbox note)" in difference(versions)
    with qtbot.waitSignal(desk.wants_toast) as said:
        versions.restore()
    assert said.args == [
        "Restored as the next draft. 1 link could not be joined again, since this is not there any more: "
        "The mail of March",
        True,
    ]


def test_the_marked_version_is_exported_as_it_was_frozen(
    versions: VersionsPanel, workspace: Workspace, ask: ScriptedAsk, tmp_path: Path
) -> None:
    versions.save()
    workspace.change(Ref(Obstacle.kind, 1), title="What nobody has signed")
    mark(versions, "0.1")
    ask.answers.append(tmp_path / "charter.pdf")
    versions.export()
    document = pypdfium2.PdfDocument(tmp_path / "charter.pdf")
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    assert "No time" in text
    assert "What nobody has signed" not in text


def test_who_approved_and_left_is_named_everywhere(
    versions: VersionsPanel, workspace: Workspace, desk: Desk, qtbot: QtBot
) -> None:
    person = workspace.add(Person, name="Ada Fern", role="CFO")
    workspace.add(Approver, person=person, document=Document.CHARTER)
    version = workspace.charter.ask(Document.CHARTER)
    workspace.charter.answer(workspace.charter.approvals(version)[0].id, Answer.APPROVED)
    answers = AnswerList(desk)
    shown(answers, qtbot)
    strip = ApprovalStrip(desk)
    qtbot.addWidget(strip)
    workspace.people.remove(person)
    strip.show_document(Document.CHARTER)
    assert "Ada Fern, CFO" in [answers.list.rows.row_at(row).title for row in range(answers.list.rows.rowCount())]
    assert versions.list.rows.row_at(0).detail == "Ada Fern, CFO: Approved"
    sentence = strip.findChild(ElidedLabel)
    assert isinstance(sentence, ElidedLabel)
    assert "by Ada Fern, CFO (v0.1)" in sentence.whole
    text = charter_markdown(charter_report(workspace), desk.document_words())
    assert "| Ada Fern, CFO |  | Approved, " in text


def test_a_reading_is_typed_in_and_taken_out(desk: Desk, workspace: Workspace, qtbot: QtBot) -> None:
    measure = workspace.add(Measure, title="Win rate", unit="%", baseline=19.0, target=25.0)
    panel = ReadingsPanel(desk)
    shown(panel, qtbot)
    value = named(panel, QLineEdit, "Value")
    named(panel, QLineEdit, "Date").setText("1 Mar 2026")
    value.setText("21,5")
    press(value, Qt.Key.Key_Return)
    readings = workspace.all(Reading)
    assert [(each.measure, each.on, each.value) for each in readings] == [(measure, date(2026, 3, 1), 21.5)]
    value.setText("many")
    press(value, Qt.Key.Key_Return)
    assert len(workspace.all(Reading)) == 1
    readings_list = panel.findChild(RowsView)
    assert isinstance(readings_list, RowsView)
    readings_list.setFocus()
    press(readings_list, Qt.Key.Key_Delete)
    assert workspace.all(Reading) == ()
    workspace.undo()
    assert len(workspace.all(Reading)) == 1


def test_sums_follow_the_figures(desk: Desk, workspace: Workspace, qtbot: QtBot) -> None:
    panel = Sums(desk)
    shown(panel, qtbot)
    workspace.add(Figure, slot=Slot.YEARLY, title="Salary", amount=6_400_000)
    workspace.add(Figure, slot=Slot.YEARLY, title="Experts", hours=480.0, rate=5_000)
    assert "€88,000" in " ".join(each.text() for each in panel.findChildren(QLabel))


def test_an_empty_mission_begins_with_a_pattern(desk: Desk, workspace: Workspace, qtbot: QtBot) -> None:
    view = SectionView(desk, "mission")
    shown(view, qtbot)
    offers = view.findChild(Beginnings)
    assert isinstance(offers, Beginnings) and offers.isVisible()
    buttons = offers.findChildren(QPushButton)
    assert len(buttons) == 4
    buttons[2].click()
    assert view.prose[0].text().startswith("We help [whom]")
    assert not offers.isVisible()
    workspace.undo()
    assert offers.isVisible()


def test_how_to_request_work_begins_with_a_text(desk: Desk, workspace: Workspace, qtbot: QtBot) -> None:
    view = SectionView(desk, "requests")
    shown(view, qtbot)
    offers = view.findChild(Beginnings)
    assert isinstance(offers, Beginnings)
    offers.findChildren(QPushButton)[0].click()
    assert "3 working days" in workspace.where(Prose, "key", "requests")[0].text


@pytest.mark.parametrize("key", ["business_case", "measures", "plan", "governance", "approvals", "stakeholders"])
def test_sections_with_blocks_of_their_own_stand_in_an_empty_workspace(desk: Desk, qtbot: QtBot, key: str) -> None:
    view = SectionView(desk, key)
    shown(view, qtbot)
    view.flush()
