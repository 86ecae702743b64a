"""The library follows its files: an asset keeps its history where its file moves, and nothing is deleted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.library.deeds import Arrival, Deeds, Followed
from db.library.governance import reviewed_assets
from db.workspace import Workspace
from enable_desktop.changes import Changes, Origin
from enable_desktop.library.assets import Asset, AssetCopy, Status, WatchedFolder
from enable_desktop.library.freshness import freshness_by_owner
from enable_desktop.library.reconcile import Findings
from enable_desktop.links import Reason, Ref
from tests.enable_desktop.library.looks import write
from ui.reconciling import compare, look_at, roots_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(
        tmp_path / "Content", {"discovery.md": "how to ask", "pricing.md": "what it costs", "deck.md": "slides"}
    )


@pytest.fixture
def library(workspace: Workspace, root: Path) -> Iterator[Workspace]:
    """A workspace that has taken in a folder with three pages."""
    workspace.add(WatchedFolder, title="Content", path=str(root))
    follow(workspace)
    yield workspace
    # Whatever was done, the file is whole.
    assert workspace.integrity() == ()


def never() -> None:
    """Nobody stops the work."""


def look(workspace: Workspace) -> Deeds:
    workspace.library.files.expect(workspace.library.files.unexpected())
    findings = look_at(workspace, roots_of(workspace), never)[0]
    arrivals = tuple(Arrival(fresh=each, values={"title": each.seen.path}) for each in findings.new)
    return Deeds(findings=findings, owners=workspace.library.files.owners(findings.known), arrivals=arrivals)


def follow(workspace: Workspace) -> Followed:
    return workspace.library.files.follow(look(workspace))


def places(workspace: Workspace) -> dict[str, str]:
    return {each.title: each.location for each in workspace.all(Asset)}


def nothing_more(workspace: Workspace) -> bool:
    first = compare(workspace, roots_of(workspace), never)
    return not (first.found or first.staying or first.fresh or any(not each.is_missing for each in first.lost))


def test_files_become_assets_in_one_automatic_step(library: Workspace) -> None:
    assert places(library) == {name: name for name in ("deck.md", "discovery.md", "pricing.md")}
    step = library.history()[0]
    assert step.origin is Origin.AUTOMATIC
    assert library.undo_label != step.label
    assert nothing_more(library)


def test_a_moved_file_takes_its_asset_along_and_the_step_is_reverted_in_the_history_alone(
    library: Workspace, root: Path
) -> None:
    before = {each.title: each.id for each in library.all(Asset)}
    library.add(Asset, title="By hand")
    (root / "sub").mkdir()
    (root / "discovery.md").rename(root / "sub" / "asking.md")
    follow(library)
    asset = library.get(Asset, before["discovery.md"])
    assert asset is not None
    assert asset.location == "sub/asking.md"
    assert nothing_more(library)
    step = library.history()[0]
    assert str(step.label) == "Follow “discovery.md” to its new place"
    library.undo()
    assert "By hand" not in places(library)
    assert places(library)["discovery.md"] == "sub/asking.md"
    library.revert(step.id)
    assert places(library)["discovery.md"] == "discovery.md"


def test_an_edited_file_asks_for_a_new_review_and_a_touched_one_does_not(library: Workspace, root: Path) -> None:
    (root / "deck.md").touch()
    (root / "discovery.md").write_text("how to ask better")
    follow(library)
    changed = {each.title: each.changed for each in library.all(Asset)}
    assert changed == {"deck.md": None, "discovery.md": date(2026, 11, 24), "pricing.md": None}
    assert nothing_more(library)


@pytest.fixture
def reviewed(library: Workspace) -> int:
    """A page that was looked at today and found right."""
    asset = next(each.id for each in library.all(Asset) if each.title == "discovery.md")
    library.carry_out(library.library.reviews.reviewing([asset]))
    return asset


def test_an_edit_on_the_very_day_of_the_review_asks_for_a_new_one(
    library: Workspace, root: Path, reviewed: int
) -> None:
    reviews = library.library.reviews
    assert reviewed not in reviews.queue().ids
    (root / "discovery.md").write_text("how to ask better")
    follow(library)
    assert reviews.queue().soon == (reviewed,)
    (root / "discovery.md").write_text("how to ask best")
    follow(library)
    library.carry_out(reviews.reviewing([reviewed]))
    assert reviewed not in reviews.queue().ids
    library.undo()
    assert reviews.queue().soon == (reviewed,)
    library.redo()
    (root / "discovery.md").write_text("how to ask worse")
    follow(library)
    assert reviews.queue().soon == (reviewed,)


def test_a_page_that_is_put_back_as_it_was_reviewed_asks_for_nothing(
    library: Workspace, root: Path, reviewed: int
) -> None:
    for edited, is_asked in (("how to ask better", True), ("how to ask", False), ("how to ask more", True)):
        (root / "discovery.md").write_text(edited)
        follow(library)
        assert (reviewed in library.library.reviews.queue().ids) == is_asked
        shares = freshness_by_owner(reviewed_assets(library._connection), date(2026, 11, 25))
        assert shares[None].fresh == (not is_asked)


def test_a_review_that_was_typed_in_by_hand_is_overtaken_by_an_edit_of_the_same_day(
    library: Workspace, root: Path
) -> None:
    asset = next(each.id for each in library.all(Asset) if each.title == "deck.md")
    (root / "deck.md").write_text("slides of old")
    follow(library)
    library.change(Ref("assets", asset), reviewed=date(2026, 11, 24))
    assert asset not in library.library.reviews.queue().ids
    (root / "deck.md").write_text("new slides")
    follow(library)
    assert asset in library.library.reviews.queue().ids


def test_a_source_that_is_edited_on_the_day_of_the_review_flags_what_is_drawn_from_it(
    library: Workspace, root: Path, reviewed: int
) -> None:
    source = next(each.id for each in library.all(Asset) if each.title == "pricing.md")
    library.links.join(Ref("assets", reviewed), Ref("assets", source), Reason.SOURCE)
    (root / "pricing.md").write_text("what it costs now")
    follow(library)
    assert library.library.reviews.queue().source_changed == (reviewed,)
    assert library.library.health.flagged_by("source-changed") == (reviewed,)
    library.carry_out(library.library.reviews.reviewing([reviewed]))
    assert library.library.reviews.queue().source_changed == ()
    (root / "pricing.md").write_text("what it costs today")
    follow(library)
    assert library.library.reviews.queue().source_changed == (reviewed,)


@pytest.mark.parametrize("is_reviewed", [True, False])
def test_a_source_that_is_put_back_as_it_was_flags_nothing(
    library: Workspace, root: Path, reviewed: int, is_reviewed: bool
) -> None:
    source = next(each.id for each in library.all(Asset) if each.title == "pricing.md")
    library.links.join(Ref("assets", reviewed), Ref("assets", source), Reason.SOURCE)
    if not is_reviewed:
        library.change(Ref("assets", reviewed), reviewed=None, added=date(2026, 11, 1))
    before = (root / "pricing.md").read_text()
    for edited, is_flagged in ((f"{before}!", True), (before, False), ("what it costs now", True), (before, False)):
        (root / "pricing.md").write_text(edited)
        follow(library)
        assert library.library.health.flagged_by("source-changed") == (reviewed,) * is_flagged
    (root / "pricing.md").write_text("what it costs now")
    follow(library)
    library.carry_out(library.library.reviews.reviewing([reviewed]))
    (root / "pricing.md").write_text(before)
    follow(library)
    assert library.library.health.flagged_by("source-changed") == (reviewed,)
    library.change(Ref("assets", source), status=Status.OUTDATED)
    assert library.library.health.flagged_by("source-changed") == (reviewed,)


def test_what_a_source_held_before_it_was_one_is_not_taken_for_what_was_reviewed(
    library: Workspace, root: Path, reviewed: int
) -> None:
    source = next(each.id for each in library.all(Asset) if each.title == "pricing.md")
    library.change(Ref("assets", reviewed), reviewed=date(2026, 11, 1))
    (root / "pricing.md").write_text("what it costs now")
    follow(library)
    library.links.join(Ref("assets", reviewed), Ref("assets", source), Reason.SOURCE)
    for edited in ("what it costs today", "what it costs now"):
        (root / "pricing.md").write_text(edited)
        follow(library)
        assert library.library.health.flagged_by("source-changed") == (reviewed,)


def test_a_missing_file_leaves_its_asset_and_makes_no_step_but_is_told(library: Workspace, root: Path) -> None:
    heard: list[Changes] = []
    library.listen(heard.append)
    steps = len(library.history())
    asset = next(each.id for each in library.all(Asset) if each.title == "deck.md")
    (root / "deck.md").unlink()
    follow(library)
    assert library.count(Asset) == 3
    assert len(library.history()) == steps
    assert [each.touched for each in heard] == [{Ref("assets", asset)}]
    assert library.library.files.states([asset]) == {asset: "missing"}
    (root / "deck.md").write_text("slides")
    follow(library)
    assert library.library.files.states([asset]) == {asset: "there"}


def test_names_that_are_exchanged_are_followed_also_in_slices(library: Workspace, root: Path) -> None:
    before = {each.location: each.id for each in library.all(Asset)}
    (root / "deck.md").rename(root / "aside")
    (root / "discovery.md").rename(root / "deck.md")
    (root / "pricing.md").rename(root / "discovery.md")
    (root / "aside").rename(root / "pricing.md")
    for part in look(library).sliced(1):
        library.library.files.follow(part)
    after = {each.id: each.location for each in library.all(Asset)}
    assert {after[before[name]] for name in before} == set(before)
    assert after[before["discovery.md"]] == "deck.md"
    assert after[before["pricing.md"]] == "discovery.md"
    assert nothing_more(library)


def test_a_file_that_takes_the_name_of_a_missing_one_is_followed(library: Workspace, root: Path) -> None:
    (root / "deck.md").unlink()
    follow(library)
    (root / "pricing.md").rename(root / "deck.md")
    follow(library)
    assert places(library)["pricing.md"] == "deck.md"
    assert nothing_more(library)


def test_a_copy_moves_with_its_file(library: Workspace, root: Path) -> None:
    asset = next(each for each in library.all(Asset) if each.title == "deck.md")
    write(root, {"copies/deck.md": "slides"})
    copy = library.add(AssetCopy, asset=asset.id, folder=asset.folder, location="copies/deck.md")
    follow(library)
    assert library.count(Asset) == 3
    (root / "copies").rename(root / "spare")
    follow(library)
    moved = library.get(AssetCopy, copy)
    assert moved is not None
    assert moved.location == "spare/deck.md"
    assert nothing_more(library)


def test_what_the_person_took_out_does_not_come_back_while_its_file_lies_there(library: Workspace, root: Path) -> None:
    asset = next(each for each in library.all(Asset) if each.title == "deck.md")
    library.remove(Ref("assets", asset.id))
    assert follow(library).new == ()
    library.undo()
    (root / "deck.md").rename(root / "slides.md")
    follow(library)
    assert places(library)["deck.md"] == "slides.md"


def test_an_asset_from_a_table_is_looked_for_and_one_without_a_file_is_missing(library: Workspace, root: Path) -> None:
    write(root, {"listed.md": "in a table"})
    folder = library.all(WatchedFolder)[0].id
    there = library.add(Asset, title="Listed", folder=folder, location="listed.md")
    away = library.add(Asset, title="Away", folder=folder, location="nowhere.md")
    page = library.add(Asset, title="Page", location="https://example.com/")
    assert follow(library).new == ()
    assert library.library.files.states([there, away, page]) == {there: "there", away: "missing"}
    assert library.get(Asset, there) == library.get(Asset, there)
    assert {each.changed for each in library.all(Asset)} == {None}


def test_a_single_file_outside_every_folder_is_looked_at_too(library: Workspace, tmp_path: Path, root: Path) -> None:
    single = write(tmp_path / "Desk", {"one pager.md": "one page"}) / "one pager.md"
    asset = library.add(Asset, title="One pager", location=str(single))
    follow(library)
    single.write_text("one page, edited")
    follow(library)
    assert [each.title for each in library.all(Asset) if each.changed] == ["One pager"]
    single.rename(root / "one pager.md")
    follow(library)
    moved = library.get(Asset, asset)
    assert moved is not None
    assert (moved.folder, moved.location) == (library.all(WatchedFolder)[0].id, "one pager.md")


def test_a_folder_that_is_away_leaves_everything_as_it_is(library: Workspace, root: Path) -> None:
    root.rename(root.parent / "unplugged")
    deeds = look(library)
    assert deeds.findings.offline.keys() == {library.all(WatchedFolder)[0].id}
    library.library.files.follow(deeds)
    ids = [each.id for each in library.all(Asset)]
    assert set(library.library.files.states(ids).values()) == {"there"}
    (root.parent / "unplugged").rename(root)
    assert nothing_more(library)


def test_the_open_workspace_is_no_document_of_its_own_folder(tmp_path: Path, workspace: Workspace) -> None:
    workspace.add(WatchedFolder, title="Here", path=str(tmp_path))
    write(tmp_path, {"page.md": "text"})
    names = [each.seen.path for each in look(workspace).findings.new]
    assert "page.md" in names
    assert not [name for name in names if "enable" in name]


def test_findings_that_are_empty_change_nothing(library: Workspace) -> None:
    steps = library.history()
    assert library.library.files.follow(Deeds(findings=Findings())) == Followed()
    assert library.history() == steps
