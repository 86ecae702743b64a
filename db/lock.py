"""One writer to a workspace: a kernel lock that ends with the process, whatever ends it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final

from db.files import private_folder, unreachable
from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark


class AlreadyOpen(WorkspaceError):
    """Another window or process writes to the file."""


class _Shared:
    """The lock that programs with different folders of their own have in common; it is gone once it is released.

    A computer that gives no place for it leaves them with the other one.
    """

    def __init__(self, name: str) -> None:
        self._path = _common_folder() / f"{name}.lock"
        self._handle = -1

    def take(self) -> bool:
        """Whether nobody else has it."""
        try:
            folder = private_folder(self._path.parent)
            if folder.is_symlink() or sys.platform != "win32" and folder.stat().st_uid != os.getuid():
                # Somebody else made it, who could keep us from our own files.
                return True
            while True:
                handle = os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600)
                if not try_lock(handle):
                    os.close(handle)
                    return False
                if self._is_still(handle):
                    self._handle = handle
                    return True
                # Whoever had it has just released it, and it with its name.
                os.close(handle)
        except OSError:
            return True

    def _is_still(self, handle: int) -> bool:
        """Whether the file that was locked bears its name yet."""
        try:
            return os.path.samestat(os.fstat(handle), self._path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        if self._handle < 0:
            return
        # Windows takes no name from a file that is open; there it stays.
        with suppress(OSError):
            self._path.unlink()
        os.close(self._handle)
        self._handle = -1


def _common_folder() -> Path:
    """Where every program of this person looks, made anew with the computer's other temporary files."""
    if sys.platform == "win32":
        return Path(os.environ.get("TEMP", "")) / "enable-desktop-locks"
    return Path(os.environ.get("TMPDIR") or "/tmp") / f"enable-desktop-{os.getuid()}"  # noqa: S108


class Lock:
    """Held while a workspace is open for writing. The lock lies in the program's own folder, never beside the file.

    A second one lies where every program of this person on this computer looks, whatever folder is its own. Whoever
    finds either taken asks the window that holds it to come forward, unless told not to `summon` it.
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
        self._shared = _Shared(name)
        if not try_lock(self._handle) or not self._shared.take():
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
            self._shared.release()
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
