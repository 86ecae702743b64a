"""Words of both sides, side by side; what works; what leadership alone wants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from enable_desktop.anonymity import Quote
from enable_desktop.gaps.quotes import InTheirWords
from enable_desktop.gaps.report import GapReport
from enable_desktop.quoting import quoted
from enable_desktop.words import mark
from exports.blocks import Block, Columns, Rule, Space, Stack, Whole
from exports.gaps.marks import draw_mark
from exports.look import BODY, H2, NOTE, TABLE_STRONG, Look
from exports.pen import Pen
from exports.press import Press

_GUTTER: Final = 14.0
_BY: Final = {
    "leadership": Look("Inter-Medium", 7.5, 10.5, "leadership.text"),
    "reps": Look("Inter-Medium", 7.5, 10.5, "reps.text"),
}


def in_their_words(report: GapReport, press: Press) -> list[Block]:
    """The widest gaps, each in the words of both sides."""
    blocks: list[Block] = []
    for each in report.in_their_words:
        blocks.append(press.text(each.row.title, H2, before=16 if blocks else 10, keeps_next=True))
        blocks.append(press.text(press.words.say(each.row.headline), NOTE, before=1, keeps_next=True))
        blocks.append(Whole(_both_sides(each, press), press.sheet.content_height, before=6))
    return blocks


def _both_sides(each: InTheirWords, press: Press) -> Block:
    columns: list[tuple[Block, float]] = [
        (_one_side(side, press.words(name), quotes, press), 1.0)
        for side, name, quotes in (
            ("leadership", mark("Leadership"), each.leadership),
            ("reps", mark("Reps"), each.reps),
        )
    ]
    return Columns(columns, _GUTTER)


def _one_side(side: str, name: str, quotes: Iterable[Quote], press: Press) -> Stack:
    """The words of one side, each with whose they are said to be, where that is more than the side."""
    words = press.words
    found: list[Block] = [_quote(quote, _BY[side] if quote.role else None, press) for quote in quotes] or [
        press.text(words("No words that may be quoted."), NOTE, before=5)
    ]
    return Stack([Rule(f"{side}.mark", 1.4), Space(4), _SideHead(side, name, press), *found])


class _SideHead(Block):
    """The mark and the name of a side."""

    def __init__(self, side: str, name: str, press: Press) -> None:
        self._side = side
        self._text = press.text(name, TABLE_STRONG.but(colour=f"{side}.text"), most_lines=1)

    def height(self, width: float) -> float:
        return TABLE_STRONG.leading

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        draw_mark(pen, self._side, x + 4, top - TABLE_STRONG.leading / 2)
        self._text.draw(pen, x + 12, top, width - 12)


def _quote(quote: Quote, by: Look | None, press: Press) -> Stack:
    """Words, and whose they are said to be."""
    lines = [press.text(quoted(quote.words, press.words, is_literal=quote.is_literal), BODY)]
    if by is not None:
        lines.append(press.text(quote.role or press.words(quote.group.label), by, before=1.5))
    return Stack(lines, before=6)


def works(report: GapReport, press: Press) -> list[Block]:
    """What is praised, in two columns."""
    return _in_two([_quote(quote, NOTE, press) for quote in report.works], press)


def _in_two(quotes: Sequence[Block], press: Press) -> list[Block]:
    blocks: list[Block] = []
    for place in range(0, len(quotes), 2):
        pair = [*quotes[place : place + 2], Block()][:2]
        blocks.append(Columns([(each, 1.0) for each in pair], _GUTTER, before=8))
    return blocks


def wishes(report: GapReport, press: Press) -> list[Block]:
    """What leadership wants, theme by theme, and that nobody below who was asked has raised it."""
    words = press.words
    blocks: list[Block] = []
    for wish in report.wishes:
        asked = wish.row.reps.asked or 0
        said = (
            words.n("{n} rep was asked, and did not raise it.", "{n} reps were asked, and none raised it.", asked)
            if asked
            else words("No rep has been asked about it yet.")
        )
        blocks.append(press.mixed([(wish.row.title, TABLE_STRONG), (said, NOTE)], before=10))
        blocks += [_quote(quote, _BY["leadership"], press) for quote in wish.quotes]
    if blocks:
        note = words("Not raising a theme is not disagreement: nobody asked whether they want it too.")
        blocks.append(press.text(note, NOTE, before=8))
    return blocks
