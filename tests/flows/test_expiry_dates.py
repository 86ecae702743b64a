"""Pages of real guidance say when they expire: that drives the review queue, and retires them on the day after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.workspace import Workspace, open_workspace
from enable_desktop.library.assets import Asset, Status
from enable_desktop.links import Ref
from tests.enable_desktop.library.test_handbook_links import HANDBOOK
from tests.ui.cli.conftest import Enable, enable  # noqa: F401 - a fixture
from ui.place import own_place

GUIDANCE = HANDBOOK.parent / "guidance"
TODAY = date(2024, 12, 10)
_EXPIRES = re.compile(r'^expirydate:\s*"?(\d{4}-\d{2}-\d{2})', re.MULTILINE)


def expiry_dates() -> list[date]:
    """As a script of our own reads them; one page says it twice, and the last word counts."""
    found = (_EXPIRES.findall(path.read_text("utf-8").split("\n---", 1)[0]) for path in GUIDANCE.rglob("*.md"))
    return sorted(date.fromisoformat(each[-1]) for each in found if each)


@pytest.fixture
def guidance(enable: Enable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: F811
    if not GUIDANCE.is_dir():
        pytest.skip("the guidance sample is not here")
    monkeypatch.setenv("ENABLE_TODAY", str(TODAY))
    file = tmp_path / "Programme.enable"
    assert enable("new", file).code == 0
    assert enable("import", "content", file, GUIDANCE).code == 0
    return file


@pytest.fixture
def workspace(guidance: Path) -> Iterator[Workspace]:
    with open_workspace(guidance, own_place()) as made:
        yield made


def expiries(workspace: Workspace, ids: tuple[int, ...]) -> list[date | None]:
    by_id = {asset.id: asset.expires for asset in workspace.library.these(ids)}
    return [by_id[id_] for id_ in ids]


def test_the_dates_that_pages_carry_drive_the_queue(workspace: Workspace) -> None:
    dates = expiry_dates()
    assert len(dates) == 76
    queue = workspace.library.reviews.queue()
    soon = TODAY + timedelta(days=28)
    assert expiries(workspace, queue.overdue) == [day for day in dates if day < TODAY]
    assert expiries(workspace, queue.soon) == [day for day in dates if TODAY <= day <= soon]
    assert queue.next_due == min(day for day in dates if day > soon)
    assert workspace.needs.facts().library.overdue == sum(day < TODAY for day in dates)
    assert workspace.library.health.counts(["expired"])["expired"] == sum(day <= TODAY for day in dates)


def test_a_date_that_is_moved_on_in_its_page_is_moved_on_in_the_queue(
    enable: Enable,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not GUIDANCE.is_dir():
        pytest.skip("the guidance sample is not here")
    monkeypatch.setenv("ENABLE_TODAY", str(TODAY))
    root = tmp_path / "guidance"
    for page in GUIDANCE.rglob("*.md"):
        copy = root / page.relative_to(GUIDANCE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(page.read_bytes())
    file = tmp_path / "Programme.enable"
    assert enable("new", file).code == 0
    assert enable("import", "content", file, root, "--watch").code == 0
    with open_workspace(file, own_place()) as workspace:
        own, moved = workspace.library.these(workspace.library.reviews.queue().overdue[:2])
        workspace.change(Ref(Asset.kind, own.id), expires=date(2025, 2, 2))
        assert own.expires is not None and moved.expires is not None
    later = date(2026, 1, 1)
    for asset in (own, moved):
        path = root / asset.location
        path.write_text(path.read_text("utf-8").replace(str(asset.expires), str(later)), "utf-8")
    assert len(enable("reconcile", file, "--json").json["changed"]) == 2
    with open_workspace(file, own_place()) as workspace:
        asked = workspace.library.reviews.queue()
        assert not {own.id, moved.id} & {*asked.overdue, *asked.soon}
        assert {asset.id: asset.expires for asset in workspace.library.these([own.id, moved.id])} == {
            own.id: date(2025, 2, 2),
            moved.id: later,
        }
        assert workspace.library.health.flagged_by("contested") == (own.id,)


def test_pages_that_expire_while_they_are_here_are_retired_and_none_is_deleted(
    guidance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_workspace(guidance, own_place()) as workspace:
        count = workspace.count(Asset)
        assert workspace.library.expiry.retire_expired() == 0
    monkeypatch.setenv("ENABLE_TODAY", "2025-01-10")
    with open_workspace(guidance, own_place()) as workspace:
        expected = sum(TODAY <= day < date(2025, 1, 10) for day in expiry_dates())
        assert workspace.library.expiry.retire_expired() == expected == 46
        retired = [asset for asset in workspace.all(Asset) if asset.status is Status.RETIRED]
        assert len(retired) == expected
        assert workspace.count(Asset) == count
        workspace.revert(workspace.history()[0].id)
        assert not [asset for asset in workspace.all(Asset) if asset.status is Status.RETIRED]
        assert workspace.library.expiry.retire_expired() == 0


def test_reviewing_all_that_is_overdue_empties_that_part_of_the_queue(workspace: Workspace) -> None:
    overdue = workspace.library.reviews.queue().overdue
    assert workspace.carry_out(workspace.library.reviews.reviewing(overdue)) == len(overdue)
    assert workspace.library.reviews.queue().overdue == ()
    workspace.undo()
    assert workspace.library.reviews.queue().overdue == overdue
