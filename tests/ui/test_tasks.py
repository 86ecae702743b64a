"""Work beside the window: its answer comes home, its faults too, and it can be stopped."""

from __future__ import annotations

import threading
from functools import partial

import pytest
from PySide6.QtCore import QObject, QThread, QTimer
from pytestqt.qtbot import QtBot

from enable_desktop.errors import WorkspaceError
from enable_desktop.turns import give_way
from enable_desktop.words import mark
from ui.tasks import NowTasks, PoolTasks, Progress


def add(first: int, second: int, progress: Progress) -> tuple[int, bool]:
    return first + second, QThread.currentThread() is not None and threading.current_thread() is threading.main_thread()


def fail(progress: Progress) -> None:
    raise WorkspaceError(mark("The folder is gone."))


def wait_for(gate: threading.Event, progress: Progress) -> str:
    progress(1, 4)
    while not gate.wait(0.005):
        progress.check()
    return "done"


def shown_now(pool: PoolTasks) -> tuple[str, float | None] | None:
    job = pool.shown
    return (job.label, job.share) if job is not None else None


@pytest.fixture
def pool(qtbot: QtBot) -> PoolTasks:
    return PoolTasks()


def never(answer: object) -> None:
    raise AssertionError(answer)


def ignored(answer: object) -> None:
    """For answers nobody looks at."""


def test_an_answer_comes_back_to_the_window(pool: PoolTasks, qtbot: QtBot) -> None:
    answers: list[tuple[int, bool]] = []
    with qtbot.waitSignal(pool.changed):
        pool.run(partial(add, 2, 3), answers.append, never, label="Adding")
    assert answers == [(5, False)]
    assert pool.is_idle


def test_a_fault_comes_back_to_the_window(pool: PoolTasks, qtbot: QtBot) -> None:
    faults: list[Exception] = []
    with qtbot.waitSignal(pool.changed):
        pool.run(fail, never, faults.append, label="Failing")
    assert str(faults[0]) == "The folder is gone."


def test_a_mistake_of_ours_reaches_the_crash_handler(pool: PoolTasks, qtbot: QtBot) -> None:
    def wrong(progress: Progress) -> int:
        return 1 // 0

    faults: list[Exception] = []
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(pool.changed):
        pool.run(wrong, never, faults.append, label="Wrong")
    assert isinstance(faults[0], ZeroDivisionError)
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]


def test_long_work_is_shown_and_short_work_is_not(pool: PoolTasks, qtbot: QtBot) -> None:
    gate = threading.Event()
    pool.run(partial(wait_for, gate), ignored, never, label="Waiting")
    assert shown_now(pool) is None
    qtbot.waitUntil(lambda: shown_now(pool) is not None)
    assert shown_now(pool) == ("Waiting", 0.25)
    assert not pool.can_cancel
    gate.set()
    qtbot.waitUntil(lambda: pool.is_idle)
    assert shown_now(pool) is None


def test_work_can_be_cancelled(pool: PoolTasks, qtbot: QtBot) -> None:
    gate, cancelled = threading.Event(), []
    pool.run(partial(wait_for, gate), never, never, label="Waiting", cancel=lambda: cancelled.append(True))
    qtbot.waitUntil(lambda: pool.can_cancel, timeout=3000)
    assert pool.shown is not None
    pool.shown.cancel_by_person()
    qtbot.waitUntil(lambda: pool.is_idle)
    assert cancelled == [True]


def settle_after(gate: threading.Event, settled: threading.Event, go_on: threading.Event, progress: Progress) -> str:
    gate.wait(10)
    progress.settle()
    settled.set()
    go_on.wait(10)
    return "done"


def test_work_cancelled_before_the_point_of_no_return_stops_there(pool: PoolTasks, qtbot: QtBot) -> None:
    gate, settled, go_on = threading.Event(), threading.Event(), threading.Event()
    job = pool.run(partial(settle_after, gate, settled, go_on), never, never, label="Writing")
    assert job.cancel()
    gate.set()
    qtbot.waitUntil(lambda: pool.is_idle)
    assert not settled.is_set()


def test_work_past_the_point_of_no_return_is_finished_and_said(pool: PoolTasks, qtbot: QtBot) -> None:
    gate, settled, go_on = threading.Event(), threading.Event(), threading.Event()
    answers: list[str] = []
    cancelled: list[bool] = []
    work = partial(settle_after, gate, settled, go_on)
    job = pool.run(work, answers.append, never, label="Writing", cancel=lambda: cancelled.append(True))
    gate.set()
    qtbot.waitUntil(settled.is_set)
    assert not job.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: pool.is_idle)
    assert answers == ["done"]
    assert not cancelled


def test_closing_waits_for_lasting_work_and_stops_the_rest(pool: PoolTasks) -> None:
    finished: list[str] = []

    def write(progress: Progress) -> None:
        while not started.wait(0.005):
            progress.check()
        progress.check()
        finished.append("written")

    started = threading.Event()
    pool.run(write, never, never, label="Writing", lasting=True)
    pool.run(partial(wait_for, threading.Event()), never, never, label="Waiting")
    threading.Timer(0.05, started.set).start()
    pool.close()
    assert finished == ["written"]


def test_quiet_work_is_never_shown(pool: PoolTasks, qtbot: QtBot) -> None:
    gate = threading.Event()
    seen: list[object] = []
    pool.changed.connect(lambda: seen.append(pool.shown))
    pool.run(partial(wait_for, gate), ignored, never, label="Quiet", quiet=True)
    gate.set()
    qtbot.waitUntil(lambda: pool.is_idle)
    assert all(job is None for job in seen)


def test_closing_stops_all_work(pool: PoolTasks) -> None:
    pool.run(partial(wait_for, threading.Event()), never, never, label="Waiting")
    pool.close()


def test_the_twin_runs_at_once() -> None:
    answers: list[object] = []
    NowTasks().run(partial(add, 1, 1), answers.append, never, label="")
    NowTasks().run(fail, answers.append, answers.append, label="")
    assert answers[0] == (2, True)
    assert isinstance(answers[1], WorkspaceError)


def test_an_answer_that_comes_after_the_window_closed_is_not_heard(pool: PoolTasks, qtbot: QtBot) -> None:
    heard: list[object] = []
    pool.close()
    pool.run(partial(add, 1, 2), heard.append, heard.append, label="Adding")
    qtbot.waitUntil(lambda: pool.is_idle)
    assert heard == []


def test_work_that_gives_way_goes_on_only_when_the_page_is_painted(pool: PoolTasks, qtbot: QtBot) -> None:
    order: list[str] = []
    at_work, go_on = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        at_work.set()
        go_on.wait()
        give_way()
        order.append("work")

    pool.run(work, ignored, never, label="Printing")
    at_work.wait()
    pool.step_aside()
    QTimer.singleShot(10, pool, lambda: order.append("window"))
    go_on.set()
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["window", "work"]


def test_quiet_work_begins_when_the_page_that_asked_for_it_is_painted(pool: PoolTasks, qtbot: QtBot) -> None:
    order: list[str] = []
    pool.step_aside()
    pool.run(lambda progress: order.append("work"), ignored, never, label="Printing", quiet=True)
    QTimer.singleShot(10, pool, lambda: order.append("window"))
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["window", "work"]


def test_a_window_that_waits_for_work_does_not_keep_it_waiting(pool: PoolTasks) -> None:
    finished: list[str] = []

    def write(progress: Progress) -> None:
        give_way()
        finished.append("written")

    pool.step_aside()
    pool.run(write, ignored, never, label="Writing", lasting=True)
    pool.close()
    assert finished == ["written"]


def test_an_answer_for_a_page_that_is_gone_is_not_heard(pool: PoolTasks, qtbot: QtBot) -> None:
    class Reader(QObject):
        def hear(self, place: int, answer: str) -> None:
            raise AssertionError(self.objectName())

    gate, reader = threading.Event(), Reader()
    pool.run(partial(wait_for, gate), partial(reader.hear, 1), never, label="Reading", quiet=True)
    with qtbot.waitSignal(reader.destroyed):
        reader.deleteLater()
    gate.set()
    qtbot.waitUntil(lambda: pool.is_idle)


def test_work_cancelled_before_its_turn_is_never_begun(pool: PoolTasks, qtbot: QtBot) -> None:
    begun: list[str] = []
    gate = threading.Event()
    pool.run(partial(wait_for, gate), ignored, never, label="First", quiet=True)
    second = pool.run(lambda progress: begun.append("second"), never, never, label="Second", quiet=True)
    assert second.cancel()
    gate.set()
    qtbot.waitUntil(lambda: pool.is_idle)
    assert not begun
