"""How the library stands as a whole, read beside the window question by question."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Final

from db.files import ask, connect, parsing, reading
from db.library.beside import column, pairs
from db.library.edits import EDITED, PUT_BACK
from db.library.health import count_flagged, flagged
from enable_desktop.library.freshness import (
    Reviewed,
    ends_of_months,
    freshness_by_owner,
    freshness_over_time,
)
from enable_desktop.library.governance import MONTHS, Governance
from enable_desktop.library.health import RULES

_SLICE: Final = 5_000


def governance_beside(path: Path, today: date, check: Callable[[], None]) -> Governance:
    """All of it with a connection of its own; `check` is called between the questions, and may raise."""
    with reading(path), closing(connect(path, write=False)) as connection:
        counts = {}
        for rule in RULES:
            check()
            counts[rule] = count_flagged(connection, rule, today)
        check()
        assets = reviewed_assets(connection, check)

    def checked() -> Iterator[Reviewed]:
        for number, asset in enumerate(assets):
            if not number % _SLICE:
                check()
            yield asset

    over_time = freshness_over_time(checked(), ends_of_months(today, MONTHS))
    return Governance(counts=counts, over_time=over_time, by_owner=freshness_by_owner(assets, today))


def flagged_beside(path: Path, rule: str, today: date) -> tuple[int, ...]:
    """The assets that a rule flags, by title, read with a connection of its own."""
    query = f"select asset as value from asset_register where asset in ({flagged(rule, today)}) order by sought, asset"
    with reading(path), closing(connect(path, write=False)) as connection:
        return tuple(column(connection, query))


def reviewed_assets(connection: sqlite3.Connection, check: Callable[[], None] = lambda: None) -> tuple[Reviewed, ...]:
    """What counts of every asset that is not retired; a last review counts also where no record tells of it."""
    last = ask(connection, "select coalesce(max(id), 0) from assets")[0][0]
    found: list[Reviewed] = []
    for start in range(0, last + 1, _SLICE):
        check()
        found += _some_reviewed(connection, start, start + _SLICE - 1)
    return tuple(found)


def _some_reviewed(connection: sqlite3.Connection, first: int, last: int) -> list[Reviewed]:
    days: dict[int, set[str]] = {}
    reviews = 'select json_array(asset, "on") as value from reviews where asset between ? and ? and "on" is not null'
    for asset, on in pairs(connection, reviews, first, last):
        days.setdefault(asset, set()).add(on)
    assets = pairs(
        connection,
        "select json_array(assets.id, owner, added, expires, changed, coalesce(assets.months, asset_kinds.months), "
        f"reviewed, {EDITED}, {PUT_BACK}) as value from assets left join asset_kinds on asset_kinds.id = sort "
        "where assets.id between ? and ? and status <> 'retired' order by assets.id",
        *(first, last),
    )
    with parsing(connection):
        return [
            Reviewed(
                owner=owner,
                added=_day(added),
                expires=_day(expires),
                changed=None if is_put_back else _day(changed),
                is_edited=bool(is_edited),
                months=months,
                reviews=tuple(map(date.fromisoformat, sorted(days.get(id_, set()) | ({reviewed} - {None})))),
            )
            for id_, owner, added, expires, changed, months, reviewed, is_edited, is_put_back in assets
        ]


def _day(plain: str | None) -> date | None:
    return date.fromisoformat(plain) if plain else None
