"""Everything that can be done to a programme can be taken back and done again, also what touches files beside it."""

from __future__ import annotations

import pytest

from tests.undo.doing import DEEDS, done, follows_files
from tests.undo.labels import Maker, makers, untold
from tests.undo.scene import Scene, maker_of

ROOMS = ("enable_desktop", "db")
TOLD = frozenset({"Export", "Export the pack “{title}”", "Follow links", "Look for files"})
"""What is told like a step, and changes no record."""
NO_STEPS = frozenset({"hand_a_pack_over"})
LASTING = frozenset({"db/people.py:forget"})
"""What cannot be taken back, as decided; tests/db/test_people.py holds it to that."""


@pytest.mark.parametrize("name", DEEDS)
def test_it_can_be_taken_back_and_done_again(scene: Scene, name: str) -> None:
    # Looking after each step of one deed for every kind would take as long as all other deeds.
    stepwise = not name.endswith("_of_every_kind")
    deed, derived = done(scene, name, stepwise=stepwise), not follows_files(name)
    assert bool(deed.steps) == (name not in NO_STEPS)
    parts = [[step] for step in deed.steps] if stepwise else [deed.steps]
    for part, state in zip(reversed(parts), reversed(deed.states[:-1]), strict=False):
        scene.take_back(part)
        state.assert_same(scene.state(), derived=derived, said=part[0].label)
    for part, state in zip(parts, deed.states[1:], strict=False):
        scene.do_again(part)
        state.assert_same(scene.state(), derived=derived, said=part[-1].label)
    listed = scene.steps()
    scene.reopen()
    assert scene.steps() == listed
    scene.take_back(deed.steps)
    deed.before.assert_same(scene.state(), derived=derived)


def test_nothing_makes_steps_that_no_deed_does(scene: Scene) -> None:
    known = makers(*ROOMS)
    found: set[Maker] = set()
    unlisten = scene.workspace.listen(lambda changes: found.update(maker_of(changes.label.message, known)))
    for do in DEEDS.values():
        begun = scene.workspace.newest_step
        list(do(scene) or ())
        scene.take_back([step for step in reversed(scene.steps()) if step.id > begun and not step.settled])
    unlisten()
    missed = {each for each in known - found if each.label not in TOLD and each.place not in LASTING}
    assert not missed, "\n".join(f"{each.place}: {each.label}" for each in sorted(missed))


def test_the_labels_of_all_steps_can_be_read() -> None:
    handed_on = ("db/imports.py:store: plan.label.message", "db/long_steps.py:done_at_once: deed.label")
    assert untold(*ROOMS) == handed_on
