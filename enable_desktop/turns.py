"""Work that computes beside a window, and lets the window go first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_WAIT: Final[ContextVar[Callable[[], None] | None]] = ContextVar("wait", default=None)


def give_way() -> None:
    """Waits while somebody else is served who must not wait; said now and then by what computes for long."""
    wait = _WAIT.get()
    if wait is not None:
        wait()


@contextmanager
def giving_way(wait: Callable[[], None]) -> Iterator[None]:
    """Has `wait` called whenever what is done inside, in this thread, gives way."""
    token = _WAIT.set(wait)
    try:
        yield
    finally:
        _WAIT.reset(token)
