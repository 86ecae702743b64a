"""Keys that the widget with the focus would keep for itself, though there they mean what they mean everywhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLineEdit, QWidget
from shiboken6 import isValid


class FocusKeys(QObject):
    """Follows the focus: Enter presses buttons; a line with nothing to undo leaves undo, and always Ctrl+E, to us.

    What is ticked is ticked with Space alone: Enter there answers whatever it stands in.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._watched: QWidget | None = None
        app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        # The focus also goes on while the widget that had it is being destroyed.
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        is_pressed = isinstance(new, QAbstractButton) and not isinstance(new, QCheckBox)
        self._watched = new if is_pressed or isinstance(new, QLineEdit) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QLineEdit) and event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if _is_ours(watched, event):
                # Not accepted, so that the shortcut of the window is used.
                event.ignore()
                return True
        elif isinstance(watched, QAbstractButton) and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                watched.click()
                return True
        return False


def _is_ours(line: QLineEdit, event: QKeyEvent) -> bool:
    if event.matches(QKeySequence.StandardKey.Undo):
        return not line.isUndoAvailable()
    if event.matches(QKeySequence.StandardKey.Redo):
        return not line.isRedoAvailable()
    # On Linux it would be the end of the line.
    return event.key() == Qt.Key.Key_E and event.modifiers() == Qt.KeyboardModifier.ControlModifier
