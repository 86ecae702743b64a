"""What is heard one after the other: the assets of a playlist in their order, how long they take, where one is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from enable_desktop.library.assets import Asset, Playlist


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One item of a playlist: its id and the asset that is heard."""

    id: int
    asset: Asset


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """How many items there are and how long they take, in seconds; of so many of them the length is not known."""

    items: int = 0
    seconds: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPlaylist:
    """A playlist and how long it is."""

    playlist: Playlist
    length: Length


def length_of(assets: Iterable[Asset]) -> Length:
    """How long it takes to hear these one after the other."""
    several = tuple(assets)
    known = [asset.seconds for asset in several if asset.seconds]
    return Length(items=len(several), seconds=sum(known), unknown=len(several) - len(known))
