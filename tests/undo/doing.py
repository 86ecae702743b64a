"""Does deeds, and remembers how all was before and after each of their steps."""

from __future__ import annotations

import random
from dataclasses import dataclass
from inspect import isgeneratorfunction
from pathlib import Path

from db.workspace import Place
from enable_desktop.changes import Step
from tests.undo import charter_deeds, import_deeds, library_deeds, talk_deeds  # noqa: F401 (they fill the table)
from tests.undo.deed import DEEDS as DEEDS
from tests.undo.scene import Scene, State
from ui.start import new_workspace


@dataclass(slots=True)
class Done:
    """A deed that was done: its steps, oldest first, and how all was before and after each."""

    steps: list[Step]
    states: list[State]
    earlier: list[Step]
    """What was done to make it ready."""

    @property
    def before(self) -> State:
        return self.states[0]

    @property
    def after(self) -> State:
        return self.states[-1]


def done(scene: Scene, name: str, *, stepwise: bool = True) -> Done:
    """Do a deed, and look at all after each of its steps; or only after the last."""
    do, first = DEEDS[name], scene.workspace.newest_step
    going = do(scene) if isgeneratorfunction(do) else None
    if going is not None:
        next(going)
    begun, before = scene.workspace.newest_step, scene.state()
    seen: dict[int, State] = {}
    if stepwise:
        unlisten = scene.workspace.listen(lambda changes: seen.update({scene.workspace.newest_step: scene.state()}))
    if going is None:
        do(scene)
    else:
        assert list(going) == [], "what is to be ready is made ready once"
    if stepwise:
        unlisten()
    listed = [step for step in reversed(scene.steps()) if not step.settled]
    steps, earlier = [step for step in listed if step.id > begun], [step for step in listed if first < step.id <= begun]
    after = [seen[step.id] for step in steps] if stepwise else [scene.state()]
    return Done(steps, [before, *after], earlier)


def follows_files(name: str) -> bool:
    """Whether a deed changes nothing but what the library says of files: what is known of these stays."""
    return name.startswith("follow_")


def made_programme(folder: Path, place: Place) -> Path:
    """A closed sample programme with its pages, which were read; copy both before use."""
    path = folder / "Programme.enable"
    new_workspace(path, place, "en", "en").close()
    scene = Scene(path, place, random.Random())
    scene.follow()
    scene.state()
    scene.workspace.close()
    return path
