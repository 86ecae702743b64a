"""What is known about talks on day one, from `content/`: themes, the question bank, and the mails around a talk."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from resources.content import read
from resources.letters import Letter, letters_of

if TYPE_CHECKING:
    from collections.abc import Mapping


def first_themes(language: str) -> tuple[Mapping[str, object], ...]:
    """The themes to start from, each by the names of a theme's fields.

    Raises FileNotFoundError for a language that has none.
    """
    return tuple(MappingProxyType(theme) for theme in _interviews(language)["themes"])


def first_questions(language: str) -> tuple[Mapping[str, object], ...]:
    """The question bank, each by the names of a question's fields; `theme` is the key of the theme it belongs to.

    Raises FileNotFoundError for a language that has none.
    """
    return tuple(
        MappingProxyType({"audience": part["audience"], "part": part["part"], **question})
        for part in _interviews(language)["questions"]
        for question in part["ask"]
    )


@cache
def letters(language: str) -> Mapping[str, Letter]:
    """The mails around a talk by key, in the order in which they are needed.

    Raises FileNotFoundError for a language that has none.
    """
    return letters_of(_interviews(language)["letters"])


@cache
def _interviews(language: str) -> Mapping[str, Any]:
    return MappingProxyType(read(language, "interviews"))
