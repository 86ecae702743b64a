"""The table of faults names tests that there are, and every test of faults stands in it."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Final

import pytest

from tests.faults.report import Line, summary_of, written
from tests.faults.table import FAULTS, KILLS, Fault

ROOT: Final = Path(__file__).resolve().parent.parent.parent


def names_in(file: str) -> set[str]:
    """The tests of a file as pytest names them, without what they are given."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return {
        f"{file}::{each.name}" for each in tree.body if isinstance(each, ast.FunctionDef) and each.name[:5] == "test_"
    }


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.what[:40])
def test_every_fault_is_held_by_tests_that_there_are(fault: Fault) -> None:
    assert fault.tests
    for test in fault.tests:
        file, _, name = test.partition("::")
        found = names_in(file)
        assert found, f"{file} holds no test"
        assert not name or test in found, f"there is no {test}"


def test_every_test_of_faults_stands_in_the_table() -> None:
    for file in (ROOT / "tests" / "faults").glob("test_*.py"):
        for test in names_in(f"tests/faults/{file.name}") if file != Path(__file__) else ():
            assert any(fault.holds(test) for fault in FAULTS), f"{test} holds no fault of the table"


def test_every_test_that_kills_is_counted_as_one() -> None:
    for name in ("test_kills", "test_typing"):
        file = f"tests/faults/{name}.py"
        tree = ast.parse((ROOT / file).read_text("utf-8"))
        kills = {
            f"{file}::{each.name}"
            for each in tree.body
            if isinstance(each, ast.FunctionDef) and "kill" in {argument.arg for argument in each.args.args}
        }
        assert kills
        assert kills == {test for tests in KILLS.values() for test in tests if test.startswith(file)}


def test_what_was_lost_is_told_with_the_fault_it_belongs_to() -> None:
    killed = KILLS["typing"][0]
    line = Line(test=killed, what="kill -9 while steps are stored", times=100, failed=False, not_tried="")
    failed = Line(
        test=f"{KILLS['backup'][0]}[x]", what="kill -9 while a backup is made", times=7, failed=True, not_tried=""
    )
    skipped = Line(
        test="tests/faults/test_drives.py::test_a_quota", what="", times=0, failed=False, not_tried="none here"
    )
    said = list(summary_of([line, failed, skipped]))
    assert said[0].startswith("    107  Killed (kill -9)")
    assert said[0].endswith("SOMETHING: a backup killed on the way leaves whole ones only[x]")
    assert "    100  kills during typing: nothing" in said
    assert "      0  kills during import: not tried" in said
    text = written([line, failed, skipped])
    assert "- 100 × kill -9 while steps are stored: nothing" in text
    assert "- not tried: a quota (none here)" in text
