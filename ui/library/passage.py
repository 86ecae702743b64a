"""Why an asset was found: the words around what is looked for, where it says them."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCharFormat

from enable_desktop.search import HIT_START
from ui.finds import marked
from ui.labels import Paragraph

if TYPE_CHECKING:
    from enable_desktop.library.query import Term
    from ui.desk import Desk
    from ui.tasks import Progress

_PAUSE_MS: Final = 80
"""Rows that one only passes are not looked through."""


class Passage(Paragraph):
    """There only where something is looked for and the asset says it elsewhere than in its title."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, "", "body")
        self._desk = desk
        self._wanted: tuple[int, Collection[Term]] | None = None
        self._pieces: list[tuple[str, bool]] = []
        self.setProperty("tone", "secondary")
        desk.theme.dress(self, "body")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._read)
        desk.closing.connect(self._timer.stop)
        desk.theme.changed.connect(self._mark)
        self.hide()

    def look_for(self, asset: int, terms: Collection[Term]) -> None:
        """Shows where this asset says these; what was shown stays until that is known."""
        before, self._wanted = self._wanted, (asset, terms) if terms else None
        if self._wanted is None or (before is not None and before[0] != asset):
            self.hide()
        if self._wanted is None:
            self._timer.stop()
        else:
            self._timer.start()

    def _read(self) -> None:
        wanted = self._wanted
        if wanted is not None:
            self._desk.tasks.run(
                partial(_read, self._desk.workspace.path, *wanted),
                partial(self._on_read, wanted),
                self._desk.failed,
                label="",
                quiet=True,
            )

    def _on_read(self, wanted: tuple[int, Collection[Term]], passage: str) -> None:
        if wanted is not self._wanted:
            return
        self._pieces = marked(passage) if HIT_START in passage else []
        self.setText("".join(text for text, _ in self._pieces))
        self._mark()
        self.setVisible(bool(self._pieces))

    def _mark(self) -> None:
        hit = QTextCharFormat()
        hit.setBackground(self._desk.theme.color("bg.accentTint"))
        hit.setForeground(self._desk.theme.color("text.link"))
        spans, at = [], 0
        for text, is_hit in self._pieces:
            if is_hit:
                spans.append((at, at + len(text)))
            at += len(text)
        self.mark(spans, hit)


def _read(path: Path, asset: int, terms: Collection[Term], progress: Progress) -> str:
    from db.library.passages import passage_beside

    return passage_beside(path, asset, terms)
