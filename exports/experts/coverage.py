"""How topics are covered: what wants somebody, then every topic by expert, with the marks of the window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from enable_desktop.expert_reports import CoverageReport, CoveredRow
from enable_desktop.experts import Cover, Depth
from exports.blocks import Block, Narrow, Stack
from exports.levels import Upright
from exports.look import BODY, H1, KICKER, NOTE, SECTION, SECTION_GAP, TABLE, TABLE_HEAD, TABLE_QUIET, TABLE_STRONG
from exports.page import SectionHead
from exports.pen import Pen
from exports.press import Press
from exports.tables import Column, Table, ruled

_OPEN: Final = "open"
_MATRIX: Final = "matrix"
_LONGEST: Final = 96.0
_BAD: Final = (Cover.HOLE, Cover.UNTAUGHT)


@dataclass(frozen=True, slots=True)
class _Widths:
    """Of the columns, in points: a mark, the titles, how well a topic is covered, and what stands between them."""

    mark: float
    title: float
    cover: float
    gutter: float

    def most(self, room: float) -> int:
        """How many marks stand side by side."""
        return max(int((room - self.title - self.cover - 2 * self.gutter) // (self.mark + self.gutter)), 1)


_WIDE: Final = _Widths(15.0, 128.0, 82.0, 4.0)
_DENSE: Final = _Widths(9.5, 112.0, 76.0, 3.0)
"""Where the experts are too many for wide columns."""


class LevelMark(Block):
    """A ring, a disc, a larger disc; a point where there is nothing."""

    def __init__(self, level: int, width: float) -> None:
        self._level = level
        self._width = width

    def height(self, width: float) -> float:
        return TABLE.leading

    def natural_width(self) -> float:
        return self._width

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        draw_level(pen, self._level, x + width / 2, top - TABLE.leading / 2)


def draw_level(pen: Pen, level: int, x: float, y: float) -> None:
    """The mark of a level with its middle at a point."""
    match level:
        case 0:
            pen.dot(x, y, 0.5, "line.default")
        case 1:
            pen.ring(x, y, 2.4, "line.strong", 0.9)
        case 2:
            pen.dot(x, y, 2.9, "line.strong")
        case _:
            pen.dot(x, y, 4.0, "chart.ink")


class Legend(Block):
    """What the marks mean."""

    def __init__(self, press: Press, *, before: float = 0.0) -> None:
        self.before = before
        self._parts = [(depth.level, press.text(press.words(depth.label), TABLE_QUIET)) for depth in Depth]

    def height(self, width: float) -> float:
        return TABLE.leading

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        for level, text in self._parts:
            draw_level(pen, level, x + 4, top - TABLE.leading / 2)
            text.draw(pen, x + 13, top, text.natural_width() + 1)
            x += text.natural_width() + 30


def coverage_blocks(report: CoverageReport, press: Press) -> list[Block]:
    """The whole report."""
    words, sheet = press.words, press.sheet
    counted = words(
        "{experts}, {topics}",
        experts=words.n("{n} expert", "{n} experts", len(report.names) + report.unnamed),
        topics=words.n("{n} topic", "{n} topics", sum(row.has_topic for row in report.rows)),
    )
    blocks: list[Block] = [
        press.text(counted.upper(), KICKER),
        Narrow(press.text(_finding(report, press), H1), sheet.content_width * 0.94, before=4),
    ]
    if report.open:
        text = words(
            "A topic that nobody teaches is answered anew each time; one that rests on a single person stops when that "
            "person is away. A second expert or a named deputy mends it."
        )
        blocks.append(Narrow(press.text(text, BODY), sheet.measure * 1.2, before=8))
        title = words("What wants somebody")
        blocks.append(SectionHead(press.text(title, SECTION, before=SECTION_GAP), _OPEN, title))
        blocks.append(_open_topics(report, press))
    if report.rows:
        title = words("Topics by experts")
        blocks.append(SectionHead(press.text(title, SECTION, before=SECTION_GAP), _MATRIX, title))
        blocks.append(Legend(press, before=8))
        blocks += _tables(report, press)
    blocks += [press.text(note, NOTE, before=10) for note in _notes(report, press)]
    return blocks


def _finding(report: CoverageReport, press: Press) -> str:
    words = press.words
    if not report.rows:
        return words("There are no topics yet")
    untaught = report.count(Cover.HOLE) + report.count(Cover.UNTAUGHT)
    parts = [
        words.n("{n} topic nobody teaches", "{n} topics nobody teaches", untaught) if untaught else "",
        words.n("{n} with a single expert", "{n} with a single expert", report.count(Cover.SINGLE)),
        words.n("{n} theme that hurts without a topic", "{n} themes that hurt without a topic", report.unanswered),
    ]
    counts = (untaught, report.count(Cover.SINGLE), report.unanswered)
    found = [part for part, count in zip(parts, counts, strict=True) if count]
    return ", ".join(found) or words("Every topic is known by two experts or more")


def said_cover(row: CoveredRow, press: Press) -> str:
    """How well a topic is covered, in words."""
    if row.cover is Cover.COVERED:
        return press.words.n("{n} can teach it", "{n} can teach it", row.teachers)
    return press.words(row.cover.label)


def _open_topics(report: CoverageReport, press: Press) -> Block:
    words = press.words
    columns = [(words("Topic"), 3.2), (words("State"), 2.2), (words("Who knows something of it"), 3.4),
               (words("What the interviews say"), 4.0)]  # fmt: skip
    rows = [
        [
            press.cell(row.title, TABLE_STRONG),
            press.cell(said_cover(row, press)),
            press.cell(_knowing(row, report, press)),
            press.cell(_heard(row, press)),
        ]
        for row in report.open
    ]
    return ruled(press, columns, rows)


def _knowing(row: CoveredRow, report: CoverageReport, press: Press) -> str:
    names = [name for name, level in zip(report.names, row.levels, strict=True) if level]
    if row.others:
        names.append(press.words("somebody who is not named"))
    return ", ".join(names)


def _heard(row: CoveredRow, press: Press) -> str:
    words = press.words
    if not row.has_topic:
        return words("A theme that hurts, without a topic")
    told = [words("Hurts: {themes}", themes=", ".join(row.painful)) if row.painful else ""]
    quiet = ", ".join(theme for theme in row.themes if theme not in row.painful)
    told.append(words("Theme: {themes}", themes=quiet) if quiet else "")
    return "\n".join(part for part in told if part)


def _tables(report: CoverageReport, press: Press) -> Iterator[Block]:
    """One table, or several under each other where the experts are too many for the width of the page."""
    columns = [*report.names, press.words("Not named")] if report.unnamed else [*report.names]
    room = press.sheet.content_width
    widths = _WIDE if len(columns) <= _WIDE.most(room) else _DENSE
    most = widths.most(room)
    for first in range(0, max(len(columns), 1), most):
        yield _table(report, columns, range(first, min(first + most, len(columns))), widths, press)


def _table(report: CoverageReport, names: Sequence[str], places: Sequence[int], widths: _Widths, press: Press) -> Block:
    words = press.words
    heads = [Column(press.text(words("Topic"), TABLE_HEAD), fitted=widths.title)]
    heads += [Column(Upright(names[place], press, _LONGEST), fitted=widths.mark) for place in places]
    heads.append(Column(press.text(words("Who can teach it"), TABLE_HEAD), share=1.0))
    rows = []
    for row in report.rows:
        levels = (*row.levels, row.others)
        title = TABLE_STRONG if row.cover in _BAD else TABLE
        marks: list[Block] = [LevelMark(levels[place], widths.mark) for place in places]
        rows.append([_topic(row, title, press), *marks, press.cell(said_cover(row, press), title)])
    return Table(heads, rows, press.sheet.content_height / 2, before=10, gutter=widths.gutter, tight=True)


def _topic(row: CoveredRow, look: object, press: Press) -> Block:
    text = press.text(row.title, TABLE_STRONG if look is TABLE_STRONG else TABLE)
    if not row.painful:
        return text
    return Stack([text, press.text(press.words("hurts in the interviews"), NOTE)])


def _notes(report: CoverageReport, press: Press) -> Iterator[str]:
    words = press.words
    if any(row.painful for row in report.rows):
        yield words(
            "A theme hurts where leadership or reps rate it 4 of 5 or worse on average; a few ratings do not count."
        )
    if report.unnamed:
        yield words.n(
            "{n} expert is not named: they have not agreed to it.",
            "{n} experts are not named: they have not agreed to it.",
            report.unnamed,
        )
