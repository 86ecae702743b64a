"""What a page says of itself once it was edited, against what it said before and what the person says of the asset.

A field that holds what the page said is taken to be the page's: it follows. One that somebody has set otherwise is
theirs: what the page says of it now is noted beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from enable_desktop.fields import Shape, field_of, fields_of, from_plain, to_plain
from enable_desktop.library.assets import Asset, Status
from enable_desktop.library.documents import Document
from enable_desktop.library.facets import joined, split
from enable_desktop.library.from_document import Shelves, from_document, says

_COUNTED: Final = ("pages", "seconds")
_DEFAULTS: Final = Asset()
_NAMES: Final = tuple(each.name for each in fields_of(Asset))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """What a file says of its asset, where that is not what it said at the last reading.

    `before` and `after` hold the fields that differ; `facets` the keys that came and those that went, by facet;
    `counted` what was counted in it, which nobody contests. `is_first` where it was never read before. Any: the values
    of any field by its name.
    """

    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    facets: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    counted: Mapping[str, int] = field(default_factory=dict)
    is_first: bool = False


def is_unreadable(document: Document) -> bool:
    """Whether nothing could be read of a file, so that nothing is known of what it says now."""
    return document.note is not None and not (document.matter or document.title)


def rewritten(path: str, before: Document | None, after: Document, shelves: Shelves) -> Rewritten:
    """What has come to be said otherwise in the file at this path; nothing where it cannot be read now.

    What its folders and its ending tell is the same both times, and stands back.
    """
    if is_unreadable(after):
        return Rewritten()
    new = from_document(path, after, shelves)
    # What it said before may name values that are gone by now: they are not made again for that.
    known = replace(shelves, values=shelves.values.apart())
    old = from_document(path, replace(before or Document(), pages=after.pages, seconds=after.seconds), known)
    fields = [name for name in _NAMES if name not in (*_COUNTED, "facets")]
    if not says(after, "added", shelves):
        # It would be the day of this reading.
        fields.remove("added")
    differing = [
        name
        for name in fields
        if _said(old, name) != _said(new, name)
        # What is said but not understood is not taken back.
        and (name in new or not says(after, name, shelves))
    ]
    return Rewritten(
        before={name: _said(old, name) for name in differing},
        after={name: _said(new, name) for name in differing},
        facets=_facets(old["facets"], new["facets"]),
        counted={name: new[name] for name in _COUNTED if new[name] is not None},
        is_first=before is None,
    )


def _said(values: Mapping[str, Any], name: str) -> Any:
    return values.get(name, getattr(_DEFAULTS, name))


def _facets(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    found = {}
    for facet in old.keys() | new.keys():
        before, after = split(old.get(facet, "")), split(new.get(facet, ""))
        came = tuple(key for key in after if key not in before)
        went = tuple(key for key in before if key not in after)
        if came or went:
            found[facet] = came, went
    return found


def taken_over(asset: Asset, said: Rewritten, today: date) -> dict[str, Any]:
    """The fields of an asset that follow what its file says now; of two reviews the later one counts.

    Any: the values of any field by its name.
    """
    values: dict[str, Any] = {name: number for name, number in said.counted.items() if number != getattr(asset, name)}
    contested = dict(asset.contested)
    for name, after in said.after.items():
        held = getattr(asset, name)
        contested.pop(name, None)
        if name == "reviewed":
            if after is not None and after <= today and (held is None or after > held):
                values[name] = after
        elif held == after:
            continue
        elif held == said.before[name]:
            values[name] = after
        elif not said.is_first and after != getattr(_DEFAULTS, name):
            contested[name] = plain(name, after)
    if _is_extended(asset, values.get("expires"), today):
        contested["status"] = str(Status.PUBLISHED)
    if said.facets and (facets := _merged(asset, said)) != dict(asset.facets):
        values["facets"] = facets
    if contested != asset.contested:
        values["contested"] = contested
    return values


def _is_extended(asset: Asset, expires: date | None, today: date) -> bool:
    """Whether what was retired since it expired is to hold for longer: only the person brings it back."""
    return (
        expires is not None
        and expires > today
        and asset.status is Status.RETIRED
        and asset.replaced_by is None
        and asset.expires is not None
        and asset.expires <= today
    )


def _merged(asset: Asset, said: Rewritten) -> dict[str, str]:
    """The facets of an asset with what came to be said and without what is said no longer; the rest is the person's."""
    facets = dict(asset.facets)
    for facet, (came, went) in said.facets.items():
        kept = [key for key in split(facets.get(facet, "")) if key not in went]
        facets[facet] = joined((*kept, *(key for key in came if key not in kept)))
    return {facet: keys for facet, keys in facets.items() if keys}


def plain(name: str, value: Any) -> str:
    """A value of a field as `contested` holds it, empty where there is none."""
    stored = to_plain(field_of(Asset, name), value)
    return "" if stored is None else str(stored)


def contested_values(asset: Asset) -> dict[str, Any]:
    """What the file of an asset says of it otherwise, by field. Raises ValueError for what `plain` never kept.

    Any: the values of any field by its name.
    """
    return {name: _value(name, kept) for name, kept in asset.contested.items() if name in _NAMES}


def _value(name: str, kept: str) -> Any:
    known = field_of(Asset, name)
    return from_plain(known, int(kept) if known.shape in _NUMBERS else kept)


def still_contested(asset: Asset) -> dict[str, str]:
    """What is contested but for the fields that hold by now what the file says."""
    return {name: kept for name, kept in asset.contested.items() if name not in _NAMES or _held(asset, name) != kept}


def _held(asset: Asset, name: str) -> str:
    return plain(name, getattr(asset, name))


_NUMBERS: Final = (Shape.RECORD, Shape.WHOLE, Shape.FLAG)
