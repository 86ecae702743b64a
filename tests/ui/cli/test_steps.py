from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from db.workspace import open_workspace
from enable_desktop.charter.lines import Obstacle
from enable_desktop.links import Ref
from tests.ui.cli.conftest import Enable
from ui.place import own_place


def _enable(*arguments: object, language: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
    """The program as a process of its own."""
    environment = {**os.environ, "LANG": language, "PYTHONUTF8": "1"}
    environment.pop("LC_ALL", None)
    return subprocess.run(
        [sys.executable, "-m", "enable_desktop", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", env=environment, timeout=60,
    )  # fmt: skip


def test_undo_and_redo_work_across_processes(folder: Path) -> None:
    path = folder / "Шаги.enable"
    assert _enable("new", path).returncode == 0
    with open_workspace(path, own_place()) as workspace:
        one = workspace.add(Obstacle, title="No time")
        workspace.change(Ref("obstacles", one), title="No time at all")

    def titles() -> list[str]:
        return [each["title"] for each in json.loads(_enable("list", "obstacles", path, "--json").stdout)]

    assert "Change" in _enable("undo", path).stdout
    assert titles() == ["No time"]
    _enable("undo", path)
    assert titles() == []
    _enable("redo", path)
    assert titles() == ["No time"]
    assert "Done again" in _enable("redo", path).stdout
    assert titles() == ["No time at all"]
    assert "nothing to redo" in _enable("redo", path).stdout


def test_history_names_the_steps_newest_first(enable: Enable, empty: Path) -> None:
    with open_workspace(empty, own_place()) as workspace:
        workspace.add(Obstacle, title="No time")
        workspace.add(Obstacle, title="No money")
    enable("undo", empty)
    steps = enable("history", empty, "--json").json
    assert [step["undone"] for step in steps] == [True, False]
    assert "No money" in steps[0]["label"] and "No time" in steps[1]["label"]
    assert {"id", "at", "label", "origin", "undone"} == set(steps[0])
    assert "(undone)" in enable("history", empty).out.splitlines()[0]


def test_nothing_to_undo_is_no_fault(enable: Enable, empty: Path) -> None:
    ran = enable("undo", empty)
    assert ran.code == 0
    assert "nothing to undo" in ran.out


def test_the_command_line_loads_no_qt(folder: Path) -> None:
    path = folder / "x.enable"
    code = f"""
import sys
from ui.cli import run
run(["new", {str(path)!r}, "--sample"])
for command in (["list", "people", {str(path)!r}], ["search", {str(path)!r}, "coach"], ["check", {str(path)!r}]):
    run(command)
loaded = [name for name in sys.modules if name.startswith(("PySide6", "shiboken", "qtawesome"))]
sys.exit(repr(loaded) if loaded else 0)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr


def test_help_and_version_load_no_database() -> None:
    code = """
import sys
from ui.cli import run
run(["--version"]); run(["--help"])
heavy = {"sqlite_utils", "reportlab", "docx", "PySide6", "sqlite3"} & set(sys.modules)
sys.exit(repr(heavy) if heavy else 0)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr


def test_the_version_is_printed(enable: Enable) -> None:
    ran = enable("--version")
    assert ran.code == 0
    assert ran.out.startswith("Enable Desktop ")


def test_a_reader_that_leaves_is_no_fault(folder: Path) -> None:
    path = folder / "x.enable"
    _enable("new", path, "--sample")
    command = f'"{sys.executable}" -m enable_desktop list people "{path}" --json | head -n 1; exit ${{PIPESTATUS[0]}}'
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0
    assert ran.stderr == ""


@pytest.mark.parametrize(("language", "said"), [("en_GB.UTF-8", "nothing to undo"), ("de_DE.UTF-8", "nothing to undo")])
def test_the_screen_speaks_english_unless_the_terminal_speaks_russian(
    enable: Enable, empty: Path, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    monkeypatch.setenv("LANG", language)
    assert said in enable("undo", empty).out


def test_a_workspace_without_steps_says_so_beside_the_answer(enable: Enable, empty: Path) -> None:
    ran = enable("history", empty)
    assert (ran.code, ran.out, ran.err) == (0, "", "Nothing has been changed in Empty.enable yet.\n")
    assert enable("history", empty, "--json").json == []
