"""A pack on its way out: its contents, where the files lie that go with it, and what the last one held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from enable_desktop.packs.chosen import PackFacts, PageLinkTo
from enable_desktop.packs.contents import PackContents
from enable_desktop.packs.gathering import contents_of
from enable_desktop.packs.sent import ExportedItem

LARGEST: Final = 5
"""MB: larger files stay out of the one page, unless a pack says otherwise."""
_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """Plain data that a pack is written from; mappings are by the id of the asset."""

    contents: PackContents
    paths: Mapping[int, Path] = field(default_factory=dict)
    """Where the files lie on this computer."""
    links: Mapping[int, tuple[PageLinkTo, ...]] = field(default_factory=dict)
    """The links in its file that lead to what may be packed, or to what cannot come along."""
    before: Mapping[int, ExportedItem] = field(default_factory=dict)
    """What the last pack for this audience held."""
    largest: int = LARGEST * _MEGABYTE
    """So many bytes a file may have that is put into the one page."""
    paper: str = "a4"
    """Of the booklet: `a4` or `letter`."""


def parcel_of(facts: PackFacts) -> Parcel:
    """All that is needed to write a pack."""
    return Parcel(
        contents=contents_of(facts),
        paths=facts.paths,
        links={id_: known.links for id_, known in facts.known.items() if known.links},
        before=facts.sent_before(),
        largest=(LARGEST if facts.pack.largest is None else max(0, facts.pack.largest)) * _MEGABYTE,
        paper=facts.paper,
    )
