"""How the library stands as a whole, read beside the window question by question."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Final

from db.files import ask, connect, parsing, reading
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
        assets = reviewed_assets(connection)

    def checked() -> Iterator[Reviewed]:
        for number, asset in enumerate(assets):
            if not number % _SLICE:
                check()
            yield asset

    over_time = freshness_over_time(checked(), ends_of_months(today, MONTHS))
    return Governance(counts=counts, over_time=over_time, by_owner=freshness_by_owner(assets, today))


def flagged_beside(path: Path, rule: str, today: date) -> tuple[int, ...]:
    """The assets that a rule flags, by title, read with a connection of its own."""
    query = f"select asset from asset_register where asset in ({flagged(rule, today)}) order by sought, asset"
    with reading(path), closing(connect(path, write=False)) as connection:
        return tuple(row[0] for row in ask(connection, query))


def reviewed_assets(connection: sqlite3.Connection) -> tuple[Reviewed, ...]:
    """What counts of every asset that is not retired; a last review counts also where no record tells of it."""
    days: dict[int, list[str]] = {}
    for asset, on in ask(connection, 'select asset, "on" from reviews where asset is not null and "on" is not null'):
        days.setdefault(asset, []).append(on)
    found = ask(
        connection,
        "select assets.id, owner, added, expires, changed, coalesce(assets.months, asset_kinds.months), reviewed "
        "from assets left join asset_kinds on asset_kinds.id = sort where status <> 'retired'",
    )
    with parsing(connection):
        return tuple(
            Reviewed(
                owner=row[1],
                added=_day(row[2]),
                expires=_day(row[3]),
                changed=_day(row[4]),
                months=row[5],
                reviews=tuple(
                    date.fromisoformat(on) for on in sorted({*days.get(row[0], ()), *((row[6],) if row[6] else ())})
                ),
            )
            for row in found
        )


def _day(plain: str | None) -> date | None:
    return date.fromisoformat(plain) if plain else None
