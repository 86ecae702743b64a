"""What facets, their values and kinds of content are called in each language of the program."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from resources.content import library

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = ("en", "ru")


@cache
def list_labels() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Labels by list and key: facets stand in the list "facets", their values in one named by the facet's key, kinds
    of content in "asset_kinds"."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for language in LANGUAGES:
        for name, key, label in _labels(language):
            found.setdefault((name, key), {})[label] = None
    return MappingProxyType({place: tuple(labels) for place, labels in found.items()})


@cache
def labels_in(language: str) -> Mapping[tuple[str, str], str]:
    """The same in one language."""
    return MappingProxyType({(name, key): label for name, key, label in _labels(language)})


def _labels(language: str) -> Iterator[tuple[str, str, str]]:
    for kind in library(language, "kinds"):
        yield "asset_kinds", str(kind["key"]), str(kind["title"])
    for entry in library(language, "facets"):
        facet = cast("dict[str, Any]", entry)  # TOML gives texts and lists.
        yield "facets", facet["key"], facet["title"]
        for key, label in zip(facet["keys"], facet["values"], strict=True):
            yield facet["key"], key, label
