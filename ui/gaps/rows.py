"""The list of gaps: theme, both marks on one axis, who raised it, the verdict in words, the next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractListModel,
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
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from enable_desktop.gaps.analysis import Gap, Side
from enable_desktop.gaps.geometry import MOST_DOTS, gap_at, severity_at
from enable_desktop.gaps.plain_words import headline, next_step
from enable_desktop.gaps.verdicts import Verdict
from enable_desktop.people import Group
from enable_desktop.words import Words, mark
from ui.dumbbell import paint_dumbbell
from ui.rings import paint_focus
from ui.sides import paint_mark, text_colour

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.gaps.state import GapsState
    from ui.theme import Theme

_ROW: Final = 48
_HEADING: Final = 28
_HEADER: Final = 42
_LEFT: Final = 24
_RIGHT: Final = 12
_DOT: Final = 7
_FIGURE: Final = 30

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of the list begin and end, for a width and the text size."""

    theme: tuple[float, float]
    severity: tuple[float, float]
    raised: tuple[float, float]
    verdict: tuple[float, float]
    detail: tuple[float, float] | None
    ranks: tuple[float, float] | None

    @property
    def axis(self) -> tuple[float, float]:
        """The part of the severity column that is the axis; figures stand at its ends."""
        return self.severity[0] + _FIGURE, self.severity[1] - _FIGURE


def columns(theme: Theme, width: float, *, with_detail: bool) -> Columns:
    """Shares the width out; ranks are dropped first where there is little room."""
    px = theme.px
    inner = width - _LEFT - _RIGHT
    # The counts stay; the dots beside them go first where there is little room, then the ranks.
    raised = px(104) if inner > px(720) and not with_detail else px(56)
    detail = px(116) if with_detail else 0
    ranks = px(60) if with_detail and inner > px(700) else 0
    rest = inner - raised - detail - ranks
    title = rest * 0.27
    severity = min(max(rest * 0.30, px(164)), px(250))
    places: list[float] = [_LEFT]
    for each in (title, severity, raised, rest - title - severity, detail, ranks):
        places.append(places[-1] + each)
    return Columns(
        theme=(places[0], places[1] - px(10)),
        severity=(places[1], places[2]),
        raised=(places[2] + px(8), places[3]),
        verdict=(places[3] + px(8), places[4] - px(6)),
        detail=(places[4], places[5] - px(8)) if detail else None,
        ranks=(places[5] + px(6), places[6]) if ranks else None,
    )


class GapsModel(QAbstractListModel):
    """Verdicts as headings, and below each its gaps."""

    def __init__(self, state: GapsState, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._words = words
        self._entries: Sequence[tuple[Verdict, int] | Gap] = ()

    def refresh(self) -> None:
        """Reads the gaps from the state again."""
        entries: list[tuple[Verdict, int] | Gap] = []
        for verdict, gaps in self._state.groups():
            entries.append((verdict, len(gaps)))
            entries.extend(gaps)
        if entries == self._entries:
            return
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def gap_at(self, row: int) -> Gap | None:
        entry = self._entries[row] if 0 <= row < len(self._entries) else None
        return entry if isinstance(entry, Gap) else None

    def heading_at(self, row: int) -> tuple[str, int]:
        """The words and the count of a heading."""
        entry = self._entries[row]
        assert isinstance(entry, tuple)
        return self._words(entry[0].label), entry[1]

    def row_of(self, theme: int | None) -> int:
        for row, entry in enumerate(self._entries):
            if isinstance(entry, Gap) and entry.theme == theme:
                return row
        return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.gap_at(index.row()) is None:
            # Arrow keys step over it.
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        gap = self.gap_at(index.row())
        if gap is None:
            title, count = self.heading_at(index.row())
            return f"{title} {count}" if role == Qt.ItemDataRole.DisplayRole else None
        title = self._state.title_of(gap.theme)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(gap, title, self._words)
        return None


def spoken(gap: Gap, title: str, words: Words) -> str:
    """A row as a screen reader says it."""
    return words(
        mark(
            "{theme}: leadership {leadership}, raised by {leaders} of {leaders_asked}; reps {reps}, raised by "
            "{people} of {people_asked}; {verdict}. {step}"
        ),
        theme=title,
        leadership=words.number(gap.leadership.mean, 1) or words(mark("not rated")),
        leaders=gap.leadership.raised,
        leaders_asked=gap.leadership.asked,
        reps=words.number(gap.reps.mean, 1) or words(mark("not rated")),
        people=gap.reps.raised,
        people_asked=gap.reps.asked,
        verdict=words.say(headline(gap)),
        step=words.say(next_step(gap)),
    )


class GapsHeader(QWidget):
    """What the columns are, with the ticks of the axes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.with_detail = False
        self._measure()
        desk.theme.changed.connect(self._measure)

    def _measure(self) -> None:
        self.setFixedHeight(self._desk.theme.px(_HEADER))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, words = self._desk.theme, self._desk.words
        places = columns(theme, self.width(), with_detail=self.with_detail)
        painter = QPainter(self)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text.tertiary"))
        half = self.height() / 2
        below = Qt.AlignmentFlag.AlignVCenter

        def write(place: tuple[float, float], text: str, *, low: bool = True) -> None:
            box = QRectF(place[0], half - 2 if low else 3, place[1] - place[0], half - 1)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, below, shown)

        write(places.theme, words(mark("Theme")))
        write((places.axis[0] - 4, places.severity[1] + 6), words(mark("Severity, 1 mild to 5 blocking")), low=False)
        for value in (1, 2, 3, 4, 5):
            x = severity_at(value, *places.axis)
            painter.drawText(QRectF(x - 10, half - 2, 20, half - 1), Qt.AlignmentFlag.AlignCenter, str(value))
        write(places.raised, words(mark("Raised by")))
        write(places.verdict, words(mark("What it says, and what to do")))
        if places.detail is not None:
            write((places.detail[0], places.detail[1] + 8), words(mark("Reps minus leadership")), low=False)
            for value, text in ((-3, "−3"), (0, "0"), (3, "+3")):
                x = gap_at(value, *places.detail)
                painter.drawText(QRectF(x - 14, half - 2, 28, half - 1), Qt.AlignmentFlag.AlignCenter, text)
        if places.ranks is not None:
            write(places.ranks, words(mark("Rank")))
        self._legend(painter, places.verdict[0])
        painter.setPen(QPen(theme.color("line.default"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    def _legend(self, painter: QPainter, left: float) -> None:
        """Which mark is whose."""
        theme, words = self._desk.theme, self._desk.words
        painter.setFont(theme.font("smallstrong"))
        height = self.height() / 2 - 1
        for group, text in ((Group.LEADERSHIP, words(mark("Leadership"))), (Group.REP, words(mark("Reps")))):
            paint_mark(painter, theme, group, QPointF(left + 5, 3 + height / 2), theme.px(9))
            painter.setPen(text_colour(theme, group))
            width = painter.fontMetrics().horizontalAdvance(text)
            painter.drawText(QRectF(left + 15, 3, width + 4, height), Qt.AlignmentFlag.AlignVCenter, text)
            left += width + theme.px(32)


class GapsDelegate(QStyledItemDelegate):
    """Paints one gap across the whole width."""

    def __init__(self, desk: Desk, view: GapsView) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        is_heading = self._view.gaps.gap_at(index.row()) is None
        return QSize(300, self._desk.theme.px(_HEADING if is_heading else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._desk.theme
        gap = self._view.gaps.gap_at(index.row())
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if gap is None:
            self._heading(painter, box, index.row())
        else:
            is_selected = bool(state & QStyle.StateFlag.State_Selected)
            if is_selected:
                painter.fillRect(box, theme.color("bg.selected" if self._view.hasFocus() else "bg.selectedInactive"))
            elif state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(box, theme.color("bg.hover"))
            self._gap(painter, box, gap)
            painter.setPen(QPen(theme.color("line.subtle"), 1))
            painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
            if is_selected and self._view.hasFocus():
                paint_focus(painter, theme, box)
        painter.restore()

    def _heading(self, painter: QPainter, box: QRect, row: int) -> None:
        theme = self._desk.theme
        title, count = self._view.gaps.heading_at(row)
        painter.fillRect(box, theme.color("bg.sunken"))
        painter.setFont(theme.font("smallstrong"))
        painter.setPen(theme.color("text.secondary"))
        inside = box.adjusted(_LEFT, 0, 0, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, title)
        width = painter.fontMetrics().horizontalAdvance(title)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text.tertiary"))
        painter.drawText(inside.adjusted(width + 8, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(count))
        painter.setPen(QPen(theme.color("line.subtle"), 1))
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())

    def _gap(self, painter: QPainter, box: QRect, gap: Gap) -> None:
        theme = self._desk.theme
        places = columns(theme, self._view.viewport().width(), with_detail=self._view.with_detail)
        quiet = gap.verdict is Verdict.TOO_FEW
        title = QRectF(places.theme[0], box.top(), places.theme[1] - places.theme[0], box.height())
        self._words(
            painter,
            title,
            self._view.gaps.index(self._view.gaps.row_of(gap.theme), 0).data() or "",
            "body" if quiet else "strong",
            "text.secondary" if quiet else "text.primary",
        )
        paint_dumbbell(painter, theme, self._desk.words, gap, QRectF(box), places.axis)
        self._raised(painter, QRectF(box), gap, places.raised)
        self._verdict(painter, QRectF(box), gap, places.verdict)
        if places.detail is not None:
            self._range(painter, QRectF(box), gap, places.detail)
        if places.ranks is not None:
            self._ranks(painter, QRectF(box), gap, places.ranks)

    def _words(self, painter: QPainter, box: QRectF, text: str, face: str, tone: str) -> None:
        """One or two lines, the last of them elided."""
        theme = self._desk.theme
        font = theme.font(face)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(theme.color(tone))
        first, rest = text, ""
        if metrics.horizontalAdvance(text) > box.width():
            first, rest = _broken(text, metrics, box.width())
        step = theme.line_height("body") - 2
        top = box.center().y() - step * (1 if rest else 0.5)
        for line in (first, rest):
            if line:
                shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, int(box.width()))
                painter.drawText(QRectF(box.left(), top, box.width() + 1, step), Qt.AlignmentFlag.AlignVCenter, shown)
            top += step

    def _raised(self, painter: QPainter, box: QRectF, gap: Gap, place: tuple[float, float]) -> None:
        """A dot for each person asked, filled where they raised it, and the counts."""
        theme, words = self._desk.theme, self._desk.words
        half = box.height() / 2
        for top, group, side in (
            (box.top() + 3, Group.LEADERSHIP, gap.leadership),
            (box.top() + half, Group.REP, gap.reps),
        ):
            middle = top + (half - 3) / 2
            said = words(mark("{raised} of {asked}"), raised=side.raised, asked=side.asked) if side.asked else "–"
            painter.setFont(theme.font("small"))
            painter.setPen(text_colour(theme, group) if side.asked else theme.color("text.tertiary"))
            width = painter.fontMetrics().horizontalAdvance(said)
            painter.drawText(QRectF(place[0], top, width + 2, half - 3), Qt.AlignmentFlag.AlignVCenter, said)
            self._dots(painter, group, side, place[0] + max(width, theme.px(38)) + 6, place[1], middle)

    def _dots(self, painter: QPainter, group: Group, side: Side, left: float, right: float, y: float) -> None:
        size = self._desk.theme.px(_DOT) * 0.72
        step = min(size + 1.6, (right - left) / max(1, side.asked))
        if side.asked > MOST_DOTS or step < size * 0.8:
            return
        for number in range(side.asked):
            centre = QPointF(left + size / 2 + number * step, y)
            paint_mark(painter, self._desk.theme, group, centre, size, hollow=number >= side.raised)

    def _verdict(self, painter: QPainter, box: QRectF, gap: Gap, place: tuple[float, float]) -> None:
        theme, words = self._desk.theme, self._desk.words
        half = box.height() / 2
        said = words.say(headline(gap))
        strong = gap.verdict in (Verdict.CLEAR, Verdict.ONE_SIDE, Verdict.LEANING)
        face = "bodystrong" if strong else "body"
        if QFontMetrics(theme.font(face)).horizontalAdvance(said) > place[1] - place[0]:
            # What it says is never cut off; the next step is said in the side pane then.
            self._words(
                painter, QRectF(place[0], box.top(), place[1] - place[0], box.height()), said, face, "text.primary"
            )
            return
        for top, height, text, kind, tone in (
            (box.top() + 4, half - 4, said, face, "text.primary"),
            (box.top() + half, half - 6, words.say(next_step(gap)), "small", "text.secondary"),
        ):
            font = theme.font(kind)
            painter.setFont(font)
            painter.setPen(theme.color(tone))
            room = place[1] - place[0]
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(QRectF(place[0], top, room + 1, height), Qt.AlignmentFlag.AlignVCenter, shown)

    def _range(self, painter: QPainter, box: QRectF, gap: Gap, place: tuple[float, float]) -> None:
        """The difference and its 90 % range on an axis of its own."""
        theme, words = self._desk.theme, self._desk.words
        zero = gap_at(0, *place)
        painter.setPen(QPen(theme.color("chart.muted"), 1))
        painter.drawLine(QPointF(zero, box.top()), QPointF(zero, box.bottom() - 1))
        if gap.severity is None:
            return
        y = box.top() + box.height() * 0.36
        low, high = gap_at(gap.severity.low, *place), gap_at(gap.severity.high, *place)
        painter.setPen(QPen(theme.color("chart.ink"), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(low, y), QPointF(high, y))
        at = gap_at(gap.severity.points, *place)
        painter.setPen(QPen(theme.color("chart.ink"), 2))
        painter.drawLine(QPointF(at, y - 7), QPointF(at, y + 7))
        sign = "+" if gap.severity.points > 0 else ""
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text.secondary"))
        said = words(
            mark("{gap}, p {p}"),
            gap=f"{sign}{words.number(gap.severity.points, 1)}",
            p=words.number(gap.severity.p, 3),
        )
        below = QRectF(place[0], box.top() + box.height() * 0.58, place[1] - place[0] + 6, box.height() * 0.36)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, said)

    def _ranks(self, painter: QPainter, box: QRectF, gap: Gap, place: tuple[float, float]) -> None:
        """Which rank each side gives a theme: 1 hurts most."""
        theme = self._desk.theme
        painter.setFont(theme.font("body"))
        room = (place[1] - place[0]) / 2
        for left, group, side in ((place[0], Group.LEADERSHIP, gap.leadership), (place[0] + room, Group.REP, gap.reps)):
            if side.rank is not None:
                painter.setPen(text_colour(theme, group))
                painter.drawText(
                    QRectF(left, box.top(), room, box.height()), Qt.AlignmentFlag.AlignVCenter, str(side.rank)
                )


def _broken(text: str, metrics: QFontMetrics, width: float) -> tuple[str, str]:
    """The longest beginning of whole words that fits, and the rest."""
    parts = text.split(" ")
    for count in range(len(parts) - 1, 0, -1):
        first = " ".join(parts[:count])
        if metrics.horizontalAdvance(first) <= width:
            return first, " ".join(parts[count:])
    return text, ""


class GapsView(QListView):
    """The list; keys of single letters are told to the page."""

    key_pressed = Signal(str)
    gap_selected = Signal(object)

    def __init__(self, desk: Desk, state: GapsState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._state = state
        self._is_refreshing = False
        self.with_detail = False
        self.gaps = GapsModel(state, desk.words, self)
        self.setModel(self.gaps)
        self.setItemDelegate(GapsDelegate(desk, self))
        self.setAccessibleName(desk.words(mark("Gaps")))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        desk.theme.changed.connect(self.scheduleDelayedItemsLayout)

    def refresh(self) -> None:
        """Shows the state, its gap selected."""
        self._is_refreshing = True
        self.gaps.refresh()
        row = self.gaps.row_of(self._state.selected)
        if row >= 0 and self.currentIndex().row() != row:
            self.setCurrentIndex(self.gaps.index(row, 0))
        self._is_refreshing = False
        self.viewport().update()

    def _on_current_changed(self, index: Index) -> None:
        gap = self.gaps.gap_at(index.row()) if index.isValid() else None
        if gap is not None and not self._is_refreshing:
            self.gap_selected.emit(gap.theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        letter = chr(event.key()) if plain and Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z else ""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            letter = "Enter"
        if letter:
            self.key_pressed.emit(letter)
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here, not a search."""
