"""The library follows its files while the window is open."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from enable_desktop.changes import Changes
from enable_desktop.library.assets import Asset, WatchedFolder
from tests.enable_desktop.library.looks import write
from tests.ui.conftest import ScriptedAsk
from tests.ui.test_watching import QUICK
from ui.desk import Desk
from ui.following import SLICE, Following
from ui.reconciling import compare, roots_of
from ui.watching import FolderWatch

PATIENCE = 30_000
"""Milliseconds: files are read in a child process, which a busy machine starts late."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(
        tmp_path / "Content",
        {"index.md": "# All\n\n[Ask](talks/ask.md)", "talks/ask.md": "# How to ask\n\nlisten"}
        | {f"page {number}.md": f"# Page {number}" for number in range(14)}
        | {f"many/page {number}.md": f"# Page {number}" for number in range(14, 20)},
    )


@pytest.fixture
def following(desk: Desk, root: Path, qtbot: QtBot) -> Iterator[Following]:
    """A library that has followed its folder until now."""
    desk.workspace.add(WatchedFolder, title="Content", path=str(root))
    made = Following(desk, FolderWatch(pace=QUICK))
    with qtbot.waitSignal(made.rested, timeout=PATIENCE):
        made.begin()
    yield made
    made.close()


def titles(desk: Desk) -> dict[str, str]:
    return {each.title: each.location for each in desk.workspace.all(Asset)}


def test_what_lies_in_a_watched_folder_becomes_content_that_is_found_by_its_text(
    following: Following, desk: Desk
) -> None:
    assert len(titles(desk)) == 22
    assert titles(desk)["How to ask"] == "talks/ask.md"
    ask = next(each for each in desk.workspace.all(Asset) if each.title == "How to ask")
    assert [link.page_title for link in desk.workspace.library.page_links.of(ask.id).used_by] == ["All"]


def test_content_that_was_entered_before_its_folder_was_looked_at_is_not_entered_again(
    desk: Desk, root: Path, qtbot: QtBot
) -> None:
    folder = desk.workspace.add(WatchedFolder, title="Content", path=str(root))
    desk.workspace.add(Asset, title="Asking", folder=folder, location="talks/ask.md")
    made = Following(desk, FolderWatch(pace=QUICK))
    with qtbot.waitSignal(made.rested, timeout=PATIENCE):
        made.begin()
    made.close()
    assert len(titles(desk)) == 22
    assert titles(desk)["Asking"] == "talks/ask.md"
    assert desk.workspace.search.find("listen")


def test_a_move_is_followed_and_the_links_that_point_at_it_are_known(
    following: Following, desk: Desk, root: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(following.rested, timeout=PATIENCE):
        (root / "talks").rename(root / "guides")
    assert titles(desk)["How to ask"] == "guides/ask.md"
    to_mend = desk.workspace.library.page_links.to_mend()
    assert [(each.target, each.mend) for each in to_mend] == [("talks/ask.md", "guides/ask.md")]


def test_an_edit_is_read_again(following: Following, desk: Desk, root: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(following.rested, timeout=PATIENCE):
        (root / "page 3.md").write_text("# Page 3\n\n[Back](index.md)")
    page = next(each for each in desk.workspace.all(Asset) if each.title == "Page 3")
    assert page.changed == desk.today
    assert [link.target for link in desk.workspace.library.page_links.of(page.id).uses] == ["index.md"]


def test_one_file_that_vanishes_is_noted_without_a_question(
    following: Following, desk: Desk, root: Path, qtbot: QtBot
) -> None:
    page = next(each for each in desk.workspace.all(Asset) if each.title == "Page 3")
    with qtbot.waitSignal(following.rested, timeout=PATIENCE):
        (root / "page 3.md").unlink()
    assert desk.workspace.library.files.states([page.id]) == {page.id: "missing"}
    assert len(titles(desk)) == 22


@pytest.mark.parametrize(("agreed", "state"), [(True, "missing"), (False, "there")])
def test_when_much_vanishes_at_once_somebody_is_asked_and_asked_once(
    following: Following, desk: Desk, root: Path, ask: ScriptedAsk, qtbot: QtBot, agreed: bool, state: str
) -> None:
    page = next(each for each in desk.workspace.all(Asset) if each.title == "Page 16")
    ask.answers.append(agreed)
    with qtbot.waitSignal(following.rested, timeout=PATIENCE):
        (root / "many").rename(root.parent / "away")
    qtbot.waitUntil(lambda: bool(ask.asked) and not ask.answers)
    with qtbot.waitSignal(following.rested, timeout=PATIENCE):
        following.look()
    assert desk.workspace.library.files.states([page.id]) == {page.id: state}
    assert len(ask.asked) == 1


def test_a_folder_that_is_unplugged_is_said_and_comes_back_as_it_was(
    following: Following, desk: Desk, root: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(desk.wants_toast) as said, qtbot.waitSignal(following.rested, timeout=PATIENCE):
        root.rename(root.parent / "unplugged")
    assert said.args is not None
    assert "unplugged" in str(said.args[0])
    assert len(following.offline) == 1
    steps = len(desk.workspace.history())
    with qtbot.waitSignal(following.rested, timeout=PATIENCE):
        shutil.copytree(root.parent / "unplugged", root)
    qtbot.waitUntil(lambda: not following.offline)
    assert len(titles(desk)) == 22
    assert len(desk.workspace.history()) == steps


def test_of_files_out_of_reach_only_their_places_are_read_until_something_new_may_be_one_of_them(
    following: Following, desk: Desk, root: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    stick = write(tmp_path / "stick", {"plan.md": "# Plan"})
    with qtbot.waitSignal(following.rested, timeout=PATIENCE):
        asset = desk.workspace.add(Asset, title="Plan", location=str(stick / "plan.md"))
    qtbot.waitUntil(lambda: desk.workspace.library.files.states([asset]) == {asset: "there"})
    stick.rename(tmp_path / "unplugged")
    assert compare(desk.workspace, roots_of(desk.workspace), lambda: None).lost == ()
    with qtbot.waitSignal(following.rested, timeout=PATIENCE):
        following.look()
    assert desk.workspace.library.files.states([asset]) == {asset: "there"}
    with qtbot.waitSignal(following.rested, timeout=PATIENCE):
        (tmp_path / "unplugged/plan.md").rename(root / "plan.md")
    qtbot.waitUntil(lambda: titles(desk)["Plan"] == "plan.md")
    assert len(titles(desk)) == 23


def test_what_is_added_by_hand_is_looked_for(following: Following, desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    single = write(tmp_path / "Desk", {"one pager.md": "# One page\n\n[Web](https://example.com)"}) / "one pager.md"
    with qtbot.waitSignal(following.rested, timeout=PATIENCE):
        added = desk.workspace.add(Asset, title="One pager", location=str(single))
    qtbot.waitUntil(lambda: bool(desk.workspace.library.page_links.of(added).uses), timeout=PATIENCE)
    assert desk.workspace.library.files.states([added]) == {added: "there"}


def test_nothing_is_followed_after_the_workspace_was_closed(
    following: Following, desk: Desk, root: Path, qtbot: QtBot
) -> None:
    desk.close()
    rested: list[bool] = []
    following.rested.connect(lambda: rested.append(True))
    (root / "page 3.md").write_text("nobody reads it")
    following.look()
    assert rested == []


def test_links_at_what_moved_are_told_once_and_not_when_a_mend_of_them_is_taken_back(
    following: Following, desk: Desk, root: Path, qtbot: QtBot
) -> None:
    links = desk.workspace.library.page_links
    said: list[str] = []
    desk.wants_toast.connect(lambda text, undo: said.append(text))
    (root / "talks" / "ask.md").rename(root / "asking.md")
    qtbot.waitUntil(lambda: links.count_to_mend() == 1, timeout=PATIENCE)
    qtbot.waitUntil(lambda: said == ["1 link points at files that were moved"], timeout=PATIENCE)
    desk.workspace.library.mending.mend([(link, link.mend) for link in links.to_mend()])
    with qtbot.waitSignal(following.rested, timeout=PATIENCE):
        following.follow_links()
    assert links.count_to_mend() == 0
    desk.workspace.undo()
    qtbot.waitUntil(lambda: links.count_to_mend() == 1, timeout=PATIENCE)
    with qtbot.waitSignal(following.rested, timeout=PATIENCE):
        following.follow_links()
    assert len(said) == 1
    (root / "asking.md").rename(root / "talks" / "asking.md")
    (root / "page 1.md").write_text("[All](index.md)\n")
    with qtbot.waitSignal(following.rested, timeout=PATIENCE):
        following.begin()
    (root / "index.md").rename(root / "talks" / "index.md")
    qtbot.waitUntil(lambda: len(said) == 2, timeout=PATIENCE)


@pytest.fixture
def tree(following: Following, root: Path, qtbot: QtBot) -> Path:
    """A folder of so many files that they are followed in three slices."""
    write(root, {f"tree/leaf {number}.md": f"# Leaf {number}" for number in range(3 * SLICE)})
    with qtbot.waitSignal(following.rested, timeout=PATIENCE):
        following.look()
    return root / "tree"


def test_a_whole_tree_that_moves_is_one_step_that_is_taken_back_as_one(
    following: Following, desk: Desk, tree: Path, qtbot: QtBot
) -> None:
    workspace = desk.workspace
    steps, before = workspace.history(), titles(desk)
    with qtbot.waitSignal(following.rested, timeout=PATIENCE):
        tree.rename(tree.with_name("forest"))
    after = titles(desk)
    assert sum(place.startswith("forest/") for place in after.values()) == 3 * SLICE
    (step,) = (step for step in workspace.history() if step not in steps)
    assert str(step.label) == "Follow the files in watched folders (new: 0, edited: 0, moved: 60)"
    assert len(workspace.library.listing.moves(desk.today)) == 3 * SLICE
    workspace.revert(step.id)
    assert titles(desk) == before
    assert not workspace.library.listing.moves(desk.today)
    workspace.revert(step.id)
    assert titles(desk) == after


def test_what_is_followed_after_it_was_taken_back_is_another_step(
    following: Following, desk: Desk, tree: Path, qtbot: QtBot
) -> None:
    workspace = desk.workspace
    before, steps = titles(desk), workspace.history()
    taken: list[int] = []

    def take_back(changes: Changes) -> None:
        if changes.label.message.startswith("Follow") and not taken:
            taken.append(workspace.history()[0].id)
            QTimer.singleShot(0, lambda: workspace.revert(taken[0]))

    desk.changed.connect(take_back)
    with qtbot.waitSignal(following.rested, timeout=PATIENCE):
        tree.rename(tree.with_name("forest"))
    made = [step for step in workspace.history() if step not in steps]
    assert [step.undone for step in made] == [False, True]
    assert sum(int(str(step.label.values["moved"])) for step in made) == 3 * SLICE
    for step in made:
        if not step.undone:
            workspace.revert(step.id)
    assert titles(desk) == before
