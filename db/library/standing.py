"""What a table of content finds in a workspace, and what one says of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from db import rows
from db.files import ask
from enable_desktop.library.assets import Asset, AssetKind, WatchedFolder
from enable_desktop.library.catalogue import CatalogueStanding
from enable_desktop.library.facets import KINDS
from enable_desktop.notes import ListEntry

if TYPE_CHECKING:
    from db.workspace import Workspace
    from enable_desktop.library.catalogue_report import CatalogueReport


def catalogue_standing(workspace: Workspace, names: Mapping[tuple[str, str], str]) -> CatalogueStanding:
    """What importing a catalogue finds; of assets and people only what tells them apart.

    `names` are the keys of values by facet and folded word, in the languages that the program knows.
    """
    connection = workspace.library.connection
    entries = workspace.all(ListEntry)
    kinds = workspace.all(AssetKind)
    there = {(entry.list, entry.key) for entry in entries} | {(KINDS, kind.key) for kind in kinds}
    return CatalogueStanding(
        today=workspace.today,
        assets=ask(connection, "select id, title, folder, location, facets from assets"),
        folders={folder.id: folder.path for folder in workspace.all(WatchedFolder)},
        kinds=kinds,
        entries=entries,
        names={plain: key for plain, key in names.items() if (plain[0], key) in there},
        people=ask(connection, "select id, name, department from people"),
        current=partial(rows.read_these, connection, Asset),
        users=lambda ids: [
            title for ref in workspace.library.reviews.dependents(*ids).refs if (title := workspace.title_of(ref))
        ],
    )


def catalogue(workspace: Workspace) -> CatalogueReport:
    """The whole library as plain records, to be handed over."""
    # Loaded here: what comes in needs no report.
    from enable_desktop.library.catalogue_report import CatalogueReport

    found = ask(workspace.library.connection, "select id, name from people")
    return CatalogueReport(
        today=workspace.today,
        assets=workspace.all(Asset),
        kinds=workspace.all(AssetKind),
        folders=workspace.all(WatchedFolder),
        entries=workspace.all(ListEntry),
        people=dict(found),
    )
