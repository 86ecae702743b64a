"""What was chosen for the last export of each report; no step, since nothing of the programme changes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import Any

from db.files import ask
from db.history import History
from enable_desktop.changes import Origin
from enable_desktop.reports import Exported
from enable_desktop.words import mark


class Reports:
    """The choices of the last exports."""

    def __init__(self, connection: sqlite3.Connection, history: History) -> None:
        self._connection = connection
        self._history = history

    def exported(self) -> Mapping[str, Exported]:
        """The last export of each report that was exported, by the report's key."""
        found = {}
        for report, text in ask(self._connection, "select report, choices from report_choices order by report"):
            export = _read(text)
            if export is not None:
                found[report] = export
        return found

    def keep(self, report: str, export: Exported) -> None:
        """Remember an export; the one before of the same report is forgotten."""
        text = json.dumps(
            {
                "choices": dict(export.choices),
                "on": export.on.isoformat() if export.on is not None else "",
                "place": export.place,
            },
            ensure_ascii=False,
            sort_keys=True,
        )
        with self._history.step(mark("Export"), origin=Origin.AUTOMATIC):
            self._connection.execute(
                "insert into report_choices (report, choices) values (?, ?) "
                "on conflict (report) do update set choices = excluded.choices",
                (report, text),
            )


def _read(text: str) -> Exported | None:
    """An export as it was kept; None where another hand has written something else there."""
    try:
        found: Any = json.loads(text)  # Any: whatever stands there.
        on = date.fromisoformat(found["on"]) if found["on"] else None
        choices = {str(key): str(value) for key, value in found["choices"].items()}
        return Exported(choices=choices, on=on, place=str(found["place"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
