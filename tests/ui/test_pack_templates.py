"""The packs that somebody begins with are the same in both languages, and ask only for values that there are."""

from __future__ import annotations

from enable_desktop.library.facets import filters_of
from enable_desktop.packs.templates import Template
from resources.content import library
from ui.pack_templates import pack_templates


def known_values() -> set[tuple[str, str]]:
    facets = {(str(each["key"]), key) for each in library("en", "facets") for key in each["keys"]}  # type: ignore[attr-defined]
    kinds = {("kind", str(each["key"])) for each in library("en", "kinds")}
    return facets | kinds | {("status", "published")}


def asked(template: Template) -> set[tuple[str, str]]:
    several = [filters_of(template.filters), *(part.filters for part in template.parts)]
    return {(facet, key) for filters in several for facet, keys in filters.items() for key in keys}


def test_there_are_ten_in_each_language_with_the_same_content() -> None:
    english, russian = pack_templates("en"), pack_templates("ru")
    assert len(english) == 10
    assert [each.key for each in english] == [each.key for each in russian]
    for one, other in zip(english, russian, strict=True):
        assert one.filters == other.filters
        assert [(part.filters, part.sheet) for part in one.parts] == [
            (part.filters, part.sheet) for part in other.parts
        ]
        assert one.title != other.title
        assert all((other.about, other.audience, other.for_whom, other.intro, *(p.heading for p in other.parts)))


def test_they_ask_for_nothing_that_a_new_workspace_does_not_know() -> None:
    for template in pack_templates("en"):
        assert asked(template) <= known_values(), template.key
