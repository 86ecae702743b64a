"""The thin line under the header while something is being worked on."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Theme

_HEIGHT: Final = 2
_STEP_MS: Final = 40


class ProgressLine(QWidget):
    """A share of the width, or a piece that wanders where the share is not known."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share: float | None = None
        self._place = 0.0
        self._shown = False
        self.setFixedHeight(_HEIGHT)
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._on_timeout)

    def show_share(self, share: float | None) -> None:
        """How far it is, 0 to 1; None where nobody knows."""
        self._share = share
        self._shown = True
        if share is None:
            self._timer.start()
        else:
            self._timer.stop()
        self.update()

    def clear(self) -> None:
        self._shown = False
        self._timer.stop()
        self.update()

    def _on_timeout(self) -> None:
        self._place = (self._place + 0.02) % 1.3
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, self.width(), 1), self._theme.color("line.default"))
        if self._shown:
            left, width = (0.0, self._share) if self._share is not None else (self._place - 0.3, 0.3)
            bar = QRectF(left * self.width(), 0, width * self.width(), self.height())
            painter.fillRect(bar, self._theme.color("accent.mark"))
        painter.end()
