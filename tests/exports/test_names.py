from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.names import safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Отчёт 2027.pdf", "Отчёт 2027.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a/b\\c:d*e?.md", "a_b_c_d_e_.md"),
        ("CON", "_CON"),
        ("lpt1.txt", "_lpt1.txt"),
        ("name. . ", "name"),
        ("", "_"),
        ("...", "_"),
        ("tab\there\x00\u202egpj.exe", "tab_here__gpj.exe"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_twins_are_told_apart_also_in_case() -> None:
    taken: list[str] = []
    for name in ("Plan.pdf", "plan.PDF", "PLAN.pdf"):
        taken.append(safe_name(name, taken))
    assert taken == ["Plan.pdf", "plan 2.PDF", "PLAN 3.pdf"]


def test_long_names_keep_their_ending() -> None:
    name = safe_name("ж" * 300 + ".pdf")
    assert name.endswith(".pdf") and len(name.encode()) <= 180


@given(st.lists(st.text(max_size=400), max_size=5))
def test_any_name_can_be_written(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    folder = tmp_path_factory.mktemp("names")
    taken: list[str] = []
    for name in names:
        safe = safe_name(name, taken)
        taken.append(safe)
        path = folder / safe
        path.write_text("x")
        assert path.parent == folder and path.resolve().parent == folder.resolve()
    assert len({unicodedata.normalize("NFC", name).casefold() for name in taken}) == len(names)
    assert {path.name for path in Path(folder).iterdir()} == set(taken)
