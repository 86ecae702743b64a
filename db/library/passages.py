"""Where an asset says what somebody looks for: the words around the first hit beside its title."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from db import rows
from db.files import ask, connect, reading
from db.matching import forms_in, marker, wanted_words
from enable_desktop.library.assets import Asset
from enable_desktop.library.query import Term
from enable_desktop.links import without_chips
from enable_desktop.plainly import plainly
from enable_desktop.search import HIT_START, around, snippet


def passage_beside(path: Path, id_: int, terms: Collection[Term]) -> str:
    """`passage` read with a connection of its own, for a task: the text of a file may be long."""
    with reading(path), closing(connect(path, write=False)) as connection:
        return passage(connection, id_, terms)


def passage(connection: sqlite3.Connection, id_: int, terms: Collection[Term]) -> str:
    """The words around the first hit, hits between HIT_START and HIT_END; where there is none, how it begins."""
    asset = rows.read_one(connection, Asset, id_)
    if asset is None:
        return ""
    beginning = ""
    for text, is_prose in (
        (asset.summary, True),
        (asset.question, False),
        (asset.notes, True),
        (asset.sources, True),
    ):
        wanted = _wanted(terms, text)
        near = around(text, wanted)
        found = snippet(plainly(near) if is_prose else without_chips(near), wanted)
        if HIT_START in found:
            return found
        beginning = beginning or found
    in_file = _in_file(connection, asset, terms)
    if HIT_START in in_file:
        return in_file
    if not marker(terms)(asset.title):
        found = snippet(asset.location, _wanted(terms, asset.location))
        if HIT_START in found:
            return found
    return beginning or in_file


def _in_file(connection: sqlite3.Connection, asset: Asset, terms: Collection[Term]) -> str:
    found = ask(
        connection,
        "select text from file_texts join files on files.id = file_texts.file where folder = ? and path = ?",
        asset.folder or 0,
        asset.location,
    )
    if not found:
        return ""
    text = found[0][0]
    wanted = _wanted(terms, text)
    return snippet(around(text, wanted), wanted)


def _wanted(terms: Collection[Term], text: str) -> tuple[str, ...]:
    """How words of this text begin that these terms found, also where only their stems are the same."""
    return (*wanted_words(terms), *forms_in(text, terms))
