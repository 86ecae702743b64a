"""One writer to a workspace: a kernel lock that ends with the process, whatever ends it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final

from db.faults import unreachable
from db.files import private_folder
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
        if not try_lock(self._handle):
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

    _FAR: Final = 1 << 30
    """A locked byte cannot be read there, so one is locked where no file has any."""

    def try_lock(handle: int) -> bool:
        """Take the lock of an open file, which ends with the handle; False where another has it."""
        return _locked(handle, msvcrt.LK_NBLCK)

    def wait_for_lock(handle: int) -> bool:
        """Take the lock once the other gives it free; on Windows for ten seconds at most."""
        return _locked(handle, msvcrt.LK_LOCK)

    def _locked(handle: int, way: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, way, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def try_lock(handle: int) -> bool:
        """Take the lock of an open file, which ends with the handle; False where another has it."""
        return _locked(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def wait_for_lock(handle: int) -> bool:
        """Take the lock once the other gives it free; False where the drive knows no locks."""
        return _locked(handle, fcntl.LOCK_EX)

    def _locked(handle: int, way: int) -> bool:
        try:
            fcntl.flock(handle, way)
        except OSError:
            return False
        return True
