"""How often assets were used, as far as somebody imported it; opening a file here is no use."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from db.files import ask, parsing
from enable_desktop.library.assets import WatchedFolder
from enable_desktop.library.listed import WEEKS
from enable_desktop.library.usage_import import AssetNames, Known, UsageStanding

if TYPE_CHECKING:
    from db.workspace import Workspace


def since(today: date) -> date:
    """The first day of the weeks of which figures are shown."""
    span = timedelta(days=7 * WEEKS - 1)
    return today - span if today - date.min > span else date.min


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Where figures of use came from, when they were imported, and the days they tell of."""

    source: int
    title: str
    on: date | None
    first: date | None
    last: date | None
    count: int
    digest: str = ""
    """The SHA-256 of the file, where it was one."""


class Usage:
    """The figures of use."""

    def __init__(self, connection: sqlite3.Connection, today: Callable[[], date]) -> None:
        self._connection = connection
        self._today = today

    def sources(self) -> tuple[Figures, ...]:
        """Every import that figures came with, the newest first."""
        found = ask(
            self._connection,
            'select usage_sources.id, title, usage_sources."on", min(uses."on"), max(uses."on"), '
            'coalesce(sum("count"), 0), digest from usage_sources left join uses on source = usage_sources.id '
            'group by usage_sources.id order by usage_sources."on" desc, usage_sources.id desc',
        )
        with parsing(self._connection):
            return tuple(
                Figures(
                    source=row[0],
                    title=row[1],
                    on=_day(row[2]),
                    first=_day(row[3]),
                    last=_day(row[4]),
                    count=row[5],
                    digest=row[6],
                )
                for row in found
            )

    def totals(self, assets: Iterable[int]) -> Mapping[int, int]:
        """The uses of the last twelve weeks of those of these assets that have any."""
        today = self._today()
        found = ask(
            self._connection,
            'select asset, sum("count") from uses where asset in (select value from json_each(?)) '
            'and "on" between ? and ? group by asset',
            *(json.dumps(list(assets)), str(since(today)), str(today)),
        )
        return {row[0]: row[1] for row in found}


def _day(plain: str | None) -> date | None:
    return date.fromisoformat(plain) if plain else None


def usage_standing(workspace: Workspace) -> UsageStanding:
    """What importing figures of use finds."""
    folders = {folder.id: folder.path for folder in workspace.all(WatchedFolder)}
    found = ask(workspace.library.connection, "select id, title, location, folder from assets order by id")
    sources = [
        Known(title=each.title, on=each.on, first=each.first, last=each.last, digest=each.digest)
        for each in workspace.library.usage.sources()
    ]
    return UsageStanding(
        today=workspace.today,
        assets=tuple(
            AssetNames(id=row[0], title=row[1], location=row[2], folder=folders.get(row[3] or 0, "")) for row in found
        ),
        sources=tuple(sources),
    )
