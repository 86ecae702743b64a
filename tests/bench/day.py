"""A working day squeezed into minutes, over a very large programme: memory, long calls, and the size of the file.

python -m tests.bench day

Each round is half an hour of somebody's work: every page, typing in the charter, words searched, a statement coded,
content tagged, promises, undo and redo, a brief, a report, a backup, another look. Prints a line a round.
"""

from __future__ import annotations

import gc
import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.bench.result import Result
from tests.bench.shelf import TODAY, place_in, write_library

if TYPE_CHECKING:
    from db.workspace import Workspace
    from enable_desktop.briefs import Brief
    from tests.bench.heartbeat import Heart
    from ui.window import Window

ASSETS: Final = int(os.environ.get("ENABLE_DAY_ASSETS", "100000"))
TALKS: Final = 200
STATEMENTS: Final = 5_000
THEMES: Final = 40
EXPERTS: Final = 2_000
TOPICS: Final = 40
ROUNDS: Final = int(os.environ.get("ENABLE_DAY_ROUNDS", "16"))
WARM: Final = 4
"""So many rounds fill what is kept for good."""
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What was measured after a round: megabytes, widgets and objects there are, for how many milliseconds the window's
    thread computed between two beats, and megabytes of the file."""

    memory: float
    widgets: int
    objects: int
    late: float
    longest: float
    where: str
    file: float


def results() -> list[Result]:
    """In a process of its own, whose memory is its own."""
    with tempfile.TemporaryDirectory() as name:
        path = write_programme(Path(name) / "day.enable")
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.day", str(path)], stdout=subprocess.PIPE, text=True, check=True
        )
    *lines, sizes = done.stdout.splitlines()
    rounds = [Round(**json.loads(line)) for line in lines]
    compacted, fresh = json.loads(sizes)
    later = rounds[WARM:]
    return [
        Result(name="memory, megabytes more a round", ours=slope([each.memory for each in later]), unit="MB", limit=0.5,
               note=f"{rounds[0].memory:.0f} after the first, {rounds[-1].memory:.0f} after {len(rounds)}"),
        Result(name="widgets more a round", ours=slope([float(each.widgets) for each in later]), unit="", limit=1.0),
        Result(name="objects more a round", ours=slope([float(each.objects) for each in later]), unit="", limit=200.0),
        Result(name="late beats of a day, 99th percentile", ours=max(each.late for each in later), limit=50.0,
               note=max(later, key=lambda each: each.longest).where),
        Result(name="the file when it was made smaller", floor=fresh, ours=compacted, unit="MB", limit=1.15,
               note=f"{max(each.file for each in rounds):.0f} at most"),
    ]  # fmt: skip


def slope(values: list[float]) -> float:
    """How much more each is than the one before, by the straight line that fits them best."""
    return statistics.linear_regression(range(len(values)), values).slope


def write_programme(path: Path) -> Path:
    """So many assets, statements in talks about themes, and experts who know topics."""
    write_library(path, ASSETS)
    fill(path)
    return path


def fill(path: Path) -> None:
    """Talks and experts beside the assets that are there."""
    from db.workspace import open_workspace
    from enable_desktop.experts import Depth, Expertise
    from enable_desktop.interviews import Interview, Rating, Round, RoundTheme, Statement, Theme
    from enable_desktop.notes import ListEntry
    from enable_desktop.people import Group, Hat, Person

    chance = random.Random(1)
    with open_workspace(path, place_in(path.parent)) as workspace, workspace.step("Fill"):
        hats = frozenset({Hat.EXPERT})
        names = [{"name": f"Expert {number:04}", "role": "Engineer", "hats": hats} for number in range(EXPERTS)]
        people = workspace.add_many(Person, names)
        topics = workspace.add_many(
            ListEntry, [{"list": "topic", "key": f"day-{n}", "title": f"Topic {n}"} for n in range(TOPICS)]
        )
        workspace.add_many(
            Expertise,
            [
                {"person": person, "topic": topic, "depth": Depth(str(chance.randint(1, 3))), "confirmed": TODAY}
                for person in people
                for topic in chance.sample(list(topics), 2)
            ],
        )
        round_ = workspace.add(Round, title="This year", start=TODAY - timedelta(days=90))
        themes = workspace.add_many(Theme, [{"title": f"Theme {number}"} for number in range(THEMES)])
        workspace.add_many(RoundTheme, [{"round": round_, "theme": theme} for theme in themes])
        asked = [
            {
                "title": f"Expert {number:04}",
                "person": people[number],
                "round": round_,
                "group": (Group.LEADERSHIP, Group.REP)[number % 2],
                "held": True,
                "on": TODAY - timedelta(days=number % 80),
                "notes": "We lose two days a week to looking for the right page, and nobody owns it. " * 20,
            }
            for number in range(TALKS)
        ]
        talks = workspace.add_many(Interview, asked)
        workspace.add_many(
            Statement,
            [
                {
                    "words": f"Nobody owns page {number}, and that costs us {number % 9} days.",
                    "interview": talks[number % TALKS],
                    "theme": chance.choice(themes),
                    "severity": chance.randint(1, 5),
                }
                for number in range(STATEMENTS)
            ],
        )
        workspace.add_many(
            Rating,
            [
                {"interview": talk, "theme": theme, "hurts": chance.randint(1, 5)}
                for talk in talks
                for theme in themes[:9]
            ],
        )
    with open_workspace(path, place_in(path.parent)) as workspace:
        while workspace.search.catch_up(2_000):
            pass


# -- the day


class Day:
    """One open window, and what somebody does in it."""

    def __init__(self, window: Window, heart: Heart) -> None:
        self.window = window
        self.heart = heart
        self.longest: dict[str, float] = {}
        assert window.shell is not None
        assert window.workspace is not None
        self.shell = window.shell
        self.workspace: Workspace = window.workspace
        self.chance = random.Random(2)

    def do(self, what: str, deed: Callable[[], object], milliseconds: int = 120) -> None:
        """One thing, and some time for what follows from it."""
        from PySide6.QtCore import QTimer

        before = len(self.heart.late)
        # A signal hears no answer.
        QTimer.singleShot(2, lambda: (deed(), None)[1])
        self.heart.run(milliseconds)
        self.longest[what] = max(self.longest.get(what, 0.0), *self.heart.worked[before:])

    def round(self) -> None:
        self.pages()
        self.typing()
        self.searching()
        self.talks()
        self.tagging()
        self.promises()
        self.steps()
        self.handing_out()
        self.look()

    def pages(self) -> None:
        from ui.pages import PAGES

        for entry in PAGES:
            if entry.key not in ("import", "thread"):
                self.do(f"go {entry.key}", partial(self.shell.go, entry.key), 200)
        for part in ("charter#mission", "charter#obstacles", "charter#measures", "reports#gaps"):
            self.do(f"go {part}", partial(self.shell.go, part), 200)

    def typing(self) -> None:
        from PySide6.QtTest import QTest

        from ui.charter.page import CharterPage

        self.do("go charter#mission", lambda: self.shell.go("charter#mission"), 300)
        page = self.shell.page
        assert isinstance(page, CharterPage)
        assert page.view is not None
        page.view.prose[0].setFocus()
        edit = page.view.prose[0].focusProxy()
        assert edit is not None
        for letter in "We judge ourselves by two numbers. ":
            self.do("a letter", partial(QTest.keyClicks, edit, letter), 40)
        self.do("a pause in the typing", lambda: None, 1_300)

    def searching(self) -> None:
        from ui.library.page import LibraryPage

        self.do("go library", lambda: self.shell.go("library"), 300)
        page = self.shell.page
        assert isinstance(page, LibraryPage)
        for text in ("s", "se", "sec", "secu", "security", "security pri", ""):
            self.do("a letter of a search", partial(page.search.setText, text), 350)
        self.do("quick find", lambda: self.shell.open_quick_find("security"), 400)
        self.do("quick find closed", self._close_popups, 100)

    def _close_popups(self) -> None:
        from PySide6.QtWidgets import QApplication

        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        find = self.shell._quick_find
        if find is not None:
            find.close()

    def talks(self) -> None:
        from enable_desktop.interviews import Interview, Statement, Theme
        from enable_desktop.links import Ref

        interviews, themes = self.workspace.interviews, self.workspace.all(Theme)
        talk = self.chance.choice(self.workspace.all(Interview))
        self.do("open a talk", lambda: self.shell.go(Ref(Interview.kind, talk.id)), 400)
        start = self.chance.randrange(len(talk.notes) - 60)
        theme = self.chance.choice(themes).id
        self.do("tag a passage", lambda: interviews.tag(talk.id, start, start + 50, theme=theme, severity=3), 400)
        said = self.workspace.where(Statement, "interview", talk.id)[0]
        self.do("code a statement", lambda: self.workspace.change(Ref(Statement.kind, said.id), theme=theme), 300)
        self.do("rate a theme", lambda: interviews.rate(talk.id, theme, hurts=4), 300)
        self.do("go gaps", lambda: self.shell.go("gaps"), 500)

    def tagging(self) -> None:
        reviews = self.workspace.library.reviews
        self.do("go library", lambda: self.shell.go("library"), 300)
        ids = self.chance.sample(range(1, ASSETS + 1), 30)
        key = self.chance.choice(("discovery", "proposal", "negotiation"))
        self.do("tag content", lambda: reviews.change_facet(ids, "stage", add=(key,)), 500)
        self.do("mark content as reviewed", lambda: reviews.reviewed(ids), 500)

    def promises(self) -> None:
        from enable_desktop.notes import Promise

        def promise() -> None:
            person = self.chance.randrange(61, 61 + EXPERTS)
            made = self.workspace.add(Promise, title="Send the sheet", person=person, due=TODAY)
            self.workspace.needs.keep(made)

        self.do("go today", lambda: self.shell.go("today"), 300)
        self.do("a promise", promise, 400)
        self.do("a note", lambda: self.workspace.needs.note("Ask about the second quarter"), 300)

    def steps(self) -> None:
        for _ in range(5):
            self.do("undo", self.shell.undo, 200)
        for _ in range(5):
            self.do("redo", self.shell.redo, 200)

    def handing_out(self) -> None:
        from enable_desktop.interviews import Interview
        from ui.briefs import brief_report

        talk = self.chance.choice(self.workspace.all(Interview)).id
        self.do("a brief", lambda: self._write_brief(brief_report(self.workspace, talk)), 1_000)
        for report in ("gaps", "charter", "experts"):
            self.do(f"report {report}", partial(self.shell.go, f"reports#{report}"), 1_000)
        self.do("a backup", self.window.safe.back_up, 1_500)

    def _write_brief(self, brief: Brief) -> None:
        from exports.brief import write_brief

        desk = self.window.desk
        assert desk is not None
        target = self.workspace.path.with_name("brief.pdf")
        desk.tasks.run(
            partial(_exported, partial(write_brief, brief, desk.document_words(), target)),
            lambda done: None, desk.failed, label="Brief",
        )  # fmt: skip

    def look(self) -> None:
        self.do("go charter", lambda: self.shell.go("charter"), 300)
        for _ in range(2):
            self.do("another look", self.window.program.toggle_theme, 500)


def _exported(write: Callable[[], object], progress: object) -> None:
    write()


def measure(path: Path) -> Iterator[str]:
    """A line of JSON for each round, then the megabytes of the file, and of a fresh one with the same content."""
    from PySide6.QtWidgets import QApplication

    from tests.bench.heartbeat import Heart
    from ui.ask import DialogAsk
    from ui.garbage import Collector
    from ui.preferences import Preferences
    from ui.program import Program
    from ui.tasks import PoolTasks

    app = QApplication.instance() or QApplication(["bench"])
    assert isinstance(app, QApplication)
    place = place_in(path.parent)
    program = Program(app, place, Preferences(place.home), ask=DialogAsk, tasks=PoolTasks)
    collector = Collector(app)
    program.start(path)
    collector.begin()
    window = program.windows[0]
    window.resize(1440, 900)
    Heart().run(3_000)
    for _ in range(ROUNDS):
        day = Day(window, Heart())
        day.round()
        late = sorted(day.heart.worked)
        worst = sorted(day.longest, key=lambda what: day.longest[what], reverse=True)[:8]
        gc.collect()
        yield json.dumps(
            asdict(
                Round(
                    memory=_memory(),
                    widgets=len(app.allWidgets()),
                    objects=len(gc.get_objects()),
                    late=late[int(len(late) * 0.99)],
                    longest=late[-1],
                    where=", ".join(f"{what} {day.longest[what]:.0f}" for what in worst),
                    file=path.stat().st_size / 1e6,
                )
            )
        )
    workspace = window.workspace
    assert workspace is not None
    while workspace.compact():
        pass
    compacted = path.stat().st_size / 1e6
    fresh = path.with_name("fresh.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("vacuum into ?", (str(fresh),))
    yield json.dumps([compacted, fresh.stat().st_size / 1e6])
    window.close()


def _memory() -> float:
    """Megabytes that are resident now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE / 1e6


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["ENABLE_TODAY"] = TODAY.isoformat()
    for line in measure(Path(sys.argv[1])):
        print(line, flush=True)
        print(line, file=sys.stderr, flush=True)
