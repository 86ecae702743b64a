"""The same gaps in a square: leadership to the right, reps upwards, the grey band less than a point apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from enable_desktop.gaps.corners import Corner, CornerLine, corners_of, lines_free_of, taken_by
from enable_desktop.gaps.geometry import Box, Spot, quadrant, severity_at
from enable_desktop.people import Group
from enable_desktop.words import mark
from ui.sides import text_colour

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.gaps.state import GapsState

_MARGINS: Final = (64, 24, 28, 64)
_LARGEST: Final = 16
_LARGEST_SHARE: Final = 32
"""The largest circle: its radius in pixels, but no more than so small a part of the square's side."""
_NARROWER: Final = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3)
"""To the first of these shares that helps a name is cut that would run into another one."""


class QuadrantView(QWidget):
    """Arrow keys go through the themes in reading order."""

    gap_selected = Signal(object)
    key_pressed = Signal(str)

    def __init__(self, desk: Desk, state: GapsState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._state = state
        self._spots: tuple[Spot, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(desk.words(mark("Quadrant of the gaps")))
        desk.theme.changed.connect(self.update)

    def refresh(self) -> None:
        """Shows the state; the description says what is selected."""
        gap = self._state.gap
        said = self._state.title_of(gap.theme) if gap is not None else ""
        self.setAccessibleDescription(said)
        self.update()

    def _square(self) -> QRectF:
        px = self._desk.theme.px
        left, top, right, bottom = (px(each) for each in _MARGINS)
        side = min(self.width() - left - right, self.height() - top - bottom)
        return QRectF(left + (self.width() - left - right - side) / 2, top, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, words = self._desk.theme, self._desk.words
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        square = self._square()
        if square.width() < 80:
            painter.end()
            return
        self._ground(painter, square)
        strong = theme.font("strong")
        painter.setFont(strong)
        metrics = painter.fontMetrics()
        corners = self._corners(square, self._placed(square, metrics))
        self._spots = self._placed(square, metrics, taken_by(corners))
        for line in lines_free_of(corners, self._spots, metrics.height()):
            self._corner(painter, line)
        for spot in self._spots:
            self._spot(painter, spot)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text.secondary"))
        note = words(
            mark("Circle size: people who raised the theme. Dashed: too few to compare. Grey band: less than a point.")
        )
        below = QRectF(square.left(), square.bottom() + theme.px(38), self.width() - square.left() - 8, theme.px(24))
        painter.drawText(
            below, 0, painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideRight, int(below.width()))
        )
        painter.end()

    def _ground(self, painter: QPainter, square: QRectF) -> None:
        theme, words = self._desk.theme, self._desk.words
        step = square.width() / 4
        band = QPolygonF(
            [
                square.bottomLeft(),
                square.bottomLeft() + QPointF(step, 0),
                square.topRight() + QPointF(0, step),
                square.topRight(),
                square.topRight() - QPointF(step, 0),
                square.bottomLeft() - QPointF(0, step),
            ]
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("chart.band"))
        painter.drawPolygon(band)
        painter.setPen(QPen(theme.color("chart.grid"), 1))
        painter.drawLine(square.bottomLeft(), square.topRight())
        painter.setPen(QPen(theme.color("chart.muted"), 1, Qt.PenStyle.DotLine))
        middle = square.center()
        painter.drawLine(QPointF(middle.x(), square.top()), QPointF(middle.x(), square.bottom()))
        painter.drawLine(QPointF(square.left(), middle.y()), QPointF(square.right(), middle.y()))
        painter.setPen(QPen(theme.color("line.default"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(square)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text.tertiary"))
        for value in (1, 2, 3, 4, 5):
            x = severity_at(value, square.left(), square.right())
            y = severity_at(value, square.bottom(), square.top())
            painter.drawText(QRectF(x - 12, square.bottom() + 4, 24, 16), Qt.AlignmentFlag.AlignCenter, str(value))
            painter.drawText(QRectF(square.left() - 26, y - 8, 18, 16), Qt.AlignmentFlag.AlignRight, str(value))
        painter.setFont(theme.font("small"))
        painter.setPen(text_colour(theme, Group.LEADERSHIP))
        below = QRectF(square.left(), square.bottom() + theme.px(20), square.width(), 18)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words(mark("Leadership: how severe")))
        painter.save()
        painter.translate(square.left() - theme.px(42), square.center().y())
        painter.rotate(-90)
        painter.setPen(text_colour(theme, Group.REP))
        beside = QRectF(-square.height() / 2, -9, square.height(), 18)
        painter.drawText(beside, Qt.AlignmentFlag.AlignCenter, words(mark("Reps: how severe")))
        painter.restore()

    def _placed(self, square: QRectF, metrics: QFontMetrics, corners: Sequence[Box] = ()) -> tuple[Spot, ...]:
        return quadrant(
            self._state.in_reading_order(),
            square.left(),
            square.top(),
            square.width(),
            lambda each: float(metrics.horizontalAdvance(self._state.title_of(each))),
            float(metrics.height()),
            min(self._desk.theme.px(_LARGEST), square.width() / _LARGEST_SHARE),
            corners,
            _NARROWER,
        )

    def _corners(self, square: QRectF, spots: Sequence[Spot]) -> list[Corner]:
        theme = self._desk.theme
        title, meaning = (QFontMetricsF(theme.font(face)) for face in ("smallstrong", "small"))
        step = float(theme.line_height("small"))
        return corners_of(
            self._desk.words,
            Box(square.left(), square.top(), square.right(), square.bottom()),
            float(theme.px(5)),
            lambda text, is_title: (title if is_title else meaning).horizontalAdvance(text),
            (step, step),
            spots,
        )

    def _corner(self, painter: QPainter, line: CornerLine) -> None:
        theme, box = self._desk.theme, line.box
        painter.setFont(theme.font("smallstrong" if line.is_title else "small"))
        painter.setPen(theme.color("text.secondary" if line.is_title else "text.tertiary"))
        place = QRectF(box.left, box.top, box.right - box.left + 1, box.bottom - box.top)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, line.text)

    def _spot(self, painter: QPainter, spot: Spot) -> None:
        theme = self._desk.theme
        is_selected = spot.theme == self._state.selected
        ink = theme.color("chart.ink")
        centre = QPointF(spot.x, spot.y)
        if spot.is_open:
            painter.setPen(QPen(ink, 1.4, Qt.PenStyle.DashLine))
            painter.setBrush(theme.color("bg.surface"))
        else:
            fill = theme.color("chart.ink")
            fill.setAlphaF(1.0 if is_selected else 0.8)
            painter.setPen(QPen(ink, 1))
            painter.setBrush(fill)
        painter.drawEllipse(centre, spot.radius, spot.radius)
        if is_selected:
            painter.setPen(QPen(theme.color("focus.ring"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, spot.radius + 4, spot.radius + 4)
        painter.setFont(theme.font("body" if spot.is_open else "strong"))
        painter.setPen(theme.color("text.secondary" if spot.is_open else "text.primary"))
        height = painter.fontMetrics().height()
        box = QRectF(spot.label_x, spot.label_y, spot.label_width + 4, height)
        title = self._state.title_of(spot.theme)
        # What is shown in full is measured in the heavier face, and never cut by a rounding.
        title = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, title if spot.label_width else "")

    # -- choosing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        for spot in self._spots:
            box = QRectF(spot.label_x, spot.label_y, spot.label_width, 20)
            away = place - QPointF(spot.x, spot.y)
            if box.contains(place) or QPointF.dotProduct(away, away) <= (spot.radius + 4) ** 2:
                self.gap_selected.emit(spot.theme)
                break
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}.get(
            Qt.Key(event.key()), 0
        )
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if step:
            themes = [gap.theme for gap in self._state.in_reading_order()]
            place = themes.index(self._state.selected) + step if self._state.selected in themes else 0
            if 0 <= place < len(themes):
                self.gap_selected.emit(themes[place])
        elif plain and Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z:
            self.key_pressed.emit(chr(event.key()))
        else:
            super().keyPressEvent(event)
