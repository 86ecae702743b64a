"""Files are written beside their target and swapped in: a reader sees the old one or the whole new one."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark


def write_bytes(target: Path, content: bytes) -> None:
    """Put a file in place, whole or not at all; raises WorkspaceError, and what was there before stays."""
    target = target.absolute()
    if target.is_dir():
        raise WorkspaceError(mark("{path} is a folder. Choose a file name for the export."), path=target)
    partial = target.with_name(f".{target.name[:80]}.partial")
    try:
        # One that a killed export left behind.
        partial.unlink(missing_ok=True)
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666
        handle = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise _cannot_write(target, error) from error


def write_text(target: Path, text: str) -> None:
    """Put a UTF-8 text in place, whole or not at all."""
    write_bytes(target, text.encode("utf-8", "replace"))


def _cannot_write(target: Path, error: OSError) -> WorkspaceError:
    if error.errno == errno.ENOENT and not target.parent.exists():
        return WorkspaceError(
            mark("The folder {folder} is not there, so {name} was not written. Choose another folder."),
            folder=target.parent,
            name=target.name,
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return WorkspaceError(
            mark("There is no space left for {path}. What was there before is kept; free some space."), path=target
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EBUSY):
        return WorkspaceError(
            mark("{path} may not be written, or is open in another program. What was there before is kept."),
            path=target,
        )
    return WorkspaceError(
        mark("{path} could not be written: {reason}. What was there before is kept."),
        path=target,
        reason=error.strerror or type(error).__name__,
    )
