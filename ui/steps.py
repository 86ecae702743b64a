"""The steps of the window that take their time: what is done with many records, undo and redo, one after another."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark
from ui.tasks import is_gone

if TYPE_CHECKING:
    from db.long_steps import Deed
    from db.slices import BigStep
    from enable_desktop.words import Sentence
    from ui.desk import Desk


class Steps(QObject):
    """Does small ones at once and big ones in slices; what is wanted meanwhile follows."""

    rested = Signal()
    """A big step is done, or given up, and nothing of it is left to be swept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._is_busy = False
        self._waiting: list[Callable[[], None]] = []
        """What comes once the step under way is done."""
        self.store_typed: Callable[[], None] = lambda: None
        """Stores what is still being typed, before something is taken back."""

    @property
    def is_busy(self) -> bool:
        """Whether a step is made in slices."""
        return self._is_busy

    def do(self, make: Callable[[], Deed], said: str, done: Callable[[], None] = lambda: None) -> None:
        """Does what is made, and says so with an offer to undo it; `done` hears of it."""
        if self._is_busy:
            self._wait(
                partial(self.do, make, said, done), mark("This comes next, as soon as the step under way is done.")
            )
            return
        desk = self._desk
        try:
            deed = make()
            if not deed.is_big:
                desk.workspace.carry_out(deed)
        except WorkspaceError as fault:
            desk.failed(fault)
            return
        if not deed.is_big:
            done()
            desk.toast(said, undo=True)
            return
        self._is_busy = True
        desk.tasks.spread(
            desk.workspace.big_steps.carry_out(deed),
            lambda _: self._on_done(said, done),
            self._on_not_done,
            label=desk.words(mark("Under way: {step}"), step=deed.label),
            cancel=self._on_cancelled,
        )

    def undo(self) -> None:
        """Takes back the last step."""
        if self._is_busy:
            self._wait(self.undo, mark("Undo comes next, as soon as the step under way is done."))
            return
        workspace = self._desk.workspace
        steps = workspace.big_steps
        self._take_back(workspace.undo, steps.take_back, mark("Undone: {step}"), mark("Taking back: {step}"))

    def redo(self) -> None:
        """Does again what was taken back last."""
        if self._is_busy:
            self._wait(self.redo, mark("Redo comes next, as soon as the step under way is done."))
            return
        workspace = self._desk.workspace
        steps = workspace.big_steps
        self._take_back(workspace.redo, steps.do_again, mark("Done again: {step}"), mark("Doing again: {step}"))

    def _wait(self, wish: Callable[[], None], message: str) -> None:
        """One at a time, in the order in which they were wanted: each may build on the one before."""
        self._waiting.append(wish)
        self._desk.toast(self._desk.words(message))

    def _take_back(
        self,
        at_once: Callable[[], Sentence | None],
        in_slices: Callable[[], BigStep | None],
        message: str,
        meanwhile: str,
    ) -> None:
        desk, words = self._desk, self._desk.words
        try:
            self.store_typed()
            big = in_slices()
            label = at_once() if big is None else None
        except WorkspaceError as fault:
            self._waiting.clear()
            desk.failed(fault)
            if not desk.workspace.big_steps.is_clean:
                # It may be what could not be swept before.
                self._sweep()
            return
        if big is not None:
            self._is_busy = True
            desk.tasks.spread(
                big.slices,
                partial(self._on_replayed, message),
                self._on_not_done,
                label=words(meanwhile, step=big.label),
                cancel=self._on_cancelled,
            )
        elif label is not None:
            desk.toast(words(message, step=label))

    def _on_done(self, said: str, done: Callable[[], None]) -> None:
        if not is_gone(done):
            done()
        self._desk.toast(said, undo=True)
        self._sweep()

    def _on_replayed(self, message: str, label: Sentence) -> None:
        self._desk.toast(self._desk.words(message, step=label))
        self._sweep()

    def _on_not_done(self, fault: Exception) -> None:
        self._waiting.clear()
        self._sweep()
        self._desk.failed(fault)

    def _on_cancelled(self) -> None:
        self._waiting.clear()
        words = self._desk.words
        if self._desk.workspace.big_steps.is_clean:
            self._sweep()
            return
        self._desk.toast(words(mark("Stopped. Everything goes back to how it was.")))
        self._sweep(words(mark("Going back to how it was")))

    def _sweep(self, meanwhile: str = "") -> None:
        """Takes away what is not to be seen any more: without a word, or while this is shown."""
        # Whoever stopped what was done is not left with the half of it.
        self._desk.tasks.spread(
            self._desk.workspace.big_steps.sweep(),
            self._on_swept,
            self._on_not_swept,
            label=meanwhile,
            quiet=not meanwhile,
            stoppable=False,
        )

    def _on_swept(self, _: None) -> None:
        self._is_busy = False
        self.rested.emit()
        while self._waiting and not self._is_busy:
            self._waiting.pop(0)()

    def _on_not_swept(self, fault: Exception) -> None:
        # It stays as it is, and is swept at the next opening.
        self._is_busy = False
        self._waiting.clear()
        self._desk.failed(fault)
