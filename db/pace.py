"""Work in slices: how much fits into each, and what waits for somebody else who is at the file."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager
from itertools import count
from typing import Final, TypeVar

from db.faults import Busy
from enable_desktop.words import Sentence

T = TypeVar("T")

_SECONDS: Final = 0.02
"""So long the processor is busy with a slice; what the drive takes besides is the same for a few rows as for many."""
_LEAST: Final = 50
_MOST: Final = 2_000
_TRIES: Final = 2_000
"""So often somebody else may be at the file before that is said."""

Slices = Iterator[None]
Told = Generator[tuple[int, int], None, None]
"""Slices that tell how much of how much is done."""
Again = Generator[tuple[int, int], None, Sentence]
"""Slices that end with what the step is called."""


class Pace:
    """How much fits into a slice, judged by how long the last one took."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        self.count = _LEAST
        self._seconds = seconds

    def slice(self, opened: Callable[[], AbstractContextManager[None]], work: Callable[[], object]) -> Slices:
        """Do one slice of work, as soon as nobody else is at the file."""
        for attempt in count(1):
            began = time.thread_time()
            try:
                with opened():
                    work()
            except Busy:
                if attempt == _TRIES:
                    raise
                yield
                continue
            took = max(time.thread_time() - began, 0.001)
            # Never much more at once: one slice says little about the next.
            self.count = max(_LEAST, min(_MOST, int(self.count * min(2.0, self._seconds / took))))
            yield
            return


def as_soon_as_free(deed: Callable[[], T]) -> Generator[tuple[int, int], None, T]:
    """Does something as soon as nobody else is at the file."""
    while True:
        try:
            return deed()
        except Busy:
            yield 0, 0
