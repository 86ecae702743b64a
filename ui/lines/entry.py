"""What people type into a cell, read as the value that is meant; what cannot be read says why, with a fix."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from enable_desktop import typed
from enable_desktop.words import Words, mark

_MONTH_NAMES: Final = (
    mark("January"), mark("February"), mark("March"), mark("April"), mark("May"), mark("June"),
    mark("July"), mark("August"), mark("September"), mark("October"), mark("November"), mark("December"),
)  # fmt: skip
_AHEAD: Final = re.compile(r"(?:\+|in\s+|через\s+)(\d{1,3})\s*([^\W\d_]*)")
_DAYS: Final = {"today": 0, "сегодня": 0, "tomorrow": 1, "завтра": 1, "yesterday": -1, "вчера": -1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What was read: a value, or a problem in words with, where there is one, a fix and its value."""

    value: object = None
    problem: str = ""
    fix: str = ""
    fixed: object = None


def read_date(text: str, today: date, words: Words) -> Entry:
    """A date as people write it: "12 Mar", "12.3.26", "2026-03-12", "tomorrow", "+2 weeks"."""
    plain = " ".join(text.casefold().replace("\u00a0", " ").split())
    if plain in _DAYS:
        return Entry(value=today + timedelta(days=_DAYS[plain]))
    ahead = _AHEAD.fullmatch(plain)
    if ahead:
        return _ahead(int(ahead[1]), ahead[2], today, words)
    found = typed.read_day(text, today)
    if not isinstance(found, typed.Refused):
        return Entry(value=found)
    meant = typed.read_day(found.fix, today)
    if not isinstance(meant, date):
        example = words.short_day(today)
        return Entry(problem=words(mark("Write a date such as {example}."), example=example))
    problem = words(
        mark("{month} {year} has {n} days."),
        month=words(_MONTH_NAMES[meant.month - 1]),
        year=meant.year,
        n=calendar.monthrange(meant.year, meant.month)[1],
    )
    return Entry(problem=problem, fix=words(mark("Use {day}"), day=words.short_day(meant, meant)), fixed=meant)


def _ahead(number: int, unit: str, today: date, words: Words) -> Entry:
    if unit[:1] in ("", "d", "д"):
        return Entry(value=today + timedelta(days=number))
    if unit[:1] in ("w", "н"):
        return Entry(value=today + timedelta(weeks=number))
    if unit[:1] in ("m", "м"):
        months = today.month - 1 + number
        year, month = today.year + months // 12, months % 12 + 1
        return Entry(value=date(year, month, min(today.day, calendar.monthrange(year, month)[1])))
    return Entry(problem=words(mark("Write a date such as {example}."), example=words.short_day(today)))


def read_number(text: str, words: Words, *, whole: bool = False) -> Entry:
    """A number with either decimal mark, with spaces between thousands."""
    if whole:
        return _entry(typed.read_whole(text, words.language), words)
    return _entry(typed.read_number(text, words.language), words)


def read_money(text: str, currency: str, words: Words) -> Entry:
    """An amount as minor units: "38k", "€38,000", "38 000,50 €"."""
    return _entry(typed.read_money(text, currency, words.language), words)


def _entry(found: float | typed.Refused | None, words: Words) -> Entry:
    if not isinstance(found, typed.Refused):
        return Entry(value=found)
    if not found.fix:
        return Entry(problem=words.say(found.sentence))
    meant = typed.read_whole(found.fix)
    return Entry(problem=words.say(found.sentence), fix=words(mark("Use {number}"), number=found.fix), fixed=meant)
