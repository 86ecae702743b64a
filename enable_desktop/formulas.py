"""Texts that a spreadsheet would take for a formula: guarded on the way out, given back on the way in."""

from __future__ import annotations

import re
from typing import Final

_RUNS: Final = re.compile(r"'*[=+\-@\t\r]")
GUARD: Final = "'"
"""What stands before a guarded text."""


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula; `restored` gives back exactly what it was."""
    return f"{GUARD}{text}" if _RUNS.match(text) else text


def restored(text: str) -> str:
    """The text that `neutral` guarded."""
    return text[1:] if text.startswith(GUARD) and _RUNS.match(text[1:]) else text
