"""One line of Markdown as the editor sees it: what kind of line it is, and which of its letters are marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, IntFlag, auto
from typing import Final

from enable_desktop.links import Chip, Ref, chips_in


class Shape(Enum):
    """What a line is, by how it begins."""

    PLAIN = auto()
    HEADING = auto()
    BULLET = auto()
    NUMBER = auto()
    CHECK = auto()
    QUOTE = auto()


LISTS: Final = frozenset({Shape.BULLET, Shape.NUMBER, Shape.CHECK})


@dataclass(frozen=True, slots=True)
class Start:
    """How a line begins: its shape, its leading blanks, and its mark with the blank after it."""

    shape: Shape
    indent: str
    mark: str

    @property
    def length(self) -> int:
        return len(self.indent) + len(self.mark)

    @property
    def level(self) -> int:
        """Of a heading, 1 to 6."""
        return len(self.mark.strip()) if self.shape is Shape.HEADING else 0


# Long runs of blanks are no indent; the limit also keeps the search quick.
_START: Final = re.compile(
    r"(?P<indent>[ \t]{0,40})"
    r"(?:(?P<heading>#{1,6}[ ]+)|(?P<check>[-*+][ ]+\[[ xX]\](?:[ ]+|$))|(?P<bullet>[-*+](?:[ ]+|$))"
    r"|(?P<number>[0-9]{1,9}[.)](?:[ ]+|$))|(?P<quote>(?:>[ ]?)+))"
)
_SHAPES: Final = {
    "heading": Shape.HEADING,
    "check": Shape.CHECK,
    "bullet": Shape.BULLET,
    "number": Shape.NUMBER,
    "quote": Shape.QUOTE,
}


def start_of(line: str) -> Start:
    """How this line begins; an indented heading is a plain line."""
    found = _START.match(line)
    name = found.lastgroup if found is not None else None
    if found is None or name is None or (name == "heading" and found["indent"]):
        return Start(Shape.PLAIN, "", "")
    return Start(_SHAPES[name], found["indent"], found[name])


class Look(IntFlag):
    """How a run of letters looks; looks add up."""

    PLAIN = 0
    BOLD = auto()
    ITALIC = auto()
    CODE = auto()
    STRIKE = auto()
    LINK = auto()
    CHIP = auto()
    QUOTE = auto()
    HEADING = auto()
    BIG_HEADING = auto()
    MARK = auto()
    """A mark that is seen only on the line being edited."""
    LIST_MARK = auto()
    """A mark that is always seen."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one look, from start to end."""

    start: int
    end: int
    look: Look


# No alternative can run past the next mark of its own, so that a hostile line takes no longer than a plain one.
_INLINE: Final = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>`[^`]+`)"
    r"|(?P<chip>\[\[[a-z_]+:[0-9]{1,18}\|[^\[\]]*\]\])"
    r"|(?P<link>!?\[(?P<words>[^\[\]]*)\]\((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)?)\))"
    r"|(?P<url>\bhttps?://[^\s<>()\[\]\"]+)"
    r"|(?P<both>\*\*\*(?=[^\s*])[^*]+\*\*\*)"
    r"|(?P<bold>\*\*(?=[^\s*])(?:[^*]|\*(?!\*))+\*\*)"
    r"|(?P<italic>\*(?=[^\s*])[^*]+\*(?!\*)|(?<!\w)_(?=[^\s_])[^_]+_(?!\w))"
    r"|(?P<strike>~~(?=[^\s~])[^~]+~~)"
)
_WRAPPED: Final = {
    "both": (3, Look.BOLD | Look.ITALIC),
    "bold": (2, Look.BOLD),
    "italic": (1, Look.ITALIC),
    "strike": (2, Look.STRIKE),
}


def runs_of(line: str) -> tuple[Run, ...]:
    """The line in runs that follow one another without a gap."""
    start = start_of(line)
    runs: list[Run] = []
    look = Look.PLAIN
    if start.shape is Shape.HEADING:
        look = Look.HEADING | (Look.BIG_HEADING if start.level <= 2 else Look.PLAIN)
    elif start.shape is Shape.QUOTE:
        look = Look.QUOTE
    if start.length:
        runs.append(Run(0, start.length, Look.LIST_MARK if start.shape in LISTS else Look.MARK))
    runs += _inline(line, start.length, len(line), look)
    return tuple(run for run in runs if run.end > run.start)


def _inline(line: str, start: int, end: int, look: Look) -> Iterator[Run]:
    place = start
    for found in _INLINE.finditer(line, start, end):
        name = found.lastgroup or ""
        if name in ("words", "target"):
            name = "link"
        yield Run(place, found.start(), look)
        place = found.end()
        yield from _token(line, name, found, look)
    yield Run(place, end, look)


def _token(line: str, name: str, found: re.Match[str], look: Look) -> Iterator[Run]:
    start, end = found.span()
    if name in _WRAPPED:
        width, more = _WRAPPED[name]
        yield Run(start, start + width, Look.MARK)
        yield from _inline(line, start + width, end - width, look | more)
        yield Run(end - width, end, Look.MARK)
        return
    match name:
        case "escape":
            yield Run(start, start + 1, Look.MARK)
            yield Run(start + 1, end, look)
        case "code":
            yield Run(start, start + 1, Look.MARK)
            yield Run(start + 1, end - 1, look | Look.CODE)
            yield Run(end - 1, end, Look.MARK)
        case "chip":
            inner = line.index("|", start) + 1
            # A chip without words would be seen nowhere.
            mark = Look.MARK if inner < end - 2 else Look.CHIP
            yield Run(start, inner, mark)
            yield Run(inner, end - 2, look | Look.CHIP)
            yield Run(end - 2, end, mark)
        case "link":
            first, last = found.span("words")
            mark = Look.MARK if first < last else Look.LINK
            yield Run(start, first, mark)
            yield Run(first, last, look | Look.LINK)
            yield Run(last, end, mark)
        case _:
            yield Run(start, end, look | Look.LINK)


SAFE_SCHEMES: Final = ("http://", "https://", "mailto:")


def target_at(line: str, place: int) -> Ref | str | None:
    """What the letter at this place leads to: a record, a web or mail address, or nothing."""
    for chip in chips_in(line):
        if chip.start <= place <= chip.end:
            return chip.ref
    for found in _INLINE.finditer(line):
        if not found.start() <= place <= found.end():
            continue
        address = found["target"] if found["link"] else found["url"] or ""
        if address.lower().startswith(SAFE_SCHEMES):
            return address
        inner = found["both"] or found["bold"] or found["italic"] or found["strike"]
        if inner:
            width = 1 + (inner[:2] in ("**", "~~")) + (inner[:3] == "***")
            return target_at(line[found.start() + width : found.end() - width], place - found.start() - width)
    return None


def chip_text(ref: Ref, label: str) -> str:
    """How a reference to a record is written."""
    return str(Chip(ref, label, 0, 0))


def units_before(line: str, index: int) -> int:
    """A place in a text as Qt counts it: letters beyond the first plane are two."""
    return index if line.isascii() else index + sum(letter > "\uffff" for letter in line[:index])


def index_of(line: str, units: int) -> int:
    """A place that Qt counted as a place in the text."""
    if line.isascii():
        return units
    return len(line.encode("utf-16-le", "surrogatepass")[: units * 2].decode("utf-16-le", "replace"))
