"""What somebody types is in the file a moment later, whatever happens to the program."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from db.workspace import Place, create_workspace, open_workspace
from enable_desktop.charter.lines import Obstacle
from enable_desktop.links import Ref
from tests.db.content import complaints

ROOT = Path(__file__).resolve().parent.parent.parent


def typed_until_killed(job: str, path: Path, home: Path, stores: int, spin: int) -> str:
    """What stood on the screen when it was stored for the last time before the kill."""
    command = [sys.executable, "-m", "tests.flows.typist", job, str(path), str(home)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        said = [child.stdout.readline() for _ in range(stores)]
        # The typing goes on meanwhile; how far depends on chance, which is the point.
        for _ in range(spin):
            pass
        child.kill()
        said += child.stdout.readlines()
        child.wait()
    return said[-1].strip()


@pytest.mark.parametrize(("job", "stores"), [("with_pauses", (1, 2, 3)), ("without_a_pause", (1,))])
def test_what_was_typed_into_a_cell_before_its_last_pause_outlives_a_kill(
    tmp_path: Path, home: Path, place: Place, job: str, stores: tuple[int, ...]
) -> None:
    path = tmp_path / "Programme.enable"
    with create_workspace(path, place) as workspace:
        workspace.add(Obstacle, title="No time")
    chance = random.Random(4)
    for count in stores:
        shown = typed_until_killed(job, path, home, count, chance.randint(0, 300_000))
        assert shown
        with open_workspace(path, place) as workspace:
            stored = workspace.all(Obstacle)[0].title
            assert stored.startswith(shown)
            *whole, half = stored.split(" ")
            assert whole == [f"{number:03}" for number in range(len(whole))]
            assert f"{len(whole):03}".startswith(half)
            workspace.change(Ref("obstacles", 1), title="No time")
        assert complaints(path) == []
