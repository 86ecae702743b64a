"""What stands before the sections: the cover, the decision, the contents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from enable_desktop.charter.business_case import Economics, economics
from enable_desktop.charter.lines import Document, Part, ScopeArea, Status
from enable_desktop.charter.report import by_weight
from enable_desktop.charter.sections import SECTIONS, number_of
from exports.blocks import Block, Columns, Narrow, Rule, Space, Stack
from exports.charter.setting import Setting
from exports.levels import Levels
from exports.look import COVER, H1, LEAD, NOTE, SECTION, TABLE, TABLE_QUIET, TABLE_STRONG, Look
from exports.markdown import blocks_of
from exports.page import contents_of
from exports.panels import Bar
from exports.pen import Pen
from exports.pictures import Picture, loaded
from exports.press import Press

DECISION: Final = "decision"
SUMMARY: Final = "summary"
CONTENTS: Final = "contents"

_COLOUR: Final = re.compile("#[0-9A-Fa-f]{6}")
_TITLE_DOWN: Final = 108.0
_LONG_LIST: Final = 6
_SMALL_LEAD: Final = Look("Serif", 11, 15.5)


class _Bottom(Block):
    """Pushes what it holds to the foot of the page it stands on, where there is room for that."""

    def __init__(self, inner: Block, page_height: float) -> None:
        self._inner = inner
        self._page_height = page_height
        self._down = 0.0
        self.before = 24.0

    def height(self, width: float) -> float:
        return self._inner.height(width) + self._down

    def least(self, width: float) -> float:
        return self._inner.height(width)

    def take(self, width: float, room: float, forced: bool = False) -> tuple[Block | None, Block | None]:
        own = self._inner.height(width)
        if own > room and not forced:
            return None, self
        self._down = max(room - own, 0.0)
        return self, None

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        self._inner.draw(pen, x, top - self._down, width)


def cover(setting: Setting) -> list[Block]:
    """The blocks of the cover: company or logo, title, subtitle, and at the foot where the document stands."""
    press, report, sheet = setting.press, setting.report, setting.sheet
    head = report.charter.head
    blocks: list[Block] = [_top_line(setting), Space(_TITLE_DOWN)]
    if _COLOUR.fullmatch(report.colour):
        blocks.append(Bar(report.colour))
    blocks.append(_title(press, setting.title, sheet.content_width * 0.82))
    if head.subtitle.strip():
        subtitle = Stack(blocks_of(head.subtitle, press, LEAD))
        blocks.append(Narrow(subtitle, sheet.measure, before=20.0))
    blocks.append(_Bottom(_facts(setting), sheet.content_height))
    return blocks


def _top_line(setting: Setting) -> Block:
    press, report = setting.press, setting.report
    company: Block = press.text(report.company, SECTION)
    found = loaded(report.logo) if report.logo else None
    if found is not None:
        company = Picture(found[0], found[1], 40.0)
    return Columns([(company, 2.0), (press.text(report.charter.head.confidentiality, NOTE, right=True), 1.0)], 12.0)


def _title(press: Press, title: str, width: float) -> Block:
    """The title as large as it goes on five lines."""
    look = COVER
    while look.size > 14 and press.text(title, look).lines(width) > 5:
        look = look.but(size=look.size - 4, leading=look.leading - 4)
    return Narrow(press.text(title, look), width)


def _facts(setting: Setting) -> Block:
    press, report, words = setting.press, setting.report, setting.words
    head = report.charter.head
    version = report.version
    day = words.day(version.on or report.today)
    rows = [(words("Status"), f"{setting.state(version)}, {day}")]
    rows.append((words("Owner"), setting.name(head.owner)))
    rows.append((words("Executive sponsor"), setting.name(head.sponsor)))
    rows.append((words("Business case"), setting.approved_line(Document.BUSINESS_CASE)))
    if head.next_review is not None or head.review_body:
        rows.append((words("Next review"), ", ".join(filter(None, (head.review_body, words.day(head.next_review))))))
    lines: list[Block] = [Rule("text.primary", 0.75)]
    for name, value in rows:
        if value:
            cells = [(press.text(name, TABLE_QUIET), 0.3), (press.text(value, TABLE), 1.0)]
            lines += [Columns(cells, 10.0, before=5), Rule(before=5.5)]
    return Stack(lines)


def decision(setting: Setting) -> list[Block]:
    """The one page for whoever decides: what, for how much, without what, at what risk, until when."""
    with setting.press.uncounted():
        height = Stack(_decision(setting, LEAD, 16.0)).height(setting.sheet.content_width)
    # A text that would need a second page is set a little smaller and closer.
    return _decision(setting, *((LEAD, 16.0) if height <= setting.sheet.content_height else (_SMALL_LEAD, 10.0)))


def _decision(setting: Setting, lead: Look, gap: float) -> list[Block]:
    press, report, words, case = setting.press, setting.report, setting.words, setting.charter.business_case
    sums = economics(setting.charter)
    asked = case.decision.strip() or words("Approve this charter as the programme’s mandate.")
    blocks: list[Block] = [
        setting.kicker(words("For decision")),
        press.text(words("What you approve"), H1, before=4),
        Narrow(Stack(blocks_of(asked, press, lead)), setting.sheet.content_width * 0.8, before=gap * 0.6),
    ]
    figures = decision_figures(setting, sums)
    if figures:
        blocks.append(setting.figures(figures, before=gap + 4))
    blocks.append(Columns([(left_out(setting), 1.0), (top_obstacle(setting), 1.0)], 24.0, before=gap + 4))
    rule = blocks_of(case.stop_rule, press, TABLE)
    decided = report.version_of(Document.BUSINESS_CASE)
    head, on = words("Decide by"), words.day(case.decide_by)
    if decided.status is Status.APPROVED and decided.on is not None:
        head, on = words("Business case approved on"), words.day(decided.on)
    day = press.text(on or words("No date set"), SECTION, before=4)
    stop = [setting.subhead(words("When we stop")), *_after_head(rule, press, words("No stop rule written."))]
    columns = [(Stack(stop), 1.0), (Stack([setting.subhead(head), day]), 1.0)]
    blocks.append(Columns(columns, 24.0, before=gap))
    document = Document.CHARTER
    state = words(
        "Charter: {charter} · Business case: {case}",
        charter=setting.approved_line(document),
        case=setting.approved_line(Document.BUSINESS_CASE),
    )
    blocks += [
        setting.subhead(words("Signed"), before=gap),
        press.text(state, NOTE, before=2, keeps_next=True),
        setting.signatures(report.signers(document), before=6, brief=True),
    ]
    return blocks


def _after_head(blocks: list[Block], press: Press, nothing: str) -> list[Block]:
    found = blocks or [press.text(nothing, TABLE_QUIET)]
    found[0].before = 4.0
    return found


def decision_figures(setting: Setting, sums: Economics) -> list[tuple[str, str]]:
    """The money, the hours of others, what comes back, when it has paid for itself; without what is not known."""
    words = setting.words
    figures: list[tuple[str, str]] = []
    if sums.first_year:
        figures.append((setting.rounded_money(sums.first_year), _cost(setting, sums)))
    if sums.hours:
        said = words("hours of others in the first year")
        if sums.hours_once and sums.hours_yearly:
            once = words.number(sums.hours_once, 0)
            said = words("hours of others in the first year, {once} of them once", once=once)
        figures.append((words.number(sums.hours, 0), said))
    if sums.likely:
        low, high = setting.rounded_money(sums.low), setting.rounded_money(sums.high)
        said = words("likely return a year")
        if sums.low and sums.high:
            said = words("likely return a year; low {low}, high {high}", low=low, high=high)
        figures.append((setting.rounded_money(sums.likely), said))
    if sums.payback_months is not None:
        months = words.n("{n} month", "{n} months", -(-round(sums.payback_months * 10) // 10))
        figures.append((months, break_even(setting, sums) or words("until it has paid for itself")))
    return figures


def _cost(setting: Setting, sums: Economics) -> str:
    words = setting.words
    once, yearly = setting.rounded_money(sums.one_off), setting.rounded_money(sums.yearly)
    if sums.one_off and sums.yearly:
        return words(
            "in the first year: {once} once and {yearly} a year, with the hours of others", once=once, yearly=yearly
        )
    if sums.one_off:
        return words("once, with the hours of others")
    return words("a year, with the hours of others")


def break_even(setting: Setting, sums: Economics) -> str:
    """What the effect must be for the first year to pay, empty where that is not known."""
    if sums.break_even_units is None:
        return ""
    lever = setting.charter.business_case.lever or setting.words("units of the effect")
    return setting.words(
        "until it has paid for itself; the first year breaks even at {units} × {lever}",
        units=setting.words.number(sums.break_even_units),
        lever=lever,
    )


def left_out(setting: Setting) -> Block:
    """The areas that the programme does not do, and those it does later."""
    press, words = setting.press, setting.words
    blocks: list[Block] = [setting.subhead(words("What is left out"))]
    for part in (Part.OUT, Part.LATER):
        areas = [area for area in setting.charter.all(ScopeArea) if area.part is part]
        for area in areas[:_LONG_LIST]:
            title = area.title if part is Part.OUT else words("{area} (later)", area=area.title)
            blocks.append(press.mixed([(title, TABLE_STRONG), (area.meaning, TABLE_QUIET)], before=4, most_lines=4))
        if len(areas) > _LONG_LIST:
            more = words.n("and {n} more", "and {n} more", len(areas) - _LONG_LIST)
            blocks.append(press.text(more, TABLE_QUIET, before=4))
    if len(blocks) == 1:
        blocks.append(press.text(words("Nothing is named as left out."), TABLE_QUIET, before=4))
    return Stack(blocks)


def top_obstacle(setting: Setting) -> Block:
    """The heaviest obstacle and what is done about it."""
    press, words = setting.press, setting.words
    blocks: list[Block] = [setting.subhead(words("The greatest obstacle"))]
    heaviest = next(iter(by_weight(setting.charter)), None)
    if heaviest is None:
        blocks.append(press.text(words("No obstacles are written down."), TABLE_QUIET, before=4))
        return Stack(blocks)
    blocks.append(press.text(heaviest.title, TABLE_STRONG, before=4, most_lines=3))
    levels = [
        (Levels(heaviest.likelihood, press, "likelihood", named=True), 1.0),
        (Levels(heaviest.impact, press, "impact", named=True), 1.0),
    ]
    blocks.append(Columns(levels, 8.0, before=3))
    if heaviest.mitigation:
        blocks.append(press.text(heaviest.mitigation, TABLE_QUIET, before=3, most_lines=6))
    owner = setting.name(heaviest.owner)
    if owner:
        blocks.append(press.text(words("Owner: {name}", name=owner), TABLE_QUIET, before=3, most_lines=2))
    return Stack(blocks)


def contents(setting: Setting, pages: Mapping[str, int]) -> list[Block]:
    """The table of contents, for the sections and what stands before them."""
    words = setting.words
    entries = [(DECISION, "", words("What you approve")), (SUMMARY, "", words("Executive summary"))]
    entries += [(section.key, str(number_of(section.key)), words(section.title)) for section in SECTIONS]
    return [
        setting.press.text(words("Contents"), H1),
        Narrow(contents_of(entries, pages, setting.press), setting.sheet.content_width, before=14),
    ]
