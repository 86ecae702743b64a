"""The reports on the library as PDF: what they find stands first, and what is not wanted is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from enable_desktop.charter.report import PageSize
from enable_desktop.library.assets import Status
from enable_desktop.library.audit import (
    AuditReport,
    BrokenLink,
    Count,
    Dated,
    Entry,
    FacetCounts,
    Flagged,
    HealthReport,
    Matrix,
    OwnerShare,
    PrintedCatalogue,
    Programme,
    Shelf,
)
from enable_desktop.library.freshness import Freshness, FreshShare
from enable_desktop.words import Words
from exports.library import library_bytes
from exports.library.audit import LINKS
from tests.exports.reading import pages_of, text_of

PROGRAMME = Programme(today=date(2026, 3, 12), company="Sample Co")
AUDIT = AuditReport(
    programme=PROGRAMME,
    statuses={Status.PUBLISHED: 7, Status.RETIRED: 2},
    freshness={Freshness.FRESH: 4, Freshness.OVERDUE: 3},
    kinds=FacetCounts(title="", values=(Count("Deck", 6),), without=1),
    facets=(FacetCounts(title="Stage", values=(Count("Discovery", 3), Count("Closing", 0)), without=4),
            FacetCounts(title="Region", values=(Count("North", 0),), without=7)),
    flags={"no-owner": Flagged(count=5, titles=("Alpha", "Beta")), "never-used": Flagged(count=1, titles=("Gamma",))},
    used=6,
    matrix=Matrix(rows=("Discovery", "Closing"), columns=("User", "Finance"), counts=((3, 1), (0, 0))),
    broken=(BrokenLink(page="Guide", words="the price list", target="gone.md"),),
    broken_count=3,
    duplicates=(("Copy", "Guide"),),
    looked_for=(Count("battlecard", 2),),
)  # fmt: skip
HEALTH = HealthReport(
    programme=PROGRAMME,
    over_time={date(2026, 1, 31): FreshShare(fresh=1, all=4), date(2026, 3, 12): FreshShare(fresh=3, all=4)},
    owners=(OwnerShare(name="Anna Field", share=FreshShare(fresh=3, all=3)),
            OwnerShare(name="", share=FreshShare(fresh=0, all=1))),
    overdue=(Dated(title="Price answer", kind="Play", owner="Anna Field", due=date(2026, 2, 1)),),
    overdue_count=4,
    never_count=1,
)  # fmt: skip
LIST = PrintedCatalogue(
    programme=PROGRAMME,
    shelves=(
        Shelf(title="Decks", entries=(Entry(title="Discovery deck", about="What do I show?", owner="Anna", pages=1),)),
        Shelf(title="", entries=(Entry(title="Bite", seconds=130, reviewed=date(2026, 1, 5)),)),
    ),
    assets=2,
    withheld=3,
)


def test_an_audit_says_first_what_can_be_trusted_and_what_stands_out(words: Words) -> None:
    first = " ".join(pages_of(library_bytes(AUDIT, words)[0])[0].split())
    assert "7 assets: 4 can be trusted, 3 need somebody’s look." in first
    assert "Nothing is published for Closing. 3 links lead nowhere." in first
    assert "1 asset was never used since figures of use are kept." in first


def test_an_audit_names_what_each_rule_flags_and_how_many_more(words: Words) -> None:
    text = text_of(library_bytes(AUDIT, words)[0])
    assert "Alpha; Beta; and 3 more" in text
    assert "2 cells have no published content" in text
    assert "No asset has a value yet of: Region." in text
    assert "gone.md and 2 more" in text
    assert "Copy Guide" in text
    assert "battlecard 2 times" in text


def test_of_an_audit_only_the_parts_that_are_wanted_are_printed(words: Words) -> None:
    text = text_of(library_bytes(AUDIT, words, parts=frozenset({LINKS}))[0])
    assert "Links that lead nowhere" in text
    assert not any(part in text for part in ("Alpha; Beta", "Region", "battlecard", "Copy Guide"))


def test_an_empty_library_is_one_page_that_says_so(words: Words) -> None:
    empty = AuditReport(programme=PROGRAMME)
    made, printed = library_bytes(empty, words)
    assert printed.pages == 1
    assert "There is no content yet." in text_of(made)
    assert "There is no content yet." in text_of(library_bytes(HealthReport(programme=PROGRAMME), words)[0])
    nothing = PrintedCatalogue(programme=PROGRAMME)
    assert "Nothing is published for this audience yet." in text_of(library_bytes(nothing, words)[0])


def test_health_says_where_the_share_came_from_and_who_owns_what_waits(words: Words) -> None:
    text = text_of(library_bytes(HEALTH, words)[0])
    assert "75% of the content is fresh, up from 25%." in text
    assert "Anna Field 3 0 100%" in text
    assert "Nobody 1 1 0%" in text
    assert "Price answer Play Anna Field" in text
    assert "and 3 more" in text
    fallen = {date(2025, 12, 31): FreshShare(fresh=4, all=4), **HEALTH.over_time}
    assert "down from 100%" in text_of(library_bytes(replace(HEALTH, over_time=fallen), words)[0])


def test_a_catalogue_lists_each_asset_with_what_it_is_for_and_whom_to_ask(words: Words) -> None:
    text = text_of(library_bytes(LIST, words)[0])
    assert "2 ASSETS, 12 MARCH 2026" in text
    assert "Discovery deck What do I show? Anna 1 page never" in text
    assert "Without a group" in text
    assert "Bite 2 min 5 Jan 2026" in text
    assert "3 assets are left out: they may not be shown or sent." in text
    assert "Anna" not in text_of(library_bytes(replace(LIST, with_owners=False), words)[0])


def test_the_same_report_gives_the_same_bytes_in_either_language_and_on_either_paper(
    words: Words, russian: Words
) -> None:
    for report in (AUDIT, HEALTH, LIST):
        letter = replace(report, programme=replace(PROGRAMME, page=PageSize.LETTER))
        assert library_bytes(letter, russian) == library_bytes(letter, russian)
        assert library_bytes(report, words)[0] != library_bytes(letter, words)[0]
        assert library_bytes(report, russian)[1].unprintable == 0
