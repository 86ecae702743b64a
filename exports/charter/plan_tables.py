"""The plan on a time axis, and the matrix of who does what."""

from __future__ import annotations

from datetime import date
from typing import Final

from enable_desktop.charter.lines import Responsibility
from enable_desktop.charter.raci import NAMES
from enable_desktop.initiatives import Initiative, State
from exports.blocks import Block, Stack
from exports.charter.setting import Setting
from exports.charter.summary import month_of
from exports.levels import Span, Upright
from exports.look import TABLE, TABLE_HEAD, TABLE_QUIET, TABLE_STRONG
from exports.tables import Column, Table
from exports.text import Text

_TOKENS: Final = {
    State.PLANNED: "chart.muted", State.RUNNING: "accent.mark", State.DONE: "chart.ink", State.STOPPED: "line.default",
}  # fmt: skip
_SHORT_HEAD: Final = 4
_MOST_LETTERS_WIDTH: Final = 34.0


def plan(setting: Setting) -> list[Block]:
    """The initiatives with owner, effort, state and their place in time."""
    press, words, today = setting.press, setting.words, setting.report.today
    initiatives = setting.charter.all(Initiative)
    if not initiatives:
        return []
    first, last = _period(initiatives, today)
    rows = []
    for line in initiatives:
        effort = words("{hours} h a week", hours=words.number(line.effort)) if line.effort else ""
        rows.append([
            _what(setting, line),
            setting.owner(line.owner, words("No owner yet")),
            Stack([press.text(setting.said(line.state), TABLE), press.text(effort, TABLE_QUIET)]),
            _when(setting, line, first, last),
        ])  # fmt: skip
    columns = [
        (words("Initiative and goal"), 2.0), (words("Owner"), 1.0), (words("State"), -64),
        (words("{first} to {last}", first=month_of(setting, first), last=month_of(setting, last)), 1.3),
    ]  # fmt: skip
    return [setting.table(columns, rows)]


def _what(setting: Setting, line: Initiative) -> Block:
    measure = setting.charter.find("measures", line.measure)
    below = [setting.titled(line, line.title, line.goal)]
    if line.deliverables.strip():
        below.append(setting.prose_cell(line.deliverables, TABLE_QUIET))
    if measure is not None:
        said = setting.words("Judged by: {measure}", measure=measure.title_text)
        below.append(setting.press.text(said, TABLE_QUIET, before=1.5))
    return Stack(below)


def _when(setting: Setting, line: Initiative, first: date, last: date) -> Block:
    if line.start is None or line.end is None:
        return setting.owner(None, setting.words("No dates yet"))
    dates = setting.words(
        "{start} to {end}", start=setting.words.short_day(line.start), end=setting.words.short_day(line.end)
    )
    span = Span(line.start, line.end, first, last, setting.report.today, _TOKENS[line.state])
    return Stack([span, setting.press.text(dates, TABLE_QUIET)])


def _period(initiatives: tuple[Initiative, ...], today: date) -> tuple[date, date]:
    days = [day for line in initiatives for day in (line.start, line.end) if day is not None]
    return min(days, default=today).replace(day=1), max(days, default=today)


def plan_note(setting: Setting) -> list[Block]:
    """How the bars of the plan are read."""
    words = setting.words
    said = words(
        "The bar shows the time of each initiative: green runs, grey is planned, dark is done. The thin line is today."
    )
    return [setting.note(words("How to read."), said)]


def responsibilities(setting: Setting) -> list[Block]:
    """The matrix of activities and departments."""
    rows = setting.charter.all(Responsibility)
    if not rows:
        return []
    press, words = setting.press, setting.words
    departments = departments_of(setting)
    long = any(len(department) > _SHORT_HEAD for department in departments)
    columns = [Column(press.text(words("Activity"), TABLE_HEAD), share=3.2)]
    for department in departments:
        head: Block = Upright(department, press, 90.0) if long else _Middle(press.text(department, TABLE_HEAD))
        columns.append(Column(head, share=1.0))
    body = []
    for line in rows:
        cells: list[Block] = [setting.titled(line, line.title)]
        for department in departments:
            letters = line.letters.get(department, "")
            look = TABLE_STRONG.but(colour="text.link") if "A" in letters else TABLE
            cells.append(_Middle(press.text(letters, look)))
        body.append(cells)
    return [Table(columns, body, setting.sheet.content_height / 2, before=14, gutter=2.0)]


class _Middle(Block):
    """A short text in the middle of its cell."""

    def __init__(self, text: Text) -> None:
        self._text = text

    def height(self, width: float) -> float:
        return self._text.height(width)

    def draw(self, pen: object, x: float, top: float, width: float) -> None:
        shift = max((width - self._text.natural_width()) / 2, 0.0)
        self._text.draw(pen, x + shift, top, width)  # type: ignore[arg-type]  # the pen is handed on as it comes


def departments_of(setting: Setting) -> list[str]:
    """The departments of the matrix: those of the list in its order, then any others."""
    used = {department for line in setting.charter.all(Responsibility) for department in line.letters}
    named = [key for key in setting.report.departments if key in used]
    return [*named, *sorted(used.difference(named))]


def responsibilities_note(setting: Setting) -> list[Block]:
    """What the letters of the responsibilities mean, and which departments their columns stand for."""
    words = setting.words
    notes: list[Block] = [
        setting.note(letter, words(meaning).partition(": ")[2] or words(meaning), before=0 if letter == "R" else 1.5)
        for letter, meaning in NAMES.items()
    ]
    known = [(key, setting.report.departments.get(key, "")) for key in departments_of(setting)]
    said = ", ".join(f"{key} {name}" for key, name in known if name and name != key)
    if said:
        notes.append(setting.note(words("Departments."), said, before=6))
    return notes
