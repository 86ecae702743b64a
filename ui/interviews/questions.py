"""The questions of one talk: those picked in their order, and those of the bank that fit, in one list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import Audience, ChosenQuestion, Interview, Question, Theme
from enable_desktop.links import Ref
from enable_desktop.suggestions import Need, Suggestion, suggestions
from enable_desktop.words import mark
from ui.rings import paint_focus, paint_tick

if TYPE_CHECKING:
    from ui.desk import Desk

_ROW: Final = 50
_HEADING: Final = 30
_PADDING: Final = 20
_TICK: Final = 26
_MINUTES: Final = 56

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a heading, a picked question or one of the bank."""

    title: str
    detail: str = ""
    minutes: int = 0
    chosen: int = 0
    """The id of the picked question, 0 where it is not picked."""
    question: int = 0
    """The id in the bank, 0 for a question of one's own."""
    is_heading: bool = False
    right: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What decides the order of the suggestions: where this person's voice is missing, and what they were asked."""

    needs: tuple[Need, ...] = ()
    asked: Mapping[int, date | None] = field(default_factory=dict)


class QuestionsModel(QAbstractListModel):
    """What is picked and what may be."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._entries: Sequence[Entry] = ()

    def show_talk(self, talk: Interview, audience: Audience, known: Known) -> None:
        """Lists the picked questions of a talk, then those of the bank in the order in which the brief takes them."""
        workspace, words = self._desk.workspace, self._desk.words
        themes = {theme.id: theme.title for theme in workspace.all(Theme)}
        wanted = {need.theme: need for need in known.needs}
        chosen = workspace.where(ChosenQuestion, "interview", talk.id)
        picked = {each.question for each in chosen}
        entries = []
        if chosen:
            total = sum(each.minutes for each in chosen)
            right = words(mark("about {total} of {minutes} minutes"), total=total, minutes=talk.minutes)
            entries.append(Entry(words.n("Picked  {n}", "Picked  {n}", len(chosen)), is_heading=True, right=right))
            entries += [
                Entry(
                    each.title,
                    self._about(each.theme, themes, wanted.get(each.theme or 0)),
                    each.minutes,
                    chosen=each.id,
                    question=each.question or 0,
                )
                for each in chosen
            ]
        bank = [each for each in workspace.all(Question) if each.id not in picked]
        offered = suggestions(bank, audience, known.needs, known.asked)
        if offered:
            entries.append(Entry(words(mark("Suggested")), is_heading=True))
            entries += [self._suggested(each, themes) for each in offered]
        if entries == self._entries:
            return
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def _suggested(self, suggestion: Suggestion, themes: Mapping[int, str]) -> Entry:
        words, question = self._desk.words, suggestion.question
        about = self._about(question.theme, themes, suggestion.need)
        if suggestion.was_asked:
            day = words.short_day(suggestion.asked_on, self._desk.today)
            about = (
                words(mark("{about}, asked on {day}"), about=about, day=day)
                if day
                else words(mark("{about}, asked before"), about=about)
            )
        return Entry(question.title, about, question.minutes, question=question.id)

    def _about(self, theme: int | None, themes: Mapping[int, str], need: Need | None) -> str:
        """The theme of a question, with why to ask about it now."""
        words = self._desk.words
        title = themes.get(theme or 0)
        if title is None:
            return words(mark("Open question"))
        reason = need.reason if need is not None else None
        return title if reason is None else words(mark("{theme}: {reason}"), theme=title, reason=reason)

    def at(self, row: int) -> Entry:
        return self._entries[row]

    def row_of(self, *, chosen: int = 0, question: int = 0) -> int:
        for row, entry in enumerate(self._entries):
            if (chosen and entry.chosen == chosen) or (question and entry.question == question):
                return row
        return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.at(index.row()).is_heading:
            # Arrow keys step over it.
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        entry, words = self.at(index.row()), self._desk.words
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if entry.is_heading:
                return f"{entry.title}. {entry.right}"
            state = words(mark("picked")) if entry.chosen else words(mark("not picked"))
            minutes = words.n("{n} minute", "{n} minutes", entry.minutes)
            return f"{entry.title} {entry.detail}. {minutes}, {state}"
        return None


class QuestionsDelegate(QStyledItemDelegate):
    """A tick, the question, what it is about, and its minutes."""

    def __init__(self, desk: Desk, view: QuestionsView) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = self._view.questions.at(index.row())
        if entry.is_heading:
            return QSize(200, self._desk.theme.px(_HEADING))
        second = self._desk.theme.line_height("body") if len(self._lines(entry)) > 1 else 0
        return QSize(200, self._desk.theme.px(_ROW) + second)

    def _lines(self, entry: Entry) -> list[str]:
        """The question in one line or two; what is longer ends in dots, whole in its tooltip."""
        theme = self._desk.theme
        metrics = QFontMetrics(theme.font("bodystrong" if entry.chosen else "body"))
        room = self._view.viewport().width() - 2 * _PADDING - theme.px(_TICK + _MINUTES)
        if metrics.horizontalAdvance(entry.title) <= room:
            return [entry.title]
        parts = entry.title.split(" ")
        count = len(parts)
        while count > 1 and metrics.horizontalAdvance(" ".join(parts[:count])) > room:
            count -= 1
        rest = metrics.elidedText(" ".join(parts[count:]), Qt.TextElideMode.ElideRight, room)
        first = metrics.elidedText(" ".join(parts[:count]), Qt.TextElideMode.ElideRight, room)
        return [first, rest] if rest else [first]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._desk.theme
        entry = self._view.questions.at(index.row())
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.is_heading:
            self._heading(painter, box, entry)
            painter.restore()
            return
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.fillRect(box, theme.color("bg.selected" if self._view.hasFocus() else "bg.selectedInactive"))
        paint_tick(painter, theme, self.tick_of(box), ticked=bool(entry.chosen))
        left, right = box.left() + _PADDING + theme.px(_TICK), box.right() - _PADDING
        small = theme.font("small")
        minutes = self._desk.words(mark("{minutes} min"), minutes=entry.minutes)
        width = QFontMetrics(small).horizontalAdvance(minutes)
        painter.setFont(small)
        painter.setPen(theme.color("text.secondary"))
        step = theme.line_height("body")
        top = box.top() + theme.px(5)
        painter.drawText(QRect(right - width, top, width + 1, step), Qt.AlignmentFlag.AlignVCenter, minutes)
        painter.setFont(theme.font("bodystrong" if entry.chosen else "body"))
        painter.setPen(theme.color("text.primary"))
        for line in self._lines(entry):
            painter.drawText(QRect(left, top, right - left, step), Qt.AlignmentFlag.AlignVCenter, line)
            top += step
        painter.setFont(small)
        painter.setPen(theme.color("text.secondary"))
        below = QRect(left, top, right - left, step)
        detail = QFontMetrics(small).elidedText(entry.detail, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, detail)
        painter.setPen(QPen(theme.color("line.subtle"), 1))
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
        if is_selected and self._view.hasFocus():
            paint_focus(painter, theme, box)
        painter.restore()

    def _heading(self, painter: QPainter, box: QRect, entry: Entry) -> None:
        theme = self._desk.theme
        painter.fillRect(box, theme.color("bg.sunken"))
        inside = box.adjusted(_PADDING, 0, -_PADDING, 0)
        painter.setFont(theme.font("smallstrong"))
        painter.setPen(theme.color("text.secondary"))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, entry.title)
        painter.setFont(theme.font("small"))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, entry.right)
        painter.setPen(QPen(theme.color("line.subtle"), 1))
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())

    def tick_of(self, box: QRect) -> QRectF:
        """Where the tick of a row stands."""
        side = self._desk.theme.px(16)
        middle = box.top() + self._desk.theme.px(5) + self._desk.theme.line_height("body") / 2
        return QRectF(box.left() + _PADDING + 0.5, middle - side / 2 + 0.5, side - 1, side - 1)


class QuestionsView(QListView):
    """The list: Space picks and puts back, Alt+Up and Alt+Down reorder, Del puts back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._talk = 0
        self.questions = QuestionsModel(desk, self)
        self.setModel(self.questions)
        self._delegate = QuestionsDelegate(desk, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(desk.words(mark("Questions")))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        desk.theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_talk(self, talk: Interview, audience: Audience, known: Known) -> None:
        """Shows a talk's questions; the place stays."""
        row = self.currentIndex().row() if talk.id == self._talk else 1
        top = self.verticalScrollBar().value()
        self._talk = talk.id
        self.questions.show_talk(talk, audience, known)
        count = self.questions.rowCount()
        if count and not self.currentIndex().isValid():
            row = min(max(row, 1), count - 1)
            self.setCurrentIndex(self.questions.index(row, 0))
            self.verticalScrollBar().setValue(top)

    @property
    def current(self) -> Entry | None:
        row = self.currentIndex().row()
        entry = self.questions.at(row) if row >= 0 else None
        return entry if entry is not None and not entry.is_heading else None

    def toggle(self) -> None:
        """Picks the question marked, or puts it back."""
        entry, workspace = self.current, self._desk.workspace
        if entry is None:
            return
        row = self.currentIndex().row()
        following = self.questions.at(row + 1) if row + 1 < self.questions.rowCount() else None
        try:
            if entry.chosen:
                workspace.remove(Ref(ChosenQuestion.kind, entry.chosen))
            else:
                workspace.interviews.choose(self._talk, entry.question)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        if following is not None and not entry.chosen and not following.is_heading:
            # The mark goes on to the next suggestion, wherever that stands now.
            place = self.questions.row_of(question=following.question)
            if place >= 0:
                self.setCurrentIndex(self.questions.index(place, 0))

    def shift(self, direction: int) -> None:
        """Moves a picked question before or behind its neighbour."""
        entry = self.current
        if entry is None or not entry.chosen:
            return
        row = self.currentIndex().row() + direction
        if not 0 <= row < self.questions.rowCount() or not self.questions.at(row).chosen:
            return
        workspace = self._desk.workspace
        try:
            place = workspace.place_of(Ref(ChosenQuestion.kind, self.questions.at(row).chosen))
            workspace.move(Ref(ChosenQuestion.kind, entry.chosen), place)
        except WorkspaceError as fault:
            self._desk.failed(fault)
        place = self.questions.row_of(chosen=entry.chosen)
        if place >= 0:
            self.setCurrentIndex(self.questions.index(place, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A question that needs two lines now may have needed one.
        self.scheduleDelayedItemsLayout()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not self.questions.at(index.row()).is_heading:
            tick = self._delegate.tick_of(self.visualRect(index)).adjusted(-6, -6, 6, 6)
            if tick.contains(event.position()):
                self.setCurrentIndex(index)
                self.toggle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if (
            event.key() == Qt.Key.Key_Space
            or event.key() == Qt.Key.Key_Delete
            and self.current is not None
            and self.current.chosen
        ):
            self.toggle()
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.shift(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here, not a search."""
