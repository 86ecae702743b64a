"""The sums of the business case."""

from __future__ import annotations

import pytest

from enable_desktop.charter.business_case import economics
from enable_desktop.charter.content import Charter, charter_of
from enable_desktop.charter.lines import BusinessCase, Figure, Slot


def _case(*figures: tuple[Slot, int], lever_value: int | None = None) -> Charter:
    lines = [Figure(id=place, slot=slot, amount=amount) for place, (slot, amount) in enumerate(figures, 1)]
    return charter_of([BusinessCase(id=1, lever_value=lever_value), *lines])


def test_first_year_costs_the_one_off_and_a_year() -> None:
    found = economics(_case((Slot.ONE_OFF, 10_000), (Slot.YEARLY, 24_000), (Slot.YEARLY, 6_000)))
    assert (found.one_off, found.yearly, found.first_year) == (10_000, 30_000, 40_000)


def test_hours_of_others_are_part_of_the_cost() -> None:
    charter = charter_of([Figure(id=1, slot=Slot.YEARLY, hours=480.0, rate=7_500)])
    found = economics(charter)
    assert found.yearly == 3_600_000
    assert found.hours == 480


def test_payback_counts_the_months_in_which_the_return_covers_the_one_off_cost() -> None:
    found = economics(_case((Slot.ONE_OFF, 30_000), (Slot.YEARLY, 60_000), (Slot.RETURN_LIKELY, 120_000)))
    assert found.payback_months == pytest.approx(6.0)


@pytest.mark.parametrize("likely", [0, 59_999, 60_000])
def test_what_returns_no_more_than_it_costs_never_pays_back(likely: int) -> None:
    found = economics(_case((Slot.ONE_OFF, 30_000), (Slot.YEARLY, 60_000), (Slot.RETURN_LIKELY, likely)))
    assert found.payback_months is None


def test_break_even_is_rounded_up_to_whole_units() -> None:
    assert economics(_case((Slot.YEARLY, 100_001), lever_value=10_000)).break_even_units == 11
    assert economics(_case((Slot.YEARLY, 100_000), lever_value=10_000)).break_even_units == 10


@pytest.mark.parametrize("worth", [None, 0, -5])
def test_without_a_worth_there_is_no_break_even(worth: int | None) -> None:
    assert economics(_case((Slot.YEARLY, 100_000), lever_value=worth)).break_even_units is None


def test_an_empty_case_adds_up_to_nothing() -> None:
    found = economics(charter_of([]))
    assert (found.first_year, found.payback_months, found.break_even_units) == (0, None, None)
