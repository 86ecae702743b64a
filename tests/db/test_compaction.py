"""A file that much was taken out of gives the room back, a little at a time, and holds what it held."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.compaction import PAGES_AT_ONCE, begin_in_slices
from db.step_list import KEPT
from db.workspace import Place, Workspace, open_workspace
from enable_desktop.charter.lines import Obstacle
from enable_desktop.interviews import Interview
from enable_desktop.links import Ref
from enable_desktop.notes import Attachment
from tests.db.content import complaints, content_of

PAGE = 4_096
LARGE = "A sentence that somebody once wrote into a field. " * 4_000


def grow(workspace: Workspace) -> None:
    """A text of some megabytes comes and goes, and is forgotten by the history."""
    made = [workspace.add(Interview, title=f"Large {number}", notes=LARGE) for number in range(16)]
    for each in made:
        workspace.remove(Ref(Interview.kind, each))
    last = workspace.add(Obstacle, title="Small")
    for number in range(KEPT + 1):
        workspace.change(Ref(Obstacle.kind, last), title=f"Small {number}")
    while workspace.search.catch_up(2_000):
        pass


def free_pages(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("pragma freelist_count").fetchone()[0])


def test_what_is_free_is_given_back_in_slices(workspace: Workspace) -> None:
    grow(workspace)
    size, before, steps = workspace.path.stat().st_size, content_of(workspace.path), workspace.history()
    sizes = [size]
    while workspace.compact():
        sizes.append(workspace.path.stat().st_size)
    sizes = [size, *(each for each in sizes[1:] if each != size)]
    assert all(0 <= one - other <= (PAGES_AT_ONCE + 8) * PAGE for one, other in zip(sizes, sizes[1:], strict=False))
    assert free_pages(workspace.path) == 0
    assert workspace.path.stat().st_size < size / 3
    assert content_of(workspace.path) == before
    assert workspace.history() == steps
    assert complaints(workspace.path) == []


def test_changes_go_on_between_two_slices(workspace: Workspace) -> None:
    grow(workspace)
    assert workspace.compact()
    made = workspace.add(Obstacle, title="Between")
    while workspace.compact():
        pass
    workspace.undo()
    assert workspace.get(Obstacle, made) is None
    assert complaints(workspace.path) == []


def test_a_file_that_has_no_room_to_give_is_left_alone(workspace: Workspace) -> None:
    before = workspace.path.read_bytes()
    while workspace.compact():
        pass
    assert workspace.path.read_bytes() == before


def test_nothing_happens_while_somebody_else_reads(workspace: Workspace) -> None:
    grow(workspace)
    size = workspace.path.stat().st_size
    with closing(sqlite3.connect(workspace.path)) as reader:
        reader.execute("begin")
        reader.execute("select count(*) from obstacles").fetchone()
        assert workspace.compact(), "it is to be tried again"
        assert workspace.compact()
        assert workspace.path.stat().st_size == size
    while workspace.compact():
        pass
    assert workspace.path.stat().st_size < size / 3


def test_a_file_that_was_moved_is_not_written_to(workspace: Workspace) -> None:
    grow(workspace)
    away = workspace.path.rename(workspace.path.with_name("Elsewhere.enable"))
    size = away.stat().st_size
    assert not workspace.compact()
    assert away.stat().st_size == size


@pytest.fixture
def older(workspace: Workspace, place: Place) -> Workspace:
    """A file of a program that knew nothing of slices."""
    path = workspace.path
    workspace.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("pragma auto_vacuum = none")
        connection.execute("vacuum")
    return open_workspace(path, place)


def test_a_file_of_an_older_program_is_written_anew_when_it_is_closed_and_gives_back_in_slices_from_then_on(
    older: Workspace, place: Place
) -> None:
    grow(older)
    size = older.path.stat().st_size
    while older.compact():
        pass
    assert older.path.stat().st_size == size
    older.close()
    assert older.path.stat().st_size < size / 3
    assert complaints(older.path) == []
    with open_workspace(older.path, place) as again:
        grow(again)
        size = again.path.stat().st_size
        while again.compact():
            pass
        assert again.path.stat().st_size < size / 3


def test_a_small_file_of_an_older_program_is_closed_as_it_is(older: Workspace) -> None:
    before = older.path.read_bytes()
    older.close()
    assert older.path.read_bytes() == before


def test_slices_can_only_be_begun_in_an_empty_file(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "file.db")) as connection:
        begin_in_slices(connection)
        connection.execute("create table one (two)")
        assert connection.execute("pragma auto_vacuum").fetchone() == (2,)


def kept(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("select count(*) from blobs").fetchone()[0])


def forget_steps(workspace: Workspace) -> None:
    """So many later steps that the history forgets all before."""
    note = workspace.add(Obstacle, title="Small")
    for number in range(KEPT + 1):
        workspace.change(Ref(Obstacle.kind, note), title=f"Small {number}")


def compacted(workspace: Workspace, place: Place) -> Workspace:
    """The same file opened anew, and made smaller."""
    workspace.close()
    again = open_workspace(workspace.path, place)
    while again.compact():
        pass
    return again


def test_the_bytes_of_a_removed_attachment_stay_until_nothing_can_bring_it_back(
    workspace: Workspace, place: Place
) -> None:
    removed = workspace.attachments.add("removed.pdf", b"removed", "application/pdf")
    workspace.attachments.add("kept.pdf", b"kept", "application/pdf")
    workspace.remove(Ref(removed.kind, removed.id))
    workspace = compacted(workspace, place)
    workspace.undo()
    assert workspace.attachments.content(removed) == b"removed"
    workspace.redo()
    forget_steps(workspace)
    workspace = compacted(workspace, place)
    assert kept(workspace.path) == 1
    (left,) = workspace.all(Attachment)
    assert workspace.attachments.content(left) == b"kept"
    workspace.close()


def test_an_attachment_that_was_taken_back_can_be_done_again(workspace: Workspace, place: Place) -> None:
    attached = workspace.attachments.add("again.pdf", b"again", "application/pdf")
    workspace.undo()
    workspace = compacted(workspace, place)
    workspace.redo()
    assert workspace.attachments.content(attached) == b"again"
    workspace.close()
