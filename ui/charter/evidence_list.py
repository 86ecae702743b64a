"""The rows of the Evidence pane: headings, dumbbells, quotes and figures, and what can be done with each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from enable_desktop.gaps.verdicts import Verdict
from enable_desktop.links import Ref
from enable_desktop.words import mark
from ui.charter.evidence_entries import Entry, Look
from ui.dumbbell import paint_dumbbell
from ui.quotes import paint_quote, quote_lines
from ui.rings import paint_focus
from ui.sides import paint_mark, text_colour
from ui.tips import tip

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.gaps.current import CurrentGaps

ENTRY_ROLE: Final = int(Qt.ItemDataRole.UserRole)
_LEFT: Final = 18
_RIGHT: Final = 16
_LINE: Final = 38
_PART: Final = 44
_TITLE: Final = 30
_DUMBBELL: Final = 32
_SMALL: Final = 20
_PADDING: Final = 10
_MOST_LINES: Final = 4
_BATCH: Final = 100
_FIGURE: Final = 30

Index = QModelIndex | QPersistentModelIndex


class EntriesModel(QAbstractListModel):
    """Entries that are replaced as a whole."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        if tuple(entries) == self._entries:
            return
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    def at(self, row: int) -> Entry | None:
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def row_of(self, entry: Entry | None) -> int:
        """Where the same record stands now, for the same line."""
        if entry is None:
            return -1
        same = ((row, each) for row, each in enumerate(self._entries) if not each.is_heading)
        return next((row for row, each in same if (each.ref, each.line) == (entry.ref, entry.line)), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        entry = self.at(index.row()) if index.isValid() else None
        # Arrow keys step over headings.
        if entry is None or entry.is_heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        entry = self.at(index.row()) if index.isValid() else None
        if entry is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.title
            case Qt.ItemDataRole.ToolTipRole:
                return tip(entry.title)
            case Qt.ItemDataRole.AccessibleTextRole:
                if not entry.is_suggestion:
                    return entry.spoken
                return self._desk.words(mark("Not linked yet: {text}"), text=entry.spoken)
            case _ if role == ENTRY_ROLE:
                return entry
        return None


class EntriesDelegate(QStyledItemDelegate):
    """Paints the entries; what can be done with one stands at its right in the colour of links."""

    def __init__(self, desk: Desk, view: EvidenceList, gaps: CurrentGaps) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view
        self._gaps = gaps

    def _inner_width(self) -> int:
        return self._view.viewport().width() - _LEFT - _RIGHT

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = self._view.entries.at(index.row())
        assert entry is not None
        theme = self._desk.theme
        match entry.look:
            case Look.LINE:
                height = theme.px(_LINE)
            case Look.PART:
                height = theme.px(_PART)
            case Look.THEME:
                height = theme.px(_TITLE + _DUMBBELL + (_SMALL if entry.about else 0)) + _PADDING
            case Look.WORDS:
                lines = quote_lines(theme, entry.title, self._inner_width(), _MOST_LINES)
                height = theme.line_height("quote") * len(lines) + theme.px(_SMALL) + 2 * _PADDING
            case Look.RECORD:
                height = theme.px(_TITLE + _SMALL)
        return QSize(100, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, entry = self._desk.theme, self._view.entries.at(index.row())
        assert entry is not None
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_selected = bool(state & QStyle.StateFlag.State_Selected) and not entry.is_heading
        if is_selected:
            painter.fillRect(box, theme.color("bg.selected" if self._view.hasFocus() else "bg.selectedInactive"))
        elif state & QStyle.StateFlag.State_MouseOver and not entry.is_heading:
            painter.fillRect(box, theme.color("bg.hover"))
        inside = QRectF(box).adjusted(_LEFT, 0, -_RIGHT, 0)
        match entry.look:
            case Look.LINE | Look.PART:
                self._heading(painter, inside, entry)
            case Look.THEME:
                self._theme(painter, inside, entry)
            case Look.WORDS:
                self._words(painter, inside, entry)
            case Look.RECORD:
                self._record(painter, inside, entry)
        painter.setPen(QPen(theme.color("line.default" if entry.look is Look.PART else "line.subtle"), 1))
        painter.drawLine(box.left() + _LEFT, box.bottom(), box.right() - _RIGHT, box.bottom())
        if is_selected and self._view.hasFocus():
            paint_focus(painter, theme, box)
        painter.restore()

    def _line(self, painter: QPainter, box: QRectF, text: str, face: str, tone: str) -> float:
        """One line, elided; returns how much of the width it takes."""
        font = self._desk.theme.font(face)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(box.width())))
        painter.setFont(font)
        painter.setPen(self._desk.theme.color(tone))
        painter.drawText(box.adjusted(0, 0, 2, 0), Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown)

    def _at_right(self, painter: QPainter, box: QRectF, text: str, face: str, tone: str) -> float:
        """One line at the right end; returns what is left of the width."""
        if not text:
            return box.width()
        width = QFontMetrics(self._desk.theme.font(face)).horizontalAdvance(text)
        self._line(painter, QRectF(box.right() - width, box.top(), width + 1, box.height()), text, face, tone)
        return box.width() - width - 12

    def _heading(self, painter: QPainter, inside: QRectF, entry: Entry) -> None:
        is_part = entry.look is Look.PART
        box = inside.adjusted(0, self._desk.theme.px(10), 0, 0)
        room = self._at_right(painter, box, entry.right, "small", "text.secondary" if is_part else "text.tertiary")
        face, tone = ("strong", "text.primary") if is_part else ("smallstrong", "text.secondary")
        self._line(painter, QRectF(box.left(), box.top(), room, box.height()), entry.title, face, tone)

    def _theme(self, painter: QPainter, inside: QRectF, entry: Entry) -> None:
        theme = self._desk.theme
        gap = self._gaps.gap(entry.ref.id) if entry.ref is not None else None
        title = QRectF(inside.left(), inside.top() + 4, inside.width(), theme.px(_TITLE) - 4)
        is_clear = gap is not None and gap.verdict is Verdict.CLEAR
        face, tone = ("smallstrong", "text.primary") if is_clear else ("small", "text.secondary")
        room = self._at_right(painter, title, entry.right, face, tone)
        side = theme.px(16)
        icon = QRect(int(inside.left()), int(title.center().y()) - side // 2, side, side)
        theme.icon("compare-horizontal", "accent.mark").paint(painter, icon)
        self._line(
            painter, title.adjusted(side + 6, 0, room - title.width(), 0), entry.title, "bodystrong", "text.primary"
        )
        drawn = QRectF(inside.left(), title.bottom(), inside.width(), theme.px(_DUMBBELL))
        action = self._action_width(entry)
        if gap is not None:
            figure = theme.px(_FIGURE)
            paint_dumbbell(
                painter, theme, self._desk.words, gap, drawn, (drawn.left() + figure, drawn.right() - figure - action)
            )
        self._action(painter, drawn, entry)
        if entry.about:
            below = QRectF(inside.left(), drawn.bottom(), inside.width(), theme.px(_SMALL))
            self._line(painter, below, entry.about, "small", "text.secondary")

    def _words(self, painter: QPainter, inside: QRectF, entry: Entry) -> None:
        theme = self._desk.theme
        lines = quote_lines(theme, entry.title, self._inner_width(), _MOST_LINES)
        box = inside.adjusted(0, _PADDING - 2, 0, 0)
        paint_quote(painter, theme, box, lines)
        top = box.top() + theme.line_height("quote") * len(lines)
        below = QRectF(inside.left(), top, inside.width(), theme.px(_SMALL) + 4)
        paint_mark(painter, theme, entry.group, QPointF(below.left() + 5, below.center().y()), theme.px(9))
        room = below.width() - self._action_width(entry) - 16
        painter.save()
        font = theme.font("smallstrong")
        who = QFontMetrics(font).elidedText(entry.detail, Qt.TextElideMode.ElideRight, int(room * 0.6))
        painter.setFont(font)
        painter.setPen(text_colour(theme, entry.group))
        painter.drawText(below.adjusted(16, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, who)
        painter.restore()
        used = QFontMetrics(font).horizontalAdvance(who) + 8
        about = QRectF(below.left() + 16 + used, below.top(), room - used, below.height())
        self._line(painter, about, entry.about, "small", "text.secondary")
        self._action(painter, below, entry)

    def _record(self, painter: QPainter, inside: QRectF, entry: Entry) -> None:
        half = inside.height() / 2
        title = QRectF(inside.left(), inside.top() + 5, inside.width(), half - 3)
        self._line(painter, title, entry.title, "bodystrong", "text.primary")
        below = QRectF(inside.left(), inside.top() + half, inside.width(), half - 5)
        room = below.width() - self._action_width(entry)
        self._line(
            painter, QRectF(below.left(), below.top(), room, below.height()), entry.detail, "small", "text.secondary"
        )
        self._action(painter, below, entry)

    # -- what can be done

    def _action_words(self, entry: Entry) -> str:
        words = self._desk.words
        if entry.is_suggestion:
            return words(mark("Link")) if not self._desk.workspace.is_readonly else ""
        return words(mark("Insert")) if self._view.can_insert(entry) else ""

    def _action_width(self, entry: Entry) -> int:
        said = self._action_words(entry)
        return QFontMetrics(self._desk.theme.font("smallstrong")).horizontalAdvance(said) + 12 if said else 0

    def _action(self, painter: QPainter, box: QRectF, entry: Entry) -> None:
        self._at_right(painter, box, self._action_words(entry), "smallstrong", "text.link")

    def action_box(self, entry: Entry, box: QRect) -> QRect:
        """Where a click does what stands at the right; generous above and below."""
        width = self._action_width(entry)
        height = self._desk.theme.px(_SMALL + _PADDING)
        top = box.bottom() - height
        if entry.look is Look.THEME:
            top = box.top() + self._desk.theme.px(_TITLE)
        return QRect(box.right() - _RIGHT - width, top, width + _RIGHT, height) if width else QRect()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        is_release = event.type() == QEvent.Type.MouseButtonRelease
        if is_release and isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            entry = self._view.entries.at(index.row())
            if entry is not None and self.action_box(entry, option.rect).contains(event.position().toPoint()):
                self._view.do_action()
                return True
        return super().editorEvent(event, model, option, index)


class EvidenceList(QListView):
    """Enter or a double click goes there, I inserts a reference, L links, Del removes the link."""

    go_wanted = Signal(object)
    insert_wanted = Signal(object)
    link_wanted = Signal(object)
    part_wanted = Signal(object)
    """Each with the `Entry`."""

    def __init__(self, desk: Desk, gaps: CurrentGaps, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.takes_references = False
        """Whether there is prose that a reference can be put into."""
        self.entries = EntriesModel(desk, self)
        self.setModel(self.entries)
        self.setItemDelegate(EntriesDelegate(desk, self, gaps))
        self.setProperty("pane", "sunken")
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        # A thousand quotes are measured bit by bit.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self.setAccessibleName(desk.words(mark("Links, from both ends")))
        self.setAccessibleDescription(
            desk.words(mark("Enter goes there, I inserts a reference, L links, Del removes the link"))
        )
        self.doubleClicked.connect(self._go)
        desk.theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Replaces the rows; the same record stays marked, else the same place."""
        row, before = self.currentIndex().row(), self.current
        self.entries.show_entries(entries)
        again = self.entries.row_of(before)
        place = again if again >= 0 else self._nearest(max(row, 0))
        if place >= 0 and place != self.currentIndex().row():
            self.setCurrentIndex(self.entries.index(place, 0))

    def _nearest(self, row: int) -> int:
        """The first entry from a row on that is no heading, else the last before it."""
        rows = [place for place in range(self.entries.rowCount()) if not self._is_heading(place)]
        return next((place for place in rows if place >= row), rows[-1] if rows else -1)

    def _is_heading(self, row: int) -> bool:
        entry = self.entries.at(row)
        return entry is None or entry.is_heading

    @property
    def current(self) -> Entry | None:
        """The entry marked."""
        entry = self.entries.at(self.currentIndex().row())
        return entry if entry is not None and not entry.is_heading else None

    def can_insert(self, entry: Entry) -> bool:
        """Whether a reference can stand in the text: a talk is called by a name, which no document shows."""
        return (
            self.takes_references
            and not self._desk.workspace.is_readonly
            and entry.ref is not None
            and entry.ref.kind != "interviews"
        )

    def do_action(self) -> None:
        """What stands at the right of the entry marked."""
        entry = self.current
        if entry is None:
            return
        if entry.is_suggestion:
            self.link_wanted.emit(entry)
        elif self.can_insert(entry):
            self.insert_wanted.emit(entry)

    def _go(self) -> None:
        if self.current is not None:
            self.go_wanted.emit(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self.current
        if entry is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._go()
            case Qt.Key.Key_Home:
                # Qt's own would stay where the first row is a heading.
                self.setCurrentIndex(self.entries.index(self._nearest(0), 0))
            case Qt.Key.Key_Delete if entry.link:
                self.part_wanted.emit(entry)
            case Qt.Key.Key_L if entry.is_suggestion:
                self.link_wanted.emit(entry)
            case Qt.Key.Key_I if self.can_insert(entry):
                self.insert_wanted.emit(entry)
            case _:
                super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here, not a search."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        entry = self.current
        if entry is None:
            return
        words = self._desk.words
        menu = QMenu(self)
        menu.addAction(words(mark("Go there"))).triggered.connect(lambda: self.go_wanted.emit(entry))
        if entry.is_suggestion:
            menu.addAction(words(mark("Link"))).triggered.connect(lambda: self.link_wanted.emit(entry))
        elif self.can_insert(entry):
            menu.addAction(words(mark("Insert"))).triggered.connect(lambda: self.insert_wanted.emit(entry))
        if entry.link:
            menu.addAction(words(mark("Remove link"))).triggered.connect(lambda: self.part_wanted.emit(entry))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())


def told(entry: object) -> Entry:
    """The entry that a signal of the list brings."""
    assert isinstance(entry, Entry)
    return entry


def ref_of(entry: Entry) -> Ref:
    """What an entry that is no heading leads to."""
    assert entry.ref is not None
    return entry.ref
