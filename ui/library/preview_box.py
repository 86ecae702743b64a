"""The preview beside the table: a page, a picture or the beginning of a text, made in the background and kept."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTextBrowser, QVBoxLayout, QWidget

from enable_desktop.words import mark
from ui.buttons import icon_button, link_button
from ui.labels import label
from ui.library.glimpse import Glimpse, glimpse_of
from ui.library.media import Player, own_player
from ui.library.player_box import PlayerBox

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.tasks import Job

_HEADING: Final = re.compile(r"<h[1-6]>")
_HEADING_END: Final = re.compile(r"</h[1-6]>")
_HIGH: Final = 190
_HIGH_KEPT: Final = 300
"""What stood in a file that is not there is read here or nowhere."""
_MOST_KEPT: Final = 50_000
"""So many letters of a kept text are shown; all of it can be copied."""
_MARGIN: Final = 12
_NOTE: Final = 2
"""The place in the stack where a sentence stands."""
_KEPT: Final = 24
PAUSE_MS: Final = 80
"""The arrow keys go over many rows: a file is looked at where somebody stays."""

_Key = tuple[str, int, int]
KeptText = Callable[[], tuple[str, date | None]]
"""What stood in a file when it was read last, and on which day that was; empty where it never was."""


def _nothing() -> tuple[str, date | None]:
    return "", None


class PlainBrowser(QTextBrowser):
    """Text that loads nothing and leads nowhere."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setProperty("bare", "true")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.document().setDocumentMargin(10)

    def show_html(self, html: str) -> None:
        """Shows cleaned HTML; headings are as large as everything else, since there is little room."""
        self.setHtml(_HEADING_END.sub("</b></p>", _HEADING.sub("<p><b>", html)))

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Whatever the text names is not looked for."""
        return None


class PreviewBox(QWidget):
    """Shows a file; of several pages the arrows turn to the others."""

    opened = Signal()
    """A double click, or Enter."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        player: Callable[[QObject], Player | None] = own_player,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._make_player: Callable[[QObject], Player | None] | None = player
        self.player: PlayerBox | None = None
        """Where recordings and films are played; made with the first of them, where this computer can."""
        self._path: Path | None = None
        self._page = 1
        self._text_kept: KeptText = _nothing
        self._copied = ""
        self._kept: OrderedDict[_Key, Glimpse] = OrderedDict()
        self._shown: tuple[_Key, Glimpse] | None = None
        self._job: Job | None = None
        self._wanted: _Key | None = None
        theme, words = desk.theme, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._stack = QStackedWidget()
        self.sheet = _Sheet(desk)
        self.sheet.setAccessibleName(words(mark("Preview")))
        self.sheet.opened.connect(self.opened)
        self.sheet.turned.connect(self.turn)
        self.text = PlainBrowser()
        self.text.setAccessibleName(words(mark("Preview")))
        self.text.setProperty("pane", "surface")
        self.note = label(theme, "", "small", tone="tertiary", wrap=True)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.addWidget(self.note)
        inside.addStretch(1)
        for each in (self.sheet, self.text, holder):
            self._stack.addWidget(each)
        frame = QFrame()
        frame.setProperty("card", "true")
        around = QVBoxLayout(frame)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self._stack)
        self._frame = frame
        column.addWidget(frame)
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(icon_button(theme, "chevron-left", words(mark("Previous page")), partial(self.turn, -1)))
        self._place = label(theme, "", "small", tone="secondary")
        row.addWidget(self._place)
        row.addWidget(icon_button(theme, "chevron-right", words(mark("Next page")), partial(self.turn, 1)))
        row.addStretch(1)
        column.addWidget(self._bar)
        self._kept_bar = QWidget()
        row = QHBoxLayout(self._kept_bar)
        row.setContentsMargins(0, 0, 0, 0)
        self.kept_note = label(theme, "", "small", tone="secondary", wrap=True)
        row.addWidget(self.kept_note, 1)
        self.copy = link_button(theme, words(mark("Copy text")), self._copy, small=True)
        row.addWidget(self.copy)
        self._kept_bar.hide()
        column.addWidget(self._kept_bar)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._look)
        theme.changed.connect(self._measure)
        desk.files_followed.connect(self.look_again)
        self._measure()
        self.hide()

    def _measure(self) -> None:
        self._frame.setFixedHeight(self._desk.theme.px(_HIGH_KEPT if self._copied else _HIGH))

    # -- what is shown

    def show_file(self, path: Path | None, kept: KeptText = _nothing) -> None:
        """Shows this file; where it is not there, or none is given, what is kept of its text, else nothing."""
        self._text_kept = kept
        if path == self._path and path is not None:
            return
        self._path, self._page = path, 1
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._wanted = self._shown = None
        if self.player is not None:
            self.player.stop()
        if path is None:
            self._pause.stop()
            self.setVisible(self._show_kept(""))
            return
        self.show()
        found = self._kept.get(self._key())
        if found is not None:
            self._pause.stop()
            self._show(found)
            return
        self._leave_kept()
        self.sheet.show_image(None)
        self._stack.setCurrentWidget(self.sheet)
        self._bar.hide()
        self._pause.start()

    def look_again(self) -> None:
        """The files may be others now; what is shown stays until its own was looked at."""
        self._kept.clear()
        # What is being looked at just now may be what was there before.
        self._wanted = None
        if self._path is not None and self.isVisible():
            self._pause.start()

    def turn(self, step: int) -> None:
        """The next or the previous page."""
        found = self._kept.get(self._key())
        if found is None or not 1 <= self._page + step <= found.pages:
            return
        self._page += step
        self._look()

    def _key(self) -> _Key:
        return str(self._path), self._page, self._room().width()

    def _room(self) -> QSize:
        inside = QSize(self._frame.width() - 2 * _MARGIN, self._frame.height() - _MARGIN)
        ratio = self.devicePixelRatioF()
        return QSize(max(60, round(inside.width() * ratio)), max(60, round(inside.height() * ratio)))

    def _look(self) -> None:
        if self._path is None or not self.isVisible():
            return
        key = self._key()
        found = self._kept.get(key)
        if found is not None:
            self._show(found)
            return
        if self._job is not None:
            self._job.cancel()
        self._wanted = key
        work = partial(glimpse_of, self._path, self._page, self._room())
        text = self._desk.words(mark("Preview"))
        self._job = self._desk.tasks.run(work, partial(self._on_seen, key), self._desk.failed, label=text, quiet=True)

    def _on_seen(self, key: _Key, found: Glimpse) -> None:
        if key != self._wanted:
            return
        if not found.is_away:
            self._kept[key] = found
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        if self._shown != (key, found):
            # What was read meanwhile is not scrolled back to its beginning.
            self._show(found)

    def _show(self, found: Glimpse) -> None:
        words = self._desk.words
        self._shown = self._key(), found
        if found.is_away and self._show_kept(words.say(found.note) if found.note is not None else ""):
            return
        self._leave_kept()
        self._bar.setVisible(found.pages > 1)
        self._place.setText(words(mark("Page {page} of {pages}"), page=self._page, pages=found.pages))
        if found.picture is not None:
            name = self._path.name if self._path is not None else ""
            self.sheet.setAccessibleName(words(mark("Preview of {name}"), name=name))
            self.sheet.show_image(found.picture)
            self._stack.setCurrentWidget(self.sheet)
        elif found.is_played and self._path is not None and (player := self._own_player()) is not None:
            player.show_file(self._path)
            self._stack.setCurrentWidget(player)
        elif found.html or found.text:
            if found.html:
                self.text.show_html(found.html)
            else:
                self.text.setPlainText(found.text)
            self._stack.setCurrentWidget(self.text)
        else:
            said = words.say(found.note) if found.note is not None else words(mark("There is no text in it."))
            self.note.setText(said)
            self._stack.setCurrentIndex(_NOTE)

    def _own_player(self) -> PlayerBox | None:
        """What plays recordings here; None where this computer has nothing that can."""
        if self._make_player is not None:
            player, self._make_player = self._make_player(self), None
            if player is not None:
                self.player = PlayerBox(self._desk, player)
                self.player.failed.connect(self._on_not_played)
                self._stack.addWidget(self.player)
        return self.player

    def _on_not_played(self) -> None:
        words = self._desk.words
        self.note.setText(words(mark("It cannot be played here. “Open file” hands it to the program your system has.")))
        self._stack.setCurrentIndex(_NOTE)

    def _show_kept(self, why: str) -> bool:
        """Shows what is kept of the text of a file that cannot be seen now; False where nothing is."""
        text, read = self._text_kept()
        self._leave_kept()
        if not text.strip():
            return False
        words = self._desk.words
        shown = text if len(text) <= _MOST_KEPT else f"{text[:_MOST_KEPT]}…"
        said = words(mark("Kept text"))
        if read is not None:
            said = words(mark("Kept text from {day}"), day=words.short_day(read, self._desk.today))
        self._copied = text
        self.kept_note.setText(" ".join(part for part in (why, said) if part))
        self.text.setPlainText(shown)
        self.text.setAccessibleName(said)
        self._stack.setCurrentWidget(self.text)
        self._bar.hide()
        self._kept_bar.show()
        self._measure()
        return True

    def _leave_kept(self) -> None:
        self._copied = ""
        self._kept_bar.hide()
        self.text.setAccessibleName(self._desk.words(mark("Preview")))
        self._measure()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._copied)
        self._desk.toast(self._desk.words(mark("Copied the text")))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._path is not None:
            self._pause.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._path is not None and event.oldSize().width() != event.size().width():
            self._pause.start()


class _Sheet(QFrame):
    """A page or a picture on its ground; as much of it as there is room for."""

    opened = Signal()
    turned = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._image: QImage | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_image(self, image: QImage | None) -> None:
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._desk.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("bg.selectedInactive"))
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            ratio = self.devicePixelRatioF()
            wide, high = self._image.width() / ratio, self._image.height() / ratio
            if wide >= high:
                # A slide or a photograph as a whole, a page of a document from its top.
                scale = min(1.0, (self.width() - 2 * _MARGIN) / wide, (self.height() - 2 * _MARGIN) / high)
                wide, high = wide * scale, high * scale
            elif wide > self.width() - 2 * _MARGIN:
                scale = (self.width() - 2 * _MARGIN) / wide
                wide, high = wide * scale, high * scale
            top = (self.height() - high) / 2 if high < self.height() - _MARGIN else _MARGIN
            box = QRectF((self.width() - wide) / 2, top, wide, high)
            painter.drawImage(box, self._image)
            painter.setPen(QPen(theme.color("line.default"), 1))
            painter.drawRect(box)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus.ring"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Left: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.turned.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)
