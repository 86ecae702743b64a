"""The business case: its fields and its figures, each with how well it is known."""

from __future__ import annotations

from collections.abc import Sequence

from enable_desktop.charter.business_case import economics
from enable_desktop.charter.lines import BusinessCase, Figure, Slot
from enable_desktop.charter.report import figures_in
from enable_desktop.fields import field_of
from exports.blocks import Beside, Block, Stack
from exports.charter.setting import Setting
from exports.look import BODY, NOTE, NOTE_STRONG, TABLE, TABLE_QUIET
from exports.markdown import blocks_of

TEXTS = (
    "problem", "evidence", "cost_of_nothing", "proposal", "how_it_works", "responsible", "assumptions", "stop_rule",
    "decision",
)  # fmt: skip
"""The texts of a business case in reading order."""

_SLOTS = (Slot.ONE_OFF, Slot.YEARLY, Slot.RETURN_LOW, Slot.RETURN_LIKELY, Slot.RETURN_HIGH, Slot.NOTHING)


def case_blocks(setting: Setting) -> list[Block]:
    """The section of the whole charter."""
    press, words, case, sheet = setting.press, setting.words, setting.charter.business_case, setting.sheet
    texts: list[Block] = []
    for name in TEXTS:
        found = blocks_of(getattr(case, name), press, BODY)
        if found:
            found[0].before = 3.0
            texts += [setting.subhead(words(field_of(BusinessCase, name).label)), *found]
    if texts:
        texts[0].before = 0.0
    note = _note(setting)
    blocks: list[Block] = []
    if texts or note:
        blocks.append(Beside(Stack(texts), Stack(note), sheet.measure, sheet.gutter, before=8))
    table = figure_table(setting, figures_in(setting.charter, *_SLOTS))
    if table is not None:
        blocks += [setting.subhead(words("Figures"), before=18), table, *sums_lines(setting)]
    return blocks


def _note(setting: Setting) -> list[Block]:
    words, case = setting.words, setting.charter.business_case
    notes: list[Block] = []
    served = setting.charter.find("priorities", case.priority)
    if served is not None:
        notes.append(setting.note(words("Serves."), served.title_text))
    if case.decide_by is not None:
        notes.append(setting.note(words("Decide by."), words.day(case.decide_by), before=6 if notes else 0))
    if setting.charter.all(Figure):
        said = words(
            "Measured figures come from a system, estimated ones from a calculation with its source, "
            "said ones from somebody’s word."
        )
        notes.append(setting.note(words("Grades."), said, before=6 if notes else 0))
    return notes


def figure_table(setting: Setting, figures: Sequence[Figure]) -> Block | None:
    """Every figure with its kind, its sum, its grade and its source."""
    if not figures:
        return None
    press, words = setting.press, setting.words
    rows = []
    for figure in figures:
        reckoned = ""
        if figure.hours and figure.rate is not None:
            reckoned = words("{hours} h at {rate}", hours=words.number(figure.hours), rate=setting.money(figure.rate))
        rows.append([
            setting.titled(figure, figure.title, reckoned),
            press.text(setting.said(figure.slot), TABLE_QUIET),
            press.text(setting.money(figure.total), TABLE, right=True),
            press.text(setting.said(figure.grade), TABLE_QUIET),
            press.text(figure.source, TABLE_QUIET),
        ])  # fmt: skip
    columns = [
        (words("What for"), 1.6), (words("Kind"), 0.9), (words("Sum"), -80), (words("Grade"), -56),
        (words("Source"), 1.3),
    ]  # fmt: skip
    return setting.table(columns, rows, right=(2,), before=4)


def sums_lines(setting: Setting) -> list[Block]:
    """What the figures add up to, and when it pays."""
    words, sums = setting.words, economics(setting.charter)
    lines: list[tuple[str, str]] = []
    if sums.first_year:
        lines.append((words("Cost of the first year"), setting.money(sums.first_year)))
    if sums.likely:
        lines.append((
            words("Yearly return: low, likely, high"),
            " · ".join(setting.money(value) for value in (sums.low, sums.likely, sums.high)),
        ))  # fmt: skip
    if sums.nothing:
        lines.append((words("Yearly cost of doing nothing"), setting.money(sums.nothing)))
    if sums.payback_months is not None:
        months = words.n("{n} month", "{n} months", -(-round(sums.payback_months * 10) // 10))
        lines.append((words("Pays for itself after"), months))
    if sums.break_even_units is not None:
        lever = setting.charter.business_case.lever or words("units of the effect")
        lines.append((words("The first year breaks even at"), f"{words.number(sums.break_even_units)} × {lever}"))
    press = setting.press
    return [
        press.mixed([(f"{name}:", NOTE), (value, NOTE_STRONG)], before=8 if not place else 2.5)
        for place, (name, value) in enumerate(lines)
    ]
