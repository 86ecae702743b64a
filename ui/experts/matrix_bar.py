"""Above the matrix: what its marks mean, in which order the topics stand, and the export of what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from enable_desktop.words import Words, mark
from ui.buttons import button
from ui.experts.matrix import Legend

if TYPE_CHECKING:
    from ui.theme import Theme

HOLES: Final = "holes"
CHARTER: Final = "charter"
_ORDERS: Final = {HOLES: mark("Holes first"), CHARTER: mark("As in charter")}


class MatrixBar(QWidget):
    """One line; where it is short its buttons keep their icons alone, and the words are in their tooltips."""

    sorted = Signal()
    """The topics are to stand in another order."""
    export_wanted = Signal()

    def __init__(self, theme: Theme, words: Words, order: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.order = order if order in _ORDERS else HOLES
        """In which order they stand."""
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(8)
        self.legend = Legend(theme, words)
        row.addWidget(self.legend)
        row.addStretch(1)
        self.sort = button(theme, "", self._turn, look="quiet", icon="sort-variant", small=True)
        self.export = button(theme, "", self.export_wanted.emit, look="quiet", icon="file-pdf-box", small=True)
        row.addWidget(self.sort)
        row.addWidget(self.export)
        self._row = row
        self._fit()
        theme.changed.connect(self._fit)

    def _turn(self) -> None:
        self.order = HOLES if self.order == CHARTER else CHARTER
        self._fit()
        self.sorted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        """Shows the words of the buttons where what the marks mean has its room all the same."""
        words = self._words
        said = ((self.sort, words(_ORDERS[self.order])), (self.export, words(mark("Export the coverage"))))
        for each, text in said:
            _show(each, text, is_whole=True)
        edges = self._row.contentsMargins()
        wanted = sum(each.sizeHint().width() for each in (self.legend, self.sort, self.export))
        room = self.width() - edges.left() - edges.right() - 3 * self._row.spacing()
        if wanted > room:
            for each, text in said:
                _show(each, text, is_whole=False)
        self.sort.setAccessibleName(words(mark("Order of topics: {order}"), order=words(_ORDERS[self.order])))


def _show(each: QPushButton, text: str, *, is_whole: bool) -> None:
    each.setText(text if is_whole else "")
    each.setToolTip("" if is_whole else text)
    each.setAccessibleName(text)
