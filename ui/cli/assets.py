"""What a script learns of assets beyond their fields: where they lie, how fresh they are, what hangs together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from enable_desktop.library.assets import Asset, AssetKind, WatchedFolder
from enable_desktop.library.facets import values_of
from enable_desktop.library.freshness import freshness
from enable_desktop.library.places import whole

if TYPE_CHECKING:
    from db.workspace import Workspace
    from enable_desktop.fields import Line


# Any: what JSON holds.
def with_facts(workspace: Workspace, plain: Iterable[dict[str, Any]], lines: Iterable[Line]) -> list[dict[str, Any]]:
    """The plain values of assets, in the order of their lines, with what else is known of each.

    `kind` is the key of its kind, or what that is called, `location` an absolute path or a web address, `facets` the
    keys of values by facet.
    """
    kinds = {kind.id: kind.key or kind.title for kind in workspace.all(AssetKind)}
    folders = {folder.id: folder.path for folder in workspace.all(WatchedFolder)}
    arrows, due = workspace.library.arrows(), workspace.library.due()
    found = []
    for values, asset in zip(plain, lines, strict=True):
        assert isinstance(asset, Asset)
        day = due.get(asset.id)
        found.append(
            values
            | {
                "kind": kinds.get(asset.sort or 0),
                "location": whole(folders.get(asset.folder or 0), asset.location),
                "facets": {facet: list(keys) for facet, keys in sorted(values_of(asset).items())},
                "review_due": day.isoformat() if day is not None else None,
                "freshness": str(freshness(day, asset.reviewed, workspace.today)),
                "links_to": list(arrows.to.get(asset.id, ())),
                "links_from": list(arrows.back.get(asset.id, ())),
                "broken_links": list(arrows.broken.get(asset.id, ())),
            }
        )
    return found
