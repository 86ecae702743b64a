"""What both columns of a brief use: its press, its headings, texts that are cut where they would fill the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from enable_desktop.briefs import Brief
from enable_desktop.words import Counted
from exports.blocks import Block, Clipped, Stack
from exports.look import H3, Look
from exports.markdown import blocks_of
from exports.press import Press
from exports.text import Text

Shape = TypeVar("Shape")

_MOST_LETTERS: Final = 2_400
"""More of one text never fits on the page; what is longer is not even looked at."""

SECTION: Final = 15.0
"""The distance above a part of a column."""


class Setting:
    """One brief being set."""

    def __init__(self, brief: Brief, press: Press) -> None:
        self.brief = brief
        self.press = press
        self.words = press.words
        self.sheet = press.sheet

    def heading(self, text: str, *, before: float = SECTION) -> Text:
        return self.press.text(text, H3, before=before, most_lines=2)

    def line(self, text: str, look: Look, lines: int = 0, *, before: float = 0.0) -> Text:
        """A plain text, of no more than so many lines where they are given."""
        return self.press.text(_short(text), look, before=before, most_lines=lines)

    def prose(self, markdown: str, look: Look, lines: int, *, before: float = 0.0) -> Block:
        """A Markdown text of no more than so many lines."""
        blocks = blocks_of(_short(markdown), self.press, look)
        return Clipped(Stack(blocks), lines * look.leading, self.press.text("…", look), before=before)


def _short(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS].rstrip()}…"


def fitted(
    setting: Setting,
    steps: Iterable[Shape],
    made: Callable[[Setting, Shape], Sequence[Block]],
    width: float,
    room: float,
) -> Shape:
    """The first of the steps whose blocks are no higher than the room; else the last.

    No step is higher than the one before it, so that the first is found by halving.
    """
    shapes = tuple(steps)
    low, high = 0, len(shapes) - 1
    while low < high:
        middle = (low + high) // 2
        with setting.press.uncounted():
            fits = Stack(made(setting, shapes[middle])).height(width) <= room
        low, high = (low, middle) if fits else (middle + 1, high)
    return shapes[low]


def dropped(*counts: Counted) -> tuple[Counted, ...]:
    """Those of which there are any."""
    return tuple(each for each in counts if each.number > 0)
