"""Today follows the clock: a talk is over, a day begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.workspace import Place, Workspace, create_workspace
from enable_desktop.library.assets import Asset, Status
from enable_desktop.notes import Promise
from enable_desktop.people import Person
from enable_desktop.words import Words
from tests.ui.conftest import ScriptedAsk
from ui.commands import CommandTable
from ui.desk import Desk
from ui.preferences import Preferences
from ui.tasks import NowTasks
from ui.theme import Theme


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 11, 24, 10, 42))


@pytest.fixture
def file(tmp_path: Path, home: Path, clock: Clock) -> Iterator[Workspace]:
    with create_workspace(tmp_path / "Programme.enable", Place(home=home, clock=clock)) as made:
        person = made.add(Person, name="Ann Ashby")
        talk = made.interviews.plan(person, on=made.today, begins="11:00", minutes=30)
        made.interviews.ask_own(talk, "What slows you down?")
        made.add(Promise, title="Send it", person=person, due=datetime(2026, 12, 2).date())
        yield made


@pytest.fixture
def desk(file: Workspace, words: Words, theme: Theme, ask: ScriptedAsk, preferences: Preferences) -> Iterator[Desk]:
    table = CommandTable()
    made = Desk(file, words=words, theme=theme, ask=ask, tasks=NowTasks(), commands=table, preferences=preferences)
    yield made
    made.close()


def keys(desk: Desk) -> list[str]:
    return [key for need in desk.today_state.agenda.needs for key in need.keys]


def test_a_talk_that_is_over_and_a_new_day_are_noticed(desk: Desk, clock: Clock, qtbot: QtBot) -> None:
    state = desk.today_state
    assert keys(desk) == []
    with qtbot.assertNotEmitted(state.changed):
        clock.now = datetime(2026, 11, 24, 11, 20)
        state.look_at_clock()
    with qtbot.waitSignal(state.changed):
        clock.now = datetime(2026, 11, 24, 11, 31)
        state.look_at_clock()
    assert keys(desk) == ["past talk:1"]
    with qtbot.waitSignal(state.changed):
        clock.now = datetime(2026, 11, 25, 0, 1)
        state.look_at_clock()
    assert keys(desk) == ["past talk:1", "mine:1"]


def test_a_change_is_told_once_it_can_matter_here(desk: Desk, file: Workspace, qtbot: QtBot) -> None:
    state = desk.today_state
    assert keys(desk) == []
    with qtbot.assertNotEmitted(state.changed, wait=400):
        file.themes.make("Content")
    with qtbot.waitSignal(state.changed):
        file.needs.note("Ask about July")
    assert keys(desk) == ["note:1"]


def test_nothing_is_asked_of_a_workspace_that_was_closed(desk: Desk, file: Workspace, qtbot: QtBot) -> None:
    state = desk.today_state
    assert keys(desk) == []
    file.needs.note("Ask about July")
    desk.close()
    with qtbot.assertNotEmitted(state.changed, wait=400):
        file.close()


def test_what_expires_is_retired_when_the_day_after_begins_and_history_brings_it_back(
    desk: Desk, file: Workspace, clock: Clock
) -> None:
    told: list[str] = []
    desk.wants_toast.connect(lambda text, undo: told.append(text))
    asset = file.add(Asset, title="Prices", status=Status.PUBLISHED, added=file.today, expires=file.today)
    desk.today_state.retire_expired()
    clock.now = datetime(2026, 11, 25, 8, 0)
    desk.today_state.look_at_clock()
    assert told == ["1 item has expired and was retired. History lists it."]
    assert file.get(Asset, asset) == replace(file.all(Asset)[0], status=Status.RETIRED)
    desk.today_state.look_at_clock()
    assert len(told) == 1
    file.revert(file.history()[0].id)
    clock.now = datetime(2026, 11, 26, 8, 0)
    desk.today_state.look_at_clock()
    assert file.all(Asset)[0].status is Status.PUBLISHED
    assert "stale:rows" in keys(desk)


def test_broken_links_that_a_look_at_the_files_finds_come_up_with_the_clock(desk: Desk, file: Workspace) -> None:
    file.add(Asset, title="Playbook", location="/play.md")
    assert keys(desk) == []
    connection = file.library.connection
    connection.execute("insert into files (path) values ('/play.md')")
    connection.execute("insert into found_links (file, number, target, state) values (1, 0, 'gone.md', 'broken')")
    desk.today_state.look_at_clock()
    assert keys(desk) == ["broken:rows"]
