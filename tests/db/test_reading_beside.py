"""The same workspace read in another thread while it is open."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from db.imports import store_in_slices
from db.workspace import Place, Workspace, open_workspace, reading_beside
from enable_desktop.charter.lines import Prose
from enable_desktop.errors import WorkspaceError
from enable_desktop.imports import AddMany, Lines, Plan
from enable_desktop.library.assets import Asset
from enable_desktop.library.query import Query
from enable_desktop.links import Ref
from enable_desktop.people import Person
from enable_desktop.words import mark, sentence


def test_another_thread_reads_what_is_stored_while_the_workspace_is_open(workspace: Workspace) -> None:
    workspace.add(Person, name="Ada")

    def names() -> list[str]:
        with reading_beside(workspace.path, workspace.place) as beside:
            return [person.name for person in beside.all(Person)]

    with ThreadPoolExecutor(1) as pool:
        assert "Ada" in pool.submit(names).result()
        workspace.add(Person, name="Bob")
        assert {"Ada", "Bob"} <= set(pool.submit(names).result())


def test_nothing_is_changed_beside(workspace: Workspace) -> None:
    with reading_beside(workspace.path, workspace.place) as beside, pytest.raises(WorkspaceError):
        beside.add(Person, name="Ada")
    assert "Ada" not in [person.name for person in workspace.all(Person)]


def test_a_file_that_went_away_is_told(workspace: Workspace) -> None:
    path = workspace.path.with_name("elsewhere.enable")
    with pytest.raises(WorkspaceError), reading_beside(path, workspace.place):
        pass


def test_nothing_of_an_import_that_begins_meanwhile_is_read(full: Workspace) -> None:
    count = full.count(Asset)
    lines = Lines(lambda: iter([{"title": f"Incoming {number}"} for number in range(200)]))
    plan = Plan(
        label=sentence(mark("Import the content listed in “{name}”"), name="list.csv"),
        writes=(AddMany(record=Asset, lines=lines, count=200),),
        came=(),
        parts=(),
    )
    with reading_beside(full.path, full.place) as beside:
        storing = store_in_slices(full, plan)
        for _ in range(4):
            next(storing)
        assert beside.count(Asset) == count
    for _ in storing:
        pass
    assert full.count(Asset) == count + 200


def test_whoever_only_reads_sees_what_was_changed_since_in_whatever_was_read_before(
    full: Workspace, place: Place
) -> None:
    with open_workspace(full.path, place, write=False) as reader:
        section, finding = reader.charter.content().all(Prose)[0], reader.library.finding
        assert finding.counts_of("flag", Query()) == full.library.finding.counts_of("flag", Query())
        found = finding.ids(Query())
        full.change(Ref(Prose.kind, section.id), text="Changed since")
        assert reader.charter.content().all(Prose)[0].text == "Changed since"
        for asset in full.all(Asset):
            full.change(Ref(Asset.kind, asset.id), owner=None, summary="")
        assert finding.counts_of("flag", Query()) == full.library.finding.counts_of("flag", Query())
        added = full.add(Asset, title="Added since")
        assert set(finding.ids(Query())) == {*found, added}
        full.undo()
        assert set(finding.ids(Query())) == set(found)
