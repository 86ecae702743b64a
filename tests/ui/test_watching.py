"""What happens in a watched folder is noticed while the program runs, also what the system does not tell."""

from __future__ import annotations

import errno
import logging
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from pytestqt.qtbot import QtBot
from watchdog.events import (
    DirModifiedEvent,
    FileClosedNoWriteEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileOpenedEvent,
)
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingEmitter

from tests.enable_desktop.library.looks import write
from ui.watching import FolderWatch, Pace, counts, is_remote

QUICK: Final = Pace(quiet=0.05, longest=0.5, still_there=0.05, unheard=0.2)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "Content", {"a.md": "one", "deep/b.md": "two"})


@pytest.fixture
def watch() -> Iterator[FolderWatch]:
    made = FolderWatch(pace=QUICK)
    yield made
    made.close()
    made.deleteLater()


def begin(watch: FolderWatch, root: Path, qtbot: QtBot) -> None:
    """Watch a folder, and wait until it is said to be watched."""
    with qtbot.waitSignal(watch.touched) as told:
        watch.watch({7: root})
    assert told.args == [7]


def threads() -> list[str]:
    return [each.name for each in threading.enumerate() if each.name.startswith("folder")]


def test_a_folder_is_looked_at_when_it_begins_to_be_watched_and_after_each_change(
    watch: FolderWatch, root: Path, qtbot: QtBot
) -> None:
    begin(watch, root, qtbot)
    with qtbot.waitSignal(watch.touched) as told:
        (root / "deep" / "b.md").write_text("two, edited")
    assert told.args == [7]
    with qtbot.waitSignal(watch.touched):
        (root / "a.md").rename(root / "deep" / "a.md")
    with qtbot.waitSignal(watch.touched):
        write(root, {"new/folder/c.md": "three"})
    with qtbot.waitSignal(watch.touched):
        (root / "new/folder/c.md").unlink()


def test_many_changes_at_once_are_told_once(watch: FolderWatch, root: Path, qtbot: QtBot) -> None:
    begin(watch, root, qtbot)
    told: list[int] = []
    watch.touched.connect(told.append)
    with qtbot.waitSignal(watch.touched):
        write(root, {f"{number}.md": "x" for number in range(500)})
    assert told == [7]


def test_a_folder_that_goes_and_comes_back_is_looked_at_both_times_and_heard_again(
    watch: FolderWatch, root: Path, qtbot: QtBot
) -> None:
    begin(watch, root, qtbot)
    with qtbot.waitSignal(watch.touched):
        root.rename(root.parent / "unplugged")
    with qtbot.waitSignal(watch.touched):
        shutil.copytree(root.parent / "unplugged", root)
    with qtbot.waitSignal(watch.touched):
        (root / "a.md").write_text("heard")


def test_a_folder_that_is_not_there_yet_is_looked_at_when_it_comes(
    watch: FolderWatch, tmp_path: Path, qtbot: QtBot
) -> None:
    begin(watch, tmp_path / "stick", qtbot)
    with qtbot.waitSignal(watch.touched):
        write(tmp_path / "stick", {"a.md": "one"})


class Full(BaseObserver):
    """What watchdog does where the system has no watches left."""

    def __init__(self) -> None:
        super().__init__(PollingEmitter)

    def start(self) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")


def test_where_the_system_cannot_watch_it_is_said_and_the_folder_looked_at_every_so_often(
    root: Path, qtbot: QtBot
) -> None:
    watch = FolderWatch(pace=QUICK, observer=Full)
    with qtbot.waitSignal(watch.limited) as said:
        watch.watch({7: root})
    assert said.args is not None
    assert "cannot watch all of" in str(said.args[1])
    for _ in range(3):
        with qtbot.waitSignal(watch.touched):
            pass
    watch.close()


def test_when_the_system_lost_events_the_folder_is_looked_at_and_nothing_is_logged(
    watch: FolderWatch, root: Path, qtbot: QtBot
) -> None:
    begin(watch, root, qtbot)
    with qtbot.waitSignal(watch.touched):
        logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed; events were lost")
    with qtbot.waitSignal(watch.touched):
        (root / "a.md").write_text("still heard")


def test_nothing_is_left_running_when_it_is_closed(root: Path, tmp_path: Path, qtbot: QtBot) -> None:
    watch = FolderWatch(pace=QUICK)
    other = write(tmp_path / "Other", {"a.md": "one"})
    with qtbot.waitSignals([watch.touched, watch.touched]):
        watch.watch({7: root, 8: other})
    assert sorted(threads()) == ["folder 7", "folder 8"]
    watch.watch({8: other})
    assert threads() == ["folder 8"]
    told: list[int] = []
    watch.touched.connect(told.append)
    (other / "a.md").write_text("at the last moment")
    watch.close()
    assert threads() == []
    assert logging.getLogger("watchdog").propagate
    qtbot.waitUntil(lambda: not told)
    assert told == []


def test_reading_a_document_and_what_an_editor_does_beside_it_is_no_change() -> None:
    assert not counts(FileOpenedEvent("/r/a.md"))
    assert not counts(FileClosedNoWriteEvent("/r/a.md"))
    assert not counts(DirModifiedEvent("/r"))
    assert not counts(FileCreatedEvent("/r/~$a.docx"))
    assert not counts(FileModifiedEvent("/r/.a.md.swp"))
    assert counts(FileModifiedEvent("/r/a.md"))
    assert counts(FileMovedEvent("/r/saved.tmp", "/r/a.md"))


def test_a_disk_of_this_computer_is_not_taken_for_one_of_another(tmp_path: Path) -> None:
    assert not is_remote(tmp_path)
    assert not is_remote(tmp_path / "not there")
