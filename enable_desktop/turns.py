"""Work that computes beside a window, and lets the window go first."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final


class _Turn(threading.local):
    """What a thread does to give way; nothing where nobody has to go first."""

    wait: Callable[[], None] | None = None


_TURN: Final = _Turn()


def give_way() -> None:
    """Waits while somebody else is served who must not wait; said now and then by what computes for long."""
    if _TURN.wait is not None:
        _TURN.wait()


@contextmanager
def giving_way(wait: Callable[[], None]) -> Iterator[None]:
    """Has `wait` called whenever what is done inside, in this thread, gives way."""
    before, _TURN.wait = _TURN.wait, wait
    try:
        yield
    finally:
        _TURN.wait = before
