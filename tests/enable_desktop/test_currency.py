"""Amounts in another currency."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.charter.lines import Figure
from enable_desktop.currency import repriced, rounded

CODES = st.sampled_from(("EUR", "JPY", "KWD"))


@pytest.mark.parametrize(
    ("amount", "old", "new", "wanted", "lost"),
    [
        (3_800_050, "EUR", "JPY", 38_001, 1),
        (3_800_049, "EUR", "JPY", 38_000, 1),
        (-3_800_050, "EUR", "JPY", -38_001, 1),
        (3_800_000, "EUR", "JPY", 38_000, 0),
        (3_800_050, "EUR", "KWD", 38_000_500, 0),
        (38_000, "JPY", "KWD", 38_000_000, 0),
    ],
)
def test_an_amount_keeps_what_people_see_of_it(amount: int, old: str, new: str, wanted: int, lost: int) -> None:
    figure = Figure(amount=amount)
    assert repriced(figure, old, new) == {"amount": wanted}
    assert rounded(figure, old, new) == lost


@pytest.mark.parametrize(("amount", "old", "new"), [(None, "EUR", "JPY"), (0, "EUR", "JPY"), (3_800_050, "EUR", "USD")])
def test_what_stays_the_same_is_not_touched(amount: int | None, old: str, new: str) -> None:
    assert repriced(Figure(amount=amount), old, new) == {}
    assert rounded(Figure(amount=amount), old, new) == 0


@given(st.integers(-(10**12), 10**12), CODES, CODES)
def test_there_and_back_loses_only_what_was_said_to_be_rounded(amount: int, old: str, new: str) -> None:
    figure = Figure(amount=amount)
    there = Figure(amount=repriced(figure, old, new).get("amount", amount))
    back = repriced(there, new, old).get("amount", there.amount)
    assert (back == amount) == (rounded(figure, old, new) == 0)
