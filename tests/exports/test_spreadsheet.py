from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.formulas import neutral, restored
from exports.spreadsheet import csv_of


@pytest.mark.parametrize("text", ["=1+1", "+7 495", "-x", "@a", "\tx", "\rx", "'=x", "''-"])
def test_formulas_are_neutralised(text: str) -> None:
    assert neutral(text) == f"'{text}"
    assert restored(neutral(text)) == text


@given(st.text())
def test_every_text_is_restored(text: str) -> None:
    assert restored(neutral(text)) == text
    assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_numbers_stay_numbers() -> None:
    assert csv_of([["-1", -1, 2.5, None]]) == "\ufeff'-1,-1,2.5,\r\n"


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\x00\r\n", exclude_categories=["Cs"]), min_size=1),
                         min_size=2, max_size=2)))  # fmt: skip
def test_a_table_comes_back(rows: list[list[str]]) -> None:
    text = csv_of(rows).removeprefix("\ufeff")
    assert [[restored(cell) for cell in row] for row in csv.reader(io.StringIO(text))] == rows
