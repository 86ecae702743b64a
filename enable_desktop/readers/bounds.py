"""How much of a foreign file is read at all."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import Sentence, mark, sentence

MEGABYTE: Final = 1024 * 1024
FILE_LIMIT: Final = 100 * MEGABYTE
TEXT_LIMIT: Final = 20 * MEGABYTE
DOCUMENT_LIMIT: Final = 300 * MEGABYTE
"""A deck with its films in it is large, and still a deck."""
LETTERS: Final = 1_000_000
"""So much of the text of one file of the library is kept: more than a thick book has. The note says how much."""
LINKS: Final = 20_000
WORKING_SECONDS: Final = 14.0
"""After so long a reader keeps what it has; what it cannot leave by itself is ended a little later."""


def content_of(path: Path, limit: int) -> bytes:
    """The bytes of a file; raises WorkspaceError where it is larger than `limit`, OSError where it cannot be read."""
    with path.open("rb") as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise too_large(path.name, limit)
    return content


def too_large(name: str, limit: int) -> WorkspaceError:
    """The fault of a file of more than `limit` bytes; the sentence says it in megabytes."""
    return WorkspaceError(
        mark("{name} is larger than {limit} MB and was not read. Nothing was imported."),
        name=name,
        limit=limit // MEGABYTE,
    )


@dataclass(slots=True)
class Gathered:
    """Text as it comes out of the file `name`, up to what is kept of one file and to the time there is for it."""

    name: str
    letters: int = LETTERS
    until: float = field(default_factory=lambda: time.monotonic() + WORKING_SECONDS)
    parts: list[str] = field(default_factory=list)
    is_cut: bool = False
    is_late: bool = False

    def add(self, text: str) -> None:
        """Take a piece of text along; pieces stand below each other."""
        text = text.strip()
        if len(text) > self.letters:
            text, self.is_cut = text[: max(self.letters, 0)], True
        if text:
            self.letters -= len(text) + 1
            self.parts.append(text)

    @property
    def is_full(self) -> bool:
        """Whether nothing more fits, or no time is left."""
        self.is_late = self.is_late or time.monotonic() > self.until
        return self.is_cut or self.is_late

    @property
    def text(self) -> str:
        return "\n".join(self.parts)

    @property
    def note(self) -> Sentence | None:
        """What was not taken along, None where everything was."""
        if self.is_cut:
            return sentence(
                mark("{name} holds more text than is kept of one file: only its first million letters are found."),
                name=self.name,
            )
        if self.is_late:
            return sentence(
                mark("{name} takes too long to read: only what was read in {seconds} seconds is found."),
                name=self.name,
                seconds=int(WORKING_SECONDS),
            )
        return None
