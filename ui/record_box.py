"""A field that names another record: type a few letters, choose; a new person is made on the spot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.links import Ref
from enable_desktop.people import Person
from enable_desktop.search import folded
from enable_desktop.words import mark
from ui.record_names import names_of
from ui.tips import tip

if TYPE_CHECKING:
    from enable_desktop.fields import Line
    from ui.desk import Desk

_SHOWN: Final = 12


class RecordBox(QLineEdit):
    """Chooses one record of a kind; empty text means none."""

    chosen = Signal(object)
    """The id, or None."""

    def __init__(self, desk: Desk, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kind = kind
        self._id: int | None = None
        self._offered: list[tuple[int | None, str]] = []
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_SHOWN)
        self._completer.setWidget(self)
        self._popup = QListView()
        self._completer.setPopup(self._popup)
        self._popup.clicked.connect(self._on_activated)
        self.setPlaceholderText(desk.words(mark("Type to choose")))
        self.textEdited.connect(self._on_edited)
        self.editingFinished.connect(self._on_finished)

    @property
    def value(self) -> int | None:
        return self._id

    def show_id(self, id_: int | None) -> None:
        """Shows a record, without a signal."""
        self._id = id_
        self.setText(self._said(id_))
        self.setCursorPosition(0)
        self.setToolTip(tip(self.text()))

    def _said(self, id_: int | None) -> str:
        line = self._desk.workspace.find(Ref(self._kind, id_)) if id_ else None
        return said(line) if line is not None else ""

    @property
    def is_being_typed(self) -> bool:
        """Whether something is typed here that is not chosen yet."""
        return self.hasFocus() and self.isModified()

    def _matches(self, text: str) -> list[tuple[int | None, str]]:
        return [(named.id, named.said) for named in names_of(self._desk, self._kind).matching(text, _SHOWN)]

    def _on_edited(self, text: str) -> None:
        if text.strip():
            self._offer(text)
        else:
            # Enter now means nobody, not the first of all.
            self._popup.hide()

    def _offer(self, text: str) -> None:
        self._offered = self._matches(text)
        if (
            self._kind == Person.kind
            and text.strip()
            and all(folded(shown) != folded(text) for _, shown in self._offered)
            and not self._desk.workspace.is_readonly
        ):
            self._offered.append((None, self._desk.words(mark("New person “{name}”"), name=text.strip())))
        self._model.setStringList([shown for _, shown in self._offered])
        if self._offered:
            self._completer.complete()
        else:
            self._popup.hide()

    def _on_activated(self, index: QModelIndex) -> None:
        if not 0 <= index.row() < len(self._offered):
            return
        id_, _ = self._offered[index.row()]
        if id_ is None:
            try:
                id_ = self._desk.workspace.add(Person, name=" ".join(self.text().split()))
            except WorkspaceError as fault:
                self._desk.failed(fault)
                return
        self._choose(id_)

    def _choose(self, id_: int | None) -> None:
        before = self._id
        self.show_id(id_)
        if id_ != before:
            self.chosen.emit(id_)

    def _on_finished(self) -> None:
        """Leaving with other text: nothing empties the field, one match is taken, anything else is put back."""
        text = self.text().strip()
        if not text:
            self._choose(None)
            return
        if text == self._said(self._id):
            return
        matches = self._matches(text)
        exact = [id_ for id_, shown in matches if folded(shown) == folded(text)]
        self._choose(exact[0] if exact else matches[0][0] if len(matches) == 1 else self._id)

    def event(self, event: QEvent) -> bool:
        is_tab = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if is_tab and self._popup.isVisible():
            # An open list keeps the field from hearing that it is left.
            self._popup.hide()
            self._on_finished()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self._popup
        if popup.isVisible() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = popup.currentIndex()
            self._on_activated(index if index.isValid() else self._model.index(0, 0))
            popup.hide()
            return
        if popup.isVisible() and event.key() == Qt.Key.Key_Escape:
            popup.hide()
            return
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.show_id(self._id)
            self.selectAll()
            return
        if event.key() == Qt.Key.Key_Down and not popup.isVisible():
            self._offer("" if self.text() == self._said(self._id) else self.text())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()


def said(line: Line) -> str:
    """What a record is called in a chooser: a person by name and role, anything else by its title."""
    if isinstance(line, Person):
        return f"{line.name}, {line.role}" if line.role else line.name
    return line.title_text
