"""What a page shows while it holds nothing: what belongs here, and what can be done first."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.labels import label
from ui.theme import Theme


class EmptyPage(QWidget):
    """A card at the top of an empty page; rows are added below its text."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 20, 20)
        card = QFrame()
        card.setProperty("card", "empty")
        self._inside = QVBoxLayout(card)
        self._inside.setContentsMargins(24, 24, 24, 24)
        self._inside.setSpacing(12)
        self._inside.addWidget(label(theme, text, "body", tone="secondary", wrap=True))
        column.addWidget(card)
        column.addStretch(1)

    def add_row(self, *parts: QWidget, fills: bool = False) -> QHBoxLayout:
        """Puts these beside each other, from the left, or so that the last of them `fills` the row; the row."""
        row = QHBoxLayout()
        for part in parts:
            row.addWidget(part)
        if fills:
            row.setStretchFactor(parts[-1], 1)
        else:
            row.addStretch(1)
        self._inside.addLayout(row)
        return row
