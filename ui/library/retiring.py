"""Before assets are retired or removed: what links to them is shown, in the pane, and what replaces them is asked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.library.answers import RetireCard
from ui.library.leading import Leading

if TYPE_CHECKING:
    from db.library.reviews import Dependents
    from ui.desk import Desk


class Retiring(QWidget):
    """The question of one pane, about one asset or several; there only while it is asked."""

    closed = Signal()
    """It is answered, or left."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._leading = Leading(desk)
        self._ids: Sequence[int] = ()
        self._of: frozenset[int] = frozenset()
        self._removes = False
        self.card: RetireCard | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def ask(self, ids: Sequence[int], dependents: Dependents, of: Sequence[int], *, removes: bool = False) -> None:
        """Asks what replaces these, that are retired or taken out of the library, `of` all that are selected."""
        if self.card is None:
            # Made for the first one: it knows what every asset is called.
            self.card = RetireCard(self._desk)
            self.card.answered.connect(self._on_answered)
            self.card.closed.connect(self.closed)
            self._column.addWidget(self.card)
        self._ids, self._of, self._removes = tuple(ids), frozenset(of), removes
        self.card.begin(self._ids, dependents, removes=removes)

    def leave_unless(self, ids: Sequence[int]) -> None:
        """Asks no more where others than these are selected."""
        if self.card is not None and self._of != frozenset(ids):
            self.card.hide()

    def _on_answered(self) -> None:
        card = self.card
        if card is None or not self._ids:
            return
        do = self._leading.remove if self._removes else self._leading.retire
        do(
            self._ids,
            card.replacement.value,
            leads=card.leads_over,
            takes_out=card.takes_out,
            done=partial(self._close, self._ids),
        )
        if self._desk.steps.is_busy:
            # Of very many it is answered now, and done in a while.
            self._close(self._ids)

    def _close(self, ids: Sequence[int]) -> None:
        """Asks no more about these."""
        if self.card is not None and self._ids is ids and not self.card.isHidden():
            self.card.close_card()
