"""Reports as a gallery knows them: what can be chosen for one, what was chosen last, and what was printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from enable_desktop.words import Counted, Sentence, mark

YES: Final = "yes"

Choices = Mapping[str, str]
"""What is chosen by the option's key: the key of an answer, a day as ISO, a text, "yes"; empty for no answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing that can be chosen for a report; label and hint are marked.

    Its `answers` are few and always the same, or `asks` names what finds them in a workspace ("module:function"); a
    flag is on or off, a day may be left open, and so may a text. An answer `brings` choices of other options along.
    """

    key: str
    label: str
    answers: tuple[tuple[str, str], ...] = ()
    asks: str = ""
    is_flag: bool = False
    is_day: bool = False
    is_text: bool = False
    default: str = ""
    hint: str = ""
    brings: Mapping[str, Choices] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """The last export of a report: with what choices, on which day, and where to."""

    choices: Choices = field(default_factory=dict)
    on: date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printout:
    """A report as PDF, with what there is to tell of it, and what its maker needs to note that it was handed out."""

    content: bytes
    pages: int
    unprintable: int = 0
    left_out: tuple[Counted, ...] = ()
    notes: tuple[Sentence, ...] = ()
    handed: object = None


Printing = Callable[[Callable[[], None]], Printout]
"""Prints a report beside the window; what it is given is called now and then, and may raise to stop it."""


def settled(options: Iterable[Option], wanted: Choices, offered: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """A choice for every option: what is wanted where that can still be chosen, else its default, else the first.

    `offered` are the answers that a workspace has, by the option's key.
    """
    found = {}
    for option in options:
        known = offered.get(option.key, tuple(key for key, _ in option.answers))
        value = wanted.get(option.key, option.default)
        if option.is_flag:
            value = YES if value == YES else ""
        elif option.is_day:
            value = value if _is_day(value) else ""
        elif option.is_text:
            value = " ".join(value.split())
        elif value not in known:
            value = option.default if option.default in known else next(iter(known), "")
        found[option.key] = value
    return found


def day_of(choices: Choices, key: str) -> date | None:
    """The day that is chosen, if one is."""
    value = choices.get(key, "")
    return date.fromisoformat(value) if _is_day(value) else None


def number_of(choices: Choices, key: str) -> int | None:
    """The number of the record that is chosen, if one is."""
    value = choices.get(key, "")
    return int(value) if value.isdecimal() else None


def is_on(choices: Choices, key: str) -> bool:
    """Whether a part is wanted."""
    return choices.get(key) == YES


def _is_day(value: str) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False


PAPER: Final = Option(key="page", label=mark("Paper"), answers=(("a4", mark("A4")), ("letter", mark("Letter"))))
LANGUAGE: Final = Option(
    key="language", label=mark("Language"), answers=(("en", mark("English")), ("ru", mark("Russian")))
)
TITLE: Final = Option(key="title", label=mark("Title"), is_text=True)
"""What a report is called where it is not to be called as usual; its file is called that too."""
EVERYWHERE: Final = (PAPER, LANGUAGE)
"""What can be chosen for every report; where nothing is, the workspace's own paper and language count."""
