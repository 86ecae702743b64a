"""Playlists hold assets in an order, once each, and everything done with them is one step."""

from __future__ import annotations

import pytest

from db.workspace import Workspace
from enable_desktop.errors import WorkspaceError
from enable_desktop.library.assets import Asset, PlaylistItem
from enable_desktop.links import Ref


@pytest.fixture
def bites(workspace: Workspace) -> tuple[int, ...]:
    lengths = (90, 60, None, 125)
    return tuple(workspace.add(Asset, title=f"Bite {n}", seconds=each) for n, each in enumerate(lengths, 1))


def titles(workspace: Workspace, playlist: int) -> list[str]:
    return [track.asset.title for track in workspace.library.playlists.tracks(playlist)]


def test_a_playlist_keeps_the_order_in_which_things_were_put_in(workspace: Workspace, bites: tuple[int, ...]) -> None:
    playlists = workspace.library.playlists
    first = playlists.add("First week")
    assert playlists.put(first, [bites[3], bites[0]]) == 2
    assert playlists.put(first, [bites[0], bites[2]]) == 1
    assert titles(workspace, first) == ["Bite 4", "Bite 1", "Bite 3"]
    (listed,) = playlists.all()
    assert (listed.length.items, listed.length.seconds, listed.length.unknown) == (3, 215, 1)


def test_what_is_not_there_is_put_in_no_playlist_and_makes_no_step(workspace: Workspace) -> None:
    first = workspace.library.playlists.add("First week")
    steps = len(workspace.history())
    assert workspace.library.playlists.put(first, [999]) == 0
    assert len(workspace.history()) == steps


@pytest.mark.parametrize(
    ("to", "order"), [(0, "3124"), (1, "1324"), (3, "1243"), (99, "1243"), (-5, "3124"), (2, "1234")]
)
def test_an_item_goes_where_it_is_put_also_between_the_items_of_other_playlists(
    workspace: Workspace, bites: tuple[int, ...], to: int, order: str
) -> None:
    playlists = workspace.library.playlists
    first, second = playlists.add("First"), playlists.add("Second")
    for bite in bites:
        playlists.put(first, [bite])
        playlists.put(second, [bite])
    playlists.move(playlists.tracks(first)[2].id, to)
    assert titles(workspace, first) == [f"Bite {n}" for n in order]
    assert titles(workspace, second) == ["Bite 1", "Bite 2", "Bite 3", "Bite 4"]
    workspace.undo()
    assert titles(workspace, first) == ["Bite 1", "Bite 2", "Bite 3", "Bite 4"]


def test_taking_out_leaves_the_asset_and_undo_brings_it_back_in_its_place(
    workspace: Workspace, bites: tuple[int, ...]
) -> None:
    playlists = workspace.library.playlists
    first = playlists.add("First week")
    playlists.put(first, bites)
    assert playlists.take_out([track.id for track in playlists.tracks(first)[:2]]) == 2
    assert titles(workspace, first) == ["Bite 3", "Bite 4"]
    assert workspace.count(Asset) == 4
    assert str(workspace.undo()) == "Take 2 out of the playlist “First week”"
    assert titles(workspace, first) == ["Bite 1", "Bite 2", "Bite 3", "Bite 4"]


def test_a_playlist_that_goes_takes_its_items_and_undo_brings_both_back(
    workspace: Workspace, bites: tuple[int, ...]
) -> None:
    playlists = workspace.library.playlists
    first = playlists.add("First week")
    playlists.put(first, bites)
    playlists.remove(first)
    assert playlists.all() == () and workspace.count(PlaylistItem) == 0
    workspace.undo()
    assert titles(workspace, first) == ["Bite 1", "Bite 2", "Bite 3", "Bite 4"]


def test_an_asset_that_leaves_the_library_leaves_its_playlists(workspace: Workspace, bites: tuple[int, ...]) -> None:
    playlists = workspace.library.playlists
    first = playlists.add("First week")
    playlists.put(first, bites)
    workspace.remove(Ref(Asset.kind, bites[1]))
    assert titles(workspace, first) == ["Bite 1", "Bite 3", "Bite 4"]


def test_a_renaming_says_both_names(workspace: Workspace) -> None:
    first = workspace.library.playlists.add("First week")
    workspace.library.playlists.rename(first, "First month")
    assert str(workspace.undo_label) == "Rename the playlist “First week” to “First month”"


def test_a_playlist_that_is_gone_is_refused_with_a_sentence(workspace: Workspace, bites: tuple[int, ...]) -> None:
    with pytest.raises(WorkspaceError, match="not there any more"):
        workspace.library.playlists.put(7, bites)
