"""Backups: made when due, checked, rotated, put back, and never lost to a wrong clock."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.backups import DAILY, WEEKLY, backups_in, is_due, make_backup, rotate, verify
from db.lock import AlreadyOpen
from db.rescue import backups_of, restore_over
from db.workspace import Place, Workspace, open_workspace
from enable_desktop.charter.lines import Obstacle
from enable_desktop.errors import WorkspaceError
from tests.db.content import complaints, content_of
from tests.flows.writer import NOW


def pretended(folder: Path, moment: datetime) -> None:
    """What lies in the folder after a backup at some moment."""
    name = f"{moment:%Y-%m-%dT%H%M%S}"
    (folder / f"{name}.enable").write_bytes(b"")
    (folder / f"{name}.sha256").write_text("")


def days_of(folder: Path) -> list[str]:
    return [f"{backup.made:%Y-%m-%d}" for backup in backups_in(folder)]


def test_a_backup_holds_everything_and_is_sound(full: Workspace) -> None:
    backup = full.back_up()
    assert content_of(backup.path) == content_of(full.path)
    assert complaints(backup.path) == []
    assert backup.made == full.now
    assert backup.size == backup.path.stat().st_size
    verify(backup.path)
    assert full.backups() == (backup,)
    assert {found.suffix for found in full.backup_folder.iterdir()} == {".enable", ".sha256", ".txt"}


def test_a_backup_is_due_on_a_day_without_one(full: Workspace, at: Callable[[datetime], Place]) -> None:
    assert full.backup_is_due()
    full.back_up()
    assert not full.backup_is_due()
    full.close()
    for later, due in ((timedelta(hours=13), False), (timedelta(hours=14), True), (timedelta(days=-700), True)):
        with open_workspace(full.path, at(full.now + later)) as workspace:
            assert workspace.backup_is_due() is due


def test_a_backup_from_a_clock_that_was_ahead_is_not_todays(tmp_path: Path) -> None:
    pretended(tmp_path, NOW + timedelta(days=3650))
    assert is_due(backups_in(tmp_path), NOW)


def test_seven_days_and_four_weeks_are_kept(tmp_path: Path) -> None:
    for age in range(60):
        pretended(tmp_path, NOW - timedelta(days=age))
        pretended(tmp_path, NOW - timedelta(days=age, hours=5))
        pretended(tmp_path, NOW - timedelta(days=age, hours=9))
    rotate(tmp_path, NOW)
    kept = [datetime.strptime(day, "%Y-%m-%d") for day in days_of(tmp_path)]
    today = [day for day in kept if day.date() == NOW.date()]
    assert len(today) == 3, "all of today, also what a restore has replaced"
    others = [day for day in kept if day.date() != NOW.date()]
    assert len(set(others)) == len(others)
    ages = sorted((NOW.date() - day.date()).days for day in others)
    assert ages[: DAILY - 1] == list(range(1, DAILY))
    assert len({day.isocalendar()[:2] for day in kept}) == WEEKLY
    assert len(others) == DAILY - 1 + WEEKLY - 2
    assert not [note for note in tmp_path.glob("*.sha256") if not note.with_suffix(".enable").exists()]


def test_the_newest_of_a_day_and_of_a_second_is_the_one_that_stays(tmp_path: Path) -> None:
    yesterday = NOW - timedelta(days=1)
    for number in ("", "-2", "-10"):
        name = f"{yesterday:%Y-%m-%dT%H%M%S}{number}"
        (tmp_path / f"{name}.enable").write_bytes(b"")
        (tmp_path / f"{name}.sha256").write_text("")
    pretended(tmp_path, yesterday - timedelta(hours=2))
    assert [backup.name[17:] for backup in backups_in(tmp_path)] == ["-10", "-2", "", ""]
    rotate(tmp_path, NOW)
    assert [backup.name[17:] for backup in backups_in(tmp_path)] == ["-10"]


@pytest.mark.parametrize("wrong", [timedelta(days=-730), timedelta(days=3650)])
def test_a_wrong_clock_purges_nothing(tmp_path: Path, wrong: timedelta) -> None:
    for age in range(5):
        pretended(tmp_path, NOW - timedelta(days=age))
    right = days_of(tmp_path)
    for day in range(2):
        pretended(tmp_path, NOW + wrong + timedelta(days=day))
        rotate(tmp_path, NOW + wrong + timedelta(days=day))
        assert set(right) <= set(days_of(tmp_path))
    for day in range(1, 3):
        pretended(tmp_path, NOW + timedelta(days=day))
        rotate(tmp_path, NOW + timedelta(days=day))
        assert f"{NOW + timedelta(days=day):%Y-%m-%d}" in days_of(tmp_path)
        assert set(right) <= set(days_of(tmp_path))


@given(st.lists(st.integers(-800, 4000), min_size=1, max_size=30), st.integers(-800, 4000))
def test_rotation_keeps_what_was_just_made_and_what_is_from_the_future(
    tmp_path_factory: pytest.TempPathFactory, days: list[int], today: int
) -> None:
    folder = tmp_path_factory.mktemp("backups")
    now = NOW + timedelta(days=today)
    for day in (*days, today):
        pretended(folder, NOW + timedelta(days=day))
    before = set(days_of(folder))
    rotate(folder, now)
    after = set(days_of(folder))
    assert f"{now:%Y-%m-%d}" in after
    assert {day for day in before if day > f"{now:%Y-%m-%d}"} <= after
    past = sorted((day for day in before if day <= f"{now:%Y-%m-%d}"), reverse=True)
    assert set(past[:DAILY]) <= after
    assert len(after & set(past)) <= DAILY + WEEKLY


def test_the_clock_may_be_set_back_an_hour(full: Workspace, at: Callable[[datetime], Place]) -> None:
    full.back_up()
    first = full.back_up()
    full.close()
    with open_workspace(full.path, at(full.now - timedelta(hours=1))) as workspace:
        workspace.back_up()
        assert len(workspace.backups()) == 3
        assert workspace.backups()[0].path == first.path


# -- damage


def test_one_flipped_bit_is_noticed(full: Workspace) -> None:
    full.add(Obstacle, title="Before")
    backup = full.back_up()
    content = bytearray(backup.path.read_bytes())
    before = content_of(full.path)
    for at in range(0, len(content), len(content) // 40):
        content[at] ^= 4
        backup.path.write_bytes(content)
        content[at] ^= 4
        with pytest.raises(WorkspaceError, match="is damaged and was not used"):
            full.restore(backup)
    assert content_of(full.path) == before
    full.add(Obstacle, title="It is still open")
    backup.path.write_bytes(content)
    full.restore(backup)


@pytest.mark.parametrize("note", [b"", b"\n", b"\xff\xfe", b"0123  x.enable\n", None])
def test_a_backup_without_its_true_sum_is_not_used(full: Workspace, note: bytes | None) -> None:
    backup = full.back_up()
    if note is None:
        backup.path.with_suffix(".sha256").unlink()
        assert full.backups() == ()
    else:
        backup.path.with_suffix(".sha256").write_bytes(note)
    with pytest.raises(WorkspaceError):
        full.restore(backup)


def test_no_backup_is_made_of_a_damaged_file(full: Workspace) -> None:
    root = rootpage(full.path, "obstacles_position")
    handle = os.open(full.path, os.O_RDWR)
    # A page of an index that does not fit its table any more: readable, but wrong.
    os.pwrite(handle, b"\x7f\x7f", 4096 * root - 4)
    os.close(handle)
    if full.integrity() == ():
        pytest.fail("the damage was not noticed")
    with pytest.raises(WorkspaceError, match="is damaged"):
        full.back_up()
    assert full.backups() == ()
    assert not list(full.backup_folder.glob("*.partial*"))


def rootpage(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("select rootpage from sqlite_schema where name = ?", (name,)).fetchone()[0])


# -- putting back


def test_a_restored_backup_brings_its_own_history_and_keeps_what_it_replaced(full: Workspace, place: Place) -> None:
    full.add(Obstacle, title="Early")
    backup = full.back_up()
    early = content_of(full.path)
    full.add(Obstacle, title="Late")
    late = content_of(full.path)
    replaced = full.restore(backup)
    assert content_of(full.path) == early
    assert content_of(replaced.path) == late
    with open_workspace(full.path, place) as workspace:
        assert str(workspace.undo_label) == "Add Obstacle “Early”"
        assert workspace.integrity() == ()
        workspace.back_up()
        assert replaced.path in {each.path for each in workspace.backups()}
        workspace.restore(replaced)
    assert content_of(full.path) == late


def test_a_stale_journal_does_not_spoil_what_is_put_back(full: Workspace, place: Place) -> None:
    backup = full.back_up()
    early = content_of(full.path)
    full.add(Obstacle, title="Late")
    full.restore(backup)
    assert not full.path.with_name(f"{full.path.name}-journal").exists()
    open_workspace(full.path, place).close()
    assert content_of(full.path) == early


def test_a_moved_workspace_is_not_restored_into_a_stranger(full: Workspace) -> None:
    backup = full.back_up()
    full.path.rename(full.path.with_name("Elsewhere.enable"))
    full.path.write_bytes(b"somebody else's file")
    with pytest.raises(WorkspaceError, match="was moved, replaced or deleted"):
        full.restore(backup)
    assert full.path.read_bytes() == b"somebody else's file"


# -- the folder


def test_a_folder_that_is_a_file_is_said(full: Workspace, place: Place, tmp_path: Path) -> None:
    full.close()
    (tmp_path / "chosen").write_text("a file")
    chosen = Place(home=place.home, clock=place.clock, backups=tmp_path / "chosen")
    with (
        open_workspace(full.path, chosen) as workspace,
        pytest.raises(WorkspaceError, match="The backup could not be made: .*The workspace itself is safe"),
    ):
        workspace.back_up()


def test_leftovers_are_swept_and_other_files_left_alone(full: Workspace, place: Place) -> None:
    backup = full.back_up()
    folder = full.backup_folder
    for name in ("2026-01-01T000000.partial", "2026-01-01T000000.partial-journal", "2026-01-01T000000.sha256"):
        (folder / name).write_text("x")
    for name in ("notes.docx", "my own copy.enable"):
        (folder / name).write_text("x")
    full.close()
    with open_workspace(full.path, place) as workspace:
        assert workspace.backups() == (backup,)
    names = {found.name for found in folder.iterdir()} - {"workspace.txt"}
    assert names == {backup.path.name, f"{backup.name}.sha256", "notes.docx", "my own copy.enable"}


def test_two_workspaces_never_share_their_backups(full: Workspace, place: Place) -> None:
    copy = full.path.with_name("Copy.enable")
    full.save_copy(copy)
    with open_workspace(copy, place) as other:
        assert other.backup_folder != full.backup_folder


def test_a_backup_may_run_while_somebody_types(full: Workspace) -> None:
    for number in range(5):
        full.add(Obstacle, title=f"{number}")
        backup = make_backup(full.path, full.backup_folder, NOW + timedelta(seconds=number))
        assert content_of(backup.path) == content_of(full.path)


# -- a file that cannot be opened any more


def test_a_damaged_file_is_replaced_and_kept_with_its_journal(full: Workspace, place: Place) -> None:
    backup = full.back_up()
    wanted = content_of(full.path)
    full.close()
    journal = full.path.with_name(f"{full.path.name}-journal")
    full.path.write_bytes(b"damaged" * 1_000)
    journal.write_bytes(b"left over")
    assert backups_of(full.path, place) == (backup,)
    kept = restore_over(full.path, backup, place)
    assert kept is not None
    assert kept.read_bytes() == b"damaged" * 1_000
    assert kept.with_name(f"{kept.name}-journal").read_bytes() == b"left over"
    assert not journal.exists()
    assert content_of(full.path) == wanted
    assert full.path.stat().st_mode & 0o777 == 0o600
    open_workspace(full.path, place).close()
    full.path.unlink()
    assert restore_over(full.path, backup, place) is None
    assert content_of(full.path) == wanted


def test_a_damaged_backup_replaces_nothing(full: Workspace, place: Place) -> None:
    backup = full.back_up()
    full.close()
    before = full.path.read_bytes()
    backup.path.write_bytes(b"damaged")
    with pytest.raises(WorkspaceError, match="is damaged and was not used"):
        restore_over(full.path, backup, place)
    assert full.path.read_bytes() == before
    assert {found.name for found in full.path.parent.iterdir()} == {full.path.name, "home"}


def test_a_file_that_a_window_has_open_is_not_replaced(full: Workspace, place: Place) -> None:
    backup = full.back_up()
    with pytest.raises(AlreadyOpen):
        restore_over(full.path, backup, place)
    full.add(Obstacle, title="Still here")
    assert full.integrity() == ()
