"""The start: nothing is loaded that a first look does not need."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from db.workspace import Place
from enable_desktop.interviews import Question, Round, Theme
from enable_desktop.kinds import KINDS
from ui.pages import PAGES
from ui.start import first_bank, new_workspace

LATE = (
    "sqlite_utils", "reportlab", "markdown", "pypdfium2", "docx", "lxml", "nh3", "fontTools", "qtawesome", "qtpy",
    "click", "PIL", "PySide6.QtSql", "PySide6.QtNetwork", "PySide6.QtPrintSupport", "snowballstemmer", "Stemmer",
    "numpy", "platformdirs",
    "ui.quick_find", "ui.settings_page", "ui.history_page", "ui.dialogs", "ui.people.page", "ui.charter.page",
    "ui.interviews.page", "ui.today.first_steps", "ui.today.sorting", "ui.today.capture",
)  # fmt: skip

LOOK = """
import builtins, sys
import ui.window
def end(self):
    self.program.quit()
ui.window.Window.{moment} = end
from enable_desktop.__main__ import main
sys.argv = ["enable-desktop", sys.argv[1]]
code = main()
print(builtins.__import__.__name__)
print("\\n".join(sorted(sys.modules)))
sys.exit(code)
"""


def loaded_until(moment: str, path: Path, place: Place) -> set[str]:
    """The words a start says until it calls this method of the window: the modules loaded, and who imports them."""
    new = new_workspace(path, place, "en", "en")
    new.back_up()
    new.close()
    told = subprocess.run(
        [sys.executable, "-c", LOOK.format(moment=moment), str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "ENABLE_TODAY": "2026-11-24", "LANG": "en_GB.UTF-8"},
    )
    assert told.returncode == 0, told.stderr
    return set(told.stdout.split())


def test_a_start_loads_only_what_the_first_look_needs(tmp_path: Path, place: Place) -> None:
    loaded = loaded_until("after_showing", tmp_path / "Sample.enable", place)
    assert "ui.today.page" in loaded
    assert sorted(loaded.intersection(LATE)) == []


def test_the_frame_is_painted_before_any_record_or_page_is_loaded(tmp_path: Path, place: Place) -> None:
    loaded = loaded_until("begin", tmp_path / "Sample.enable", place)
    assert "ui.sidebar" in loaded
    records = {f"enable_desktop.{kind.where.partition(':')[0]}" for kind in KINDS.values()} - {"enable_desktop.links"}
    stores = {
        f"db.{name}" for name in ("charter", "people", "interviews", "themes", "gaps", "attachments", "today", "search")
    }
    pages = {entry.where.partition(":")[0] for entry in PAGES}
    assert sorted(loaded & (records | stores | pages)) == []


def test_nobody_reads_the_source_of_what_is_imported(tmp_path: Path, place: Place) -> None:
    loaded = loaded_until("begin", tmp_path / "Sample.enable", place)
    assert "__feature_import__" not in loaded, "PySide's own, put in place of Python's"


def test_a_missing_file_is_said_and_ends_with_three(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "enable_desktop", str(tmp_path / "gone.enable")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "LANG": "en_GB.UTF-8"},
    )
    assert told.returncode == 3
    assert "gone.enable" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_new_workspace_knows_what_to_ask_in_the_language_of_its_documents(
    tmp_path: Path, place: Place, language: str
) -> None:
    bank = first_bank(language)
    with new_workspace(tmp_path / "New.enable", place, language) as workspace:
        themes = workspace.all(Theme)
        assert [theme.title for theme in themes] == [theme.title for theme in bank.themes]
        keys = {theme.id: theme.key for theme in themes}
        kept = [
            (each.title, each.audience, each.minutes, keys.get(each.theme or 0, "")) for each in workspace.all(Question)
        ]
        assert kept == [(each.title, each.audience, each.minutes, key) for each, key in bank.questions]
        assert workspace.all(Round) == ()
        assert workspace.history() == ()
        found = workspace.search.find(bank.questions[20][0].title)
        assert Question.kind in {hit.ref.kind for hit in found}


def test_the_sample_knows_the_questions_in_its_own_language(tmp_path: Path, place: Place) -> None:
    with new_workspace(tmp_path / "New.enable", place, "en", "ru") as workspace:
        titles = {question.title for question in workspace.all(Question)}
        assert titles == {question.title for question, _ in first_bank("ru").questions}
