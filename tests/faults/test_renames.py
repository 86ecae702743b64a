"""A hundred thousand files that are renamed at once: all of them are found again, and none is there twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

from db.workspace import Workspace, create_workspace, open_workspace
from enable_desktop.library.assets import Asset
from tests.db.content import complaints
from tests.faults.conftest import FULL, Trials
from tests.faults.jobs import by_command
from ui.place import own_place

FOLDERS: Final = 100 if FULL else 20
FILES: Final = 100_000 if FULL else 60


def files_of(workspace: Workspace) -> Counter[str]:
    """Where the pieces of content lie, each as often as it is there."""
    return Counter(asset.location for asset in workspace.all(Asset))


def test_a_hundred_thousand_renamed_files_are_all_found_again_and_none_twice(
    tmp_path: Path, home: Path, trials: Trials
) -> None:
    path, content = tmp_path / "Programme.enable", tmp_path / "Content"
    places = [content / f"{number % FOLDERS:02}" / f"file {number}.md" for number in range(FILES)]
    for folder in {place.parent for place in places}:
        folder.mkdir(parents=True)
    for number, place in enumerate(places):
        place.write_text(f"# Page {number}\n", "utf-8")
    create_workspace(path, own_place()).close()
    by_command("import", "content", path, content, "--watch")
    with open_workspace(path, own_place()) as workspace:
        before = {asset.id: asset.title for asset in workspace.all(Asset)}
        assert len(files_of(workspace)) == workspace.count(Asset) == FILES
    order = list(range(FILES))
    trials.chance.shuffle(order)
    renamed = 0
    for number in trials("files renamed, moved to other folders, and found again", few=FILES, many=FILES):
        place = places[order[number]]
        place.rename(content / f"{(number * 7) % FOLDERS:02}" / f"renamed {number}.md")
        renamed += 1
    by_command("reconcile", path)
    with open_workspace(path, own_place()) as workspace:
        assert {asset.id: asset.title for asset in workspace.all(Asset)} == before
        found = files_of(workspace)
        assert len(found) == FILES == renamed
        assert all("renamed" in location for location in found)
        assert workspace.integrity() == ()
    assert complaints(path) == []
