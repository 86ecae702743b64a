"""Mails and calendar entries of a talk, from the window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.interviews import Interview
from enable_desktop.links import Ref
from enable_desktop.notes import Promise
from enable_desktop.people import Group, Person
from tests.ui.conftest import ScriptedAsk
from tests.ui.keys import press
from ui.desk import Desk
from ui.interviews.letter_card import LetterCard
from ui.interviews.page import InterviewsPage


@pytest.fixture
def chief(workspace: Workspace) -> int:
    return workspace.add(
        Person, name="Felix Pennybrooke", role="CFO", group=Group.LEADERSHIP, reach="felix@example.org"
    )


@pytest.fixture
def talk(workspace: Workspace, chief: int) -> int:
    return workspace.interviews.plan(chief, on=date(2026, 11, 26), begins="14:00", place="Video call")


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


@pytest.fixture
def card(page: InterviewsPage) -> LetterCard:
    page.write_mail()
    assert page.letter is not None
    return page.letter


def test_the_mail_that_fits_the_talk_is_filled_and_copied(card: LetterCard, said: list[str]) -> None:
    assert card.letter.currentData() == "invitation leader"
    assert card.to.text() == "felix@example.org"
    card.copy_text()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("45 minutes on what sales at Sample Co needs most\n\nDear Felix Pennybrooke,")
    assert "14:00 (Video call)" in copied
    assert said == ["Copied: the subject in the first line, then the text"]


def test_what_is_still_to_be_written_is_named(card: LetterCard) -> None:
    assert card.missing.isVisible()
    assert "your name" in card.missing.text()


def test_a_mail_is_saved_as_it_stands_in_the_card(card: LetterCard, ask: ScriptedAsk, tmp_path: Path) -> None:
    card.body.setPlainText("Только два слова")
    ask.answers.append(tmp_path / "mail.eml")
    card.save_mail()
    data = (tmp_path / "mail.eml").read_bytes()
    assert b"X-Unsent: 1" in data
    assert b"<felix@example.org>" in data


def test_a_promise_is_chosen_and_told(page: InterviewsPage, workspace: Workspace, talk: int, chief: int) -> None:
    workspace.add(Promise, title="Send the cost", person=chief, due=date(2026, 11, 20), interview=talk)
    workspace.add(Promise, title="Ask RevOps", person=chief, due=date(2026, 11, 22))
    page.write_mail()
    card = page.letter
    assert card is not None
    card.choose("promise late")
    assert card.subject.text() == "Later than promised: Send the cost"
    card.about.setCurrentIndex(1)
    card.about.activated.emit(1)
    assert card.subject.text() == "Later than promised: Ask RevOps"


def test_after_a_talk_the_thanks_say_what_was_heard(page: InterviewsPage, workspace: Workspace, talk: int) -> None:
    workspace.interviews.say(talk, "We give it away")
    page.write_mail()
    card = page.letter
    assert card is not None
    assert card.letter.currentData() == "thanks"
    assert "- We give it away" in card.body.toPlainText()


def test_the_mail_speaks_the_language_of_the_documents(page: InterviewsPage, workspace: Workspace) -> None:
    workspace.settings.set("language", "ru")
    page.write_mail()
    card = page.letter
    assert card is not None
    assert "добрый день" in card.body.toPlainText()


def test_escape_leads_back_to_the_talk_and_so_does_another_talk(
    page: InterviewsPage, card: LetterCard, workspace: Workspace, chief: int
) -> None:
    press(card.letter, Qt.Key.Key_Escape)
    assert not card.isVisible()
    assert page.talk.isVisible()
    page.write_mail()
    other = workspace.interviews.plan(chief, on=date(2026, 11, 27))
    page.open(Ref(Interview.kind, other))
    assert not card.isVisible()
    assert page.talk.isVisible()


def test_nothing_of_a_mail_is_a_step(card: LetterCard, workspace: Workspace) -> None:
    before = workspace.undo_label
    card.body.setPlainText("Words")
    card.choose("reminder")
    card.close_card()
    assert workspace.undo_label == before


def test_a_planned_talk_goes_into_the_calendar(
    page: InterviewsPage, ask: ScriptedAsk, said: list[str], tmp_path: Path
) -> None:
    ask.answers.append(tmp_path / "talk.ics")
    page.talk.export_calendar()
    data = (tmp_path / "talk.ics").read_bytes()
    assert b"DTSTART:20261126T140000\r\n" in data
    assert b"mailto:felix@example.org" in data
    assert said == ["Wrote talk.ics. Open it to add the talk to your calendar."]


def test_a_talk_without_a_date_says_so_and_offers_the_field(
    page: InterviewsPage, workspace: Workspace, talk: int, said: list[str]
) -> None:
    workspace.change(Ref(Interview.kind, talk), on=None)
    page.talk.export_calendar()
    (sentence,) = said
    assert "no date yet" in sentence
    assert page.talk.details.isVisible()
