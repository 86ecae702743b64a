"""Which rules flag an asset, and what to do about each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from enable_desktop.library.health import RULES
from enable_desktop.words import mark
from ui.buttons import LinkButton, link_button
from ui.labels import label

if TYPE_CHECKING:
    from enable_desktop.library.assets import Asset
    from ui.desk import Desk

FIELDS_OF_RULES: Final = {
    "no-owner": "owner",
    "owner-left": "owner",
    "no-reviewer": "reviewer",
    "no-expert": "experts",
    "no-summary": "summary",
    "no-question": "question",
    "no-stage": "stage",
    "same-title": "title",
    "expires-28": "expires",
    "expires-14": "expires",
    "expired": "expires",
    "no-consent": "consent",
    "consent-ending": "consent_until",
}
"""The field in which that is mended which a rule flags."""
_TOLD_ABOVE: Final = frozenset({"contested", "missing", "online-only", "broken-link"})
"""The rules of which a card above everything else tells, with a button."""


class FlagsPart(QWidget):
    """Hidden where nothing is flagged; a rule leads to the field that mends it, else to all that it flags."""

    field_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lines: list[_Flag] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(label(desk.theme, desk.words(mark("What is wrong")), "strong"))
        self.rules: tuple[str, ...] = ()

    @property
    def buttons(self) -> list[LinkButton]:
        """One for each rule told, in their order."""
        return [line.button for line in self._lines[: len(self.rules)]]

    @property
    def advice(self) -> list[str]:
        """What is said about each rule, in their order."""
        return [line.advice.text() for line in self._lines[: len(self.rules)]]

    def show_asset(self, asset: Asset) -> None:
        """Shows what the rules that are switched on say of it today."""
        found = self._desk.workspace.library.health.rules_of(asset.id)
        self.rules = tuple(rule for rule in found if rule not in _TOLD_ABOVE)
        while len(self._lines) < len(self.rules):
            line = _Flag(self._desk, self)
            line.button.clicked.connect(partial(self._on_clicked, len(self._lines)))
            self._lines.append(line)
            self._column.addWidget(line)
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(self.rules))
            if place < len(self.rules):
                line.show_rule(self.rules[place])
        self.setVisible(bool(self.rules))

    def _on_clicked(self, place: int) -> None:
        rule = self.rules[place]
        if rule in FIELDS_OF_RULES and not self._desk.workspace.is_readonly:
            self.field_wanted.emit(FIELDS_OF_RULES[rule])
        else:
            self._desk.go(f"health#{rule}")


class _Flag(QWidget):
    """A rule, and below it what to do."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.button = link_button(desk.theme, "", small=True)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        # As far in as the text of the button, which has room for its frame.
        self.advice = label(desk.theme, "", "small", tone="secondary", wrap=True)
        self.advice.setContentsMargins(3, 0, 0, 0)
        column.addWidget(self.advice)

    def show_rule(self, key: str) -> None:
        rule = RULES[key]
        self.button.setText(self._words(rule.label))
        self.advice.setText(self._words(rule.advice))
        self.button.setAccessibleName(self._words(rule.label))
        self.button.setAccessibleDescription(self._words(rule.advice))
