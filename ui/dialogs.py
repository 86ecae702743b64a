"""The two dialogs of our own: agreeing to what cannot be undone, and choosing one of several."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from enable_desktop.words import Words, mark
from ui.ask import Option
from ui.labels import label
from ui.theme import Theme


class ConfirmDialog(QDialog):
    """What will happen, a verb to do it, and Cancel, which is what Enter does at first."""

    def __init__(self, parent: QWidget, words: Words, theme: Theme, title: str, text: str, action: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.px(440))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(label(theme, title, "section", wrap=True))
        layout.addWidget(label(theme, text, "body", tone="secondary", wrap=True))
        self.body = QVBoxLayout()
        layout.addLayout(self.body)
        buttons = QDialogButtonBox(self)
        self.cancel = _button(buttons, words(mark("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        self.act = _button(buttons, action, QDialogButtonBox.ButtonRole.AcceptRole)
        self.act.setProperty("button", "primary")
        self.act.setAutoDefault(False)
        self.cancel.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addSpacing(4)
        layout.addWidget(buttons)
        self.cancel.setFocus()


class ChooseDialog(ConfirmDialog):
    """A list of answers above the verb."""

    def __init__(
        self,
        parent: QWidget,
        words: Words,
        theme: Theme,
        title: str,
        text: str,
        options: Sequence[Option],
        action: str,
    ) -> None:
        super().__init__(parent, words, theme, title, text, action)
        self._options = tuple(options)
        self.list = QListWidget(self)
        self.list.setAccessibleName(title)
        self.list.setAccessibleDescription(text)
        for option in self._options:
            shown = f"{option.text}  {option.detail}".strip()
            item = QListWidgetItem(shown, self.list)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, shown)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(self.accept)
        self.list.setMinimumHeight(theme.px(200))
        self.body.addWidget(self.list)
        self.cancel.setDefault(False)
        self.act.setDefault(True)
        self.list.setFocus()

    @property
    def chosen(self) -> Option | None:
        """The answer marked in the list."""
        row = self.list.currentRow()
        return self._options[row] if 0 <= row < len(self._options) else None


def _button(box: QDialogButtonBox, text: str, role: QDialogButtonBox.ButtonRole) -> QPushButton:
    button = box.addButton(text, role)
    button.setAccessibleName(text)
    return button
