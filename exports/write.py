"""A finished file under its name: written beside the target, swapped in whole, the old one kept on any failure."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Final

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark, sentence

_SUFFIX: Final = ".part"
_KEPT: Final = mark("“{name}” was not written: {reason}. What was there before is unchanged.")
_REASONS: Final = {
    errno.ENOENT: mark("the folder “{folder}” is not there"),
    errno.ENOTDIR: mark("“{folder}” is not a folder"),
    errno.EACCES: mark("“{folder}” may not be written to"),
    errno.EPERM: mark("“{folder}” may not be written to"),
    errno.EROFS: mark("“{folder}” is read-only"),
    errno.ENOSPC: mark("the disk is full; {need} are needed"),
    errno.EDQUOT: mark("your space on this disk is used up; {need} are needed"),
    errno.EFBIG: mark("a file there may not be this large; {need} are needed"),
    errno.EISDIR: mark("a folder has this name"),
    errno.ENAMETOOLONG: mark("the name is too long"),
}


class NotWritten(WorkspaceError):
    """A file could not be written to the place a person chose."""


def write_whole(path: Path, data: bytes, settle: Callable[[], None] = lambda: None, mode: int | None = None) -> None:
    """Puts `data` under `path`. Raises NotWritten, and leaves what was there as it was.

    `settle` is called when the new file is whole, just before it takes its place; what it raises stops that. `mode` is
    who may read and write it, its owner alone where none is given.
    """
    with whole_file(path, settle, mode, lambda: len(data)) as file:
        file.write(data)


@contextlib.contextmanager
def whole_file(
    path: Path,
    settle: Callable[[], None] = lambda: None,
    mode: int | None = None,
    need: Callable[[], int] | None = None,
) -> Iterator[IO[bytes]]:
    """A file beside `path` that takes its place once all is written; otherwise as `write_whole`.

    Any OSError inside is taken for one of writing. `need` says how many bytes it takes, else those written so far.
    """
    beside = ""
    written = 0
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        handle, beside = tempfile.mkstemp(prefix=_prefix(path), suffix=_SUFFIX, dir=path.parent)
        with os.fdopen(handle, "w+b") as file:
            try:
                yield file
            finally:
                with contextlib.suppress(OSError, ValueError):
                    written = file.tell()
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            Path(beside).chmod(mode)
        settle()
        os.replace(beside, path)  # noqa: PTH105 - both ends are on the way to the same name
    except OSError as error:
        raise _refused(path, error, need() if need is not None else written) from error
    finally:
        if beside:
            with contextlib.suppress(OSError):
                Path(beside).unlink()


def write_text(path: Path, text: str, settle: Callable[[], None] = lambda: None) -> None:
    """Puts a text under `path` as UTF-8, as `write_whole` does."""
    write_whole(path, text.encode("utf-8", "replace"), settle)


def sweep(path: Path) -> None:
    """Removes what a killed program left half-written beside a target; a folder that refuses keeps it."""
    with contextlib.suppress(OSError):
        for entry in list(path.parent.iterdir()):
            if entry.name.startswith(_prefix(path)) and entry.suffix == _SUFFIX:
                entry.unlink(missing_ok=True)


def _prefix(path: Path) -> str:
    return f".{path.name[:40]}."


def _refused(path: Path, error: OSError, size: int) -> NotWritten:
    message = _REASONS.get(error.errno or 0)
    need = f"{max(size / 1_000_000, 0.1):.1f} MB"
    reason: object = error.strerror or str(error)
    if message is not None:
        reason = sentence(message, folder=str(path.parent), need=need)
    # On Windows a file that another program holds open cannot be replaced.
    if getattr(error, "winerror", None) in (5, 32) and path.exists():
        reason = sentence(mark("it is open in another program; close it there and try again"))
    return NotWritten(_KEPT, name=str(path), reason=reason)
