"""What plays recordings inside the window, where the part of Qt that can is installed."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWidgets import QWidget


class Player(QObject):
    """Plays one recording after the other, each when it is told to."""

    ended = Signal()
    """It has come to its end."""
    failed = Signal(str)
    """It cannot be played, and why."""
    moved = Signal(int, int)
    """How many milliseconds of how many were heard."""
    picture_changed = Signal(bool)
    """Whether there is anything to be seen."""
    picture: QWidget | None = None
    """Where a film is shown."""

    def play(self, path: Path) -> None:
        """Begin a recording, whatever was played before."""
        raise NotImplementedError

    def pause(self) -> None:
        raise NotImplementedError

    def go_on(self) -> None:
        raise NotImplementedError

    def stop(self) -> None:
        raise NotImplementedError


def own_player(parent: QObject) -> Player | None:
    """The player of this program; None where QtMultimedia is not installed, or does not work here."""
    try:
        # Loaded here: it is no dependency, and the start does not wait for it.
        media, pictures = import_module("PySide6.QtMultimedia"), import_module("PySide6.QtMultimediaWidgets")
    except ImportError:
        return None
    return _MediaPlayer(media, pictures, parent)


class _MediaPlayer(Player):
    """QtMultimedia. Any: its modules are there or not."""

    def __init__(self, media: Any, pictures: Any, parent: QObject) -> None:
        super().__init__(parent)
        self._media = media
        self._player = media.QMediaPlayer(self)
        self._sound = media.QAudioOutput(self)
        self._player.setAudioOutput(self._sound)
        self.picture = pictures.QVideoWidget()
        self._player.setVideoOutput(self.picture)
        self._player.mediaStatusChanged.connect(self._on_status)
        self._player.errorOccurred.connect(self._on_error)
        self._player.positionChanged.connect(self._on_moved)
        self._player.hasVideoChanged.connect(self.picture_changed)

    def play(self, path: Path) -> None:
        self._player.setSource(QUrl.fromLocalFile(str(path)))
        self._player.play()

    def pause(self) -> None:
        self._player.pause()

    def go_on(self) -> None:
        self._player.play()

    def stop(self) -> None:
        self._player.stop()
        # The file is let go: somebody may want to move it.
        self._player.setSource(QUrl())

    def _on_status(self, status: Any) -> None:
        if status == self._media.QMediaPlayer.MediaStatus.EndOfMedia:
            self.ended.emit()

    def _on_error(self, error: Any, text: str) -> None:
        if error != self._media.QMediaPlayer.Error.NoError:
            self.failed.emit(text)

    def _on_moved(self, position: int) -> None:
        self.moved.emit(position, self._player.duration())
