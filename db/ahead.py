"""What is written next is made while SQLite writes what came before: it lets others work while a statement runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import Thread
from typing import Final, Generic, TypeVar, cast

T = TypeVar("T")

_END: Final = object()


def ahead(several: Iterable[T]) -> Iterator[T]:
    """The same things in the same order, each made in a thread while the one before it is used.

    What makes them must not touch the connection; whatever it raises is raised here.
    """
    making = iter(several)
    coming = _Next(making)
    try:
        while (each := coming.wait()) is not _END:
            coming = _Next(making)
            yield cast("T", each)
    finally:
        coming.join()


class _Next(Thread, Generic[T]):
    """The next of several things, while it is made."""

    def __init__(self, making: Iterator[T]) -> None:
        super().__init__()
        self._making = making
        self._made: object = _END
        self._fault: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            self._made = next(self._making, _END)
        except BaseException as error:
            self._fault = error

    def wait(self) -> object:
        self.join()
        if self._fault is not None:
            raise self._fault
        return self._made
