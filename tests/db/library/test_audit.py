"""What reports on the library count: by facet, freshness, rule; holes, broken links, duplicates, what was sought."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.library.audit import audit_beside, catalogue_beside, health_beside
from db.workspace import Workspace
from enable_desktop.library.assets import Asset, ContentGap, Status, Use
from enable_desktop.library.audit import AuditReport, Count, PrintedCatalogue, Programme
from enable_desktop.library.facets import FACETS
from enable_desktop.library.freshness import Freshness
from enable_desktop.notes import ListEntry
from enable_desktop.people import Person
from tests.db.library.shelf import TODAY, new_library

PROGRAMME = Programme(today=TODAY, company="Sample Co")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Workspace]:
    with new_library(tmp_path) as workspace:
        yield workspace


def asset(library: Workspace, title: str, **values: object) -> int:
    return library.add(Asset, **{"title": title, "status": Status.PUBLISHED, "location": f"/{title}.md", **values})


def audit(library: Workspace) -> AuditReport:
    return audit_beside(library.path, PROGRAMME, lambda: None)


def catalogue(library: Workspace, audience: str = "reps", group: str = "kind") -> PrintedCatalogue:
    return catalogue_beside(
        library.path, PROGRAMME, audience=audience, group=group, with_about=True, with_owners=True, check=lambda: None
    )


def before(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_content_is_counted_by_status_freshness_kind_and_facet_without_what_is_retired(library: Workspace) -> None:
    asset(library, "Deck", sort=1, facets={"stage": "discovery", "persona": "user"}, reviewed=before(10))
    asset(library, "Old deck", sort=1, facets={"stage": "discovery;closing"}, reviewed=before(400))
    asset(library, "Nothing known")
    asset(library, "Draft", status=Status.DRAFT, reviewed=before(170), sort=1)
    asset(library, "Gone", status=Status.RETIRED, sort=1, facets={"stage": "closing"}, reviewed=before(9))
    found = audit(library)
    assert found.statuses == {Status.DRAFT: 1, Status.PUBLISHED: 3, Status.RETIRED: 1}
    assert found.freshness == {
        Freshness.FRESH: 1, Freshness.DUE: 1, Freshness.OVERDUE: 1, Freshness.NEVER: 1,
    }  # fmt: skip
    assert (found.all, found.trusted) == (4, 2)
    assert (found.kinds.values, found.kinds.without) == ((Count("Deck", 3),), 1)
    stage, persona = found.facets
    assert (stage.title, stage.values, stage.without) == ("Stage", (Count("Discovery", 2), Count("Closing", 1)), 2)
    assert (persona.values, persona.without) == ((Count("User", 1), Count("Finance", 0)), 3)


def test_stages_and_personas_without_published_content_are_holes(library: Workspace) -> None:
    asset(library, "Deck", facets={"stage": "discovery", "persona": "user"})
    asset(library, "Draft", status=Status.DRAFT, facets={"stage": "closing", "persona": "finance"})
    matrix = audit(library).matrix
    assert (matrix.rows, matrix.columns) == (("Discovery", "Closing"), ("User", "Finance"))
    assert matrix.counts == ((1, 0), (0, 0))
    assert (matrix.holes, matrix.empty_rows, matrix.empty_columns) == (3, ("Closing",), ("Finance",))


def test_each_rule_names_what_it_flags_and_one_that_is_switched_off_does_not(library: Workspace) -> None:
    person = library.add(Person, name="Anna Field")
    asset(library, "Beta")
    asset(library, "Alpha")
    asset(library, "Owned", owner=person)
    asset(library, "Gone", status=Status.RETIRED)
    assert audit(library).flags["no-owner"].titles == ("Alpha", "Beta")
    assert audit(library).flags["no-owner"].count == 2
    assert "broken-link" not in audit(library).flags
    library.library.health.switch("no-owner", on=False)
    assert "no-owner" not in audit(library).flags


def test_use_is_told_only_where_it_was_imported(library: Workspace) -> None:
    used = asset(library, "Used", added=before(90))
    asset(library, "Not used", added=before(90))
    assert (audit(library).used, "never-used" in audit(library).flags) == (None, False)
    library.add(Use, asset=used, on=before(3), count=2)
    assert audit(library).used == 1
    assert audit(library).flags["never-used"].titles == ("Not used",)


def test_broken_links_and_files_that_are_the_same_are_listed_with_their_assets(library: Workspace) -> None:
    asset(library, "Guide")
    asset(library, "Copy")
    asset(library, "Other")
    connection = library._connection
    for path, digest in (("/Guide.md", "aa"), ("/Copy.md", "aa"), ("/Other.md", "bb")):
        connection.execute("insert into files (path, digest) values (?, ?)", (path, digest))
    connection.execute(
        "insert into found_links (file, number, target, words, state) "
        "select id, 1, 'gone.md', 'the price list', 'broken' from files where path = '/Guide.md'"
    )
    found = audit(library)
    assert [(each.page, each.words, each.target) for each in found.broken] == [("Guide", "the price list", "gone.md")]
    assert found.broken_count == 1
    assert found.duplicates == (("Copy", "Guide"),)


def test_what_was_sought_in_vain_is_told_the_most_frequent_first(library: Workspace) -> None:
    for title, times, done in (("battlecard", 2, False), ("roi", 5, False), ("demo", 9, True)):
        library.add(ContentGap, title=title, times=times, done=done)
    assert audit(library).looked_for == (Count("roi", 5), Count("battlecard", 2))


def test_health_tells_the_share_of_each_month_and_whose_content_waits(library: Workspace) -> None:
    anna = library.add(Person, name="Anna Field")
    asset(library, "Fresh", owner=anna, sort=1, reviewed=before(10), added=before(300))
    asset(library, "Late", owner=anna, sort=1, reviewed=before(200), added=before(300))
    asset(library, "Soon", sort=1, reviewed=before(170), added=before(300))
    asset(library, "New", added=before(5))
    found = health_beside(library.path, PROGRAMME, 6, lambda: None)
    assert len(found.over_time) == 6
    assert (found.now.fresh, found.now.all) == (2, 4)
    assert [(each.name, each.share.fresh, each.share.all) for each in found.owners] == [
        ("Anna Field", 1, 2), ("", 1, 2),
    ]  # fmt: skip
    assert [each.title for each in found.overdue] == ["Late"]
    assert [(each.title, each.owner) for each in found.soon] == [("Soon", "")]
    assert [each.title for each in found.never] == ["New"]


def test_a_catalogue_holds_what_its_audience_may_have(library: Workspace) -> None:
    library.add(ListEntry, list=FACETS, key="use", title="Use")
    for key in ("internal", "send"):
        library.add(ListEntry, list="use", key=key, title=key)
    asset(library, "Play", facets={"use": "internal"})
    asset(library, "Sheet", facets={"use": "send"}, sort=1)
    asset(library, "Draft", status=Status.DRAFT)

    def titles(audience: str) -> tuple[list[str], int]:
        found = catalogue(library, audience)
        return [each.title for shelf in found.shelves for each in shelf.entries], found.withheld

    assert titles("reps") == (["Sheet", "Play"], 0)
    assert titles("customers") == (["Sheet"], 1)
    assert titles("all") == (["Sheet", "Draft", "Play"], 0)


def test_an_asset_stands_in_every_group_it_belongs_to_and_the_rest_stands_last(library: Workspace) -> None:
    anna = library.add(Person, name="Anna Field", role="Writer", anonymous=True)
    asset(library, "Deck", facets={"stage": "discovery;closing"}, owner=anna, question="What  do I\nshow?", pages=3)
    asset(library, "Bare", summary="A summary")
    found = catalogue(library, group="stage")
    assert [(shelf.title, [each.title for each in shelf.entries]) for shelf in found.shelves] == [
        ("Discovery", ["Deck"]), ("Closing", ["Deck"]), ("", ["Bare"]),
    ]  # fmt: skip
    deck = found.shelves[0].entries[0]
    assert (deck.about, deck.owner, deck.pages) == ("What do I show?", "Writer", 3)
    assert found.assets == 2
    by_owner = catalogue(library, group="owner")
    assert [shelf.title for shelf in by_owner.shelves] == ["Writer", ""]
