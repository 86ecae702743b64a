"""What lists of assets show: the rows on the screen are read, and no others."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from db.files import ask, parsing
from enable_desktop.library.assets import Asset, Status
from enable_desktop.library.listed import MISSING, MOVED, MOVED_DAYS, ONLINE, WEEKS, Listed, Move
from enable_desktop.search import words_of
from enable_desktop.words import Sentence

_AT_ONCE: Final = 500
_ROWS: Final = """
select assets.id, assets.title, assets.sort, assets.location, assets.status, assets.pages, assets.seconds,
  assets.reviewed, asset_register.due, coalesce(files.state, ''),
  (select count(*) from found_links where found_links.file = files.id and found_links.state = 'broken')
from assets
left join asset_register on asset_register.asset = assets.id
left join files on files.folder = coalesce(assets.folder, 0) and files.path = assets.location
where assets.id in ({marks})
"""
_MOVES: Final = """
select history_changes.row, history_steps.id, history_steps.at, history_changes.data
from history_steps join history_changes on history_changes.step = history_steps.id
where history_steps.origin = 'automatic' and history_steps.undone = 0 and history_steps.label like 'Follow %'
  and history_steps.at >= ? and history_changes.kind = 'assets' and history_changes.operation = 'update'
order by history_steps.id
"""


class Listing:
    """The assets as rows."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._moves: Mapping[int, Move] = {}
        self._moves_at: object = None

    def titled(self, text: str, most: int) -> tuple[tuple[int, str, str], ...]:
        """The first assets in whose title every word of the text begins a word: id, title, location."""
        tests, values = ["1"], list[object]()
        for word in words_of(text):
            tests.append("instr(' ' || replace(sought, '-', ' '), ?) > 0")
            values.append(f" {word}")
        query = (
            "select id, title, location from asset_register join assets on id = asset "
            f"where {' and '.join(tests)} order by sought, asset limit ?"
        )
        return tuple((row[0], row[1], row[2]) for row in ask(self._connection, query, *values, most))

    def moves(self, today: date) -> Mapping[int, Move]:
        """The assets whose files were found elsewhere in the last days, by steps that still hold."""
        # The number of a step that is coming in is greater than those of steps that are made meanwhile; and the last
        # that followed files may have grown.
        query = """
            select coalesce(max(iif(undone = 2, 0, id)), 0), coalesce(sum(undone), 0), (
              select max(number) from history_changes where step = (
                select max(id) from history_steps where origin = 'automatic' and label like 'Follow %'
              )
            ) from history_steps
        """
        now = ask(self._connection, query)[0]
        if (now, today) != self._moves_at:
            self._moves_at = (now, today)
            self._moves = self._read_moves(today)
        return self._moves

    def _read_moves(self, today: date) -> Mapping[int, Move]:
        since = today - timedelta(days=MOVED_DAYS) if today - date.min > timedelta(days=MOVED_DAYS) else date.min
        found = ask(self._connection, _MOVES, str(since))
        moves: dict[int, Move] = {}
        for asset, step, at, data in found:
            difference = json.loads(data).get("location")
            if isinstance(difference, list):
                before, after = map(str, difference)
                moves[asset] = Move(step=step, on=date.fromisoformat(at[:10]), before=before, after=after)
        return moves

    def rows(self, ids: Iterable[int], today: date) -> dict[int, Listed]:
        """The rows of these assets by id; those that are gone are left out."""
        wanted, found = list(ids), dict[int, Listed]()
        moves = self.moves(today)
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            weeks = self._weeks(some, marks, today)
            for row in ask(self._connection, _ROWS.format(marks=marks), *some):
                found[row[0]] = Listed(
                    id=row[0],
                    title=row[1],
                    sort=row[2],
                    location=row[3],
                    status=Status(row[4]),
                    pages=row[5],
                    seconds=row[6],
                    reviewed=_day(row[7]),
                    due=_day(row[8]),
                    state=self._state(row[9], moves.get(row[0]), row[3]),
                    broken=row[10],
                    weeks=weeks.get(row[0], ()),
                )
        return found

    @staticmethod
    def _state(state: str, move: Move | None, location: str) -> str:
        """What is told of a file: that it was moved, where nothing is worse and it still lies there."""
        is_there = state not in (MISSING, ONLINE)
        return MOVED if is_there and move is not None and move.after == location else state

    def _weeks(self, ids: list[int], marks: str, today: date) -> dict[int, tuple[int, ...]]:
        """Uses by week of those of these assets for which any were imported."""
        first = today - timedelta(days=7 * WEEKS - 1)
        query = f"""
            select asset, cast((julianday("on") - julianday(?)) / 7 as integer), sum("count")
            from uses where asset in ({marks}) and "on" between ? and ? group by 1, 2
        """
        counts: dict[int, list[int]] = {}
        for asset, week, count in ask(self._connection, query, str(first), *ids, str(first), str(today)):
            counts.setdefault(asset, [0] * WEEKS)[week] += count
        return {asset: tuple(each) for asset, each in counts.items()}

    def missing_since(self, asset: Asset) -> date | None:
        """When the state of an asset's file was noticed."""
        query = "select since from files where folder = ? and path = ?"
        found = ask(self._connection, query, asset.folder or 0, asset.location)
        return _day(str(found[0][0])[:10]) if found and found[0][0] else None

    def kept_text(self, asset: Asset) -> tuple[str, date | None]:
        """What stood in an asset's file when it was read last, and on which day that was; empty where it never was."""
        query = """
            select file_texts.text, file_texts.on_day from file_texts join files on files.id = file_texts.file
            where files.folder = ? and files.path = ?
        """
        found = ask(self._connection, query, asset.folder or 0, asset.location)
        return (found[0][0], _day(found[0][1])) if found else ("", None)

    def unread(self, asset: Asset) -> Sentence | None:
        """Why nothing, or not everything, in an asset's file could be read when it was read last."""
        query = """
            select note from file_texts join files on files.id = file_texts.file
            where files.folder = ? and files.path = ? and note <> ''
        """
        found = ask(self._connection, query, asset.folder or 0, asset.location)
        if not found:
            return None
        with parsing(self._connection):
            message, values = json.loads(found[0][0])
            why = Sentence(message, values)
            # Now rather than when it is shown: whether the values fit the message.
            str(why)
            return why

    def has_usage(self) -> bool:
        """Whether any use was ever imported."""
        return bool(ask(self._connection, "select exists (select 1 from uses)")[0][0])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
