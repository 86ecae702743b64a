"""What people type into a cell, read as the value that is meant; what cannot be read says why, with a fix."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from enable_desktop.words import Words, mark, minor_digits

_MONTH_NAMES: Final = (
    mark("January"), mark("February"), mark("March"), mark("April"), mark("May"), mark("June"),
    mark("July"), mark("August"), mark("September"), mark("October"), mark("November"), mark("December"),
)  # fmt: skip
_STEMS: Final = (
    ("jan", "янв"), ("feb", "фев"), ("mar", "мар"), ("apr", "апр"), ("may", "ма"), ("jun", "июн"),
    ("jul", "июл"), ("aug", "авг"), ("sep", "сен"), ("oct", "окт"), ("nov", "ноя"), ("dec", "дек"),
)  # fmt: skip
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMERIC: Final = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{2}|\d{4}))?\.?")
_NAMED: Final = re.compile(r"(\d{1,2})\.?\s*([^\W\d_]+)\.?,?\s*(\d{2}|\d{4})?(?:\s*г\.?)?")
_NAME_FIRST: Final = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?")
_AHEAD: Final = re.compile(r"(?:\+|in\s+|через\s+)(\d{1,3})\s*([^\W\d_]*)")
_HALF_YEAR: Final = 183
_SIGNS: Final = "€$£₽¥₴₸"
_SPACES: Final = re.compile(r"[\s\u00a0\u202f'’]")
_FACTORS: Final = {"k": 1e3, "к": 1e3, "тыс": 1e3, "тыс.": 1e3, "m": 1e6, "м": 1e6, "млн": 1e6}
_AMOUNT: Final = re.compile(r"([+\-\u2212]?[\d.,]+)([^\W\d_]*\.?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What was read: a value, or a problem in words with, where there is one, a fix and its value."""

    value: object = None
    problem: str = ""
    fix: str = ""
    fixed: object = None


def read_date(typed: str, today: date, words: Words) -> Entry:
    """A date as people write it: "12 Mar", "12.3.26", "2026-03-12", "tomorrow", "+2 weeks"."""
    text = " ".join(typed.casefold().replace("\u00a0", " ").split())
    if not text:
        return Entry()
    said = {"today": 0, "сегодня": 0, "tomorrow": 1, "завтра": 1, "yesterday": -1, "вчера": -1}.get(text)
    if said is not None:
        return Entry(value=today + timedelta(days=said))
    ahead = _AHEAD.fullmatch(text)
    if ahead:
        return _ahead(int(ahead[1]), ahead[2], today, words)
    parts = _parts(text, today)
    if parts is None:
        example = words.short_day(today)
        return Entry(problem=words(mark("Write a date such as {example}."), example=example))
    return _checked(*parts, words)


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


def _parts(text: str, today: date) -> tuple[int, int, int] | None:
    """Year, month and day as they were written, possible or not."""
    if found := _ISO.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _NUMERIC.fullmatch(text):
        return _with_year(found[3], int(found[2]), int(found[1]), today)
    if found := _NAMED.fullmatch(text):
        month = _month(found[2])
        return _with_year(found[3], month, int(found[1]), today) if month else None
    if found := _NAME_FIRST.fullmatch(text):
        month = _month(found[1])
        return _with_year(found[3], month, int(found[2]), today) if month else None
    return None


def _month(name: str) -> int:
    for number, stems in enumerate(_STEMS, 1):
        if len(name) >= 3 and name.startswith(stems):
            return number
    return 0


def _with_year(year: str | None, month: int, day: int, today: date) -> tuple[int, int, int]:
    if year:
        return (int(year) if len(year) == 4 else 2000 + int(year)), month, day
    # Without a year the one is meant that is not long gone.
    passed = date(today.year, max(1, min(month, 12)), 1) + timedelta(days=27) < today - timedelta(days=_HALF_YEAR)
    return today.year + 1 if passed else today.year, month, day


def _checked(year: int, month: int, day: int, words: Words) -> Entry:
    if not 1 <= month <= 12 or not 1900 <= year <= 2999 or day < 1:
        return Entry(problem=words(mark("There is no such date.")))
    days = calendar.monthrange(year, month)[1]
    if day <= days:
        return Entry(value=date(year, month, day))
    last = date(year, month, days)
    return Entry(
        problem=words(mark("{month} {year} has {n} days."), month=words(_MONTH_NAMES[month - 1]), year=year, n=days),
        fix=words(mark("Use {day}"), day=words.short_day(last, last)),
        fixed=last,
    )


def read_number(typed: str, words: Words, *, whole: bool = False) -> Entry:
    """A number with either decimal mark, with spaces between thousands, "k" and "%" allowed."""
    text = _SPACES.sub("", typed).strip("%").strip(_SIGNS)
    if not text:
        return Entry()
    number = _number(text, words.language)
    if number is None:
        return Entry(problem=words(mark("Write a number such as {example}."), example=words.number(1250.5)))
    if not whole:
        return Entry(value=number)
    if number != int(number):
        nearest = int(number + 0.5)
        return Entry(
            problem=words(mark("Whole numbers only.")),
            fix=words(mark("Use {number}"), number=words.number(nearest)),
            fixed=nearest,
        )
    return Entry(value=int(number))


def read_money(typed: str, currency: str, words: Words) -> Entry:
    """An amount as minor units: "38k", "€38,000", "38 000,50 €"."""
    text = typed.replace(currency, "")
    entry = read_number("".join(letter for letter in text if letter not in _SIGNS), words)
    if entry.problem or entry.value is None:
        return entry
    assert isinstance(entry.value, float)
    return Entry(value=round(entry.value * 10 ** minor_digits(currency)))


def _number(text: str, language: str) -> float | None:
    found = _AMOUNT.fullmatch(text.casefold())
    if not found:
        return None
    factor = _FACTORS.get(found[2], 0.0) if found[2] else 1.0
    if not factor:
        return None
    digits = found[1].replace("\u2212", "-")
    try:
        value = float(_with_point(digits, language)) * factor
    except ValueError:
        return None
    return value if abs(value) < 1e15 else None


def _with_point(digits: str, language: str) -> str:
    """The digits with a decimal point and nothing between thousands."""
    if "," in digits and "." in digits:
        decimal = max(digits.rfind(","), digits.rfind("."))
        return re.sub(r"[.,]", "", digits[:decimal]) + "." + digits[decimal + 1 :]
    for sign in ",.":
        if digits.count(sign) > 1:
            return digits.replace(sign, "")
    decimals = "," if language == "ru" else "."
    if "," in digits and decimals == "." and re.fullmatch(r"[+\-]?\d{1,3},\d{3}", digits):
        return digits.replace(",", "")
    return digits.replace(",", ".")
