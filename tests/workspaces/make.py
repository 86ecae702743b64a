"""Make the small file that a released schema leaves behind; run once before the release, never again.

python -m tests.workspaces.make
"""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from db.files import SCHEMA
from db.workspace import Place, create_workspace
from tests.db.filling import fill


def make(path: Path) -> None:
    """A file with something of every kind, its search index and its history."""
    with tempfile.TemporaryDirectory() as home:
        place = Place(home=Path(home), clock=lambda: datetime(2026, 3, 12, 10, 0))
        with create_workspace(path, place, company="Sample Co") as workspace:
            fill(workspace)
            while workspace.search.catch_up():
                pass


if __name__ == "__main__":
    make(Path(__file__).with_name(f"schema-{SCHEMA}.enable"))
