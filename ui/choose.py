"""The dialog that offers one of several, for example who takes over."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from enable_desktop.words import Words
from ui.ask import ConfirmDialog, Option
from ui.theme import Theme


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
        self._list = QListWidget(self)
        self._list.setAccessibleName(title)
        self._list.setAccessibleDescription(text)
        for option in self._options:
            shown = f"{option.text}  {option.detail}".strip()
            item = QListWidgetItem(shown, self._list)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, shown)
        self._list.setCurrentRow(0)
        self._list.itemActivated.connect(self.accept)
        self._list.setMinimumHeight(theme.px(200))
        self.body.addWidget(self._list)
        self.cancel.setDefault(False)
        self.act.setDefault(True)
        self._list.setFocus()

    @property
    def chosen(self) -> Option | None:
        """The answer marked in the list."""
        row = self._list.currentRow()
        return self._options[row] if 0 <= row < len(self._options) else None
