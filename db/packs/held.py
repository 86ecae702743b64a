"""Which assets a pack holds: those chosen by hand, those of its playlists, and those that its search finds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from enable_desktop.library.assets import Status
from enable_desktop.library.facets import filters_of
from enable_desktop.library.query import Filters, Order, parse
from enable_desktop.packs.records import Pack, PackItem

if TYPE_CHECKING:
    from db.library import Library

_IN_USE: Final = frozenset(str(status) for status in Status if status is not Status.RETIRED)


def assets_of(
    items: Iterable[PackItem], tracks: Mapping[int, tuple[int, ...]], found: Iterable[int]
) -> tuple[int, ...]:
    """The assets chosen by hand in their order, with those of playlists, then those found; none that is left out."""
    out = {item.asset for item in items if item.left_out}
    several = (asset for item in items for asset in tracks.get(item.id, (item.asset,)))
    order = dict.fromkeys((*several, *found))
    return tuple(asset for asset in order if asset is not None and asset not in out)


def tracks_of(library: Library, items: Iterable[PackItem]) -> dict[int, tuple[int, ...]]:
    """The assets of the playlists of a pack, by the item."""
    return {
        item.id: tuple(track.asset.id for track in library.playlists.tracks(item.playlist))
        for item in items
        if item.playlist is not None
    }


def found_by(library: Library, pack: Pack) -> tuple[int, ...]:
    """The assets that the search of a pack finds, by title; none where it has no search."""
    return matching(library, pack.words, filters_of(pack.filters)) if pack.has_search else ()


def matching(library: Library, words: str, filters: Filters) -> tuple[int, ...]:
    """The assets that words and filters find, by title, without what is retired unless that is asked for."""
    return tuple(library.finding.ids(parse(words), _in_use(filters), Order.TITLE))


def count_held(library: Library, pack: Pack, items: Iterable[PackItem]) -> int:
    """How many assets a pack holds; those that its search finds are counted and not read."""
    items = tuple(items)
    there = assets_of(items, tracks_of(library, items), ())
    if not pack.has_search:
        return len(there)
    known = [*there, *(item.asset for item in items if item.left_out and item.asset is not None)]
    return len(there) + library.finding.count(parse(pack.words), _in_use(filters_of(pack.filters)), without=known)


def finds(library: Library, pack: Pack, asset: int) -> bool:
    """Whether the search of a pack finds an asset."""
    if not pack.has_search:
        return False
    return library.finding.finds(asset, parse(pack.words), _in_use(filters_of(pack.filters)))


def _in_use(filters: Filters) -> Filters:
    return filters if filters.get("status") else {**filters, "status": _IN_USE}
