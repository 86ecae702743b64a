"""Keys and clicks as a person makes them; also letters that Qt's own test helper aborts on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def press(widget: QWidget | None, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    """A key, with shortcuts and all."""
    assert widget is not None
    QTest.keyClick(widget, key, modifier)


def type_text(widget: QWidget, text: str) -> None:
    """Letters, one after another."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, PLAIN, letter))


def click(widget: QWidget, position: QPoint | None = None) -> None:
    """The left button, in the middle unless said otherwise."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, PLAIN, position or widget.rect().center())
