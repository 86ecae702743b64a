"""How the cells of the library are drawn: title with its hits and its sign, length, weeks of use, time to review."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from enable_desktop.library.assets import Status
from enable_desktop.library.freshness import Freshness
from enable_desktop.library.listed import SIGNS, Listed
from enable_desktop.sizes import length_of
from enable_desktop.words import mark
from ui.library.model import LENGTH, TITLE, USED, Index
from ui.library.wording import SIGN_ICONS, SIGN_TONES, icon_of, review_of, title_of
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


class _Look:
    """Fonts, colours and icons of the table, as long as the theme stays."""

    def __init__(self, desk: Desk) -> None:
        theme = desk.theme
        self.body, self.strong, self.small = theme.font("body"), theme.font("body", 500), theme.font("small")
        self.figures = theme.font("body", tabular=True)
        self.over = theme.font("body", 500, tabular=True)
        self.body_metrics, self.strong_metrics = QFontMetrics(self.body), QFontMetrics(self.strong)
        self.small_metrics = QFontMetrics(self.small)
        self.line = QPen(theme.color("line.subtle"), 1)
        self.gauge, self.gauge_over = QPen(theme.color("line.default"), 1), QPen(theme.color("attention.mark"), 1)
        self.colours = {
            name: theme.color(name)
            for name in (
                "bg.selected", "bg.selectedInactive", "bg.hover", "bg.accentTint", "text.primary", "text.secondary",
                "text.tertiary", "text.link", "chart.ink", "chart.muted", "attention.mark", "attention.text",
                "problem.text",
            )
        }  # fmt: skip
        self._theme = theme
        self._icons: dict[tuple[str, str], QPixmap] = {}

    def icon(self, name: str, tone: str, side: int, ratio: float) -> QPixmap:
        """An icon as pixels, drawn once."""
        key = (name, tone)
        if key not in self._icons:
            made = self._theme.glyph(name, tone, round(side * ratio))
            pixmap = QPixmap(made)
            pixmap.setDevicePixelRatio(ratio)
            self._icons[key] = pixmap
        return self._icons[key]


_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class AssetsDelegate(QStyledItemDelegate):
    """Draws every cell of the table, in each state of the design."""

    def __init__(self, desk: Desk, view: AssetsTable, spans_of: Callable[[str], Spans]) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view
        self._spans_of = spans_of
        self._look: _Look | None = None
        desk.theme.changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self._look = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, self._desk.theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, look = self._view, self._look
        if look is None:
            look = self._look = _Look(self._desk)
        model = view.assets
        place, column = index.row(), index.column()
        row = model.listed_at(place)
        box: QRect = option.rect
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        has_focus = view.hasFocus()
        if is_selected:
            painter.fillRect(box, look.colours["bg.selected" if has_focus else "bg.selectedInactive"])
        elif place == view.hovered:
            painter.fillRect(box, look.colours["bg.hover"])
        if column == TITLE:
            kind = model.kind_of(row)
            self._title(painter, look, box, row, kind.key if kind is not None else "", is_selected)
        elif column == LENGTH:
            self._right(painter, look, box, length_of(row.seconds, row.pages, self._desk.words))
        elif column == USED:
            self._weeks(painter, look, box, row)
        else:
            self._review(painter, look, box, row)
        painter.setPen(look.line)
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
        if has_focus and view.is_by_key and place == view.currentIndex().row():
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipRect(box)
            paint_focus(painter, self._desk.theme, view.row_box(place))
            painter.restore()

    # -- title

    def _title(self, painter: QPainter, look: _Look, box: QRect, row: Listed, kind: str, is_selected: bool) -> None:
        theme = self._desk.theme
        side = theme.px(16)
        left, right = box.left() + _LEFT, box.right() - 8
        ratio = self._view.devicePixelRatioF()
        icon = look.icon(icon_of(kind, row.location), "text.secondary", side, ratio)
        painter.drawPixmap(left, box.center().y() - side // 2, icon)
        left += side + 8
        if row.sign:
            right = self._sign(painter, look, box, right, row.sign) - 10
        is_quiet = row.status is Status.RETIRED or not row.title
        text = title_of(row, self._desk.words)
        room = QRect(left, box.top(), max(0, right - left), box.height())
        font, metrics = (look.strong, look.strong_metrics) if is_selected else (look.body, look.body_metrics)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        spans = self._spans_of(row.title) if row.title else ()
        tone = look.colours["text.tertiary" if is_quiet else "text.primary"]
        if spans:
            # Of what was cut off the beginning is the same, up to the dots.
            kept = len(shown) if shown == text else len(shown) - 1
            paint_hits(painter, room, shown, [(start, min(end, kept)) for start, end in spans if start < kept],
                       font, tone, look.colours["bg.accentTint"], look.colours["text.link"])  # fmt: skip
            return
        painter.setFont(font)
        painter.setPen(tone)
        painter.drawText(room, _MIDDLE, shown)

    def _sign(self, painter: QPainter, look: _Look, box: QRect, right: int, sign: str) -> int:
        """Draws what is wrong, ending at `right`; returns where it begins."""
        text, tone = self._desk.words(SIGNS[sign]), f"{SIGN_TONES[sign]}.text"
        if SIGN_TONES[sign] == "tertiary":
            tone = "text.tertiary"
        width = look.small_metrics.horizontalAdvance(text) + 1
        side = self._desk.theme.px(14)
        painter.setFont(look.small)
        painter.setPen(look.colours[tone])
        painter.drawText(QRect(right - width, box.top(), width, box.height()), _MIDDLE, text)
        left = right - width - side - 4
        icon = look.icon(SIGN_ICONS[sign], tone, side, self._view.devicePixelRatioF())
        painter.drawPixmap(left, box.center().y() - side // 2, icon)
        return left

    # -- figures

    def _right(self, painter: QPainter, look: _Look, box: QRect, text: str) -> None:
        if text:
            painter.setFont(look.figures)
            painter.setPen(look.colours["text.secondary"])
            painter.drawText(box.adjusted(0, 0, -8, 0), _RIGHT, text)

    def _weeks(self, painter: QPainter, look: _Look, box: QRect, row: Listed) -> None:
        """A bar for each week, the last one darker, and their sum."""
        if not row.weeks:
            return
        most, high = max(row.weeks), self._desk.theme.px(16)
        left, foot = box.left() + 12, box.center().y() + high // 2
        for number, count in enumerate(row.weeks):
            tall = max(1, round(high * count / most)) if most else 1
            is_last = number == len(row.weeks) - 1
            bar = QRect(left + number * (_BAR + 1), foot - tall, _BAR, tall)
            painter.fillRect(bar, look.colours["chart.ink" if is_last else "chart.muted"])
        self._right(painter, look, box, self._desk.words.number(sum(row.weeks)))

    def _review(self, painter: QPainter, look: _Look, box: QRect, row: Listed) -> None:
        """The time that is left as a gauge, and in words; ochre only when it is over."""
        review = review_of(row, self._desk.today, self._desk.words)
        left = box.left() + 12
        room = QRect(left, box.top(), box.right() - left - 8, box.height())
        if review.left is not None:
            wide = self._desk.theme.px(_GAUGE)
            gauge = QRect(left, box.center().y() - 3, wide, 7)
            painter.setPen(look.gauge_over if review.is_over else look.gauge)
            painter.drawRect(gauge)
            filled = round((wide - 3) * review.left)
            tone = look.colours["attention.mark" if review.is_over else "chart.muted"]
            painter.fillRect(QRect(left + 2, gauge.top() + 2, filled, 4), tone)
            room.setLeft(left + wide + 8)
        painter.setFont(look.over if review.is_over else look.figures)
        plain = "text.tertiary" if review.left is None else "text.secondary"
        painter.setPen(look.colours["attention.text" if review.is_over else plain])
        painter.drawText(room, _MIDDLE, review.text)


def length_width(desk: Desk) -> int:
    """How wide the column of lengths is: neither its heading nor what it says is cut off."""
    words, theme = desk.words, desk.theme
    said = QFontMetrics(theme.font("body", tabular=True)).horizontalAdvance(words.n("{n} page", "{n} pages", 122))
    heading = QFontMetrics(theme.font("caption")).horizontalAdvance(words(mark("Length")))
    return max(said + 12, heading + theme.px(32))


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
    """One line of text that has room, in which what was found is marked."""
    marked = QTextCharFormat()
    marked.setBackground(ground)
    marked.setForeground(ink)
    layout = QTextLayout(text, font)
    ranges = []
    for start, end in spans:
        part = QTextLayout.FormatRange()
        part.start, part.length, part.format = start, end - start, marked
        ranges.append(part)
    layout.setFormats(ranges)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(max(1, box.width() + 2))
    layout.endLayout()
    painter.setPen(tone)
    layout.draw(painter, QPointF(box.left(), box.top() + (box.height() - line.height()) / 2))
