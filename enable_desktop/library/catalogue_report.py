"""The catalogue as a table: one row for each asset, in words that an import understands again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from enable_desktop.library.assets import Asset, AssetKind, WatchedFolder
from enable_desktop.library.facets import FACETS, values_of
from enable_desktop.library.freshness import freshness, review_due
from enable_desktop.library.places import whole
from enable_desktop.notes import ListEntry
from enable_desktop.words import Words, mark

_BETWEEN: Final = "; "
Cell = str | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueReport:
    """Everything the table says, as plain records; `people` are names by id."""

    today: date
    assets: Sequence[Asset] = ()
    kinds: Sequence[AssetKind] = ()
    folders: Sequence[WatchedFolder] = ()
    entries: Sequence[ListEntry] = ()
    people: Mapping[int, str] = field(default_factory=dict)


def catalogue_rows(catalogue: CatalogueReport, words: Words) -> Iterator[tuple[Cell, ...]]:
    """The header and a row for each asset, by their order in the library. Dates are ISO, lengths minutes:seconds."""
    facets = [entry for entry in catalogue.entries if entry.list == FACETS]
    titles = {(entry.list, entry.key): entry.title for entry in catalogue.entries if entry.list != FACETS}
    kinds = {kind.id: kind for kind in catalogue.kinds}
    folders = {folder.id: folder.path for folder in catalogue.folders}
    labels = (
        mark("Id"), mark("Title"), mark("Location"), mark("Kind"), mark("Summary"), mark("Question it answers"),
        mark("Owner"), mark("Reviewer"), mark("Sources"), mark("Notes"), mark("Status"), mark("Pages"),
        mark("Length"), mark("Review every"), mark("Added on"), mark("Last review"), mark("Valid from"),
        mark("Expires on"), mark("Seller heard"), mark("Consent until"),
    )  # fmt: skip
    yield (
        *(words(label) for label in labels),
        *(facet.title or facet.key for facet in facets),
        words(mark("Review due")),
        words(mark("Freshness")),
    )
    for asset in catalogue.assets:
        kind = kinds.get(asset.sort or 0)
        due = review_due(asset, kind.months if kind is not None else None)
        values = values_of(asset)
        yield (
            asset.id,
            asset.title,
            whole(folders.get(asset.folder or 0), asset.location),
            kind.title if kind is not None else "",
            asset.summary,
            asset.question,
            catalogue.people.get(asset.owner or 0, ""),
            catalogue.people.get(asset.reviewer or 0, ""),
            asset.sources,
            asset.notes,
            words(asset.status.label),
            asset.pages,
            _clock(asset.seconds),
            asset.months,
            _day(asset.added),
            _day(asset.reviewed),
            _day(asset.valid_from),
            _day(asset.expires),
            catalogue.people.get(asset.seller or 0, ""),
            _day(asset.consent_until),
            *(
                _BETWEEN.join(titles.get((facet.key, key), key) for key in values.get(facet.key, ()))
                for facet in facets
            ),
            _day(due),
            words(freshness(due, asset.reviewed, catalogue.today).label),
        )


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _clock(seconds: int | None) -> str:
    if seconds is None:
        return ""
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
