"""A page that was edited says something else of itself: the asset follows it, but for what somebody said themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.workspace import Workspace
from enable_desktop.changes import Origin
from enable_desktop.library.assets import Asset, Status, WatchedFolder
from enable_desktop.library.documents import Document
from enable_desktop.library.facets import values_of
from enable_desktop.links import Ref
from enable_desktop.notes import ListEntry
from enable_desktop.words import sentence
from tests.db.library.shelf import LISTS
from tests.enable_desktop.library.looks import write
from ui.reconciling import look, read_some, rewritten_in, roots_of

FIRST = "---\ntitle: Prices\nsummary: What it costs\nexpirydate: 2027-03-01\ntopics: [pricing]\n---\nAll prices."


@pytest.fixture
def root(workspace: Workspace, tmp_path: Path) -> Path:
    """A watched folder with one page that says much of itself."""
    for entry in LISTS:
        workspace.add(type(entry), **{name: getattr(entry, name) for name in ("key", "title")}
                      | ({"list": entry.list} if isinstance(entry, ListEntry) else {}))  # fmt: skip
    workspace.add(ListEntry, list="facets", key="topic", title="Topic")
    root = write(tmp_path / "Pages", {"prices.md": FIRST})
    workspace.add(WatchedFolder, title="Pages", path=str(root))
    follow(workspace)
    return root


def follow(workspace: Workspace) -> None:
    """One look, as window and command line take it."""
    found = look(workspace, roots_of(workspace), lambda: None, lambda: False)
    for part in found.deeds.sliced(1):
        workspace.library.files.follow(part)


def page(workspace: Workspace) -> Asset:
    (asset,) = workspace.all(Asset)
    return asset


def change(workspace: Workspace, **values: Any) -> None:
    # Any: the values of any field by its name.
    workspace.change(Ref(Asset.kind, page(workspace).id), **values)


def test_an_asset_follows_what_its_page_says_of_itself(workspace: Workspace, root: Path) -> None:
    before = page(workspace)
    assert (before.title, before.expires, before.status) == ("Prices", date(2027, 3, 1), Status.PUBLISHED)
    (root / "prices.md").write_text(
        "---\ntitle: New prices\nexpirydate: 2027-09-01\ntopics: [pricing, discounts]\ndraft: true\n---\nAll prices."
    )
    follow(workspace)
    after = page(workspace)
    assert (after.title, after.summary, after.expires, after.status) == (
        "New prices", "", date(2027, 9, 1), Status.DRAFT,
    )  # fmt: skip
    topics = values_of(after)["topic"]
    titles = {entry.key: entry.title for entry in workspace.all(ListEntry) if entry.list == "topic"}
    assert [titles[key].casefold() for key in topics] == ["pricing", "discounts"]
    assert after.contested == {}
    assert after.added == before.added
    step = workspace.history()[0]
    assert step.origin is Origin.AUTOMATIC
    workspace.revert(step.id)
    assert page(workspace) == before


def test_a_date_that_cannot_be_understood_takes_nothing_back(workspace: Workspace, root: Path) -> None:
    (root / "prices.md").write_text(FIRST.replace("2027-03-01", "2027-13-01 (tbc)"))
    follow(workspace)
    assert page(workspace).expires == date(2027, 3, 1)
    (root / "prices.md").write_text(FIRST.replace("expirydate: 2027-03-01\n", ""))
    follow(workspace)
    assert page(workspace).expires == date(2027, 3, 1)


def test_what_somebody_said_themselves_stays_and_what_the_page_says_is_noted(workspace: Workspace, root: Path) -> None:
    change(workspace, expires=date(2027, 6, 1))
    change(workspace, facets={**page(workspace).facets, "stage": "closing"})
    (root / "prices.md").write_text(FIRST.replace("2027-03-01", "2027-09-01").replace("[pricing]", "[]"))
    follow(workspace)
    asset = page(workspace)
    assert asset.expires == date(2027, 6, 1)
    assert values_of(asset) == {"stage": ("closing",)}
    assert asset.contested == {"expires": "2027-09-01"}
    assert workspace.library.health.flagged_by("contested") == (asset.id,)
    assert workspace.library.contested.said(asset) == {"expires": date(2027, 9, 1)}


def test_what_the_page_says_is_taken_over_or_left_in_one_step(workspace: Workspace, root: Path) -> None:
    change(workspace, title="Our prices", expires=date(2027, 6, 1))
    (root / "prices.md").write_text(FIRST.replace("2027-03-01", "2027-09-01").replace("title: Prices", "title: Cost"))
    follow(workspace)
    before = page(workspace)
    workspace.library.contested.keep(before)
    assert page(workspace).title == "Our prices"
    assert workspace.library.health.flagged_by("contested") == ()
    workspace.undo()
    assert page(workspace) == before
    workspace.library.contested.follow_file(before)
    assert (page(workspace).title, page(workspace).expires) == ("Cost", date(2027, 9, 1))
    assert page(workspace).contested == {}
    workspace.undo()
    assert page(workspace) == before


def test_nothing_is_contested_any_more_once_somebody_says_the_same(workspace: Workspace, root: Path) -> None:
    change(workspace, expires=date(2027, 6, 1))
    (root / "prices.md").write_text(FIRST.replace("2027-03-01", "2027-09-01"))
    follow(workspace)
    change(workspace, expires=date(2027, 9, 1))
    assert page(workspace).contested == {}
    workspace.undo()
    assert page(workspace).contested == {"expires": "2027-09-01"}
    (root / "prices.md").write_text(FIRST.replace("2027-03-01", "2027-06-01"))
    follow(workspace)
    assert page(workspace).contested == {}


def test_a_page_that_moves_on_the_day_of_its_end_does_not_come_back_by_itself_but_says_so(
    workspace: Workspace, root: Path
) -> None:
    change(workspace, status=Status.RETIRED, expires=date(2026, 3, 1))
    (root / "prices.md").write_text(FIRST.replace("2027-03-01", "2026-03-01"))
    follow(workspace)
    (root / "prices.md").write_text(FIRST.replace("2027-03-01", "2027-12-01"))
    follow(workspace)
    asset = page(workspace)
    assert (asset.status, asset.expires) == (Status.RETIRED, date(2027, 12, 1))
    workspace.library.contested.follow_file(asset)
    assert page(workspace).status is Status.PUBLISHED


def test_a_page_that_cannot_be_read_for_a_while_loses_nothing(workspace: Workspace, root: Path) -> None:
    before = page(workspace)
    for text, is_readable in ((FIRST, False), (FIRST.replace("2027-03-01", "2027-12-01"), True)):
        (root / "prices.md").write_text(f"{text} {is_readable}")
        found = look(workspace, roots_of(workspace), lambda: None, lambda: False)
        (place,) = found.deeds.documents
        shelves = workspace.library.adding.shelves()
        (known,) = found.deeds.findings.known
        document = found.deeds.documents[place] if is_readable else Document(note=sentence("It is locked."))
        said = rewritten_in(workspace, {known: document}, shelves)
        workspace.library.files.follow(replace(found.deeds, documents={place: document}, rewritten=said))
        expires = date(2027, 12, 1) if is_readable else before.expires
        after = page(workspace)
        assert (after.title, after.summary, after.expires) == (before.title, before.summary, expires)
        assert after.contested == {}


def test_a_page_from_a_table_is_filled_where_the_table_said_nothing(workspace: Workspace, root: Path) -> None:
    write(root, {"listed.md": FIRST.replace("Prices", "In the page")})
    folder = workspace.all(WatchedFolder)[0].id
    listed = workspace.add(Asset, title="In the table", folder=folder, location="listed.md", expires=date(2028, 1, 1))
    workspace.library.files.expect(workspace.library.files.unexpected())
    follow(workspace)
    part = read_some(workspace, 0, lambda: None, lambda: False)
    workspace.library.files.note_documents(part.read, part.rewritten, part.entries)
    asset = workspace.get(Asset, listed)
    assert asset is not None
    assert (asset.title, asset.expires, asset.summary) == ("In the table", date(2028, 1, 1), "What it costs")
    assert asset.contested == {}


def test_a_page_that_says_when_it_was_reviewed_needs_no_other_review_for_saying_so(
    workspace: Workspace, root: Path
) -> None:
    change(workspace, reviewed=date(2026, 11, 1))
    (root / "prices.md").write_text(FIRST.replace("summary:", "reviewed: 2026-11-24\nsummary:"))
    follow(workspace)
    asset = page(workspace)
    assert asset.reviewed == date(2026, 11, 24)
    assert asset.id not in workspace.library.reviews.queue().ids
    (root / "prices.md").write_text(FIRST.replace("summary:", "reviewed: 2026-11-20\nsummary:"))
    follow(workspace)
    assert page(workspace).reviewed == date(2026, 11, 24)
    assert page(workspace).contested == {}
    assert workspace.library.reviews.queue().soon == (asset.id,)
