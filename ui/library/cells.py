"""How the cells of the library are drawn: title with its hits and its sign, length, weeks of use, time to review."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from enable_desktop.library.assets import Status
from enable_desktop.library.freshness import Freshness
from enable_desktop.library.listed import SIGNS, Listed
from ui.library.model import AssetsModel, Index
from ui.library.wording import SIGN_ICONS, SIGN_TONES, icon_of, length_of, review_of, title_of
from ui.rings import paint_focus

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.library.table import AssetsTable

ROW: Final = 36
_LEFT: Final = 20
_GAUGE: Final = 44
_BAR: Final = 4

Spans = Sequence[tuple[int, int]]
"""Where hits stand in a text: from, to."""


class AssetsDelegate(QStyledItemDelegate):
    """Draws every cell of the table, in each state of the design."""

    def __init__(self, desk: Desk, view: AssetsTable, spans_of: Callable[[str], Spans]) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view
        self._spans_of = spans_of

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, self._desk.theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, view = self._desk.theme, self._view
        model = index.model()
        assert isinstance(model, AssetsModel)
        row = model.listed_at(index.row())
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_selected:
            painter.fillRect(box, theme.color("bg.selected" if view.hasFocus() else "bg.selectedInactive"))
        elif index.row() == view.hovered:
            painter.fillRect(box, theme.color("bg.hover"))
        match index.column():
            case 0:
                kind = model.kind_of(row)
                self._title(painter, box, row, kind.key if kind is not None else "", is_selected)
            case 1:
                self._right(painter, box, length_of(row.seconds, row.pages, self._desk.words))
            case 2:
                self._weeks(painter, box, row)
            case 3:
                self._review(painter, box, row)
        painter.setPen(QPen(theme.color("line.subtle"), 1))
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
        if index.row() == view.currentIndex().row() and view.hasFocus() and view.is_by_key:
            painter.setClipRect(box)
            paint_focus(painter, theme, view.row_box(index.row()))
        painter.restore()

    # -- title

    def _title(self, painter: QPainter, box: QRect, row: Listed, kind: str, is_selected: bool) -> None:
        theme, words = self._desk.theme, self._desk.words
        side = theme.px(16)
        left, right = box.left() + _LEFT, box.right() - 8
        theme.icon(icon_of(kind, row.location), "text.secondary").paint(
            painter, QRect(left, box.center().y() - side // 2, side, side)
        )
        left += side + 8
        if row.sign:
            right = self._sign(painter, box, right, row.sign) - 10
        is_quiet = row.status is Status.RETIRED or not row.title
        face = theme.font("body", 500) if is_selected else theme.font("body")
        tone = theme.color("text.tertiary" if is_quiet else "text.primary")
        text = title_of(row, words)
        spans = self._spans_of(row.title) if row.title else ()
        room = QRect(left, box.top(), max(0, right - left), box.height())
        paint_hits(painter, room, text, spans, face, tone, theme.color("bg.accentTint"), theme.color("text.link"))

    def _sign(self, painter: QPainter, box: QRect, right: int, sign: str) -> int:
        """Draws what is wrong, ending at `right`; returns where it begins."""
        theme = self._desk.theme
        text, tone = self._desk.words(SIGNS[sign]), f"{SIGN_TONES[sign]}.text"
        if SIGN_TONES[sign] == "tertiary":
            tone = "text.tertiary"
        font = theme.font("small")
        width = QFontMetrics(font).horizontalAdvance(text) + 1
        side = theme.px(14)
        painter.setFont(font)
        painter.setPen(theme.color(tone))
        painter.drawText(QRect(right - width, box.top(), width, box.height()), Qt.AlignmentFlag.AlignVCenter, text)
        left = right - width - side - 4
        theme.icon(SIGN_ICONS[sign], tone).paint(painter, QRect(left, box.center().y() - side // 2, side, side))
        return left

    # -- figures

    def _right(self, painter: QPainter, box: QRect, text: str) -> None:
        painter.setFont(self._desk.theme.font("body", tabular=True))
        painter.setPen(self._desk.theme.color("text.secondary"))
        across = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box.adjusted(0, 0, -8, 0), across, text)

    def _weeks(self, painter: QPainter, box: QRect, row: Listed) -> None:
        """A bar for each week, the last one darker, and their sum."""
        if not row.weeks:
            return
        theme = self._desk.theme
        most, high = max(row.weeks), theme.px(16)
        left, foot = box.left() + 12, box.center().y() + high / 2
        for number, count in enumerate(row.weeks):
            tall = max(1.0, high * count / most) if most else 1.0
            is_last = number == len(row.weeks) - 1
            bar = QRectF(left + number * (_BAR + 1), foot - tall, _BAR, tall)
            painter.fillRect(bar, theme.color("chart.ink" if is_last else "chart.muted"))
        self._right(painter, box, self._desk.words.number(sum(row.weeks)))

    def _review(self, painter: QPainter, box: QRect, row: Listed) -> None:
        """The time that is left as a gauge, and in words; ochre only when it is over."""
        theme = self._desk.theme
        review = review_of(row, self._desk.today, self._desk.words)
        left = box.left() + 12
        gauge = QRectF(left + 0.5, box.center().y() - 3, theme.px(_GAUGE), 7)
        tone = "attention.mark" if review.is_over else "chart.muted"
        if review.left is not None:
            painter.setPen(QPen(theme.color("attention.mark" if review.is_over else "line.default"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(gauge, 1.5, 1.5)
            inside = gauge.adjusted(2, 2, -2, -2)
            inside.setWidth(inside.width() * review.left)
            painter.fillRect(inside, theme.color(tone))
        font = theme.font("body", 500 if review.is_over else None, tabular=True)
        painter.setFont(font)
        plain = "text.tertiary" if review.left is None else "text.secondary"
        painter.setPen(theme.color("attention.text" if review.is_over else plain))
        room = QRect(left, box.top(), box.right() - left - 8, box.height())
        if review.left is not None:
            room.setLeft(round(gauge.right()) + 7)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, review.text)


def review_width(desk: Desk) -> int:
    """How wide the column of reviews is: what it says is never cut off."""
    words, theme = desk.words, desk.theme
    metrics = QFontMetrics(theme.font("body", 500, tabular=True))
    longest = max(
        metrics.horizontalAdvance(words.n(one, several, number))
        for one, several, number in (
            ("{n} day over", "{n} days over", 115),
            ("{n} month over", "{n} months over", 23),
            ("{n} year over", "{n} years over", 15),
        )
    )
    whole = max(metrics.horizontalAdvance(words(text)) for text in (Freshness.NEVER.label, Status.RETIRED.label))
    return 12 + max(theme.px(_GAUGE) + 8 + longest, whole) + 12


def paint_hits(
    painter: QPainter, box: QRect, text: str, spans: Spans, font: QFont, tone: QColor, ground: QColor, ink: QColor
) -> None:
    """One line of text, cut off where it is too long, in which what was found is marked."""
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    if not spans:
        painter.setFont(font)
        painter.setPen(tone)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
        return
    # Of what was cut off the beginning is the same, up to the dots.
    kept = len(shown) if shown == text else len(shown) - 1
    marked = QTextCharFormat()
    marked.setBackground(ground)
    marked.setForeground(ink)
    layout = QTextLayout(shown, font)
    ranges = []
    for start, end in spans:
        if start < kept:
            part = QTextLayout.FormatRange()
            part.start, part.length, part.format = start, min(end, kept) - start, marked
            ranges.append(part)
    layout.setFormats(ranges)
    layout.beginLayout()
    line = layout.createLine()
    if line.isValid():
        line.setLineWidth(max(1, box.width() + 2))
    layout.endLayout()
    painter.setPen(tone)
    layout.draw(painter, QPointF(box.left(), box.top() + (box.height() - line.height()) / 2))
