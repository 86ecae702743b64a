"""The front door: hands over to the window or to the command line."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program on the arguments it was called with; returns its exit code."""
    from ui.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
