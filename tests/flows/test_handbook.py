"""A real handbook is imported, its broken links are found, its pages move, its links are mended, and all comes back."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from enable_desktop.library.assets import Asset, WatchedFolder
from tests.enable_desktop.library.test_handbook_links import HANDBOOK, counted_otherwise
from tests.ui.cli.conftest import Enable, enable  # noqa: F401 - a fixture
from tests.ui.test_watching import QUICK
from ui.desk import Desk
from ui.following import Following
from ui.library.links import LinksPage
from ui.watching import FolderWatch

MOVED = {"tools": "systems/tools", "onboarding/quiz.md": "quiz.md", "index.md": "start here.md"}
"""A tree, a page, and the page that most others point at."""


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    if not HANDBOOK.is_dir():
        pytest.skip("the handbook sample is not here")
    root = tmp_path / "handbook"
    shutil.copytree(HANDBOOK, root)
    for path in (root, *root.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return root


def contents(root: Path) -> dict[str, bytes]:
    return {page.relative_to(root).as_posix(): page.read_bytes() for page in root.rglob("*") if page.is_file()}


def move(root: Path, pages: dict[str, str]) -> None:
    for old, new in pages.items():
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        (root / old).rename(root / new)


def broken(enable: Enable, file: Path) -> Counter[str]:  # noqa: F811 - the fixture's value
    found = enable("check", file, "--json").json["findings"]
    return Counter(each["target"] for each in found if each["finding"] == "broken link")


def test_the_links_of_a_handbook_are_counted_mended_and_brought_back(
    enable: Enable,  # noqa: F811
    handbook: Path,
    tmp_path: Path,
) -> None:
    file = tmp_path / "Programme.enable"
    assert enable("new", file).code == 0
    assert enable("import", "content", file, handbook, "--watch").code == 0
    otherwise: Counter[str] = Counter()
    for page in handbook.rglob("*.md"):
        otherwise += counted_otherwise(page)
    assert broken(enable, file) == otherwise
    assert otherwise.total() == 70

    before = contents(handbook)
    move(handbook, MOVED)
    looked = enable("reconcile", file, "--json").json
    assert not looked["new"] and not looked["missing"]
    assert len(looked["moved"]) == sum(
        len([page for page in before if page == old or page.startswith(f"{old}/")]) for old in MOVED
    )
    assert broken(enable, file).total() > 70
    to_mend = [(each["page"], each["before"], each["after"]) for each in looked["links"]]
    assert to_mend
    after_moving = contents(handbook)

    mended = enable("reconcile", file, "--mend", "--json").json
    assert [(each["page"], each["before"], each["after"]) for each in mended["links"]] == to_mend
    assert mended["mended"] == len(to_mend)
    assert broken(enable, file) == otherwise
    assert contents(handbook).keys() == after_moving.keys()
    assert not enable("reconcile", file, "--json").json["changed"]

    assert enable("undo", file).code == 0
    assert contents(handbook) == after_moving
    again = enable("reconcile", file, "--json").json
    assert not again["changed"]
    assert Counter(each["after"] for each in again["links"]) == Counter(after for _, _, after in to_mend)
    assert enable("redo", file).code == 0
    assert enable("undo", file).code == 0

    move(handbook, {new: old for old, new in MOVED.items()})
    back = enable("reconcile", file, "--json").json
    assert len(back["moved"]) == len(looked["moved"])
    assert not back["links"]
    assert broken(enable, file) == otherwise
    assert contents(handbook) == before


# WORKAROUND watchdog 6: it warns in its own thread where a folder moves into one that was just made.
@pytest.mark.filterwarnings("ignore:Callback with id:RuntimeWarning")
def test_pages_that_move_while_the_window_is_open_are_followed_mended_and_undone(
    desk: Desk, handbook: Path, qtbot: QtBot
) -> None:
    workspace = desk.workspace
    workspace.add(WatchedFolder, title="Handbook", path=str(handbook))
    following = Following(desk, FolderWatch(pace=QUICK))
    with qtbot.waitSignal(following.rested, timeout=60_000):
        following.begin()
    links = workspace.library.page_links
    assert links.count_broken() == 70
    before = contents(handbook)

    with qtbot.waitSignal(following.rested, timeout=60_000):
        move(handbook, MOVED)
    qtbot.waitUntil(lambda: links.count_to_mend() > 0, timeout=60_000)
    moved = contents(handbook)
    page = LinksPage(desk)
    qtbot.addWidget(page)
    page.open(None)
    to_mend = links.count_to_mend()
    assert page._count() == to_mend
    page.mend()
    qtbot.waitUntil(lambda: links.count_to_mend() == 0, timeout=60_000)
    with qtbot.waitSignal(following.rested, timeout=60_000):
        following.follow_links()
    assert links.count_broken() == 70
    assert contents(handbook) != moved
    assert all(each.changed is None for each in workspace.all(Asset))

    workspace.undo()
    assert contents(handbook) == moved
    with qtbot.waitSignal(following.rested, timeout=60_000):
        following.follow_links()
    assert links.count_to_mend() == to_mend
    move(handbook, {new: old for old, new in MOVED.items()})
    qtbot.waitUntil(lambda: links.count_to_mend() == 0, timeout=60_000)
    following.close()
    assert contents(handbook) == before
    assert links.count_broken() == 70
