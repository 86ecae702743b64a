"""What the figures of the business case add up to, and when it pays back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from enable_desktop.changes import Changes
from enable_desktop.charter.business_case import Economics, economics
from enable_desktop.charter.lines import BusinessCase, Figure
from enable_desktop.words import mark
from ui.labels import label

if TYPE_CHECKING:
    from ui.desk import Desk


class Sums(QWidget):
    """First-year cost, returns and break-even, computed anew after every change."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        card = QFrame()
        card.setProperty("card", "true")
        column.addWidget(card)
        self._grid = QGridLayout(card)
        self._grid.setContentsMargins(16, 12, 16, 12)
        self._grid.setHorizontalSpacing(24)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._values = []
        for row in range(6):
            name = label(desk.theme, "", "body", tone="secondary", wrap=True)
            value = label(desk.theme, "", "strong", wrap=True)
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(value, row, 1)
            self._values.append((name, value))
        desk.changed.connect(self._on_changed)
        self._show()

    def _show(self) -> None:
        desk, words = self._desk, self._desk.words
        currency = desk.workspace.settings.get("currency", "EUR")
        charter = desk.workspace.charter.content()
        found = economics(charter)
        rows = [
            (words(mark("One-off cost")), words.money(found.one_off, currency)),
            (words(mark("Yearly cost, with the hours of others")), words.money(found.yearly, currency)),
            (words(mark("Cost of the first year")), words.money(found.first_year, currency)),
            (words(mark("Yearly return: low, likely, high")), self._returns(found, currency)),
            (words(mark("Pays for itself after")), self._payback(found)),
            (words(mark("Break-even")), self._break_even(found, charter.business_case.lever)),
        ]
        for (name, value), (text, shown) in zip(self._values, rows, strict=True):
            name.setText(text)
            value.setText(shown)
            value.setAccessibleName(f"{text}: {shown}")
            name.setVisible(bool(shown))
            value.setVisible(bool(shown))

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & {Figure.kind, BusinessCase.kind}:
            self._show()

    def _returns(self, found: Economics, currency: str) -> str:
        sums = (found.low, found.likely, found.high)
        return " · ".join(self._desk.words.money(each, currency) for each in sums) if any(sums) else ""

    def _payback(self, found: Economics) -> str:
        if found.payback_months is None:
            return ""
        months = -(-found.payback_months // 1)
        return self._desk.words.n("{n} month", "{n} months", int(months))

    def _break_even(self, found: Economics, lever: str) -> str:
        if found.break_even_units is None:
            return ""
        units = self._desk.words.number(found.break_even_units)
        return f"{units} × {lever}" if lever else units
