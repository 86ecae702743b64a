"""Mends links in files beside the window: made ready and written in tasks, stored here between."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING

from enable_desktop.errors import WorkspaceError
from enable_desktop.library.mending import Exchanged, Hand, Readied, Wanted
from enable_desktop.words import mark

if TYPE_CHECKING:
    from enable_desktop.library.page_links import PageLink
    from ui.desk import Desk
    from ui.tasks import Progress

Also = Callable[[], AbstractContextManager[None]]


class Mender:
    """One mend at a time; says what was done, and why some files were left."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._is_busy = False

    def mend(
        self,
        mends: Iterable[tuple[PageLink, str | None]],
        done: Callable[[], None] = lambda: None,
        *,
        also: Also | None = None,
        said: str = "",
    ) -> None:
        """Mends links in one step. `also` gives the step that this is part of, and `said` what is told of that then."""
        desk = self._desk
        if self._is_busy or desk.workspace.is_readonly:
            return
        mending = desk.workspace.library.mending
        try:
            hand, wanted = mending.hand, mending.wanted(mends)
        except WorkspaceError as fault:
            desk.failed(fault)
            return
        self._is_busy = True
        desk.tasks.run(
            partial(_ready, hand, wanted),
            partial(self._on_ready, hand, done, also, said),
            self._on_failed,
            label=desk.words(mark("Mending links")),
            cancel=self._on_cancelled,
        )

    def _on_ready(self, hand: Hand, done: Callable[[], None], also: Also | None, said: str, readied: Readied) -> None:
        desk = self._desk
        mending = desk.workspace.library.mending
        if readied.refused and (also is not None or not readied.exchanges):
            self._is_busy = False
            title = desk.words(mark("No link was mended."))
            desk.problem(title, " ".join(map(desk.words.say, readied.refused)))
            return
        try:
            mending.keep(readied.exchanges)
        except WorkspaceError as fault:
            self._on_failed(fault)
            return
        desk.tasks.run(
            partial(_write, hand, readied),
            partial(self._on_written, readied, done, also, said),
            self._on_not_written,
            label=desk.words(mark("Mending links")),
            lasting=True,
        )

    def _on_written(
        self,
        readied: Readied,
        done: Callable[[], None],
        also: Also | None,
        said: str,
        written: tuple[Exchanged, ...],
    ) -> None:
        desk, words = self._desk, self._desk.words
        self._is_busy = False
        try:
            desk.workspace.library.mending.record(written, readied.links, also=also)
        except WorkspaceError as fault:
            desk.failed(fault)
            return
        desk.toast(said or words.n("{n} link mended", "{n} links mended", readied.links), undo=True)
        if readied.refused:
            title = words.n("{n} file was left as it is.", "{n} files were left as they are.", len(readied.refused))
            desk.problem(title, " ".join(map(words.say, readied.refused)))
        done()

    def _on_not_written(self, fault: Exception) -> None:
        self._desk.workspace.library.mending.settle()
        self._on_failed(fault)

    def _on_failed(self, fault: Exception) -> None:
        self._is_busy = False
        self._desk.failed(fault)

    def _on_cancelled(self) -> None:
        self._is_busy = False


def _ready(hand: Hand, wanted: tuple[Wanted, ...], progress: Progress) -> Readied:
    return hand.ready(wanted)


def _write(hand: Hand, readied: Readied, progress: Progress) -> tuple[Exchanged, ...]:
    progress.settle()
    return hand.exchange(readied.exchanges)
