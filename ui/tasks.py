"""Work beside the window: the one door to the thread pool."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Generator
from functools import partial
from typing import Any, Protocol, TypeVar, cast

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal, Slot
from shiboken6 import isValid

from enable_desktop.errors import WorkspaceError
from enable_desktop.turns import giving_way
from ui.right_of_way import RightOfWay

T = TypeVar("T")

SHOWN_AFTER_MS = 100
CANCEL_AFTER_MS = 1000
_TURN_SECONDS = 0.0001
"""A fiftieth of what Python takes unless told otherwise."""


class Cancelled(Exception):
    """Raised inside work that notices it is no longer wanted."""


class Progress(Protocol):
    """What work is given: to say how far it is, and to hear that it should stop."""

    def __call__(self, done: int, total: int) -> None: ...

    def cancelled(self) -> bool: ...

    def check(self) -> None:
        """Raises `Cancelled` when the work is no longer wanted."""

    def settle(self) -> None:
        """The point of no return: raises `Cancelled` when the work is no longer wanted; from here on it is finished."""


Work = Callable[[Progress], T]
Slices = Generator[tuple[int, int], None, T]
"""Work cut into pieces so small that the window does them one at a time: after each, how much of how much is done."""


class Job(Protocol):
    """Work that was started."""

    def cancel(self) -> bool:
        """Asks the work to stop; neither `done` nor `failed` is called then. False where it is past stopping."""


class Tasks(Protocol):
    """Runs work beside the window and brings its answer back to the window's thread.

    `work` gets plain data (bind it with partial) and returns plain data. `failed` is given any exception; one
    that is no `WorkspaceError` is afterwards raised in the window's thread too, where the crash handler meets it.
    `cancel` is called when the person cancelled. `quiet` work is never shown (a preview that follows typing).
    `lasting` work leaves a file that was asked for: a window that closes waits for it instead of stopping it.
    """

    def run(
        self,
        work: Work[T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        label: str,
        cancel: Callable[[], None] | None = None,
        quiet: bool = False,
        lasting: bool = False,
    ) -> Job: ...

    def spread(
        self,
        slices: Slices[T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        label: str,
        cancel: Callable[[], None] | None = None,
        quiet: bool = False,
        stoppable: bool = True,
    ) -> Job:
        """Does work that only the window's thread can do, whenever the window has nothing else to do.

        What is not `stoppable` must come to its end: the person is not offered to cancel it.
        """

    def step_aside(self) -> None:
        """Lets quiet work begin, and what gives way go on, only when that which is now brought up is painted."""


class NowTasks:
    """Runs work at once, in the window's thread: for tests."""

    def run(
        self,
        work: Work[T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        label: str,
        cancel: Callable[[], None] | None = None,
        quiet: bool = False,
        lasting: bool = False,
    ) -> Job:
        handle = _NowProgress()
        try:
            answer = work(handle)
        except Cancelled:
            if cancel is not None:
                cancel()
        except WorkspaceError as fault:
            failed(fault)
        else:
            done(answer)
        return handle

    def spread(
        self,
        slices: Slices[T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        label: str,
        cancel: Callable[[], None] | None = None,
        quiet: bool = False,
        stoppable: bool = True,
    ) -> Job:
        def work(progress: Progress) -> T:
            while True:
                try:
                    progress(*next(slices))
                except StopIteration as end:
                    # StopIteration tells nobody what type its value is of.
                    return cast("T", end.value)

        return self.run(work, done, failed, label=label, cancel=cancel, quiet=quiet)

    def step_aside(self) -> None:
        return None


class _NowProgress:
    def __init__(self) -> None:
        self.steps: list[tuple[int, int]] = []

    def __call__(self, done: int, total: int) -> None:
        self.steps.append((done, total))

    def cancelled(self) -> bool:
        return False

    def check(self) -> None:
        return None

    def settle(self) -> None:
        return None

    def cancel(self) -> bool:
        return False


class ShownJob(QObject):
    """One piece of work, and what the window shows of it."""

    advanced = Signal(int, int)
    ended = Signal(object, object)

    def __init__(
        self,
        parent: QObject,
        done: Callable[[Any], None],  # Any: jobs of different answers wait in one list.
        failed: Callable[[Exception], None],
        label: str,
        cancel: Callable[[], None] | None,
        quiet: bool,
        lasting: bool,
    ) -> None:
        super().__init__(parent)
        self.label = label
        self.quiet = quiet
        self.lasting = lasting
        self.share: float | None = None
        self.is_stoppable = True
        self._done = done
        self._failed = failed
        self._cancel = cancel
        self._dropped = False
        self.advanced.connect(self._on_advanced)
        self.ended.connect(self._on_ended)

    def cancel(self) -> bool:
        """Asks the work to stop and forgets its answer; False where it is past stopping."""
        raise NotImplementedError

    def drop(self) -> None:
        """Forgets the answer: nobody is there to hear it."""
        self._dropped = True

    def cancel_by_person(self) -> None:
        if self.is_stoppable and self.cancel() and self._cancel is not None:
            self._cancel()

    @Slot(int, int)
    def _on_advanced(self, done: int, total: int) -> None:
        self.share = done / total if total > 0 else None

    @Slot(object, object)
    def _on_ended(self, answer: object, fault: BaseException | None) -> None:
        if self._dropped or isinstance(fault, Cancelled):
            return
        if is_gone(self._done):
            # The page that asked went away in the meantime.
            return
        if fault is None:
            self._done(answer)
            return
        if isinstance(fault, Exception):
            self._failed(fault)
        if not isinstance(fault, WorkspaceError):
            raise fault


class SliceJob(ShownJob):
    """Work that the window itself does, a slice whenever it has nothing else to do."""

    def __init__(
        self,
        parent: QObject,
        slices: Slices[Any],  # Any: as above.
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        label: str,
        cancel: Callable[[], None] | None,
        quiet: bool,
    ) -> None:
        super().__init__(parent, done, failed, label, cancel, quiet, lasting=False)
        self._slices = slices
        self._is_over = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_turn)
        self._timer.start(0)

    def cancel(self) -> bool:
        if self._is_over:
            return False
        self.drop()
        self._slices.close()
        self._end(None, Cancelled())
        return True

    def _end(self, answer: object, fault: BaseException | None) -> None:
        self._is_over = True
        self._timer.stop()
        self.ended.emit(answer, fault)

    @Slot()
    def _on_turn(self) -> None:
        try:
            done, total = next(self._slices)
        except StopIteration as end:
            self._end(end.value, None)
        except Exception as fault:  # Handled or raised where every job ends.
            self._end(None, fault)
        else:
            self.advanced.emit(done, total)


class PoolJob(ShownJob):
    """Work in the pool."""

    def __init__(
        self,
        parent: QObject,
        work: Work[Any],  # Any: as above.
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        label: str,
        cancel: Callable[[], None] | None,
        quiet: bool,
        lasting: bool,
        wait: Callable[[], None],
    ) -> None:
        super().__init__(parent, done, failed, label, cancel, quiet, lasting)
        self._work = work
        self._wait = wait
        self._stop = threading.Event()
        self._turn = threading.Lock()
        self._is_settled = False

    def cancel(self) -> bool:
        """Asks the work to stop and forgets its answer; False where it is past stopping."""
        with self._turn:
            if self._is_settled:
                return False
            self._stop.set()
        self.drop()
        return True

    # In the pool's thread -------------------------------------------------------------------

    def __call__(self, done: int, total: int) -> None:
        self.advanced.emit(done, total)

    def cancelled(self) -> bool:
        return self._stop.is_set()

    def check(self) -> None:
        if self._stop.is_set():
            raise Cancelled

    def settle(self) -> None:
        with self._turn:
            self.check()
            self._is_settled = True

    def work(self) -> None:
        answer: object = None
        fault: BaseException | None = None
        try:
            self.check()
            with giving_way(self._wait):
                answer = self._work(self)
        except BaseException as raised:  # Carried over to the window's thread, where it is handled or raised.
            fault = raised
        self.ended.emit(answer, fault)


def is_gone(heard: Callable[..., None]) -> bool:
    """Whether what was to hear an answer belongs to a widget that is no more."""
    while isinstance(heard, partial):
        heard = heard.func
    owner = getattr(heard, "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)


class PoolTasks(QObject):
    """Runs work in a thread pool and says what is going on."""

    changed = Signal()
    """What `shown` answers is something else now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Each time the window gives Python up, to SQLite or to Qt, it waits this long for work that computes.
        sys.setswitchinterval(_TURN_SECONDS)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        # A question of a page does not wait for backups and for folders to be looked through.
        self._quiet_pool = QThreadPool(self)
        self._quiet_pool.setMaxThreadCount(1)
        self._jobs: list[ShownJob] = []
        self._shown: list[ShownJob] = []
        self._stoppable: list[ShownJob] = []
        self._not_begun: list[PoolJob] = []
        """Quiet work that a page asked for while it came up."""
        self._right_of_way = RightOfWay(self)
        self._right_of_way.given_back.connect(self._begin_quiet)
        self._is_closed = False

    def run(
        self,
        work: Work[T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        label: str,
        cancel: Callable[[], None] | None = None,
        quiet: bool = False,
        lasting: bool = False,
    ) -> Job:
        job = PoolJob(self, work, done, failed, label, cancel, quiet, lasting, self._right_of_way.wait)
        self._follow(job)
        if quiet and self._right_of_way.is_taken:
            self._not_begun.append(job)
        else:
            (self._quiet_pool if quiet else self._pool).start(job.work)
        return job

    def spread(
        self,
        slices: Slices[T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        label: str,
        cancel: Callable[[], None] | None = None,
        quiet: bool = False,
        stoppable: bool = True,
    ) -> Job:
        job = SliceJob(self, slices, done, failed, label, cancel, quiet)
        job.is_stoppable = stoppable
        self._follow(job)
        if self._is_closed:
            job.cancel()
        return job

    def _follow(self, job: ShownJob) -> None:
        """Shows a job until it ends."""
        self._jobs.append(job)
        if self._is_closed:
            # Wanted by a timer that went off while the window closed: nobody is there to hear the answer.
            job.drop()
        # First, so that a job that ends by raising is taken off the list all the same.
        job.ended.connect(self._on_ended)
        if not job.quiet:
            job.advanced.connect(self._on_advanced)
            self._later(SHOWN_AFTER_MS, job, self._shown)
            if job.is_stoppable:
                self._later(CANCEL_AFTER_MS, job, self._stoppable)

    def step_aside(self) -> None:
        self._right_of_way.take()

    @Slot()
    def _begin_quiet(self) -> None:
        if self._is_closed:
            return
        begun, self._not_begun = self._not_begun, []
        for job in begun:
            self._quiet_pool.start(job.work)

    @property
    def shown(self) -> ShownJob | None:
        """The job to show, if one has been running for a tenth of a second."""
        return self._shown[-1] if self._shown else None

    @property
    def can_cancel(self) -> bool:
        """Whether the job shown has been running for a second."""
        return bool(self._shown) and self._shown[-1] in self._stoppable

    @property
    def is_idle(self) -> bool:
        return not self._jobs

    def close(self) -> None:
        """Asks all work to stop, but for what leaves a file, and waits for it; no later answer is heard."""
        self._is_closed = True
        for job in tuple(self._jobs):
            if not job.lasting:
                job.cancel()
            job.drop()
        self._right_of_way.stop()
        self._pool.waitForDone()
        self._quiet_pool.waitForDone()

    def _later(self, milliseconds: int, job: ShownJob, jobs: list[ShownJob]) -> None:
        timer = QTimer(job)
        timer.setSingleShot(True)

        def note() -> None:
            if job in self._jobs:
                jobs.append(job)
                self.changed.emit()

        timer.timeout.connect(note)
        timer.start(milliseconds)

    @Slot(int, int)
    def _on_advanced(self, done: int, total: int) -> None:
        if self._shown:
            self.changed.emit()

    @Slot(object, object)
    def _on_ended(self, answer: object, fault: object) -> None:
        job = self.sender()
        assert isinstance(job, ShownJob)
        for jobs in (self._jobs, self._shown, self._stoppable):
            if job in jobs:
                jobs.remove(job)
        self.changed.emit()
        job.deleteLater()
