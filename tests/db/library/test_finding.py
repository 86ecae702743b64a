"""Assets are found by their words in any form, by fields and filters, in the order asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from db.library.finding import Drop, Finding, TypedDrop, queue
from db.workspace import Workspace
from enable_desktop.library.assets import Asset, AssetKind, ContentGap, Status, Use
from enable_desktop.library.listed import Standing
from enable_desktop.library.query import Order, parse
from enable_desktop.links import Reason, Ref
from enable_desktop.notes import ListEntry
from enable_desktop.people import Person
from enable_desktop.search import HIT_END, HIT_START
from enable_desktop.words import mark
from tests.db.content import complaints
from tests.db.library.shelf import TODAY, new_library


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Workspace]:
    with new_library(tmp_path) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """One library for the tests that only look, or take back what they added."""
    with new_library(tmp_path_factory.mktemp("finding")) as workspace:
        yield workspace


def put(workspace: Workspace, title: str, **values: Any) -> int:
    return workspace.add(Asset, title=title, **values)


def finding(workspace: Workspace) -> Finding:
    return workspace.library.finding


def found(workspace: Workspace, typed: str, **filters: str) -> list[int]:
    chosen = {facet: frozenset(values.split(";")) for facet, values in filters.items()}
    return list(finding(workspace).ids(parse(typed), chosen))


def with_file_text(workspace: Workspace, id_: int, path: str, text: str) -> None:
    """What reading a file leaves behind."""
    with workspace._connection as connection:
        connection.execute("begin")
        file = connection.execute("insert into files (folder, path) values (0, ?)", (path,)).lastrowid
        connection.execute("insert into file_texts (file, text) values (?, ?)", (file, text))
        queue(connection, [id_])


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("onboarding", "onboard"),
        ("onboarded", "onboarding"),
        ("objection handling", "objections"),
        ("обучение продавцов", "обучению продавцы"),
        ("новая программа", "новый"),
        ("Ёлка", "елка"),
        ("елка", "ЁЛКА"),
        ("Élan café", "elan cafe"),
        ("e\u0301lan", "élan"),
        ("C++ and c#", "c++"),
        ("AI for sales", "ai"),
    ],
)
@pytest.mark.parametrize("field", ["title", "summary", "notes"])
def test_words_are_found_in_any_form(shared: Workspace, stored: str, typed: str, field: str) -> None:
    id_ = shared.add(Asset, **{"title": "Form", field: stored})
    try:
        assert id_ in found(shared, typed)
    finally:
        shared.undo()


def test_one_or_two_letters_find_titles_and_whole_words(shelf: Workspace) -> None:
    title = put(shelf, "“Sales” deck", notes="plan B")
    text = put(shelf, "Other deck", summary="All of sales, and plan S")
    assert found(shelf, "s") == [text, title]
    assert found(shelf, "sa") == [title]
    assert sorted(found(shelf, "de")) == [title, text]
    assert found(shelf, "b") == [title]
    assert found(shelf, "deck sa") == [title]
    assert found(shelf, "plan b deck") == [title]


def test_a_beginning_finds_all_its_words_however_many_there_are(shelf: Workspace) -> None:
    words = [f"pres{letter}nt" for letter in "abcdefghijklmnopqrst"]
    made = [put(shelf, f"{word} deck") if place % 2 else put(shelf, "A deck", notes=word)
            for place, word in enumerate(words)]  # fmt: skip
    assert sorted(found(shelf, "pres")) == made
    assert sorted(found(shelf, "title:pres")) == made[1::2]
    assert found(shelf, "presb") == [made[1]]
    more = put(shelf, "presb2 deck")
    assert sorted(found(shelf, "presb")) == [made[1], more]
    shelf.remove(Ref(Asset.kind, made[1]))
    assert found(shelf, "presb") == [more]


def test_a_beginning_is_found_where_nothing_may_be_written_and_after_a_step_that_failed(shelf: Workspace) -> None:
    deck = put(shelf, "Discovery deck")
    assert found(shelf, "call") == []
    shelf._connection.execute("drop table temp.asset_words")
    with pytest.raises(ZeroDivisionError), shelf.step(mark("Fail")):
        assert found(shelf, "disc") == [deck]
        put(shelf, "Discovered")
        raise ZeroDivisionError
    assert found(shelf, "disc") == [deck]
    del shelf.library.__dict__["finding"]
    shelf._connection.execute("drop table temp.asset_words")
    shelf._connection.execute("pragma query_only = on")
    assert found(shelf, "disco") == [deck]
    with pytest.raises(sqlite3.OperationalError):
        shelf._connection.execute("delete from assets")
    shelf._connection.execute("pragma query_only = off")


def test_a_letter_behind_other_words_is_still_being_typed(shelf: Workspace) -> None:
    one = put(shelf, "Deck", summary="of sales")
    assert found(shelf, "deck") == found(shelf, "deck s") == found(shelf, "deck sal") == [one]


def test_a_phrase_stands_as_typed_and_what_is_excluded_does_not_stand_there(shelf: Workspace) -> None:
    one = put(shelf, "Needs analysis", summary="Before the call")
    two = put(shelf, "Analysis of needs", summary="After the calls")
    assert found(shelf, '"needs analysis"') == [one]
    assert found(shelf, '"analysi need"') == []
    assert found(shelf, '"need analysi"') == []
    assert found(shelf, "«analysis of needs»") == [two]
    assert found(shelf, "analysis -before") == [two]
    assert found(shelf, 'analysis -"after the"') == [one]
    assert found(shelf, "-before") == [two]
    assert found(shelf, "-aft") == [two, one]


def test_a_title_counts_for_more_than_summary_tags_and_text(shelf: Workspace) -> None:
    text = put(shelf, "First", location="/a.txt")
    with_file_text(shelf, text, "/a.txt", "discovery " * 500)
    tags = put(shelf, "Second", facets={"stage": "discovery"})
    summary = put(shelf, "Third", summary="All of discovery")
    title = put(shelf, "On discoveries", summary="and much else " * 200)
    assert found(shelf, "discovery") == [title, summary, tags, text]


def test_the_text_of_a_file_is_found_and_shown_around_the_hit(shelf: Workspace) -> None:
    id_ = put(shelf, "Deck", location="/deck.pptx", summary="What we show")
    with_file_text(shelf, id_, "/deck.pptx", f"{'Before. ' * 90}Our pricing is simple.{' After.' * 90}")
    assert found(shelf, "priced") == [id_]
    assert f"Our {HIT_START}pricing{HIT_END} is simple" in finding(shelf).snippet(id_, parse("priced"))
    assert finding(shelf).snippet(id_, parse("deck")) == "What we show"


def test_tags_are_found_in_both_languages_and_follow_their_names(shelf: Workspace) -> None:
    id_ = put(shelf, "One", facets={"stage": "discovery"}, sort=1)
    assert found(shelf, "выявление") == found(shelf, "презентации") == found(shelf, "deck") == [id_]
    entry = shelf.where(ListEntry, "key", "discovery")[0]
    shelf.change(Ref(ListEntry.kind, entry.id), title="Listening")
    shelf.change(Ref(AssetKind.kind, 1), title="Slides")
    assert found(shelf, "listening slides") == [id_]
    shelf.remove(Ref(ListEntry.kind, entry.id))
    assert found(shelf, "listening") == []
    shelf.undo()
    assert found(shelf, "listening") == [id_]


def test_people_are_found_and_followed(shelf: Workspace) -> None:
    anna = shelf.add(Person, name="Anna Field")
    owned, vouched = put(shelf, "One", owner=anna), put(shelf, "Two")
    arrow = shelf.links.join(Ref("assets", vouched), Ref("people", anna), Reason.VOUCHED)
    assert found(shelf, "field") == [owned, vouched]
    assert found(shelf, "owner:anna") == [owned]
    assert found(shelf, "expert:anna") == [vouched]
    shelf.change(Ref("people", anna), name="Anna Stone")
    assert (found(shelf, "field"), found(shelf, "stone")) == ([], [owned, vouched])
    shelf.links.part(arrow)
    assert found(shelf, "stone") == [owned]
    shelf.undo()
    assert found(shelf, "stone") == [owned, vouched]


def test_changing_a_person_without_the_name_makes_no_work(shelf: Workspace) -> None:
    anna = shelf.add(Person, name="Anna Field")
    put(shelf, "One", owner=anna)
    found(shelf, "one")
    shelf.change(Ref("people", anna), reach="by phone")
    assert shelf.search.waiting() == 1


@pytest.mark.parametrize(
    "typed",
    [
        "stage:discovery",
        "Этап:выявление",
        "этап:discovery",
        "title:ask",
        "название:asking",
        "summary:briefly",
        "tag:discovery",
        "kind:deck",
        "вид:презентация",
        "status:published",
        "статус:опубликовано",
        "freshness:never",
        "-stage:closing",
    ],
)
def test_a_field_narrows_down(shelf: Workspace, typed: str) -> None:
    wanted = put(
        shelf, "Asking", summary="Briefly", facets={"stage": "discovery"}, sort=1, status=Status.PUBLISHED
    )  # fmt: skip
    put(shelf, "Other", facets={"stage": "closing"}, sort=2, reviewed=TODAY, notes="asking briefly deck")
    assert found(shelf, typed) == [wanted]


def test_a_name_that_is_none_of_a_field_is_a_word(shelf: Workspace) -> None:
    one = put(shelf, "Note: call back")
    put(shelf, "Call back")
    assert found(shelf, "note:call") == [one]


def test_filters_add_up_within_a_facet_and_narrow_down_between_them(shelf: Workspace) -> None:
    one = put(shelf, "One", facets={"stage": "discovery", "persona": "user"})
    two = put(shelf, "Two", facets={"stage": "closing;discovery", "persona": "finance"})
    three = put(shelf, "Three", facets={"stage": "closing"}, status=Status.RETIRED)
    assert found(shelf, "", stage="closing") == [three, two]
    assert found(shelf, "", stage="closing;discovery") == [three, two, one]
    assert found(shelf, "", stage="closing;discovery", persona="finance") == [two]
    assert found(shelf, "one", stage="closing") == []
    assert found(shelf, "", status="retired") == [three]
    assert found(shelf, "", owner="none", kind="none") == [three, two, one]
    counts = finding(shelf).counts(parse(""), {"stage": frozenset({"closing"})})
    assert counts["stage"] == {"discovery": 2, "closing": 2}
    assert counts["persona"] == {"finance": 1}
    assert counts["status"] == {"draft": 1, "retired": 1}


def test_counts_follow_every_step(shelf: Workspace) -> None:
    id_ = put(shelf, "One", facets={"stage": "discovery"})
    assert finding(shelf).counts_of("stage", parse("")) == {"discovery": 1}
    shelf.change(Ref("assets", id_), facets={"stage": "closing"}, status=Status.PUBLISHED)
    assert finding(shelf).counts_of("stage", parse("")) == {"closing": 1}
    shelf.undo()
    assert finding(shelf).counts_of("stage", parse("one")) == {"discovery": 1}
    shelf.remove(Ref("assets", id_))
    assert finding(shelf).counts_of("stage", parse("")) == {}
    assert finding(shelf).count(parse("")) == 0


def test_freshness_is_counted_for_the_day(shelf: Workspace) -> None:
    put(shelf, "Never")
    fresh = put(shelf, "Fresh", sort=1, reviewed=TODAY)
    due = put(shelf, "Due", reviewed=TODAY - timedelta(1), expires=TODAY + timedelta(28))
    overdue = put(shelf, "Overdue", sort=1, reviewed=TODAY.replace(year=2020))
    put(shelf, "Retired", reviewed=TODAY, status=Status.RETIRED)
    put(shelf, "Retired, never reviewed", status=Status.RETIRED)
    each = {"never reviewed": 1, "fresh": 1, "due": 1, "overdue": 1}
    assert finding(shelf).counts_of("freshness", parse("")) == each
    assert found(shelf, "", freshness="fresh") == [fresh]
    assert list(finding(shelf).ids(parse(""), {}, Order.DUE))[:3] == [overdue, due, fresh]


def test_the_longest_come_first_recordings_before_pages_and_what_has_no_length_last_by_title(shelf: Workspace) -> None:
    unknown, also = put(shelf, "Zebra"), put(shelf, "Ape", seconds=0)
    deck, short = put(shelf, "Deck", pages=40), put(shelf, "Short", seconds=45)
    leaflet, film = put(shelf, "Leaflet", pages=2), put(shelf, "Film", seconds=600)
    assert list(finding(shelf).ids(parse(""), {}, Order.LENGTH)) == [film, short, deck, leaflet, also, unknown]
    shelf.change(Ref("assets", unknown), seconds=700)
    assert list(finding(shelf).ids(parse(""), {}, Order.LENGTH))[0] == unknown


def test_the_library_stands_as_well_as_its_assets_after_every_step(shelf: Workspace) -> None:
    put(shelf, "Never")
    put(shelf, "Fresh", sort=1, reviewed=TODAY)
    put(shelf, "Without a rhythm", reviewed=TODAY)
    overdue = put(shelf, "Overdue", sort=1, reviewed=TODAY.replace(year=2020))
    put(shelf, "Retired", sort=1, reviewed=TODAY, status=Status.RETIRED)
    put(shelf, "Retired before it was reviewed", status=Status.RETIRED)
    assert finding(shelf).standing() == Standing(total=4, on_time=2, retired=2)
    shelf.change(Ref("assets", overdue), reviewed=TODAY)
    assert finding(shelf).standing() == Standing(total=4, on_time=3, retired=2)
    shelf.undo()
    assert finding(shelf).standing() == Standing(total=4, on_time=2, retired=2)
    shelf.change(Ref("assets", overdue), status=Status.RETIRED)
    assert finding(shelf).standing() == Standing(total=3, on_time=2, retired=3)


def test_the_orders(shelf: Workspace) -> None:
    ours = put(shelf, "Élan", added=TODAY)
    last = put(shelf, "Zebra", added=TODAY - timedelta(2))
    first = put(shelf, "apple", added=TODAY - timedelta(1))
    shelf.add(Use, asset=last, count=3)
    shelf.add(Use, asset=first, count=2)
    shelf.add(Use, asset=first, count=2)
    ids = finding(shelf).ids
    assert ids(parse(""), {}, Order.TITLE) == (first, ours, last)
    assert ids(parse(""), {}, Order.NEWEST) == ids(parse(""), {}, Order.BEST) == (ours, first, last)
    assert ids(parse(""), {}, Order.USED) == (first, last, ours)
    shelf.add(Use, asset=ours, count=9)
    assert ids(parse(""), {}, Order.USED) == (ours, first, last)
    assert ids(parse("zeb"), {}, Order.TITLE) == (last,)


def test_where_nothing_is_found_it_says_what_to_drop(shelf: Workspace) -> None:
    put(shelf, "Call one", facets={"stage": "discovery"})
    put(shelf, "Call two", facets={"stage": "discovery"}, status=Status.PUBLISHED)
    put(shelf, "Other", facets={"stage": "closing"}, status=Status.PUBLISHED)
    drops = finding(shelf).drops
    chosen = {"stage": frozenset({"closing"}), "status": frozenset({"draft"})}
    assert drops(parse(""), chosen) == (Drop(("stage",), 1), Drop(("status",), 1))
    assert drops(parse("call"), chosen) == (Drop(("stage",), 1),)
    chosen["status"] = frozenset({"retired"})
    assert drops(parse("call"), chosen) == (Drop(("stage", "status"), 2),)
    assert drops(parse("nowhere"), chosen) == ()


def test_where_a_typed_filter_finds_nothing_it_says_what_is_found_without(shelf: Workspace) -> None:
    put(shelf, "Call one", facets={"stage": "discovery"})
    put(shelf, "Call two", facets={"stage": "discovery"}, status=Status.PUBLISHED)
    put(shelf, "Other call", facets={"stage": "closing"}, status=Status.PUBLISHED)
    drops = finding(shelf).typed_drops
    assert drops('call  stage:closing status:"draft"', {}) == (
        TypedDrop("stage:closing", 'call status:"draft"', 1),
        TypedDrop('status:"draft"', "call stage:closing", 1),
    )
    assert drops("call -one -two -other", {"status": frozenset({"draft"})}) == (
        TypedDrop("-one", "call -two -other", 1),
    )
    assert drops("title:nowhere stage:closing", {}) == ()
    assert drops("stage:renewal", {}) == ()
    assert drops("nowhere", {}) == ()
    assert drops("kind:none call", {}) == (TypedDrop("kind:none", "call", 3),)


def test_what_found_nothing_is_kept_and_counted_up(shelf: Workspace) -> None:
    finding(shelf).note_nothing_found("  Ёлка  deck ")
    finding(shelf).note_nothing_found("елка DECK")
    assert finding(shelf).note_nothing_found(" ") is None
    (gap,) = shelf.all(ContentGap)
    assert (gap.title, gap.times, gap.on) == ("Ёлка deck", 2, TODAY)
    assert shelf.undo_label is None


def test_a_pasted_page_finds_what_holds_it_and_is_no_gap_where_nothing_does(shelf: Workspace) -> None:
    page = " ".join(f"word{number}" for number in range(5_000))
    held = put(shelf, "Held", summary=" ".join(page.split()[:2_000]))
    put(shelf, "Other", summary=" ".join(page.split()[1:]))
    assert found(shelf, page) == [held]
    assert finding(shelf).note_nothing_found(page) is None
    assert shelf.all(ContentGap) == ()


def test_the_search_over_everything_finds_assets_once_and_ranked_with_the_rest(shelf: Workspace) -> None:
    put(shelf, "Elsewhere", notes="the forecast")
    put(shelf, "Forecast")
    shelf.add(Person, name="Bo", notes="the forecast")
    hits = shelf.search.find("forecast")
    assert [hit.title for hit in hits][0] == "Forecast"
    assert sorted(hit.title for hit in hits) == ["Bo", "Elsewhere", "Forecast"]
    assert [hit.title for hit in shelf.search.find("")][:3] == ["Bo", "Forecast", "Elsewhere"]
    assert shelf.search.find("forecast", limit=1)[0].title == "Forecast"


def test_a_forgotten_person_leaves_no_trace_in_the_index(shelf: Workspace) -> None:
    anna = shelf.add(Person, name="Zyanna Quxfield")
    asked = put(shelf, "Ask Zyanna Quxfield", owner=anna, notes="Zyanna Quxfield knows", location="/a.md")
    with_file_text(shelf, asked, "/a.md", "Written by Zyanna Quxfield")
    shelf.links.join(Ref("assets", asked), Ref("people", anna), Reason.VOUCHED)
    assert found(shelf, "quxfield") == [asked]
    shelf.people.forget(anna, str)  # type: ignore[arg-type]
    assert found(shelf, "quxfield") == []
    assert shelf.integrity() == ()
    shelf.close()
    content = shelf.path.read_bytes().lower()
    assert b"quxfield" not in content
    assert complaints(shelf.path) == []


def test_all_of_a_kind_are_found_by_its_new_name_also_where_a_tag_of_one_is_called_so(shelf: Workspace) -> None:
    kind = shelf.add(AssetKind, key="clip", title="Snippet")
    value = shelf.add(ListEntry, list="format", key="tape", title="Tape")
    first = put(shelf, "First", sort=kind, facets={"format": "tape"})
    second = put(shelf, "Second", sort=kind)
    assert set(found(shelf, "snippet")) == {first, second}
    shelf.change(Ref(AssetKind.kind, kind), title="Tape")
    assert set(found(shelf, "tape")) == {first, second}
    assert found(shelf, "snippet") == []
    shelf.undo()
    assert found(shelf, "tape") == [first]
    shelf.change(Ref(ListEntry.kind, value), title="Reel")
    assert (found(shelf, "tape"), found(shelf, "reel")) == ([], [first])
    assert set(found(shelf, "snippet")) == {first, second}


def test_what_took_the_place_of_another_is_not_found_by_its_expert_once_that_was_taken_back(shelf: Workspace) -> None:
    expert = shelf.add(Person, name="Quentin Marlow")
    one, other = put(shelf, "Old deck"), put(shelf, "New deck")
    shelf.links.join(Ref(Asset.kind, one), Ref(Person.kind, expert), Reason.VOUCHED)
    assert found(shelf, "marlow") == [one]
    shelf.library.reviews.retire(one, other, lead_over=True)
    assert found(shelf, "marlow") == [other]
    shelf.undo()
    assert found(shelf, "marlow") == [one]
