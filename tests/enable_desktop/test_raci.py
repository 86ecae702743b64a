"""One department answers for a row, somebody does it, and nobody does everything."""

from __future__ import annotations

import pytest

from enable_desktop.charter.lines import Responsibility
from enable_desktop.charter.raci import accountable, fault, letters_of, overloaded, responsible, tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("r", "R"), ("r a", "A/R"), ("A/R", "A/R"), ("", ""), ("c,i", "C/I"), ("x", None), ("rx", None),
        ("ф", "A"), ("к", "R"),
    ],
)  # fmt: skip
def test_a_cell_keeps_its_letters_in_order(typed: str, kept: str | None) -> None:
    assert tidy(typed) == kept


def test_letters_are_read_one_by_one() -> None:
    row = Responsibility(title="Technology", letters={"RO": "A/R", "E": "C", "IT": "R"})
    assert letters_of("A/R") == {"A", "R"}
    assert accountable(row) == ("RO",)
    assert responsible(row) == ("RO", "IT")


@pytest.mark.parametrize(
    ("letters", "said"),
    [
        ({"E": "R", "SL": "A"}, None),
        ({"E": "A/R"}, None),
        ({"E": "A", "SL": "A/R"}, "more than one A"),
        ({"E": "R"}, "has no A"),
        ({"E": "A"}, "has no R"),
        ({}, "no A and no R"),
    ],
)
def test_a_row_needs_one_a_and_an_r(letters: dict[str, str], said: str | None) -> None:
    found = fault(Responsibility(title="Content", letters=letters))
    assert (found is None) if said is None else (found is not None and said in str(found))


def test_a_department_that_does_more_than_half_is_named() -> None:
    rows = [Responsibility(title=str(n), letters={"E": "R" if n < 3 else "C", "SL": "A"}) for n in range(4)]
    assert overloaded(rows) == ("E",)
    assert overloaded(rows[:2]) == ()
    assert overloaded([*rows, Responsibility(), Responsibility()]) == ()
