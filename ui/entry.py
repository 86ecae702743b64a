"""What is typed into a field or a cell, read as the value that is meant; what cannot be read says why, with a fix."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from enable_desktop import typed
from enable_desktop.fields import Field, Shape
from enable_desktop.words import Words, mark

if TYPE_CHECKING:
    from ui.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What was read: a value, or a problem in words with, where there is one, a fix and its value."""

    value: object = None
    problem: str = ""
    fix: str = ""
    fixed: object = None


def read_entry(desk: Desk, field: Field, text: str) -> Entry:
    """What was typed into a line for this field."""
    words = desk.words
    match field.shape:
        case Shape.DATE:
            return read_date(text, desk.today, words)
        case Shape.NUMBER:
            return read_number(text, words)
        case Shape.WHOLE:
            return read_number(text, words, whole=True)
        case Shape.MONEY:
            return read_money(text, desk.workspace.settings.get("currency") or "EUR", words)
    return Entry(value=text.strip())


def read_date(text: str, today: date, words: Words) -> Entry:
    """A date as people write it: "12 Mar", "12.3.26", "2026-03-12", "tomorrow", "+2 weeks"."""
    found = typed.read_day(text, today)
    if not isinstance(found, typed.Refused):
        return Entry(value=found)
    meant = typed.read_day(found.fix, today)
    if not isinstance(meant, date):
        return Entry(problem=words.say(found.sentence))
    fix = words(mark("Use {day}"), day=words.short_day(meant))
    return Entry(problem=words.say(found.sentence), fix=fix, fixed=meant)


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
