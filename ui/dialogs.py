"""The two dialogs of our own: agreeing to what cannot be undone, and choosing one of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from enable_desktop.search import folded
from enable_desktop.words import Words, mark
from ui.ask import Find, Option
from ui.labels import label
from ui.sought_list import SearchField
from ui.theme import Theme
from ui.tips import tip

Index = QModelIndex | QPersistentModelIndex

_ROW: Final = 28
_LONG: Final = 10
"""How many answers are seen at a glance."""


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


class OptionsModel(QAbstractListModel):
    """Answers to choose from, each read when it is shown."""

    def __init__(self, options: Sequence[Option], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.options = options

    def show_options(self, options: Sequence[Option]) -> None:
        self.beginResetModel()
        self.options = options
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.options)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return _shown(self.options[index.row()])
            case Qt.ItemDataRole.ToolTipRole:
                return tip(_shown(self.options[index.row()]))
        return None


class OptionsDelegate(QStyledItemDelegate):
    """Draws an answer no wider than the list: a long one ends in dots."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.px(_ROW))


class ChooseDialog(ConfirmDialog):
    """A list of answers above the verb; above a long one a field that narrows it."""

    def __init__(
        self,
        parent: QWidget,
        words: Words,
        theme: Theme,
        title: str,
        text: str,
        options: Sequence[Option],
        action: str,
        find: Find | None = None,
    ) -> None:
        super().__init__(parent, words, theme, title, text, action)
        self._options = options
        self._find = find or self._in_words
        self._model = OptionsModel(options, self)
        self.search = SearchField(theme, words(mark("Search")), parent=self)
        self.search.setVisible(len(options) > _LONG)
        self.search.textChanged.connect(self._on_search)
        self.search.left.connect(self.reject)
        self.body.addWidget(self.search)
        self.list = QListView(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(OptionsDelegate(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(title)
        self.list.setAccessibleDescription(text)
        self.list.setCurrentIndex(self._model.index(0, 0))
        self.list.activated.connect(self.accept)
        self.list.setMinimumHeight(theme.px(200))
        self.search.down.connect(self.list.setFocus)
        self.body.addWidget(self.list)
        self.cancel.setDefault(False)
        self.act.setDefault(True)
        (self.search if self.search.isVisibleTo(self) else self.list).setFocus()

    @property
    def chosen(self) -> Option | None:
        """The answer marked in the list."""
        row = self.list.currentIndex().row()
        return self._model.options[row] if row >= 0 else None

    def _on_search(self, text: str) -> None:
        self._model.show_options(self._find(text) if text.strip() else self._options)
        self.list.setCurrentIndex(self._model.index(0, 0))
        self.act.setEnabled(self._model.rowCount() > 0)

    def _in_words(self, text: str) -> Sequence[Option]:
        wanted = [f" {word}" for word in folded(text).split()]
        return [each for each in self._options if all(word in f" {folded(_shown(each))}" for word in wanted)]


def _shown(option: Option) -> str:
    return f"{option.text}  {option.detail}".strip()


def _button(box: QDialogButtonBox, text: str, role: QDialogButtonBox.ButtonRole) -> QPushButton:
    button = box.addButton(text, role)
    button.setAccessibleName(text)
    return button
