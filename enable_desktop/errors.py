"""Faults of the world: each carries the one sentence that people read."""

from __future__ import annotations

from enable_desktop.words import Sentence, sentence


class WorkspaceError(Exception):
    """Something outside the program is in the way; the sentence says what happened, what was kept, what to do."""

    def __init__(self, message: str, **values: object) -> None:
        self.sentence: Sentence = sentence(message, **values)
        super().__init__(str(self.sentence))
