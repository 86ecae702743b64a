"""Running text: words of several faces broken into lines, parted between pages, never clipped."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from enable_desktop.turns import give_way
from exports.blocks import Block
from exports.pen import Format, Pen

# Every space that may end a line; those that may not (no-break, narrow no-break, figure space) are missing.
_SPACES: Final = re.compile("[ \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
_SEPARATORS: Final = frozenset("/-._?&=@#+:,;|\\")
_FUZZ: Final = 0.01


class Run(NamedTuple):
    """A stretch of text in one format. The text "\\n" alone is a forced line break."""

    text: str
    format: Format


class Segment(NamedTuple):
    """A run as it stands in a line: its distance from the line's start, and its width."""

    x: float
    text: str
    format: Format
    width: float


class Mark(NamedTuple):
    """The box before an item of a task list."""

    done: bool
    format: Format


Line = tuple[Segment, ...]


def break_lines(runs: Sequence[Run], width: float) -> list[Line]:
    """The lines of a text; a word wider than the line is parted, at a separator where there is one."""
    if len(runs) == 1 and runs[0].text != "\n":
        return _lines_of_one(runs[0], width)
    return _lines_of_many(runs, width)


def _words(text: str) -> list[str]:
    return [word for word in (text.split(" ") if text.isascii() else _SPACES.split(text)) if word]


def _lines_of_one(run: Run, width: float) -> list[Line]:
    how = run.format
    measure, size = how.face.width, how.size
    space = measure(" ") * size
    lines: list[Line] = []
    held: list[str] = []
    used = 0.0
    for word in _words(run.text):
        wide = measure(word) * size
        if held and used + space + wide <= width + _FUZZ:
            held.append(word)
            used += space + wide
            continue
        if held:
            lines.append((Segment(0.0, " ".join(held), how, used),))
        if wide > width + _FUZZ:
            *full, word = _chopped(word, how, width)
            lines.extend((Segment(0.0, part, how, measure(part) * size),) for part in full)
            wide = measure(word) * size
        held, used = [word], wide
    if held:
        lines.append((Segment(0.0, " ".join(held), how, used),))
    return lines


Word = list[Segment]


def _joined_words(runs: Sequence[Run]) -> Iterator[Word | None]:
    """Words made of pieces in several formats, each piece placed from the word's start; None is a line break."""
    word: Word = []
    x = 0.0
    for run in runs:
        if run.text == "\n":
            if word:
                yield word
            yield None
            word, x = [], 0.0
            continue
        for place, part in enumerate(_SPACES.split(run.text)):
            if place and word:
                yield word
                word, x = [], 0.0
            if part:
                wide = run.format.face.width(part) * run.format.size
                word.append(Segment(x, part, run.format, wide))
                x += wide
    if word:
        yield word


def _lines_of_many(runs: Sequence[Run], width: float) -> list[Line]:
    lines: list[Line] = []
    line: list[Segment] = []
    used = 0.0
    for word in _joined_words(runs):
        if word is None:
            lines.append(tuple(line))
            line, used = [], 0.0
            continue
        wide = word[-1].x + word[-1].width
        space = _space_after(line)
        if line and used + space + wide > width + _FUZZ:
            lines.append(tuple(line))
            line, used, space = [], 0.0, 0.0
        if wide > width + _FUZZ:
            for piece in word:
                *full, last = _chopped(piece.text, piece.format, width - used, width)
                for part in full:
                    if part:
                        _append(line, used, part, piece.format)
                    lines.append(tuple(line))
                    line, used = [], 0.0
                used += _append(line, used, last, piece.format)
            continue
        for piece in word:
            joined = bool(line) and not piece.x and line[-1].format is piece.format
            if joined:
                before = line[-1]
                line[-1] = Segment(
                    before.x, f"{before.text} {piece.text}", before.format, before.width + space + piece.width
                )
            else:
                line.append(Segment(used + space + piece.x, piece.text, piece.format, piece.width))
        used += space + wide
    if line:
        lines.append(tuple(line))
    return lines


def _space_after(line: Sequence[Segment]) -> float:
    return line[-1].format.face.width(" ") * line[-1].format.size if line else 0.0


def _append(line: list[Segment], x: float, text: str, how: Format) -> float:
    wide = how.face.width(text) * how.size
    line.append(Segment(x, text, how, wide))
    return wide


def _chopped(word: str, how: Format, first: float, later: float | None = None) -> Iterator[str]:
    """A word in parts as wide as the lines they stand in; the first part may be empty where it has too little room."""
    room = first
    start, used, good = 0, 0.0, 0
    measure, size = how.face.width, how.size
    for at, character in enumerate(word):
        wide = measure(character) * size
        if used + wide > room + _FUZZ and (at > start or (later is not None and room < later)):
            end = good if good - start > (at - start) // 2 else at
            yield word[start:end]
            start, room = end, later if later is not None else first
            used = measure(word[start:at]) * size
        used += wide
        if character in _SEPARATORS:
            good = at + 1
    yield word[start:]


class Text(Block):
    """A paragraph. `marker` hangs to its left at the first line: a bullet or a number."""

    def __init__(
        self,
        runs: Sequence[Run],
        leading: float,
        *,
        before: float = 0.0,
        right: bool = False,
        keeps_next: bool = False,
        marker: Run | Mark | None = None,
        most_lines: int = 0,
    ) -> None:
        self.before = before
        self.keeps_next = keeps_next
        self._runs = runs
        self._leading = leading
        self._right = right
        self.marker = marker
        self._most = most_lines
        self._width = -1.0
        self._lines: list[Line] = []
        self._start = 0
        self._end = 0

    def _break(self, width: float) -> None:
        if width == self._width:
            return
        self._width = width
        self._lines = break_lines(self._runs, width)
        if self._most and len(self._lines) > self._most:
            self._lines = [*self._lines[: self._most - 1], _ended(self._lines[self._most - 1], width)]
        self._start, self._end = 0, len(self._lines)

    def led_by(self, runs: Sequence[Run]) -> Text:
        """The same paragraph with these runs before its own."""
        return Text([*runs, *self._runs], self._leading, before=self.before, marker=self.marker)

    def lines(self, width: float) -> int:
        """How many lines it has at this width."""
        self._break(width)
        return self._end - self._start

    def shown(self, width: float) -> list[Line]:
        """Its lines as they are drawn at this width."""
        self._break(width)
        return self._lines[self._start : self._end]

    def natural_width(self) -> float:
        """The width it would like, all in one line."""
        return max((line[-1].x + line[-1].width for line in break_lines(self._runs, 1e9) if line), default=0.0)

    def narrowest(self) -> float:
        """The width its longest word needs."""
        widest = 0.0
        for run in self._runs:
            measure, size = run.format.face.width, run.format.size
            widest = max(widest, max((measure(word) * size for word in _words(run.text)), default=0.0))
        return widest

    def height(self, width: float) -> float:
        return self.lines(width) * self._leading

    def least(self, width: float) -> float:
        count = self.lines(width)
        return (count if count <= 3 else 2) * self._leading

    def take(self, width: float, room: float, forced: bool = False) -> tuple[Block | None, Block | None]:
        count = self.lines(width)
        fits = int((room + _FUZZ) / self._leading)
        if fits >= count:
            return self, None
        if count - fits == 1:
            fits -= 1
        if fits < 2:
            if not forced:
                return None, self
            fits = max(1, int((room + _FUZZ) / self._leading))
        first, rest = copy.copy(self), copy.copy(self)
        first._end = rest._start = self._start + fits
        rest.marker = None
        rest.before = 0.0
        return first, rest

    def ended(self) -> Text:
        """The same lines, the last of them with a sign that the text does not end there."""
        other = copy.copy(self)
        if self._end > self._start:
            last = _ended(self._lines[self._end - 1], self._width)
            other._lines = [*self._lines[self._start : self._end - 1], last]
            other._start, other._end = 0, len(other._lines)
        return other

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        give_way()
        self._break(width)
        first = self.marker or (self._runs[0] if self._runs else None)
        if first is None:
            return
        base = top - (self._leading + first.format.size * 0.7) / 2
        if isinstance(self.marker, Mark):
            _draw_mark(pen, self.marker, x, base)
        elif self.marker is not None:
            how = self.marker.format
            pen.text(x - how.face.width(self.marker.text) * how.size - 5, base, self.marker.text, how)
        for line in self.shown(width):
            start = x
            if self._right and line:
                start += width - line[-1].x - line[-1].width
            for segment in line:
                pen.text(start + segment.x, base, segment.text, segment.format, segment.width)
            base -= self._leading


def _draw_mark(pen: Pen, mark: Mark, x: float, base: float) -> None:
    side = mark.format.size * 0.68
    left = x - side - 5
    pen.frame(left, base, side, side, "line.strong", 0.6)
    if mark.done:
        corner = [(left + side * 0.2, base + side * 0.5), (left + side * 0.42, base + side * 0.25)]
        pen.lines([*corner, (left + side * 0.82, base + side * 0.78)], mark.format.colour, 0.9)


def _ended(line: Line, width: float) -> Line:
    """A line that says it does not go on."""
    if not line:
        return line
    *front, last = line
    how = last.format
    text = last.text
    while text and last.x + how.face.width(f"{text}…") * how.size > width:
        # By words; what has no space, by characters.
        text = text[:-1].rpartition(" ")[0] or text[:-1]
    text = f"{text.rstrip(' .,;:…')}…"
    return (*front, Segment(last.x, text, how, how.face.width(text) * how.size))
