"""How the program is reached without a window. Imports no Qt; the window is handed over to by name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

WORKER: Final = "--worker"


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments ask for; returns the exit code."""
    if arguments and arguments[0] == WORKER:
        from enable_desktop.readers.worker import answer

        return answer()
    if not arguments or (len(arguments) == 1 and is_workspace(arguments[0])):
        # A start of the window does not need click.
        from ui.cli.window import open_window

        return open_window(arguments)
    from ui.cli.program import run_command

    return run_command(arguments)


def is_workspace(argument: str) -> bool:
    """Whether an argument names a file rather than a command."""
    if argument.startswith("-"):
        return False
    return argument.endswith(".enable") or Path(argument).name != argument or Path(argument).is_file()
