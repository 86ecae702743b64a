"""Whatever is done in any order, in every area and to files beside, is taken back and done again exactly."""

from __future__ import annotations

from pathlib import Path

from db.step_list import KEPT
from db.workspace import Place
from tests.db.content import complaints
from tests.faults.conftest import FULL, Trials
from tests.undo.conftest import programme  # noqa: F401 (pytest finds it here by name)
from tests.undo.doing import DEEDS, Done, done, follows_files
from tests.undo.scene import NothingToDoItTo, Scene, copied

LENGTH = 40 if FULL else 5


def test_anything_in_any_order_can_be_taken_back(
    programme: Path,  # noqa: F811 (the fixture)
    tmp_path: Path,
    place: Place,
    trials: Trials,
) -> None:
    names = [name for name in DEEDS if not follows_files(name)]
    for number in trials(f"{LENGTH} deeds in any order taken back and done again", few=2, many=60):
        folder = tmp_path / str(number)
        folder.mkdir()
        scene = Scene(copied(programme, folder), place, trials.chance)
        walk(scene, names)
        scene.workspace.close()
        assert complaints(scene.path) == []


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
    last = scene.state()
    for name, deed in reversed(past):
        scene.take_back(deed.steps)
        # What somebody moved on the disk stays where it is.
        deed.before.assert_same(scene.state(), derived=False, files=False, said=name)
        scene.take_back(deed.earlier)
    for _, deed in past:
        scene.do_again([*deed.earlier, *deed.steps])
    last.assert_same(scene.state())
