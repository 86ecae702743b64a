"""What assets lead to and what leads to them, for all of them at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from db.files import ask

_IN_FILES = (
    "select assets.id, found_links.{} from found_links join files on files.id = found_links.file "
    "join assets on assets.folder is nullif(files.folder, 0) and assets.location = files.path "
    "where {} order by assets.id, found_links.number"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrows:
    """By asset: the assets it links to, those that link to it, and the broken links in it as they are written.

    A link is one that was found in a file, or one that was drawn.
    """

    to: Mapping[int, tuple[int, ...]]
    back: Mapping[int, tuple[int, ...]]
    broken: Mapping[int, tuple[str, ...]]


def arrows(connection: sqlite3.Connection) -> Arrows:
    """How the assets of a library hang together."""
    pairs = ask(connection, _IN_FILES.format("asset", "found_links.asset is not null"))
    pairs += ask(
        connection,
        "select from_id, to_id from links where from_kind = 'assets' and to_kind = 'assets' order by from_id, to_id",
    )
    to: dict[int, set[int]] = {}
    back: dict[int, set[int]] = {}
    for start, end in pairs:
        if start != end:
            to.setdefault(start, set()).add(end)
            back.setdefault(end, set()).add(start)
    broken: dict[int, list[str]] = {}
    for asset, target in ask(connection, _IN_FILES.format("target", "found_links.state = 'broken'")):
        broken.setdefault(asset, []).append(target)
    return Arrows(
        to={asset: tuple(sorted(ends)) for asset, ends in to.items()},
        back={asset: tuple(sorted(starts)) for asset, starts in back.items()},
        broken={asset: tuple(targets) for asset, targets in broken.items()},
    )
