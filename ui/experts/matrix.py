"""Topics by experts: a mark for each level, the keys 0 to 3 set it, and every topic says how well it is covered."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from enable_desktop.experts import Cover, Covered, Depth
from enable_desktop.links import Ref
from enable_desktop.people import Person
from enable_desktop.words import Words, mark
from ui.rings import paint_focus
from ui.tips import tip

if TYPE_CHECKING:
    from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_COLUMN: Final = 30
_NARROW: Final = 24
_FEW: Final = 16
"""With more experts than this their columns are narrow."""
_ROW: Final = 34
_TALL_ROW: Final = 46
_DENSE_ROW: Final = 28
_MANY: Final = 24
"""With more topics than this each has one line, and with more experts than this their columns are narrower still."""
_NARROWEST: Final = 20
_TITLES: Final = 284
_NAME: Final = 132
"""The longest a name stands above its column; a longer one ends in dots."""
_MEASURED: Final = 40
_PADDING: Final = 16
_BAD: Final = (Cover.HOLE, Cover.UNTAUGHT)


def said_cover(topic: Covered, words: Words) -> str:
    """How well a topic is covered, in words."""
    if topic.cover is Cover.COVERED:
        return words.n("{n} can teach it", "{n} can teach it", len(topic.teachers))
    return words(topic.cover.label)


def said_themes(topic: Covered, words: Words) -> tuple[str, ...]:
    """The themes of a topic, worst first, each with how badly it hurts where it does."""
    return tuple(
        words(mark("{theme} hurts {severity} of 5"), theme=theme.title, severity=words.number(theme.pain, 1))
        if theme.is_painful
        else theme.title
        for theme in sorted(topic.themes, key=lambda theme: -(theme.pain or 0.0))
    )


def line_of_themes(topic: Covered, words: Words) -> str:
    """What stands under a topic: how badly it hurts and where, or which theme it answers."""
    names = ", ".join(theme.title for theme in topic.themes)
    if not topic.is_painful:
        return words(mark("Theme: {themes}"), themes=names)
    severity = words.number(topic.pain, 1)
    if not topic.topic:
        return words(mark("Hurts {severity} of 5; no topic yet"), severity=severity)
    return words(mark("Hurts {severity} of 5: {themes}"), severity=severity, themes=names)


def paint_level(painter: QPainter, theme: Theme, centre: QPointF, level: int) -> None:
    """A ring, a disc, a larger disc; a point where there is nothing."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    match level:
        case 0:
            painter.setBrush(theme.color("line.default"))
            painter.drawEllipse(centre, 1.2, 1.2)
        case 1:
            painter.setPen(QPen(theme.color("line.strong"), 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, theme.px(4), theme.px(4))
        case 2:
            painter.setBrush(theme.color("line.strong"))
            painter.drawEllipse(centre, theme.px(5), theme.px(5))
        case _:
            painter.setBrush(theme.color("chart.ink"))
            painter.drawEllipse(centre, theme.px(7), theme.px(7))


class MatrixModel(QAbstractTableModel):
    """One row for each topic, one column for each expert."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.topics: tuple[Covered, ...] = ()
        self.experts: tuple[Person, ...] = ()
        self.is_bad: tuple[bool, ...] = ()
        """Of each topic, whether nobody can teach it: looked up once, not for each of its cells."""

    def show_coverage(self, topics: Sequence[Covered], experts: Sequence[Person]) -> None:
        """Shows these; where rows and columns are the same as before, the keyboard stays in its cell."""
        same = [each.ref for each in topics] == [each.ref for each in self.topics] and (
            experts is self.experts or [each.id for each in experts] == [each.id for each in self.experts]
        )
        if same:
            self._replace(tuple(topics), tuple(experts))
            return
        self.beginResetModel()
        self._take(tuple(topics), tuple(experts))
        self.endResetModel()

    def _take(self, topics: tuple[Covered, ...], experts: tuple[Person, ...]) -> None:
        self.topics, self.experts = topics, experts
        self.is_bad = tuple(topic.cover in _BAD for topic in topics)

    def _replace(self, topics: tuple[Covered, ...], experts: tuple[Person, ...]) -> None:
        """Tells only of the rows and columns that differ: of a level that was set, one row."""
        changed = [row for row, (old, new) in enumerate(zip(self.topics, topics, strict=True)) if old != new]
        pairs = enumerate(zip(self.experts, experts, strict=True))
        renamed = [column for column, (old, new) in pairs if old is not new and old != new]
        self._take(topics, experts)
        for row in changed:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, row, row)
            if experts:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(experts) - 1))
        for column in renamed:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, column, column)

    def level_at(self, row: int, column: int) -> int:
        """0 to 3."""
        return self.topics[row].levels.get(self.experts[column].id, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.topics)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.experts)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            person = self.experts[section]
            said = ", ".join(part for part in (person.name, person.role) if part)
            return person.name if role == Qt.ItemDataRole.DisplayRole else said
        topic = self.topics[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return topic.title
        said = ". ".join((topic.title, said_cover(topic, self._words), *said_themes(topic, self._words)))
        return tip(said) if role == Qt.ItemDataRole.ToolTipRole else said

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        topic, person = self.topics[index.row()], self.experts[index.column()]
        level = topic.levels.get(person.id, 0)
        said = self._words(Depth(str(level)).label) if level else self._words(mark("nothing said"))
        if role == Qt.ItemDataRole.DisplayRole:
            return said if level else ""
        told = self._words(mark("{topic}, {name}: {level}"), topic=topic.title, name=person.name, level=said)
        return tip(told) if role == Qt.ItemDataRole.ToolTipRole else told


class LevelDelegate(QStyledItemDelegate):
    """Draws a level, the column of the expert shown, and the row of a topic that nobody teaches."""

    def __init__(self, theme: Theme, view: Matrix) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, view, box = self._theme, self._view, option.rect
        painter.save()
        here = view.currentIndex()
        if index.column() == here.column():
            painter.fillRect(box, theme.color("bg.selected" if view.hasFocus() else "bg.selectedInactive"))
        elif view.matrix.is_bad[index.row()]:
            painter.fillRect(box, theme.color("bg.attention"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color("bg.hover"))
        painter.setPen(QPen(theme.color("line.subtle"), 1))
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
        centre = QPointF(box.left() + box.width() / 2, box.top() + box.height() / 2)
        paint_level(painter, theme, centre, view.matrix.level_at(index.row(), index.column()))
        if index == here and view.hasFocus():
            paint_focus(painter, theme, box)
        painter.restore()


class _Topics(QHeaderView):
    """The topics at the left, each with how well it is covered."""

    def __init__(self, theme: Theme, view: Matrix) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._theme = theme
        self._view = view
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        # Only the width is asked for; to tell the height, Qt would measure topics.
        return QSize(self._theme.px(_TITLES), 0)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme, topic = self._theme, self._view.matrix.topics[logicalIndex]
        is_bad = self._view.matrix.is_bad[logicalIndex]
        painter.save()
        painter.fillRect(rect, theme.color("bg.attention" if is_bad else "bg.surface"))
        painter.setPen(QPen(theme.color("line.subtle"), 1))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        right = rect.right() - _PADDING
        cover = said_cover(topic, self._view.words)
        font = theme.font("small")
        width = QFontMetrics(font).horizontalAdvance(cover) + 1
        painter.setFont(font)
        painter.setPen(theme.color("attention.text" if is_bad else "text.secondary"))
        painter.drawText(QRect(right - width, rect.top(), width, rect.height()), Qt.AlignmentFlag.AlignVCenter, cover)
        right -= width + 6
        if topic.cover is not Cover.COVERED:
            side = theme.px(14)
            icon = theme.icon(
                *(("alert-outline", "attention.text") if is_bad else ("account-outline", "text.secondary"))
            )
            icon.paint(painter, QRect(right - side, rect.center().y() - side // 2 + 1, side, side))
            right -= side + 8
        if topic.is_painful and self._view.is_dense:
            right = self._pain(painter, rect, right, topic)
        self._title(
            painter, QRect(rect.left() + _PADDING, rect.top(), right - rect.left() - _PADDING, rect.height()), topic
        )
        painter.restore()

    def _pain(self, painter: QPainter, rect: QRect, right: int, topic: Covered) -> int:
        """How badly a topic hurts, on its one line; returns where that begins."""
        font = self._theme.font("caption")
        told = self._view.words(mark("hurts {severity}"), severity=self._view.words.number(topic.pain, 1))
        width = QFontMetrics(font).horizontalAdvance(told) + 1
        painter.setFont(font)
        painter.setPen(self._theme.color("attention.text"))
        painter.drawText(QRect(right - width, rect.top(), width, rect.height()), Qt.AlignmentFlag.AlignVCenter, told)
        return right - width - 8

    def _title(self, painter: QPainter, box: QRect, topic: Covered) -> None:
        theme = self._theme
        is_current = (
            self._view.currentIndex().row() >= 0 and self._view.matrix.topics[self._view.currentIndex().row()] is topic
        )
        font = theme.font("bodystrong" if is_current or topic.cover in _BAD else "body")
        painter.setFont(font)
        painter.setPen(theme.color("text.primary"))
        title = QFontMetrics(font).elidedText(topic.title, Qt.TextElideMode.ElideRight, box.width())
        if not topic.themes or self._view.is_dense:
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, title)
            return
        half = box.height() // 2
        painter.drawText(QRect(box.left(), box.top() + 5, box.width(), half - 4), Qt.AlignmentFlag.AlignVCenter, title)
        small = theme.font("caption")
        painter.setFont(small)
        painter.setPen(theme.color("attention.text" if topic.is_painful else "text.tertiary"))
        told = QFontMetrics(small).elidedText(
            line_of_themes(topic, self._view.words), Qt.TextElideMode.ElideRight, box.width()
        )
        painter.drawText(
            QRect(box.left(), box.top() + half, box.width(), half - 4), Qt.AlignmentFlag.AlignVCenter, told
        )


class _Names(QHeaderView):
    """The experts above, by name, upright: forty of them still fit."""

    def __init__(self, theme: Theme, view: Matrix) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._theme = theme
        self._view = view
        self._measured: tuple[tuple[Person, ...], QFont, int] = ((), QFont(), 0)
        """For whom, and in which font, how long the longest name is."""
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(1)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        experts, font = self._view.matrix.experts, self._theme.font("bodystrong")
        if self._measured[0] is not experts or self._measured[1] != font:
            # The widest is among those with the most letters; measuring thousands would take longer than painting them.
            names = nlargest(_MEASURED, (person.name for person in experts), key=len)
            longest = max(map(QFontMetrics(font).horizontalAdvance, names), default=0)
            self._measured = (experts, font, longest)
        # Only the height is asked for; to tell the width, Qt would measure names.
        return QSize(0, min(self._measured[2], self._theme.px(_NAME)) + 20)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme = self._theme
        is_current = logicalIndex == self._view.currentIndex().column()
        painter.save()
        painter.fillRect(rect, theme.color("bg.surface"))
        painter.setPen(QPen(theme.color("line.default"), 1))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        font = theme.font("smallstrong" if is_current else "small")
        painter.setFont(font)
        painter.setPen(theme.color("text.primary" if is_current else "text.secondary"))
        name = self._view.matrix.experts[logicalIndex].name
        room = rect.height() - 16
        shown = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.translate(rect.left(), rect.bottom() - 8)
        painter.rotate(-90)
        painter.drawText(QRect(0, 0, room, rect.width()), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class Matrix(QTableView):
    """The table: arrows move, 0 to 3 sets the level, T logs a contact, Enter goes to the expert."""

    level_wanted = Signal(int, object, int)
    """Person, the topic or theme as a Ref, level."""
    expert_shown = Signal(int)
    entered = Signal()
    contact_wanted = Signal()
    search_wanted = Signal()
    link_wanted = Signal()
    topic_shown = Signal()

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.words = words
        self._shape: tuple[int, ...] = ()
        """What the heights and widths were made for."""
        self.matrix = MatrixModel(words, self)
        self.setModel(self.matrix)
        self.setItemDelegate(LevelDelegate(theme, self))
        self.setVerticalHeader(_Topics(theme, self))
        self.setHorizontalHeader(_Names(theme, self))
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(words(mark("Topics by experts")))
        self.doubleClicked.connect(lambda *_: self.entered.emit())
        theme.changed.connect(self._fit)

    def show_coverage(self, topics: Sequence[Covered], experts: Sequence[Person]) -> None:
        """Shows the coverage; the keyboard stays with its topic and its expert."""
        topic, person = self.topic, self.person
        before = self.matrix.topics, self.matrix.experts
        self.matrix.show_coverage(topics, experts)
        if before[1] != self.matrix.experts or len(before[0]) != len(self.matrix.topics):
            self._shape = ()
        if self.topic != topic or self.person != person or topic is None:
            self.go_to(person, topic)
        self._fit()

    @property
    def is_dense(self) -> bool:
        """Whether there are so many topics that each has one line; what it hurts stands below the table then."""
        return len(self.matrix.topics) > _MANY

    @property
    def topic(self) -> Ref | None:
        """The topic, or the theme without one, in whose row the keyboard is."""
        row = self.currentIndex().row()
        return self.matrix.topics[row].ref if 0 <= row < len(self.matrix.topics) else None

    @property
    def person(self) -> int | None:
        """The expert in whose column it is."""
        column = self.currentIndex().column()
        return self.matrix.experts[column].id if 0 <= column < len(self.matrix.experts) else None

    def go_to(self, person: int | None, topic: Ref | None = None) -> None:
        """Puts the keyboard into the column of an expert, else into the first."""
        columns = [place for place, each in enumerate(self.matrix.experts) if each.id == person]
        rows = [place for place, each in enumerate(self.matrix.topics) if each.ref == (topic or self.topic)]
        index = self.matrix.index(rows[0] if rows else 0, columns[0] if columns else 0)
        if index.isValid():
            self.setCurrentIndex(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        # Of a large table only what looks different is painted again.
        for index in (previous, current):
            self._update_row(index.row())
            if current.column() != previous.column():
                self._update_column(index.column())
        if current.isValid() and current.row() != previous.row():
            self.topic_shown.emit()
        if current.isValid() and current.column() != previous.column():
            self.expert_shown.emit(self.matrix.experts[current.column()].id)

    def _update_row(self, row: int) -> None:
        if 0 <= row < len(self.matrix.topics):
            top, high = self.rowViewportPosition(row), self.rowHeight(row)
            self.viewport().update(0, top, self.viewport().width(), high)
            header = self.verticalHeader()
            header.viewport().update(0, header.sectionViewportPosition(row), header.width(), high)

    def _update_column(self, column: int) -> None:
        if 0 <= column < len(self.matrix.experts):
            left, wide = self.columnViewportPosition(column), self.columnWidth(column)
            self.viewport().update(left, 0, wide, self.viewport().height())
            header = self.horizontalHeader()
            header.viewport().update(header.sectionViewportPosition(column), 0, wide, header.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and Qt.Key.Key_0 <= key <= Qt.Key.Key_3 and self.topic is not None and self.person is not None:
            self.level_wanted.emit(self.person, self.topic, int(key) - int(Qt.Key.Key_0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif plain and key == Qt.Key.Key_T:
            self.contact_wanted.emit()
        elif key == Qt.Key.Key_Slash:
            self.search_wanted.emit()
        elif plain and key == Qt.Key.Key_L:
            self.link_wanted.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here, not a search."""

    def _fit(self) -> None:
        """Makes the rows as high as what stands in them; nothing where they are so already."""
        experts = len(self.matrix.experts)
        column = _COLUMN if experts <= _FEW else _NARROW if experts <= _MANY else _NARROWEST
        rows = (_DENSE_ROW, _DENSE_ROW) if self.is_dense else (_ROW, _TALL_ROW)
        sizes = (*(self._theme.px(row) for row in rows), self._theme.px(column))
        shape = (*sizes, len(self.matrix.experts), *(bool(topic.themes) for topic in self.matrix.topics))
        if shape == self._shape:
            return
        self._shape = shape
        for row, topic in enumerate(self.matrix.topics):
            self.setRowHeight(row, sizes[1] if topic.themes else sizes[0])
        for place in range(len(self.matrix.experts)):
            self.setColumnWidth(place, sizes[2])
        self.updateGeometries()


class Legend(QWidget):
    """What the marks mean."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parts = tuple((depth.level, words(depth.label)) for depth in Depth)
        self.setAccessibleName(", ".join(text for _, text in self._parts))
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._theme.font("small"))
        width = sum(metrics.horizontalAdvance(text) + self._theme.px(40) for _, text in self._parts)
        return QSize(width, self._theme.px(24))

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        theme, left = self._theme, 0
        font = theme.font("small")
        for level, text in self._parts:
            paint_level(painter, theme, QPointF(left + theme.px(8), self.height() / 2), level)
            width = QFontMetrics(font).horizontalAdvance(text) + 1
            painter.setFont(font)
            painter.setPen(theme.color("text.secondary"))
            painter.drawText(QRect(left + theme.px(22), 0, width, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
            left += width + theme.px(38)
        painter.end()
