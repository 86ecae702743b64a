"""What people type into fields: dates, numbers, money; read generously, refused with a sentence."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from enable_desktop.words import Sentence, mark, minor_digits, sentence

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("jan янв", "feb фев", "mar мар", "apr апр", "may мая май", "jun июн",
         "jul июл", "aug авг", "sep сен", "oct окт", "nov ноя", "dec дек"), 1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH_NAMES: Final = (
    mark("January"), mark("February"), mark("March"), mark("April"), mark("May"), mark("June"),
    mark("July"), mark("August"), mark("September"), mark("October"), mark("November"), mark("December"),
)  # fmt: skip
_NEAR: Final = {"today": 0, "сегодня": 0, "tomorrow": 1, "завтра": 1, "yesterday": -1, "вчера": -1}
_AHEAD: Final = re.compile(r"(?:\+|in\s+|через\s+)(\d{1,3})\s*([^\W\d_]*)")
_SPACES: Final = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_RUSSIAN_YEAR: Final = re.compile(r"(?<=\d)\s*г(?:ода|\.)?$")
_NO_DAY: Final = mark("This is not a date. Write it like 28 Feb 2026 or 28.2.2026.")


@dataclass(frozen=True, slots=True)
class Refused:
    """What is wrong with what was typed, and what may have been meant (as text to type), if that is clear."""

    sentence: Sentence
    fix: str = ""


def read_day(text: str, today: date) -> date | Refused | None:
    """A date as people write it: 28.2.2026, 28 Feb, 28 февраля 2026 г., 2026-02-28, 28/2, tomorrow, +2 weeks.

    None for no text. Without a year it is today's year.
    """
    plain = _RUSSIAN_YEAR.sub("", text.strip().casefold()).rstrip(".,").strip()
    if not plain:
        return None
    if plain in _NEAR:
        return today + timedelta(days=_NEAR[plain])
    if ahead := _AHEAD.fullmatch(plain):
        return _ahead(int(ahead[1]), ahead[2], today)
    parts = _parts(plain, today)
    if parts is None:
        return Refused(sentence(_NO_DAY))
    year, month, day = parts
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return Refused(sentence(_NO_DAY))
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        name = sentence(_MONTH_NAMES[month - 1])
        said = sentence(mark("{month} {year} has {n} days."), month=name, year=year, n=last)
        return Refused(said, f"{last}.{month}.{year}")
    return date(year, month, day)


def _ahead(number: int, unit: str, today: date) -> date | Refused:
    """So many days, weeks or months from today."""
    match unit[:1]:
        case "" | "d" | "д":
            return today + timedelta(days=number)
        case "w" | "н":
            return today + timedelta(weeks=number)
        case "m" | "м":
            months = today.month - 1 + number
            year, month = today.year + months // 12, months % 12 + 1
            return date(year, month, min(today.day, calendar.monthrange(year, month)[1]))
    return Refused(sentence(_NO_DAY))


def _parts(plain: str, today: date) -> tuple[int, int, int] | None:
    if found := re.fullmatch(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})", plain):
        return int(found[1]), int(found[2]), int(found[3])
    if found := re.fullmatch(r"(\d{1,2})[./\s-]+(\d{1,2})(?:[./\s-]+(\d{4}|\d{2}))?", plain):
        return _year(found[3], today), int(found[2]), int(found[1])
    if found := re.fullmatch(r"(\d{1,2})[.\s-]*([^\W\d]{3,})\.?(?:[,\s-]+(\d{4}|\d{2}))?", plain):
        return _named(found[1], found[2], found[3], today)
    if found := re.fullmatch(r"([^\W\d]{3,})\.?\s+(\d{1,2})(?:[,\s]+(\d{4}|\d{2}))?", plain):
        return _named(found[2], found[1], found[3], today)
    return None


def _named(day: str, month: str, year: str | None, today: date) -> tuple[int, int, int] | None:
    number = _MONTHS.get(month[:3])
    return (_year(year, today), number, int(day)) if number else None


def _year(text: str | None, today: date) -> int:
    if not text:
        return today.year
    return 2000 + int(text) if len(text) == 2 else int(text)


def read_number(text: str, language: str = "en") -> float | Refused | None:
    """A number in English or Russian writing, with or without thousands marks; None for no text.

    A single comma before three digits is a thousands mark in English and a decimal one in Russian.
    """
    plain = _SPACES.sub("", text).replace("\u2212", "-").rstrip("%")
    if not plain:
        return None
    plain = _with_point(plain, language)
    if not re.fullmatch(r"-?\d{1,15}(\.\d*)?|-?\.\d+", plain):
        return Refused(sentence(mark("This is not a number. Write it like 1,250 or 0.5.")))
    return float(plain)


def _with_point(plain: str, language: str) -> str:
    """The number without thousands marks, with a point as its decimal mark."""
    if "," in plain and "." in plain:
        # The mark that stands last is the decimal one.
        thousands, decimal = (",", ".") if plain.rfind(".") > plain.rfind(",") else (".", ",")
        return plain.replace(thousands, "").replace(decimal, ".")
    if re.fullmatch(r"-?\d{1,3}(?:,\d{3}){2,}|-?\d{1,3}(?:\.\d{3}){2,}", plain):
        return plain.replace(",", "").replace(".", "")
    if language == "en" and re.fullmatch(r"-?[1-9]\d{0,2},\d{3}", plain):
        return plain.replace(",", "")
    return plain.replace(",", ".")


def read_whole(text: str, language: str = "en") -> int | Refused | None:
    """A whole number; None for no text."""
    value = read_number(text, language)
    if value is None or isinstance(value, Refused):
        return value
    if value != int(value):
        return Refused(sentence(mark("Only whole numbers fit here.")), str(round(value)))
    return int(value)


def read_money(text: str, currency: str, language: str = "en") -> int | Refused | None:
    """An amount in the currency's minor units; "38k" and "1.2m" are understood; None for no text."""
    plain = re.sub(r"[€$£₽¥₴₸]|zł|CHF|руб\.?|р\.", "", text.strip(), flags=re.IGNORECASE)
    plain = re.sub(re.escape(currency), "", plain, flags=re.IGNORECASE).strip() if currency else plain.strip()
    times = 1
    if found := re.fullmatch(r"(.+?)\s*(k|к|тыс\.?|m|млн\.?)", plain, re.IGNORECASE):
        plain, times = found[1], 1_000 if found[2].casefold()[0] in "kкт" else 1_000_000
    # Three digits after a comma are no decimals of an amount that has two.
    has_thirds = times > 1 or minor_digits(currency) > 2
    value = read_number(plain, language if has_thirds else "en")
    if value is None or isinstance(value, Refused):
        return value
    return round(value * times * float(10 ** minor_digits(currency)))
