"""What a sync service put beside a workspace is found with what it holds; none of it is changed or opened instead."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from db.other_copies import Holds, OtherCopy, other_copies
from db.workspace import Place, create_workspace, open_workspace
from enable_desktop.kinds import KINDS
from enable_desktop.people import Person
from tests.db.content import content_of

EARLIER = datetime(2026, 11, 20, 9, 30)
LATER = datetime(2026, 11, 23, 18, 5)


def put(path: Path, source: Path, moment: datetime) -> Path:
    shutil.copy(source, path)
    os.utime(path, (moment.timestamp(), moment.timestamp()))
    return path


def records_in(path: Path, place: Place) -> int:
    with open_workspace(path, place, write=False) as workspace:
        return sum(workspace.count(kind.record) for kind in KINDS.values())


@pytest.mark.parametrize(
    "name",
    [
        "Filled (Anna's conflicted copy 2026-11-24).enable",
        "Filled (копия пользователя Анна в конфликте 2026-11-24).enable",
        "Filled.sync-conflict-20261124-101500-ABCDEFG.enable",
        "Filled-LAPTOP-7.enable",
        "Filled 2.enable",
        "Filled (1).enable",
    ],
)
def test_a_copy_is_told_with_when_it_was_changed_and_how_many_records_it_holds(
    copy: Path, place: Place, name: str
) -> None:
    copy = copy.rename(copy.with_name("Filled.enable"))
    other = put(copy.with_name(name), copy, EARLIER)
    before = content_of(other)
    held = records_in(copy, place)
    assert other_copies(copy) == (OtherCopy(path=other, changed=EARLIER, holds=Holds.RECORDS, records=held),)
    assert content_of(other) == before
    assert other.stat().st_mtime == EARLIER.timestamp()
    # The one that was opened may be the copy itself: then the other is the one it was made of.
    assert [each.path for each in other_copies(other)] == [copy]


def test_the_copy_that_was_changed_last_comes_first(copy: Path) -> None:
    older = put(copy.with_name(f"{copy.stem} (1).enable"), copy, EARLIER)
    newer = put(copy.with_name(f"{copy.stem} (conflicted copy).enable"), copy, LATER)
    assert [each.path for each in other_copies(copy)] == [newer, older]


def test_another_workspace_with_a_number_in_its_name_is_no_copy(copy: Path, place: Place) -> None:
    create_workspace(copy.with_name(f"{copy.stem} 2.enable"), place).close()
    create_workspace(copy.with_name(f"{copy.stem}-2027.enable"), place).close()
    copy.with_name(f"{copy.stem} (1).enable").write_bytes(b"")
    assert other_copies(copy) == ()


def test_a_copy_that_has_not_arrived_or_cannot_be_read_is_told_as_such(copy: Path) -> None:
    empty = copy.with_name(f"{copy.stem} (conflicted copy 1).enable")
    noise = copy.with_name(f"{copy.stem} (conflicted copy 2).enable")
    empty.write_bytes(b"")
    noise.write_bytes(b"noise" * 9_000)
    folder = copy.with_name(f"{copy.stem} (conflicted copy 3).enable")
    folder.mkdir()
    found = {each.path: each.holds for each in other_copies(copy)}
    assert found == {empty: Holds.NOTHING_YET, noise: Holds.UNREADABLE}
    assert empty.read_bytes() == b""


def test_a_copy_whose_content_is_elsewhere_is_not_fetched(copy: Path) -> None:
    other = copy.with_name(f"{copy.stem} (conflicted copy).enable")
    with other.open("wb") as file:
        file.truncate(200_000)
    if other.stat().st_blocks:
        pytest.skip("this drive has blocks for what was never written")
    assert [each.holds for each in other_copies(copy)] == [Holds.NOTHING_YET]
    assert other.stat().st_blocks == 0


def test_a_copy_goes_on_being_one_after_the_workspace_has_changed(copy: Path, place: Place) -> None:
    other = put(copy.with_name(f"{copy.stem}-LAPTOP-7.enable"), copy, EARLIER)
    with open_workspace(copy, place) as workspace:
        workspace.add(Person, name="Ada")
        (found,) = other_copies(copy)
        assert found.path == other
        assert found.records == sum(workspace.count(kind.record) for kind in KINDS.values()) - 1
        # The look took nothing from the file that is open.
        workspace.add(Person, name="Grace")
        assert workspace.integrity() == ()
