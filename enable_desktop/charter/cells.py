"""What people write into the cells of their tables, as values of our fields; English and Russian."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from enable_desktop.blocks import one_line
from enable_desktop.fields import WHOLE_LIMIT, Choice, Field, Shape
from enable_desktop.people import folded
from enable_desktop.words import Words, minor_digits


@dataclass(frozen=True, slots=True)
class Named:
    """A record that a cell names, with the unit its figures stand in; whoever stores it knows which one that is."""

    kind: str
    title: str
    unit: str = ""


class Unclear(ValueError):
    """The text does not say one value of the field."""


_EMPTY: Final = frozenset({"", "-", "–", "—", "n/a", "н/д", "нет данных"})
_YES: Final = frozenset({"yes", "y", "true", "x", "да", "1", "✓", "✔", "☒", "☑"})
_NO: Final = frozenset({"no", "n", "false", "нет", "0", "☐"})
_LEVELS: Final[Mapping[str, int]] = {
    "low": 1, "l": 1, "1": 1, "small": 1, "minor": 1, "unlikely": 1, "низкая": 1, "низкое": 1, "низкий": 1, "н": 1,
    "medium": 2, "m": 2, "2": 2, "mid": 2, "moderate": 2, "med": 2, "possible": 2, "средняя": 2, "среднее": 2,
    "средний": 2, "с": 2,
    "high": 3, "h": 3, "3": 3, "large": 3, "major": 3, "severe": 3, "likely": 3, "высокая": 3, "высокое": 3,
    "высокий": 3, "в": 3,
}  # fmt: skip
_CHOICES: Final[Mapping[str, str]] = {
    # Other words for the fixed answers; the answers themselves and their labels are known anyway.
    "in": "lead", "in scope": "lead", "yes": "lead", "own": "lead", "ведем": "lead", "входит": "lead", "да": "lead",
    "support": "contribute", "contributor": "contribute", "участвуем": "contribute",
    "future": "later", "phase 2": "later", "позже": "later",
    "out of scope": "out", "no": "out", "excluded": "out", "не входит": "out", "нет": "out", "вне": "out",
    "in progress": "running", "ongoing": "running", "started": "running", "active": "running", "в работе": "running",
    "идет": "running", "not started": "planned", "to do": "planned", "запланировано": "planned", "в плане": "planned",
    "complete": "done", "completed": "done", "finished": "done", "завершено": "done", "сделано": "done",
    "готово": "done", "cancelled": "stopped", "on hold": "stopped", "остановлено": "stopped",
    "every week": "weekly", "еженедельно": "weekly", "раз в неделю": "weekly", "every month": "monthly",
    "ежемесячно": "monthly", "раз в месяц": "monthly", "every quarter": "quarterly", "ежеквартально": "quarterly",
    "раз в квартал": "quarterly", "twice a year": "half-yearly", "раз в полгода": "half-yearly",
    "полугодовой": "half-yearly", "annually": "yearly", "annual": "yearly", "ежегодно": "yearly",
    "раз в год": "yearly",
    "higher": "up", "increase": "up", "more": "up", "↑": "up", "рост": "up", "больше": "up", "вверх": "up",
    "lower": "down", "decrease": "down", "less": "down", "↓": "down", "снижение": "down", "меньше": "down",
    "вниз": "down",
    "growth": "growth", "revenue": "growth", "рост и доход": "growth", "program": "programme",
    "программные": "programme",
    "estimate": "estimated", "оценка": "estimated", "измерено": "measured", "со слов": "said",
    "one-time": "one-off", "one off": "one-off", "once": "one-off", "разово": "one-off", "annual cost": "yearly",
    "recurring": "yearly", "per year": "yearly", "в год": "yearly",
    "executives": "leadership", "руководство": "leadership", "company": "business", "бизнес": "business",
    "компания": "business", "sellers": "reps", "sales reps": "reps", "продавцы": "reps", "роп": "managers",
    "руководители отделов продаж": "managers", "клиенты": "customers", "clients": "customers",
    "допущение": "assumption", "зависимость": "dependency", "устав": "charter", "бизнес-кейс": "business case",
}  # fmt: skip
_MONTHS: Final = (
    ("january", "jan", "январь", "января", "янв"), ("february", "feb", "февраль", "февраля", "фев"),
    ("march", "mar", "март", "марта", "мар"), ("april", "apr", "апрель", "апреля", "апр"),
    ("may", "may", "май", "мая"), ("june", "jun", "июнь", "июня", "июн"), ("july", "jul", "июль", "июля", "июл"),
    ("august", "aug", "август", "августа", "авг"), ("september", "sep", "sept", "сентябрь", "сентября", "сен"),
    ("october", "oct", "октябрь", "октября", "окт"), ("november", "nov", "ноябрь", "ноября", "ноя"),
    ("december", "dec", "декабрь", "декабря", "дек"),
)  # fmt: skip
_MONTH: Final[Mapping[str, int]] = {folded(name): number for number, names in enumerate(_MONTHS, 1) for name in names}
_ROMAN: Final[Mapping[str, int]] = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SCALES: Final[Mapping[str, int]] = {
    "k": 1_000, "thousand": 1_000, "тыс": 1_000, "тыс.": 1_000, "m": 1_000_000, "mn": 1_000_000,
    "million": 1_000_000, "млн": 1_000_000, "млн.": 1_000_000,
}  # fmt: skip
_CURRENCIES: Final[Mapping[str, str]] = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "евро": "EUR", "$": "USD", "usd": "USD", "£": "GBP", "gbp": "GBP",
    "₽": "RUB", "rub": "RUB", "руб": "RUB", "руб.": "RUB", "р.": "RUB", "¥": "JPY", "jpy": "JPY", "₸": "KZT",
    "₴": "UAH", "zł": "PLN", "pln": "PLN",
}  # fmt: skip
_FIGURE: Final = re.compile(r"[-−–+]?\d[\d \u00a0\u202f.,']*\d|[-−–+]?\d")
_WEEKDAYS: Final = frozenset(re.findall(r"\w+", """
mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday пн вт ср чт пт сб вс of
"""))  # fmt: skip
_QUARTER: Final = re.compile(
    r"(?:q([1-4])|([1-4])(?:q|кв\.?| ?-?[ыйо]*й? квартал)|(i{1,3}|iv) ?(?:кв\.?|квартал))[ /'-]*(\d{4}|\d{2})"
)
_DAYS: Final = frozenset({"", "d", "day", "days", "working days", "дн", "дн.", "дня", "дней", "день", "рабочих дня"})
_EARLY: Final = frozenset({"start", "made", "next", "on"})
"""Fields that mean the first day of a period; all others mean its last."""


def value_of(text: str, field: Field, *, languages: Sequence[Words], currency: str) -> Any:
    """The value a plain text means for a field, None for nothing; raises Unclear where it is no single one."""
    text = text.strip()
    if field.shape not in (Shape.TEXT, Shape.PROSE) and folded(text) in _EMPTY:
        return None
    match field.shape:
        case Shape.TEXT:
            return "" if text in ("-", "–", "—") else one_line(text)
        case Shape.PROSE:
            return text
        case Shape.DATE:
            return day_of(text, ends=field.name not in _EARLY)
        case Shape.NUMBER:
            return number_of(text)[0]
        case Shape.WHOLE:
            return _whole(text)
        case Shape.MONEY:
            return money_of(text, currency)
        case Shape.LEVEL:
            return _level(text)
        case Shape.CHOICE:
            return _choice(text, field, languages)
        case Shape.FLAG:
            return _flag(text)
        case Shape.RECORD:
            return Named(field.kind, one_line(text))
    raise Unclear(text)


def day_of(text: str, *, ends: bool = True) -> date:
    """A date; of a month, a quarter or a year the last day (or the first). Raises Unclear, also for 3/4/2026."""
    plain = folded(text).replace("г.", "").replace("года", "").strip(" .,")
    try:
        return _exact_day(plain) or _period(plain, ends)
    except ValueError as error:
        raise Unclear(text) from error


def _exact_day(text: str) -> date | None:
    found = re.fullmatch(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:t.*)?", text)
    if found:
        return date(int(found[1]), int(found[2]), int(found[3]))
    found = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})", text)
    if found:
        return date(_year(found[3]), int(found[2]), int(found[1]))
    found = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})", text)
    if found:
        first, second = int(found[1]), int(found[2])
        if first <= 12 and second <= 12 and first != second:
            # Half the world reads it one way.
            raise Unclear(text)
        day, month = (first, second) if first > 12 else (second, first)
        return date(_year(found[3]), month, day)
    words = re.findall(r"[^\W\d_]+|\d+", re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text))
    words = [word for word in words if word not in _WEEKDAYS]
    if len(words) == 3:
        for day_at, month_at in ((0, 1), (1, 0)):
            named = _MONTH.get(words[month_at])
            if named and words[day_at].isdigit() and words[2].isdigit() and len(words[2]) in (2, 4):
                return date(_year(words[2]), named, int(words[day_at]))
    return None


def _period(text: str, ends: bool) -> date:
    text = re.sub(r"^(?:by the end of|by end of|end of|by|until|до конца|до|к концу|конец|к)\s+", "", text)
    if re.fullmatch(r"\d{4}", text):
        return date(int(text), 12, 31) if ends else date(int(text), 1, 1)
    found = _QUARTER.fullmatch(text)
    if found:
        quarter = int(found[1] or found[2] or 0) or _ROMAN[found[3]]
        return _edge(_year(found[4]), quarter * 3 - 2, quarter * 3, ends)
    found = re.fullmatch(r"(?:h([12])|([12])(?:h| ?-?е? ?полугодие))[ /'-]*(\d{4}|\d{2})", text)
    if found:
        half = int(found[1] or found[2])
        return _edge(_year(found[3]), half * 6 - 5, half * 6, ends)
    found = re.fullmatch(r"([^\W\d_]+)[ .,'/-]*(\d{4}|\d{2})", text)
    if found and found[1] in _MONTH:
        return _edge(_year(found[2]), _MONTH[found[1]], _MONTH[found[1]], ends)
    found = re.fullmatch(r"(\d{1,2})[./](\d{4})|(\d{4})-(\d{1,2})", text)
    if found:
        month, year = int(found[1] or found[4]), int(found[2] or found[3])
        return _edge(year, month, month, ends)
    raise Unclear(text)


def _edge(year: int, first: int, last: int, ends: bool) -> date:
    return date(year, last, calendar.monthrange(year, last)[1]) if ends else date(year, first, 1)


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def number_of(text: str) -> tuple[float, str]:
    """A number and the unit that stands beside it; raises Unclear for a range or a sentence."""
    found = _FIGURE.search(text)
    if found is None or len(_FIGURE.findall(text)) != 1:
        raise Unclear(text)
    before, after = text[: found.start()].strip(), text[found.end() :].strip()
    unit = f"{before}{after}"
    if before and folded(before) not in _CURRENCIES:
        raise Unclear(text)
    if len(unit.split()) > 3 or re.search(r"[<>≤≥≈~±]", unit):
        raise Unclear(text)
    return _figure(found[0]), unit


def _figure(text: str) -> float:
    """A number in either notation: 1,234.5 and 1 234,5; a single comma or point with three digits parts thousands."""
    plain = re.sub(r"[ \u00a0\u202f']", "", text).replace("−", "-").replace("–", "-")
    comma, point = plain.rfind(","), plain.rfind(".")
    if comma >= 0 and point >= 0:
        plain = plain.replace("," if comma < point else ".", "").replace(",", ".")
    elif plain.count(",") > 1 or re.search(r"\d,\d{3}$", plain):
        plain = plain.replace(",", "")
    elif plain.count(".") > 1:
        plain = plain.replace(".", "")
    else:
        plain = plain.replace(",", ".")
    try:
        return float(plain)
    except ValueError as error:
        raise Unclear(text) from error


def money_of(text: str, currency: str) -> int:
    """An amount in minor units; raises Unclear where another currency, a range or a sentence stands there."""
    figure, unit = number_of(text)
    scale = 1
    for word in re.findall(r"[€$£₽¥₸₴]|[^\W\d_]+\.?", folded(unit)):
        if word in _SCALES and scale == 1:
            scale = _SCALES[word]
        elif word not in _CURRENCIES or _CURRENCIES[word] != currency:
            raise Unclear(text)
    return _kept_whole(figure * scale * int(10 ** minor_digits(currency)), text)


def _whole(text: str) -> int:
    figure, unit = number_of(text)
    if figure != int(figure) or folded(unit) not in _DAYS:
        raise Unclear(text)
    return _kept_whole(figure, text)


def _kept_whole(number: float, text: str) -> int:
    """A whole number that a file can keep."""
    if abs(number) > WHOLE_LIMIT:
        raise Unclear(text)
    return round(number)


def _level(text: str) -> int:
    level = _LEVELS.get(folded(text).strip(" ."))
    if level is None:
        raise Unclear(text)
    return level


def _flag(text: str) -> bool:
    plain = folded(text)
    if plain not in _YES | _NO:
        raise Unclear(text)
    return plain in _YES


def _choice(text: str, field: Field, languages: Sequence[Words]) -> Choice:
    assert field.choices is not None
    plain = folded(text).strip(" .")
    known: dict[str, Choice] = {}
    for choice in field.choices:
        for said in (str(choice), choice.label, *(words(choice.label) for words in languages)):
            known.setdefault(folded(said), choice)
    found = known.get(plain) or known.get(_CHOICES.get(plain, ""))
    if found is None:
        raise Unclear(text)
    return found
