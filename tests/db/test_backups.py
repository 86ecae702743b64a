"""Backups: made when due, checked, rotated, put back, and never lost to a wrong clock."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.backups import (
    DAILY,
    SET_ASIDE,
    TODAY,
    WEEKLY,
    Backup,
    backups_in,
    digest_of,
    make_backup,
    make_if_changed,
    rotate,
    verify,
)
from db.files import SCHEMA, connect
from db.lock import AlreadyOpen
from db.rescue import backups_of, copy_out, restore_over
from db.workspace import Place, Workspace, create_workspace, open_workspace
from enable_desktop.charter.lines import Obstacle
from enable_desktop.errors import WorkspaceError
from enable_desktop.links import Ref
from enable_desktop.people import Person
from enable_desktop.turns import giving_way
from enable_desktop.words import Words
from tests.db.content import complaints, content_of
from tests.faults.jobs import NOW


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


# -- on opening


def on_opening(workspace: Workspace) -> Backup | None:
    return make_if_changed(workspace.path, workspace.backup_folder, workspace.now)


def test_what_no_backup_holds_yet_is_backed_up_on_opening(
    full: Workspace, at: Callable[[datetime], Place], words: Words
) -> None:
    assert on_opening(full) is not None
    assert on_opening(full) is None
    section = Ref("sections", 1)
    changes: list[Callable[[], object]] = [
        lambda: full.add(Obstacle, title="New"),
        lambda: full.change(section, typing=True, text="T"),
        lambda: full.change(section, typing=True, text="Typed in the same step"),
        full.undo,
        full.redo,
        lambda: full.settings.set("company", "Other"),
        lambda: full.attachments.add("a.png", b"bytes", "image/png"),
        lambda: full.people.forget(full.all(Person)[0].id, words),
    ]
    for change in changes:
        change()
        made = on_opening(full)
        assert made is not None
        assert content_of(made.path) == content_of(full.path)
        assert on_opening(full) is None
    full.close()
    later = NOW + timedelta(days=30)
    with open_workspace(full.path, at(later)) as workspace:
        assert on_opening(workspace) is None, "also another day: nothing has changed"


def test_indexing_alone_is_no_change(full: Workspace) -> None:
    full.add(Obstacle, title="New")
    on_opening(full)
    while full.search.catch_up():
        pass
    assert on_opening(full) is None


@pytest.mark.parametrize("wrong", [timedelta(days=-730), timedelta(days=3650)])
def test_a_wrong_clock_skips_no_backup(full: Workspace, at: Callable[[datetime], Place], wrong: timedelta) -> None:
    full.back_up()
    full.close()
    with open_workspace(full.path, at(NOW + wrong)) as workspace:
        assert on_opening(workspace) is None
        workspace.add(Obstacle, title="While the clock was wrong")
        assert on_opening(workspace) is not None
        assert on_opening(workspace) is None
    with open_workspace(full.path, at(NOW)) as workspace:
        workspace.add(Obstacle, title="Right again")
        assert on_opening(workspace) is not None
        assert on_opening(workspace) is None


def test_a_backup_that_was_damaged_meanwhile_does_not_count(full: Workspace) -> None:
    first = full.back_up()
    content = bytearray(first.path.read_bytes())
    content[-1] ^= 1
    first.path.write_bytes(content)
    made = on_opening(full)
    assert made is not None
    verify(made.path)


def test_a_file_that_somebody_writes_all_the_time_is_copied_all_the_same(full: Workspace) -> None:
    for number in range(20):
        full.attachments.add(f"{number}.bin", os.urandom(1_000_000), "application/octet-stream")
    stop = threading.Event()

    def write() -> None:
        with closing(connect(full.path)) as other:
            while not stop.wait(0.01):
                other.execute("update settings set value = value || 'x' where key = 'company'")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        backup = full.back_up()
    finally:
        stop.set()
        writer.join()
    assert complaints(backup.path) == []


LARGE = 36_000_000
"""Bytes that are not copied in one go."""


def enlarge(workspace: Workspace) -> None:
    workspace.attachments.add("large.bin", bytes(LARGE), "application/octet-stream")


def test_no_change_is_refused_while_a_large_file_is_backed_up_and_the_backup_holds_them_all(full: Workspace) -> None:
    enlarge(full)
    made = 0

    def change() -> None:
        nonlocal made
        if made < 6:
            made += 1
            full.add(Obstacle, title=f"While it is copied {made}")

    with giving_way(change):
        backup = make_backup(full.path, full.backup_folder, NOW)
    assert made == 6
    assert full.all(Obstacle)[-1].title == "While it is copied 6"
    assert content_of(backup.path) == content_of(full.path)
    assert complaints(backup.path) == []


def test_a_small_file_is_backed_up_although_every_look_at_it_finds_it_changed(full: Workspace) -> None:
    before = full.count(Obstacle)

    def change() -> None:
        full.add(Obstacle, title="Again")

    with giving_way(change):
        backup = make_backup(full.path, full.backup_folder, NOW)
    assert full.count(Obstacle) > before
    assert complaints(backup.path) == []


def test_a_large_file_that_is_never_left_alone_is_said_and_leaves_nothing_half_written(full: Workspace) -> None:
    enlarge(full)
    made = 0

    def change() -> None:
        nonlocal made
        made += 1
        full.add(Obstacle, title=f"Without a pause {made}")

    with giving_way(change), pytest.raises(WorkspaceError, match="was being changed all the time"):
        make_backup(full.path, full.backup_folder, NOW, patience=0.1)
    assert full.all(Obstacle)[-1].title == f"Without a pause {made}"
    assert full.backups() == ()
    assert not list(full.backup_folder.glob("*.partial*"))


def test_a_file_that_another_program_holds_is_said_and_not_waited_for_without_end(full: Workspace) -> None:
    with closing(sqlite3.connect(full.path, isolation_level=None)) as other:
        other.execute("begin exclusive")
        with pytest.raises(WorkspaceError, match="is being written by another program"):
            full.back_up()
    assert not list(full.backup_folder.glob("*.partial*"))
    assert full.backups() == ()


def test_two_backups_at_once_do_not_sweep_each_other_away(full: Workspace) -> None:
    for number in range(20):
        full.attachments.add(f"{number}.bin", os.urandom(1_000_000), "application/octet-stream")
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: make_backup(full.path, full.backup_folder, NOW), range(8)))
    assert len({backup.path for backup in made}) == 8
    for backup in made:
        verify(backup.path)
    assert set(full.backups()) == set(made)


# -- rotation


def test_seven_days_and_four_weeks_are_kept(tmp_path: Path) -> None:
    for age in range(60):
        pretended(tmp_path, NOW - timedelta(days=age))
        pretended(tmp_path, NOW - timedelta(days=age, hours=5))
        pretended(tmp_path, NOW - timedelta(days=age, hours=9))
    rotate(tmp_path, NOW)
    kept = [datetime.strptime(day, "%Y-%m-%d") for day in days_of(tmp_path)]
    today = [day for day in kept if day.date() == NOW.date()]
    assert len(today) == 3
    others = [day for day in kept if day.date() != NOW.date()]
    assert len(set(others)) == len(others)
    ages = sorted((NOW.date() - day.date()).days for day in others)
    assert ages[: DAILY - 1] == list(range(1, DAILY))
    assert len({day.isocalendar()[:2] for day in kept}) == WEEKLY
    assert len(others) == DAILY - 1 + WEEKLY - 2
    assert not [note for note in tmp_path.glob("*.sha256") if not note.with_suffix(".enable").exists()]


def test_of_today_the_newest_five_are_kept(tmp_path: Path) -> None:
    for age in range(12):
        pretended(tmp_path, NOW - timedelta(minutes=10 * age))
    pretended(tmp_path, NOW - timedelta(days=1))
    rotate(tmp_path, NOW)
    kept = [backup.made for backup in backups_in(tmp_path)]
    assert kept == [*(NOW - timedelta(minutes=10 * age) for age in range(TODAY)), NOW - timedelta(days=1)]


def test_what_was_set_aside_outlives_the_day(full: Workspace, at: Callable[[datetime], Place]) -> None:
    replaced = full.restore(full.back_up())
    assert replaced.set_aside
    for day in range(1, 60):
        with open_workspace(full.path, at(NOW + timedelta(days=day))) as workspace:
            workspace.add(Obstacle, title=f"{day}")
            workspace.back_up()
            assert replaced in workspace.backups()
    for day in range(60, 60 + SET_ASIDE):
        with open_workspace(full.path, at(NOW + timedelta(days=day))) as workspace:
            assert replaced in workspace.backups()
            workspace.restore(workspace.backups()[0])
    with open_workspace(full.path, at(NOW + timedelta(days=70))) as workspace:
        workspace.back_up()
        assert replaced not in workspace.backups()
        assert len([backup for backup in workspace.backups() if backup.set_aside]) == SET_ASIDE


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
    assert len(after & set(past)) <= DAILY + WEEKLY + 1


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


def test_a_restore_that_fails_leaves_the_workspace_open_and_as_it_was(full: Workspace) -> None:
    full.add(Obstacle, title="Early")
    backup = full.back_up()
    full.add(Obstacle, title="Late")
    before = content_of(full.path)
    with closing(sqlite3.connect(full.path, isolation_level=None)) as other:
        other.execute("begin")
        other.execute("select count(*) from people").fetchone()
        with pytest.raises(WorkspaceError) as caught:
            full.restore(backup)
    assert str(caught.value) == (
        "The backup was not put back: Programme.enable is being written by another program. Nothing was changed; "
        "try again. Everything in Programme.enable is as it was."
    )
    assert content_of(full.path) == before
    full.undo()
    full.redo()
    assert content_of(full.path) == before
    assert full.integrity() == ()
    full.restore(backup)


def test_a_backup_that_cannot_be_brought_up_to_date_is_taken_out_again(full: Workspace) -> None:
    backup = full.back_up()
    with closing(sqlite3.connect(backup.path)) as connection, connection:
        connection.execute("pragma user_version = 0")
        # As if nothing had been applied yet: the first migration meets tables that are there already.
        connection.execute("delete from _sqlite_migrations")
    backup.path.with_suffix(".sha256").write_text(f"{digest_of(backup.path)}  {backup.path.name}\n")
    full.add(Obstacle, title="Late")
    before = content_of(full.path)
    with pytest.raises(WorkspaceError, match=r"^The backup was not put back: .* is as it was\.$"):
        full.restore(backup)
    assert content_of(full.path) == before
    full.add(Obstacle, title="It is still open")


def test_a_backup_of_a_newer_program_is_not_put_back(full: Workspace) -> None:
    backup = full.back_up()
    with closing(sqlite3.connect(backup.path)) as connection:
        connection.execute(f"pragma user_version = {SCHEMA + 1}")
    backup.path.with_suffix(".sha256").write_text(f"{digest_of(backup.path)}  {backup.path.name}\n")
    before = content_of(full.path)
    with pytest.raises(WorkspaceError, match="was made by a newer version"):
        full.restore(backup)
    assert content_of(full.path) == before
    full.add(Obstacle, title="It is still open")


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


def test_a_file_copied_outside_the_program_gets_backups_of_its_own(full: Workspace, place: Place) -> None:
    full.back_up()
    full.close()
    twin = full.path.with_name("Twin.enable")
    shutil.copy(full.path, twin)
    with open_workspace(twin, place) as copy:
        assert copy.copied_from == full.path
        assert copy.backups() == ()
        copy.add(Obstacle, title="Only in the twin")
        copy.back_up()
    with open_workspace(full.path, place) as original:
        assert original.copied_from is None
        assert len(original.backups()) == 1
        assert original.settings.get("workspace_id") == original.backup_folder.name
    with open_workspace(twin, place) as copy:
        assert copy.copied_from is None, "it was told once"
        (backup,) = copy.backups()
        copy.restore(backup)
    with open_workspace(twin, place) as copy:
        assert backup in copy.backups()
        assert copy.count(Obstacle) > 1


def test_two_twins_may_be_opened_before_there_is_any_backup(full: Workspace, place: Place) -> None:
    twin = full.path.with_name("Twin.enable")
    shutil.copy(full.path, twin)
    with open_workspace(twin, place) as copy:
        assert copy.backup_folder != full.backup_folder


def test_a_twin_that_is_only_read_is_offered_nobody_elses_backups(full: Workspace, place: Place) -> None:
    full.back_up()
    twin = full.path.with_name("Twin.enable")
    shutil.copy(full.path, twin)
    before = twin.read_bytes()
    with open_workspace(twin, place, write=False) as copy:
        assert copy.backups() == ()
        made = copy.back_up()
        assert copy.backups() == (made,)
    assert len(full.backups()) == 1
    assert twin.read_bytes() == before


def test_a_moved_file_keeps_its_backups(full: Workspace, place: Place) -> None:
    backup = full.back_up()
    full.close()
    moved = full.path.rename(full.path.with_name("Moved.enable"))
    with open_workspace(moved, place) as workspace:
        assert workspace.copied_from is None
        assert workspace.backups() == (backup,)
    assert backups_of(moved, place) == (backup,)
    assert backups_of(full.path, place) == ()


def test_a_new_file_in_the_place_of_a_moved_one_does_not_make_it_a_copy(full: Workspace, place: Place) -> None:
    backup = full.back_up()
    full.close()
    moved = full.path.rename(full.path.with_name("Moved.enable"))
    create_workspace(full.path, place).close()
    with open_workspace(moved, place) as workspace:
        assert workspace.copied_from is None
        assert workspace.backups() == (backup,)


def test_a_copy_beside_a_damaged_original_leaves_its_backups_to_it(full: Workspace, place: Place) -> None:
    backup = full.back_up()
    full.close()
    copy_out(backup, full.path.with_name("Copy.enable"))
    full.path.write_bytes(b"damaged" * 1_000)
    with open_workspace(full.path.with_name("Copy.enable"), place) as copy:
        assert copy.backups() == ()
    assert backups_of(full.path, place) == (backup,)


@pytest.mark.parametrize("wrong", ["../../elsewhere", "", "a/b", "x" * 300])
def test_an_id_that_names_no_folder_is_replaced(copy: Path, place: Place, wrong: str) -> None:
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("update settings set value = ? where key = 'workspace_id'", (wrong,))
    with open_workspace(copy, place, write=False) as workspace:
        assert workspace.backup_folder.parent == place.backup_base
    with open_workspace(copy, place) as workspace:
        assert workspace.backup_folder.parent == place.backup_base
        assert workspace.settings.get("workspace_id") == workspace.backup_folder.name
        assert workspace.copied_from is None


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
