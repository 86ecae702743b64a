"""What a pack holds before it is written: the assets and playlists chosen for it, and all that is known of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from enable_desktop.library.assets import Asset, AssetKind, Playlist
from enable_desktop.packs.records import Pack, PagePart
from enable_desktop.packs.sent import ExportedItem
from enable_desktop.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """An asset of a pack and what the rep is told of it.

    `item` is its line in the pack; None where a search of the library or a playlist brings it.
    """

    asset: Asset
    heading: str = ""
    use_when: str = ""
    say_first: str = ""
    sheet: bool = False
    item: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenPlaylist:
    """A playlist of a pack, its line in the pack, and the assets it holds, in their order."""

    playlist: Playlist
    item: int
    heading: str = ""
    assets: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinkTo:
    """A link in the file of an asset, by its number there and as it is written.

    `asset` is where it leads; None for what cannot come along: another file, or nothing.
    """

    number: int
    target: str
    asset: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the library knows of the file of an asset: state, digest and size when it was looked at; what it says."""

    state: str = ""
    digest: str = ""
    bytes: int = 0
    text: str = ""
    links: tuple[PageLinkTo, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFacts:
    """All that a pack is made of, on one day. Mappings are by the id of the asset, where nothing else is said."""

    pack: Pack
    day: date
    company: str = ""
    language: str = "en"
    colour: str = ""
    paper: str = "a4"
    items: tuple[Chosen, ...] = ()
    playlists: tuple[ChosenPlaylist, ...] = ()
    parts_out: frozenset[PagePart] = frozenset()
    """What its page does not bring, though there is something for it."""
    kinds: Mapping[int, AssetKind] = field(default_factory=dict)
    """By their own id."""
    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """What facets and their values are called, by list and key."""
    facets: tuple[str, ...] = ()
    """The keys of the facets in their order."""
    people: Mapping[int, Person] = field(default_factory=dict)
    """By their own id."""
    experts: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """Who vouches for it."""
    due: Mapping[int, date] = field(default_factory=dict)
    """The day of its next review."""
    known: Mapping[int, Known] = field(default_factory=dict)
    paths: Mapping[int, Path] = field(default_factory=dict)
    """Where its file lies on this computer."""
    titles: Mapping[int, str] = field(default_factory=dict)
    """What those are called that are named as a replacement."""
    since: date | None = None
    """The day of the last export for the same audience before this one."""
    before: tuple[ExportedItem, ...] = ()
    """What that export held."""
    replaced: Mapping[int, int] = field(default_factory=dict)
    """Of what it held, what replaces it."""

    def sent_before(self) -> dict[int, ExportedItem]:
        """What that export held, by the asset, where it is still known."""
        return {each.asset: each for each in self.before if each.asset is not None}
