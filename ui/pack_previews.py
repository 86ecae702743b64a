"""Where packs lie that are looked at in the browser before they are handed out; they go when their window does."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

_LOCK: Final = ".lock"


class Previews:
    """The previews of one window, in the program's own folder.

    A lock says that the window is there: what a killed program left is taken away by the next start.
    """

    def __init__(self, home: Path) -> None:
        self._within = _previews_in(home)
        self._handle = -1
        self._folder: Path | None = None

    def folder(self) -> Path:
        """The folder of them, made where it is missing; raises WorkspaceError."""
        # Loaded here: a start needs none of it.
        import tempfile

        from db.faults import unreachable
        from db.files import private_folder
        from db.lock import try_lock

        try:
            if self._folder is None:
                self._handle, name = tempfile.mkstemp(suffix=_LOCK, dir=private_folder(self._within))
                try_lock(self._handle)
                self._folder = Path(name).with_suffix("")
            return private_folder(self._folder)
        except OSError as error:
            raise unreachable(self._within, error) from error

    def close(self) -> None:
        """Take them away."""
        if self._folder is None:
            return
        _remove(self._folder)
        os.close(self._handle)
        with suppress(OSError):
            self._folder.with_suffix(_LOCK).unlink()
        self._folder = None


def sweep_previews(home: Path) -> None:
    """Take away what was looked at, of every window: it may hold what the workspace holds no longer."""
    for folder in _previews_in(home).glob("*/"):
        _remove(folder)


def sweep_left_previews(home: Path) -> None:
    """Take away what programs left that ended before they could."""
    for path in _previews_in(home).glob("*"):
        with suppress(OSError):
            if path.suffix == _LOCK:
                _sweep_locked(path)
            elif not path.with_suffix(_LOCK).exists():
                _remove(path)


def _sweep_locked(lock: Path) -> None:
    from db.lock import try_lock

    handle = os.open(lock, os.O_RDWR)
    try:
        is_left = try_lock(handle)
    finally:
        os.close(handle)
    if is_left:
        _remove(lock.with_suffix(""))
        lock.unlink()


def _remove(folder: Path) -> None:
    # Loaded here: a start that finds nothing left needs none of it.
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def _previews_in(home: Path) -> Path:
    return home / "previews"
