"""What happens when the program itself is wrong: said plainly, noted without any content."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

from enable_desktop import __version__
from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark

if TYPE_CHECKING:
    from ui.program import Program

NAME: Final = "problems.log"
_LARGEST: Final = 200_000


def note_of(kind: type[BaseException], trace: TracebackType | None, now: datetime) -> str:
    """Types and places only: a message may hold what somebody wrote."""
    # Loaded here: a start does not need it.
    import traceback

    root = Path(__file__).resolve().parent.parent
    lines = [f"{now:%Y-%m-%d %H:%M:%S} {__version__} {kind.__module__}.{kind.__qualname__}"]
    for frame in traceback.extract_tb(trace):
        path = Path(frame.filename)
        place = path.relative_to(root) if path.is_relative_to(root) else Path(path.name)
        lines.append(f"  {place}:{frame.lineno} {frame.name}")
    return "\n".join(lines) + "\n"


def write_note(home: Path, note: str) -> Path:
    """Adds a note to the log that only this person may read."""
    path = home / NAME
    if path.exists() and path.stat().st_size > _LARGEST:
        path.unlink()
    handle = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        file.write(note)
    return path


def watch_for_crashes(program: Program) -> Callable[[], None]:
    """Handles every exception that nobody handled, in all threads; returns what ends it."""
    before, before_threads = sys.excepthook, threading.excepthook

    def handle(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        window = next((each for each in reversed(program.windows) if each.isVisible()), None)
        if isinstance(fault, WorkspaceError):
            if window is not None:
                window.say(fault)
            return
        if not issubclass(kind, Exception):
            before(kind, fault, trace)
            return
        words = program.words
        try:
            path = write_note(program.place.home, note_of(kind, trace, program.place.clock()))
            kept = words(mark("A note of where it happened, without anything you wrote, is in {path}."), path=path)
        except OSError:
            kept = ""
        if window is not None:
            window.say_problem(
                words(mark("Something in the program went wrong")),
                words(mark("What you entered up to the last second is stored. {note} You can go on."), note=kept),
            )

    def handle_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and issubclass(args.exc_type, Exception):
            write_note(program.place.home, note_of(args.exc_type, args.exc_traceback, program.place.clock()))

    def release() -> None:
        sys.excepthook, threading.excepthook = before, before_threads

    sys.excepthook, threading.excepthook = handle, handle_thread
    return release
