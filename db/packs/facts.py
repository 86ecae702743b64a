"""All that a pack is made of, read at once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db import rows
from db.files import ask
from db.packs.held import assets_of, found_by, tracks_of
from db.packs.sent import Sent, replaced
from enable_desktop.experts import Terms
from enable_desktop.library.assets import Asset, AssetCopy, AssetKind, Playlist, WatchedFolder
from enable_desktop.library.facets import FACETS
from enable_desktop.library.listed import MISSING
from enable_desktop.library.opening import path_of
from enable_desktop.packs.chosen import Chosen, ChosenPlaylist, Known, PackFacts, PageLinkTo
from enable_desktop.packs.records import Pack, PackItem
from enable_desktop.people import Person

if TYPE_CHECKING:
    from db.library import Library

_ON_FILES: Final = "files.folder = coalesce(assets.folder, 0) and files.path = assets.location"

_LETTERS: Final = 1_200_000
"""So many letters of all documents together go into the page of a pack; the rest is in their files."""
_MOST, _LEAST = 20_000, 1_000
"""Of one document, as there is room."""


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
    by_hand = {item.asset: item for item in items if item.asset is not None and not item.left_out}
    kinds = {kind.id: kind for kind in rows.read_all(connection, AssetKind)}
    folders = {folder.id: folder.path for folder in rows.read_all(connection, WatchedFolder)}
    titles = {playlist.id: playlist for playlist in rows.read_all(connection, Playlist)} if tracks else {}
    experts = _experts(connection, order, day)
    last = sent.before(pack, day)
    before = sent.items(last.id) if last is not None else ()
    instead = replaced(connection, {*order, *(each.asset for each in before if each.asset is not None)})
    labels = _labels(connection)
    known = _known(connection, order)
    settings = dict(ask(connection, "select key, value from settings"))
    return PackFacts(
        pack=pack,
        day=day,
        company=settings.get("company", ""),
        language=settings.get("language") or "en",
        colour=settings.get("colour", ""),
        paper=settings.get("paper") or "a4",
        items=_by_heading(_chosen(assets[id_], by_hand.get(id_), kinds) for id_ in order if id_ in assets),
        playlists=tuple(
            ChosenPlaylist(
                playlist=titles[item.playlist or 0], item=item.id, heading=item.heading, assets=tracks[item.id]
            )
            for item in items
            if item.playlist in titles
        ),
        kinds=kinds,
        labels=labels,
        facets=tuple(library.finding.facets.keys()),
        people=_people(connection, assets.values(), experts),
        experts=experts,
        due=_due(connection, order),
        known=known,
        paths=_paths(connection, assets, known, folders),
        titles=dict(instead.values()),
        since=last.day if last is not None else None,
        before=before,
        replaced={gone: new for gone, (new, _) in instead.items()},
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


def _paths(
    connection: sqlite3.Connection,
    assets: Mapping[int, Asset],
    known: dict[int, Known],
    folders: Mapping[int, str],
) -> dict[int, Path]:
    """Where the file of each asset lies; of one that is missing, where a copy of it does, which is then as known."""
    found = {id_: path for id_, asset in assets.items() if (path := path_of(asset, folders)) is not None}
    missing = [id_ for id_ in found if id_ in known and known[id_].state == MISSING]
    query = """
        select asset_copies.asset, asset_copies.id, files.digest from asset_copies
        join files on files.folder = coalesce(asset_copies.folder, 0) and files.path = asset_copies.location
        where files.state = 'there' and asset_copies.asset in (select value from json_each(?)) order by asset_copies.id
    """
    copies = {asset: (copy, digest) for asset, copy, digest in ask(connection, query, json.dumps(missing))}
    for copy in rows.read_these(connection, AssetCopy, [each for each, _ in copies.values()]):
        path = path_of(copy, folders)
        if path is not None and copy.asset is not None:
            found[copy.asset] = path
            known[copy.asset] = replace(known[copy.asset], state="there", digest=copies[copy.asset][1], links=())
    return found


def _known(connection: sqlite3.Connection, assets: Iterable[int]) -> dict[int, Known]:
    """What was seen of their files at the last look."""
    several = list(assets)
    wanted = json.dumps(several)
    letters = max(_LEAST, min(_MOST, _LETTERS // max(1, len(several))))
    query = f"""
        select assets.id, files.state, files.digest, files.size, coalesce(substr(file_texts.text, 1, {letters}), '')
        from assets join files on {_ON_FILES} left join file_texts on file_texts.file = files.id
        where assets.id in (select value from json_each(?))
    """
    links: dict[int, list[PageLinkTo]] = {}
    for asset, number, target, leads_to in ask(
        connection,
        f"""
        select assets.id, found_links.number, found_links.target, found_links.asset from assets
        join files on {_ON_FILES} join found_links on found_links.file = files.id
        where found_links.state in ('asset', 'file', 'broken') and assets.id in (select value from json_each(?))
        order by assets.id, found_links.number
        """,
        wanted,
    ):
        links.setdefault(asset, []).append(PageLinkTo(number=number, target=target, asset=leads_to))
    return {
        id_: Known(state=state, digest=digest, bytes=size, text=text, links=tuple(links.get(id_, ())))
        for id_, state, digest, size, text in ask(connection, query, wanted)
    }
