"""The way from the command line to the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from enable_desktop.errors import WorkspaceError


def open_window(arguments: Sequence[str]) -> int:
    """Open the window on a file, or on the last workspace."""
    try:
        if arguments:
            _look_for(Path(arguments[0]))
        from ui.app import main

        return main(list(arguments))
    except WorkspaceError as error:
        # Loaded here, click with it: a start that opens its window says nothing in the terminal.
        from ui.cli.session import screen_words

        words = screen_words()
        sys.stderr.write(f"{words.say(error.sentence)}\n")
        return 3


def _look_for(path: Path) -> None:
    from db.files import look_at

    look_at(path)
