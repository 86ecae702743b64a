"""The list to pick from: tick several, add them in one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import Line, Shape, fields_of, from_plain
from enable_desktop.measures import Measure
from enable_desktop.people import Person, folded
from enable_desktop.search import words_of
from enable_desktop.words import Words, mark
from ui.buttons import primary_button
from ui.labels import label, line
from ui.line_edit import LineEdit

if TYPE_CHECKING:
    from db.workspace import Workspace
    from ui.desk import Desk
    from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
Entry = Mapping[str, object]
_ENTRY_ROLE: Final = int(Qt.ItemDataRole.UserRole)
_WIDTH: Final = 560
_HEIGHT: Final = 420


def entries_of(desk: Desk, name: str) -> tuple[Entry, ...]:
    """A list of the workspace's document language, or the English one."""
    from resources.content import library

    language = desk.workspace.settings.get("language") or "en"
    try:
        return library(language, name)
    except FileNotFoundError:
        return library("en", name)


def title_of(entry: Entry) -> str:
    """What an entry is called."""
    return str(entry.get("title", ""))


def detail_of(entry: Entry) -> str:
    """What is said of an entry besides its title."""
    for name in ("mitigation", "meaning", "formula", "goal", "proof", "note", "purpose", "measure", "usual_owner"):
        if entry.get(name):
            return str(entry[name])
    return ""


# Any: values as the record's fields hold them.
def values_of(entry: Entry, record: type[Line], workspace: Workspace) -> dict[str, Any]:
    """An entry as the fields of a record; a person or a measure is named where the workspace has one that fits."""
    values: dict[str, Any] = {}
    for field in fields_of(record):
        plain = entry.get(field.name)
        if field.shape is Shape.RECORD:
            found = _record(field.kind, plain or entry.get(f"usual_{field.name}"), workspace)
            if found is not None:
                values[field.name] = found
        elif field.shape is Shape.MAP and isinstance(plain, Mapping):
            values[field.name] = {str(key): str(value) for key, value in plain.items()}
        elif field.shape in (Shape.CHOICE, Shape.SET, Shape.FLAG) and plain is not None:
            values[field.name] = from_plain(field, plain)
        elif plain is not None and field.shape is not Shape.DATE:
            values[field.name] = plain
    return values


def _record(kind: str, wanted: object, workspace: Workspace) -> int | None:
    if not isinstance(wanted, str) or not wanted:
        return None
    if kind == Person.kind:
        return workspace.people.first_in_role(wanted)
    if kind == Measure.kind:
        return next((one.id for one in workspace.all(Measure) if folded(one.title) == folded(wanted)), None)
    return None


class PickModel(QAbstractListModel):
    """Entries with a tick."""

    def __init__(self, words: Words, entries: Sequence[Entry], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._all = tuple(entries)
        self._shown = self._all
        self.ticked: list[Entry] = []

    def narrow(self, typed: str) -> None:
        """Shows only entries that hold every typed word."""
        wanted = words_of(typed)
        self.beginResetModel()
        self._shown = tuple(
            entry
            for entry in self._all
            if all(any(word.startswith(part) for word in words_of(_all_words(entry))) for part in wanted)
        )
        self.endResetModel()

    def toggle(self, row: int) -> None:
        entry = self._shown[row]
        if entry in self.ticked:
            self.ticked.remove(entry)
        else:
            self.ticked.append(entry)
        self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        entry = self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return title_of(entry)
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if entry in self.ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.AccessibleTextRole:
                ticked = self._words(mark("ticked")) if entry in self.ticked else self._words(mark("not ticked"))
                return ". ".join(part for part in (title_of(entry), detail_of(entry), ticked) if part)
            case _ if role == _ENTRY_ROLE:
                return entry
        return None


def _all_words(entry: Entry) -> str:
    return " ".join(str(value) for value in entry.values() if isinstance(value, str))


class PickDelegate(QStyledItemDelegate):
    """A tick, a title, and what is said of it."""

    def __init__(self, theme: Theme, model: PickModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self._theme.px(46 if detail_of(index.data(_ENTRY_ROLE)) else 32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, entry = self._theme, index.data(_ENTRY_ROLE)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.color("bg.selected"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color("bg.hover"))
        side, on = theme.px(16), entry in self._model.ticked
        tick = QRectF(box.left() + 12.5, box.top() + theme.px(8) + 0.5, side - 1, side - 1)
        painter.setPen(QPen(theme.color("accent.fill" if on else "line.strong"), 1))
        painter.setBrush(theme.color("accent.fill" if on else "bg.surface"))
        painter.drawRoundedRect(tick, 3, 3)
        if on:
            theme.icon("check-bold", "accent.onFill").paint(painter, tick.toRect().adjusted(2, 2, -1, -1))
        inner = box.adjusted(12 + side + 10, theme.px(5), -12, 0)
        inner.setHeight(theme.line_height("body"))
        self._text(painter, inner, title_of(entry), "bodystrong", "text.primary")
        inner.translate(0, theme.line_height("body") - 2)
        self._text(painter, inner, detail_of(entry), "small", "text.secondary")
        painter.setPen(QPen(theme.color("line.subtle"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.restore()

    def _text(self, painter: QPainter, box: QRect, text: str, face: str, tone: str) -> None:
        painter.setFont(self._theme.font(face))
        painter.setPen(self._theme.color(tone))
        flat = " ".join(text.split())
        shown = painter.fontMetrics().elidedText(flat, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)


class LibraryPicker(QFrame):
    """Type to narrow, Space ticks, Enter adds, Esc closes."""

    def __init__(
        self, desk: Desk, name: str, entries: Sequence[Entry], add: Callable[[Sequence[Entry]], None], parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._add = add
        self._walks = False
        words, theme = desk.words, desk.theme
        self.setObjectName("picker")
        self.setAccessibleName(name)
        self.setProperty("card", "true")
        self.model = PickModel(words, entries, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.edit = LineEdit()
        self.edit.setPlaceholderText(words(mark("Type to narrow the list")))
        self.edit.setAccessibleName(words(mark("Narrow the list")))
        self.edit.textChanged.connect(self._on_typed)
        self.edit.installEventFilter(self)
        top = QVBoxLayout()
        top.setContentsMargins(12, 10, 12, 10)
        top.addWidget(self.edit)
        column.addLayout(top)
        column.addWidget(line())
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(PickDelegate(theme, self.model, self.view))
        self.view.setMouseTracking(True)
        self.view.setAccessibleName(name)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(self._on_clicked)
        column.addWidget(self.view, 1)
        column.addWidget(line())
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.addWidget(label(theme, words(mark("Space ticks, Enter adds")), "small", tone="tertiary"), 1)
        self.button = primary_button(theme, "", self.add)
        foot.addWidget(self.button)
        column.addLayout(foot)
        self.resize(theme.px(_WIDTH), theme.px(_HEIGHT))
        self.model.dataChanged.connect(self._show_count)
        self._show_count()
        self._first()

    def _first(self) -> None:
        self.view.setCurrentIndex(self.model.index(0, 0))

    def _show_count(self) -> None:
        count = len(self.model.ticked)
        words = self._desk.words
        self.button.setText(words.n("Add {n} row", "Add {n} rows", count) if count else words(mark("Add")))
        self.button.setEnabled(bool(count) or self.view.currentIndex().isValid())

    def _on_typed(self, typed: str) -> None:
        self._walks = False
        self.model.narrow(typed)
        self._first()
        self._show_count()

    def _on_clicked(self, index: QModelIndex) -> None:
        self.model.toggle(index.row())
        self.edit.setFocus()

    def add(self) -> None:
        """Adds what is ticked, or the current entry where nothing is."""
        chosen = list(self.model.ticked)
        current = self.view.currentIndex()
        if not chosen and current.isValid():
            chosen = [current.data(_ENTRY_ROLE)]
        self.close()
        if chosen:
            self._add(chosen)

    def eventFilter(self, watched: QObject, event: object) -> bool:
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            return self._on_key(event)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        row, count = self.view.currentIndex().row(), self.model.rowCount()
        step = {
            Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 7, Qt.Key.Key_PageUp: -7,
        }.get(Qt.Key(event.key()), 0)  # fmt: skip
        if step and count:
            self._walks = True
            self.view.setCurrentIndex(self.model.index(min(max(0, row + step), count - 1), 0))
        elif event.key() == Qt.Key.Key_Space and (self._walks or not self.edit.text()) and row >= 0:
            self.model.toggle(row)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.add()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.rect().contains(event.position().toPoint()):
            self.close()


def add_entries(desk: Desk, record: type[Line], entries: Sequence[Entry], source: object) -> list[int]:
    """Adds entries as records, all in one step; returns their ids."""
    made: list[int] = []
    try:
        with desk.workspace.step(mark("Add {n} from the library"), by=source, n=len(entries)):
            for entry in entries:
                made.append(desk.workspace.add(record, by=source, **values_of(entry, record, desk.workspace)))
    except WorkspaceError as fault:
        desk.failed(fault)
        return []
    return made
