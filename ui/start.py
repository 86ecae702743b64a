"""How a workspace begins, for the window and the command line alike."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from db.workspace import create_workspace

if TYPE_CHECKING:
    from db.workspace import Place, Workspace


def new_workspace(path: Path, place: Place, language: str = "en", sample: str = "") -> Workspace:
    """Make a workspace in a document language, empty or with the sample programme of a language; leaves it open."""
    return create_workspace(path, place, language=language)
