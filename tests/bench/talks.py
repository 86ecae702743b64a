"""Talks at their largest: a letter in a megabyte of notes, a tag among 5,000 statements, the gaps page behind it."""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from db.workspace import Workspace
from enable_desktop.people import Group, Person
from tests.bench.result import Result
from ui.ask import DialogAsk
from ui.gaps.page import GapsPage
from ui.interviews.page import InterviewsPage
from ui.interviews.talk_view import NOTES
from ui.place import own_place
from ui.preferences import Preferences
from ui.program import Program
from ui.start import new_workspace
from ui.tasks import PoolTasks

LETTERS: Final = 1_000_000
PASSAGES: Final = 500
TALKS: Final = 200
STATEMENTS: Final = 5_000
THEMES: Final = 60
TYPED: Final = 80
TAGS: Final = 9
WORDS: Final = ("portal", "price", "sheet", "customer", "nobody", "owns", "last", "year", "meeting", "answer")


def results() -> list[Result]:
    app = QApplication.instance() or QApplication(["bench"])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as home:
        os.environ["ENABLE_HOME"] = home
        place = own_place()
        path = Path(home) / "Talks.enable"
        with new_workspace(path, place, "en") as workspace:
            long = _fill(workspace)
        program = Program(app, place, Preferences(place.home), ask=DialogAsk, tasks=PoolTasks)
        program.start(path)
        window = program.windows[0]
        window.resize(1440, 900)
        _spin(1_500)
        shell = window.shell
        assert shell is not None
        shell.go("interviews")
        page = shell.page
        assert isinstance(page, InterviewsPage)
        page.talks.select(long)
        page.talk.show_step(NOTES)
        _spin(3_000)
        typed = _type(page)
        storing = _timed(lambda: page.talk.notes.notes._store(True))
        tags = [_tag(page, number) for number in range(TAGS)]
        shell.go("gaps")
        _spin(3_000)
        gaps = shell.page
        assert isinstance(gaps, GapsPage)
        reading = statistics.median(_timed(lambda: _voices(gaps)) for _ in range(5))
        page.flush()
        window.close()
        _spin(200)
    return [
        Result(name=f"a letter in 1 MB of notes, {PASSAGES} passages, median", ours=statistics.median(typed), limit=16),
        Result(name="the same, 95th percentile", ours=sorted(typed)[int(TYPED * 0.95)]),
        Result(name="storing those notes, on the window's thread", ours=storing, limit=50),
        Result(name=f"a tag among {STATEMENTS:,} statements, painted", ours=statistics.median(tags), limit=50),
        Result(name="reading their voices, on the window's thread", ours=reading, limit=50),
    ]


def _voices(page: GapsPage) -> object:
    return page.desk.workspace.gaps.voices(page.state.filter)


def _fill(workspace: Workspace) -> int:
    """200 talks with 5,000 statements on 60 themes; the first has a megabyte of notes. Returns its id."""
    chance = random.Random(5)
    themes = [workspace.themes.make(f"Theme {number}") for number in range(THEMES)]
    workspace.themes.start_round("Round", None, themes)
    text = ""
    while len(text) < LETTERS:
        text += " ".join(chance.choice(WORDS) for _ in range(60)) + ".\n\n"
    long = 0
    with workspace.step("Fill"):
        for number in range(TALKS):
            group = chance.choices((Group.LEADERSHIP, Group.REP, Group.SALES_MANAGER), (40, 130, 30))[0]
            person = workspace.add(Person, name=f"Person {number}", role="AE", group=group)
            talk = workspace.interviews.plan(person)
            if not number:
                long = talk
                workspace.interviews.write(talk, text[:LETTERS])
            count = PASSAGES if not number else (STATEMENTS - PASSAGES) // (TALKS - 1)
            for place in range(count):
                values = {"theme": chance.choice(themes), "severity": chance.randint(1, 5)}
                if number:
                    workspace.interviews.say(talk, f"Words {place}", **values)
                else:
                    start = place * (LETTERS // PASSAGES)
                    workspace.interviews.tag(talk, start, start + 80, **values)
    return long


def _type(page: InterviewsPage) -> list[float]:
    """How long each of many letters takes until it is painted, in the middle of the notes."""
    edit = page.talk.notes.notes.edit
    edit.setFocus()
    cursor = edit.textCursor()
    cursor.setPosition(LETTERS // 2)
    edit.setTextCursor(cursor)
    edit.ensureCursorVisible()
    _spin(1_000)
    found = []
    for number in range(TYPED):
        letter = " " if number % 7 == 6 else "x"

        def press(letter: str = letter) -> None:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(edit, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
            QApplication.sendPostedEvents()

        found.append(_timed(press))
        _spin(5)
    return found


def _tag(page: InterviewsPage, number: int) -> float:
    """From Enter in the popover until the page is painted."""
    step = page.talk.notes
    cursor = QTextCursor(step.notes.edit.document())
    start = LETTERS // 2 + 3_000 + number * 200
    cursor.setPosition(start)
    cursor.setPosition(start + 40, QTextCursor.MoveMode.KeepAnchor)
    step.notes.edit.setTextCursor(cursor)
    step.tag_selected()
    popover = step.popover
    assert popover is not None
    popover.box.setText(f"Theme {number}")
    _spin(50)

    def keep() -> None:
        popover.accept()
        # Painting is asked for, and done, as an event.
        QApplication.sendPostedEvents()

    took = _timed(keep)
    _spin(50)
    return took


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _spin(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
