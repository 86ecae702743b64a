"""A transcript in the window: what would come in is told, who speaks is said, and one step takes it in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.workspace import Place, Workspace
from enable_desktop.interviews import Interview
from enable_desktop.links import Ref
from enable_desktop.people import Group, Person
from tests.conftest import SampleAt
from tests.ui.conftest import OpenWindow, ScriptedAsk, desk_in_time
from tests.ui.keys import click, press, type_text
from tests.ui.test_walk import SIZES, cut_off, nameless, rich, settle
from ui.import_page import ImportPage
from ui.inputs import ComboBox
from ui.interviews.page import InterviewsPage
from ui.interviews.talk_view import NOTES
from ui.program import Program
from ui.start import new_workspace
from ui.transcript_card import TranscriptCard
from ui.window import Window

CALL = """WEBVTT

00:01.000 --> 00:02.000
Speaker 1: How do you find things?

00:03.000 --> 00:04.000
Ann: We cannot find it.

00:03.500 --> 00:06.000
Speaker 1: Why?

00:07.000 --> 00:08.000
Bob Ray: It is old.
"""


@pytest.fixture
def window(tmp_path: Path, place: Place, open_window: OpenWindow) -> Window:
    """A window on an empty workspace."""
    path = tmp_path / "Programme.enable"
    new_workspace(path, place, "en").close()
    return open_window(path)


@pytest.fixture
def call(tmp_path: Path) -> Path:
    path = tmp_path / "files" / "Call.vtt"
    path.parent.mkdir()
    path.write_text(CALL)
    return path


@pytest.fixture
def workspace(window: Window) -> Workspace:
    assert window.workspace is not None
    return window.workspace


@pytest.fixture
def ann(workspace: Workspace) -> int:
    return workspace.add(Person, name="Ann Lee", role="SDR", group=Group.REP)


def begin(window: Window, path: Path) -> TranscriptCard:
    """Chooses a file on the page Interviews, as its command does."""
    assert window.shell is not None and isinstance(window.ask, ScriptedAsk)
    window.shell.go("interviews")
    window.ask.answers.append(path)
    window.commands.run("interviews.transcript")
    return card_of(window)


def page_of(window: Window) -> ImportPage:
    assert window.shell is not None
    page = window.shell.page
    assert isinstance(page, ImportPage)
    return page


def card_of(window: Window) -> TranscriptCard:
    card = page_of(window).card
    assert card is not None and card.isVisible()
    return card


def choose(box: ComboBox, text: str) -> None:
    """One of the entries, as with the keys."""
    place = box.findText(text)
    assert place >= 0, [box.itemText(each) for each in range(box.count())]
    box.setCurrentIndex(place)
    box.activated.emit(place)


def type_person(box: object, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    from ui.record_box import RecordBox

    assert isinstance(box, RecordBox)
    box.setFocus()
    box.clear()
    type_text(box, text)
    press(box, key)


def can_take(window: Window) -> bool:
    command = window.commands.get("import.take")
    assert command is not None
    return command.enabled()


def test_what_would_come_in_is_told_with_lines_and_encoding(window: Window, ann: int, call: Path) -> None:
    begin(window, call)
    page = page_of(window)
    assert page.summary.text() == "Would come in: 1 interview, 4 paragraphs"
    assert "Call.vtt, line 9: a cue begins before the one above it has ended; both were kept." in page.warnings.text()
    assert page.notes.text() == "Read as UTF-8"
    rows = [page.list.rows.row_at(place).title for place in range(page.list.rows.rowCount())]
    assert rows == ["Interview", "Ann Lee", "Notes", "Speakers", "Speaker 1", "Ann, as Ann Lee", "Bob Ray"]
    assert window.workspace is not None and window.workspace.all(Interview) == ()


def test_who_speaks_is_suggested_and_can_be_said(window: Window, workspace: Workspace, ann: int, call: Path) -> None:
    bob = workspace.add(Person, name="Robert Raymond", group=Group.LEADERSHIP)
    card = begin(window, call)
    assert {name: row.who.currentText() for name, row in card.speakers.items()} == {
        "Speaker 1": "Somebody else, called as in the file",
        "Ann": "Ann Lee",
        "Bob Ray": "Somebody else, called as in the file",
    }
    choose(card.speakers["Speaker 1"].who, "Me")
    choose(card.speakers["Bob Ray"].who, "Somebody in the directory")
    assert card.speakers["Bob Ray"].person.hasFocus()
    type_person(card.speakers["Bob Ray"].person, "robert")
    assert card.speakers["Bob Ray"].person.value == bob
    window.commands.run("import.take")
    (talk,) = workspace.all(Interview)
    assert talk.notes == (
        "[0:01] **Me:** How do you find things?\n\n[0:03] **Ann Lee:** We cannot find it.\n\n"
        "[0:03] **Me:** Why?\n\n[0:07] **Robert Raymond:** It is old."
    )
    assert (talk.person, talk.group, talk.on, talk.held) == (ann, Group.REP, workspace.today, True)


def test_it_becomes_the_notes_of_the_planned_talk_shown_in_one_step(
    window: Window, workspace: Workspace, ann: int, call: Path
) -> None:
    other = workspace.interviews.plan(ann, on=date(2026, 11, 20))
    talk = workspace.interviews.plan(ann, on=date(2026, 12, 2))
    before = (workspace.get(Interview, talk), workspace.all(Person), len(workspace.history()))
    assert window.shell is not None and isinstance(window.ask, ScriptedAsk)
    window.shell.go(Ref(Interview.kind, talk))
    interviews = window.shell.page
    assert isinstance(interviews, InterviewsPage)
    interviews.talk.show_step(NOTES)
    window.ask.answers.append(call)
    click(interviews.talk.notes.transcript_button)
    card = card_of(window)
    assert card.into.currentText() == "Ann Lee, 2\u00a0Dec, planned"
    assert not card.person.isVisible() and not card.group.isVisible()
    # It cannot have been held in a day to come.
    assert card.on.text() == "24\u00a0November 2026"
    window.commands.run("import.take")
    found = workspace.get(Interview, talk)
    assert found is not None
    assert (found.held, found.on, found.notes[:19]) == (True, date(2026, 11, 24), "[0:01] **Speaker 1:")
    untouched = workspace.get(Interview, other)
    assert untouched is not None and (untouched.notes, untouched.held) == ("", False)
    assert len(workspace.history()) == before[2] + 1
    # The talk is shown with what came in.
    assert window.shell.page is interviews and interviews.talks.current == talk
    assert interviews.talk.step == NOTES and "cannot find" in interviews.talk.notes.notes.edit.text()
    assert not interviews.talk.notes.transcript_button.isVisible()
    click(window.shell.toast.undo_button)
    assert (workspace.get(Interview, talk), workspace.all(Person)) == before[:2]
    assert interviews.talk.notes.notes.edit.text() == "" and interviews.talk.notes.transcript_button.isVisible()


def test_a_talk_with_notes_is_not_offered_but_can_be_chosen(
    window: Window, workspace: Workspace, ann: int, call: Path
) -> None:
    talk = workspace.interviews.plan(ann, on=date(2026, 11, 20), notes="Typed.", held=True)
    card = begin(window, call)
    assert card.into.currentText() == "A new talk"
    choose(card.into, "Ann Lee, 20\u00a0Nov")
    window.commands.run("import.take")
    (only,) = workspace.all(Interview)
    assert only.id == talk and only.notes.startswith("Typed.\n\n[0:01] **Speaker 1:**")


def test_somebody_new_is_asked_for_and_made_in_the_same_step(window: Window, workspace: Workspace, call: Path) -> None:
    card = begin(window, call)
    page = page_of(window)
    assert not can_take(window)
    assert page.warnings.text().startswith("Choose who was interviewed.\nChoose where in the company they stand.")
    type_person(card.person, "Anna Smith")
    assert not can_take(window)
    choose(card.group, "Rep")
    assert can_take(window)
    card.on.setFocus()
    card.on.selectAll()
    type_text(card.on, "2026-11-03")
    press(card.on, Qt.Key.Key_Return)
    choose(card.speakers["Ann"].who, "Anna Smith")
    choose(card.speakers["Bob Ray"].who, "Somebody in the directory")
    type_person(card.speakers["Bob Ray"].person, "Bob Ray")
    window.commands.run("import.take")
    assert {(each.name, each.group) for each in workspace.all(Person)} == {
        ("Anna Smith", Group.REP),
        ("Bob Ray", Group.OTHER),
    }
    (talk,) = workspace.all(Interview)
    assert (talk.title, talk.group, talk.on) == ("Anna Smith", Group.REP, date(2026, 11, 3))
    assert "**Anna Smith:** We cannot find it." in talk.notes
    workspace.undo()
    assert (workspace.all(Person), workspace.all(Interview)) == ((), ())


def test_somebody_new_comes_in_with_their_department(
    window: Window, workspace: Workspace, ann: int, call: Path
) -> None:
    card = begin(window, call)
    # Of somebody in the directory it is known.
    assert not card.department.isVisible()
    card.person.selectAll()
    type_person(card.person, "Anna Smith")
    choose(card.group, "Rep")
    assert card.department.isVisible()
    type_text(card.department, "Field  sales")
    window.commands.run("import.take")
    assert [(each.name, each.department) for each in workspace.all(Person) if each.id != ann] == [
        ("Anna Smith", "Field sales")
    ]


def test_speakers_in_markdown_are_asked_about_and_renamed(
    window: Window, workspace: Workspace, ann: int, tmp_path: Path
) -> None:
    path = tmp_path / "Call.md"
    path.write_text("**Ann:** We *cannot* find it.\n\n**Me:** Why?\n\n**Ann:** It is old.\n\n**Me:** I see.\n")
    card = begin(window, path)
    assert card.speakers["Ann"].who.currentText() == "Ann Lee"
    window.commands.run("import.take")
    (talk,) = workspace.all(Interview)
    assert talk.notes.startswith("**Ann Lee:** We *cannot* find it.\n\n**Me:** Why?")


def test_a_date_that_is_none_is_said_beside_the_field_and_nothing_comes_in(
    window: Window, workspace: Workspace, ann: int, call: Path
) -> None:
    card = begin(window, call)
    card.on.setFocus()
    card.on.selectAll()
    type_text(card.on, "soon")
    window.commands.run("import.take")
    assert workspace.all(Interview) == ()
    assert card.on.accessibleDescription() != ""
    card.on.selectAll()
    type_text(card.on, "3.11.2026")
    window.commands.run("import.take")
    assert [each.on for each in workspace.all(Interview)] == [date(2026, 11, 3)]


def test_a_name_of_several_is_not_guessed(window: Window, workspace: Workspace, call: Path) -> None:
    for department in ("Sales", "Product"):
        workspace.add(Person, name="Cy Oak", department=department, group=Group.REP)
    card = begin(window, call)
    type_person(card.person, "cy", Qt.Key.Key_Escape)
    press(card.person, Qt.Key.Key_Tab)
    assert card.person.accessibleDescription() == "Several are called so: choose one in the list."
    assert not can_take(window)
    assert len(workspace.all(Person)) == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.vtt", b"", "a.vtt is empty. Nothing was imported."),
        ("a.srt", b"PK\x03\x04", "a.srt is an office file or an archive"),
        ("gone.txt", None, "There is no gone.txt in "),
    ],
)
def test_what_is_no_transcript_is_a_sentence(
    window: Window, call: Path, name: str, content: bytes | None, said: str
) -> None:
    assert window.shell is not None and isinstance(window.ask, ScriptedAsk)
    window.shell.go("import")
    path = call.with_name(name)
    if content is not None:
        path.write_bytes(content)
    window.ask.answers.append(path)
    click(page_of(window).sources["transcript"])
    assert said in window.shell.problems.text
    assert page_of(window).heading() == "Import"


def test_reading_can_be_cancelled_and_leaves_nothing_behind(
    workspace: Workspace, window: Window, call: Path, qtbot: QtBot
) -> None:
    assert isinstance(window.ask, ScriptedAsk)
    desk, tasks = desk_in_time(window)
    call.write_text(CALL + "".join(f"{n}:00.000 --> {n}:30.000\nAnn: words {n}\n\n" for n in range(900)) * 120)
    window.ask.answers.append(call)
    desk.importing.choose("transcript")
    qtbot.waitUntil(lambda: tasks.shown is not None, timeout=20_000)
    assert tasks.shown is not None and tasks.shown.label == "Reading Call.vtt"
    tasks.shown.cancel_by_person()
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=60_000)
    assert desk.importing.pending is None
    window.ask.answers.append(call)
    desk.importing.choose("transcript")
    qtbot.waitUntil(lambda: desk.importing.pending is not None, timeout=60_000)
    tasks.close()
    desk.close()


def test_a_transcript_can_be_let_go_of(window: Window, workspace: Workspace, ann: int, call: Path) -> None:
    begin(window, call)
    press(page_of(window).list, Qt.Key.Key_Escape)
    assert window.shell is not None and window.shell.page is not None
    assert window.shell.page.key == "interviews"
    assert (workspace.all(Interview), len(workspace.history())) == ((), 1)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_nothing_is_cut_off_or_nameless(
    tmp_path: Path,
    sample_at: SampleAt,
    open_window: OpenWindow,
    program: Program,
    qtbot: QtBot,
    call: Path,
    language: str,
) -> None:
    path = tmp_path / "Sample.enable"
    sample_at(path, language)
    program.set_language(language)
    window = open_window(path)
    card = begin(window, call)
    row = card.speakers["Bob Ray"]
    choose(row.who, row.who.itemText(2))
    for width, height, percent in SIZES:
        program.set_text_size(percent)
        window.resize(width, height)
        settle(qtbot, window)
        assert cut_off(window) == [], (width, percent)
    assert nameless(window) == []
    assert rich(window) == []
