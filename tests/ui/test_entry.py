"""What is typed into a cell is read as it is meant, or refused with a fix."""

from __future__ import annotations

from datetime import date

import pytest

from enable_desktop.words import Words
from ui.entry import read_date, read_money, read_number

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", None),
        ("12 Mar 2027", date(2027, 3, 12)),
        ("12.3.27", date(2027, 3, 12)),
        ("2027-03-12", date(2027, 3, 12)),
        ("12 марта 2027 г.", date(2027, 3, 12)),
        ("tomorrow", date(2026, 11, 25)),
        ("сегодня", TODAY),
        ("+2w", date(2026, 12, 8)),
        ("in 10 days", date(2026, 12, 4)),
        ("in 3 months", date(2027, 2, 24)),
        ("через 1 месяц", date(2026, 12, 24)),
    ],
)
def test_dates_are_read_as_people_write_them(words: Words, text: str, meant: date | None) -> None:
    entry = read_date(text, TODAY, words)
    assert (entry.value, entry.problem) == (meant, "")


def test_a_day_that_a_month_lacks_offers_its_last(words: Words) -> None:
    entry = read_date("31 Feb 2026", TODAY, words)
    assert entry.problem == "February 2026 has 28 days."
    assert entry.fix == "Use 28\xa0Feb\xa02026"
    assert entry.fixed == date(2026, 2, 28)


@pytest.mark.parametrize("text", ["soon", "40.13.2026", "in 3 fortnights", "99"])
def test_what_is_no_date_shows_how_one_looks(words: Words, text: str) -> None:
    entry = read_date(text, TODAY, words)
    assert entry.value is None
    assert entry.problem == "This is not a date. Write it like 28 Feb 2026 or 28.2.2026."


def test_numbers_and_money_are_read_in_both_writings(words: Words, russian: Words) -> None:
    assert read_number("1,250.5", words).value == 1250.5
    assert read_number("1 250,5", russian).value == 1250.5
    assert read_money("€38k", "EUR", words).value == 3_800_000
    assert read_money("38 000,50 €", "EUR", russian).value == 3_800_050
    assert read_number("many", words).problem
    half = read_number("3.5", words, whole=True)
    assert (half.fixed, half.fix) == (4, "Use 4")
