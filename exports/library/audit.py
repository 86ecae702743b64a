"""The content audit: the finding, what to mend first, what there is, where nothing is, every rule with its assets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from enable_desktop.library.audit import AuditReport, Count, FacetCounts, Flagged, Matrix
from enable_desktop.library.freshness import Freshness
from enable_desktop.library.health import RULE_GROUPS, Rule
from exports.blocks import Block, Columns, Narrow, Stack, Whole
from exports.levels import Upright
from exports.library.marks import Bars, Cell, head, large_figures
from exports.look import (
    BODY,
    H1,
    H2,
    H3,
    KICKER,
    NOTE,
    NOTE_STRONG,
    SECTION,
    SECTION_GAP,
    TABLE,
    TABLE_QUIET,
    TABLE_STRONG,
)
from exports.page import SectionHead
from exports.press import Press
from exports.tables import ruled

FACETS: Final = "facets"
HOLES: Final = "holes"
RULES: Final = "rules"
LINKS: Final = "links"
DUPLICATES: Final = "duplicates"
SOUGHT: Final = "sought"
PARTS: Final = frozenset({FACETS, HOLES, RULES, LINKS, DUPLICATES, SOUGHT})

_MOST_TO_MEND: Final = 8
_MOST_VALUES: Final = 12
_GUTTER: Final = 24.0
_HIGHEST: Final = 128.0


def audit_blocks(report: AuditReport, parts: frozenset[str], press: Press) -> list[Block]:
    """The whole audit, as far as its parts are wanted."""
    words = press.words
    blocks = _front(report, press)
    if not report.all:
        return blocks
    made: tuple[tuple[str, str, list[Block]], ...] = (
        (FACETS, words("What there is"), _facets(report, press) if FACETS in parts else []),
        (HOLES, words("Where nothing is"), _holes(report.matrix, press) if HOLES in parts else []),
        (RULES, words("What to mend"), _rules(report, press) if RULES in parts else []),
        (LINKS, words("Links that lead nowhere"), _links(report, press) if LINKS in parts else []),
        (DUPLICATES, words("The same file more than once"), _same(report, press) if DUPLICATES in parts else []),
        (SOUGHT, words("Looked for and not found"), _sought(report, press) if SOUGHT in parts else []),
    )
    for name, title, found in made:
        if found:
            blocks += [SectionHead(press.text(title, SECTION, before=SECTION_GAP), name, title), *found]
    return blocks


def _front(report: AuditReport, press: Press) -> list[Block]:
    words = press.words
    blocks: list[Block] = [
        press.text(words("Content audit, {day}", day=report.programme.today).upper(), KICKER),
        Narrow(press.text(words.say(report.finding), H1), press.sheet.content_width * 0.94, before=5),
    ]
    if report.lead:
        text = " ".join(words.say(each) for each in report.lead)
        blocks.append(Narrow(press.text(text, BODY), press.sheet.measure * 1.25, before=8))
    if not report.all:
        return blocks
    overdue = report.freshness.get(Freshness.OVERDUE, 0)
    figures = [
        (words.number(report.all), words("assets, without those that are retired")),
        (words.percent(report.trusted / report.all), words("were reviewed in time")),
        (words.number(overdue), words("are past their review date")),
    ]
    if report.used is not None:
        figures.append((words.percent(report.used / report.all), words("were used at all")))
    blocks.append(large_figures(figures, press))
    worst = report.worst(_MOST_TO_MEND)
    if worst:
        blocks.append(head(words("What most content lacks"), press, H2, before=20))
        rows: list[list[Block]] = [
            [
                press.text(words(rule.label), TABLE_STRONG),
                press.text(words.number(flagged.count), TABLE, right=True),
                press.text(words(rule.advice), TABLE_QUIET),
            ]
            for rule, flagged in worst
        ]
        columns: list[tuple[str | Block, float]] = [
            (words("Rule"), 1.0),
            (words("Assets"), -52),
            (words("What to do"), 1.5),
        ]
        blocks.append(ruled(press, columns, rows, right=(1,), before=6, tight=True))
    return blocks


# -- what there is


def _facets(report: AuditReport, press: Press) -> list[Block]:
    words = press.words
    statuses = FacetCounts(
        title=words("Status"),
        values=tuple(Count(words(status.label), number) for status, number in report.statuses.items()),
    )
    states = FacetCounts(
        title=words("Freshness"),
        values=tuple(Count(words(state.label), number) for state, number in report.freshness.items()),
    )
    kinds = FacetCounts(title=words("Kind"), values=report.kinds.values, without=report.kinds.without)
    told = [each for each in (kinds, *report.facets) if any(value.number for value in each.values)]
    # Those of one height stand side by side.
    told.sort(key=lambda each: -min(len(each.values), _MOST_VALUES) - bool(each.without))
    blocks = _in_two([_bars(each, press) for each in (statuses, states, *told)], press)
    bare = [each.title for each in report.facets if each.title not in {known.title for known in told}]
    if bare:
        text = words("No asset has a value yet of: {facets}.", facets=tuple(bare))
        blocks.append(press.text(text, NOTE, before=12))
    return blocks


def _bars(facet: FacetCounts, press: Press) -> Block:
    """A facet with its most frequent values in their order; those that have no value stand last."""
    values = facet.values
    if len(values) > _MOST_VALUES:
        kept = sorted(values, key=lambda each: -each.number)[:_MOST_VALUES]
        values = tuple(each for each in values if each in kept)
    most = max([*(value.number for value in values), facet.without])
    shown: list[Block] = [
        head(facet.title, press, H3, before=0),
        Stack([Bars([(each.title, each.number) for each in values], most, press, lacking=facet.without)], before=4),
    ]
    left = len(facet.values) - len(values)
    if left:
        shown.append(press.text(press.words.n("and {n} more", "and {n} more", left), NOTE, before=2))
    return Stack(shown)


def _in_two(blocks: Sequence[Block], press: Press) -> list[Block]:
    """Blocks in pairs side by side, none of them parted."""
    found: list[Block] = []
    for place in range(0, len(blocks), 2):
        pair = [*blocks[place : place + 2], Block()][:2]
        columns = Columns([(each, 1.0) for each in pair], _GUTTER)
        found.append(Whole(columns, press.sheet.content_height, before=14 if place else 8))
    return found


# -- where nothing is


def _holes(matrix: Matrix, press: Press) -> list[Block]:
    """Stages by personas: how many published assets there are for each, and how many cells hold none."""
    words = press.words
    if not matrix.rows:
        return []
    said = words.n(
        "{n} cell has no published content: nothing to send at that stage to that person.",
        "{n} cells have no published content: nothing to send at that stage to that person.",
        matrix.holes,
    )
    if not matrix.holes:
        said = words("There is published content for every stage and every person to talk to.")
    rows: list[list[Block]] = [
        [press.text(title, TABLE_STRONG), *(Cell(number, press) for number in counts)]
        for title, counts in zip(matrix.rows, matrix.counts, strict=True)
    ]
    columns: list[tuple[str | Block, float]] = [(words("Stage"), 2.4)]
    columns += [(Upright(title, press, _HIGHEST), 1.0) for title in matrix.columns]
    table = Whole(ruled(press, columns, rows, before=0), press.sheet.content_height, before=10)
    return [press.text(said, NOTE, before=6, keeps_next=True), table]


# -- what to mend


def _rules(report: AuditReport, press: Press) -> list[Block]:
    """Every rule that flags something, group by group, with the first of what it flags."""
    words = press.words
    blocks: list[Block] = []
    for group in RULE_GROUPS:
        found = [(rule, report.flags[rule.key]) for rule in group.rules if rule.key in report.flags]
        if not found:
            continue
        blocks.append(head(words(group.title), press, H2, before=16 if blocks else 8))
        columns: list[tuple[str | Block, float]] = [
            (words("Rule"), 0.9),
            (words("Assets"), -44),
            (words("Which"), 1.7),
        ]
        rows = [_rule(rule, flagged, press) for rule, flagged in found]
        blocks.append(ruled(press, columns, rows, right=(1,), before=4))
    return blocks


def _rule(rule: Rule, flagged: Flagged, press: Press) -> list[Block]:
    words = press.words
    named = "; ".join(flagged.titles)
    left = flagged.count - len(flagged.titles)
    if left > 0:
        named = words("{named}; {more}", named=named, more=words.n("and {n} more", "and {n} more", left))
    return [
        Stack([press.text(words(rule.label), TABLE_STRONG), press.text(words(rule.advice), NOTE, before=1)]),
        press.text(words.number(flagged.count), TABLE, right=True),
        press.text(named, TABLE_QUIET),
    ]


def _links(report: AuditReport, press: Press) -> list[Block]:
    words = press.words
    if not report.broken:
        return []
    rows: list[list[Block]] = [
        [press.text(each.page, TABLE_STRONG), press.text(each.words, TABLE), press.text(each.target, TABLE_QUIET)]
        for each in report.broken
    ]
    columns: list[tuple[str | Block, float]] = [
        (words("Stands in"), 1.0), (words("Words of the link"), 0.8), (words("Leads to"), 1.3),
    ]  # fmt: skip
    blocks: list[Block] = [ruled(press, columns, rows, before=8)]
    left = report.broken_count - len(report.broken)
    if left > 0:
        blocks.append(press.text(words.n("and {n} more", "and {n} more", left), NOTE, before=4))
    return blocks


def _same(report: AuditReport, press: Press) -> list[Block]:
    return [
        press.mixed([(titles[0], NOTE_STRONG), ("; ".join(titles[1:]), NOTE)], before=5) for titles in report.duplicates
    ]


def _sought(report: AuditReport, press: Press) -> list[Block]:
    words = press.words
    return [
        press.mixed([(each.title, NOTE_STRONG), (words.n("{n} time", "{n} times", each.number), NOTE)], before=4)
        for each in report.looked_for
    ]
