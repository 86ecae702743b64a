"""How the rows of the library are drawn: title with its hits and its sign, length, weeks of use, time to review."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap, QTextCharFormat

from enable_desktop.library.assets import Status
from enable_desktop.library.freshness import Freshness
from enable_desktop.library.listed import SIGNS, Listed
from enable_desktop.sizes import length_of
from enable_desktop.words import mark
from ui.laid_texts import LaidTexts, Spans, draw_line, draw_marked
from ui.library.model import LENGTH, REVIEW, TITLE, USED
from ui.library.wording import SIGN_ICONS, SIGN_TONES, icon_of, review_of, title_of
from ui.rings import paint_focus

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.library.table import AssetsTable

ROW: Final = 36
_LEFT: Final = 20
_EDGE: Final = 8
"""Both as in the headings, which grow with the text."""
_GAUGE: Final = 44
_GAUGE_HIGH: Final = 7
_BAR: Final = 4
_KEPT: Final = 600

_Cell = tuple[int, int, int, int]
"""Where a cell stands: left, right, top, height."""


class _Look:
    """Fonts, colours, icons and small pictures of the table, as long as the theme stays."""

    def __init__(self, desk: Desk, ratio: float) -> None:
        theme = desk.theme
        self.ratio = ratio
        self.body, self.strong = LaidTexts(theme.font("body")), LaidTexts(theme.font("body", 500))
        self.small = LaidTexts(theme.font("small"))
        self.figures = LaidTexts(theme.font("body", tabular=True))
        self.over = LaidTexts(theme.font("body", 500, tabular=True))
        self.lead, self.edge = theme.px(_LEFT), theme.px(_EDGE)
        self.icon_side, self.sign_side = theme.px(16), theme.px(14)
        self.gauge_wide, self.bars_high = theme.px(_GAUGE), theme.px(16)
        self.colours = {
            name: theme.color(name)
            for name in (
                "bg.selected", "bg.selectedInactive", "bg.hover", "line.subtle", "line.default", "text.primary",
                "text.secondary", "text.tertiary", "chart.ink", "chart.muted", "attention.mark", "attention.text",
                "problem.text",
            )
        }  # fmt: skip
        self.hit = QTextCharFormat()
        self.hit.setBackground(theme.color("bg.accentTint"))
        self.hit.setForeground(theme.color("text.link"))
        self._theme = theme
        self._icons: dict[tuple[str, str], QPixmap] = {}
        self._bars: dict[tuple[int, ...], QPixmap] = {}
        self._gauges: dict[tuple[int, bool], QPixmap] = {}

    def icon(self, name: str, tone: str, side: int) -> QPixmap:
        """An icon as pixels, drawn once."""
        key = (name, tone)
        if key not in self._icons:
            pixmap = QPixmap(self._theme.glyph(name, tone, round(side * self.ratio)))
            pixmap.setDevicePixelRatio(self.ratio)
            self._icons[key] = pixmap
        return self._icons[key]

    def bars(self, weeks: tuple[int, ...]) -> QPixmap:
        """A bar for each week, the last one darker."""
        if weeks not in self._bars:
            if len(self._bars) >= _KEPT:
                self._bars.clear()
            most, high = max(weeks), self.bars_high
            pixmap = self._blank(len(weeks) * (_BAR + 1), high)
            painter = QPainter(pixmap)
            for number, count in enumerate(weeks):
                tall = max(1, round(high * count / most)) if most else 1
                tone = "chart.ink" if number == len(weeks) - 1 else "chart.muted"
                painter.fillRect(number * (_BAR + 1), high - tall, _BAR, tall, self.colours[tone])
            painter.end()
            self._bars[weeks] = pixmap
        return self._bars[weeks]

    def gauge(self, left: float, *, is_over: bool) -> QPixmap:
        """The time that is left; ochre only when it is over."""
        filled = round((self.gauge_wide - 3) * left)
        key = (filled, is_over)
        if key not in self._gauges:
            wide, high = self.gauge_wide + 1, _GAUGE_HIGH + 1
            pixmap = self._blank(wide, high)
            painter = QPainter(pixmap)
            for frame in ((0, 0, wide, 1), (0, high - 1, wide, 1), (0, 1, 1, high - 2), (wide - 1, 1, 1, high - 2)):
                painter.fillRect(*frame, self.colours["attention.mark" if is_over else "line.default"])
            painter.fillRect(2, 2, filled, 4, self.colours["attention.mark" if is_over else "chart.muted"])
            painter.end()
            self._gauges[key] = pixmap
        return self._gauges[key]

    def _blank(self, wide: int, high: int) -> QPixmap:
        pixmap = QPixmap(round(wide * self.ratio), round(high * self.ratio))
        pixmap.setDevicePixelRatio(self.ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        return pixmap


class RowsPainter:
    """Draws the rows of the table, in each state of the design.

    A row at a time: a delegate is asked for every cell, which takes longer than to draw it.
    """

    def __init__(self, desk: Desk, view: AssetsTable, spans_of: Callable[[str], Spans]) -> None:
        self._desk = desk
        self._view = view
        self._spans_of = spans_of
        self._look: _Look | None = None

    def forget(self) -> None:
        """The theme is another one."""
        self._look = None

    def paint(self, painter: QPainter, part: QRect) -> None:
        """Draws the rows that stand in a part of the table."""
        view = self._view
        first, last = view.rowAt(part.top()), view.rowAt(part.bottom())
        if first < 0:
            return
        if last < 0:
            last = view.assets.rowCount() - 1
        ratio = view.devicePixelRatioF()
        look = self._look
        if look is None or look.ratio != ratio:
            look = self._look = _Look(self._desk, ratio)
        has_focus = view.hasFocus()
        chosen = look.colours["bg.selected" if has_focus else "bg.selectedInactive"]
        begin = end = view.columnViewportPosition(TITLE)
        columns = []
        for column in (TITLE, LENGTH, USED, REVIEW):
            if not view.isColumnHidden(column):
                columns.append((column, end, end + view.columnWidth(column)))
                end += view.columnWidth(column)
        wide, high = end - begin, view.rowHeight(first)
        top = view.rowViewportPosition(first)
        line = look.colours["line.subtle"]
        parts = view.selected_parts()
        for place in range(first, last + 1):
            is_selected = any(above <= place <= below for above, below in parts)
            if is_selected:
                painter.fillRect(begin, top, wide, high, chosen)
            elif place == view.hovered:
                painter.fillRect(begin, top, wide, high, look.colours["bg.hover"])
            row = view.assets.listed_at(place)
            for column, left, right in columns:
                if column == TITLE:
                    self._title(painter, look, (left, right, top, high), row, is_selected=is_selected)
                elif column == LENGTH:
                    said = length_of(row.seconds, row.pages, self._desk.words)
                    self._right(painter, look, (left, right, top, high), said)
                elif column == USED:
                    self._weeks(painter, look, (left, right, top, high), row)
                else:
                    self._review(painter, look, (left, right, top, high), row)
            painter.fillRect(begin, top + high - 1, wide, 1, line)
            top += high
        here = view.currentIndex().row()
        if has_focus and view.is_by_key and first <= here <= last:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_focus(painter, self._desk.theme, view.row_box(here))

    # -- title

    def _title(self, painter: QPainter, look: _Look, cell: _Cell, row: Listed, *, is_selected: bool) -> None:
        left, right, top, high = cell
        kind = self._view.assets.kind_of(row)
        left, right, side = left + look.lead, right - 9, look.icon_side
        icon = look.icon(icon_of(kind.key if kind is not None else "", row.location), "text.secondary", side)
        painter.drawPixmap(left, top + (high - 1) // 2 - side // 2, icon)
        left += side + 8
        if row.sign:
            right = self._sign(painter, look, (left, right, top, high), row.sign) - 10
        is_quiet = row.status is Status.RETIRED or not row.title
        texts = look.strong if is_selected else look.body
        laid = texts.line_in(title_of(row, self._desk.words), max(0, right - left))
        painter.setPen(look.colours["text.tertiary" if is_quiet else "text.primary"])
        spans = self._spans_of(row.title) if row.title else ()
        if spans:
            draw_marked(painter, laid, left, top, high, spans, look.hit)
        else:
            draw_line(painter, laid, left, top, high)

    def _sign(self, painter: QPainter, look: _Look, cell: _Cell, sign: str) -> int:
        """Draws what is wrong at the end of a cell; returns where it begins."""
        _, right, top, high = cell
        tone = "text.tertiary" if SIGN_TONES[sign] == "tertiary" else f"{SIGN_TONES[sign]}.text"
        laid, side = look.small.line(self._desk.words(SIGNS[sign])), look.sign_side
        painter.setPen(look.colours[tone])
        begin = right - ceil(laid.width) - 1
        draw_line(painter, laid, begin, top, high)
        left = begin - side - 4
        painter.drawPixmap(left, top + (high - 1) // 2 - side // 2, look.icon(SIGN_ICONS[sign], tone, side))
        return left

    # -- figures

    def _right(self, painter: QPainter, look: _Look, cell: _Cell, text: str) -> None:
        if text:
            _, right, top, high = cell
            laid = look.figures.line(text)
            painter.setPen(look.colours["text.secondary"])
            draw_line(painter, laid, right - look.edge - laid.width, top, high)

    def _weeks(self, painter: QPainter, look: _Look, cell: _Cell, row: Listed) -> None:
        """A bar for each week, and their sum."""
        if row.weeks:
            left, _, top, high = cell
            foot = top + (high - 1) // 2 + look.bars_high // 2
            painter.drawPixmap(left + look.edge, foot - look.bars_high, look.bars(row.weeks))
            self._right(painter, look, cell, self._desk.words.number(sum(row.weeks)))

    def _review(self, painter: QPainter, look: _Look, cell: _Cell, row: Listed) -> None:
        """The time that is left as a gauge, and in words."""
        review = review_of(row, self._desk.today, self._desk.words)
        left, _, top, high = cell
        left += look.edge
        if review.left is not None:
            painter.drawPixmap(left, top + (high - 1) // 2 - 3, look.gauge(review.left, is_over=review.is_over))
            left += look.gauge_wide + 8
        plain = "text.tertiary" if review.left is None else "text.secondary"
        painter.setPen(look.colours["attention.text" if review.is_over else plain])
        draw_line(painter, (look.over if review.is_over else look.figures).line(review.text), left, top, high)


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
    return theme.px(_EDGE) + max(theme.px(_GAUGE) + 8 + longest, whole) + 12
