"""Long answers read beside the window, in one row.

For every row Python gives its lock away and has to get it back, which takes milliseconds each while another thread is
busy; and as long as a question is open nobody can write.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from db.files import ask, parsing


def column(connection: sqlite3.Connection, query: str, *values: object) -> list[Any]:
    """All that a query answers with as `value`, in its order. Any: what stands in the column, or lists of several."""
    # Without a limit the order might be left out, since the rows are gathered.
    found = ask(connection, f"select json_group_array(value) from ({query} limit -1)", *values)
    with parsing(connection):
        answer: list[Any] = json.loads(found[0][0])
        return answer


def pairs(connection: sqlite3.Connection, query: str, *values: object) -> list[list[Any]]:
    """The same, each `value` being a `json_array` of several."""
    found = ask(connection, f"select json_group_array(json(value)) from ({query} limit -1)", *values)
    with parsing(connection):
        answer: list[list[Any]] = json.loads(found[0][0])
        return answer
