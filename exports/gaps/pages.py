"""The pages of a gap report: the finding with its picture, theme by theme, in their words, the figures, the method."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from enable_desktop.gaps.report import GapReport
from enable_desktop.gaps.report_rows import Row
from enable_desktop.gaps.verdicts import Verdict
from enable_desktop.words import mark
from exports.blocks import Beside, Block, Narrow, PageBreak, Stack
from exports.gaps.figures import figure_blocks, other_groups
from exports.gaps.marks import Counts, Legend, Marks, SeverityHead
from exports.gaps.quadrant import Quadrant
from exports.gaps.quotes import in_their_words, wishes, works
from exports.look import BLOCK_GAP, BODY, H1, KICKER, NOTE, NOTE_STRONG, SECTION, SECTION_GAP, TABLE_STRONG, Look
from exports.markdown import blocks_of
from exports.page import SectionHead
from exports.press import Press
from exports.tables import ruled
from exports.text import Text

FINDING: Final = "finding"
THEMES: Final = "themes"
WORDS: Final = "words"
SUGGESTIONS: Final = "suggestions"
WORKS: Final = "works"
WISHES: Final = "wishes"
FIGURES: Final = "figures"
METHOD: Final = "method"
SECTIONS: Final = (FINDING, THEMES, WORDS, SUGGESTIONS, WORKS, WISHES, FIGURES, METHOD)

_VERDICTS: Final = (
    (
        Verdict.CLEAR,
        mark("a point or more apart, and its range excludes zero; chance alone hardly makes as large a gap."),
    ),
    (
        Verdict.ONE_SIDE,
        mark("the shares of both sides that raised it differ, and the range of that difference excludes zero."),
    ),
    (Verdict.LEANING, mark("a point or more apart, but it may be chance.")),
    (Verdict.ALIGNED, mark("the whole range lies within a point.")),
    (Verdict.UNSETTLED, mark("twelve people or more rated it, and none of the above holds.")),
    (Verdict.TOO_FEW, mark("everything else; counts and words only.")),
)

_SHARE: Final = re.compile(r"(\d+) (\w+) (\d+)")
_LEAD: Final = Look("Serif", 11, 15.5)
_LARGEST: Final = 304.0
_SMALLEST: Final = 215.0
_NOTE_COLUMN: Final = 122.0


def report_blocks(report: GapReport, press: Press) -> list[Block]:
    """The whole report."""
    words = press.words
    blocks = _first_page(report, press)
    if report.rows:
        blocks.append(PageBreak())
        blocks += _section(THEMES, words("Theme by theme"), _themes(report, press), press)
    blocks += _section(WORDS, words("In their words"), in_their_words(report, press), press)
    suggested = blocks_of(report.suggestions, press, BODY)
    blocks += _section(SUGGESTIONS, words("What we suggest"), _narrow(suggested, press), press)
    blocks += _section(WORKS, words("What works"), works(report, press), press)
    title = words("What leadership wants and nobody below mentions")
    blocks += _section(WISHES, title, wishes(report, press), press)
    figures = [*figure_blocks(report, press), *other_groups(report, press)] if report.with_figures else []
    blocks += _section(FIGURES, words("The figures"), figures, press)
    blocks += _section(METHOD, words("How this was found"), _method(report, press), press)
    return blocks


def _section(name: str, title: str, blocks: Sequence[Block], press: Press) -> list[Block]:
    """A heading and what stands below it; nothing where there is nothing."""
    if not blocks:
        return []
    return [SectionHead(press.text(title, SECTION, before=SECTION_GAP), name, title), *blocks]


def _narrow(blocks: Sequence[Block], press: Press) -> list[Block]:
    return [Narrow(Stack(blocks), press.sheet.measure * 1.2, before=8)] if blocks else []


# -- the first page


def _first_page(report: GapReport, press: Press) -> list[Block]:
    words, sheet = press.words, press.sheet
    title = words.say(report.title)
    blocks: list[Block] = [
        press.text(_kicker(report, press).upper(), KICKER, keeps_next=True),
        SectionHead(Narrow(press.text(title, H1), sheet.content_width * 0.94, before=5), FINDING, words("The finding")),
    ]
    if report.lead:
        # "3 of 4" stays on one line.
        text = _SHARE.sub("\\1\u00a0\\2\u00a0\\3", " ".join(words.say(each) for each in report.lead))
        blocks.append(Narrow(press.text(text, _LEAD), sheet.content_width * 0.88, before=10))
    compared = [row for row in report.rows if row.gap.leadership.mean is not None and row.gap.reps.mean is not None]
    notes = Stack(_side_notes(report, press, is_drawn=bool(compared)))
    if not compared:
        return [*blocks, Narrow(notes, sheet.measure, before=16)]
    used = Stack(blocks).height(sheet.content_width)
    beside = sheet.content_width - _NOTE_COLUMN - sheet.gutter
    probe = Quadrant(compared, 0.0, press)
    room = sheet.content_height - used - BLOCK_GAP - probe.height(beside)
    side = max(_SMALLEST, min(_LARGEST, room, beside - probe.natural_width()))
    picture = Quadrant(compared, side, press)
    return [*blocks, Beside(picture, notes, beside, sheet.gutter, before=BLOCK_GAP)]


def _kicker(report: GapReport, press: Press) -> str:
    words = press.words
    parts = [
        words.n("{n} person heard", "{n} people heard", report.people),
        words.n("{n} statement", "{n} statements", report.statements),
    ]
    if report.first is not None and report.last is not None:
        first, last = words.short_day(report.first), words.short_day(report.last)
        parts.append(words("{first} to {last}", first=first, last=last) if first != last else first)
    readers = words(report.readers) if report.readers else ""
    return ", ".join([*filter(None, (readers, report.round, report.department)), *parts])


def _side_notes(report: GapReport, press: Press, *, is_drawn: bool) -> list[Block]:
    """How the picture is read, and how far the talks are from a fair picture."""
    words = press.words
    notes: list[tuple[str, str]] = []
    if is_drawn:
        notes.append((
            words("How to read it"),
            words("Each circle is a theme. To the right, leadership rates it worse; upwards, reps do. In the grey band "
                  "both are less than a point apart. The larger the circle, the more people raised the theme."),
        ))  # fmt: skip
        missing = sum(row.gap.leadership.mean is None or row.gap.reps.mean is None for row in report.rows)
        if missing:
            notes.append((
                words("Not drawn"),
                words.n(
                    "{n} theme that fewer than {least} people of a side rated.",
                    "{n} themes that fewer than {least} people of a side rated.",
                    missing,
                    least=report.withheld.least,
                ),
            ))  # fmt: skip
    notes.append((words("Coverage"), words.say(report.reach.said)))
    if report.with_names:
        notes.append((words("With names"), words("Whoever agreed to it is named here. Not for passing on.")))
    elif report.withheld.lines(words):
        notes.append((words("Withheld"), words("What could tell of a single person; listed on the last page.")))
    return [
        Stack([press.text(head, NOTE_STRONG), press.text(text, NOTE)], before=9 if place else 0)
        for place, (head, text) in enumerate(notes)
    ]


# -- theme by theme


def _themes(report: GapReport, press: Press) -> list[Block]:
    words, least = press.words, report.withheld.least
    reach = report.reach
    sides = [
        (
            side,
            words(message, people=words.n("{n} person", "{n} people", number)) if number is not None else words(alone),
        )
        for side, message, alone, number in (
            ("leadership", mark("Leadership, {people}"), mark("Leadership"), reach.leaders),
            ("reps", mark("Reps, {people}"), mark("Reps"), reach.reps),
        )
    ]
    legend = Legend(
        sides,
        words("No mark: fewer than {least} people rated. Severity from 1, mild, to 5, blocking.", least=least),
        press,
        before=8,
    )
    quoted = {each.row.gap.theme for each in report.in_their_words}
    rows = []
    for row in report.rows:
        look = press.format(TABLE_STRONG)
        if row.gap.theme in quoted:
            look = press.linked(look, f"#{WORDS}")
        rows.append([
            Text(press.runs(row.title, look), TABLE_STRONG.leading),
            Marks(row.gap, press),
            Counts((("leadership", row.leadership), ("reps", row.reps)), least, press),
            _says(row, press),
            press.text(words.say(row.next_step), NOTE),
        ])  # fmt: skip
    columns: list[tuple[str | Block, float]] = [
        (words("Theme"), 0.95),
        (SeverityHead(words("Severity"), press), -160),
        (words("Raised by"), -80),
        (words("What it says"), 1.05),
        (words("Next step"), 1.0),
    ]
    return [legend, ruled(press, columns, rows, before=8)]


def _says(row: Row, press: Press) -> Block:
    """The verdict, and what it says of this theme where it says more."""
    verdict, said = press.words(row.gap.verdict.label), press.words.say(row.headline)
    lines = [press.text(verdict, TABLE_STRONG)]
    if said != verdict:
        lines.append(press.text(said, NOTE))
    return Stack(lines)


# -- method


def _method(report: GapReport, press: Press) -> list[Block]:
    words = press.words
    blocks: list[Block] = [
        press.text(words.say(each), NOTE, before=8 if not place else 3) for place, each in enumerate(report.method)
    ]
    blocks.append(press.text(words("What the verdicts mean"), NOTE_STRONG, before=10, keeps_next=True))
    for verdict, meaning in _VERDICTS:
        blocks.append(press.mixed([(words(verdict.label), NOTE_STRONG), (words(meaning), NOTE)], before=2))
    withheld = report.withheld.lines(words)
    if withheld:
        head = words("What is withheld, and why")
        blocks.append(press.text(head, NOTE_STRONG, before=10, keeps_next=True))
        blocks += [press.text(line, NOTE, before=2) for line in withheld]
    return blocks
