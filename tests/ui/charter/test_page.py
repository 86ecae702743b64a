"""The charter page in the real window, on the sample programme."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.charter.lines import Answer, Approval, Document, Obstacle, Prose, Status
from enable_desktop.charter.sections import SECTIONS
from enable_desktop.links import Ref
from tests.conftest import SampleAt
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, press, type_text
from ui.charter.outline import OutlineModel
from ui.charter.page import CharterPage
from ui.charter.section_view import SectionView
from ui.charter.versions import AnswerList
from ui.inputs import ComboBox
from ui.lines.chooser import RecordEditor
from ui.lines.table import LinesTable
from ui.window import Window


@pytest.fixture
def window(tmp_path: Path, sample_at: SampleAt, open_window: OpenWindow) -> Iterator[Window]:
    """The sample programme, open on its charter."""
    path = tmp_path / "Sample.enable"
    sample_at(path)
    shown = open_window(path)
    assert shown.shell is not None
    shown.shell.go("charter")
    yield shown


@pytest.fixture
def page(window: Window) -> CharterPage:
    assert window.shell is not None
    shown = window.shell.page
    assert isinstance(shown, CharterPage)
    return shown


def stored(window: Window) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def guided(page: CharterPage) -> set[str]:
    """What the guidance says."""
    return {each.text() for each in page.guidance.findChildren(QLabel)}


def test_a_section_is_there_before_its_guidance_and_the_evidence_never_lags_behind(
    page: CharterPage, qtbot: QtBot
) -> None:
    page.show_section("obstacles")
    qtbot.waitUntil(lambda: "Every row has one owner" in guided(page))
    before = guided(page)
    page.show_section("mission")
    assert page.view is not None and page.view.prose
    assert page.evidence.ref == page.view.section_ref()
    assert guided(page) == before
    page.show_section("objectives")
    qtbot.waitUntil(lambda: guided(page) != before)
    shown = guided(page)
    page.side_tab(1)
    assert guided(page) == shown, "the section shown last is the one that is guided"


def table_of(page: CharterPage, kind: str) -> LinesTable:
    assert page.view is not None
    return next(table for table in page.view.tables if table.rows.record.kind == kind)


def notes(page: CharterPage) -> dict[str, str]:
    model = page.outline.list.model()
    assert isinstance(model, OutlineModel)
    return {entry.key: entry.note for entry in model.entries}


def shown_section(page: CharterPage) -> str:
    assert page.view is not None
    return page.view.section.key


def test_every_section_opens_and_says_how_far_it_is(page: CharterPage) -> None:
    for section in SECTIONS:
        page.show_section(section.key)
        assert page.view is not None and page.view.section is section
        assert page.view.isVisibleTo(page)
    assert set(notes(page)) == {section.key for section in SECTIONS}
    assert notes(page)["mission"] == "2 sentences"
    assert "17 of 17" in page.status()


def test_what_is_missing_is_said_and_leads_to_its_field(page: CharterPage, window: Window, qtbot: QtBot) -> None:
    page.show_section("obstacles")
    stored(window).change(Ref("obstacles", 2), owner=None)
    assert notes(page)["obstacles"] == "1 without owner"
    page.side_tab(1)
    links = [each for each in page.guidance.findChildren(QPushButton) if "has no owner" in each.accessibleName()]
    assert len(links) == 1
    links[0].click()
    table = table_of(page, "obstacles")
    assert table.selected_ref() == Ref("obstacles", 2)
    assert isinstance(table.open_editor, RecordEditor)
    type_text(table.open_editor, "corin")
    press(table.open_editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: notes(page)["obstacles"] == "6 rows")


def test_a_line_opens_in_its_section(page: CharterPage, window: Window) -> None:
    assert window.shell is not None
    window.shell.go(Ref("criteria", 3))
    assert page.view is not None and page.view.section.key == "criteria"
    assert table_of(page, "criteria").selected_ref() == Ref("criteria", 3)


def test_page_keys_step_through_the_sections(page: CharterPage, window: Window) -> None:
    page.show_section("business_case")
    press(window, Qt.Key.Key_PageDown, CTRL)
    assert shown_section(page) == "mission"
    press(window, Qt.Key.Key_PageUp, CTRL)
    press(window, Qt.Key.Key_PageUp, CTRL)
    assert shown_section(page) == "change_log"


def test_an_empty_section_names_the_key_that_shows_its_guidance(page: CharterPage, window: Window) -> None:
    window.resize(1100, 700)
    page.show_section("mission")
    assert page.view is not None
    assert page.view.prose[0].edit.placeholderText() == "Write here, or see Guidance (Ctrl 1)."
    assert not page.guidance.isVisible()
    press(window, Qt.Key.Key_1, CTRL)
    assert page.guidance.isVisible()


def test_the_tables_of_a_section_are_in_the_menus(page: CharterPage, window: Window) -> None:
    page.show_section("obstacles")
    window.commands.run("obstacles.sort")
    weights = [line.weight for line in stored(window).all(Obstacle)]
    assert weights == sorted(weights, reverse=True)
    assert window.commands.get("obstacles.add") is not None
    page.show_section("mission")
    assert window.commands.get("obstacles.add") is None


def test_typing_a_mission_is_stored_when_the_section_is_left(page: CharterPage, window: Window) -> None:
    page.show_section("mission")
    assert page.view is not None
    field = page.view.prose[0]
    field.setFocus()
    type_text(field.edit, "Мы поможем. ")
    page.show_section("scope")
    mission = stored(window).where(Prose, "key", "mission")[0]
    assert mission.text.startswith("Мы поможем. ")
    assert notes(page)["mission"] == "too long"
    assert stored(window).charter.current(Document.CHARTER).status is Status.DRAFT


def test_changing_a_charter_in_review_starts_the_next_draft_and_says_so(page: CharterPage, window: Window) -> None:
    page.show_section("obstacles")
    assert page.header_note().chip == "In review v1.1"
    stored(window).change(Ref("obstacles", 1), likelihood=1)
    assert page.header_note().chip == "Draft v1.2"
    stored(window).undo()
    assert page.header_note().chip == "In review v1.1"


def test_the_selected_line_shows_its_links_and_gets_another(page: CharterPage, window: Window) -> None:
    page.show_section("obstacles")
    table = table_of(page, "obstacles")
    table.view.setFocus()
    table.view.go_to(2)
    ref = table.selected_ref()
    assert ref is not None
    before = len(stored(window).links.of(ref))
    window.commands.run("charter.link")
    type_text(page.evidence.search, "win rate")
    press(page.evidence.search, Qt.Key.Key_Return)
    assert len(stored(window).links.of(ref)) == before + 1
    assert len(page.evidence.links()) == before + 1


def test_an_approver_s_answer_is_recorded(page: CharterPage, window: Window) -> None:
    page.show_section("approvals")
    assert page.view is not None
    answers = page.view.findChild(AnswerList)
    assert isinstance(answers, AnswerList)
    workspace = stored(window)
    waiting = next(each for each in workspace.all(Approval) if each.answer is Answer.ASKED)
    rows = range(answers.list.rows.rowCount())
    row = next(place for place in rows if answers.list.rows.row_at(place).key == waiting.id)
    answers.list.setCurrentIndex(answers.list.rows.index(row, 0))
    box = answers.findChild(ComboBox)
    assert isinstance(box, ComboBox)
    box.setCurrentIndex(box.findData(Answer.APPROVED))
    answers.record()
    recorded = workspace.get(Approval, waiting.id)
    assert recorded is not None and recorded.answer is Answer.APPROVED
    assert notes(page)["approvals"] == "5 of 5"
    assert page.header_note().chip == "Approved v1.1"


def test_the_preview_shows_the_page_of_the_section(page: CharterPage, qtbot: QtBot) -> None:
    page.show_section("scope")
    page.side_tab(3)
    preview = page.preview()
    qtbot.waitUntil(lambda: "Page" in texts(preview), timeout=10_000)


def texts(widget: QWidget) -> str:
    from PySide6.QtWidgets import QLabel

    return " ".join(label.text() for label in widget.findChildren(QLabel))


def test_whoever_goes_to_a_section_waits_for_that_section_alone(
    tmp_path: Path, sample_at: SampleAt, open_window: OpenWindow
) -> None:
    path = tmp_path / "Sample.enable"
    sample_at(path)
    shell = open_window(path).shell
    assert shell is not None
    shell.go("people")
    shell.go("charter#obstacles")
    page = shell.page
    assert isinstance(page, CharterPage)
    assert [view.section.key for view in page.findChildren(SectionView)] == ["obstacles"]
    assert page.isAncestorOf(shell.window().focusWidget())


def test_the_sections_visited_last_are_still_there(page: CharterPage) -> None:
    keys = [section.key for section in SECTIONS[:8]]
    made = []
    for key in keys:
        page.show_section(key)
        made.append(page.view)
    for key, view in zip(keys, made, strict=True):
        page.show_section(key)
        assert page.view is view


def test_whoever_writes_goes_on_writing_in_the_next_section(page: CharterPage, window: Window) -> None:
    page.show_section("mission")
    assert page.view is not None
    page.view.prose[0].setFocus()
    press(window, Qt.Key.Key_PageDown, CTRL)
    assert shown_section(page) == "objectives"
    assert page.view.prose[0].edit.hasFocus()
    press(window, Qt.Key.Key_PageUp, CTRL)
    assert page.view.prose[0].edit.hasFocus()
