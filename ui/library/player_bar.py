"""The strip under a playlist while it is heard: what, how far, and the keys to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from enable_desktop.words import mark
from ui.buttons import button, icon_button
from ui.labels import ElidedLabel, label, line
from ui.library.wording import title_of

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.library.media import Player
    from ui.library.playing import Playing


class PlayerBar(QFrame):
    """Shown while something is heard; what was left out is said here too."""

    def __init__(self, desk: Desk, playing: Playing, player: Player | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._playing = playing
        theme, words = desk.theme, desk.words
        self.setProperty("strip", "accent")
        self.setAccessibleName(words(mark("Player")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        self._picture = player.picture if player is not None else None
        if self._picture is not None:
            self._picture.setMinimumHeight(theme.px(240))
            self._picture.hide()
            column.addWidget(self._picture)
        inside = QVBoxLayout()
        inside.setContentsMargins(24, 10, 20, 12)
        inside.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.title = ElidedLabel(theme, "", "bodystrong")
        row.addWidget(self.title, 1)
        self.clock = label(theme, "", "small", tone="secondary")
        row.addWidget(self.clock)
        previous = words(mark("Previous"))
        self.previous = icon_button(theme, "skip-previous", previous, playing.previous, shortcut="P")
        row.addWidget(self.previous)
        self.pause = icon_button(theme, "pause", words(mark("Pause")), playing.toggle, shortcut="Space")
        row.addWidget(self.pause)
        self.next = button(theme, words(mark("Next")), playing.next, icon="skip-next")
        row.addWidget(self.next)
        self.stop = icon_button(theme, "stop", words(mark("Stop")), playing.stop)
        row.addWidget(self.stop)
        inside.addLayout(row)
        self.how_far = QProgressBar()
        self.how_far.setTextVisible(False)
        self.how_far.setFixedHeight(theme.px(4))
        self.how_far.setAccessibleName(words(mark("How far it is")))
        inside.addWidget(self.how_far)
        self.note = label(theme, "", "small", tone="secondary", wrap=True)
        inside.addWidget(self.note)
        column.addLayout(inside)
        self._left_out: list[str] = []
        self._is_heard = False
        if player is not None:
            player.moved.connect(self._on_moved)
            player.picture_changed.connect(self._on_picture)
        playing.changed.connect(self.refresh)
        playing.told.connect(self._on_told)
        self.refresh()

    def refresh(self) -> None:
        """Shows what is heard now."""
        playing, words, theme = self._playing, self._desk.words, self._desk.theme
        track = playing.current
        self._forget_heard()
        self.setVisible(track is not None or bool(self._left_out))
        is_inside = track is not None and not playing.is_outside
        for each in (self.previous, self.pause, self.next):
            each.setVisible(track is not None)
        self.how_far.setVisible(is_inside)
        self.clock.setVisible(is_inside)
        if not is_inside and self._picture is not None:
            self._picture.hide()
        if track is None:
            self.title.set_whole(words(mark("The playlist is over.")))
            name = mark("Close")
        else:
            place = words(mark("{n} of {all}"), n=playing.place + 1, all=playing.count)
            self.title.set_whole(f"{place}  {title_of(track.asset, words)}")
            name = mark("Open again") if playing.is_outside else mark("Go on") if playing.is_paused else mark("Pause")
            icon = "open-in-new" if playing.is_outside else "play" if playing.is_paused else "pause"
            self.pause.setIcon(theme.icon(icon, "text.secondary"))
            self.pause.setAccessibleName(words(name))
            self.pause.setToolTip(words(name))
            self.next.setText(words(mark("Next") if playing.has_next else mark("Finish")))
            self.next.setAccessibleName(self.next.text())
            name = mark("Stop")
        self.stop.setIcon(theme.icon("close" if track is None else "stop", "text.secondary"))
        self.stop.setAccessibleName(words(name))
        self.stop.setToolTip(words(name))
        said = list(self._left_out)
        if track is not None and playing.is_outside:
            said.append(words(mark("It is open in another program. When you have heard it, press Next or N.")))
        self.note.setText("\n".join(said))
        self.note.setVisible(bool(said))
        self._is_heard = track is None or playing.is_outside

    def _on_told(self, text: str) -> None:
        self._forget_heard()
        self._left_out.append(text)

    def _forget_heard(self) -> None:
        """What was left out is said until something that follows it was heard."""
        if self._is_heard:
            self._left_out.clear()
        self._is_heard = False

    def _on_moved(self, heard: int, whole: int) -> None:
        self._is_heard = self._is_heard or heard > 0
        self.how_far.setRange(0, max(1, whole))
        self.how_far.setValue(min(heard, max(1, whole)))
        self.clock.setText(f"{clock_of(heard)} / {clock_of(whole)}")

    def _on_picture(self, is_there: bool) -> None:
        if self._picture is not None:
            self._picture.setVisible(is_there)


def clock_of(milliseconds: int) -> str:
    """Minutes and seconds, with the hours where there are any."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
