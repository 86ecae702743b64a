"""Whatever is done in any order, in every area and to files beside, is taken back and done again exactly."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from db.step_list import KEPT
from db.workspace import Place
from enable_desktop.changes import Step
from enable_desktop.errors import WorkspaceError
from exports.mending import NotMended
from tests.db.content import complaints
from tests.faults.conftest import FULL, Trials
from tests.undo.conftest import programme  # noqa: F401 (pytest finds it here by name)
from tests.undo.doing import DEEDS, Done, done, follows_files
from tests.undo.scene import NothingToDoItTo, Scene, State, copied

LENGTH = 40 if FULL else 5
PARTS = 6 if FULL else 1
"""Into how many tests the walks are divided, so that several can be taken at once."""


@pytest.mark.parametrize("part", range(PARTS))
def test_anything_in_any_order_can_be_taken_back(
    programme: Path,  # noqa: F811 (the fixture)
    tmp_path: Path,
    place: Place,
    trials: Trials,
    part: int,
) -> None:
    names = [name for name in DEEDS if not follows_files(name)]
    for _ in trials(f"{LENGTH} deeds in any order taken back and done again", few=2, many=60 // PARTS):
        # Each walk can be taken again alone: it is told by its seed.
        seed = trials.chance.randrange(10**9)
        folder = tmp_path / str(seed)
        folder.mkdir()
        scene = Scene(copied(programme, folder), place, random.Random(seed))
        try:
            walk(scene, names)
        except WorkspaceError as fault:
            raise AssertionError(f"walk {seed}: {fault}") from fault
        scene.workspace.close()
        assert complaints(scene.path) == [], seed
        shutil.rmtree(folder)


def walk(scene: Scene, names: list[str]) -> None:
    past: list[tuple[str, Done]] = []
    for _ in range(LENGTH):
        if sum(len(deed.steps) for _, deed in past) > KEPT // 2:
            # What the history has forgotten cannot be taken back.
            break
        name = scene.chance.choice(names)
        try:
            deed = done(scene, name, stepwise=False)
        except NothingToDoItTo:
            continue
        scene.take_back(deed.steps)
        deed.before.assert_same(scene.state(), said=name)
        scene.do_again(deed.steps)
        deed.after.assert_same(scene.state(), said=name)
        past.append((name, deed))
        if scene.chance.random() < 0.2:
            scene.reopen()
    # Where the folder was elsewhere meanwhile, nobody followed what was moved in it.
    scene.lay_pages_where_they_lay()
    last = scene.state()
    for name, deed in reversed(past):
        in_spite_of_files(scene, scene.take_back, deed.steps, deed.after)
        # What somebody moved on the disk stays where it is.
        deed.before.assert_same(scene.state(), derived=False, files=False, said=name)
        scene.take_back(deed.earlier)
    for _, deed in past:
        scene.do_again(deed.earlier)
        in_spite_of_files(scene, scene.do_again, deed.steps, deed.before)
    scene.lay_pages_where_they_lay()
    last.assert_same(scene.state())


def in_spite_of_files(scene: Scene, go: Callable[[list[Step]], None], steps: Sequence[Step], here: State) -> None:
    """Take a deed back, or do it again, also where a page of it was moved on the disk and not looked for since.

    Then it is refused with a sentence, and nothing is changed: neither what is stored nor any file. When the pages
    lie where they lay it goes on.
    """
    pages = scene.pages()
    try:
        go(list(steps))
    except NotMended as refused:
        assert str(refused).endswith("Nothing was changed."), refused
        here.assert_same(scene.state(), derived=False, files=False, said=str(refused))
        assert scene.pages() == pages
        scene.lay_pages_where_they_lay()
        assert scene.pages() != pages
        go(list(steps))
