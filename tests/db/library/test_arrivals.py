"""Files of a folder become assets with what their pages say, and their days of expiry fill the review queue."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.library.deeds import Arrival, Deeds
from db.workspace import Workspace
from enable_desktop.library.assets import Asset, Status, WatchedFolder
from enable_desktop.library.facets import values_of
from enable_desktop.library.from_document import from_document
from enable_desktop.notes import ListEntry
from enable_desktop.people import Person
from enable_desktop.readers.documents import read_all
from tests.db.library.shelf import LISTS
from tests.enable_desktop.library.looks import write
from ui.reconciling import look_at, roots_of

PAGES = {
    "old.md": "---\ndate: 2019-07-31 09:00:00\nexpirydate: 2024-06-14\ntopics: [pricing, analytics]\n---\n# Old page",
    "new.md": "---\nexpirydate: 2026-12-31\ntopics:\n- analytics\nauthors:\n- ann-lee\n- jo-doe\n---\n# New page",
    "plain.md": "# Plain page",
}


def never() -> None:
    """Nobody stops the work."""


@pytest.fixture
def folder(workspace: Workspace, tmp_path: Path) -> Path:
    for entry in LISTS:
        workspace.add(type(entry), **{name: getattr(entry, name) for name in ("key", "title")}
                      | ({"list": entry.list} if isinstance(entry, ListEntry) else {}))  # fmt: skip
    workspace.add(ListEntry, list="facets", key="topic", title="Topic")
    root = write(tmp_path / "Pages", PAGES)
    workspace.add(WatchedFolder, title="Pages", path=str(root))
    workspace.add(Person, name="Ann Lee")
    return root


def take_in(workspace: Workspace, root: Path, slices: int = 1000) -> None:
    """What lies in a watched folder, as a look at it takes it in."""
    found = look_at(workspace, roots_of(workspace), never)[0]
    shelves = workspace.library.adding.shelves()
    documents = dict(read_all(root / each.seen.path for each in found.new))
    arrivals = tuple(
        Arrival(fresh=each, values=from_document(each.seen.path, documents[root / each.seen.path], shelves))
        for each in found.new
    )
    deeds = Deeds(findings=found, arrivals=arrivals, entries=shelves.new_entries)
    for part in deeds.sliced(slices):
        workspace.library.files.follow(part)


def by_title(workspace: Workspace) -> dict[str, Asset]:
    return {each.title: each for each in workspace.all(Asset)}


@pytest.mark.parametrize("slices", [1000, 1])
def test_topics_that_are_new_are_stored_once_with_the_pages(workspace: Workspace, folder: Path, slices: int) -> None:
    take_in(workspace, folder, slices)
    topics = [each.title for each in workspace.all(ListEntry) if each.list == "topic"]
    assert sorted(topics) == ["analytics", "pricing"]
    assert values_of(by_title(workspace)["Old page"])["topic"] == ("pricing", "analytics")


def test_who_wrote_it_owns_it_where_they_are_known(workspace: Workspace, folder: Path) -> None:
    take_in(workspace, folder)
    (person,) = workspace.all(Person)
    made = by_title(workspace)["New page"]
    assert (made.owner, made.sources) == (person.id, "jo-doe")


def test_a_page_that_is_out_already_is_asked_about_first_and_is_not_retired(workspace: Workspace, folder: Path) -> None:
    take_in(workspace, folder)
    assets = by_title(workspace)
    queue = workspace.library.reviews.queue()
    assert queue.overdue == (assets["Old page"].id,)
    assert set(queue.never) == {assets["Plain page"].id} | ({assets["New page"].id} - set(queue.soon))
    assert workspace.library.expiry.retire_expired() == 0
    assert by_title(workspace)["Old page"].status is Status.PUBLISHED


def test_one_undo_of_the_automatic_step_takes_pages_and_topics_back(workspace: Workspace, folder: Path) -> None:
    take_in(workspace, folder)
    step = next(each for each in workspace.history() if "watched folders" in str(each.label))
    workspace.revert(step.id)
    assert not workspace.all(Asset)
    assert not [each for each in workspace.all(ListEntry) if each.list == "topic"]
