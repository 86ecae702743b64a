"""Documents of exactly one page: the programme, and the business case.

A page that would overflow is shortened in a fixed order, step by step until it fits, and says so at its foot.

The programme gives up, in this order: why now; rows of initiatives and measures beyond five, four, three; the greatest
obstacle; the large figures; the mission beyond four lines; the scope beyond four lines; rows beyond two; the decision
beyond four lines; initiatives; measures and what is asked; approvers beyond six.

The business case gives up the smallest figures beside its texts, and of the texts, in this order, how it works, who is
responsible, assumptions, evidence, cost of doing nothing, proposal and problem: each to eight lines, then each to five,
to three, and at last wholly. Where that is not enough, the decision and the stop rule beyond six lines, then approvers
beyond four.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from enable_desktop.charter.business_case import economics
from enable_desktop.charter.lines import BusinessCase, Document, Figure, Slot
from enable_desktop.charter.report import figures_in
from enable_desktop.fields import field_of
from exports.blocks import Block, Clipped, Columns, Rule, Stack
from exports.charter.case import TEXTS
from exports.charter.front import decision_figures, top_obstacle
from exports.charter.setting import Setting
from exports.charter.summary import headline, how_we_know, scope_lines, side_by_side, what_we_ask, what_we_do, why_now
from exports.look import H1, H3, KICKER, NOTE, NOTE_STRONG, TABLE, Look
from exports.markdown import blocks_of
from exports.text import Text

Shape = TypeVar("Shape")

_WHOLE: Final = 1_000
_SHORTENED: Final = (
    "how_it_works", "responsible", "assumptions", "evidence", "cost_of_nothing", "proposal", "problem",
)  # fmt: skip
_SLOTS: Final = (Slot.ONE_OFF, Slot.YEARLY, Slot.RETURN_LOW, Slot.RETURN_LIKELY, Slot.RETURN_HIGH, Slot.NOTHING)
_MISSION: Final = Look("Serif", 11, 15.5)
_COMPACT: Final = Look("Inter", 7.5, 10.5)
_FOOT: Final = 16.0
_MOST_FIGURES: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """How much of everything the one page of the programme shows."""

    why: bool = True
    rows: int = 6
    obstacle: bool = True
    figures: bool = True
    scope: int = _WHOLE
    mission: int = _WHOLE
    decision: int = _WHOLE
    initiatives: bool = True
    measures: bool = True
    approvers: int = _WHOLE


def one_page(setting: Setting) -> Block:
    """The programme on one page."""
    page = _Page()
    steps = [
        page, page := replace(page, why=False), page := replace(page, rows=5), page := replace(page, rows=4),
        page := replace(page, rows=3), page := replace(page, obstacle=False), page := replace(page, figures=False),
        page := replace(page, mission=4), page := replace(page, scope=4), page := replace(page, rows=2),
        page := replace(page, decision=4), page := replace(page, initiatives=False),
        page := replace(page, measures=False), replace(page, approvers=6),
    ]  # fmt: skip
    return _fitted(setting, steps, _programme)


def _programme(setting: Setting, page: _Page) -> list[Block]:
    press, words, charter = setting.press, setting.words, setting.charter
    blocks: list[Block] = [
        setting.kicker(words("In one page")),
        press.text(setting.title, H1, before=3, most_lines=2),
    ]
    mission = blocks_of(charter.prose("mission"), press, _MISSION)
    if mission:
        blocks.append(_cut(setting, mission, page.mission, _MISSION, before=6))
    figures = headline(setting)
    if page.figures and figures:
        blocks.append(setting.figures(figures, before=10))
    if page.why:
        blocks.append(Stack(why_now(setting), before=10))
    if page.initiatives:
        blocks += what_we_do(setting, page.rows, tight=True)
    if page.measures:
        knows = how_we_know(setting, page.rows, tight=True)
        blocks += side_by_side(setting, knows, what_we_ask(setting, page.rows - 1), 12.0)
    scope = _cut(setting, scope_lines(setting), page.scope, TABLE)
    obstacle = [(top_obstacle(setting), 1.0)] if page.obstacle else []
    blocks.append(Columns([(scope, 1.0), *obstacle], 24.0, before=12))
    blocks += _decision(setting, page.decision, Document.CHARTER, page.approvers)
    return blocks


def _decision(setting: Setting, lines: int, document: Document, most: int) -> list[Block]:
    """When we stop, what is asked, until when, and room to sign."""
    words, case = setting.words, setting.charter.business_case
    stop, asked = _text(setting, "stop_rule", lines), _text(setting, "decision", lines)
    if case.decide_by is not None:
        asked.append(setting.note(words("Decide by."), words.day(case.decide_by), before=3))
    blocks: list[Block] = [
        Rule("text.primary", 0.75, before=10),
        *side_by_side(setting, stop, asked, 5.0, shares=(1.0, 1.0)),
    ]
    signing = setting.report.signers(document)
    blocks.append(setting.signatures(signing[:most], before=6, brief=True))
    if len(signing) > most:
        more = words.n("{n} more signs the charter itself.", "{n} more sign the charter itself.", len(signing) - most)
        blocks.append(setting.press.text(more, NOTE, before=3))
    return blocks


def _cut(setting: Setting, blocks: Sequence[Block], lines: int, look: Look, *, before: float = 0.0) -> Clipped:
    """Blocks no higher than so many lines."""
    return Clipped(Stack(blocks), lines * look.leading, setting.press.text("…", look), before=before)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """How many lines of decision and stop rule, and how many approvers, the one page of the business case shows."""

    asked: int = _WHOLE
    approvers: int = _WHOLE


def business_case_page(setting: Setting) -> Block:
    """The business case on one page."""
    return _fitted(setting, [_Case(), _Case(asked=6), _Case(asked=6, approvers=4)], _case_page)


def _case_page(setting: Setting, page: _Case) -> list[Block]:
    press, words, sheet = setting.press, setting.words, setting.sheet
    state = setting.approved_line(Document.BUSINESS_CASE)
    above: list[Block] = [
        press.mixed([(words("Business case").upper(), KICKER), (state, NOTE)]),
        press.text(setting.title, H1, before=3, most_lines=2),
    ]
    sums = decision_figures(setting, economics(setting.charter))
    if sums:
        above.append(setting.figures(sums, before=10))
    below = _decision(setting, page.asked, Document.BUSINESS_CASE, page.approvers)
    gutter = sheet.gutter * 1.5
    taken = Stack([*above, *below]).height(sheet.content_width)
    room = max(sheet.content_height - taken - _FOOT - 24.0, 60.0)
    width = (sheet.content_width - gutter) / 13
    texts, cut = _texts_within(setting, width * 8, room)
    figures = _figures_within(setting, width * 5, room)
    columns: list[tuple[Block, float]] = [(Stack(texts), 8.0), (Stack(figures), 5.0)]
    blocks = [*above, Columns(columns, gutter, before=12), *below]
    if cut:
        names = ", ".join(words(field_of(BusinessCase, name).label) for name in cut)
        said = words("Shortened to fit one page: {names}. The whole charter holds them in full.", names=names)
        blocks.append(press.text(said, NOTE, before=6, most_lines=2))
    return blocks


def _texts_within(setting: Setting, width: float, room: float) -> tuple[list[Block], list[str]]:
    """The texts of the case in so much room, and which of them had to be shortened."""
    whole = {name: _led(setting, name) for name in TEXTS if name in _SHORTENED}
    lines = dict.fromkeys(_SHORTENED, _WHOLE)

    def shown() -> dict[str, Clipped]:
        return {
            name: _cut(setting, blocks, lines[name], _COMPACT, before=6)
            for name, blocks in whole.items()
            if blocks and lines[name]
        }

    for name, most in [(name, most) for most in (8, 5, 3, 0) for name in _SHORTENED]:
        if Stack(shown().values()).height(width) <= room:
            break
        lines[name] = most
    texts = shown()
    cut = [name for name, blocks in whole.items() if blocks and (name not in texts or texts[name].is_cut(width))]
    return list(texts.values()), cut


def _figures_within(setting: Setting, width: float, room: float) -> list[Block]:
    """As many of the largest figures as there is room for."""
    count = len(setting.charter.all(Figure))
    blocks: list[Block] = []
    for most in range(min(count, _MOST_FIGURES), -1, -1):
        with setting.press.uncounted():
            blocks = _figures(setting, most, width)
        if Stack(blocks).height(width) <= room:
            return _figures(setting, most, width)
    return blocks


def _text(setting: Setting, name: str, lines: int) -> list[Block]:
    """One text of the case in so many lines."""
    blocks = _led(setting, name)
    return [_cut(setting, blocks, lines, _COMPACT, before=6)] if blocks else []


def _led(setting: Setting, name: str) -> list[Block]:
    """One text of the case, its label leading into it."""
    press = setting.press
    found = blocks_of(getattr(setting.charter.business_case, name), press, _COMPACT)
    if not found:
        return []
    label = f"{setting.words(field_of(BusinessCase, name).label)}. "
    runs = press.runs(label, press.format(NOTE_STRONG))
    first = found[0]
    if isinstance(first, Text):
        found[0] = first.led_by(runs)
    else:
        first.before = 2.0
        found.insert(0, Text(runs, _COMPACT.leading))
    return found


def _figures(setting: Setting, most: int, width: float) -> list[Block]:
    """Every kind of sum, and below it those of its figures that are among the largest, with grade and source."""
    press, words = setting.press, setting.words
    every = figures_in(setting.charter, *_SLOTS)
    largest = {figure.id for figure in sorted(every, key=lambda figure: -abs(figure.total))[:most]}
    totals = {slot: press.text(setting.money(setting.charter.sum_of(slot)), H3, right=True) for slot in _SLOTS}
    sums = max(total.natural_width() for total in totals.values()) + 1
    blocks: list[Block] = []
    for slot in _SLOTS:
        figures = [figure for figure in every if figure.slot is slot]
        if figures:
            blocks.append(_row(press.text(setting.said(slot), H3), totals[slot], 7.0, width, sums))
            for figure in figures:
                if figure.id in largest:
                    sum_ = press.text(setting.money(figure.total), NOTE, right=True)
                    blocks.append(_row(_figure(setting, figure), sum_, 2.5, width, sums))
    if most < len(every):
        more = words.n("with {n} smaller figure", "with {n} smaller figures", len(every) - most)
        blocks.append(press.text(more, NOTE, before=5))
    return blocks


def _row(left: Block, right: Block, before: float, width: float, sums: float) -> Block:
    """What a sum is for, and the sum in a column as wide as the widest."""
    return Columns([(left, max(width - sums - 6.0, 40.0)), (right, sums)], 6.0, before=before)


def _figure(setting: Setting, figure: Figure) -> Block:
    known = ", ".join(filter(None, (setting.said(figure.grade), figure.source)))
    return setting.press.mixed([(figure.title, _COMPACT), (known, NOTE)], most_lines=4)


def _fitted(setting: Setting, steps: Sequence[Shape], made: Callable[[Setting, Shape], list[Block]]) -> Block:
    """The first of the steps that fits on the page; one that is not the first says so at its foot."""
    width, height = setting.sheet.content_width, setting.sheet.content_height
    said = setting.press.text(setting.words("Shortened to fit one page; the whole charter says more."), NOTE, before=6)
    for place, step in enumerate(steps):
        with setting.press.uncounted():
            room = height - (_FOOT if place else 0.0)
            fits = Stack(made(setting, step)).height(width) <= room
        if fits:
            break
    blocks = made(setting, step)
    if not fits:
        part, _ = Stack(blocks).take(width, height - _FOOT, forced=True)
        blocks = [part] if part is not None else []
    return Stack([*blocks, said] if place or not fits else blocks)
