"""Any CSV: every row comes out, readable or with its reason, in bounded time."""

from __future__ import annotations

import codecs
import csv
import io
import tracemalloc
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.errors import WorkspaceError
from enable_desktop.formulas import neutral
from enable_desktop.incoming import BadRow, Row
from enable_desktop.readers.csv_tables import Table, open_table

FIELDS: Final = {"name": ("имя", "who"), "theme": ("тема",), "quote": ("цитата",)}
NEEDED: Final = (("name",), ("theme",))
HEADER: Final = "name,theme,quote\n"


def table(folder: Path, text: str | bytes, encoding: str = "utf-8") -> Table:
    path = folder / "list.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return open_table(path, FIELDS, NEEDED)


def rows(folder: Path, text: str) -> list[list[str] | str]:
    """The cells of each readable row, the reason of each other one."""
    return [
        [row.cells[field] for field in FIELDS] if isinstance(row, Row) else str(row.faults[0].reason)
        for row in table(folder, text)
    ]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"),
     ("cp1251", "Windows-1251")],
)  # fmt: skip
def test_every_encoding_sign_and_line_end_is_read(
    tmp_path: Path, sign: str, end: str, encoding: str, said: str
) -> None:
    lines = [["цитата", "Имя", "ТЕМА"], ["«ёлки»", "Анна Ли", "Контент"], ["a\nb", "Bob", 'x "y"']]
    text = io.StringIO()
    csv.writer(text, delimiter=sign, lineterminator="\n").writerows(lines)
    found = table(tmp_path, text.getvalue().replace("\n", end), encoding)
    assert found.encoding == said
    assert [row.cells for row in found if isinstance(row, Row)] == [
        {"name": "Анна Ли", "theme": "Контент", "quote": "«ёлки»"},
        {"name": "Bob", "theme": 'x "y"', "quote": "a\nb"},
    ]


@given(
    st.lists(
        st.lists(
            st.text(
                st.characters(exclude_categories=("Cc", "Cs"), include_characters="\n\t", exclude_characters="\ufffd"),
                max_size=12,
            ),
            min_size=3,
            max_size=3,
        ),
        max_size=8,
    )
)
def test_what_a_program_wrote_comes_back(tmp_path_factory: pytest.TempPathFactory, lines: list[list[str]]) -> None:
    lines = [["x", *(neutral(cell.strip()) for cell in line[1:])] for line in lines]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([["name", "theme", "quote"], *lines])
    found = list(table(tmp_path_factory.mktemp("csv"), text.getvalue()))
    assert [list(row.whole) for row in found] == lines


@given(st.text(alphabet='ab",\n ;', max_size=60))
def test_no_text_loses_a_line(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    found = list(table(tmp_path_factory.mktemp("csv"), HEADER + text))
    said = "".join("".join(row.whole) for row in found)
    for letter in "ab":
        assert said.count(letter) == text.count(letter)


def test_an_unclosed_quotation_mark_costs_its_own_row_alone(tmp_path: Path) -> None:
    below = "".join(f"P{number},T,fine\n" for number in range(1_000))
    for last in ("", 'Z,T,"fine"\n'):
        found = list(table(tmp_path, f'{HEADER}Ann,T,ok\nBob,T,"never closed\n{below}{last}'))
        (bad,) = (row for row in found if isinstance(row, BadRow))
        assert (bad.number, bad.faults[0].column, bad.whole) == (3, "quote", ('Bob,T,"never closed',))
        assert len(found) == 1_002 + bool(last)


def test_a_cell_of_several_lines_stays_one(tmp_path: Path) -> None:
    assert rows(tmp_path, f'{HEADER}Ann,T,"one, ""two""\n\nthree"\nBob,T,x\n') == [
        ["Ann", "T", 'one, "two"\n\nthree'],
        ["Bob", "T", "x"],
    ]


def test_ragged_rows_are_rejected_and_trailing_signs_are_not(tmp_path: Path) -> None:
    assert rows(tmp_path, f"{HEADER}Ann,T\nBob,T,x,,,\nCid,T,a,b\n,,\n\n   \nDee,T,\n") == [
        "the row has 2 cells, the header has 3",
        ["Bob", "T", "x"],
        "the row has 4 cells, the header has 3: a cell may hold the sign between columns",
        ["Dee", "T", ""],
    ]


def test_a_row_is_numbered_as_a_spreadsheet_shows_it(tmp_path: Path) -> None:
    found = table(tmp_path, f'sep=,\n{HEADER}Ann,T,"a\nb"\n\nBob,T,x\n')
    assert [row.number for row in found] == [2, 4]


def test_a_field_of_140_kb_is_read_whole(tmp_path: Path) -> None:
    long = "слово " * 24_000
    for cell in (long, f'"{long}"'):
        assert rows(tmp_path, f"{HEADER}Ann,T,{cell}\n") == [["Ann", "T", long.strip()]]


def test_a_zero_byte_is_replaced_and_said(tmp_path: Path) -> None:
    (row,) = table(tmp_path, f"{HEADER}An\x00n,T,x\n")
    assert isinstance(row, Row)
    assert row.cells["name"] == "An\ufffdn"
    assert "zero byte" in str(row.notes[0])


def test_broken_bytes_are_replaced_and_said(tmp_path: Path) -> None:
    (row,) = table(tmp_path, codecs.BOM_UTF8 + HEADER.encode() + b"Ann,T,\xff\xfe\n")
    assert isinstance(row, Row)
    assert "no UTF-8" in str(row.notes[0])


def test_guarded_cells_are_given_back(tmp_path: Path) -> None:
    assert rows(tmp_path, f"{HEADER}'-Ann,'=1+1,''quoted'\n") == [["-Ann", "=1+1", "''quoted'"]]


def test_columns_nobody_knows_are_named(tmp_path: Path) -> None:
    assert table(tmp_path, "Name*,mood,theme (short),quote\nAnn,good,T,x\n").unused == ("mood",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "list.csv is empty"),
        ("\n\n", "list.csv is empty"),
        (",,\n , ,\n", "names no columns"),
        (",,\nAnn,T,x\n", "no column “name, theme”. Nothing was imported; its row 2 names: Ann, T, x"),
        ("name,quote\nAnn,x\n", "no column “theme”. Nothing was imported; its first row names: name, quote"),
        ("name,theme,who\nAnn,T,x\n", "two columns for the same: “name” (column 1) and “who” (column 3)"),
        ('"name,theme\nAnn,T\n', "names no columns"),
        (b"PK\x03\x04" + bytes(200), "no CSV"),
        (bytes(range(32)) * 50, "holds no text"),
    ],
)  # fmt: skip
def test_what_is_no_such_table_is_refused_by_name(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(WorkspaceError) as refused:
        table(tmp_path, text)
    assert said in str(refused.value)
    assert "list.csv" in str(refused.value)


HOSTILE: Final = {
    "closes and opens on every line": 'x",y,"z\n' * 10_000,
    "opens in the middle of every line": 'a"b,"c""\n' * 10_000,
    "never closed, thirty times": ('x,y,"z\n' + "a,b,c\n" * 300) * 30,
    "nothing but quotation marks": '"' * 2_000_000 + "\n",
    "a line of four megabytes": "x" * 4_000_000 + "\n",
    "a quotation of four megabytes": 'x,y,"' + f"{'z' * 100}\n" * 40_000,
    "a million cells": "," * 1_000_000 + "x\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_rows_end_and_take_no_more_memory_than_a_row_may(tmp_path: Path, text: str) -> None:
    found = table(tmp_path, f"{HEADER}{text}Ann,T,x\n")
    tracemalloc.start()
    try:
        last: Row | BadRow | None = None
        for row in found:
            last = row
        assert isinstance(last, Row)
        assert last.cells["name"] == "Ann"
        # A row of a million cells, and what Python keeps around each.
        assert tracemalloc.get_traced_memory()[1] < 150_000_000
    finally:
        tracemalloc.stop()


def test_a_table_of_too_many_rows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(HEADER + "Ann,T,x\n" * 101)
    assert sum(1 for _ in open_table(path, FIELDS, NEEDED, most=101)) == 101
    with pytest.raises(WorkspaceError, match=r"list\.csv has more than 100 rows"):
        list(open_table(path, FIELDS, NEEDED, most=100))


def test_a_table_is_read_a_row_at_a_time(tmp_path: Path) -> None:
    found = table(tmp_path, HEADER + f"Ann,T,{'x' * 200}\n" * 20_000)
    tracemalloc.start()
    try:
        assert sum(1 for _ in found) == 20_000
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
