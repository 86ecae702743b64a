"""Facets: by what an asset can be found besides its words. Their names and values are lists that the person edits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from enable_desktop.library.assets import Asset
from enable_desktop.search import words_of

FACETS: Final = "facets"
"""The list that names the facets; the values of one stand in the list that bears its key."""
KINDS: Final = "kinds"
"""Stands for the kinds of content where values are named by facet."""
_BETWEEN: Final = ";"
_LONGEST_KEY: Final = 80


def values_of(asset: Asset) -> Mapping[str, tuple[str, ...]]:
    """The keys of the values that an asset has, by the key of their facet."""
    return {facet: split(keys) for facet, keys in asset.facets.items()}


def split(keys: str) -> tuple[str, ...]:
    """The single keys of a text that `joined` made."""
    return tuple(key for key in keys.split(_BETWEEN) if key)


def new_key(title: str, taken: Iterable[str]) -> str:
    """A key for a value that is called so: its words, with a number where another value has that key."""
    stem = "-".join(words_of(title))[:_LONGEST_KEY] or "value"
    others, key, number = set(taken), stem, 1
    while key in others:
        number += 1
        key = f"{stem}-{number}"
    return key


def joined(keys: Iterable[str]) -> str:
    """Keys as an asset keeps them; none of them holds a semicolon."""
    return _BETWEEN.join(dict.fromkeys(key for key in keys if key))


def filters_of(kept: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The filters that `kept_filters` made a record's, as the search takes them."""
    return {facet: frozenset(split(keys)) for facet, keys in kept.items() if keys}


def kept_filters(filters: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Filters as a record keeps them; a facet of which nothing is chosen is none."""
    return {facet: joined(sorted(values)) for facet, values in filters.items() if values}
