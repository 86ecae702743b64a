"""The way from the command line to the window."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark
from ui.cli.screen import said, screen_words


def open_window(arguments: Sequence[str]) -> int:
    """Open the window on a file, or on the last workspace; a file that is not there is said without one."""
    try:
        path = Path(arguments[0]) if arguments else None
        if path is not None and not path.exists():
            from db.files import look_at

            look_at(path)
        # A start makes much that stays; looking through it for garbage meanwhile finds none. `ui.garbage` takes over.
        gc.disable()
        _look_for_a_screen()
        from ui.app import main

        return main(list(arguments))
    except (WorkspaceError, OSError) as error:
        sys.stderr.write(f"{said(error, screen_words())}\n")
        return 3


def _look_for_a_screen() -> None:
    """Qt ends the whole process where it finds no screen, so it is not asked there."""
    if sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))):
        raise WorkspaceError(
            mark("There is no display here, so no window can be opened. `enable-desktop --help` lists what needs none.")
        )
