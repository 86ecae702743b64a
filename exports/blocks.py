"""What a page is made of: blocks that know their height, can be parted at a page's end, and draw themselves.

A block's `before` is the space above it, which is dropped at the top of a page. Heights and rooms are in points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Self

from exports.pen import Pen

_MOST_KEPT: Final = 4
"""Headings in a row beyond this number are not kept together any more."""


class Block:
    """Something that stands on a page; unless it says otherwise, it is never parted."""

    before: float = 0.0
    keeps_next: bool = False

    def height(self, width: float) -> float:
        """The height of the whole."""
        return 0.0

    def least(self, width: float) -> float:
        """The height of the smallest part that may stand at a page's end."""
        return self.height(width)

    def take(self, width: float, room: float, forced: bool = False) -> tuple[Block | None, Block | None]:
        """The part that fits into `room`, and the rest. A forced part is never None: the page is empty."""
        if forced or self.height(width) <= room:
            return self, None
        return None, self

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draws the whole with its upper left corner at (x, top)."""


def natural_width(block: Block) -> float:
    """The width a block would like to have, 0 where it has no wish."""
    wish = getattr(block, "natural_width", None)
    return float(wish()) if wish is not None else 0.0


def narrowest(block: Block) -> float:
    """The width a block needs so that none of its words is parted, 0 where it holds none."""
    need = getattr(block, "narrowest", None)
    return float(need()) if need is not None else 0.0


class Space(Block):
    """Nothing, this high; what a page has no room for is not missed on the next one."""

    def __init__(self, height: float) -> None:
        self._height = height

    def height(self, width: float) -> float:
        return self._height

    def take(self, width: float, room: float, forced: bool = False) -> tuple[Block | None, Block | None]:
        return Space(max(0.0, min(self._height, room))), None


class PageBreak(Block):
    """What follows starts on a new page."""


class Rule(Block):
    """A line across."""

    def __init__(self, token: str = "line.default", thickness: float = 0.5, before: float = 0.0) -> None:
        self.before = before
        self._token = token
        self._thickness = thickness

    def height(self, width: float) -> float:
        return self._thickness

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        pen.line(x, top, x + width, top, self._token, self._thickness)


class Stack(Block):
    """Blocks under each other, parted between them or inside the one that meets the page's end."""

    def __init__(self, children: Iterable[Block], *, before: float = 0.0, indent: float = 0.0) -> None:
        self.before = before
        self._children = tuple(children)
        self._indent = indent
        self._first = 0
        self._rest_of_last: Block | None = None

    def __bool__(self) -> bool:
        return bool(self._children)

    def ended(self) -> Block | None:
        """The same blocks, the last of them marked as unfinished."""
        if not self._children or self._first or self._rest_of_last is not None:
            return None
        last = _ended(self._children[-1])
        return None if last is None else Stack([*self._children[:-1], last], indent=self._indent)

    def _remaining(self) -> Iterable[Block]:
        if self._rest_of_last is not None:
            yield self._rest_of_last
        yield from self._children[self._first :]

    def height(self, width: float) -> float:
        width -= self._indent
        total = 0.0
        for place, child in enumerate(self._remaining()):
            total += child.height(width) + (child.before if place else 0.0)
        return total

    def least(self, width: float) -> float:
        if self._rest_of_last is not None:
            return self._rest_of_last.least(width - self._indent)
        return self._kept(self._first, width - self._indent) if self._first < len(self._children) else 0.0

    def _kept(self, place: int, width: float) -> float:
        """What must stand together from this child on: headings with the beginning of what follows them."""
        total = 0.0
        for at in range(place, len(self._children)):
            child = self._children[at]
            total += child.before if at > place else 0.0
            if not child.keeps_next or at - place == _MOST_KEPT:
                return total + child.least(width)
            total += child.height(width)
        return total

    def narrowest(self) -> float:
        """The width the longest word of its children needs."""
        return self._indent + max((narrowest(child) for child in self._remaining()), default=0.0)

    def natural_width(self) -> float:
        """The width its widest child would like."""
        return self._indent + max((natural_width(child) for child in self._remaining()), default=0.0)

    def take(self, width: float, room: float, forced: bool = False) -> tuple[Block | None, Block | None]:
        inner = width - self._indent
        placed: list[tuple[Block, float]] = []
        used = 0.0
        at = self._first
        rest = self._rest_of_last
        while rest is not None or at < len(self._children):
            child = rest if rest is not None else self._children[at]
            if isinstance(child, PageBreak):
                at += 1
                if placed:
                    break
                continue
            gap = child.before if placed else 0.0
            must = forced and not placed
            if not must and rest is None and child.keeps_next and self._kept(at, inner) > room - used - gap:
                break
            part, left = child.take(inner, room - used - gap, must)
            if part is None:
                break
            placed.append((part, used + gap))
            used += gap + part.height(inner)
            at += rest is None
            rest = left
            if rest is not None:
                break
        whole = rest is None and at >= len(self._children)
        if not placed:
            return (self, None) if whole else (None, self)
        return Placed(placed, used, self._indent), None if whole else self._from(at, rest)

    def _from(self, at: int, rest: Block | None) -> Self:
        other = type(self)((), indent=self._indent)
        other._children = self._children
        other._first = at
        other._rest_of_last = rest
        return other

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        x, width = x + self._indent, width - self._indent
        for place, child in enumerate(self._remaining()):
            top -= child.before if place else 0.0
            child.draw(pen, x, top, width)
            top -= child.height(width)


class Placed(Block):
    """Blocks whose places are settled."""

    def __init__(self, children: Sequence[tuple[Block, float]], height: float, indent: float = 0.0) -> None:
        self.children = children
        self._height = height
        self._indent = indent

    def with_children(self, children: Sequence[tuple[Block, float]]) -> Placed:
        return Placed(children, self._height, self._indent)

    def height(self, width: float) -> float:
        return self._height

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        for child, down in self.children:
            child.draw(pen, x + self._indent, top - down, width - self._indent)


class Beside(Block):
    """Text in its measure with a note in the side column."""

    def __init__(self, main: Block, note: Block | None, measure: float, gutter: float, *, before: float = 0.0) -> None:
        self.before = before
        self._main = main
        self._note = note
        self._measure = measure
        self._gutter = gutter

    def _note_width(self, width: float) -> float:
        return width - self._measure - self._gutter

    def _note_height(self, width: float) -> float:
        return self._note.height(self._note_width(width)) if self._note is not None else 0.0

    def height(self, width: float) -> float:
        return max(self._main.height(self._measure), self._note_height(width))

    def least(self, width: float) -> float:
        return max(self._main.least(self._measure), self._note_height(width))

    def take(self, width: float, room: float, forced: bool = False) -> tuple[Block | None, Block | None]:
        if self._note_height(width) > room and not forced:
            return None, self
        part, rest = self._main.take(self._measure, room, forced)
        if part is None:
            return None, self
        first = Beside(part, self._note, self._measure, self._gutter)
        return first, None if rest is None else Beside(rest, None, self._measure, self._gutter)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        self._main.draw(pen, x, top, self._measure)
        if self._note is not None:
            self._note.draw(pen, x + self._measure + self._gutter, top, self._note_width(width))


class Columns(Block):
    """Blocks side by side, each with its share of the width; under each other where no page is high enough."""

    def __init__(self, columns: Sequence[tuple[Block, float]], gutter: float, *, before: float = 0.0) -> None:
        self.before = before
        self._columns = columns
        self._gutter = gutter

    def _widths(self, width: float) -> list[float]:
        shared = width - self._gutter * (len(self._columns) - 1)
        whole = sum(share for _, share in self._columns)
        return [shared * share / whole for _, share in self._columns]

    def height(self, width: float) -> float:
        return max(
            (block.height(own) for (block, _), own in zip(self._columns, self._widths(width), strict=True)), default=0.0
        )

    def take(self, width: float, room: float, forced: bool = False) -> tuple[Block | None, Block | None]:
        if self.height(width) <= room:
            return self, None
        if not forced:
            return None, self
        return Stack(block for block, _ in self._columns).take(width, room, forced=True)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        for (block, _), own in zip(self._columns, self._widths(width), strict=True):
            block.draw(pen, x, top, own)
            x += own + self._gutter


class Marked(Block):
    """A place that links and the reader's side bar lead to, at the top of a block."""

    def __init__(self, block: Block, name: str, title: str = "", level: int = 0) -> None:
        self.before = block.before
        self.keeps_next = block.keeps_next
        self.name = name
        self.title = title
        self._block = block
        self._level = level

    def height(self, width: float) -> float:
        return self._block.height(width)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        pen.place(self.name, top + 12)
        if self.title:
            pen.outline(self.name, self.title, self._level)
        self._block.draw(pen, x, top, width)


class Narrow(Block):
    """What it holds, no wider than `width`."""

    def __init__(self, inner: Block, width: float, *, before: float = 0.0) -> None:
        self.before = before
        self._inner = inner
        self._width = width

    def height(self, width: float) -> float:
        return self._inner.height(min(self._width, width))

    def least(self, width: float) -> float:
        return self._inner.least(min(self._width, width))

    def take(self, width: float, room: float, forced: bool = False) -> tuple[Block | None, Block | None]:
        part, rest = self._inner.take(min(self._width, width), room, forced)
        return (
            None if part is None else Narrow(part, self._width),
            None if rest is None else Narrow(rest, self._width),
        )

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        self._inner.draw(pen, x, top, min(self._width, width))


class Whole(Block):
    """What it holds, not parted as long as a page is high enough for all of it."""

    def __init__(self, inner: Block, page_height: float, *, before: float = 0.0) -> None:
        self.before = before
        self._inner = inner
        self._page_height = page_height

    def height(self, width: float) -> float:
        return self._inner.height(width)

    def least(self, width: float) -> float:
        height = self._inner.height(width)
        return height if height <= self._page_height else self._inner.least(width)

    def take(self, width: float, room: float, forced: bool = False) -> tuple[Block | None, Block | None]:
        if not forced and room < self._inner.height(width) <= self._page_height:
            return None, self
        return self._inner.take(width, room, forced)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        self._inner.draw(pen, x, top, width)


class Clipped(Block):
    """The beginning of what it holds, as high as `most` allows, its last line ending in a sign that there is more."""

    def __init__(self, inner: Block, most: float, more: Block, *, before: float = 0.0) -> None:
        self.before = before
        self._inner = inner
        self._most = most
        self._more = more

    def _shown(self, width: float) -> Block:
        if not self.is_cut(width):
            return self._inner
        part, _ = self._inner.take(width, self._most)
        return self._more if part is None else _ended(part) or Stack([part, self._more])

    def is_cut(self, width: float) -> bool:
        return self._inner.height(width) > self._most

    def height(self, width: float) -> float:
        return self._shown(width).height(width)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        self._shown(width).draw(pen, x, top, width)


def _ended(block: Block) -> Block | None:
    """The block with its last line of text marked as unfinished; None where it does not end in text."""
    if isinstance(block, Placed) and block.children:
        *front, (last, down) = block.children
        marked = _ended(last)
        return None if marked is None else block.with_children([*front, (marked, down)])
    end = getattr(block, "ended", None)
    return end() if end is not None else None
