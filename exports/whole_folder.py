"""A finished folder under its name: written beside it, swapped in whole, the old one kept on any failure."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark


@contextmanager
def whole_folder(folder: Path, is_ours: Callable[[Path], bool], mode: int = 0o777) -> Iterator[Path]:
    """A folder beside `folder` that takes its place once all is written into it.

    An earlier one is replaced where `is_ours` says so of it. Raises WorkspaceError where the folder holds
    anything else, or cannot be written; what was there is kept. Any OSError inside is taken for one of writing.
    """
    folder = folder.absolute()
    _look_at(folder, is_ours)
    partial = _partial_of(folder)
    try:
        sweep(folder)
        partial.mkdir(mode=mode)
        try:
            yield partial
            _settle(partial)
            _swap(partial, folder)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    except OSError as error:
        raise WorkspaceError(
            mark("The export to {folder} could not be written: {reason}. What was there before is kept."),
            folder=folder,
            reason=error.strerror or type(error).__name__,
        ) from error


def sweep(folder: Path) -> None:
    """Removes what a killed program left half-written, and gives an earlier export its name again if it was moved."""
    folder = folder.absolute()
    old = _old_of(folder)
    shutil.rmtree(_partial_of(folder), ignore_errors=True)
    if old.is_dir() and not folder.exists():
        with suppress(OSError):
            old.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _partial_of(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.partial")


def _old_of(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


def _look_at(folder: Path, is_ours: Callable[[Path], bool]) -> None:
    """Refuse to replace what is no export of ours."""
    if folder.is_dir():
        if any(folder.iterdir()) and not is_ours(folder):
            raise WorkspaceError(
                mark("{folder} holds other files and was not touched. Choose a new folder."), folder=folder
            )
    elif folder.exists():
        raise WorkspaceError(mark("{folder} is a file and was not touched. Choose a new folder."), folder=folder)
    elif not folder.parent.is_dir():
        raise WorkspaceError(
            mark("The folder {folder} is not there, so nothing was exported. Choose another one."), folder=folder.parent
        )


def _settle(folder: Path) -> None:
    """All files are on the disk before their folder gets its name, also where the power fails right after."""
    for path in folder.rglob("*"):
        if path.is_file():
            # Windows settles only what is open for writing.
            handle = os.open(path, os.O_RDWR)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _swap(partial: Path, folder: Path) -> None:
    old = _old_of(folder)
    if folder.exists():
        folder.rename(old)
    try:
        partial.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
