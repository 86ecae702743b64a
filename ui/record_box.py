"""A field that names another record: type a few letters, choose; what is not there yet is made on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit, QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref
from enable_desktop.people import Person
from enable_desktop.search import folded
from enable_desktop.words import mark
from ui.entry import Entry
from ui.labels import set_tone
from ui.line_edit import LineEdit
from ui.new_record import NewRecord
from ui.offers import OFFER_ROLE, Offer, OffersDelegate, OffersModel, OffersView
from ui.record_names import KINDS_OF_CONTENT, Named, names_of
from ui.tips import tip

if TYPE_CHECKING:
    from enable_desktop.fields import Line
    from ui.desk import Desk

_OFFERED: Final = 200
_SHOWN: Final = 9
_NEW: Final = {
    "people": (mark("New person “{title}”"), mark("Nobody of this name is in the directory.")),
    "priorities": (mark("New priority “{title}”"), mark("There is no such priority.")),
    "measures": (mark("New measure “{title}”"), mark("There is no such measure.")),
    "initiatives": (mark("New initiative “{title}”"), mark("There is no such initiative.")),
}


class RecordBox(LineEdit):
    """Type-ahead over the records of a kind; arrow keys choose, Enter takes, empty means none.

    Standing `alone` it makes a new record as soon as that is chosen, and puts back what is no choice; else both are
    left to the form or the cell that holds it, which asks for the `entry`.
    """

    chosen = Signal(object)
    """The id, None, or (in a form or a cell) a `NewRecord`."""

    def __init__(self, desk: Desk, kind: str, parent: QWidget | None = None, *, alone: bool = True) -> None:
        super().__init__(parent)
        self.desk = desk
        self._kind = kind
        self._is_alone = alone
        self._picked: int | NewRecord | None = None
        self._shown: int | NewRecord | None = None
        """What was shown last, for Esc."""
        self._names = names_of(desk, kind)
        self._model = OffersModel(self)
        self._popup: OffersView | None = None
        self._action = QAction(desk.theme.icon("chevron-down"), desk.words(mark("Show all")), self)
        self._action.triggered.connect(self.show_all)
        self.addAction(self._action, QLineEdit.ActionPosition.TrailingPosition)
        desk.theme.changed.connect(self._on_theme_changed)
        self.setPlaceholderText(desk.words(mark("Type to choose")))
        self.textEdited.connect(self._on_edited)
        if alone:
            self.editingFinished.connect(self._on_finished)

    # -- what is chosen

    @property
    def picked(self) -> int | NewRecord | None:
        """What is chosen; None also while something else is typed."""
        return self._picked

    @property
    def value(self) -> int | None:
        """The record chosen, if it is there already."""
        return self._picked if isinstance(self._picked, int) else None

    @property
    def shows_picked(self) -> bool:
        """Whether what stands here is what is chosen, and nothing is being typed."""
        return self.text().strip() == self._said(self._picked)

    def show_id(self, id_: int | None) -> None:
        """Shows a record, without a signal."""
        self.show_value(id_)

    def show_value(self, value: int | NewRecord | None) -> None:
        """Shows a record, or one that is to be made, without a signal."""
        self._picked = self._shown = value
        self.setText(self._said(value))
        self.setCursorPosition(0)
        self.setToolTip(tip(self.text()))

    def entry(self) -> Entry:
        """What is chosen, or meant by what is typed; else why that is no choice."""
        if self._picked is not None and self.shows_picked:
            return Entry(value=self._picked)
        return self.entry_of(self.text())

    def entry_of(self, text: str) -> Entry:
        """What a text means as a choice."""
        typed = text.strip()
        if not typed:
            return Entry()
        found = self._names.matching(typed, _OFFERED)
        same = [named for named in found if folded(typed) in (folded(named.name), folded(named.said))]
        if len(found) == 1 or same:
            return Entry(value=(same or found)[0].id)
        words = self.desk.words
        if found:
            return Entry(problem=words(mark("Several are called so: choose one in the list.")))
        new, missing = _NEW.get(self._kind, ("", mark("There is no such record.")))
        fix = words(new, title=typed) if new else ""
        return Entry(problem=words(missing), fix=fix, fixed=NewRecord(self._kind, typed))

    def _said(self, value: int | NewRecord | None) -> str:
        if isinstance(value, NewRecord):
            return value.title
        if self._kind == KINDS_OF_CONTENT:
            # Loaded here: a programme may have no library yet.
            from ui.library.lists import lists_of

            kind = lists_of(self.desk).kinds.get(value or 0)
            return kind.title if kind is not None else ""
        line = self.desk.workspace.find(Ref(self._kind, value)) if value else None
        return said(line) if line is not None else ""

    # -- the list

    @cached_property
    def _completer(self) -> QCompleter:
        """What opens the list; made for the first opening, since few of the boxes on a page are ever opened."""
        made = QCompleter(self._model, self)
        made.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        made.setMaxVisibleItems(_SHOWN)
        made.setWidget(self)
        self._popup = popup = OffersView(self.desk.theme)
        made.setPopup(popup)
        # The completer gives its list a delegate of its own.
        popup.setItemDelegate(OffersDelegate(self.desk.theme, popup))
        popup.setAccessibleName(self.desk.words(KINDS[self._kind].noun))
        popup.clicked.connect(self._on_activated)
        return made

    @property
    def _is_open(self) -> bool:
        return self._popup is not None and self._popup.isVisible()

    @property
    def _marked(self) -> QModelIndex:
        """What is marked in the list."""
        return self._popup.currentIndex() if self._popup is not None else QModelIndex()

    def _close(self) -> None:
        if self._popup is not None:
            self._popup.hide()

    def show_all(self) -> None:
        """Opens the list with everything in it."""
        self._show(self._offers(""))

    def _offers(self, typed: str) -> list[Offer]:
        """What fits, those that begin so first; then what would be made."""
        start = folded(typed)
        found: Sequence[Named] = self._names.matching(typed, _OFFERED)
        found = sorted(found, key=lambda named: not folded(named.name).startswith(start)) if start else found
        offers = [Offer(named.id, named.name, named.detail) for named in found if named.name]
        new = _NEW.get(self._kind, ("", ""))[0]
        title = " ".join(typed.split())
        is_there = any(folded(offer.title) == folded(title) for offer in offers)
        if new and title and not is_there and not self.desk.workspace.is_readonly:
            offers.append(Offer(NewRecord(self._kind, title), self.desk.words(new, title=title)))
        return offers

    def _on_edited(self, typed: str) -> None:
        set_tone(self, "problem", None)
        if not self._is_alone:
            self._picked = None
        self._show(self._offers(typed), is_typed=bool(typed.strip()))

    def _show(self, offers: Sequence[Offer], *, is_typed: bool = False) -> None:
        self._model.show_offers(offers)
        if not offers or not self.isVisible():
            self._close()
            return
        width = max(self.width(), self.desk.theme.px(320))
        self._completer.complete(QRect(0, 0, width, self.height()))
        # What is typed marks the first that fits; else the one chosen now is marked, or none.
        here = 0 if is_typed else next((row for row, offer in enumerate(offers) if offer.value == self._picked), -1)
        assert self._popup is not None
        self._popup.setCurrentIndex(self._model.index(here, 0) if here >= 0 else QModelIndex())

    def _on_activated(self, index: QModelIndex) -> None:
        offer = index.data(OFFER_ROLE)
        self._close()
        if isinstance(offer, Offer):
            self._choose(offer.value)

    def _choose(self, value: int | NewRecord | None) -> None:
        if self._is_alone and isinstance(value, NewRecord):
            try:
                value = value.keep(self.desk.workspace, lambda made: None, by=self)
            except WorkspaceError as fault:
                self.desk.failed(fault)
                return
        before, had_words = self._picked, not self.shows_picked
        self.show_value(value)
        if value != before or had_words:
            self.chosen.emit(value)

    def _on_finished(self) -> None:
        """Leaving with other text: nothing empties the field, one match is taken, anything else is put back."""
        if not self.shows_picked:
            entry = self.entry_of(self.text())
            chosen = self._picked if entry.problem else entry.value
            self._choose(chosen if isinstance(chosen, int | NewRecord) else None)

    # -- keys

    def event(self, event: QEvent) -> bool:
        is_tab = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if is_tab and event.type() == QEvent.Type.KeyPress and self._is_open:
            assert isinstance(event, QKeyEvent)
            marked = self._marked.data(OFFER_ROLE)
            if self._is_alone and isinstance(marked, Offer) and isinstance(marked.value, NewRecord):
                # Nobody else fits: leaving means the new one that is marked.
                self._on_activated(self._marked)
            return self._pass_on(event)
        return super().event(event)

    def _pass_on(self, event: QKeyEvent) -> bool:
        """Closes the list and gives a key to whoever waits for it behind the list."""
        self._close()
        QApplication.sendEvent(self, QKeyEvent(event.type(), event.key(), event.modifiers(), event.text()))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_open, key = self._is_open, event.key()
        if is_open and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = self._marked
            if index.isValid():
                self._on_activated(index)
            else:
                self._pass_on(event)
        elif is_open and key == Qt.Key.Key_Escape:
            self._close()
        elif key == Qt.Key.Key_Escape and self.isModified():
            self.show_value(self._shown)
            self.selectAll()
            if not self._is_alone:
                self.chosen.emit(self._shown)
        elif key == Qt.Key.Key_Down and not is_open:
            self._show(self._offers("" if self.shows_picked else self.text()))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def _on_theme_changed(self) -> None:
        self._action.setIcon(self.desk.theme.icon("chevron-down"))


def said(line: Line) -> str:
    """What a record is called in a chooser: a person by name and role, anything else by its title."""
    if isinstance(line, Person):
        return f"{line.name}, {line.role}" if line.role else line.name
    return line.title_text
