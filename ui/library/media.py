"""What plays recordings inside the window, where the part of Qt that can is installed."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtWidgets import QWidget

PATIENCE_MS: Final = 5_000
"""So long nothing may move of what is said to be playing."""


class Player(QObject):
    """Plays one recording after the other, each when it is told to."""

    ended = Signal()
    """It has come to its end."""
    failed = Signal(str)
    """It cannot be played, and why, where that is known."""
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
    player = MediaPlayer(media, pictures, parent)
    return player if player.is_available else None


class MediaPlayer(Player):
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
        self._is_over = True
        self._fault: str | None = None
        self._last = 0
        # Told after Qt is done with it: it may say of one file that it failed and that it ended, and another is begun
        # in the answer.
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.timeout.connect(self._tell)
        self.patience = QTimer(self)
        self.patience.setInterval(PATIENCE_MS)
        self.patience.timeout.connect(self._on_waited)

    @property
    def is_available(self) -> bool:
        """Whether Qt found anything that can decode."""
        return bool(self._player.isAvailable())

    def play(self, path: Path) -> None:
        self._telling.stop()
        self._is_over, self._last = False, 0
        self._player.setSource(QUrl.fromLocalFile(str(path)))
        self.go_on()

    def pause(self) -> None:
        self.patience.stop()
        self._player.pause()

    def go_on(self) -> None:
        if not self._is_over:
            self.patience.start()
        self._player.play()

    def stop(self) -> None:
        self._is_over = True
        self._telling.stop()
        self.patience.stop()
        self._player.stop()
        # The file is let go: somebody may want to move it.
        self._player.setSource(QUrl())

    def _on_status(self, status: Any) -> None:
        if status == self._media.QMediaPlayer.MediaStatus.EndOfMedia:
            self._end(None)

    def _on_error(self, error: Any, text: str) -> None:
        if error != self._media.QMediaPlayer.Error.NoError:
            self._end(text)

    def _on_waited(self) -> None:
        """A file with a head and nothing behind it is played for ever; one on a slow drive is only late."""
        is_loading = self._player.mediaStatus() == self._media.QMediaPlayer.MediaStatus.LoadingMedia
        if is_loading or self._player.position() != self._last:
            self._last = self._player.position()
        else:
            self._end("")

    def _end(self, fault: str | None) -> None:
        """It is over; `fault` is why, None where it came to its end."""
        if self._is_over:
            return
        self._is_over, self._fault = True, fault
        self.patience.stop()
        self._telling.start()

    def _tell(self) -> None:
        if self._fault is None:
            self.ended.emit()
        else:
            self.failed.emit(self._fault)

    def _on_moved(self, position: int) -> None:
        self.moved.emit(position, self._player.duration())
