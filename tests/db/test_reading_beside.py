"""The same workspace read in another thread while it is open."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from db.workspace import Workspace, reading_beside
from enable_desktop.errors import WorkspaceError
from enable_desktop.people import Person


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
