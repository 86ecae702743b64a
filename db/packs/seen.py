"""The files of the assets of a pack as the library saw them last: what they say, and where they lie."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from db import rows
from db.files import ask
from enable_desktop.library.assets import Asset, AssetCopy, WatchedFolder
from enable_desktop.library.listed import MISSING
from enable_desktop.library.opening import path_of
from enable_desktop.packs.chosen import Known, PageLinkTo

_ON_FILES: Final = "files.folder = coalesce(assets.folder, 0) and files.path = assets.location"

_LETTERS: Final = 1_200_000
"""So many letters of all documents together go into the page of a pack; the rest is in their files."""
_MOST, _LEAST = 20_000, 1_000
"""Of one document, as there is room."""


def known_of(connection: sqlite3.Connection, assets: Iterable[int]) -> dict[int, Known]:
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


def paths_of(
    connection: sqlite3.Connection,
    assets: Mapping[int, Asset],
    known: dict[int, Known],
) -> dict[int, Path]:
    """Where the file of each asset lies; of one that is missing, where a copy of it does, which is then as known."""
    folders = {folder.id: folder.path for folder in rows.read_all(connection, WatchedFolder)}
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
