"""The values that an asset has of one facet: chosen by typing, taken off by a button, new ones made on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QPushButton, QVBoxLayout, QWidget

from enable_desktop.notes import ListEntry
from enable_desktop.search import folded
from enable_desktop.words import mark
from ui.buttons import button
from ui.line_edit import LineEdit
from ui.new_record import NewRecord
from ui.offers import OFFER_ROLE, Offer, OffersDelegate, OffersModel, OffersView
from ui.record_flow import FlowLayout

if TYPE_CHECKING:
    from ui.desk import Desk

_SHOWN: Final = 9


class _Line(LineEdit):
    """Where a value is typed; the list under it belongs to the box."""

    def __init__(self, box: ValuesBox) -> None:
        super().__init__()
        self._box = box

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._box.take_key(event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._box.leave()


class ValuesBox(QWidget):
    """Chips of what is chosen, and a line with a list of what else there is."""

    added = Signal(int)
    """The id of a value that is there."""
    made = Signal(str)
    """The title of a value that is to be made."""
    taken_off = Signal(str)
    """The key of a value."""

    def __init__(self, desk: Desk, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._title = title
        self._values: Sequence[ListEntry] = ()
        self._chosen: Sequence[str] = ()
        self.chips: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder, across=4)
        column.addWidget(self._holder)
        self.line = _Line(self)
        desk.theme.dress(self.line, "body")
        self.line.setPlaceholderText(desk.words(mark("Type to add")))
        self.line.textEdited.connect(self._on_edited)
        column.addWidget(self.line)
        self._model = OffersModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_SHOWN)
        self._completer.setWidget(self.line)
        self._popup = OffersView(desk.theme)
        self._completer.setPopup(self._popup)
        # The completer gives its list a delegate of its own.
        self._popup.setItemDelegate(OffersDelegate(desk.theme, self._popup))
        self._popup.setAccessibleName(title)
        self._popup.clicked.connect(self._on_activated)
        self._action = QAction(desk.theme.icon("chevron-down"), desk.words(mark("Show all")), self)
        self._action.triggered.connect(lambda *_: self._show(self._offers("")))
        self.line.addAction(self._action, QLineEdit.ActionPosition.TrailingPosition)
        self.setFocusProxy(self.line)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def setAccessibleDescription(self, text: str) -> None:
        super().setAccessibleDescription(text)
        self.line.setAccessibleDescription(text)

    def show_values(self, values: Sequence[ListEntry], chosen: Sequence[str]) -> None:
        """Shows what there is and what is chosen; the line keeps what is being typed."""
        if (tuple(values), tuple(chosen)) == (tuple(self._values), tuple(self._chosen)):
            return
        self._values, self._chosen = tuple(values), tuple(chosen)
        had_focus = any(chip.hasFocus() for chip in self.chips)
        while (item := self._flow.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        titles = {entry.key: entry.title for entry in self._values}
        self.chips = []
        for key in self._chosen:
            title = titles.get(key, key)
            chip = button(self._desk.theme, title, partial(self.taken_off.emit, key), icon="close", small=True)
            chip.setAccessibleName(self._desk.words(mark("{facet}: take off {value}"), facet=self._title, value=title))
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            self._flow.addWidget(chip)
            chip.show()
            self.chips.append(chip)
        self._holder.setVisible(bool(self.chips))
        if had_focus:
            self.line.setFocus()

    # -- the list

    def _offers(self, typed: str) -> list[Offer]:
        words = folded(typed).split()
        free = [entry for entry in self._values if entry.key not in self._chosen]
        found = [
            Offer(entry.id, entry.title)
            for entry in free
            if all(f" {word}" in f" {folded(entry.title)}" for word in words)
        ]
        title = " ".join(typed.split())
        is_there = any(folded(entry.title) == folded(title) for entry in self._values)
        if title and not is_there and not self._desk.workspace.is_readonly:
            new = self._desk.words(mark("New value “{title}”"), title=title)
            found.append(Offer(NewRecord(ListEntry.kind, title), new))
        return found

    def _on_edited(self, typed: str) -> None:
        self._show(self._offers(typed))

    def _show(self, offers: Sequence[Offer]) -> None:
        self._model.show_offers(offers)
        if not offers or not self.isVisible():
            self._popup.hide()
            return
        self._completer.complete(QRect(0, 0, max(self.line.width(), self._desk.theme.px(240)), self.line.height()))
        is_typed = bool(self.line.text().strip())
        self._popup.setCurrentIndex(self._model.index(0, 0) if is_typed else QModelIndex())

    def _on_activated(self, index: QModelIndex) -> None:
        offer = index.data(OFFER_ROLE)
        self._popup.hide()
        if isinstance(offer, Offer):
            self._choose(offer)

    def _choose(self, offer: Offer) -> None:
        # Not cleared, so that Ctrl+Z takes back what was done with it instead of what was typed.
        self.line.setText("")
        if isinstance(offer.value, NewRecord):
            self.made.emit(offer.value.title)
        else:
            self.added.emit(offer.value)

    def take_key(self, event: QKeyEvent) -> bool:
        """A key in the line; true where it is used up."""
        is_open, key = self._popup.isVisible(), event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = self._popup.currentIndex() if is_open else QModelIndex()
            if index.isValid():
                self._on_activated(index)
            elif self.line.text().strip():
                self.leave()
            else:
                self._show(self._offers(""))
            return True
        if key == Qt.Key.Key_Escape and (is_open or self.line.text()):
            if is_open:
                self._popup.hide()
            else:
                self.line.clear()
            return True
        if key == Qt.Key.Key_Down and not is_open:
            self._show(self._offers(self.line.text()))
            return True
        if key == Qt.Key.Key_Backspace and not self.line.text() and self._chosen:
            self.taken_off.emit(self._chosen[-1])
            return True
        return False

    def leave(self) -> None:
        """What was typed and not chosen: the value that is called so is taken, anything else is made."""
        typed = self.line.text().strip()
        if not typed or self._popup.isVisible():
            return
        offers = self._offers(typed)
        same = next((offer for offer in offers if folded(offer.title) == folded(typed)), None)
        offer = same or next((offer for offer in offers if isinstance(offer.value, NewRecord)), None)
        if offer is not None:
            self._choose(offer)
        else:
            self.line.clear()
