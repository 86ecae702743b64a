"""Packs that were only looked at do not stay on the computer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QUrl

from db.workspace import Place
from tests.conftest import SampleAt
from tests.ui.conftest import OpenWindow
from ui.pack_previews import Previews
from ui.packs.page import PacksPage
from ui.place import own_place


def test_what_was_looked_at_goes_with_the_window(
    tmp_path: Path, place: Place, sample_at: SampleAt, open_window: OpenWindow
) -> None:
    path = tmp_path / "Programme.enable"
    sample_at(path)
    window = open_window(path)
    assert window.shell is not None
    window.shell.go("packs")
    page = window.shell.page
    assert isinstance(page, PacksPage)
    opened: list[Path] = []

    def open_url(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    page.exporting.open_url = open_url
    page.exporting.preview()
    assert opened[0].is_file()
    window.close()
    assert list((place.home / "previews").iterdir()) == []


def test_the_next_start_takes_away_what_a_killed_program_left_and_nothing_of_one_that_runs(home: Path) -> None:
    here = Previews(home)
    (here.folder() / "page.html").write_text("mine")
    left = (
        "import os, sys; from pathlib import Path; from ui.pack_previews import Previews\n"
        "folder = Previews(Path(sys.argv[1])).folder(); (folder / 'page.html').write_text('left'); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", left, str(home)]).returncode == 9
    older = home / "previews" / "7"
    older.mkdir()
    (older / "index.html").write_text("left by an older version")
    assert len(list((home / "previews").iterdir())) == 5
    own_place()
    assert [page.read_text() for page in (home / "previews").rglob("*.html")] == ["mine"]
    here.close()
    assert list((home / "previews").iterdir()) == []
