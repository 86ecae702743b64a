"""The list of people: searched, filtered by group, as long as it likes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QVBoxLayout, QWidget

from enable_desktop.people import Group
from enable_desktop.words import Words, mark
from ui.buttons import link_button
from ui.inputs import ComboBox
from ui.labels import label
from ui.record_names import Named, PeopleNames, people_of
from ui.rows import ROW_ROLE, Row, RowsDelegate
from ui.sought_list import SearchField, SoughtList

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.theme import Theme

_PADDING: Final = 16
_ROW: Final = 52
_GAP: Final = 12
_AROUND: Final = 50
_ROLES: Final = frozenset(
    {
        int(Qt.ItemDataRole.DisplayRole),
        int(Qt.ItemDataRole.AccessibleTextRole),
        int(Qt.ItemDataRole.ToolTipRole),
        ROW_ROLE,
    }
)

Index = QModelIndex | QPersistentModelIndex


class PeopleModel(QStringListModel):
    """The people found, by id; names are read, and rows made, only for what is painted.

    A list view asks for the number of rows twice for every row. Answered in Python, that takes half a second for a
    hundred thousand; so the rows are those of Qt's own model, and empty there.
    """

    def __init__(self, names: PeopleNames, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._groups = {str(group): words(group.label) for group in Group}
        self._found: tuple[int, ...] = ()

    def show_found(self, found: tuple[int, ...]) -> bool:
        """Shows these; true where the rows are others now, and not only their words."""
        if found == self._found:
            if found:
                self.dataChanged.emit(self.index(0, 0), self.index(len(found) - 1, 0))
            return False
        self._found = found
        self.setStringList([""] * len(found))
        return True

    def id_at(self, place: int) -> int:
        return self._found[place]

    def place_of(self, id_: int | None) -> int:
        """The row of a person, -1 where they are not among those found."""
        return self._found.index(id_) if id_ in self._found else -1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or role not in _ROLES:
            return None
        named = self._named(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return named.name
        row = Row(title=named.name, detail=named.detail, right=self._groups.get(named.group, ""), key=named.id)
        return row if role == ROW_ROLE else row.spoken

    def _named(self, place: int) -> Named:
        """The person in a row; those around are read along, since a list asks for one after the other."""
        id_ = self._found[place]
        self._names.read(self._found[max(0, place - _AROUND) : place + _AROUND])
        named = self._names.get(id_)
        return named if named is not None else Named(id_, "")


class PeopleDelegate(RowsDelegate):
    """Two lines at a fixed height; the group stands beside the name where there is room."""

    def __init__(self, theme: Theme, view: QWidget) -> None:
        super().__init__(theme, view, _PADDING)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self._theme.px(_ROW))

    def _content(self, painter: QPainter, box: QRect, row: Row) -> None:
        theme = self._theme
        left, right = box.left() + _PADDING, box.right() - _PADDING
        half = box.height() // 2
        above = QRect(left, box.top() + 5, right - left, half - 4)
        below = QRect(left, box.top() + half, right - left, half - 6)
        font = theme.font("small")
        group = QFontMetrics(font).horizontalAdvance(row.right) + 1
        name = QFontMetrics(theme.font("bodystrong")).horizontalAdvance(row.title)
        # A name is not cut off for the sake of the group.
        beside = above if name + group + _GAP <= above.width() else below
        painter.setFont(font)
        painter.setPen(theme.color("text.tertiary"))
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.right)
        beside.setRight(right - group - _GAP)
        self._line(painter, above, row.title, "bodystrong", theme.color("text.primary"))
        self._line(painter, below, row.detail, "small", theme.color("text.secondary"))


class Directory(QWidget):
    """Search, group, and the list; knows which person is selected."""

    selected = Signal(object)
    """The id of the person selected by hand, or None."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._names = people_of(desk)
        self._current: int | None = None
        self._place = 0
        self._is_refreshing = False
        theme, words = desk.theme, desk.words
        self.setProperty("pane", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(_PADDING, 0, _PADDING, 4)
        head.setSpacing(8)
        self.search = SearchField(theme, words(mark("Search people")), words(mark("Name, role, department")))
        self.search.textChanged.connect(self._find)
        head.addWidget(self.search)
        self.group = ComboBox(theme)
        self.group.setAccessibleName(words(mark("Group")))
        self.group.fill([("", words(mark("All groups"))), *((str(group), words(group.label)) for group in Group)], "")
        self.group.currentIndexChanged.connect(self._find)
        head.addWidget(self.group)
        column.addLayout(head)
        self._none = self._nobody()
        column.addWidget(self._none)
        self.model = PeopleModel(self._names, words, self)
        self.list = SoughtList(theme, words(mark("People")), self.search)
        self.list.setModel(self.model)
        self.list.setItemDelegate(PeopleDelegate(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        column.addWidget(self.list, 1)
        self._names.changed.connect(self._find)
        self._find()

    def _nobody(self) -> QWidget:
        theme, words = self._desk.theme, self._desk.words
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(_PADDING, 8, _PADDING, 8)
        self._none_text = label(theme, "", "body", tone="secondary", wrap=True)
        column.addWidget(self._none_text)
        column.addWidget(link_button(theme, words(mark("Show everybody")), self.show_everybody))
        column.addStretch(1)
        return holder

    # -- what is selected

    @property
    def current(self) -> int | None:
        """The person selected."""
        return self._current

    @property
    def shown(self) -> int:
        """How many are listed."""
        return self.model.rowCount()

    @property
    def total(self) -> int:
        return self._names.count()

    def select(self, id_: int | None) -> None:
        """Selects a person; the filter goes where it hides them."""
        if id_ is not None and self.model.place_of(id_) < 0 and self._names.get(id_) is not None:
            self.show_everybody()
        self._mark(self.model.place_of(id_))

    def step(self, direction: int) -> None:
        """The next or the previous person."""
        place = self.model.place_of(self._current) + direction
        if 0 <= place < self.shown:
            self._mark(place)

    def show_everybody(self) -> None:
        """Drops search and group."""
        self.group.setCurrentIndex(0)
        self.search.clear()

    def _mark(self, place: int) -> None:
        index = self.model.index(place, 0)
        if self.list.currentIndex() != index:
            self.list.setCurrentIndex(index)
        elif index.isValid():
            self.list.scrollTo(index)

    def _on_current_changed(self, index: Index) -> None:
        if self._is_refreshing:
            return
        id_ = self.model.id_at(index.row()) if index.isValid() else None
        self._place = max(0, index.row())
        if id_ != self._current:
            self._current = id_
            self.selected.emit(id_)

    def _find(self) -> None:
        """Lists who fits, and stays with the person selected where they are among them."""
        text, group = self.search.text(), str(self.group.currentData() or "")
        found = self._names.ids(text, group)
        top = self.list.verticalScrollBar().value()
        self._is_refreshing = True
        others = self.model.show_found(found)
        place = self.model.place_of(self._current)
        if place >= 0:
            self._place = place
        if others and place >= 0:
            self.list.setCurrentIndex(self.model.index(place, 0))
            self.list.verticalScrollBar().setValue(top)
            self.list.scrollTo(self.model.index(place, 0))
        self._is_refreshing = False
        if place < 0:
            # Of somebody removed the place stays; of somebody filtered out the first who fits comes up.
            is_gone = self._names.get(self._current) is None
            self._mark(min(self._place, len(found) - 1) if is_gone else min(0, len(found) - 1))
            self._on_current_changed(self.list.currentIndex())
        self._none.setVisible(not found and bool(text.strip() or group))
        if not found and self.list.hasFocus():
            self.search.setFocus()
        self.list.setVisible(bool(found))
        self._none_text.setText(self._why_none(text.strip(), group))

    def _why_none(self, text: str, group: str) -> str:
        words = self._desk.words
        shown = words(Group(group).label) if group else ""
        if text and group:
            return words(mark("Nobody in “{group}” fits “{text}”."), group=shown, text=text)
        if group:
            return words(mark("Nobody is in “{group}”."), group=shown)
        return words(mark("Nobody fits “{text}”."), text=text)
