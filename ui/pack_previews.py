"""Where packs lie that are looked at in the browser before they are handed out."""

from __future__ import annotations

import shutil
from pathlib import Path


def previews_in(home: Path) -> Path:
    """The folder of them in the program's own one."""
    return home / "previews"


def sweep_previews(home: Path) -> None:
    """Take away what was looked at: it may hold what the workspace holds no longer."""
    shutil.rmtree(previews_in(home), ignore_errors=True)
