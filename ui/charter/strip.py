"""The strip above a section that says what its document was approved as, and what has happened since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from enable_desktop.charter.approvals import said_by
from enable_desktop.charter.lines import Answer, Document, Status, Version
from enable_desktop.people import Person
from enable_desktop.words import mark
from ui.buttons import link_button
from ui.labels import ElidedLabel

if TYPE_CHECKING:
    from ui.desk import Desk


class ApprovalStrip(QFrame):
    """Approved, by whom, when, as which version; whether it has changed since."""

    compare_wanted = Signal()
    ask_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme, words = desk.theme, desk.words
        self.setProperty("strip", "accent")
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 6, 20, 6)
        row.setSpacing(10)
        self._glyph = "lock-check-outline"
        self._sign = QLabel()
        row.addWidget(self._sign)
        self._text = ElidedLabel(theme, "", "body")
        row.addWidget(self._text, 1)
        self._compare = link_button(theme, words(mark("Compare")), self.compare_wanted.emit)
        row.addWidget(self._compare)
        self._ask = link_button(theme, words(mark("Ask again")), self.ask_wanted.emit)
        row.addWidget(self._ask)
        theme.changed.connect(self._paint_sign)
        self._paint_sign()

    def _paint_sign(self) -> None:
        side = self._desk.theme.px(18)
        icon = self._desk.theme.icon(self._glyph, "accent.mark")
        self._sign.setPixmap(icon.pixmap(QSize(side, side)))
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_document(self, document: Document) -> None:
        """Shows the strip for a document that was approved or is in review; hides it otherwise."""
        versions = self._desk.workspace.charter.versions(document)
        decided = next((each for each in versions if each.status in (Status.APPROVED, Status.REVIEW)), None)
        self.setVisible(decided is not None)
        if decided is None:
            return
        self._glyph = "lock-check-outline" if decided.status is Status.APPROVED else "clock-outline"
        self._paint_sign()
        changed = decided.id != versions[0].id
        self._text.set_whole(self._sentence(decided, changed))
        self._compare.setVisible(changed)
        self._ask.setVisible(changed)

    def _sentence(self, version: Version, changed: bool) -> str:
        words, workspace, today = self._desk.words, self._desk.workspace, self._desk.today
        answers = [each for each in workspace.charter.approvals(version.id) if not each.is_void]
        given = [each for each in answers if each.answer in (Answer.APPROVED, Answer.CONDITION)]
        if version.status is Status.REVIEW:
            text = words(
                mark("v{version} is in review: {given} of {asked} have approved"),
                version=version.title,
                given=len(given),
                asked=len(answers),
            )
        else:
            last = max(given, key=lambda each: (each.on is not None, each.on, each.id), default=None)
            day = words.short_day(last.on if last is not None and last.on is not None else version.on, today)
            name = said_by(last, workspace.get(Person, last.person or 0)) if last is not None else ""
            text = (
                words(mark("Approved {day} by {person} (v{version})"), day=day, person=name, version=version.title)
                if name
                else words(mark("Approved {day} (v{version})"), day=day, version=version.title)
            )
        since = words(mark("changed since"))
        return f"{text}, {since}" if changed else text
