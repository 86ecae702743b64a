"""How much of a foreign file is read at all."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark

MEGABYTE: Final = 1024 * 1024
FILE_LIMIT: Final = 100 * MEGABYTE
TEXT_LIMIT: Final = 20 * MEGABYTE


def content_of(path: Path, limit: int) -> bytes:
    """The bytes of a file; raises WorkspaceError where it is larger than `limit`, OSError where it cannot be read."""
    with path.open("rb") as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise too_large(path.name, limit)
    return content


def too_large(name: str, limit: int) -> WorkspaceError:
    return WorkspaceError(
        mark("{name} is larger than {limit} MB and was not read. Nothing was imported."),
        name=name,
        limit=limit // MEGABYTE,
    )
