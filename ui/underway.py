"""Files being written right now, noted so that the next start removes what a killed program left half-written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_FOLDER: Final = "underway"
_NOTE: Final = ".txt"


@contextmanager
def underway(home: Path, target: Path) -> Iterator[None]:
    """While it lasts, a note in the program's own folder says that something is being written to the target.

    The note is locked, so that another start leaves it and the file alone. Where none can be made, the work goes on.
    """
    try:
        handle, note = _noted(home, target)
    except OSError:
        yield
        return
    try:
        yield
    finally:
        os.close(handle)
        with suppress(OSError):
            note.unlink()


def _noted(home: Path, target: Path) -> tuple[int, Path]:
    # Loaded here: a start needs none of it.
    import tempfile

    from db.files import private_folder
    from db.lock import try_lock

    handle, name = tempfile.mkstemp(suffix=_NOTE, dir=private_folder(home / _FOLDER))
    try_lock(handle)
    os.write(handle, os.fsencode(target.absolute()))
    return handle, Path(name)


def sweep_underway(home: Path) -> None:
    """Removes what programs left half-written that were killed at it, and their notes."""
    for note in (home / _FOLDER).glob(f"*{_NOTE}"):
        with suppress(OSError):
            _sweep_noted(note)


def _sweep_noted(note: Path) -> None:
    from db.lock import try_lock

    handle = os.open(note, os.O_RDWR)
    try:
        is_left_over = try_lock(handle)
        target = os.fsdecode(os.read(handle, 1 << 16))
    finally:
        os.close(handle)
    if not is_left_over:
        return
    if target:
        from db.files import sweep_beside
        from exports import whole_folder, write

        path = Path(target)
        sweep_beside(path)
        write.sweep(path)
        if not path.is_file():
            whole_folder.sweep(path)
    note.unlink(missing_ok=True)
