"""Every export of a pack and what was in it; part of no step, for what has left cannot be taken back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from db.files import ask
from db.history import History
from db.rows import clean
from enable_desktop.changes import Origin
from enable_desktop.library.assets import Status
from enable_desktop.links import Ref
from enable_desktop.packs.records import Pack
from enable_desktop.packs.sent import ExportedItem, Form, PackExport, StaleAsset, StalePack
from enable_desktop.people import folded
from enable_desktop.words import mark

_COLUMNS: Final = "id, pack, title, audience, for_whom, on_day, form, place, bytes, digest"


class Sent:
    """What was handed over, the last first."""

    def __init__(self, connection: sqlite3.Connection, history: History) -> None:
        self._connection = connection
        self._history = history

    # -- reading

    def all(self, pack: int | None = None) -> tuple[PackExport, ...]:
        """Every export, or those of one pack."""
        test, values = ("where pack = ?", (pack,)) if pack is not None else ("", ())
        query = f"select {_COLUMNS} from pack_exports {test} order by on_day desc, id desc"
        return tuple(_export(row) for row in ask(self._connection, query, *values))

    def items(self, export: int) -> tuple[ExportedItem, ...]:
        """What was in an export."""
        query = "select asset, title, file, digest from pack_export_items where export = ? order by number"
        return tuple(
            ExportedItem(asset=row[0], title=row[1], file=row[2], digest=row[3])
            for row in ask(self._connection, query, export)
        )

    def last_days(self) -> dict[int, date]:
        """The day of the last export of each pack."""
        query = "select pack, max(on_day) from pack_exports where pack is not null group by pack"
        return {pack: date.fromisoformat(day) for pack, day in ask(self._connection, query)}

    def before(self, pack: Pack, day: date) -> PackExport | None:
        """The last export for the audience of a pack before this day; without an audience, the last of the pack.

        One of the same day is no earlier pack, but another try at this one. A pack that is kept nowhere is known by
        its title.
        """
        return next((each for each in self.all() if each.day < day and _is_for(each, pack)), None)

    def stale(self) -> tuple[StalePack, ...]:
        """The last exports, one for each audience, that hold what is outdated or retired by now; the newest first."""
        found = []
        for export in self._latest():
            query = """
                select assets.id, assets.title, assets.status, coalesce(others.title, '')
                from pack_export_items join assets on assets.id = pack_export_items.asset
                left join assets as others on others.id = assets.replaced_by
                where export = ? and assets.status in ('outdated', 'retired') order by number
            """
            several = tuple(
                StaleAsset(asset=row[0], title=row[1], status=Status(row[2]), instead=row[3])
                for row in ask(self._connection, query, export.id)
            )
            if several:
                found.append(StalePack(export=export, assets=several))
        return tuple(found)

    def _latest(self) -> Iterator[PackExport]:
        """Of each audience the last export; a pack without one stands for itself."""
        known: set[object] = set()
        for export in self.all():
            audience = _audience_of(export)
            if audience not in known:
                known.add(audience)
                yield export

    # -- writing

    def note(self, export: PackExport, items: Iterable[ExportedItem]) -> int:
        """Remember an export and what was in it; no step, but everybody hears of it. Returns its id."""
        with self._history.step(mark("Export the pack “{title}”"), origin=Origin.AUTOMATIC, title=export.title):
            cursor = self._connection.execute(
                "insert into pack_exports (pack, title, audience, for_whom, on_day, form, place, bytes, digest) "
                "values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    export.pack,
                    *map(clean, (export.title, export.audience, export.for_whom)),
                    export.day.isoformat(),
                    str(export.form),
                    clean(export.place),
                    export.bytes,
                    export.digest,
                ),
            )
            made = int(cursor.lastrowid or 0)
            self._connection.executemany(
                "insert into pack_export_items (export, number, asset, title, file, digest) values (?, ?, ?, ?, ?, ?)",
                (
                    (made, number, item.asset, clean(item.title), clean(item.file), item.digest)
                    for number, item in enumerate(items)
                ),
            )
            self._history.mention([Ref(Pack.kind, export.pack or 0)])
        return made


def replaced(connection: sqlite3.Connection, assets: Iterable[int]) -> dict[int, tuple[int, str]]:
    """By the asset, what replaces it, and what that is called."""
    query = """
        select assets.id, others.id, others.title from assets join assets as others on others.id = assets.replaced_by
        where assets.id in (select value from json_each(?))
    """
    return {row[0]: (row[1], row[2]) for row in ask(connection, query, json.dumps(list(assets)))}


def _export(row: tuple[object, ...]) -> PackExport:
    id_, pack, title, audience, for_whom, day, form, place, size, digest = row
    return PackExport(
        id=int(str(id_)),
        pack=None if pack is None else int(str(pack)),
        title=str(title),
        audience=str(audience),
        for_whom=str(for_whom),
        day=date.fromisoformat(str(day)),
        form=Form(str(form)),
        place=str(place),
        bytes=int(str(size)),
        digest=str(digest),
    )


def _audience_of(export: PackExport) -> object:
    return _known_by(export.pack, export.audience, export.title)


def _is_for(export: PackExport, pack: Pack) -> bool:
    return _audience_of(export) == _known_by(pack.id or None, pack.audience, pack.title)


def _known_by(pack: int | None, audience: str, title: str) -> object:
    """What two exports have in common that go to the same people."""
    return folded(audience) or (pack if pack is not None else ("", folded(title)))
