"""What somebody types is in the file a moment later, whatever happens to the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.workspace import Place, create_workspace, open_workspace
from enable_desktop.charter.lines import Obstacle
from enable_desktop.links import Ref
from tests.db.content import complaints
from tests.faults.conftest import Kill, Trials


@pytest.mark.parametrize(("job", "most", "few"), [("with_pauses", 3, 1), ("without_a_pause", 1, 0)])
def test_what_was_typed_into_a_cell_before_its_last_pause_outlives_a_kill(
    tmp_path: Path, place: Place, kill: Kill, trials: Trials, job: str, most: int, few: int
) -> None:
    path = tmp_path / "Programme.enable"
    with create_workspace(path, place) as workspace:
        workspace.add(Obstacle, title="No time")
    for _ in trials(f"kill -9 while somebody types in the window, {job.replace('_', ' ')}", few=few, many=15):
        shown = kill(job, path, after=(1, most), within=1.5)[-1]
        assert shown
        with open_workspace(path, place) as workspace:
            stored = workspace.all(Obstacle)[0].title
            assert stored.startswith(shown)
            *whole, half = stored.split(" ")
            assert whole == [f"{number:03}" for number in range(len(whole))]
            assert f"{len(whole):03}".startswith(half)
            workspace.change(Ref("obstacles", 1), title="No time")
        assert complaints(path) == []
