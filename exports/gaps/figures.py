"""The figures behind the marks: gaps with their ranges, who raised what, other groups, the order of priorities."""

from __future__ import annotations

from collections.abc import Sequence

from enable_desktop.anonymity import Figures
from enable_desktop.gaps.analysis import Agreement, Side
from enable_desktop.gaps.report import GapReport
from enable_desktop.gaps.report_rows import Row
from enable_desktop.words import Words
from exports.blocks import Block, Stack
from exports.gaps.marks import Range, RangeHead
from exports.look import H2, NOTE, TABLE, TABLE_QUIET
from exports.press import Press
from exports.tables import ruled


def figure_blocks(report: GapReport, press: Press) -> list[Block]:
    """How badly themes hurt, who raised them, and whether both sides have the same priorities."""
    return [*_severities(report.rows, press), *_mentions(report.rows, press), *_priorities(report.agreement, press)]


def _severities(rows: Sequence[Row], press: Press) -> list[Block]:
    words = press.words
    cells: list[Sequence[Block]] = []
    for row in rows:
        severity = row.gap.severity
        if severity is None:
            continue
        low, high = _signed(severity.low, words, 1), _signed(severity.high, words, 1)
        gap = words("{gap} ({low} to {high})", gap=_signed(severity.points, words, 1), low=low, high=high)
        cells.append([
            press.text(row.title, TABLE),
            _mean(row.leadership, row.gap.leadership, press),
            _mean(row.reps, row.gap.reps, press),
            Stack([Range(severity), press.text(gap, NOTE)]),
            press.text(words.number(severity.p_one_point, 2), TABLE, right=True),
            press.text(words.number(severity.p, 3), TABLE, right=True),
            press.text(words.number(severity.superiority, 2), TABLE, right=True),
        ])  # fmt: skip
    if not cells:
        return []
    columns: list[tuple[str | Block, float]] = [
        (words("Theme"), 1.0),
        (words("Leadership"), -64),
        (words("Reps"), -64),
        (RangeHead(words("Gap and its range at 90%"), press), -100),
        (words("A point or more"), -44),
        (words("By chance"), -44),
        (words("Rep worse"), -44),
    ]
    note = words(
        "Means of both sides, in brackets how many rated. The gap is reps minus leadership. A point or more: the "
        "probability that it is at least one point wide in its direction. By chance: how often chance alone makes a "
        "gap as large (p). Rep worse: the probability that a rep taken at random rates the theme worse than a leader "
        "taken at random, a tie counting half."
    )
    return [
        press.text(words("How badly it hurts"), H2, before=10, keeps_next=True),
        press.text(note, NOTE, before=2, keeps_next=True),
        ruled(press, columns, cells, right=(4, 5, 6), before=6, tight=True),
    ]


def _mean(figures: Figures, side: Side, press: Press) -> Block:
    """A mean with how many rated, the theme's rank on this side, and whether the side is split."""
    words = press.words
    mean = words("{mean} ({rated})", mean=words.number(figures.mean, 1), rated=figures.rated)
    below = [words("rank {rank}", rank=side.rank)] if side.rank is not None else []
    if side.is_split:
        below.append(words("split"))
    return Stack([press.text(mean, TABLE), press.text(", ".join(below), NOTE)])


def _mentions(rows: Sequence[Row], press: Press) -> list[Block]:
    words = press.words
    cells: list[Sequence[Block]] = []
    for row in rows:
        mention = row.gap.mention
        if mention is None:
            continue
        cells.append([
            press.text(row.title, TABLE),
            press.text(_raised(row.leadership, words), TABLE),
            press.text(_raised(row.reps, words), TABLE),
            press.text(_signed(mention.difference, words, 2), TABLE, right=True),
            press.text(_range(mention.low, mention.high, words, 2), TABLE_QUIET, right=True),
        ])  # fmt: skip
    if not cells:
        return []
    columns: list[tuple[str | Block, float]] = [
        (words("Theme"), 1.0),
        (words("Leadership"), -90),
        (words("Reps"), -90),
        (words("Difference of shares, reps minus leadership"), -120),
        (words("Range at 90%"), -90),
    ]
    return [
        press.text(words("Who raised it"), H2, before=16, keeps_next=True),
        ruled(press, columns, cells, right=(3, 4), before=4, tight=True),
    ]


def _priorities(agreement: Agreement | None, press: Press) -> list[Block]:
    """Whether both sides put the themes in the same order."""
    if agreement is None:
        return []
    words = press.words
    parts = [words.n("{n} theme can be compared.", "{n} themes can be compared.", agreement.themes)]
    if agreement.tau_b is not None:
        parts.append(
            words(
                "Tau-b between both orders of severity is {tau}: 1 would be the same order, {least} the opposite one.",
                tau=words.number(agreement.tau_b, 2),
                least=words.number(-1),
            )
        )
    parts.append(
        words.n(
            "{n} theme is among the three worst of both sides.",
            "{n} themes are among the three worst of both sides.",
            agreement.top3_overlap,
        )
    )
    return [
        press.text(words("The order of priorities"), H2, before=16, keeps_next=True),
        press.text(" ".join(parts), TABLE, before=3),
    ]


def other_groups(report: GapReport, press: Press) -> list[Block]:
    """The groups that stand on neither side, each a column of its own."""
    words = press.words
    shown = [group for group in report.others if any(row.others[group].asked for row in report.rows)]
    if not shown:
        return []
    rows: list[Sequence[Block]] = [
        [press.text(row.title, TABLE), *(_group(row.others[group], press) for group in shown)] for row in report.rows
    ]
    columns: list[tuple[str | Block, float]] = [
        (words("Theme"), 1.3),
        *((words(group.label), 1.0) for group in shown),
    ]
    return [
        press.text(words("Other groups, on neither side"), H2, before=16, keeps_next=True),
        ruled(press, columns, rows, before=4, tight=True),
    ]


def _group(figures: Figures, press: Press) -> Block:
    words = press.words
    if figures.asked == 0:
        return press.text(words("not asked"), NOTE)
    if figures.asked is None:
        return press.text(words("not shown"), NOTE)
    raised = words("raised by {raised} of {asked}", raised=figures.raised, asked=figures.asked)
    lines = [press.text(words.number(figures.mean, 1), TABLE)] if figures.mean is not None else []
    return Stack([*lines, press.text(raised, NOTE)])


def _raised(figures: Figures, words: Words) -> str:
    return words("{raised} of {asked}", raised=figures.raised, asked=figures.asked)


def _signed(value: float, words: Words, decimals: int) -> str:
    """A difference with its sign, nothing before a nought."""
    said = words.number(value, decimals)
    return f"+{said}" if value > 0 and said.strip("0.,") else said


def _range(low: float, high: float, words: Words, decimals: int) -> str:
    return words("{low} to {high}", low=_signed(low, words, decimals), high=_signed(high, words, decimals))
