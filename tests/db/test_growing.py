"""What the program does little by little is one step of its own, which is taken back and done again as one."""

from __future__ import annotations

import pytest

from db.growing import GrowingStep
from db.pace import Again
from db.taking_back import CannotUndo
from db.workspace import Workspace
from enable_desktop.changes import Origin
from enable_desktop.library.assets import Asset
from enable_desktop.links import Ref
from enable_desktop.words import mark
from tests.db.content import content_of
from tests.db.test_slices import finish

LONG = "A sentence that is kept as what differs in it alone. " * 10


@pytest.fixture
def growing() -> GrowingStep:
    return GrowingStep()


def do(workspace: Workspace, growing: GrowingStep, count: int, **values: dict[int, str]) -> None:
    """Gives fields of assets values, by id, as a part of the step."""
    label = mark("Follow the files in watched folders (new: {new}, edited: {edited}, moved: {moved})")
    with workspace._history.step(label, origin=Origin.AUTOMATIC, growing=growing, new=0, edited=0, moved=count):
        for field, several in values.items():
            for asset, value in several.items():
                workspace.change(Ref(Asset.kind, asset), by=None, typing=False, **{field: value})


def automatic(workspace: Workspace) -> list[tuple[object, bool]]:
    steps = [step for step in workspace.history() if step.origin is Origin.AUTOMATIC]
    return [(step.label.values["moved"], step.undone) for step in steps]


@pytest.fixture
def three(workspace: Workspace) -> tuple[int, int, int]:
    first, second, third = (workspace.add(Asset, title=title, summary=LONG) for title in ("One", "Two", "Three"))
    return first, second, third


def test_its_parts_are_one_step(workspace: Workspace, growing: GrowingStep, three: tuple[int, int, int]) -> None:
    one, two, three_ = three
    before, undo = content_of(workspace.path), workspace.undo_label
    do(workspace, growing, 1, location={one: "a.md"}, summary={one: f"Before. {LONG}"})
    do(workspace, growing, 2, location={two: "b.md"})
    # One that it has changed already.
    do(workspace, growing, 3, location={one: "c.md", three_: "d.md"}, summary={one: f"Before. {LONG} After."})
    after = content_of(workspace.path)
    assert automatic(workspace) == [("3", False)]
    assert workspace.undo_label == undo
    for _ in range(2):
        workspace.revert(workspace.history()[0].id)
        assert content_of(workspace.path) == before
        workspace.revert(workspace.history()[0].id)
        assert content_of(workspace.path) == after


def test_what_it_takes_back_itself_is_no_part_of_it(
    workspace: Workspace, growing: GrowingStep, three: tuple[int, int, int]
) -> None:
    one, two, _ = three
    before = content_of(workspace.path)
    do(workspace, growing, 1, location={one: "a.md", two: "b.md"})
    do(workspace, growing, 2, location={one: ""})
    workspace.revert(workspace.history()[0].id)
    assert content_of(workspace.path) == before
    workspace.revert(workspace.history()[0].id)
    assert [workspace.get(Asset, asset).location for asset in (one, two)] == ["", "b.md"]  # type: ignore[union-attr]


def test_where_somebody_changed_a_row_meanwhile_it_is_another_step(
    workspace: Workspace, growing: GrowingStep, three: tuple[int, int, int]
) -> None:
    one, two, _ = three
    before = content_of(workspace.path)
    do(workspace, growing, 1, location={one: "a.md"})
    workspace.change(Ref(Asset.kind, one), location="by hand.md")
    do(workspace, growing, 2, location={one: "b.md", two: "c.md"})
    assert automatic(workspace) == [("2", False), ("1", False)]
    workspace.revert(workspace.history()[0].id)
    workspace.undo()
    workspace.revert(workspace.history()[2].id)
    assert content_of(workspace.path) == before


def test_where_it_was_taken_back_meanwhile_it_is_another_step(
    workspace: Workspace, growing: GrowingStep, three: tuple[int, int, int]
) -> None:
    one, two, _ = three
    do(workspace, growing, 1, location={one: "a.md"})
    workspace.revert(workspace.history()[0].id)
    assert not workspace._history.goes_on(growing)
    do(workspace, growing, 2, location={two: "b.md"})
    assert automatic(workspace) == [("2", False), ("1", True)]


def test_one_that_grows_while_it_is_taken_back_is_left_whole(workspace: Workspace, growing: GrowingStep) -> None:
    def add(count: int) -> None:
        label = mark("Take over what files say of themselves")
        with workspace._history.step(label, origin=Origin.AUTOMATIC, growing=growing):
            for number in range(count):
                workspace.add(Asset, title=f"Asset {number}")

    def taking_back() -> Again:
        big = workspace.big_steps.revert(workspace.history()[0].id)
        assert big is not None
        return big.slices

    before = content_of(workspace.path)
    add(1_100)
    slices = taking_back()
    next(slices)
    add(1)
    whole = content_of(workspace.path)
    with pytest.raises(CannotUndo):
        finish(slices)
    finish(workspace.big_steps.sweep())
    assert content_of(workspace.path) == whole
    assert [step.undone for step in workspace.history()] == [False]
    finish(taking_back())
    finish(workspace.big_steps.sweep())
    assert content_of(workspace.path) == before
