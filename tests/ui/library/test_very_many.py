"""So many assets at once that it is done in slices: the window lives meanwhile, and it is one step all the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.library.assets import Asset, Playlist, PlaylistItem, Review, Status
from enable_desktop.library.facets import FACETS
from enable_desktop.library.query import Order
from enable_desktop.notes import ListEntry
from enable_desktop.people import Person
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, press, type_text
from tests.ui.test_importing import SpreadTasks
from ui.library.model import AssetsModel
from ui.library.page import LibraryPage
from ui.program import Program
from ui.window import Window

ROWS = 1_200


class Scene:
    """A window that shows very many assets, what it says, and what it does in slices."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        assert window.shell is not None and window.workspace is not None and isinstance(window.tasks, SpreadTasks)
        self.window, self.shell, self.workspace, self.tasks = window, window.shell, window.workspace, window.tasks
        self.qtbot = qtbot
        self.said: list[tuple[str, bool]] = []
        self.shell.desk.wants_toast.connect(lambda text, undo: self.said.append((text, undo)))

    def all_selected(self) -> LibraryPage:
        """The page of the library, on which all are selected."""
        self.shell.show_page("library")
        page = self.shell.page
        assert isinstance(page, LibraryPage)
        page.table.setFocus()
        page.table.go(0)
        press(page.table, Qt.Key.Key_A, CTRL)
        assert page.table.count_selected == ROWS
        return page

    def finish(self) -> None:
        self.qtbot.waitUntil(lambda: self.tasks.is_idle and not self.shell.desk.steps.is_busy, timeout=60_000)

    def all_hold(self, value: Callable[[Asset], object]) -> set[object]:
        return {value(asset) for asset in self.workspace.all(Asset)}


@pytest.fixture
def scene(workspace: Workspace, program: Program, open_window: OpenWindow, qtbot: QtBot) -> Scene:
    path = workspace.path
    workspace.add(Person, name="Ann Ashby")
    lines = ({"title": f"Asset {number}", "status": Status.PUBLISHED} for number in range(ROWS))
    workspace.add_many(Asset, lines)
    workspace.close()
    program.make_tasks = lambda _: SpreadTasks()
    return Scene(open_window(path), qtbot)


def test_what_is_set_for_very_many_comes_in_slices_and_what_is_wanted_meanwhile_follows(scene: Scene) -> None:
    page = scene.all_selected()
    assert page.bulk is not None
    ann = scene.workspace.all(Person)[0].id
    page.bulk.people["owner"].chosen.emit(ann)
    page.bulk.lines["months"].setFocus()
    type_text(page.bulk.lines["months"], "9")
    press(page.bulk.lines["months"], Qt.Key.Key_Return)
    press(scene.window, Qt.Key.Key_Z, CTRL)
    assert scene.said == [
        ("This comes next, as soon as the step under way is done.", False),
        ("Undo comes next, as soon as the step under way is done.", False),
    ]
    assert scene.tasks.spreading[-1].label.startswith("Under way: Change Owner of Asset ")
    assert scene.all_hold(lambda asset: asset.owner) == {None}
    scene.qtbot.waitUntil(lambda: len(scene.all_hold(lambda asset: asset.owner)) == 2, timeout=20_000)
    # The window lives: something else is done while that goes on.
    page.search.setFocus()
    type_text(page.search, "asset 77")
    scene.finish()
    assert scene.said[2:4] == [("1,200 items changed", True), ("1,200 items changed", True)]
    assert scene.said[4][0].startswith("Undone: Change Review every (months) of Asset ")
    assert scene.all_hold(lambda asset: (asset.owner, asset.months)) == {(ann, None)}
    assert page.table.assets.found
    press(page.table, Qt.Key.Key_Y, CTRL)
    scene.finish()
    assert scene.all_hold(lambda asset: (asset.owner, asset.months)) == {(ann, 9)}
    assert scene.workspace.integrity() == ()


def test_who_stops_it_finds_all_as_it_was(scene: Scene) -> None:
    page = scene.all_selected()
    assert page.bulk is not None
    steps = scene.workspace.history()
    page.bulk.people["owner"].chosen.emit(scene.workspace.all(Person)[0].id)
    scene.qtbot.waitUntil(lambda: len(scene.all_hold(lambda asset: asset.owner)) == 2, timeout=20_000)
    press(scene.window, Qt.Key.Key_Z, CTRL)
    scene.tasks.spreading[-1].cancel_by_person()
    back, told = scene.tasks.spreading[-1], list[tuple[int, int]]()
    assert back.label == "Going back to how it was"
    # The way back is not to be stopped: nobody is left with the half.
    back.cancel_by_person()
    assert scene.tasks.spreading[-1] is back
    back.advanced.connect(lambda done, total: told.append((done, total)))
    scene.finish()
    assert 0 < told[0][0] <= told[0][1]
    assert scene.said[-1] == ("Stopped. Everything goes back to how it was.", False)
    assert scene.all_hold(lambda asset: asset.owner) == {None}
    scene.qtbot.waitUntil(lambda: not scene.workspace.is_forgetting, timeout=20_000)
    assert scene.workspace.history() == steps
    assert page.bulk.people["owner"].text() == ""


@pytest.mark.parametrize("typed", ["Moon", "Rain"])
def test_a_value_given_to_very_many_is_taken_back_from_its_own_field(scene: Scene, typed: str) -> None:
    scene.workspace.add(ListEntry, list=FACETS, key="sky", title="Sky")
    scene.workspace.add(ListEntry, list="sky", key="moon", title="Moon")
    page = scene.all_selected()
    assert page.bulk is not None
    line = page.bulk.facets["sky"].line
    line.setFocus()
    type_text(line, typed)
    press(line, Qt.Key.Key_Return)
    scene.finish()
    assert scene.all_hold(lambda asset: asset.facets["sky"]) == {typed.lower()}
    assert (line.text(), line.hasFocus()) == ("", True)
    press(line, Qt.Key.Key_Z, CTRL)
    scene.finish()
    assert (scene.all_hold(lambda asset: asset.facets.get("sky", "")), line.text()) == ({""}, "")


def test_very_many_are_reviewed_with_one_key(scene: Scene) -> None:
    page = scene.all_selected()
    press(page.table, Qt.Key.Key_R)
    assert scene.workspace.count(Review) < ROWS
    scene.finish()
    assert scene.said == [("1,200 items marked reviewed", True)]
    assert scene.workspace.count(Review) == ROWS
    assert scene.all_hold(lambda asset: asset.reviewed) == {scene.workspace.today}
    press(scene.window, Qt.Key.Key_Z, CTRL)
    scene.finish()
    assert scene.workspace.count(Review) == 0
    assert scene.all_hold(lambda asset: asset.reviewed) == {None}


def test_very_many_are_retired_and_taken_into_use_again(scene: Scene) -> None:
    page = scene.all_selected()
    press(page.table, Qt.Key.Key_Delete)
    scene.finish()
    assert scene.said == [("1,200 items retired", True)]
    assert scene.all_hold(lambda asset: asset.status) == {Status.RETIRED}
    page.deeds.bring_back([asset.id for asset in scene.workspace.all(Asset)])
    scene.finish()
    assert scene.all_hold(lambda asset: asset.status) == {Status.PUBLISHED}


def test_very_many_that_something_holds_are_asked_about_and_retired_as_one_step(scene: Scene) -> None:
    playlist = scene.workspace.add(Playlist, title="First week")
    scene.workspace.add(PlaylistItem, playlist=playlist, asset=scene.workspace.all(Asset)[3].id)
    page = scene.all_selected()
    assert page.bulk is not None
    press(page.table, Qt.Key.Key_Delete)
    card = page.bulk.retiring.card
    assert card is not None and card.isVisible()
    assert (card.title.text(), card.dependents.text()) == ("Retire 1,200 items", "Used by: First week.")
    press(card.answer, Qt.Key.Key_Return)
    assert not card.isVisible(), "it is answered, though not all is done yet"
    assert scene.all_hold(lambda asset: asset.status) == {Status.PUBLISHED}
    # Asked about again meanwhile, that question stays when the first one is done.
    page.retire_with_replacement()
    assert card.isVisible()
    scene.finish()
    assert card.isVisible()
    assert scene.said == [("1,200 items retired", True)]
    assert scene.all_hold(lambda asset: asset.status) == {Status.RETIRED}
    assert str(scene.workspace.undo_label) == "Retire Asset 0, Asset 1, Asset 10, +1197"
    press(scene.window, Qt.Key.Key_Z, CTRL)
    scene.finish()
    assert scene.all_hold(lambda asset: asset.status) == {Status.PUBLISHED}


def test_very_many_are_removed_while_the_window_lives_and_come_back_so(scene: Scene) -> None:
    page = scene.all_selected()
    page.remove()
    count = scene.workspace.count
    assert scene.tasks.spreading[-1].label.startswith("Under way: Remove Asset ")
    scene.qtbot.waitUntil(lambda: 0 < count(Asset) < ROWS, timeout=20_000)
    scene.finish()
    assert scene.said == [("1,200 items removed from the library; their files stay", True)]
    assert count(Asset) == 0
    press(scene.window, Qt.Key.Key_Z, CTRL)
    scene.qtbot.waitUntil(lambda: 0 < count(Asset) < ROWS, timeout=20_000)
    scene.finish()
    assert (count(Asset), len(page.table.assets.found)) == (ROWS, ROWS)
    assert scene.workspace.integrity() == ()


def test_the_rows_of_very_many_are_looked_up_at_once(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    page, asked = scene.all_selected(), list[int | None]()
    place_of = AssetsModel.place_of

    def place_and_count(model: AssetsModel, id_: int | None) -> int:
        asked.append(id_)
        return place_of(model, id_)

    monkeypatch.setattr(AssetsModel, "place_of", place_and_count)
    page.state.sort_by(Order.NEWEST)
    assert page.table.count_selected == ROWS
    assert len(asked) < 10


def test_a_window_that_is_closed_meanwhile_leaves_all_as_it_was(
    scene: Scene, open_window: OpenWindow, qtbot: QtBot
) -> None:
    page, path = scene.all_selected(), scene.workspace.path
    assert page.bulk is not None
    page.bulk.people["owner"].chosen.emit(scene.workspace.all(Person)[0].id)
    scene.qtbot.waitUntil(lambda: len(scene.all_hold(lambda asset: asset.owner)) == 2, timeout=20_000)
    scene.window.close()
    again = open_window(path)
    assert again.workspace is not None
    assert {asset.owner for asset in again.workspace.all(Asset)} == {None}
    assert again.workspace.integrity() == ()


def test_what_could_not_go_back_goes_back_once_something_is_to_be_undone(scene: Scene) -> None:
    ids = [asset.id for asset in scene.workspace.all(Asset)]
    scene.workspace.add(Person, name="Ben Byrne")
    left = scene.workspace.big_steps.carry_out(scene.workspace.library.reviews.changing(ids, months=9))
    for _ in range(4):
        next(left)
    left.close()
    assert scene.all_hold(lambda asset: asset.months) == {None, 9}
    scene.shell.undo()
    assert [person.name for person in scene.workspace.all(Person)] == ["Ann Ashby", "Ben Byrne"]
    scene.finish()
    assert scene.all_hold(lambda asset: asset.months) == {None}
    scene.shell.undo()
    assert [person.name for person in scene.workspace.all(Person)] == ["Ann Ashby"]
