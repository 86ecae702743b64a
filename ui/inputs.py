"""Controls that the style sheet alone cannot draw: check box, chooser, segments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ui.theme import Theme

_BOX: Final = 16
_GAP: Final = 8
_EDGE: Final = 3


class CheckBox(QCheckBox):
    """Chosen, not chosen, or some of several: a mark at the left, its words, a ring when focused."""

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setAccessibleName(text)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        side = self._theme.px(_BOX)
        width = side + 2 * _EDGE + (_GAP + metrics.horizontalAdvance(self.text()) if self.text() else 0)
        return QSize(width + _EDGE, max(self._theme.px(24), metrics.height() + 2 * _EDGE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _box(self) -> QRectF:
        side = self._theme.px(_BOX)
        return QRectF(_EDGE + 0.5, (self.height() - side) / 2 + 0.5, side - 1, side - 1)

    def hitButton(self, position: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, box, state = self._theme, self._box(), self.checkState()
        on = state != Qt.CheckState.Unchecked
        edge = "line.strong" if not on else "accent.fill"
        painter.setPen(QPen(theme.color(edge if self.isEnabled() else "line.default"), 1))
        painter.setBrush(theme.color("accent.fill" if on and self.isEnabled() else "bg.surface"))
        painter.drawRoundedRect(box, 3, 3)
        if on:
            tone = "accent.onFill" if self.isEnabled() else "text.disabled"
            if state == Qt.CheckState.PartiallyChecked:
                painter.setPen(QPen(theme.color(tone), 2))
                middle = box.center()
                painter.drawLine(middle - QPointF(box.width() / 4, 0), middle + QPointF(box.width() / 4, 0))
            else:
                theme.icon("check-bold", tone).paint(painter, box.toRect().adjusted(2, 2, -1, -1))
        self._paint_words(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        theme = self._theme
        left = round(self._box().right()) + 1 + _GAP
        painter.setPen(theme.color("text.primary" if self.isEnabled() else "text.disabled"))
        painter.setFont(self.font())
        words = QRect(left, 0, self.width() - left, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic, self.text())
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus.ring"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)


class ComboBox(QComboBox):
    """One of several, with our arrow; the wheel scrolls the page unless the box has the focus."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._keys: list[object] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fill(self, entries: Iterable[tuple[object, str]], chosen: object = None) -> None:
        """Puts these (key, text) entries in and selects the one of this key, without a signal."""
        self.blockSignals(True)
        self.clear()
        self._keys = []
        for key, text in entries:
            self._keys.append(key)
            self.addItem(text, key)
        self.setCurrentIndex(max(0, self.findData(chosen)) if self.count() else -1)
        self.blockSignals(False)

    # Any, as in Qt: a key is whatever `fill` was given.
    def currentData(self, role: int = int(Qt.ItemDataRole.UserRole)) -> Any:
        """The key of the chosen entry as it was given; Qt alone would turn an answer of a `Choice` into its text."""
        place = self.currentIndex()
        if role == Qt.ItemDataRole.UserRole and len(self._keys) == self.count():
            return self._keys[place] if place >= 0 else None
        return super().currentData(role)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = self._theme.px(16)
        box = QRect(self.width() - side - 8, (self.height() - side) // 2, side, side)
        tone = "text.secondary" if self.isEnabled() else "text.disabled"
        self._theme.icon("chevron-down", tone).paint(painter, box)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Segmented(QWidget):
    """Two to five views of one thing side by side; arrow keys move, Tab leaves."""

    chosen = Signal(object)

    def __init__(
        self, theme: Theme, name: str, options: Iterable[tuple[object, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._keys: list[object] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        entries = tuple(options)
        for place, (key, text) in enumerate(entries):
            segment = QToolButton()
            segment.setText(text)
            segment.setAccessibleName(f"{name}: {text}")
            segment.setCheckable(True)
            segment.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            segment.setProperty("segment", _segment(place, len(entries)))
            theme.dress(segment, "bodystrong")
            self._keys.append(key)
            self._group.addButton(segment, place)
            layout.addWidget(segment)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._group.idToggled.connect(self._on_toggled)
        self._group.idClicked.connect(self._on_clicked)

    def choose(self, key: object) -> None:
        """Marks the option of this key, without a signal."""
        if key in self._keys:
            self._group.button(self._keys.index(key)).setChecked(True)

    @property
    def current(self) -> object:
        place = self._group.checkedId()
        return self._keys[place] if place >= 0 else None

    @property
    def chosen_segment(self) -> QWidget:
        """Where the focus goes."""
        return self._group.checkedButton() or self._group.button(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        place = (self._group.checkedId() + step) % len(self._keys)
        segment = self._group.button(place)
        segment.setChecked(True)
        segment.setFocus(Qt.FocusReason.TabFocusReason)
        self._on_clicked(place)

    def _on_toggled(self, place: int, checked: bool) -> None:
        policy = Qt.FocusPolicy.StrongFocus if checked else Qt.FocusPolicy.ClickFocus
        self._group.button(place).setFocusPolicy(policy)

    def _on_clicked(self, place: int) -> None:
        self.chosen.emit(self._keys[place])


def _segment(place: int, count: int) -> str:
    if count == 1:
        return "only"
    return "first" if place == 0 else "last" if place == count - 1 else "middle"
