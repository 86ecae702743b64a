"""A recording or a film in the preview: played where it stands, when the person says so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from enable_desktop.words import mark
from ui.buttons import icon_button
from ui.labels import label
from ui.library.player_bar import clock_of

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.library.media import Player


class PlayerBox(QWidget):
    """Plays one file and pauses it; nothing of it is opened before that."""

    failed = Signal()
    """It cannot be played here."""

    def __init__(self, desk: Desk, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._player = player
        self._path: Path | None = None
        self._is_begun = False
        self.is_playing = False
        theme, words = desk.theme, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._picture = player.picture
        if self._picture is not None:
            self._picture.hide()
            column.addWidget(self._picture, 1)
        row = QHBoxLayout()
        row.setContentsMargins(10, 8, 12, 8)
        row.setSpacing(8)
        self.play = icon_button(theme, "play", words(mark("Play")), self.toggle)
        row.addWidget(self.play)
        self.how_far = QProgressBar()
        self.how_far.setTextVisible(False)
        self.how_far.setFixedHeight(theme.px(4))
        self.how_far.setAccessibleName(words(mark("How far it is")))
        row.addWidget(self.how_far, 1)
        self.clock = label(theme, "", "small", tone="secondary")
        row.addWidget(self.clock)
        column.addLayout(row)
        column.setAlignment(row, Qt.AlignmentFlag.AlignVCenter)
        player.moved.connect(self._on_moved)
        player.picture_changed.connect(self._on_picture)
        player.ended.connect(self.stop)
        player.failed.connect(self._on_failed)

    def show_file(self, path: Path) -> None:
        """Shows this file, at its beginning; one that is played already goes on."""
        if path != self._path:
            self.stop()
            self._path = path

    def toggle(self) -> None:
        """Plays it, pauses it, goes on."""
        if self._path is None:
            return
        self.is_playing = not self.is_playing
        if not self.is_playing:
            self._player.pause()
        elif self._is_begun:
            self._player.go_on()
        else:
            self._is_begun = True
            self._player.play(self._path)
        self._show_state()

    def stop(self) -> None:
        """Back to its beginning; the file is let go."""
        if self._is_begun:
            self._is_begun = self.is_playing = False
            self._player.stop()
        if self._picture is not None:
            self._picture.hide()
        self.how_far.setRange(0, 1)
        self.how_far.setValue(0)
        self.clock.setText("")
        self._show_state()

    def _show_state(self) -> None:
        name = mark("Pause") if self.is_playing else mark("Go on") if self._is_begun else mark("Play")
        self.play.setIcon(self._desk.theme.icon("pause" if self.is_playing else "play", "text.secondary"))
        self.play.setAccessibleName(self._desk.words(name))
        self.play.setToolTip(self._desk.words(name))

    def _on_moved(self, heard: int, whole: int) -> None:
        if self._is_begun:
            self.how_far.setRange(0, max(1, whole))
            self.how_far.setValue(min(heard, max(1, whole)))
            self.clock.setText(f"{clock_of(heard)} / {clock_of(whole)}")

    def _on_picture(self, is_there: bool) -> None:
        if self._picture is not None:
            self._picture.setVisible(is_there and self._is_begun)

    def _on_failed(self, _why: str) -> None:
        self.stop()
        self.failed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.stop()
