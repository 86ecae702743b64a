"""The coverage of a large programme, 50 topics by 40 experts: opened, a level set by key, the cell moved."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final

from tests.bench.library import percentile
from tests.bench.result import Result
from tests.bench.shelf import TODAY, place_in

TOPICS: Final = 50
EXPERTS: Final = 40
KEYS: Final = 60


def results() -> list[Result]:
    """In a process of its own, as a window is."""
    with tempfile.TemporaryDirectory() as name:
        path = write_programme(Path(name) / "experts.enable")
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.experts", str(path)], capture_output=True, text=True, check=True
        )
        numbers = list(map(float, done.stdout.split()))
    names = ("the coverage opens, 50 x 40", "key to painted level, 95th percentile, 50 x 40",
             "arrow to painted cell, 95th percentile, 50 x 40")  # fmt: skip
    return [
        Result(name=name, ours=ours, limit=limit, note=f"{computing:.0f} ms of it computing")
        for name, ours, computing, limit in zip(names, numbers[::2], numbers[1::2], (300.0, 50.0, 50.0), strict=True)
    ]


def write_programme(path: Path) -> Path:
    """Every expert knows a dozen topics and was met eight times; every third topic answers a theme that hurts."""
    from db.workspace import create_workspace, open_workspace
    from enable_desktop.experts import Contact, Contribution, Depth, Expertise, Standing, Terms
    from enable_desktop.interviews import Interview, Mention, Rating, Theme
    from enable_desktop.links import Link, Reason
    from enable_desktop.notes import ListEntry
    from enable_desktop.people import Group, Hat, Person

    with create_workspace(path, place_in(path.parent)) as workspace, workspace.step("Fill"):
        topics = workspace.add_many(
            ListEntry, [{"list": "topic", "key": f"bench-{n}", "title": f"Topic {n}"} for n in range(TOPICS)]
        )
        hats = frozenset({Hat.EXPERT})
        people = workspace.add_many(
            Person,
            [{"name": f"Expert {n:02} of some length", "role": "Engineer", "hats": hats} for n in range(EXPERTS)],
        )
        workspace.add_many(
            Expertise,
            [
                {"person": person, "topic": topics[(place * 7 + step * 4) % TOPICS], "depth": Depth(str(step % 3 + 1)),
                 "confirmed": TODAY}
                for place, person in enumerate(people)
                for step in range(12)
            ],
        )  # fmt: skip
        workspace.add_many(
            Terms,
            [{"person": person, "standing": Standing.ACTIVE, "hours": 4, "next_contact": TODAY} for person in people],
        )
        for record, words in ((Contact, "asked"), (Contribution, "title")):
            workspace.add_many(
                record,
                [
                    {"person": person, words: f"Something {n}", "on": TODAY - timedelta(days=9 * n)}
                    for person in people
                    for n in range(8)
                ],
            )
        themes = workspace.add_many(Theme, [{"title": f"Theme {n}"} for n in range(TOPICS // 3)])
        workspace.add_many(
            Link,
            [
                {"from_kind": "list_entries", "from_id": topics[3 * n], "to_kind": "themes", "to_id": theme,
                 "reason": Reason.ANSWERS}
                for n, theme in enumerate(themes)
            ],
        )  # fmt: skip
        reps = workspace.add_many(Person, [{"name": f"Rep {n}", "group": Group.REP} for n in range(40)])
        talks = workspace.add_many(
            Interview, [{"person": rep, "group": Group.REP, "held": True, "on": TODAY} for rep in reps]
        )
        workspace.add_many(
            Rating,
            [
                {"interview": talk, "theme": theme, "heard": Mention.RAISED, "hurts": (talk + theme) % 3 + 3}
                for talk in talks
                for theme in themes
            ],
        )
    with open_workspace(path, place_in(path.parent)) as workspace:
        while workspace.search.catch_up(2_000):
            pass
    return path


def measure(path: Path) -> tuple[float, ...]:
    """Milliseconds to open the page, for a digit and for an arrow, until everything is painted.

    After each number the part of it in which this process computed: what a machine that is busy with others adds.
    """
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from ui.ask import DialogAsk
    from ui.experts.page import ExpertsPage
    from ui.preferences import Preferences
    from ui.program import Program
    from ui.tasks import PoolTasks

    app = QApplication.instance() or QApplication(["bench"])
    assert isinstance(app, QApplication)
    place = place_in(path.parent)
    program = Program(app, place, Preferences(place.home), ask=DialogAsk, tasks=PoolTasks)
    program.start(path)
    window = program.windows[0]
    window.resize(1440, 900)
    app.processEvents()
    assert window.shell is not None

    def taken(deed: Callable[[], object]) -> tuple[float, float]:
        begun, computed = time.perf_counter(), time.process_time()
        deed()
        app.processEvents()
        return 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - computed)

    shell = window.shell
    opened = taken(lambda: shell.go("experts"))
    page = window.shell.page
    assert isinstance(page, ExpertsPage)
    page.matrix.setFocus()
    # The other pages are made ready meanwhile, as they are while a person looks around.
    QTest.qWait(4_000)

    def pressed(key: Qt.Key) -> tuple[float, float]:
        found = taken(lambda: QTest.keyClick(page.matrix, key))
        QTest.qWait(30)
        return found

    digits, arrows = [], []
    for number in range(KEYS):
        digits.append(pressed((Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_0)[number % 4]))
        arrows.append(pressed((Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down)[number % 3]))
    window.close()
    return (*opened, *(percentile(list(part)) for found in (digits, arrows) for part in zip(*found, strict=True)))


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["ENABLE_TODAY"] = TODAY.isoformat()
    print(*measure(Path(sys.argv[1])))
