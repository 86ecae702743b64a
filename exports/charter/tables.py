"""The tables of the sections that say what, why and what could stop it."""

from __future__ import annotations

from enable_desktop.charter.lines import (
    Assumption,
    Criterion,
    DecisionRight,
    Meeting,
    Objective,
    Part,
    Priority,
    RequestKind,
    ScopeArea,
    ValuePromise,
)
from enable_desktop.charter.report import by_weight
from enable_desktop.measures import Measure
from exports.blocks import Block, Stack
from exports.charter.setting import Setting
from exports.levels import Levels
from exports.look import TABLE, TABLE_QUIET, TABLE_STRONG


def objectives(setting: Setting) -> list[Block]:
    """The company's priorities, and the objectives that serve them with their deliverables."""
    press, words = setting.press, setting.words
    blocks: list[Block] = []
    wanted = [
        [
            setting.titled(line, line.title, line.source),
            press.text(line.figure, TABLE),
            setting.owner(line.executive, words("No executive yet"), role=True),
            press.text(words.short_day(line.due), TABLE_QUIET),
        ]
        for line in setting.charter.all(Priority)
    ]
    if wanted:
        columns = [
            (words("Company priority"), 1.6), (words("Figure"), 1.2), (words("Executive"), 1.0),
            (words("By when"), -62),
        ]  # fmt: skip
        blocks.append(setting.table(columns, wanted))
    rows = []
    for objective in setting.charter.all(Objective):
        served = setting.charter.find("priorities", objective.priority)
        what: Block = setting.titled(objective, objective.title)
        if objective.deliverables.strip():
            what = Stack([what, setting.prose_cell(objective.deliverables, TABLE_QUIET)])
        rows.append([
            what,
            press.text(served.title_text if served is not None else "", TABLE_QUIET),
            setting.owner(objective.owner, words("No owner yet")),
            press.text(words.short_day(objective.due), TABLE_QUIET),
        ])  # fmt: skip
    if rows:
        columns = [
            (words("Objective and deliverables"), 2.2), (words("Serves"), 1.1), (words("Owner"), 0.9),
            (words("By when"), -62),
        ]  # fmt: skip
        blocks.append(setting.table(columns, rows, before=24))
    return blocks


def scope(setting: Setting) -> list[Block]:
    """Every area with the programme's part in it."""
    press, words = setting.press, setting.words
    order = (Part.LEAD, Part.CONTRIBUTE, Part.LATER, Part.OUT)
    areas = sorted(setting.charter.all(ScopeArea), key=lambda area: order.index(area.part))
    rows = [
        [
            setting.titled(area, area.title),
            press.text(setting.said(area.part), TABLE if area.part in (Part.LEAD, Part.CONTRIBUTE) else TABLE_STRONG),
            press.text(area.meaning, TABLE),
            setting.owner(area.owner, words("No owner yet") if area.part is not Part.LATER else ""),
            press.text(area.contributors, TABLE_QUIET),
        ]
        for area in areas
    ]
    columns = [
        (words("Area"), 1.05), (words("Our part"), -62), (words("What this means"), 1.8), (words("Owner"), 1.05),
        (words("Contributors"), 0.95),
    ]  # fmt: skip
    return [setting.table(columns, rows)] if rows else []


def scope_note(setting: Setting) -> list[Block]:
    """Who may change the scope."""
    words = setting.words
    said = words("A change of scope is a decision of the sponsor and starts a new version of this charter.")
    return [setting.note(words("Changing the scope."), said)]


def value(setting: Setting) -> list[Block]:
    """What each level of the company gets and how it notices."""
    press, words = setting.press, setting.words
    rows = [
        [
            press.text(setting.said(line.audience), TABLE_STRONG),
            setting.titled(line, line.title, look=TABLE),
            press.text(line.proof, TABLE_QUIET),
        ]
        for line in setting.charter.all(ValuePromise)
    ]
    columns = [(words("Level"), 0.7), (words("What changes for them"), 1.6), (words("How they notice"), 1.4)]
    return [setting.table(columns, rows)] if rows else []


def criteria(setting: Setting) -> list[Block]:
    """The statements that are true when the programme has succeeded."""
    press, words = setting.press, setting.words
    rows = []
    for line in setting.charter.all(Criterion):
        measure = setting.charter.find("measures", line.measure)
        unit = measure.unit if isinstance(measure, Measure) else ""
        rows.append([
            setting.titled(line, line.title, measure.title_text if measure is not None else ""),
            press.text(words.quantity(line.start, unit), TABLE, right=True),
            press.text(words.quantity(line.goal, unit), TABLE_STRONG, right=True),
            press.text(words.short_day(line.due), TABLE_QUIET),
            setting.owner(line.judge, words("No judge yet")),
        ])  # fmt: skip
    columns = [
        (words("Criterion and measure"), 2.3), (words("From"), -64), (words("To"), -64), (words("By when"), -66),
        (words("Who judges"), 1.0),
    ]  # fmt: skip
    return [setting.table(columns, rows, right=(1, 2))] if rows else []


def obstacles(setting: Setting) -> list[Block]:
    """What could stop the programme, the heaviest first."""
    press, words = setting.press, setting.words
    rows = [
        [
            setting.titled(line, line.title),
            Levels(line.likelihood, press, "likelihood"),
            Levels(line.impact, press, "impact"),
            press.text(line.mitigation or words("No answer yet"), TABLE if line.mitigation else TABLE_QUIET),
            setting.owner(line.owner, words("No owner yet")),
        ]
        for line in by_weight(setting.charter)
    ]
    columns = [
        (words("Obstacle"), 1.45), (words("Likelihood"), -78), (words("Impact"), -78),
        (words("What we do about it"), 1.9), (words("Owner"), 1.0),
    ]  # fmt: skip
    return [setting.table(columns, rows)] if rows else []


def obstacles_note(setting: Setting) -> list[Block]:
    """How the obstacles are weighed."""
    words = setting.words
    said = words("Likelihood and impact are low, medium or high; the obstacle that weighs most stands first.")
    return [setting.note(words("How to read."), said)]


def assumptions(setting: Setting) -> list[Block]:
    """What the plan takes for granted or waits for."""
    press, words = setting.press, setting.words
    rows = []
    for line in setting.charter.all(Assumption):
        day = words.short_day(line.made, setting.report.today)
        old = line.is_old(setting.report.today)
        made: Block = press.text(day or words("never"), TABLE.but(colour="attention.text") if old else TABLE_QUIET)
        rows.append([
            setting.titled(line, line.title),
            press.text(setting.said(line.basis), TABLE_QUIET),
            made,
            press.text(line.otherwise, TABLE),
            setting.owner(line.owner, words("No owner yet")),
        ])  # fmt: skip
    columns = [
        (words("Assumption or dependency"), 1.7), (words("Kind"), -62), (words("Last confirmed"), -72),
        (words("If it fails"), 1.5), (words("Owner"), 1.0),
    ]  # fmt: skip
    return [setting.table(columns, rows)] if rows else []


def assumptions_note(setting: Setting) -> list[Block]:
    """How many assumptions were not confirmed for a long time; nothing where all were."""
    words, today = setting.words, setting.report.today
    old = sum(line.is_old(today) for line in setting.charter.all(Assumption))
    if not old:
        return []
    said = words.n(
        "{n} has not been confirmed for more than 90 days.", "{n} have not been confirmed for more than 90 days.", old
    )
    return [setting.note(words("To confirm."), said)]


def requests(setting: Setting) -> list[Block]:
    """What can be asked of the programme, where, and how fast it is answered."""
    press, words = setting.press, setting.words
    rows = [
        [
            setting.titled(line, line.title),
            press.text(line.channel, TABLE),
            press.text(words.n("{n} day", "{n} days", line.days) if line.days is not None else "", TABLE),
            press.text(line.note, TABLE_QUIET),
        ]
        for line in setting.charter.all(RequestKind)
    ]
    columns = [
        (words("What can be requested"), 1.2), (words("Where to ask"), 1.2), (words("Answer in"), -60),
        (words("What to bring"), 1.4),
    ]  # fmt: skip
    return [setting.table(columns, rows)] if rows else []


def governance(setting: Setting) -> list[Block]:
    """The meetings that steer the programme, and who decides what."""
    press, words = setting.press, setting.words
    blocks: list[Block] = []
    meetings = [
        [
            setting.titled(line, line.title, line.purpose),
            press.text(setting.said(line.rhythm), TABLE),
            press.text(line.audience, TABLE_QUIET),
            setting.owner(line.owner, words("No chair yet")),
            press.text(words.short_day(line.next), TABLE_QUIET),
        ]
        for line in setting.charter.all(Meeting)
    ]
    if meetings:
        columns = [
            (words("Meeting"), 1.9), (words("Rhythm"), -62), (words("Audience"), 1.1), (words("Chair"), 1.0),
            (words("Next"), -62),
        ]  # fmt: skip
        blocks.append(setting.table(columns, meetings))
    rights = [
        [
            setting.titled(line, line.title),
            setting.owner(line.person, words("Nobody yet")),
            press.text(line.heard, TABLE),
            press.text(line.note, TABLE_QUIET),
        ]
        for line in setting.charter.all(DecisionRight)
    ]
    if rights:
        columns = [
            (words("Decision"), 1.5),
            (words("Decides"), 1.0),
            (words("Heard first"), 1.0),
            (words("Limit"), 1.2),
        ]
        blocks.append(setting.table(columns, rights, before=24))
    return blocks
