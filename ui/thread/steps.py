"""The steps of a thread as a list: stations as headings, records on a line that joins them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from enable_desktop.gaps.analysis import Gap
from enable_desktop.links import Ref
from enable_desktop.people import Group
from enable_desktop.words import mark
from ui.dumbbell import paint_dumbbell
from ui.quotes import paint_quote, quote_lines
from ui.sides import paint_mark
from ui.tips import tip

if TYPE_CHECKING:
    from ui.desk import Desk

_RAIL: Final = 36
_INSET: Final = 62
_WIDEST: Final = 720
_STATION: Final = 40
_TITLE: Final = 24
_SMALL: Final = 18
_DUMBBELL: Final = 30
_FIGURE: Final = 30
_AXIS: Final = 420
_PADDING: Final = 8
_MOST_LINES: Final = 3
_DOT: Final = 9

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStep:
    """One row: a station's name, a record on the line, or (without a record) what is missing or left out."""

    text: str
    details: tuple[str, ...] = ()
    ref: Ref | None = None
    group: Group | None = None
    gap: Gap | None = None
    is_station: bool = False
    is_start: bool = False
    is_quote: bool = False

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ". ".join((self.text, *self.details))


class StepsModel(QAbstractListModel):
    """Steps that are replaced as a whole."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._steps: tuple[ShownStep, ...] = ()

    def show_steps(self, steps: Sequence[ShownStep]) -> None:
        if tuple(steps) != self._steps:
            self.beginResetModel()
            self._steps = tuple(steps)
            self.endResetModel()

    def at(self, row: int) -> ShownStep | None:
        return self._steps[row] if 0 <= row < len(self._steps) else None

    def row_of(self, ref: Ref | None) -> int:
        found = (row for row, step in enumerate(self._steps) if step.ref is not None and step.ref == ref)
        return next(found, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._steps)

    def flags(self, index: Index) -> Qt.ItemFlag:
        step = self.at(index.row()) if index.isValid() else None
        # Arrow keys step over what leads nowhere.
        if step is None or step.ref is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        step = self.at(index.row()) if index.isValid() else None
        if step is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return step.text
            case Qt.ItemDataRole.ToolTipRole:
                return tip("\n".join((step.text, *step.details)))
            case Qt.ItemDataRole.AccessibleTextRole:
                if not step.is_start:
                    return step.spoken
                return self._desk.words(mark("{text}. Where the thread was taken up"), text=step.spoken)
        return None


class StepsDelegate(QStyledItemDelegate):
    """Paints the line at the left, and each step beside it."""

    def __init__(self, desk: Desk, view: StepsView) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view

    def _width(self) -> int:
        return min(self._view.viewport().width() - _INSET - 20, self._desk.theme.px(_WIDEST))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        step = self._view.steps.at(index.row())
        assert step is not None
        theme = self._desk.theme
        if step.is_station:
            return QSize(100, theme.px(_STATION))
        height = theme.px(_TITLE)
        if step.is_quote:
            lines = quote_lines(theme, step.text, self._width(), _MOST_LINES)
            height = theme.line_height("quote") * len(lines)
        height += theme.px(_SMALL) * len(step.details) + (theme.px(_DUMBBELL) if step.gap is not None else 0)
        return QSize(100, height + 2 * _PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, step = self._desk.theme, self._view.steps.at(index.row())
        assert step is not None
        box = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = box.adjusted(_INSET - 10, 0, -8, 0)
        is_selected = bool(state & QStyle.StateFlag.State_Selected) and step.ref is not None
        painter.setPen(Qt.PenStyle.NoPen)
        if is_selected:
            painter.setBrush(theme.color("bg.selected" if self._view.hasFocus() else "bg.selectedInactive"))
            painter.drawRoundedRect(row, 4, 4)
        elif state & QStyle.StateFlag.State_MouseOver and step.ref is not None:
            painter.setBrush(theme.color("bg.hover"))
            painter.drawRoundedRect(row, 4, 4)
        self._rail(painter, box, index.row(), step)
        inside = QRectF(box.left() + _INSET, box.top() + _PADDING, self._width(), box.height() - 2 * _PADDING)
        if step.is_station:
            self._line(painter, inside, step.text, "smallstrong", "text.secondary")
        else:
            self._step(painter, inside, step)
        if is_selected and self._view.hasFocus():
            painter.setPen(QPen(theme.color("focus.ring"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(row.adjusted(1, 1, -1, -1), 4, 4)
        painter.restore()

    def _rail(self, painter: QPainter, box: QRectF, row: int, step: ShownStep) -> None:
        """The line from the first row to the last, with a knot at each record; dotted where something is missing."""
        theme, x = self._desk.theme, box.left() + _RAIL
        middle = box.center().y() if step.is_station else box.top() + _PADDING + theme.px(_TITLE) / 2 - 1
        last = row == self._view.steps.rowCount() - 1
        style = Qt.PenStyle.SolidLine if step.ref is not None or step.is_station else Qt.PenStyle.DotLine
        painter.setPen(QPen(theme.color("line.strong"), 2, style, Qt.PenCapStyle.FlatCap))
        painter.drawLine(
            QPointF(x, middle if row == 0 else box.top()), QPointF(x, middle if last else box.bottom() + 1)
        )
        if step.ref is None:
            return
        size = theme.px(_DOT + 3 if step.is_start else _DOT) / 2
        painter.setPen(QPen(theme.color("accent.mark"), 2))
        painter.setBrush(theme.color("accent.mark" if step.is_start else "bg.surface"))
        painter.drawEllipse(QPointF(x, middle), size, size)

    def _step(self, painter: QPainter, inside: QRectF, step: ShownStep) -> None:
        theme = self._desk.theme
        top = inside.top()
        if step.is_quote:
            lines = quote_lines(theme, step.text, self._width(), _MOST_LINES)
            paint_quote(painter, theme, inside, lines)
            top += theme.line_height("quote") * len(lines)
        else:
            box = QRectF(inside.left(), top, inside.width(), theme.px(_TITLE))
            tone = "text.primary" if step.ref is not None else "text.tertiary"
            self._line(painter, box, step.text, "bodystrong" if step.ref is not None else "body", tone)
            top += theme.px(_TITLE)
        if step.gap is not None:
            width = min(inside.width(), theme.px(_AXIS))
            drawn = QRectF(inside.left(), top, width, theme.px(_DUMBBELL))
            figure = theme.px(_FIGURE)
            axis = (drawn.left() + figure, drawn.right() - figure)
            paint_dumbbell(painter, theme, self._desk.words, step.gap, drawn, axis)
            top += theme.px(_DUMBBELL)
        for number, detail in enumerate(step.details):
            box = QRectF(inside.left(), top, inside.width(), theme.px(_SMALL))
            if number == 0 and step.group is not None:
                paint_mark(painter, theme, step.group, QPointF(box.left() + 5, box.center().y()), theme.px(9))
                box.adjust(16, 0, 0, 0)
            self._line(painter, box, detail, "small", "text.secondary")
            top += theme.px(_SMALL)

    def _line(self, painter: QPainter, box: QRectF, text: str, face: str, tone: str) -> None:
        font = self._desk.theme.font(face)
        painter.setFont(font)
        painter.setPen(self._desk.theme.color(tone))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box.adjusted(0, 0, 2, 0), Qt.AlignmentFlag.AlignVCenter, shown)


class StepsView(QListView):
    """Arrow keys go along the thread, Enter and a double click go to the record."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = StepsModel(desk, self)
        self.setModel(self.steps)
        self.setItemDelegate(StepsDelegate(desk, self))
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(desk.words(mark("Thread")))
        desk.theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_steps(self, steps: Sequence[ShownStep], start: Ref) -> None:
        """Replaces the steps; the record marked stays marked, else the start is."""
        before = self.current
        self.steps.show_steps(steps)
        row = self.steps.row_of(before)
        row = row if row >= 0 else self.steps.row_of(start)
        self.setCurrentIndex(self.steps.index(row, 0))

    @property
    def current(self) -> Ref | None:
        """The record marked."""
        step = self.steps.at(self.currentIndex().row())
        return step.ref if step is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.activated.emit(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_Home:
            # Qt's own would stay, since the first row leads nowhere.
            rows = range(self.steps.rowCount())
            first = next((row for row in rows if (step := self.steps.at(row)) is not None and step.ref), 0)
            self.setCurrentIndex(self.steps.index(first, 0))
            self.scrollToTop()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here, not a search."""
