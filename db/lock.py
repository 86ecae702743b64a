"""One writer to a workspace: a kernel lock that ends with the process, whatever ends it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from db.files import private_folder, unreachable
from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark


class AlreadyOpen(WorkspaceError):
    """Another window or process writes to the file."""


class Lock:
    """Held while a workspace is open for writing. The lock lies in the program's own folder, never beside the file.

    Whoever finds it taken asks the window that holds it to come forward, unless told not to `summon` it.
    """

    def __init__(self, path: Path, home: Path, *, summon: bool = True) -> None:
        folder = home / "locks"
        try:
            about = path.stat()
            name = f"{about.st_dev:x}-{about.st_ino:x}"
            self.signal = private_folder(folder) / f"{name}.raise"
            """Touched by a second window to ask the first one to come forward."""
            self._handle = os.open(folder / f"{name}.lock", os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            raise unreachable(folder, error) from error
        if not _try_lock(self._handle):
            os.close(self._handle)
            if summon:
                with suppress(OSError):
                    self.signal.touch(mode=0o600)
            raise AlreadyOpen(
                mark("{name} is open in another window. Nothing was changed; use that window, or close it first."),
                name=path.name,
            )

    def release(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> Lock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
