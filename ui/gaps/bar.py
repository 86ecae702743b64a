"""Above the gaps: in which view they stand, which talks count, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from enable_desktop.gaps.orders import Order
from enable_desktop.words import mark
from ui.buttons import button, icon_button
from ui.inputs import ComboBox, Segmented

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.gaps.state import GapsState

_PERIODS: Final = ((0, mark("All dates")), (91, mark("Last 3 months")), (183, mark("Last 6 months")))
_BOX_LETTERS: Final = 10


class GapsBar(QWidget):
    """One line; where it is short one button offers, in a menu, what the boxes do."""

    view_chosen = Signal(str)
    detail_wanted = Signal()
    side_wanted = Signal()

    def __init__(
        self, desk: Desk, state: GapsState, views: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        """`views` are the keys and marked titles of what can be switched between."""
        super().__init__(parent)
        self._desk = desk
        self._state = state
        self._is_compact = False
        theme, words = desk.theme, desk.words
        bar = QHBoxLayout(self)
        bar.setContentsMargins(24, 8, 16, 8)
        bar.setSpacing(8)
        self.segments = Segmented(theme, words(mark("View")), [(key, words(text)) for key, text in views])
        self.segments.chosen.connect(lambda key: self.view_chosen.emit(str(key)))
        self.segments.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        bar.addWidget(self.segments)
        self.round = self._box(mark("Round"))
        self.round.activated.connect(lambda *_: state.choose_round(self.round.currentData()))
        self.department = self._box(mark("Department"))
        self.department.activated.connect(lambda *_: state.narrow(department=self.department.currentData()))
        self.period = self._box(mark("Period"))
        self.period.fill([(days, words(text)) for days, text in _PERIODS], 0)
        self.period.activated.connect(lambda *_: state.narrow(since=self._since()))
        self.order = self._box(mark("Sort by"))
        self.order.fill([(order, words(order.label)) for order in Order], Order.GAP)
        self.order.activated.connect(lambda *_: state.sort_by(self.order.currentData()))
        self._boxes = (self.round, self.department, self.period, self.order)
        for box in self._boxes:
            bar.addWidget(box)
        self.filters = icon_button(theme, "filter-variant", words(mark("Filter and sort")), self.show_filters)
        self.filters.hide()
        bar.addWidget(self.filters)
        bar.addStretch(1)
        self.detail = button(theme, words(mark("Detail")), self.detail_wanted.emit, look="quiet", small=True)
        self.detail.setCheckable(True)
        bar.addWidget(self.detail)
        self._side = icon_button(theme, "dock-right", words(mark("Side pane")), self.side_wanted.emit, shortcut="F8")
        bar.addWidget(self._side)

    def _box(self, name: str) -> ComboBox:
        box = ComboBox(self._desk.theme)
        box.setAccessibleName(self._desk.words(name))
        box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_BOX_LETTERS)
        box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        box.setProperty("quiet", "true")
        return box

    def _since(self) -> date | None:
        days = int(self.period.currentData() or 0)
        return self._desk.today - timedelta(days=days) if days else None

    @property
    def is_narrowed(self) -> bool:
        """Whether some talks do not count."""
        chosen = self._state.filter
        return bool(chosen.department or chosen.since) or self.round.currentData() is not None

    def fill(self) -> None:
        """Offers the rounds and departments that there are now."""
        words, chosen = self._desk.words, self._state.filter
        rounds: list[tuple[object, str]] = [(each.id, each.title) for each in self._desk.workspace.themes.rounds()]
        self.round.fill([*rounds, (None, words(mark("All rounds")))], chosen.round)
        departments = [(each, each) for each in self._state.shown.departments]
        self.department.fill([("", words(mark("Everybody"))), *departments], chosen.department)
        self._fit()

    def count_all(self) -> None:
        """Drops every filter."""
        self.department.setCurrentIndex(0)
        self.period.setCurrentIndex(0)
        self._state.narrow(department="", since=None)
        self._state.choose_round(None)

    # -- room

    def set_compact(self, compact: bool) -> None:
        """Whether the window is narrow for its text size."""
        self._is_compact = compact
        self.detail.setVisible(not compact)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _offered(self) -> tuple[ComboBox, ...]:
        """What there is to choose from: a box with one answer is left out."""
        return tuple(box for box in self._boxes if box.count() > 2)

    def _fit(self) -> None:
        """Shows the boxes where they have room beside the views, else one button with all of them."""
        boxes = self._offered()
        wanted = self.segments.sizeHint().width() + sum(box.sizeHint().width() + 8 for box in boxes)
        others = self.detail.sizeHint().width() + self._side.sizeHint().width() + 8 * 3 + 40
        has_room = not self._is_compact and wanted + others <= self.width()
        for box in self._boxes:
            box.setVisible(has_room and box in boxes)
        self.filters.setVisible(not has_room)

    def show_filters(self) -> None:
        """Where there is little room: everything that the boxes offer, in one menu."""
        menu = QMenu(self)
        for box in self._offered():
            said = self._desk.words(mark("{box}: {chosen}"), box=box.accessibleName(), chosen=box.currentText())
            inner = menu.addMenu(said)
            for place in range(box.count()):
                action = inner.addAction(box.itemText(place))
                action.setCheckable(True)
                action.setChecked(place == box.currentIndex())
                action.triggered.connect(partial(_choose, box, place))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.filters.mapToGlobal(QPoint(0, self.filters.height())))


def _choose(box: ComboBox, place: int, _checked: bool = False) -> None:
    box.setCurrentIndex(place)
    box.activated.emit(place)
