"""All that a pack is made of, read at once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from db import rows
from db.files import ask
from db.packs.held import assets_of, found_by, tracks_of
from db.packs.seen import known_of, paths_of
from db.packs.sent import Sent, replaced
from enable_desktop.experts import Terms
from enable_desktop.library.assets import Asset, AssetKind, Playlist
from enable_desktop.library.facets import FACETS
from enable_desktop.packs.chosen import Chosen, ChosenPlaylist, PackFacts
from enable_desktop.packs.records import Pack, PackItem, parts_out
from enable_desktop.people import Person

if TYPE_CHECKING:
    from db.library import Library


def facts(
    connection: sqlite3.Connection,
    library: Library,
    sent: Sent,
    pack: Pack,
    items: Iterable[PackItem],
    day: date,
) -> PackFacts:
    """A pack with these items, and with what its search finds."""
    items = tuple(items)
    tracks = tracks_of(library, items)
    order = assets_of(items, tracks, found_by(library, pack))
    assets = {asset.id: asset for asset in rows.read_these(connection, Asset, order)}
    kinds = {kind.id: kind for kind in rows.read_all(connection, AssetKind)}
    experts = _experts(connection, order, day)
    known = known_of(connection, order)
    last = sent.before(pack, day)
    before = sent.items(last.id) if last is not None else ()
    instead = replaced(connection, {*order, *(each.asset for each in before if each.asset is not None)})
    settings = dict(ask(connection, "select key, value from settings"))
    return PackFacts(
        pack=pack,
        day=day,
        company=settings.get("company", ""),
        language=settings.get("language") or "en",
        colour=settings.get("colour", ""),
        paper=settings.get("paper") or "a4",
        items=_items((assets[id_] for id_ in order if id_ in assets), items, kinds),
        playlists=_playlists(connection, items, tracks),
        parts_out=parts_out(items),
        kinds=kinds,
        labels=_labels(connection),
        facets=tuple(library.finding.facets.keys()),
        people=_people(connection, assets.values(), experts),
        experts=experts,
        due=_due(connection, order),
        known=known,
        paths=paths_of(connection, assets, known),
        titles=dict(instead.values()),
        since=last.day if last is not None else None,
        before=before,
        replaced={gone: new for gone, (new, _) in instead.items()},
    )


def _items(assets: Iterable[Asset], items: Iterable[PackItem], kinds: Mapping[int, AssetKind]) -> tuple[Chosen, ...]:
    """The assets with what is said of them, by heading."""
    by_hand = {item.asset: item for item in items if item.asset is not None and not item.left_out}
    return _by_heading(_chosen(asset, by_hand.get(asset.id), kinds) for asset in assets)


def _playlists(
    connection: sqlite3.Connection, items: Iterable[PackItem], tracks: Mapping[int, tuple[int, ...]]
) -> tuple[ChosenPlaylist, ...]:
    if not tracks:
        return ()
    known = {playlist.id: playlist for playlist in rows.read_all(connection, Playlist)}
    return tuple(
        ChosenPlaylist(playlist=known[item.playlist], item=item.id, heading=item.heading, assets=tracks[item.id])
        for item in items
        if item.playlist is not None and item.playlist in known
    )


def _chosen(asset: Asset, item: PackItem | None, kinds: Mapping[int, AssetKind]) -> Chosen:
    if item is None:
        kind = kinds.get(asset.sort or 0)
        return Chosen(asset=asset, heading=kind.title if kind is not None else "")
    return Chosen(
        asset=asset,
        heading=item.heading,
        use_when=item.use_when,
        say_first=item.say_first,
        sheet=item.sheet,
        item=item.id,
    )


def _by_heading(several: Iterable[Chosen]) -> tuple[Chosen, ...]:
    """Those of one heading together; headings in the order in which they come first."""
    groups: dict[str, list[Chosen]] = {}
    for each in several:
        groups.setdefault(each.heading, []).append(each)
    return tuple(each for group in groups.values() for each in group)


def _labels(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    query = f"select list, key, title from list_entries where list = '{FACETS}' or list in "
    facets = f"(select key from list_entries where list = '{FACETS}')"
    return {(name, key): title for name, key, title in ask(connection, query + facets)}


def _experts(connection: sqlite3.Connection, assets: Iterable[int], day: date) -> dict[int, tuple[int, ...]]:
    """Who vouches for each asset and has agreed to be asked."""
    agreed = {each.person for each in rows.read_all(connection, Terms) if each.holds(day)}
    query = """
        select from_id, to_id from links where from_kind = 'assets' and to_kind = 'people' and reason = 'vouched'
        and from_id in (select value from json_each(?)) order by id
    """
    found: dict[int, tuple[int, ...]] = {}
    for asset, person in ask(connection, query, json.dumps(list(assets))):
        if person in agreed:
            found[asset] = (*found.get(asset, ()), person)
    return found


def _people(
    connection: sqlite3.Connection, assets: Iterable[Asset], experts: Mapping[int, tuple[int, ...]]
) -> dict[int, Person]:
    wanted = {each for several in experts.values() for each in several}
    for asset in assets:
        wanted |= {each for each in (asset.owner, asset.seller) if each is not None}
    return {person.id: person for person in rows.read_these(connection, Person, wanted)}


def _due(connection: sqlite3.Connection, assets: Iterable[int]) -> dict[int, date]:
    query = "select asset, due from asset_register where due is not null and asset in (select value from json_each(?))"
    return {id_: date.fromisoformat(day) for id_, day in ask(connection, query, json.dumps(list(assets)))}
