"""What the program remembers of this person on this computer: look, sizes, recent workspaces."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QSettings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSplitter

_RECENT_MOST: Final = 10


class Preferences:
    """Values by key in an ini file that only this person may read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._path = self.folder / "window.ini"
        if not self._path.exists():
            os.close(os.open(self._path, os.O_CREAT | os.O_WRONLY, 0o600))
        self._settings = QSettings(str(self._path), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        value = self._settings.value(key, default)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: int) -> int:
        try:
            return int(self.text(key) or default)
        except ValueError:
            return default

    def set(self, key: str, value: str | int) -> None:
        self._settings.setValue(key, str(value))

    def data(self, key: str) -> QByteArray:
        value = self._settings.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_data(self, key: str, value: QByteArray) -> None:
        self._settings.setValue(key, value)

    def recent(self) -> tuple[Path, ...]:
        """Workspaces opened before, the last one first; those that are gone are left out."""
        lines = self.text("recent").split("\n")
        return tuple(path for path in map(Path, filter(None, lines)) if path.is_file())

    def opened(self, path: Path) -> None:
        """Puts a workspace first among the recent ones."""
        rest = [str(other) for other in self.recent() if other != path]
        self.set("recent", "\n".join([str(path), *rest][:_RECENT_MOST]))

    def keep_splitter(self, splitter: QSplitter, key: str) -> None:
        """Restores a splitter's sizes and keeps them whenever they are dragged."""
        state = self.data(f"splitter/{key}")
        if not state.isEmpty():
            splitter.restoreState(state)
        splitter.splitterMoved.connect(lambda *_: self.set_data(f"splitter/{key}", splitter.saveState()))

    def sync(self) -> None:
        """Writes to the disk now."""
        self._settings.sync()
