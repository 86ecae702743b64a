"""The brief from the window: exported, previewed, with suggestions in the order of what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.interviews import Audience, ChosenQuestion, Interview, Occasion, Question, Theme
from enable_desktop.links import Ref
from enable_desktop.notes import Direction, Promise
from enable_desktop.people import Group, Person
from tests.exports.reading import pages_of, text_of
from tests.ui.conftest import OpenWindow, ScriptedAsk
from tests.ui.keys import press, type_text
from ui.desk import Desk
from ui.editor.field import ProseField
from ui.interviews.page import InterviewsPage
from ui.interviews.prepare import PrepareStep
from ui.interviews.talk_view import NOTES, PREPARE


@pytest.fixture
def themes(workspace: Workspace) -> dict[str, int]:
    found = {title: workspace.themes.make(title) for title in ("Content", "Coaching")}
    workspace.themes.start_round("Spring", date(2026, 1, 5), tuple(found.values()))
    return found


@pytest.fixture
def questions(workspace: Workspace, themes: dict[str, int]) -> dict[str, int]:
    leaders = {"audience": Audience.LEADERSHIP}
    return {
        "open": workspace.add(Question, title="Which number worries you?", **leaders),
        "content": workspace.add(Question, title="What is content for?", theme=themes["Content"], **leaders),
        "coaching": workspace.add(Question, title="How much coaching?", theme=themes["Coaching"], **leaders),
    }


@pytest.fixture
def talk(workspace: Workspace, questions: dict[str, int]) -> int:
    chief = workspace.add(Person, name="Felix Pennybrooke", role="CFO", group=Group.LEADERSHIP)
    return workspace.interviews.plan(chief, on=date(2026, 11, 24), begins="14:00")


def hear(workspace: Workspace, group: Group, theme: int, severities: tuple[int, ...]) -> None:
    for number, severity in enumerate(severities):
        person = workspace.add(Person, name=f"{group} {number} {theme}", group=group)
        held = workspace.interviews.plan(person, on=date(2026, 2, number + 1))
        workspace.interviews.say(held, "It hurts", theme=theme, severity=severity)


@pytest.fixture
def page(desk: Desk, talk: int, qtbot: QtBot) -> Iterator[InterviewsPage]:
    shown = InterviewsPage(desk)
    shown.resize(1200, 900)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    shown.open(Ref(Interview.kind, talk))
    yield shown
    shown.flush()
    shown.close()


@pytest.fixture
def said(desk: Desk) -> list[str]:
    heard: list[str] = []
    desk.wants_toast.connect(lambda text, undo: heard.append(text))
    desk.wants_problem.connect(lambda title, text: heard.append(text))
    return heard


def prepare(page: InterviewsPage) -> PrepareStep:
    assert page.talk.prepare is not None
    return page.talk.prepare


def purpose_edit(page: InterviewsPage) -> QWidget:
    field = prepare(page).purpose.edit_of("purpose")
    assert isinstance(field, ProseField)
    return field.edit


def rows(page: InterviewsPage) -> list[tuple[str, str]]:
    """The questions once it is counted who is missing."""
    if prepare(page).is_counting:
        loop = QEventLoop()
        prepare(page).counted.connect(loop.quit)
        loop.exec()
    model = prepare(page).questions.questions
    entries = [model.at(row) for row in range(model.rowCount())]
    return [(entry.title, entry.detail) for entry in entries if not entry.is_heading]


def test_the_first_button_of_a_planned_talk_exports_its_brief(
    page: InterviewsPage, ask: ScriptedAsk, said: list[str], tmp_path: Path
) -> None:
    assert page.talk.step == PREPARE
    assert page.talk.action.text() == "Export brief"
    ask.answers.append(tmp_path / "brief.pdf")
    page.talk.action.click()
    (text,) = pages_of((tmp_path / "brief.pdf").read_bytes())
    assert "Felix Pennybrooke" in text
    assert said == ["brief.pdf: 1 page"]


def test_what_is_still_being_typed_is_in_the_brief(page: InterviewsPage, ask: ScriptedAsk, tmp_path: Path) -> None:
    type_text(purpose_edit(page), "Agree on the return")
    ask.answers.append(tmp_path / "brief.pdf")
    page.talk.export_brief()
    assert "Agree on the return" in text_of((tmp_path / "brief.pdf").read_bytes())


def test_what_did_not_fit_is_told(
    page: InterviewsPage, talk: int, workspace: Workspace, ask: ScriptedAsk, said: list[str], tmp_path: Path
) -> None:
    for number in range(30):
        workspace.interviews.ask_own(talk, f"Question {number} of many words " * 12)
    ask.answers.append(tmp_path / "brief.pdf")
    page.talk.export_brief()
    assert len(pages_of((tmp_path / "brief.pdf").read_bytes())) == 1
    assert said[0].startswith("brief.pdf: 1 page. Left out to fit one page: ")


def test_an_export_not_wanted_after_all_writes_nothing(page: InterviewsPage, ask: ScriptedAsk, said: list[str]) -> None:
    ask.answers.append(None)
    page.talk.export_brief()
    assert said == []


def test_a_folder_that_is_gone_is_said(page: InterviewsPage, ask: ScriptedAsk, said: list[str], tmp_path: Path) -> None:
    ask.answers.append(tmp_path / "gone" / "brief.pdf")
    page.talk.export_brief()
    (sentence,) = said
    assert "is not there" in sentence


def test_ctrl_e_offers_the_brief_of_the_talk_shown(
    open_window: OpenWindow, ask: ScriptedAsk, workspace: Workspace, talk: int, tmp_path: Path
) -> None:
    path = workspace.path
    workspace.close()
    window = open_window(path)
    assert window.shell is not None
    window.shell.go("interviews")
    page = window.shell.page
    assert page is not None
    assert [command.text for command in page.exports()][0] == "Export brief"
    ask.answers.append(tmp_path / "brief.md")
    window.commands.run("interviews.brief.md")
    assert (tmp_path / "brief.md").read_text("utf-8").startswith("# Interview brief: Felix Pennybrooke")
    window.close_workspace()
    window.close()


def test_without_a_talk_there_is_nothing_to_export(desk: Desk, qtbot: QtBot) -> None:
    page = InterviewsPage(desk)
    qtbot.addWidget(page)
    assert page.exports() == ()


def test_the_brief_is_seen_beside_its_preparation_and_follows_it(
    page: InterviewsPage, talk: int, questions: dict[str, int], workspace: Workspace, qtbot: QtBot
) -> None:
    step = prepare(page)
    step.tabs.setCurrentIndex(1)
    preview = step.preview
    assert preview is not None
    qtbot.waitUntil(lambda: preview.document is not None)
    assert preview.document is not None
    assert "Own words" not in text_of(preview.document.content)
    workspace.interviews.ask_own(talk, "Own words")
    qtbot.waitUntil(lambda: preview.document is not None and "Own words" in text_of(preview.document.content))
    assert preview.place == "Page 1 of 1"


def test_another_talk_shows_its_own_brief(page: InterviewsPage, workspace: Workspace, qtbot: QtBot) -> None:
    step = prepare(page)
    step.tabs.setCurrentIndex(1)
    preview = step.preview
    assert preview is not None
    qtbot.waitUntil(lambda: preview.document is not None)
    other = workspace.interviews.plan(workspace.add(Person, name="Rufus Quill", group=Group.REP), on=date(2026, 11, 25))
    page.open(Ref(Interview.kind, other))
    qtbot.waitUntil(lambda: preview.document is not None and "Rufus Quill" in text_of(preview.document.content))


def test_questions_where_this_side_is_missing_come_first_and_say_why(
    page: InterviewsPage, themes: dict[str, int], workspace: Workspace
) -> None:
    assert [title for title, _ in rows(page)] == [
        "Which number worries you?", "What is content for?", "How much coaching?",
    ]  # fmt: skip
    hear(workspace, Group.REP, themes["Coaching"], (4, 4, 3))
    hear(workspace, Group.LEADERSHIP, themes["Coaching"], (2, 3))
    hear(workspace, Group.REP, themes["Content"], (4, 4, 3))
    assert rows(page) == [
        ("How much coaching?", "Coaching: 1 more leader would allow a comparison"),
        ("What is content for?", "Content: 3 more leaders would allow a comparison"),
        ("Which number worries you?", "Open question"),
    ]


def test_the_page_and_the_brief_suggest_the_same_questions(
    page: InterviewsPage, themes: dict[str, int], workspace: Workspace, ask: ScriptedAsk, tmp_path: Path
) -> None:
    hear(workspace, Group.REP, themes["Coaching"], (4, 4, 3))
    ask.answers.append(tmp_path / "brief.pdf")
    page.talk.export_brief()
    text = text_of((tmp_path / "brief.pdf").read_bytes())
    places = [text.index(title) for title, _ in rows(page)]
    assert places == sorted(places)


def test_a_question_asked_before_comes_last_with_its_day(
    page: InterviewsPage, talk: int, questions: dict[str, int], workspace: Workspace
) -> None:
    person = workspace.get(Interview, talk)
    assert person is not None and person.person is not None
    before = workspace.interviews.plan(person.person, on=date(2026, 2, 5))
    workspace.interviews.choose(before, questions["open"])
    workspace.interviews.hold(before)
    assert rows(page)[-1] == ("Which number worries you?", f"Open question, asked on 5{chr(160)}Feb")


def test_a_promise_made_in_a_talk_carries_it_and_stands_in_the_next_brief(
    page: InterviewsPage, talk: int, workspace: Workspace, ask: ScriptedAsk, tmp_path: Path
) -> None:
    mine = prepare(page).promises.lists[Direction.MINE].new
    type_text(mine.title, "Send the cost of a day")
    press(mine.title, Qt.Key.Key_Return)
    page.talk.show_step(NOTES)
    theirs = page.talk.notes.promises.lists[Direction.THEIRS].new
    type_text(theirs.title, "Ask the controller")
    press(theirs.title, Qt.Key.Key_Return)
    promises = workspace.all(Promise)
    assert [(each.title, each.interview, each.direction) for each in promises] == [
        ("Send the cost of a day", talk, Direction.MINE), ("Ask the controller", talk, Direction.THEIRS),
    ]  # fmt: skip
    chief = workspace.get(Interview, talk)
    assert chief is not None and chief.person is not None
    following = workspace.interviews.plan(chief.person, on=date(2026, 12, 24))
    page.open(Ref(Interview.kind, following))
    ask.answers.append(tmp_path / "next.pdf")
    page.talk.export_brief()
    text = text_of((tmp_path / "next.pdf").read_bytes())
    assert "Send the cost of a day" in text
    assert "Ask the controller" in text


def test_a_reader_of_the_file_exports_too(
    page: InterviewsPage, workspace: Workspace, ask: ScriptedAsk, tmp_path: Path
) -> None:
    workspace.is_readonly = True
    page.talk.show_step(PREPARE)
    ask.answers.append(tmp_path / "brief.pdf")
    page.talk.action.click()
    assert (tmp_path / "brief.pdf").exists()
    workspace.is_readonly = False


def test_themes_and_picked_questions_keep_their_place_when_suggestions_move(
    page: InterviewsPage, talk: int, questions: dict[str, int], themes: dict[str, int], workspace: Workspace
) -> None:
    workspace.interviews.choose(talk, questions["open"])
    hear(workspace, Group.REP, themes["Coaching"], (4, 4, 3))
    assert rows(page)[0][0] == "Which number worries you?"
    assert [each.title for each in workspace.where(ChosenQuestion, "interview", talk)] == ["Which number worries you?"]
    assert workspace.count(Theme) == 2


def test_a_meeting_gets_its_people_and_its_theme_and_a_brief_of_them(
    page: InterviewsPage, themes: dict[str, int], workspace: Workspace, ask: ScriptedAsk, tmp_path: Path
) -> None:
    (chief,) = workspace.all(Person)
    other = workspace.add(Person, name="Ann Sponsor", role="CEO")
    council = workspace.interviews.plan_meeting("Council", (chief.id,), occasion=Occasion.COUNCIL)
    page.open(Ref(Interview.kind, council))
    page.talk.toggle_details()
    attendees = page.talk.attendees
    assert attendees.isVisible()
    for id_ in (other, other, chief.id):
        attendees.box.chosen.emit(id_)
    assert [each.text() for each in attendees.buttons] == ["Ann Sponsor  ×"]
    workspace.change(Ref(Interview.kind, council), theme=themes["Content"])
    ask.answers.append(tmp_path / "brief.pdf")
    page.talk.export_brief()
    text = text_of((tmp_path / "brief.pdf").read_bytes())
    assert "Felix Pennybrooke" in text
    assert "Ann Sponsor, CEO" in text
    assert "Said about: Content" in text
    attendees.buttons[0].click()
    assert attendees.buttons == []
    workspace.undo()
    assert [each.text() for each in attendees.buttons] == ["Ann Sponsor  ×"]


def test_an_interview_is_with_one_person(page: InterviewsPage) -> None:
    page.talk.toggle_details()
    assert not page.talk.attendees.isVisible()


def test_the_figures_of_both_sides_are_a_command_of_their_own(
    page: InterviewsPage, themes: dict[str, int], workspace: Workspace, ask: ScriptedAsk, tmp_path: Path
) -> None:
    hear(workspace, Group.REP, themes["Coaching"], (4, 4, 3))
    command = next(each for each in page.exports() if each.id == "interviews.brief.figures")
    ask.answers.append(tmp_path / "brief.pdf")
    command.run()
    assert len(pages_of((tmp_path / "brief.pdf").read_bytes())) == 2


def test_a_talk_that_is_taken_back_before_it_is_counted_leaves_the_window_at_peace(
    workspace: Workspace, talk: int, page: InterviewsPage, said: list[str]
) -> None:
    step = prepare(page)
    page.talk.show_step(PREPARE)
    assert step.is_counting
    workspace.remove(Ref(Interview.kind, talk))
    step._needs_timer.timeout.emit()
    assert said == []


def test_a_talk_is_prepared_without_reading_the_whole_directory(
    workspace: Workspace, talk: int, page: InterviewsPage
) -> None:
    asked: list[str] = []
    workspace._connection.set_trace_callback(asked.append)
    shown = workspace.get(Interview, talk)
    assert shown is not None
    prepare(page).show_talk(shown)
    assert len(rows(page)) == 3
    workspace._connection.set_trace_callback(None)
    assert any('from "interviews"' in query for query in asked)
    assert not [query for query in asked if 'from "people"' in query and " where " not in query]
