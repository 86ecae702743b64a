"""The table of deeds: one entry for everything that can be done to a programme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from tests.undo.scene import Scene

Deed = Callable[[Scene], Iterator[None] | None]
"""Does it. One that yields has made ready what it needs by then: what follows is the deed itself."""
DEEDS: Final[dict[str, Deed]] = {}


def deed(do: Deed) -> Deed:
    """An entry of the table, under its name; it raises `NothingToDoItTo` where the programme holds nothing for it."""
    assert do.__name__ not in DEEDS, do.__name__
    DEEDS[do.__name__] = do
    return do
