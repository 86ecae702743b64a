"""What is asked in the review queue: what must change in an asset, and what replaces one that is retired."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from enable_desktop.library.assets import Asset
from enable_desktop.words import mark
from ui.buttons import button, primary_button
from ui.form import Form
from ui.inputs import CheckBox
from ui.labels import label
from ui.library.wording import title_of
from ui.line_edit import LineEdit
from ui.record_box import RecordBox

if TYPE_CHECKING:
    from db.library.reviews import Dependents
    from ui.desk import Desk

_NAMED = 5


class AnswerCard(QFrame):
    """A question above the list; Enter answers it, Esc leaves everything as it was."""

    answered = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, answer: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        theme, words = desk.theme, desk.words
        self.setProperty("card", "accent")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 14, 20, 14)
        self.column.setSpacing(12)
        self.title = label(theme, "", "section", wrap=True)
        self.column.addWidget(self.title)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(theme, words(mark("Cancel")), self.close_card, look="quiet"))
        self.answer = primary_button(theme, words(answer), self.give_answer)
        row.addWidget(self.answer)
        self.column.addLayout(row)

    def give_answer(self) -> None:
        """Takes what was typed as the answer, unless it is none."""
        if self.is_answer():
            self.answered.emit()

    def is_answer(self) -> bool:
        """Whether what was typed can be meant; where not, the field says why."""
        return True

    def close_card(self) -> None:
        """Asks no more."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_card()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not isinstance(self.focusWidget(), QPushButton):
                self.give_answer()
            case _:
                super().keyPressEvent(event)


class ChangeCard(AnswerCard):
    """What must change."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, mark("Mark as outdated"), parent)
        theme, words = desk.theme, desk.words
        self.note = LineEdit()
        theme.dress(self.note, "body")
        form = Form(theme)
        form.add(words(mark("What must change, optional")), self.note)
        self.column.insertWidget(1, form)
        told = words(mark("It is marked as outdated and comes back to the queue in two weeks."))
        self.column.insertWidget(2, label(theme, told, "small", tone="secondary", wrap=True))

    def begin(self, assets: tuple[Asset, ...]) -> None:
        """Asks about these."""
        words = self.desk.words
        if len(assets) == 1:
            self.title.setText(words(mark("“{title}” must be changed"), title=title_of(assets[0], words)))
        else:
            self.title.setText(words.n("{n} item must be changed", "{n} items must be changed", len(assets)))
        self.setAccessibleName(self.title.text())
        self.note.clear()
        self.show()
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)


class RetireCard(AnswerCard):
    """What replaces it, and what happens to all that uses it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, mark("Retire"), parent)
        self._going: frozenset[int] = frozenset()
        theme, words = desk.theme, desk.words
        self.replacement = RecordBox(desk, Asset.kind, alone=False)
        theme.dress(self.replacement, "body")
        form = Form(theme)
        self._field = form.add(words(mark("Replaced by, optional")), self.replacement)
        self.column.insertWidget(1, form)
        self.dependents = label(theme, "", "body", tone="secondary", wrap=True)
        self.column.insertWidget(2, self.dependents)
        self.lead_over = CheckBox(theme, words(mark("Lead them to the replacement")))
        self.lead_over.setChecked(True)
        self.column.insertWidget(3, self.lead_over)
        self.take_out = CheckBox(theme, words(mark("Take the links out of the pages")))
        self.column.insertWidget(4, self.take_out)
        self.replacement.chosen.connect(self._on_chosen)

    def begin(self, ids: Sequence[int], dependents: Dependents, *, removes: bool = False) -> None:
        """Asks about these, that are retired or, where it `removes`, taken out of the library."""
        words = self.desk.words
        self._going = frozenset(ids)
        # Of very many only the number is said.
        alone = self.desk.workspace.get(Asset, ids[0]) if len(ids) == 1 else None
        self.title.setText(self._question(len(ids), alone, removes=removes))
        answer = words(mark("Remove")) if removes else words(mark("Retire"))
        self.answer.setText(answer)
        self.answer.setAccessibleName(answer)
        self.setAccessibleName(self.title.text())
        self._field.clear_problem()
        self.replacement.show_id(alone.replaced_by if alone is not None else None)
        self.dependents.setText(self._said(dependents))
        self._can_lead, self._can_take_out = bool(dependents.count), bool(dependents.pages)
        self.take_out.setChecked(False)
        self._on_chosen()
        self.show()
        self.replacement.setFocus(Qt.FocusReason.OtherFocusReason)

    def _question(self, count: int, alone: Asset | None, *, removes: bool) -> str:
        words = self.desk.words
        if alone is None:
            if removes:
                return words.n("Remove {n} item from the library", "Remove {n} items from the library", count)
            return words.n("Retire {n} item", "Retire {n} items", count)
        question = mark("Remove “{title}” from the library") if removes else mark("Retire “{title}”")
        return words(question, title=title_of(alone, words))

    def is_answer(self) -> bool:
        self._field.clear_problem()
        entry = self.replacement.entry()
        if entry.problem:
            self._field.set_problem(entry.problem)
            self.replacement.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        if len(self._going) > 1 and entry.value in self._going:
            self._field.set_problem(self.desk.words(mark("It is one of those that go. Choose something else.")))
            self.replacement.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self.replacement.show_value(entry.value if isinstance(entry.value, int) else None)
        return True

    def _on_chosen(self, *_: object) -> None:
        self.lead_over.setVisible(self._can_lead and self.replacement.value is not None)
        self.take_out.setVisible(self._can_take_out and self.replacement.value is None)

    @property
    def leads_over(self) -> bool:
        """Whether what is linked to it goes to the replacement."""
        return self._can_lead and self.lead_over.isChecked() and self.replacement.value is not None

    @property
    def takes_out(self) -> bool:
        """Whether the links to it that stand in pages go with it."""
        return self._can_take_out and self.take_out.isChecked() and self.replacement.value is None

    def _said(self, dependents: Dependents) -> str:
        """What uses it, by name as far as there is room."""
        words, workspace = self.desk.words, self.desk.workspace
        if not dependents.count:
            return (
                words(mark("Nothing links to it.")) if len(self._going) < 2 else words(mark("Nothing links to them."))
            )
        refs = dependents.refs
        shown = tuple(workspace.title_of(ref) or words(mark("No title yet")) for ref in refs[:_NAMED])
        named = ", ".join(shown)
        if len(refs) > len(shown):
            named = words(mark("{names} and {more} more"), names=shown, more=len(refs) - len(shown))
        return words(mark("Used by: {names}."), names=named)
