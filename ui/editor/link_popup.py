"""A small search under the cursor: type a few letters, choose a record, and a reference to it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QStringListModel, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QTextEdit, QVBoxLayout

from enable_desktop.charter.lines import Prose
from enable_desktop.charter.sections import BY_KEY
from enable_desktop.interviews import Statement
from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref
from enable_desktop.readouts import reference_title
from enable_desktop.words import mark
from ui.editor.markdown_line import chip_text
from ui.line_edit import LineEdit

if TYPE_CHECKING:
    from enable_desktop.search import Hit
    from ui.desk import Desk

_SHOWN: Final = 12
_LONGEST_LABEL: Final = 120


class LinkPopup(QFrame):
    """Emits the reference as it is written in Markdown."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, edit: QTextEdit) -> None:
        super().__init__(edit, Qt.WindowType.Popup)
        self._desk = desk
        self._edit = edit
        self._found: list[tuple[Ref, str]] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(desk.words(mark("Link to a record")))
        self.box = LineEdit()
        desk.theme.dress(self.box, "body")
        self.box.setPlaceholderText(desk.words(mark("Find a record")))
        self.box.setAccessibleName(desk.words(mark("Find a record")))
        self.box.textChanged.connect(self._search)
        self.box.installEventFilter(self)
        self._model = QStringListModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(desk.words(mark("Records found")))
        desk.theme.dress(self.list, "body")
        self.list.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.box)
        column.addWidget(self.list)
        self.setFixedSize(desk.theme.px(360), desk.theme.px(300))
        self._search("")

    def open(self) -> None:
        """Shows it under the cursor, or above where there is no room."""
        box = self._edit.cursorRect()
        below = self._edit.viewport().mapToGlobal(box.bottomLeft() + QPoint(0, 4))
        screen = self._edit.screen().availableGeometry()
        if below.y() + self.height() > screen.bottom():
            below.setY(self._edit.viewport().mapToGlobal(box.topLeft()).y() - 4 - self.height())
        below.setX(max(screen.left(), min(below.x(), screen.right() - self.width())))
        self.move(below)
        self.show()
        self.box.setFocus(Qt.FocusReason.PopupFocusReason)

    def _search(self, text: str) -> None:
        words = self._desk.words
        self._found = []
        shown = []
        for hit in self._desk.workspace.search.find(text, limit=4 * _SHOWN):
            title = self._title(hit)
            if title and len(self._found) < _SHOWN:
                self._found.append((hit.ref, title))
                noun = words(KINDS[hit.ref.kind].noun)
                shown.append(words(mark("{title} ({noun})"), title=title, noun=noun))
        self._model.setStringList(shown)
        self.list.setCurrentIndex(self._model.index(0, 0))

    def _title(self, hit: Hit) -> str:
        """A section is called by its heading, anything else by its title."""
        if hit.ref.kind == Prose.kind:
            line = self._desk.workspace.get(Prose, hit.ref.id)
            section = BY_KEY.get(line.key) if line is not None else None
            return self._desk.words(section.title) if section is not None else ""
        return " ".join(hit.title.split())[:_LONGEST_LABEL]

    def _written(self, ref: Ref, title: str) -> str:
        """What the reference says: words that somebody said stay out of the text."""
        if ref.kind != Statement.kind:
            return title
        line = self._desk.workspace.find(ref)
        said = reference_title(line, self._desk.workspace.title_of) if line is not None else ""
        return said or self._desk.document_words()(KINDS[ref.kind].noun)

    def _choose(self, index: QModelIndex) -> None:
        if not 0 <= index.row() < len(self._found):
            return
        ref, title = self._found[index.row()]
        self.close()
        self.chosen.emit(chip_text(ref, self._written(ref, title)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                row = self.list.currentIndex().row() + step
                self.list.setCurrentIndex(self._model.index(max(0, min(row, len(self._found) - 1)), 0))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._edit.setFocus(Qt.FocusReason.PopupFocusReason)
