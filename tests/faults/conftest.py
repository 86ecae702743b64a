"""How often each fault is tried, the report of that, and processes that are killed at a random moment."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Final

import pytest

from tests.db.conftest import filled  # noqa: F401 (pytest finds it here by name)
from tests.faults.report import REPORT, TIMES, WHAT, line_of, summary_of, written
from tests.faults.work import work

FULL: Final = os.environ.get("ENABLE_FAULTS") == "full"
"""Whether all of it is tried; else only enough to notice what broke."""


class Trials:
    """Counts how often one fault is tried; its chance is another one for each test, and the same in every run."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self._request = request
        self.chance = random.Random(request.node.nodeid)
        self.done = 0

    def __call__(self, what: str, *, few: int, many: int) -> Iterator[int]:
        """Numbers from 0 on: few of them, or none, in the test suite, many when all of it is tried."""
        times = many if FULL else few
        if not times:
            pytest.skip("it takes too long; `make faults` tries it")
        properties = self._request.node.user_properties
        properties.append((WHAT, what))
        for number in range(times):
            yield number
            self.done += 1
        properties.append((TIMES, str(self.done)))


@pytest.fixture
def trials(request: pytest.FixtureRequest) -> Trials:
    return Trials(request)


# -- processes that are killed


@pytest.fixture(scope="session")
def nursery() -> ForkServerContext:
    """Gives processes that have loaded the program already: starting one takes next to nothing."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.work"])
    return context


Kill = Callable[..., list[str]]


@pytest.fixture
def kill(nursery: ForkServerContext, home: Path, trials: Trials) -> Kill:
    """Lets a process work until it has said so much, kills it at a random moment after; gives all that it said."""

    def killed(job: str, path: Path, *, after: tuple[int, int] = (1, 1), within: float = 0.1) -> list[str]:
        ours, its = nursery.Pipe(duplex=False)
        child = nursery.Process(target=work, args=(job, path, home, its))
        child.start()
        its.close()
        said: list[str] = []
        try:
            for _ in range(trials.chance.randint(*after)):
                said.append(ours.recv())
            moment = time.monotonic() + trials.chance.random() * within
            # It goes on meanwhile, and is killed wherever it is at that moment.
            while (left := moment - time.monotonic()) > 0 and ours.poll(left):
                said.append(ours.recv())
            child.kill()
            while True:
                said.append(ours.recv())
        except EOFError:
            pass
        finally:
            child.kill()
            child.join()
            ours.close()
        assert child.exitcode == -signal.SIGKILL, "it ended by itself"
        return said

    return killed


# -- processes that are stopped


@dataclass(frozen=True, slots=True)
class Stopped:
    """What lay on the disk at one moment of a process that was writing, and what it had said before."""

    file: bytes
    journal: bytes
    said: tuple[str, ...]


Stops = Callable[..., Iterator[Stopped]]


@pytest.fixture
def stops(nursery: ForkServerContext, home: Path, trials: Trials) -> Stops:
    """Lets a process work, and stops it at random moments to look at what lies on the disk; then it is killed."""
    if not Path("/proc/self/stat").exists():
        pytest.skip("this system does not tell whether a process is stopped")

    def stopped(job: str, path: Path, times: int, within: float = 0.05) -> Iterator[Stopped]:
        ours, its = nursery.Pipe(duplex=False)
        child = nursery.Process(target=work, args=(job, path, home, its))
        child.start()
        its.close()
        said = [ours.recv()]
        try:
            for _ in range(times):
                moment = time.monotonic() + trials.chance.random() * within
                while (left := moment - time.monotonic()) > 0 and ours.poll(left):
                    said.append(ours.recv())
                os.kill(child.pid or 0, signal.SIGSTOP)
                while Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()[0] != "T":
                    pass
                while ours.poll():
                    said.append(ours.recv())
                journal = path.with_name(f"{path.name}-journal")
                yield Stopped(path.read_bytes(), journal.read_bytes() if journal.exists() else b"", tuple(said))
                os.kill(child.pid or 0, signal.SIGCONT)
        finally:
            child.kill()
            child.join()
            ours.close()

    return stopped


# -- the report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was tried, how often, what was lost: on the screen, and at length in a file."""
    if not FULL:
        return
    lines = [
        line
        for reports in terminalreporter.stats.values()
        for each in reports
        if isinstance(each, pytest.TestReport) and (line := line_of(each)) is not None
    ]
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(written(lines), "utf-8")
    terminalreporter.section("faults: what was tried, how often, what was lost")
    for text in (*summary_of(lines), f"At length in {REPORT}."):
        terminalreporter.line(text)
