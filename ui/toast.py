"""One sentence at the bottom of the window for eight seconds, with a way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTabBar,
    QWidget,
)

from enable_desktop.words import Words, mark
from ui.commands import shown_shortcut
from ui.labels import label
from ui.theme import Theme

STAY_MS: Final = 8000
_BUTTON: Final = 28
_GAP: Final = 6


class Toast(QFrame):
    """Says what was done; stays while the pointer or the focus is on it."""

    undo_wanted = Signal()
    open_wanted = Signal(object)
    """The path of the file that the sentence tells of."""
    place_wanted = Signal(str)
    """Where to look at what the sentence tells of."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 8, 6)
        layout.setSpacing(16)
        self._text = label(theme, "", "bodystrong")
        layout.addWidget(self._text)
        self._undo = QPushButton()
        self._undo.setProperty("toast", "true")
        self._undo.setAccessibleName(words(mark("Undo")))
        row = QHBoxLayout(self._undo)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(8)
        # The button's own text makes it as wide as what is laid over it.
        self._undo_text = label(theme, words(mark("Undo")), "bodystrong")
        self._undo_key = label(theme, shown_shortcut("Ctrl+Z"), "caption")
        for part in (self._undo_text, self._undo_key):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part)
        self._undo.clicked.connect(self._on_undo)
        layout.addWidget(self._undo)
        self._file: Path | None = None
        self._open = QPushButton(words(mark("Open file")))
        self._open.setProperty("toast", "true")
        self._open.clicked.connect(self._on_open)
        theme.dress(self._open, "bodystrong")
        layout.addWidget(self._open)
        self._place_told = ""
        self._look = QPushButton(words(mark("Show")))
        self._look.setProperty("toast", "true")
        self._look.clicked.connect(self._on_look)
        theme.dress(self._look, "bodystrong")
        layout.addWidget(self._look)
        self._later = QTimer(self)
        """What is told of may lay the page out anew."""
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._place)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAY_MS)
        self._timer.timeout.connect(self._on_timeout)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    @property
    def undo_button(self) -> QPushButton:
        return self._undo

    @property
    def open_button(self) -> QPushButton:
        return self._open

    @property
    def look_button(self) -> QPushButton:
        return self._look

    def show_text(self, text: str, undo: bool) -> None:
        """Replaces what was said before."""
        self._text.setText(text)
        self._undo.setVisible(undo)
        self._file = None
        self._open.hide()
        self._look.hide()
        room = self._undo.layout()
        assert room is not None
        self._undo.setFixedSize(room.sizeHint().width(), self._theme.px(_BUTTON))
        for made in (self._open, self._look):
            made.setFixedHeight(self._theme.px(_BUTTON))
        self.setFixedHeight(self._theme.px(40))
        self.show()
        self._place()
        self.raise_()
        self._later.start()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def offer_to_open(self, file: Path) -> None:
        """Adds a button that opens the file of which the sentence tells."""
        self._file = file
        self._open.setAccessibleName(f"{self._open.text()} {file.name}")
        self._open.show()
        self._place()

    def offer_to_show(self, place: str) -> None:
        """Adds a button that leads to what the sentence tells of."""
        self._place_told = place
        self._look.setAccessibleName(f"{self._look.text()}: {self.text}")
        self._look.show()
        self._place()

    def _place(self) -> None:
        """At the bottom, as near to the middle as it covers nothing that is clicked or typed into; else higher up."""
        parent = self.parentWidget()
        if parent is None or not self.isVisible():
            return
        widest = parent.width() - 48
        self._text.setWordWrap(False)
        self.setFixedWidth(min(widest, self.sizeHint().width()))
        self.move(place_beside(self.size(), parent, self._theme.px(26) + 16, self))

    def _on_undo(self) -> None:
        self.hide()
        self.undo_wanted.emit()

    def _on_open(self) -> None:
        self.hide()
        self.open_wanted.emit(self._file)

    def _on_look(self) -> None:
        self.hide()
        self.place_wanted.emit(self._place_told)

    def _on_timeout(self) -> None:
        if self.underMouse() or any(made.hasFocus() for made in (self._undo, self._open, self._look)):
            self._timer.start()
        else:
            self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False


def place_beside(size: QSize, parent: QWidget, from_bottom: int, but: QWidget) -> QPoint:
    """Where something of this size covers no button and no field of `parent`; `but` is none of them.

    The lowest place counts, and there the one nearest to the middle; without any, it is the middle of the bottom.
    """
    controls = [rect.adjusted(-_GAP, -_GAP, _GAP, _GAP) for rect in _controls(parent, but)]
    bottom, middle = parent.height() - size.height() - from_bottom, (parent.width() - size.width()) // 2
    for y in range(bottom, parent.height() // 3, -_GAP):
        row = QRect(0, y, parent.width(), size.height())
        x = _nearest_free(middle, size.width(), parent.width(), [each for each in controls if each.intersects(row)])
        if x is not None:
            return QPoint(x, y)
    return QPoint(middle, bottom)


def _nearest_free(wanted: int, width: int, room: int, taken: list[QRect]) -> int | None:
    """The left end nearest to the wanted one where so wide a thing fits between these."""
    ends = [wanted, *(each.left() - width for each in taken), *(each.right() + 1 for each in taken)]
    free = [
        x
        for x in ends
        if _GAP <= x <= room - width - _GAP
        and not any(x < each.right() + 1 and each.left() < x + width for each in taken)
    ]
    return min(free, key=lambda x: abs(x - wanted), default=None)


def _controls(parent: QWidget, but: QWidget) -> Iterator[QRect]:
    """What of the buttons and fields inside can be seen, as far as nothing around cuts it off."""
    for kind in (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QTabBar):
        for control in parent.findChildren(kind):
            if not control.isVisible() or but.isAncestorOf(control):
                continue
            rect = QRect(control.mapTo(parent, QPoint()), control.size())
            around = control.parentWidget()
            while around is not None and around is not parent:
                rect &= QRect(around.mapTo(parent, QPoint()), around.size())
                around = around.parentWidget()
            if not rect.isEmpty():
                yield rect
