"""The Guidance pane: what belongs into a section, examples, checks that tick themselves, and what is missing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from enable_desktop.charter.completeness import Finding, SectionState
from enable_desktop.charter.sections import BY_KEY
from enable_desktop.words import mark
from resources.content import Card, Check, Example, guidance
from ui.buttons import link_button
from ui.labels import label

if TYPE_CHECKING:
    from ui.desk import Desk


class GuidancePane(QScrollArea):
    """One card for each part of the section, and the findings of the rules."""

    finding_chosen = Signal(object)
    """A `Finding` to lead to."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key = ""
        self._state: SectionState | None = None
        self._checks: list[tuple[Check, QLabel, QLabel]] = []
        self._missing = QVBoxLayout()
        self._missing_holder = QWidget()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(desk.words(mark("Guidance")))
        desk.theme.changed.connect(self._tick)

    def show_section(self, key: str, state: SectionState) -> None:
        """Shows the cards of a section; for the same section only ticks and findings are renewed."""
        if key != self._key:
            self._key = key
            self._build()
        if state != self._state:
            self._state = state
            self._tick()
            self._show_missing()

    def _build(self) -> None:
        inside = QWidget(self.viewport())
        inside.setProperty("pane", "sunken")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 14, 16, 24)
        column.setSpacing(8)
        self._state = None
        self._checks = []
        self._missing_holder = QWidget(inside)
        self._missing = QVBoxLayout(self._missing_holder)
        self._missing.setContentsMargins(0, 0, 0, 8)
        self._missing.setSpacing(4)
        column.addWidget(self._missing_holder)
        cards = guidance(self._desk.words.language)
        for key in BY_KEY[self._key].cards:
            if len(BY_KEY[self._key].cards) > 1:
                column.addWidget(label(self._desk.theme, self._named(key), "section"))
            self._add_card(column, cards[key])
        column.addStretch(1)
        self.setWidget(inside)

    def _named(self, key: str) -> str:
        names = {"governance": mark("Governance"), "decision_rights": mark("Decision rights")}
        return self._desk.words(names[key])

    def _add_card(self, column: QVBoxLayout, card: Card) -> None:
        words = self._desk.words
        self._add_text(column, words(mark("What belongs here")), card.belongs)
        self._add_text(column, words(mark("What an executive looks for")), card.executive)
        self._add_example(column, words(mark("A good one")), card.good)
        self._add_example(column, words(mark("A weak one")), card.weak)
        self._add_heading(column, words(mark("Before you finish")))
        for check in card.checks:
            row = QHBoxLayout()
            row.setSpacing(8)
            sign = QLabel()
            sign.setFixedWidth(self._desk.theme.px(18))
            text = label(self._desk.theme, check.text, "body", wrap=True)
            row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(text, 1)
            column.addLayout(row)
            self._checks.append((check, sign, text))
        column.addSpacing(8)

    def _add_heading(self, column: QVBoxLayout, text: str) -> None:
        column.addSpacing(4)
        column.addWidget(label(self._desk.theme, text, "strong"))

    def _add_text(self, column: QVBoxLayout, heading: str, text: str) -> None:
        self._add_heading(column, heading)
        column.addWidget(label(self._desk.theme, text, "body", tone="secondary", wrap=True))

    def _add_example(self, column: QVBoxLayout, heading: str, example: Example) -> None:
        self._add_heading(column, heading)
        card = QFrame()
        card.setProperty("card", "true")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.setSpacing(6)
        inside.addWidget(label(self._desk.theme, example.text, "body", wrap=True))
        inside.addWidget(label(self._desk.theme, example.why, "small", tone="tertiary", wrap=True))
        column.addWidget(card)

    def _tick(self) -> None:
        state, theme, words = self._state, self._desk.theme, self._desk.words
        if state is None:
            return
        side = theme.px(16)
        for check, sign, text in self._checks:
            if not check.rule:
                # Only the person can judge this one.
                sign.setPixmap(theme.icon("circle-small", "text.tertiary").pixmap(QSize(side, side)))
                continue
            done = state.holds(check.rule)
            icon = "check-circle-outline" if done else "circle-outline"
            sign.setPixmap(theme.icon(icon, "accent.mark" if done else "text.tertiary").pixmap(QSize(side, side)))
            said = words(mark("done")) if done else words(mark("still open"))
            text.setAccessibleName(f"{check.text}: {said}")

    def _missing_row(self, finding: Finding) -> QWidget:
        words, theme = self._desk.words, self._desk.theme
        text = words.say(finding.sentence)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(label(theme, text, "body", tone="attention", wrap=True), 1)
        link = link_button(theme, words(mark("Go there")), partial(self.finding_chosen.emit, finding))
        link.setAccessibleName(f"{words(mark('Go there'))}: {text}")
        row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _show_missing(self) -> None:
        state = self._state
        while self._missing.count():
            item = self._missing.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        found = state.findings[:12] if state is not None else ()
        self._missing_holder.setVisible(bool(found))
        if not found or state is None:
            return
        words, theme = self._desk.words, self._desk.theme
        self._missing.addWidget(label(theme, words(mark("What is missing")), "strong"))
        for finding in found:
            self._missing.addWidget(self._missing_row(finding))
        more = len(state.findings) - len(found)
        if more > 0:
            text = words.n("and {n} more", "and {n} more", more)
            self._missing.addWidget(label(theme, text, "small", tone="tertiary"))
