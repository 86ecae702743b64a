"""The strip of themes in one talk: raised, asked or not asked, and what the person answered in the scored core."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import SEVERITIES, Mention, Rating, Theme
from enable_desktop.people import Group
from enable_desktop.words import mark
from ui.rings import paint_focus
from ui.sides import mark_colour, text_colour

if TYPE_CHECKING:
    from ui.desk import Desk

_ROW: Final = 32

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns in their order."""

    THEME = 0
    HEARD = 1
    IMPORTANCE = 2
    SERVED = 3
    HURTS = 4
    TOP = 5


_HEADS: Final = {
    Column.THEME: (mark("Theme"), mark("Theme")),
    Column.HEARD: ("", mark("Raised, asked, or not asked")),
    Column.IMPORTANCE: (mark("Matters"), mark("How important for results?")),
    Column.SERVED: (mark("Served"), mark("How well served today?")),
    Column.HURTS: (mark("Hurts"), mark("How badly does it hurt?")),
    Column.TOP: (mark("Top 3"), mark("Among the top three")),
}
_SCORES: Final = {Column.IMPORTANCE: "importance", Column.SERVED: "served", Column.HURTS: "hurts"}


@dataclass(frozen=True, slots=True)
class _Answer:
    theme: Theme
    rating: Rating
    is_tagged: bool

    @property
    def heard(self) -> Mention:
        """What was tagged was raised, whatever is stored beside it."""
        return Mention.RAISED if self.is_tagged else self.rating.heard


class AnswersModel(QAbstractTableModel):
    """One row for every theme that the round asks about, or that came up."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id = 0
        self._answers: Sequence[_Answer] = ()
        self.group = Group.OTHER

    def show_interview(self, id_: int, raised: Collection[int | None]) -> None:
        """Reads the answers of a talk again; `raised` are the themes of what was said in it."""
        workspace = self._desk.workspace
        talk = workspace.interviews.without_notes(id_)
        group = talk.group if talk is not None else Group.OTHER
        is_same = (id_, group) == (self._id, self.group)
        self._id, self.group = id_, group
        ratings = {rating.theme: rating for rating in workspace.interviews.ratings(id_)}
        asked = workspace.themes.of_round(talk.round) if talk is not None and talk.round is not None else ()
        by_id = {theme.id: theme for theme in workspace.all(Theme)}
        themes = dict.fromkeys(theme.id for theme in asked)
        themes.update(dict.fromkeys(id_ for id_ in by_id if id_ in ratings or id_ in raised))
        answers = []
        for theme in themes:
            rating = ratings.get(theme) or Rating(interview=id_, theme=theme)
            answers.append(_Answer(by_id[theme], rating, theme in raised))
        if [each.theme.id for each in answers] == [each.theme.id for each in self._answers]:
            pairs = enumerate(zip(self._answers, answers, strict=True))
            changed = [row for row, (old, new) in pairs if old != new or not is_same]
            self._answers = answers
            for row in changed:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
            return
        self.beginResetModel()
        self._answers = answers
        self.endResetModel()

    def at(self, row: int) -> _Answer:
        return self._answers[row]

    def not_raised(self) -> tuple[str, ...]:
        """The themes asked about that did not come up."""
        return tuple(each.theme.title for each in self._answers if each.heard is Mention.ASKED)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._answers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        short, whole = _HEADS[Column(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            return left if section == Column.THEME else Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return self._desk.words(short)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._desk.words(whole)
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        answer, words = self._answers[index.row()], self._desk.words
        column = Column(index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            value = str(self.data(index) or words(mark("not said")))
            said = words(mark("{theme}: {answer}"), theme=answer.theme.title, answer=value)
            return said if column is not Column.THEME else f"{answer.theme.title}. {words(answer.heard.label)}"
        if role == Qt.ItemDataRole.ToolTipRole and column is Column.THEME:
            return answer.theme.title
        if role == Qt.ItemDataRole.ToolTipRole and column is Column.HEARD:
            return words(answer.heard.label)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if column is Column.THEME:
            return answer.theme.title
        if column is Column.HEARD:
            return words(answer.heard.label)
        if column is Column.TOP:
            return words(mark("Among the top three")) if answer.rating.top_three else ""
        return words.number(getattr(answer.rating, _SCORES[column]))

    # -- changing

    def score(self, row: int, column: Column, value: int | None) -> None:
        """Stores one score; the same again takes it away."""
        name = _SCORES[column]
        given = None if getattr(self.at(row).rating, name) == value else value
        self._store(row, **{name: given})

    def toggle_top(self, row: int) -> None:
        self._store(row, top_three=not self.at(row).rating.top_three)

    def next_heard(self, row: int) -> None:
        """Not asked, asked, raised, and round again; what was tagged stays raised."""
        answer = self.at(row)
        order = list(Mention)
        self.hear(row, order[(order.index(answer.heard) + 1) % len(order)])

    def hear(self, row: int, heard: Mention) -> None:
        answer, words = self.at(row), self._desk.words
        if self._desk.workspace.is_readonly:
            return
        if answer.is_tagged:
            said = mark("{theme} was raised: a statement is tagged with it.")
            self._desk.toast(words(said, theme=answer.theme.title))
            return
        try:
            self._desk.workspace.interviews.hear(self._id, answer.theme.id, heard)
        except WorkspaceError as fault:
            self._desk.failed(fault)

    def _store(self, row: int, **values: Any) -> None:
        try:
            self._desk.workspace.interviews.rate(self._id, self.at(row).theme.id, **values)
        except WorkspaceError as fault:
            self._desk.failed(fault)


class AnswersDelegate(QStyledItemDelegate):
    """A mark for what became of a theme, figures for the scores, a tick for the top three."""

    def __init__(self, desk: Desk, view: AnswersView) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._desk.theme
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        answer = self._view.answers.at(index.row())
        column = Column(index.column())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line.subtle"), 1))
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
        if column is Column.THEME:
            font = theme.font("body")
            painter.setFont(font)
            painter.setPen(theme.color("text.tertiary" if answer.heard is Mention.NOT_ASKED else "text.primary"))
            inside = box.adjusted(0, 0, -4, 0)
            shown = QFontMetrics(font).elidedText(answer.theme.title, Qt.TextElideMode.ElideRight, inside.width())
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, shown)
        elif column is Column.HEARD:
            self._heard(painter, QRectF(box).center(), answer.heard)
        elif column is Column.TOP:
            if answer.rating.top_three:
                side = theme.px(16)
                place = QRect(box.center().x() - side // 2, box.center().y() - side // 2, side, side)
                theme.icon("check", "accent.mark").paint(painter, place)
        else:
            value = getattr(answer.rating, _SCORES[column])
            hurts = column is Column.HURTS
            painter.setFont(theme.font("strong" if hurts else "body"))
            tone = text_colour(theme, self._view.answers.group) if hurts else theme.color("text.primary")
            painter.setPen(tone if value is not None else theme.color("text.tertiary"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._desk.words.number(value) or "–")
        if state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            paint_focus(painter, theme, box)
        painter.restore()

    def _heard(self, painter: QPainter, centre: QPointF, heard: Mention) -> None:
        """Full for raised, hollow for asked, a dash for not asked."""
        theme = self._desk.theme
        radius = theme.px(9) / 2
        if heard is Mention.NOT_ASKED:
            painter.setPen(QPen(theme.color("text.tertiary"), 1.5))
            painter.drawLine(QPointF(centre.x() - 3, centre.y()), QPointF(centre.x() + 3, centre.y()))
            return
        colour = mark_colour(theme, self._view.answers.group)
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if heard is Mention.RAISED else Qt.GlobalColor.transparent)
        painter.drawEllipse(centre, radius, radius)


class AnswersView(QTableView):
    """The strip: Space goes on to the next state, R A N set it; 1 to 5 score; arrows move."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.answers = AnswersModel(desk, self)
        self.setModel(self.answers)
        self.setItemDelegate(AnswersDelegate(desk, self))
        self.setAccessibleName(desk.words(mark("Themes of this talk")))
        self.setProperty("pane", "sunken")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setMinimumSectionSize(20)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(Column.THEME, QHeaderView.ResizeMode.Stretch)
        head.setProperty("dense", "true")
        desk.theme.dress(head, "caption")
        # The style sheet has seen it by now, without what was just said of it.
        head.style().unpolish(head)
        head.style().polish(head)
        desk.theme.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        px, metrics = self._desk.theme.px, QFontMetrics(self._desk.theme.font("strong"))
        self.verticalHeader().setDefaultSectionSize(px(_ROW))
        self.setColumnWidth(Column.HEARD, px(26))
        for column in (Column.IMPORTANCE, Column.SERVED, Column.HURTS, Column.TOP):
            text = self._desk.words(_HEADS[column][0])
            self.setColumnWidth(column, max(px(38), metrics.horizontalAdvance(text) + 8))

    def natural_height(self) -> int:
        """How high it is with all its rows."""
        rows = self.answers.rowCount() * self.verticalHeader().defaultSectionSize()
        return rows + self.horizontalHeader().sizeHint().height() + 2

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return
        if index.column() == Column.HEARD:
            self.answers.next_heard(index.row())
        elif index.column() == Column.TOP:
            self.answers.toggle_top(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if not index.isValid() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        row, column = index.row(), Column(index.column())
        severity = event.key() - Qt.Key.Key_0
        heard = {Qt.Key.Key_R: Mention.RAISED, Qt.Key.Key_A: Mention.ASKED, Qt.Key.Key_N: Mention.NOT_ASKED}
        if severity in SEVERITIES:
            self.answers.score(row, column if column in _SCORES else Column.HURTS, severity)
        elif event.key() == Qt.Key.Key_Space:
            if column is Column.TOP:
                self.answers.toggle_top(row)
            else:
                self.answers.next_heard(row)
        elif event.key() in heard:
            self.answers.hear(row, heard[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and column in _SCORES:
            value = getattr(self.answers.at(row).rating, _SCORES[column])
            if value is not None:
                self.answers.score(row, column, value)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here, not a search."""
