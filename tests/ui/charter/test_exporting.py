"""Exports of the charter from the window: written whole, cancelled, or refused in a sentence with the old file kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from enable_desktop.charter.lines import Prose
from enable_desktop.links import Ref
from tests.ui.conftest import ScriptedAsk
from ui.charter.exporting import export_commands
from ui.desk import Desk
from ui.tasks import Cancelled, Job, NowTasks, PoolTasks, Progress, T, Work


class CancelledAtLast(NowTasks):
    """Somebody cancels when the new file is whole and only has to take its place."""

    def run(
        self,
        work: Work[T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        label: str,
        cancel: Callable[[], None] | None = None,
        quiet: bool = False,
        lasting: bool = False,
    ) -> Job:
        return super().run(lambda progress: work(_Last(progress)), done, failed, label=label, cancel=cancel)


class _Last:
    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def __call__(self, done: int, total: int) -> None:
        self._progress(done, total)

    def cancelled(self) -> bool:
        return False

    def check(self) -> None:
        """Not cancelled yet."""

    def settle(self) -> None:
        raise Cancelled


@pytest.fixture
def said(desk: Desk) -> list[str]:
    """What the window is told to say."""
    heard: list[str] = []
    desk.wants_toast.connect(lambda text, undo: heard.append(text))
    desk.wants_problem.connect(lambda title, text: heard.append(text))
    return heard


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Exports"
    made.mkdir()
    return made


def export(desk: Desk, ask: ScriptedAsk, target: Path, kind: str) -> None:
    ask.answers.append(target)
    command = next(each for each in export_commands(desk, lambda: None) if each.id == f"charter.export.{kind}")
    command.run()


KINDS = pytest.mark.parametrize("kind", ["all", "one-page", "business-case", "md"])


@KINDS
def test_an_export_is_written_and_said(desk: Desk, ask: ScriptedAsk, said: list[str], folder: Path, kind: str) -> None:
    export(desk, ask, folder / "Charter", kind)
    assert (folder / "Charter").read_bytes().startswith(b"#" if kind == "md" else b"%PDF")
    assert len(said) == 1
    assert "Charter" in said[0]
    assert [path.name for path in folder.iterdir()] == ["Charter"]


@KINDS
@pytest.mark.parametrize("old", [b"old", None])
def test_a_cancelled_export_leaves_the_old_file_and_nothing_half_written(
    desk: Desk, ask: ScriptedAsk, said: list[str], folder: Path, kind: str, old: bytes | None
) -> None:
    target = folder / "Charter.pdf"
    if old is not None:
        target.write_bytes(old)
    desk.tasks = CancelledAtLast()
    export(desk, ask, target, kind)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == ({target.name: old} if old else {})
    assert said == [f"Export cancelled. Charter.pdf {'is as it was' if old else 'was not written'}."]


def test_an_export_cancelled_while_it_is_laid_out_writes_nothing(
    desk: Desk, ask: ScriptedAsk, said: list[str], folder: Path, qtbot: QtBot
) -> None:
    mission = next(line.id for line in desk.workspace.all(Prose) if line.key == "mission")
    desk.workspace.change(Ref("sections", mission), text="A sentence of some length. " * 20_000)
    pool = PoolTasks()
    desk.tasks = pool
    target = folder / "Charter.pdf"
    target.write_bytes(b"old")
    export(desk, ask, target, "all")
    qtbot.waitUntil(lambda: pool.shown is not None)
    assert pool.shown is not None
    pool.shown.cancel_by_person()
    qtbot.waitUntil(lambda: pool.is_idle, timeout=30_000)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {target.name: b"old"}
    assert said == ["Export cancelled. Charter.pdf is as it was."]


def test_a_window_that_closes_finishes_the_export(desk: Desk, ask: ScriptedAsk, said: list[str], folder: Path) -> None:
    pool = PoolTasks()
    desk.tasks = pool
    export(desk, ask, folder / "Charter.pdf", "all")
    pool.close()
    assert (folder / "Charter.pdf").read_bytes().startswith(b"%PDF")
    assert said == []


@KINDS
@pytest.mark.parametrize(
    ("fault", "reason"),
    [("folder gone", "is not there"), ("a folder", "a folder has this name"), ("in a file", "is not a folder")],
)
def test_a_target_that_cannot_be_written_is_said(
    desk: Desk, ask: ScriptedAsk, said: list[str], folder: Path, kind: str, fault: str, reason: str
) -> None:
    (folder / "taken").mkdir()
    (folder / "file").write_bytes(b"old")
    target = {
        "folder gone": folder / "gone" / "a.pdf",
        "a folder": folder / "taken",
        "in a file": folder / "file" / "a",
    }
    export(desk, ask, target[fault], kind)
    assert len(said) == 1
    assert said[0].startswith(f"“{target[fault]}” was not written: ")
    assert said[0].endswith("What was there before is unchanged.")
    assert reason in said[0]
    assert (folder / "file").read_bytes() == b"old"
    assert sorted(path.name for path in folder.rglob("*")) == ["file", "taken"]
