"""A working day squeezed into minutes, over a very large programme: memory, long calls, and the size of the file.

python -m tests.bench day

The day is eight hours of somebody who does nothing else. For half an hour of it we reckon what `HALF_AN_HOUR` says: a
page or a record opened each minute, something changed each minute, a thousand letters written down in an hour, a search
every five minutes, ten steps taken back or done again, and five things handed over: a brief, three reports, a backup.
Between two of them there is only the time that their consequences take. A round is such a half hour, and the sixteen
rounds are the day; each prints a line, with what was done so far and how many hours of work that is, by whichever kind
was done least.
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
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from tests.bench.heartbeat import Heart
from tests.bench.result import Result
from tests.bench.shelf import TODAY, place_in, write_library

if TYPE_CHECKING:
    from db.workspace import Workspace
    from enable_desktop.briefs import Brief
    from enable_desktop.links import Ref
    from ui.window import Window

ASSETS: Final = int(os.environ.get("ENABLE_DAY_ASSETS", "100000"))
TALKS: Final = 200
STATEMENTS: Final = 5_000
THEMES: Final = 40
EXPERTS: Final = 2_000
TOPICS: Final = 40
ROUNDS: Final = int(os.environ.get("ENABLE_DAY_ROUNDS", "16"))
HALF_AN_HOUR: Final = {"opened": 30, "changed": 30, "letters": 500, "searched": 6, "stepped": 10, "handed over": 5}
"""What a person does in it."""
LONG: Final = 50.0
"""Milliseconds: 99 of 100 late beats may be no longer; how many deeds had a longer call is told beside it."""
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What was measured after a round: hours of work and deeds so far, megabytes, widgets and objects there are, for
    how many milliseconds the window's thread computed between two beats, in how many deeds that was too long, and
    megabytes of the file."""

    hours: float
    deeds: int
    memory: float
    widgets: int
    objects: int
    late: float
    longest: float
    over: int
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
    # The first half of the day fills what is kept for good.
    later = rounds[len(rounds) // 2 :]
    over, deeds = sum(each.over for each in later), later[-1].deeds - rounds[-len(later) - 1].deeds
    return [
        Result(name="memory, megabytes more a round", ours=slope([each.memory for each in later]), unit="MB", limit=0.5,
               note=f"{rounds[0].memory:.0f} after the first, {rounds[-1].memory:.0f} after {rounds[-1].hours:g} hours "
                    f"({rounds[-1].deeds} deeds)"),
        Result(name="widgets more a round", ours=slope([float(each.widgets) for each in later]), unit="", limit=1.0),
        Result(name="objects more a round", ours=slope([float(each.objects) for each in later]), unit="", limit=200.0),
        Result(name="late beats of a day, 99th percentile", ours=max(each.late for each in later), limit=LONG,
               note=max(later, key=lambda each: each.longest).where),
        Result(name=f"deeds with a call over {LONG:.0f} ms", ours=over, unit="", note=f"of {deeds}"),
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

_SENTENCES: Final = (
    "We judge ourselves by two numbers. ",
    "Every rep finds the right page in a minute. ",
    "Nobody asks an expert twice for the same thing. ",
)


class Day:
    """One open window, and what somebody does in it."""

    def __init__(self, window: Window, seed: int = 2) -> None:
        self.window = window
        self.done: Counter[str] = Counter()
        self.chance = random.Random(seed)
        self.begin(Heart())

    def begin(self, heart: Heart) -> None:
        """What is measured from now on."""
        assert self.window.shell is not None
        assert self.window.workspace is not None
        self.shell = self.window.shell
        self.workspace: Workspace = self.window.workspace
        self.heart = heart
        self.longest: dict[str, float] = {}
        self.over = 0

    @property
    def hours(self) -> float:
        """How long a person would have taken for what was done."""
        return min(self.done[kind] / needed for kind, needed in HALF_AN_HOUR.items()) / 2

    def do(self, kind: str, what: str, deed: Callable[[], object], milliseconds: int = 120) -> None:
        """One thing of a kind, and some time for what follows from it."""
        before = len(self.heart.late)
        # A signal hears no answer.
        QTimer.singleShot(2, lambda: (deed(), None)[1])
        self.heart.run(milliseconds)
        worst = max(self.heart.worked[before:], default=0.0)
        self.longest[what] = max(self.longest.get(what, 0.0), worst)
        self.over += worst > LONG
        self.done[kind] += 1

    def open(self, target: Ref | str, milliseconds: int = 200) -> None:
        what = target.partition(":")[0] if isinstance(target, str) else f"a record of {target.kind}"
        self.do("opened", f"go {what}", partial(self.shell.go, target), milliseconds)

    def round(self) -> None:
        """Half an hour."""
        self.pages()
        self.typing()
        self.searching()
        for _ in range(5):
            self.talk()
        for _ in range(3):
            self.tagging()
        self.promises()
        self.steps()
        self.handing_out()
        self.look()

    def pages(self) -> None:
        from ui.pages import PAGES

        for entry in PAGES:
            if entry.key not in ("import", "thread"):
                self.open(entry.key)
        for part in ("charter#mission", "charter#obstacles", "charter#measures", "reports#gaps"):
            self.open(part)

    def typing(self) -> None:
        """The mission is written anew, with a look at what was written after each sentence or two."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        from ui.charter.page import CharterPage

        self.open("charter#mission", 300)
        page = self.shell.page
        assert isinstance(page, CharterPage)
        assert page.view is not None
        page.view.prose[0].setFocus()
        edit = page.view.prose[0].focusProxy()
        assert edit is not None
        QTest.keyClick(edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        for _ in range(6):
            for letter in self.chance.choice(_SENTENCES) * 2:
                self.do("letters", "a letter", partial(QTest.keyClicks, edit, letter), 15)
            self.do("paused", "a pause in the typing", lambda: None, 1_300)

    def searching(self) -> None:
        from ui.library.page import LibraryPage

        self.open("library", 300)
        page = self.shell.page
        assert isinstance(page, LibraryPage)
        for words in ("security pri", "онбординг", "forecast", "demo script"):
            for end in range(1, len(words) + 1):
                self.do("letters", "a letter of a search", partial(page.search.setText, words[:end]), 100)
            self.do("searched", "what a search found", lambda: None, 400)
        self.do("cleared", "the search cleared", partial(page.search.setText, ""), 400)
        for words in ("security", "Expert 1234"):
            self.do("searched", "quick find", partial(self.shell.open_quick_find, words), 400)
            self.do("closed", "quick find closed", self._close_popups, 100)

    def _close_popups(self) -> None:
        from PySide6.QtWidgets import QApplication

        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        find = self.shell._quick_find
        if find is not None:
            find.close()

    def talk(self) -> None:
        """A talk is opened, and a few things are said of what was said in it."""
        from enable_desktop.interviews import Interview, Statement, Theme
        from enable_desktop.links import Ref

        interviews, themes = self.workspace.interviews, self.workspace.all(Theme)
        talk = self.chance.choice(self.workspace.all(Interview))
        self.open(Ref(Interview.kind, talk.id), 400)
        start = self.chance.randrange(len(talk.notes) - 60)
        theme = self.chance.choice(themes).id
        tag = partial(interviews.tag, talk.id, start, start + 50, theme=theme, severity=3)
        self.do("changed", "tag a passage", tag, 300)
        for said in self.workspace.where(Statement, "interview", talk.id)[:2]:
            code = partial(self.workspace.change, Ref(Statement.kind, said.id), theme=self.chance.choice(themes).id)
            self.do("changed", "code a statement", code, 250)
        hurts = self.chance.randint(1, 5)
        self.do("changed", "rate a theme", partial(interviews.rate, talk.id, theme, hurts=hurts), 250)
        self.open("gaps", 400)

    def tagging(self) -> None:
        reviews = self.workspace.library.reviews
        self.open("library", 300)
        ids = self.chance.sample(range(1, ASSETS + 1), 30)
        key = self.chance.choice(("discovery", "proposal", "negotiation"))
        carry_out = self.workspace.carry_out
        self.do("changed", "tag content", lambda: carry_out(reviews.changing_facet(ids, "stage", add=(key,))), 400)
        self.do("changed", "mark content as reviewed", lambda: carry_out(reviews.reviewing(ids)), 400)

    def promises(self) -> None:
        from enable_desktop.notes import Promise

        def promise() -> None:
            person = self.chance.randrange(61, 61 + EXPERTS)
            made = self.workspace.add(Promise, title="Send the sheet", person=person, due=TODAY)
            self.workspace.needs.keep(made)

        self.open("today", 300)
        for _ in range(2):
            self.do("changed", "a promise", promise, 300)
            self.do("changed", "a note", partial(self.workspace.needs.note, "Ask about the second quarter"), 300)
        self.open("experts", 400)

    def steps(self) -> None:
        for _ in range(5):
            self.do("stepped", "undo", self.shell.undo, 200)
        for _ in range(5):
            self.do("stepped", "redo", self.shell.redo, 200)

    def handing_out(self) -> None:
        from enable_desktop.interviews import Interview
        from ui.briefs import brief_report

        talk = self.chance.choice(self.workspace.all(Interview)).id
        self.do("handed over", "a brief", lambda: self._write_brief(brief_report(self.workspace, talk)), 1_000)
        for report in ("gaps", "charter", "experts"):
            self.do("handed over", f"report {report}", partial(self.shell.go, f"reports#{report}"), 1_000)
        self.do("handed over", "a backup", self.window.safe.back_up, 1_500)

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
        self.open("charter", 300)
        for _ in range(2):
            self.do("looked", "another look", self.window.program.toggle_theme, 500)


def _exported(write: Callable[[], object], progress: object) -> None:
    write()


def measure(path: Path) -> Iterator[str]:
    """A line of JSON for each round, then the megabytes of the file, and of a fresh one with the same content."""
    from PySide6.QtWidgets import QApplication

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
    day = Day(window)
    for _ in range(ROUNDS):
        day.begin(Heart())
        day.round()
        late = sorted(day.heart.worked)
        worst = sorted(day.longest, key=lambda what: day.longest[what], reverse=True)[:8]
        gc.collect()
        yield json.dumps(
            asdict(
                Round(
                    hours=round(day.hours, 2),
                    deeds=day.done.total(),
                    memory=_memory(),
                    widgets=len(app.allWidgets()),
                    objects=len(gc.get_objects()),
                    late=late[int(len(late) * 0.99)],
                    longest=late[-1],
                    over=day.over,
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
