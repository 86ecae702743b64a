"""The executive summary: one page that stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from enable_desktop.charter.business_case import economics
from enable_desktop.charter.lines import Commitment, Part, Priority, ScopeArea, Slot
from enable_desktop.charter.report import figures_in, in_summary, last_reading
from enable_desktop.initiatives import Initiative, State
from enable_desktop.measures import Measure
from exports.blocks import Block, Columns, Narrow, Stack
from exports.charter.setting import Setting
from exports.look import BODY, H1, LEAD, NOTE, NOTE_STRONG, TABLE, TABLE_QUIET, TABLE_STRONG
from exports.markdown import blocks_of

_MOST_ROWS: Final = 6
_MOST_PARAGRAPHS: Final = 2

_TRIES: Final = ((_MOST_ROWS, False), (5, False), (4, False), (4, True), (3, True), (2, True))
"""The most rows of each table, and whether they stand tight: the first that fits the page is taken."""


def summary(setting: Setting) -> list[Block]:
    """The mission, where we stand, why now, what we do, how we will know, what we ask for; without what is empty.

    Its tables are as long as one page allows.
    """
    blocks: list[Block] = []
    for most, tight in _TRIES:
        with setting.press.uncounted():
            blocks = _summary(setting, most, tight=tight)
        if Stack(blocks).height(setting.sheet.content_width) <= setting.sheet.content_height:
            break
    return _summary(setting, most, tight=tight)


def _summary(setting: Setting, most: int, *, tight: bool) -> list[Block]:
    press, words = setting.press, setting.words
    blocks: list[Block] = [setting.kicker(words("In one page")), press.text(words("Executive summary"), H1, before=4)]
    mission = blocks_of(setting.charter.prose("mission"), press, LEAD)
    if mission:
        blocks.append(Narrow(Stack(mission), setting.sheet.content_width * 0.86, before=8))
    figures = headline(setting)
    if figures:
        blocks.append(setting.figures(figures, before=14))
    why, wanted = why_now(setting), priorities(setting)
    blocks += side_by_side(setting, why, wanted, 16.0)
    blocks += what_we_do(setting, most, tight=tight)
    asked = what_we_ask(setting, most - tight)
    blocks += side_by_side(setting, how_we_know(setting, most, tight=tight), asked, 16.0)
    return blocks


def side_by_side(
    setting: Setting,
    left: list[Block],
    right: list[Block],
    before: float,
    shares: tuple[float, float] = (8.0, 4.0),
) -> list[Block]:
    """Two parts in the columns of text and notes, one of them alone where the other is empty."""
    if left and right:
        columns: list[tuple[Block, float]] = [(Stack(left), shares[0]), (Stack(right), shares[1])]
        return [Columns(columns, setting.sheet.gutter * 1.5, before=before)]
    return [Stack(left or right, before=before)] if left or right else []


def headline(setting: Setting) -> list[tuple[str, str]]:
    """Up to four figures that say where the company stood when the programme began."""
    words = setting.words
    figures: list[tuple[str, str]] = []
    nothing = economics(setting.charter).nothing
    if nothing:
        figures.append((setting.rounded_money(nothing), words("a year is what doing nothing costs")))
    for measure in in_summary(setting.charter):
        if measure.baseline is not None and len(figures) < 4:
            figures.append((words.quantity(measure.baseline, measure.unit), _meaning(setting, measure)))
    return figures


def _meaning(setting: Setting, measure: Measure) -> str:
    """What a baseline means: the measure, where it stands now, where it is to go."""
    words = setting.words
    reading = last_reading(setting.charter, measure)
    now = words.quantity(reading.value, measure.unit) if reading is not None else ""
    target = words.quantity(measure.target, measure.unit) if measure.target is not None else ""
    if now and target:
        return words(
            "{measure} at the start; now {now}, target {target}", measure=measure.title, now=now, target=target
        )
    if target:
        return words("{measure} at the start; target {target}", measure=measure.title, target=target)
    return words("{measure} at the start", measure=measure.title)


def why_now(setting: Setting) -> list[Block]:
    """The problem, in its first paragraphs."""
    paragraphs = blocks_of(setting.charter.business_case.problem, setting.press, BODY)[:_MOST_PARAGRAPHS]
    if not paragraphs:
        return []
    paragraphs[0].before = 4.0
    return [setting.subhead(setting.words("Why now")), *paragraphs]


def priorities(setting: Setting) -> list[Block]:
    """What the company wants."""
    blocks: list[Block] = [setting.subhead(setting.words("What the company wants"))]
    for priority in setting.charter.all(Priority)[:_MOST_ROWS]:
        figure = ", ".join(filter(None, (priority.figure, setting.words.short_day(priority.due))))
        parts = [(priority.title, NOTE_STRONG), (figure, NOTE)]
        blocks.append(setting.press.mixed(parts, before=4, most_lines=5))
    return blocks if len(blocks) > 1 else []


def what_we_do(setting: Setting, most: int = _MOST_ROWS, *, tight: bool = False) -> list[Block]:
    """The initiatives, those that run or are to come first."""
    press, words = setting.press, setting.words
    rows: list[Sequence[Block]] = []
    order = (State.RUNNING, State.PLANNED, State.DONE)
    chosen = [each for state in order for each in setting.charter.all(Initiative) if each.state is state]
    for initiative in chosen[:most]:
        served = setting.charter.find("priorities", initiative.priority)
        rows.append([
            press.text(initiative.title, TABLE_STRONG, most_lines=3),
            press.text(served.title_text if served is not None else initiative.goal, TABLE, most_lines=3),
            press.text(state_since(setting, initiative), TABLE_QUIET),
        ])  # fmt: skip
    if not rows:
        return []
    columns = [(words("Initiative"), 1.5), (words("Serves"), 1.4), (words("State"), 0.9)]
    year = str(setting.report.today.year)
    return [
        setting.subhead(words("What we do in {year}", year=year), before=16),
        setting.table(columns, rows, before=4, tight=tight),
    ]


def state_since(setting: Setting, initiative: Initiative) -> str:
    """How far an initiative is, with the month that says most about it: "Running since Oct 2025"."""
    words = setting.words
    if initiative.state is State.RUNNING and initiative.start is not None:
        return words("Running since {month}", month=month_of(setting, initiative.start))
    if initiative.state is State.PLANNED and initiative.start is not None:
        return words("Planned for {month}", month=month_of(setting, initiative.start))
    if initiative.state is State.DONE and initiative.end is not None:
        return words("Done in {month}", month=month_of(setting, initiative.end))
    return setting.said(initiative.state)


def month_of(setting: Setting, day: date) -> str:
    """A month in a row: "Oct 2025"."""
    return f"{setting.words.month(day)} {day.year}"


def how_we_know(setting: Setting, most: int = _MOST_ROWS, *, tight: bool = False) -> list[Block]:
    """The measures of the summary: baseline, last reading, target."""
    press, words = setting.press, setting.words
    rows: list[Sequence[Block]] = []
    for measure in in_summary(setting.charter)[:most]:
        reading = last_reading(setting.charter, measure)
        now = words.quantity(reading.value, measure.unit) if reading is not None else "–"
        rows.append([
            press.text(measure.title, TABLE, most_lines=3),
            press.text(words.quantity(measure.baseline, measure.unit), TABLE, right=True, most_lines=3),
            press.text(now, TABLE_STRONG, right=True, most_lines=3),
            press.text(words.quantity(measure.target, measure.unit), TABLE, right=True, most_lines=3),
        ])  # fmt: skip
    if not rows:
        return []
    columns = [(words("Measure"), 1.0), (words("Baseline"), -70), (words("Now"), -70), (words("Target"), -70)]
    return [
        setting.subhead(words("How we will know"), before=0),
        setting.table(columns, rows, right=(1, 2, 3), before=4, tight=tight),
    ]


def what_we_ask(setting: Setting, most: int = _MOST_ROWS) -> list[Block]:
    """Money, hours of others, commitments."""
    press, words = setting.press, setting.words
    sums = economics(setting.charter)
    lines: list[tuple[str, str]] = []
    for figure in figures_in(setting.charter, Slot.YEARLY, Slot.ONE_OFF):
        if figure.hours:
            lines.append((words.n("{n} hour", "{n} hours", round(figure.hours)), figure.title))
    if sums.first_year:
        lines.append((setting.rounded_money(sums.first_year), words("in the first year, with these hours")))
    for commitment in setting.charter.all(Commitment):
        person = setting.person(commitment.person)
        lines.append((person.said_role if person is not None else "", commitment.title))
    blocks: list[Block] = [setting.subhead(words("What we ask for"), before=0)]
    blocks += [
        press.mixed([(lead, NOTE_STRONG), (text, NOTE)], before=5, most_lines=5) for lead, text in lines[: most + 1]
    ]
    return blocks if len(blocks) > 1 else []


def scope_lines(setting: Setting) -> list[Block]:
    """The areas by the programme's part in them, a line for each part."""
    press, words = setting.press, setting.words
    blocks: list[Block] = [setting.subhead(words("Scope"), before=0)]
    for part in Part:
        names = ", ".join(area.title for area in setting.charter.all(ScopeArea) if area.part is part)
        if names:
            blocks.append(press.mixed([(setting.said(part), TABLE_STRONG), (names, TABLE)], before=4))
    return blocks if len(blocks) > 1 else []
