"""Data files of installed packages."""

from __future__ import annotations

import sys
from pathlib import Path


def package_file(package: str, name: str) -> Path | None:
    """A data file of an installed package, without importing the package (also in the frozen program)."""
    for folder in sys.path:
        path = Path(folder or ".") / package / name
        if path.is_file():
            return path
    return None
