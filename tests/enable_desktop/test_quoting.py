"""Quotation marks around what somebody said: those of the language, never doubled."""

from __future__ import annotations

import pytest

from enable_desktop.quoting import bare, quoted
from enable_desktop.words import Words
from resources.words import translations

ENGLISH, RUSSIAN = (Words(language, translations(language)) for language in ("en", "ru"))


def test_words_stand_in_the_marks_of_the_language_around_them() -> None:
    assert quoted("We guess", ENGLISH) == "“We guess”"
    assert quoted("Мы гадаем", RUSSIAN) == "«Мы гадаем»"
    assert quoted("“Мы гадаем”", RUSSIAN) == "«Мы гадаем»"


def test_what_is_retold_has_no_marks() -> None:
    assert quoted("They guess", ENGLISH, is_literal=False) == "They guess"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("“We guess”", "We guess"),
        ('"We guess"', "We guess"),
        ("«Он сказал «да»»", "Он сказал «да»"),
        ("„Wir raten“", "Wir raten"),
        ("“We guess", "We guess"),
        ("we guess”", "we guess"),
        ("“Budget” is a word we avoid", "“Budget” is a word we avoid"),
        ('"Yes" and "no"', '"Yes" and "no"'),
        ("They said “no”", "They said “no”"),
        ("“", ""),
        ("", ""),
    ],
)
def test_only_marks_around_the_whole_are_taken_off(said: str, left: str) -> None:
    assert bare(said) == left
