"""Measures: small charts of one size for those with readings, and a table of all of them."""

from __future__ import annotations

from enable_desktop.charter.report import last_reading
from enable_desktop.charts import MOST_CHARTS, Marker, markers, measure_chart, period
from enable_desktop.initiatives import Initiative
from enable_desktop.measures import Measure, MeasureSet, Reading
from exports.blocks import Block, Stack
from exports.charter.setting import Setting
from exports.charter.summary import month_of
from exports.charts import ChartRow
from exports.look import NOTE, TABLE, TABLE_QUIET, TABLE_STRONG


def measure_blocks(setting: Setting) -> list[Block]:
    """The two sets, each with its charts and its table."""
    blocks: list[Block] = []
    charted = _charted(setting)
    for kind in MeasureSet:
        measures = [measure for measure in setting.charter.all(Measure) if measure.set is kind]
        if not measures:
            continue
        blocks.append(setting.subhead(setting.said(kind), before=20))
        blocks += _charts(setting, [measure for measure in measures if measure in charted])
        blocks.append(_table(setting, measures))
    return blocks


def _charted(setting: Setting) -> list[Measure]:
    """The measures with more than one reading, those of the summary first, no more than a page holds."""
    told = [each for each in setting.charter.all(Measure) if len(setting.charter.readings_of(each.id)) > 1]
    told.sort(key=lambda measure: not measure.in_summary)
    return told[:MOST_CHARTS]


def _marked(setting: Setting) -> tuple[Marker, ...]:
    first, last = period(setting.charter.all(Reading), setting.report.today)
    return markers(setting.charter.all(Initiative), first, max(last, setting.report.today))


def _charts(setting: Setting, measures: list[Measure]) -> list[Block]:
    first, last = period(setting.charter.all(Reading), setting.report.today)
    marked = _marked(setting)
    charts = [
        measure_chart(measure, setting.charter.readings_of(measure.id), marked, first, last, setting.words)
        for measure in measures
    ]
    rows: list[Block] = []
    for at in range(0, len(charts), 2):
        row = ChartRow(charts[at : at + 2], setting.press)
        row.before = 8.0 if at else 6.0
        rows.append(row)
    return rows


def measure_notes(setting: Setting) -> list[Block]:
    """What the letters in the charts stand for."""
    words = setting.words
    if not _charted(setting):
        return []
    notes: list[Block] = []
    marked = _marked(setting)
    if marked:
        said = ". ".join(f"{each.letter} {each.title} ({month_of(setting, each.on)})" for each in marked)
        notes.append(setting.note(words("Markers."), f"{said}."))
    lines = words(
        "The dotted line is the baseline, the dashed one the target. Months without a reading break the line."
    )
    notes.append(setting.note(words("Lines."), lines, before=6 if notes else 0))
    said = words("An effect is claimed only after three readings that follow the month an initiative started in.")
    notes.append(setting.note(words("Effects."), said, before=6))
    return notes


def _table(setting: Setting, measures: list[Measure]) -> Block:
    press, words = setting.press, setting.words
    rows = []
    for measure in measures:
        reading = last_reading(setting.charter, measure)
        now: Block = press.text(words("No readings yet"), TABLE_QUIET)
        if reading is not None and reading.on is not None:
            now = Stack([
                press.text(words.quantity(reading.value, measure.unit), TABLE_STRONG),
                press.text(month_of(setting, reading.on), NOTE),
            ])  # fmt: skip
        goal = Stack([
            press.text(words.quantity(measure.target, measure.unit) or words("No target yet"), TABLE),
            press.text(words.short_day(measure.due), NOTE),
        ])  # fmt: skip
        rows.append([
            setting.titled(measure, measure.title, measure.formula),
            press.text(words.quantity(measure.baseline, measure.unit) or "–", TABLE),
            now,
            goal,
            setting.owner(measure.owner, words("No owner yet")),
            Stack([press.text(measure.source, TABLE_QUIET), press.text(setting.said(measure.rhythm), NOTE)]),
        ])  # fmt: skip
    columns = [
        (words("Measure and formula"), 1.9), (words("Baseline"), 0.7), (words("Now"), 0.75), (words("Target"), 0.8),
        (words("Owner"), 1.0), (words("Source"), 1.3),
    ]  # fmt: skip
    return setting.table(columns, rows, before=16)
