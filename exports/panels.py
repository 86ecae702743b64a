"""Blocks that set something apart: a bar at its left, a tint behind it."""

from __future__ import annotations

from exports.blocks import Block
from exports.pen import Pen


class Bar(Block):
    """A short bar in the company's colour."""

    def __init__(self, colour: str) -> None:
        self._colour = colour

    def height(self, width: float) -> float:
        return 22.0

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        pen.box(x, top - 4, 56, 4, self._colour)


class Panel(Block):
    """Blocks with a bar at their left or a tint behind them, parted like what they hold."""

    def __init__(
        self,
        inner: Block,
        *,
        before: float = 0.0,
        bar: str = "",
        fill: str = "",
        left: float = 0.0,
        padding: float = 0.0,
    ) -> None:
        self.before = before
        self._inner = inner
        self._bar = bar
        self._fill = fill
        self._left = left
        self._padding = padding

    def _inner_width(self, width: float) -> float:
        return max(width - self._left - self._padding, 20.0)

    def height(self, width: float) -> float:
        return self._inner.height(self._inner_width(width)) + 2 * self._padding

    def least(self, width: float) -> float:
        return self._inner.least(self._inner_width(width)) + 2 * self._padding

    def take(self, width: float, room: float, forced: bool = False) -> tuple[Block | None, Block | None]:
        part, rest = self._inner.take(self._inner_width(width), room - 2 * self._padding, forced)
        return self._with(part), self._with(rest)

    def _with(self, inner: Block | None) -> Panel | None:
        if inner is None:
            return None
        if inner is self._inner:
            return self
        return Panel(inner, bar=self._bar, fill=self._fill, left=self._left, padding=self._padding)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        height = self.height(width)
        if self._fill:
            pen.box(x, top - height, width, height, self._fill)
        if self._bar:
            pen.box(x, top - height, 1.5, height, self._bar)
        self._inner.draw(pen, x + self._left, top - self._padding, self._inner_width(width))
