"""What a table of content finds in a workspace, and what one says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from db.files import ask
from enable_desktop.library.assets import Asset, AssetKind, WatchedFolder
from enable_desktop.library.catalogue import CatalogueStanding
from enable_desktop.library.catalogue_report import CatalogueReport
from enable_desktop.library.facets import KINDS
from enable_desktop.library.from_document import Shelves, shelves
from enable_desktop.notes import ListEntry
from enable_desktop.words import Words

if TYPE_CHECKING:
    from db.workspace import Workspace


def catalogue_standing(workspace: Workspace, names: Mapping[tuple[str, str], str]) -> CatalogueStanding:
    """What importing a catalogue finds; of assets and people only what tells them apart.

    `names` are the keys of values by facet and folded word, in the languages that the program knows.
    """
    connection = workspace.library.connection
    entries = workspace.all(ListEntry)
    kinds = workspace.all(AssetKind)
    return CatalogueStanding(
        today=workspace.today,
        assets=ask(connection, "select id, title, folder, location, facets from assets"),
        folders={folder.id: folder.path for folder in workspace.all(WatchedFolder)},
        kinds=kinds,
        entries=entries,
        names=_there(names, entries, kinds),
        people=ask(connection, "select id, name, department from people"),
    )


def shelves_of(
    workspace: Workspace, words: Words, languages: Sequence[Words], names: Mapping[tuple[str, str], str]
) -> Shelves:
    """What files that become assets are fitted into; whoever has left owns nothing new.

    `words` are those of the workspace's documents; `names` as for `catalogue_standing`.
    """
    entries = workspace.all(ListEntry)
    kinds = workspace.all(AssetKind)
    return shelves(
        today=workspace.today,
        words=words,
        languages=languages,
        kinds=kinds,
        entries=entries,
        names=_there(names, entries, kinds),
        people=ask(workspace.library.connection, "select id, name from people where left_on is null"),
    )


def catalogue(workspace: Workspace) -> CatalogueReport:
    """The whole library as plain records, to be handed over."""
    found = ask(workspace.library.connection, "select id, name from people")
    return CatalogueReport(
        today=workspace.today,
        assets=workspace.all(Asset),
        kinds=workspace.all(AssetKind),
        folders=workspace.all(WatchedFolder),
        entries=workspace.all(ListEntry),
        people=dict(found),
    )


def _there(
    names: Mapping[tuple[str, str], str], entries: Sequence[ListEntry], kinds: Sequence[AssetKind]
) -> Mapping[tuple[str, str], str]:
    """Of the names of values those whose value is there."""
    there = {(entry.list, entry.key) for entry in entries} | {(KINDS, kind.key) for kind in kinds}
    return {plain: key for plain, key in names.items() if (plain[0], key) in there}
