"""Every word the program says, in the language of whoever reads it.

Rooms below the window mark their sentences with `mark` and keep them in English; whoever shows one passes it
through a `Words` object. Screen and documents may use different ones.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Final

LANGUAGES: Final[Mapping[str, str]] = {"en": "English", "ru": "Русский"}

_MONTHS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "ru": (
        "января", "февраля", "марта", "апреля", "мая", "июня",
        "июля", "августа", "сентября", "октября", "ноября", "декабря",
    ),
}  # fmt: skip
_SHORT_MONTHS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "ru": ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"),
}
_WEEKDAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "ru": ("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
}
_WHOLE_WEEKDAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "ru": ("Понедельник", "Вторник", "Среда", "Четверг", "Пятница", "Суббота", "Воскресенье"),
}
_CURRENCY_SIGNS: Final[Mapping[str, str]] = {
    "EUR": "€", "USD": "$", "GBP": "£", "RUB": "₽", "JPY": "¥", "UAH": "₴", "KZT": "₸", "PLN": "zł",
}  # fmt: skip
_MINOR_DIGITS: Final[Mapping[str, int]] = {"JPY": 0, "KRW": 0, "VND": 0, "KWD": 3, "BHD": 3, "TND": 3}
_NARROW_SPACE: Final = "\u202f"
_NO_BREAK_SPACE: Final = "\u00a0"
_MINUS: Final = "\u2212"
_PLACE: Final = re.compile(r"\{(\w+)")
_QUOTED: Final = re.compile("«[^«»]*»|“[^“”]*”")


def mark(message: str) -> str:
    """The message itself, marked for the catalogue; it is translated where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Sentence:
    """A marked message with its values, not yet in any language; several values for one place are a tuple."""

    message: str
    values: Mapping[str, object]

    def __str__(self) -> str:
        if not self.values:
            return self.message
        several = {name: ", ".join(map(str, each)) for name, each in self.values.items() if isinstance(each, tuple)}
        return self.message.format(**{**self.values, **several})


def sentence(message: str, **values: object) -> Sentence:
    """A `Sentence` of an already marked message."""
    return Sentence(message, values)


def verbatim(text: str) -> Sentence:
    """Words of a person's own where a sentence is asked for: the same in every language."""
    return Sentence("{text}", {"text": text})


@dataclass(frozen=True, slots=True)
class Counted:
    """A marked pair of messages with its number, for a sentence that holds more than one number."""

    singular: str
    plural: str
    number: int
    values: Mapping[str, object]

    def __str__(self) -> str:
        message = self.singular if self.number == 1 else self.plural
        return message.format(n=self.number, **self.values)


def counted(singular: str, plural: str, number: int, **values: object) -> Counted:
    """The form that fits the number once it is said; both messages are collected here, `{n}` is the number itself."""
    return Counted(singular, plural, number, values)


@dataclass(frozen=True, slots=True)
class Rounded:
    """A number in a sentence, with this many decimals."""

    value: float
    decimals: int = 1

    def __str__(self) -> str:
        return f"{self.value:.{self.decimals}f}"


@dataclass(frozen=True, slots=True)
class ShortDay:
    """A date in a sentence as rows write it, with the year where it is not today's."""

    day: date
    today: date

    def __str__(self) -> str:
        return self.day.isoformat()


@cache
def _quoted_places(text: str) -> Mapping[str, str]:
    """The places of a message that stand within quotation marks, with the mark that opens."""
    return {name: quoted[0][0] for quoted in _QUOTED.finditer(text) for name in _PLACE.findall(quoted[0])}


def _nested(value: str, outer: str) -> str:
    """Words that stand within quotation marks which `outer` opens: «a „b“», “a ‘b’”."""
    match outer:
        case "«":
            return re.sub("«([^«»]*)»", r"„\1“", value)
        case "“":
            return re.sub("“([^“”]*)”", r"‘\1’", value)
    return value


def minor_digits(currency: str) -> int:
    """How many decimals the currency's minor unit has (ISO 4217); two where unknown."""
    return _MINOR_DIGITS.get(currency, 2)


class Words:
    """The catalogue of one language, and how it writes dates, numbers and money."""

    def __init__(self, language: str, translations: gettext.NullTranslations) -> None:
        self.language = language if language in LANGUAGES else "en"
        self._translations = translations

    def __call__(self, message: str, **values: object) -> str:
        text = self._translations.gettext(message) if message else ""
        return text.format(**self._filling(text, values)) if values else text

    def n(self, singular: str, plural: str, number: int, **values: object) -> str:
        """The form that fits the number; `{n}` in the message is the number itself."""
        text = self._translations.ngettext(singular, plural, number)
        return text.format(n=self.number(number), **self._filling(text, values))

    def say(self, what: Sentence | Counted) -> str:
        """A sentence made elsewhere, in this language."""
        if isinstance(what, Counted):
            return self.n(what.singular, what.plural, what.number, **what.values)
        return self(what.message, **what.values)

    def _filling(self, text: str, values: Mapping[str, object]) -> dict[str, object]:
        """What is put into a message; within its quotation marks those of a value become the second kind."""
        shown = {name: self._shown(value) for name, value in values.items()}
        for name, value in shown.items():
            if isinstance(value, str) and ("«" in value or "“" in value):
                shown[name] = _nested(value, _quoted_places(text).get(name, ""))
        return shown

    def _shown(self, value: object) -> object:
        if isinstance(value, tuple):
            return ", ".join(str(self._shown(each)) for each in value)
        if isinstance(value, Sentence | Counted):
            return self.say(value)
        if isinstance(value, Rounded):
            return self.number(value.value, value.decimals)
        if isinstance(value, ShortDay):
            return self.short_day(value.day, value.today)
        if isinstance(value, datetime):
            return self.moment(value)
        return self.day(value) if isinstance(value, date) else value

    def day(self, day: date | None) -> str:
        """A date in full: "12 March 2026"."""
        if day is None:
            return ""
        text = f"{day.day}{_NO_BREAK_SPACE}{_MONTHS[self.language][day.month - 1]} {day.year}"
        return f"{text}{_NO_BREAK_SPACE}г." if self.language == "ru" else text

    def short_day(self, day: date | None, today: date | None = None) -> str:
        """A date in a row: "12 Mar", with the year where it is not today's."""
        if day is None:
            return ""
        text = f"{day.day}{_NO_BREAK_SPACE}{_SHORT_MONTHS[self.language][day.month - 1]}"
        return text if today is not None and today.year == day.year else f"{text}{_NO_BREAK_SPACE}{day.year}"

    def weekday(self, day: date, today: date | None = None) -> str:
        """A date with its weekday: "Thu 12 Mar"."""
        return f"{_WEEKDAYS[self.language][day.weekday()]} {self.short_day(day, today)}"

    def heading(self, day: date) -> str:
        """A day as the head of a page: "Thursday, 12 March"."""
        month = _MONTHS[self.language][day.month - 1]
        return f"{_WHOLE_WEEKDAYS[self.language][day.weekday()]}, {day.day}{_NO_BREAK_SPACE}{month}"

    def month(self, day: date) -> str:
        """The month of a date on an axis: "Mar"."""
        return _SHORT_MONTHS[self.language][day.month - 1]

    def moment(self, moment: datetime) -> str:
        """A date with its time: "12 Mar 2026, 10:42"."""
        return f"{self.short_day(moment.date())}, {moment:%H:%M}"

    def number(self, value: float | None, decimals: int | None = None) -> str:
        """A number with this language's marks; without `decimals` as many as it needs, six at most."""
        if value is None:
            return ""
        text = f"{abs(value):,.{6 if decimals is None else decimals}f}"
        if decimals is None:
            text = text.rstrip("0").rstrip(".")
        if self.language == "ru":
            text = text.replace(",", _NARROW_SPACE).replace(".", ",")
        return f"{_MINUS}{text}" if value < 0 and text.strip("0,.") else text

    def percent(self, share: float) -> str:
        """A share between 0 and 1 as whole per cent."""
        return f"{self.number(share * 100, 0)}{_NO_BREAK_SPACE if self.language == 'ru' else ''}%"

    def quantity(self, value: float | None, unit: str) -> str:
        """A number with its unit: "21%", "131 days", "€28k" from the unit "€k"."""
        if value is None:
            return ""
        text = self.number(value)
        if unit == "%":
            return f"{text}{_NO_BREAK_SPACE if self.language == 'ru' else ''}%"
        if len(unit) == 2 and unit[0] in "€$£" and unit[1] in "kM" and self.language == "en":
            return f"{_MINUS * text.startswith(_MINUS)}{unit[0]}{text.removeprefix(_MINUS)}{unit[1]}"
        return f"{text}{_NO_BREAK_SPACE}{unit}" if unit else text

    def money(self, minor: int | None, currency: str) -> str:
        """An amount given in minor units: 3800000 EUR is "€38,000"; decimals only where there are any."""
        if minor is None:
            return ""
        digits = minor_digits(currency)
        whole, rest = divmod(abs(minor), 10**digits)
        text = self.number(whole, 0)
        if rest:
            text = f"{text}{',' if self.language == 'ru' else '.'}{rest:0{digits}d}"
        sign = _CURRENCY_SIGNS.get(currency, currency)
        text = f"{text}{_NO_BREAK_SPACE}{sign}" if self.language == "ru" or len(sign) > 1 else f"{sign}{text}"
        return f"{_MINUS}{text}" if minor < 0 else text
