"""What is set once for a whole workspace; each change is a step like any other."""

from __future__ import annotations

import sqlite3
from typing import Final

from db.files import ask
from db.history import History
from db.rows import clean
from enable_desktop.words import mark, sentence

_NAMES: Final = {
    "company": mark("Company"),
    "logo": mark("Logo"),
    "language": mark("Language of documents"),
    "currency": mark("Currency"),
    "colour": mark("Colour of documents"),
    "anonymity_threshold": mark("People needed before a role is named"),
    "paper": mark("Paper of documents"),
}
"""What the settings that a person changes are called."""


def text_of(connection: sqlite3.Connection, key: str) -> str:
    """One setting, empty where it was never set."""
    found = ask(connection, "select value from settings where key = ?", key)
    return str(found[0][0]) if found else ""


class Settings:
    """Texts by key: company, language (of documents), currency, logo, colour, workspace_id, ..."""

    def __init__(self, connection: sqlite3.Connection, history: History) -> None:
        self._connection = connection
        self._history = history

    def get(self, key: str, default: str = "") -> str:
        found = ask(self._connection, "select value from settings where key = ?", key)
        return str(found[0][0]) if found else default

    def all(self) -> dict[str, str]:
        """Every setting by its key."""
        return {str(key): str(value) for key, value in ask(self._connection, "select key, value from settings")}

    def set(self, key: str, value: str, *, typing: bool = False) -> None:
        """Change one setting; while `typing`, what is typed next into it joins the step."""
        if key == "currency":
            self.set_currency(value)
        else:
            self._set(key, value, typing=typing)

    def set_currency(self, currency: str) -> int:
        """Another currency for the same numbers: every amount keeps what people see of it, in one step.

        Returns how many amounts had to be rounded, where the new currency has fewer digits.
        """
        # Loaded here: it knows every kind of record, and a currency is changed once.
        from db.currency import change_currency

        old, new = self.get("currency"), clean(currency)
        if old == new:
            return 0
        with self._history.step(mark("Change settings: {field}"), field=sentence(_NAMES["currency"])):
            self._set("currency", new)
            return change_currency(self._connection, old, new)

    def _set(self, key: str, value: str, *, typing: bool = False) -> None:
        value = clean(value)
        if self.get(key) == value:
            return
        name = _NAMES.get(key, "")
        label = mark("Change settings: {field}") if name else mark("Change settings")
        with self._history.step(label, merge=f"settings:{key}", more=typing, field=sentence(name)):
            self._connection.execute(
                "insert into settings (key, value) values (?, ?) "
                "on conflict (key) do update set value = excluded.value",
                (key, value),
            )
