"""How sentences, dates, numbers and money are said in either language."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import LANGUAGES, Rounded, ShortDay, Words, counted, mark, minor_digits, sentence
from resources.words import translations

ENGLISH = Words("en", translations("en"))
RUSSIAN = Words("ru", translations("ru"))
DAY = date(2026, 3, 12)


def plain(text: str) -> str:
    """The text with every kind of space as a space."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_sentence_keeps_its_values_for_whoever_says_it(words: Words) -> None:
    said = sentence(mark("Merge “{other}” into “{title}”"), other="A {title}", title="B")
    assert str(said) == "Merge “A {title}” into “B”"
    assert words.say(said) == str(said)


def test_a_sentence_without_values_is_said_as_it_stands(words: Words) -> None:
    assert str(sentence("100 {percent}")) == "100 {percent}"
    assert words("100 {percent}") == "100 {percent}"
    assert words("") == ""


def test_values_are_said_in_the_language_too(words: Words, russian: Words) -> None:
    said = sentence("{what} on {day} at {moment}", what=sentence("It"), day=DAY, moment=datetime(2026, 3, 12, 9, 5))
    assert plain(words.say(said)) == "It on 12 March 2026 at 12 Mar 2026, 09:05"
    assert "12 марта 2026 г." in plain(russian.say(said))


@given(st.text(), st.text())
def test_any_value_may_stand_in_a_sentence(one: str, other: str) -> None:
    assert str(sentence("“{one}”, “{other}”", one=one, other=other)) == f"“{one}”, “{other}”"


def test_quotation_marks_within_quotation_marks_are_of_the_second_kind(words: Words, russian: Words) -> None:
    title = "«Дорого»: ответ в три шага"
    assert russian("Retire “{title}”", title=title) == "Вывести из использования «„Дорого“: ответ в три шага»"
    assert russian("{title} is retired", title=title) == "«Дорого»: ответ в три шага is retired"
    assert words("Retire “{title}”", title="“Too expensive”: an answer") == "Retire “‘Too expensive’: an answer”"
    assert words("Retire “{title}”", title=title) == f"Retire “{title}”"


def test_each_count_in_a_sentence_takes_its_own_form(words: Words, russian: Words) -> None:
    reps, rows = counted("{n} rep", "{n} reps", 1), counted("{n} row", "{n} rows", 2)
    said = sentence("{reps}, {rows}, {share}", reps=reps, rows=rows, share=Rounded(0.25))
    assert words.say(said) == str(said) == "1 rep, 2 rows, 0.2"
    assert russian.say(said) == "1 продавец, 2 строки, 0,2"


def test_an_error_carries_its_sentence() -> None:
    error = WorkspaceError(mark("{name} is damaged."), name="{A}.enable")
    assert str(error) == str(error.sentence) == "{A}.enable is damaged."


def test_an_unknown_language_is_english(words: Words) -> None:
    assert set(LANGUAGES) == {"en", "ru"}
    assert Words("xx", words._translations).language == "en"


@pytest.mark.parametrize(
    ("number", "english"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1_234, "1,234 rows"), (-1, "−1 rows")]
)
def test_counts_take_their_form(words: Words, number: int, english: str) -> None:
    assert words.n("{n} row", "{n} rows", number) == english


@pytest.mark.parametrize(
    ("value", "english", "russian"),
    [
        (None, "", ""),
        (0, "0", "0"),
        (-0.0, "0", "0"),
        (1234567, "1,234,567", "1 234 567"),
        (0.1, "0.1", "0,1"),
        (-1234.5, "−1,234.5", "−1 234,5"),
        (1 / 3, "0.333333", "0,333333"),
        (-1e-9, "0", "0"),
        (1e15, "1,000,000,000,000,000", "1 000 000 000 000 000"),
        (100, "100", "100"),
    ],
)
def test_numbers_have_the_marks_of_the_language(value: float | None, english: str, russian: str) -> None:
    assert ENGLISH.number(value) == english
    assert plain(RUSSIAN.number(value)) == russian


def test_decimals_may_be_given(words: Words, russian: Words) -> None:
    assert words.number(2, 1) == "2.0"
    assert words.number(-0.04, 1) == "0.0"
    assert russian.number(1234.56, 1) == "1\u202f234,6"


def test_shares_are_whole_per_cent(words: Words, russian: Words) -> None:
    assert words.percent(0.214) == "21%"
    assert plain(russian.percent(0.5)) == "50 %"


@pytest.mark.parametrize(
    ("value", "unit", "english", "russian"),
    [
        (21, "%", "21%", "21 %"),
        (131, "days", "131 days", "131 days"),
        (28, "€k", "€28k", "28 €k"),
        (-28.5, "€M", "−€28.5M", "−28,5 €M"),
        (-1e-9, "$k", "$0k", "0 $k"),
        (3, "", "3", "3"),
        (None, "%", "", ""),
    ],
)
def test_quantities_have_their_unit(value: float | None, unit: str, english: str, russian: str) -> None:
    assert plain(ENGLISH.quantity(value, unit)) == english
    assert plain(RUSSIAN.quantity(value, unit)) == russian


@pytest.mark.parametrize(
    ("minor", "currency", "english", "russian"),
    [
        (None, "EUR", "", ""),
        (0, "EUR", "€0", "0 €"),
        (3_800_000, "EUR", "€38,000", "38 000 €"),
        (-3_800_050, "EUR", "−€38,000.50", "−38 000,50 €"),
        (5, "USD", "$0.05", "0,05 $"),
        (1_500, "JPY", "¥1,500", "1 500 ¥"),
        (1_234, "KWD", "1.234 KWD", "1,234 KWD"),
        (9_900_000, "RUB", "₽99,000", "99 000 ₽"),
        (100, "XXX", "1 XXX", "1 XXX"),
        (10**20, "GBP", "£1,000,000,000,000,000,000", "1 000 000 000 000 000 000 £"),
    ],
)
def test_money_is_said_from_minor_units(minor: int | None, currency: str, english: str, russian: str) -> None:
    assert plain(ENGLISH.money(minor, currency)) == english
    assert plain(RUSSIAN.money(minor, currency)) == russian


@given(st.integers(-(10**15), 10**15), st.sampled_from(("EUR", "JPY", "KWD")))
def test_money_loses_no_unit(minor: int, currency: str) -> None:
    said = ENGLISH.money(minor, currency)
    digits = "".join(letter for letter in said if letter.isdigit())
    has_decimals = "." in said
    value = int(digits) if has_decimals else int(digits) * 10 ** minor_digits(currency)
    assert (-value if said.startswith("−") else value) == minor


def test_a_day_heads_a_page(words: Words, russian: Words) -> None:
    day = date(2026, 3, 12)
    assert words.heading(day) == "Thursday, 12\u00a0March"
    assert russian.heading(day) == "Четверг, 12\u00a0марта"


def test_a_short_day_in_a_sentence_names_only_another_year(words: Words, russian: Words) -> None:
    today = date(2026, 3, 12)
    said = [sentence("Noted {day}.", day=ShortDay(day, today)) for day in (today, date(2025, 12, 24))]
    assert [words.say(each) for each in said] == ["Noted 12\u00a0Mar.", "Noted 24\u00a0Dec\u00a02025."]
    assert russian.say(said[0]) == "Записано 12\u00a0мар."


def test_dates_are_said_long_short_and_with_their_weekday(words: Words, russian: Words) -> None:
    assert plain(words.day(DAY)) == "12 March 2026"
    assert plain(russian.day(DAY)) == "12 марта 2026 г."
    assert plain(words.short_day(DAY)) == "12 Mar 2026"
    assert plain(words.short_day(DAY, date(2026, 1, 1))) == "12 Mar"
    assert plain(russian.short_day(DAY, date(2026, 1, 1))) == "12 мар"
    assert plain(words.weekday(DAY, DAY)) == "Thu 12 Mar"
    assert plain(russian.weekday(DAY, DAY)) == "чт 12 мар"
    assert words.month(DAY) == "Mar"
    assert plain(words.moment(datetime(2026, 3, 12, 10, 42))) == "12 Mar 2026, 10:42"
    assert words.day(None) == words.short_day(None) == ""


@given(st.dates())
def test_any_day_can_be_said(day: date) -> None:
    for language in LANGUAGES:
        words = Words(language, translations(language))
        assert str(day.year) in words.day(day)
        assert words.weekday(day).endswith(str(day.year))
