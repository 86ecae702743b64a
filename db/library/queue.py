"""The queue of reviews: what is to be looked at next, and what waits for a later day."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from db.files import ask, connect, reading
from db.library.beside import column, pairs
from db.library.health import SOURCE_CHANGED
from db.library.usage import since
from enable_desktop.days import later
from enable_desktop.library.assets import Status
from enable_desktop.library.freshness import SOON

SNOOZED: Final = "stale:"
"""How the name of a snoozed review begins; the id of the asset follows."""
_WAITING: Final = (
    f"""select assets.id, max(until) from snoozes join assets on assets.id = cast(substr("of", {len(SNOOZED) + 1}) """
    f"""as integer) where "of" glob '{SNOOZED}[0-9]*' and until > ? and status <> '{Status.RETIRED}' """
    "group by assets.id order by 2, 1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What is to be reviewed, in the order in which it matters: the ids of assets, each once.

    First what is used and past its date, the most used first, then the rest of what is past its date, the longest over
    first, then what has a source that changed, what is due soon, and last what nobody ever looked at.
    """

    most_used: tuple[int, ...] = ()
    overdue: tuple[int, ...] = ()
    source_changed: tuple[int, ...] = ()
    soon: tuple[int, ...] = ()
    never: tuple[int, ...] = ()
    next_due: date | None = None
    """The first review that is not in the queue yet."""
    waiting: Mapping[int, date] = field(default_factory=dict)
    """What was snoozed, or is being changed, and the day on which it comes back, the first first."""

    @property
    def ids(self) -> tuple[int, ...]:
        return (*self.most_used, *self.overdue, *self.source_changed, *self.soon, *self.never)


def queue_beside(path: Path, today: date) -> Queue:
    """The queue read with a connection of its own, for a task: question by question, so that no change waits long."""
    with reading(path), closing(connect(path, write=False)) as connection:
        return read_queue(connection, today)


def read_queue(connection: sqlite3.Connection, today: date) -> Queue:
    """The queue of a day; only ids and dates are read, so that a hundred thousand assets take a moment."""
    day, horizon = str(today), str(later(today, timedelta(days=SOON)))
    waiting = {asset: date.fromisoformat(until) for asset, until in ask(connection, _WAITING, day)}
    uses: dict[int, int] = {}
    used = (
        'select json_array(asset, sum("count")) as value from uses where "on" between ? and ? '
        "and asset is not null group by asset"
    )
    for asset, count in pairs(connection, used, str(since(today)), day):
        uses[asset] = count
    over = column(connection, "select asset as value from asset_register where due < ? order by due, asset", day)
    over = [asset for asset in over if asset not in waiting]
    most_used = sorted((asset for asset in over if uses.get(asset, 0) > 0), key=lambda asset: -uses[asset])
    taken = {*waiting, *most_used}
    overdue = [asset for asset in over if asset not in taken]
    taken.update(overdue)
    changed = column(connection, f"select distinct asset as value from ({SOURCE_CHANGED}) order by asset")
    changed = [asset for asset in changed if asset not in taken]
    taken.update(changed)
    due = "select asset as value from asset_register where due >= ? and due <= ? order by due, asset"
    soon = [asset for asset in column(connection, due, day, horizon) if asset not in taken]
    taken.update(soon)
    unreviewed = "select id as value from assets where reviewed is null and status <> 'retired' order by added, id"
    never = [asset for asset in column(connection, unreviewed) if asset not in taken]
    coming = ask(connection, "select min(due) from asset_register where due > ?", horizon)[0][0]
    return Queue(
        most_used=tuple(most_used),
        overdue=tuple(overdue),
        source_changed=tuple(changed),
        soon=tuple(soon),
        never=tuple(never),
        next_due=date.fromisoformat(coming) if coming else None,
        waiting=waiting,
    )
