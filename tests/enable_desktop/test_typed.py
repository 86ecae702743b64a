"""Dates, numbers and money as people type them, in English and in Russian."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.typed import Refused, read_day, read_money, read_number, read_whole
from enable_desktop.words import Words
from resources.words import translations

TODAY = date(2026, 11, 24)
WORDS = {language: Words(language, translations(language)) for language in ("en", "ru")}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("28.2.2026", date(2026, 2, 28)),
        ("28.02.26", date(2026, 2, 28)),
        ("28/2", date(2026, 2, 28)),
        ("28-2-2026", date(2026, 2, 28)),
        ("2026-02-28", date(2026, 2, 28)),
        ("2026.2.28", date(2026, 2, 28)),
        ("28 Feb", date(2026, 2, 28)),
        ("28 February 2027", date(2027, 2, 28)),
        ("Feb 28, 2027", date(2027, 2, 28)),
        ("28 февраля 2026 г.", date(2026, 2, 28)),
        ("28 февраля 2026 года", date(2026, 2, 28)),
        ("28 авг", date(2026, 8, 28)),
        ("28 авг.", date(2026, 8, 28)),
        ("5 мая", date(2026, 5, 5)),
        (" 1 Dec ", date(2026, 12, 1)),
        ("Tomorrow", date(2026, 11, 25)),
        ("вчера", date(2026, 11, 23)),
        ("+2w", date(2026, 12, 8)),
        ("in 3 months", date(2027, 2, 24)),
        ("через 10 дней", date(2026, 12, 4)),
        ("", None),
        ("  ", None),
    ],
)
def test_a_date_is_read(text: str, day: date | None) -> None:
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["soon", "13.13.2026", "0.1.2026", "1.5.226", "28 Foo", "99", "2026", "1.1.0000"])
def test_what_is_no_date_is_refused(text: str) -> None:
    assert isinstance(read_day(text, TODAY), Refused)


def test_a_day_too_many_offers_the_last_of_the_month() -> None:
    refused = read_day("31 Feb 2026", TODAY)
    assert isinstance(refused, Refused)
    assert str(refused.sentence) == "February 2026 has 28 days."
    assert read_day(refused.fix, TODAY) == date(2026, 2, 28)


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["en", "ru"]))
def test_a_date_shown_is_read_back(day: date, language: str) -> None:
    words = WORDS[language]
    assert read_day(words.day(day), TODAY) == day
    assert read_day(words.short_day(day), TODAY) == day
    this_year = TODAY.replace(month=1, day=1) + timedelta(days=day.toordinal() % 365)
    assert read_day(words.short_day(this_year, TODAY), TODAY) == this_year


@pytest.mark.parametrize(
    ("text", "english", "russian"),
    [
        ("1,250", 1250.0, 1.25),
        ("0,125", 0.125, 0.125),
        ("1,25", 1.25, 1.25),
        ("1 250,5", 1250.5, 1250.5),
        ("1.250,50", 1250.5, 1250.5),
        ("1,250.50", 1250.5, 1250.5),
        ("1,250,000", 1250000.0, 1250000.0),
        ("1.250.000", 1250000.0, 1250000.0),
        ("1'250", 1250.0, 1250.0),
        ("−5", -5.0, -5.0),
        ("12 %", 12.0, 12.0),
        (".5", 0.5, 0.5),
        ("", None, None),
    ],
)
def test_a_number_is_read(text: str, english: float | None, russian: float | None) -> None:
    assert read_number(text) == english
    assert read_number(text, "ru") == russian


@pytest.mark.parametrize("text", ["many", "1.2.3", "--5", "1e5", "5x", "²", "9" * 20])
def test_what_is_no_number_is_refused(text: str) -> None:
    assert isinstance(read_number(text), Refused)


@given(st.integers(-(10**14), 10**14), st.integers(0, 6), st.sampled_from(["en", "ru"]))
def test_a_number_shown_is_read_back(whole: int, decimals: int, language: str) -> None:
    value = round(whole / 10**decimals, decimals)
    shown = WORDS[language].number(value)
    read = read_number(shown, language)
    assert isinstance(read, float)
    assert WORDS[language].number(read) == shown


def test_only_whole_numbers_where_they_belong() -> None:
    assert read_whole("12") == 12
    assert read_whole("") is None
    refused = read_whole("12.4")
    assert isinstance(refused, Refused) and refused.fix == "12"
    assert isinstance(read_whole("x"), Refused)


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("€38,000", 3_800_000),
        ("38k", 3_800_000),
        ("38 к", 3_800_000),
        ("38 тыс.", 3_800_000),
        ("1.2m", 120_000_000),
        ("1,5 млн", 150_000_000),
        ("38 000 ₽", 3_800_000),
        ("38 000,50 ₽", 3_800_050),
        ("38000 eur", 3_800_000),
        ("€1,234.50", 123_450),
        ("-€5", -500),
        ("0.29", 29),
        ("", None),
    ],
)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_an_amount_is_read(text: str, minor: int | None, language: str) -> None:
    assert read_money(text, "EUR", language) == minor


def test_an_amount_follows_its_currency() -> None:
    assert read_money("¥500", "JPY") == 500
    assert read_money("1.234", "KWD") == 1234
    assert isinstance(read_money("much", "EUR"), Refused)


@given(
    st.integers(-(10**12), 10**12),
    st.sampled_from(["EUR", "USD", "GBP", "RUB", "JPY", "PLN", "CHF"]),
    st.sampled_from(["en", "ru"]),
)
def test_an_amount_shown_is_read_back(minor: int, currency: str, language: str) -> None:
    assert read_money(WORDS[language].money(minor, currency), currency, language) == minor
