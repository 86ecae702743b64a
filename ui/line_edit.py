"""The field that holds one line, whatever is pasted into it."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QLineEdit, QWidget

_BREAK: Final = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")


def one_line(text: str) -> str:
    """A line break, with the room around it, becomes one space, and nothing at either end."""
    return _BREAK.sub(lambda found: " " if found.start() and found.end() < len(text) else "", text)


class LineEdit(QLineEdit):
    """A field of one line: line breaks that are pasted or dropped into it become spaces."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setValidator(_OneLine(self))


class _OneLine(QValidator):
    """Takes any text, as one line; the only place that Qt asks before it tells others what was pasted."""

    def validate(self, text: str, cursor: int) -> tuple[QValidator.State, str, int]:
        kept = one_line(text)
        if kept != text:
            # Qt counts in UTF-16.
            after = text.encode("utf-16-le", "surrogatepass")[2 * cursor :].decode("utf-16-le", "replace")
            cursor = max(0, _units(kept) - _units(one_line(after)))
        return QValidator.State.Acceptable, kept, cursor


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
