"""Nothing but SQLite opens a workspace that is in use: anything else would drop SQLite's locks when it closes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.lock import AlreadyOpen
from db.rescue import restore_over
from db.salvage import recover
from db.workspace import Place, Workspace, create_workspace, open_workspace
from enable_desktop.charter.lines import Obstacle


class Opened:
    """Every open that Python itself makes while it is told to watch."""

    def __init__(self) -> None:
        self.watches = False
        self.seen: list[tuple[Path, int]] = []

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.watches and event == "open" and isinstance(arguments[0], str | bytes):
            flags = arguments[2] if isinstance(arguments[2], int) else 0
            self.seen.append((Path(os.fsdecode(arguments[0])), flags))


@pytest.fixture(scope="session")
def hook() -> Opened:
    """One for the whole run: an audit hook cannot be taken off again."""
    opened = Opened()
    sys.addaudithook(opened)
    return opened


@contextmanager
def watching(hook: Opened) -> Iterator[list[tuple[Path, int]]]:
    hook.seen.clear()
    hook.watches = True
    try:
        yield hook.seen
    finally:
        hook.watches = False


def test_only_sqlite_opens_the_workspace(tmp_path: Path, place: Place, hook: Opened) -> None:
    path = tmp_path / "Programme.enable"
    copy = tmp_path / "Copy.enable"
    with watching(hook) as seen:
        with create_workspace(path, place) as workspace:
            work(workspace)
            workspace.save_copy(copy)
            backup = workspace.back_up()
            workspace.restore(backup)
        with open_workspace(path, place) as workspace:
            work(workspace)
        open_workspace(path, place, write=False).close()
        restore_over(path, backup, place)
    opened = [(found, flags) for found, flags in seen if found.parent == tmp_path]
    # Made for their owner only before SQLite first opens them: the only plain opens there ever are.
    assert {found.name for found, _ in opened} <= {
        f"{path.name}.partial",
        f"{copy.name}.partial",
        f".{path.name}.restoring",
    }
    assert all(flags & os.O_EXCL for _, flags in opened)
    assert path not in {found for found, _ in seen}
    assert backup.path in {found for found, _ in seen}, "the hook hears of plain opens"


def test_what_is_left_of_a_damaged_file_is_read_past_sqlite_only_while_nobody_has_it_open(
    tmp_path: Path, place: Place, hook: Opened
) -> None:
    path = tmp_path / "Programme.enable"
    saved = tmp_path / "Saved.enable"
    with create_workspace(path, place) as workspace, watching(hook) as seen:
        work(workspace)
        with pytest.raises(AlreadyOpen):
            recover(path, saved, place)
        assert path not in {found for found, _ in seen}
    with watching(hook) as seen:
        recover(path, saved, place)
    assert [flags for found, flags in seen if found == path] == [os.O_RDONLY | os.O_CLOEXEC]


def work(workspace: Workspace) -> None:
    workspace.add(Obstacle, title="Time")
    workspace.undo()
    workspace.redo()
    workspace.search.find("time")
    workspace.integrity()
    workspace.check_place()
