"""Before assets are retired or removed: what links to them is shown, in the pane, and what replaces them is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from enable_desktop.library.assets import Asset
from ui.library.answers import RetireCard
from ui.library.leading import Leading

if TYPE_CHECKING:
    from ui.desk import Desk


class Retiring(QWidget):
    """The question of one pane, about one asset or several; there only while it is asked."""

    closed = Signal()
    """It is answered, or left."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._leading = Leading(desk)
        self._assets: Sequence[Asset] = ()
        self._of: frozenset[int] = frozenset()
        self._removes = False
        self.card: RetireCard | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def ask(self, assets: Sequence[Asset], of: Sequence[int], *, removes: bool = False) -> None:
        """Asks what replaces these, that are retired or taken out of the library, `of` all that are selected."""
        if self.card is None:
            # Made for the first one: it knows what every asset is called.
            self.card = RetireCard(self._desk)
            self.card.answered.connect(self._on_answered)
            self.card.closed.connect(self.closed)
            self._column.addWidget(self.card)
        self._assets, self._of, self._removes = tuple(assets), frozenset(of), removes
        dependents = self._desk.workspace.library.reviews.dependents(*(asset.id for asset in assets))
        self.card.begin(self._assets, dependents, removes=removes)

    def leave_unless(self, ids: Sequence[int]) -> None:
        """Asks no more where others than these are selected."""
        if self.card is not None and self._of != frozenset(ids):
            self.card.hide()

    def _on_answered(self) -> None:
        card = self.card
        if card is None or not self._assets:
            return
        do = self._leading.remove if self._removes else self._leading.retire
        do(
            self._assets,
            card.replacement.value,
            leads=card.leads_over,
            takes_out=card.takes_out,
            done=card.close_card,
        )
