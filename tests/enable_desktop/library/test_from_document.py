"""What a page says of itself, and what the ending of a file tells, is what the asset knows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from enable_desktop.library.assets import AssetKind, Status
from enable_desktop.library.documents import Document
from enable_desktop.library.facets import FACETS
from enable_desktop.library.from_document import Shelves, from_document, shelves
from enable_desktop.notes import ListEntry
from ui.list_labels import every_label

TODAY = date(2026, 3, 12)
KINDS = (
    AssetKind(id=1, key="deck", title="Deck", months=6),
    AssetKind(id=2, key="guide", title="Guide, how-to", months=12),
    AssetKind(id=3, key="bite", title="Bite", months=12, longest_minutes=4),
    AssetKind(id=4, key="recorded-call", title="Recorded call"),
    AssetKind(id=5, key="training-video", title="Training video", months=12),
    AssetKind(id=6, key="battlecard", title="Battlecard", months=3),
)
LISTS = {
    "stage": {"discovery": "Discovery"},
    "language": {"en": "English", "ru": "Russian"},
    "topic": {"pricing": "Pricing"},
    "format": {each: each.title() for each in ("video", "audio", "text", "slides", "sheet")},
}
ENTRIES = tuple(
    entry
    for facet, values in LISTS.items()
    for entry in (
        ListEntry(list=FACETS, key=facet, title=facet.title()),
        *(ListEntry(list=facet, key=key, title=title) for key, title in values.items()),
    )
)
PEOPLE = ((11, "Ann Lee"), (12, "Boris Ёлкин"), (13, "Sam Moss"), (14, "Sam Moss"))


@pytest.fixture
def shelf() -> Shelves:
    return shelves(TODAY, KINDS, ENTRIES, every_label(), PEOPLE)


def asset(shelf: Shelves, path: str = "page.md", **matter: object) -> Mapping[str, Any]:
    said = {name: each if isinstance(each, tuple) else (str(each),) for name, each in matter.items()}
    return from_document(path, Document(title="Page", matter=said), shelf)


def test_a_page_fills_title_summary_and_days(shelf: Shelves) -> None:
    made = asset(
        shelf, summary="How to ask", date="2019-07-31 09:00:00 -0500", expirydate="2024-06-14", deck="Something else"
    )
    assert made["title"] == "Page"
    assert made["summary"] == "How to ask"
    assert made["added"] == date(2019, 7, 31)
    assert made["expires"] == date(2024, 6, 14)
    assert made["status"] is Status.PUBLISHED
    assert "reviewed" not in made


def test_a_page_that_says_nothing_of_itself_came_in_today(shelf: Shelves) -> None:
    made = asset(shelf)
    assert made["added"] == TODAY
    assert not shelf.new_entries


def test_a_date_that_is_none_is_left_out(shelf: Shelves) -> None:
    assert "expires" not in asset(shelf, expirydate="when the law changes")


def test_topics_are_made_on_the_spot_once_and_known_ones_are_taken(shelf: Shelves) -> None:
    first = asset(shelf, topics=("pricing", "content-strategy"))
    second = asset(shelf, tags=("Content-Strategy, Pricing; C++",))
    third = asset(shelf, topics=("C",))
    assert first["facets"]["topic"] == "pricing;content-strategy"
    assert second["facets"]["topic"] == "content-strategy;pricing;c"
    assert third["facets"]["topic"] == "c-2"
    assert [(each["list"], each["title"]) for each in shelf.new_entries] == [
        ("topic", "content-strategy"),
        ("topic", "C++"),
        ("topic", "C"),
    ]


def test_a_tag_that_is_a_value_of_another_facet_goes_there(shelf: Shelves) -> None:
    made = asset(shelf, tags=("Discovery", "pricing", "Pumps"))
    assert made["facets"] == {"stage": "discovery", "topic": "pricing;pumps", "format": "text"}
    assert [each["title"] for each in shelf.new_entries] == ["Pumps"]


def test_folders_tell_kind_and_stage_where_the_page_does_not(shelf: Shelves) -> None:
    made = asset(shelf, "Battlecards/Discovery/rival.docx")
    assert made["sort"] == 6
    assert made["facets"] == {"stage": "discovery", "format": "text"}
    assert asset(shelf, "Battlecards/rival.pptx", kind="deck")["sort"] == 1


def test_other_facets_take_only_values_that_are_there(shelf: Shelves) -> None:
    made = asset(shelf, stage="Выявление потребностей", format="post")
    assert made["facets"] == {"stage": "discovery", "format": "text"}
    assert not shelf.new_entries


@pytest.mark.parametrize(("told", "key"), [("en", "en"), ("ru-RU", "ru"), ("English", "en"), ("русский", "ru")])
def test_the_language_is_told_by_code_or_name(shelf: Shelves, told: str, key: str) -> None:
    assert asset(shelf, lang=told)["facets"]["language"] == key


def test_an_author_in_the_directory_is_the_owner_and_others_stand_among_the_sources(shelf: Shelves) -> None:
    made = asset(shelf, authors=("jo-doe", "ann-lee", "boris elkin"))
    assert made["owner"] == 11
    assert made["sources"] == "jo-doe, boris elkin"
    assert "owner" not in asset(shelf, author="Sam Moss")


def test_names_are_found_without_regard_to_letters_that_are_often_exchanged(shelf: Shelves) -> None:
    assert asset(shelf, author="boris елкин")["owner"] == 12


def test_a_page_is_read_in_russian_too(shelf: Shelves) -> None:
    made = asset(shelf, описание="О ценах", автор="Ann Lee", **{"срок действия": "2026-05-01", "статус": "архив"})
    assert (made["summary"], made["owner"], made["expires"]) == ("О ценах", 11, date(2026, 5, 1))
    assert made["status"] is Status.RETIRED


def test_a_page_that_calls_itself_a_draft_is_one(shelf: Shelves) -> None:
    assert asset(shelf, draft="true")["status"] is Status.DRAFT
    assert asset(shelf, draft="false")["status"] is Status.PUBLISHED


@pytest.mark.parametrize(
    ("path", "seconds", "kind", "form"),
    [
        ("Decks/Pitch.PPTX", None, 1, "slides"),
        ("guide.md", None, 2, "text"),
        ("a.b/how to.docx", None, 2, "text"),
        ("sheet.pdf", None, 2, "text"),
        ("figures.xlsx", None, None, "sheet"),
        ("short.mp3", 95.4, 3, "audio"),
        ("short.mp4", 240, 3, "video"),
        ("call.m4a", 1810, 4, "audio"),
        ("training.mov", 241, 5, "video"),
        ("unknown.mkv", None, None, "video"),
        ("talk.vtt", 1200, 4, "text"),
        ("logo.png", None, None, None),
        ("README", None, None, None),
    ],
)
def test_the_ending_and_the_length_tell_kind_and_format(
    shelf: Shelves, path: str, seconds: float | None, kind: int | None, form: str | None
) -> None:
    made = from_document(path, Document(title="It", seconds=seconds), shelf)
    assert made["sort"] == kind
    assert made["facets"].get("format") == form
    assert made["seconds"] == (None if seconds is None else round(seconds))


def test_a_kind_that_the_page_names_counts_more_than_its_ending(shelf: Shelves) -> None:
    assert asset(shelf, kind="карточка конкурента")["sort"] == 6
    assert asset(shelf, type="layout of a theme")["sort"] == 2


def test_consent_comes_with_its_end(shelf: Shelves) -> None:
    made = asset(shelf, "bite.md", seller="Ann Lee", consent_until="2027-01-31")
    assert (made["seller"], made["consent"], made["consent_until"]) == (11, True, date(2027, 1, 31))
