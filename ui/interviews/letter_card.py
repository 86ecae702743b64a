"""The card in which a mail around a talk is looked through, copied, or saved for a mail program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from enable_desktop.appointments import mail_in
from enable_desktop.briefs import brief_of
from enable_desktop.charter.lines import Head
from enable_desktop.letters import Mail, Occasioned, filled, letter_for, values_of
from enable_desktop.notes import Promise
from enable_desktop.people import Person
from enable_desktop.words import mark
from resources.interviews import letters
from ui.ask import FileKind
from ui.briefs import material_of
from ui.buttons import button, primary_button
from ui.form import Field, Form
from ui.inputs import ComboBox
from ui.labels import label
from ui.outgoing import target_of, write_in_task

if TYPE_CHECKING:
    from ui.desk import Desk

_BODY: Final = 120
_WIDEST: Final = 860


class LetterCard(QFrame):
    """One mail, filled with what is known of a talk; nothing typed here is stored, and nothing is sent."""

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known: Occasioned | None = None
        theme, words = desk.theme, desk.words
        across = QHBoxLayout(self)
        across.setContentsMargins(24, 16, 20, 16)
        inside = QWidget()
        inside.setMaximumWidth(theme.px(_WIDEST))
        across.addWidget(inside, 1)
        across.addStretch(0)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(theme, words(mark("Write an e-mail")), "section"))
        self.letter = ComboBox(theme)
        self.promise = ComboBox(theme)
        self.to, self.subject = QLineEdit(), QLineEdit()
        self.body = QPlainTextEdit()
        self.body.setTabChangesFocus(True)
        self.body.setMinimumHeight(theme.px(_BODY))
        for edit in (self.to, self.subject, self.body):
            theme.dress(edit, "body")
        form = Form(theme)
        _, self._promise_field = form.add_row(
            (words(mark("Text")), self.letter, ""), (words(mark("Promise")), self.promise, "")
        )
        self._to_field, _ = form.add_row(
            (words(mark("Addressee")), self.to, ""), (words(mark("Subject")), self.subject, "")
        )
        column.addWidget(form)
        # Not in the form: the message takes all the height there is.
        column.addWidget(Field(theme, words(mark("Message")), self.body), 1)
        self.missing = label(theme, "", "small", tone="attention", wrap=True)
        column.addWidget(self.missing)
        row = QHBoxLayout()
        row.addWidget(label(theme, words(mark("Nothing is sent from here.")), "small", tone="tertiary"))
        row.addStretch(1)
        row.addWidget(button(theme, words(mark("Close")), self.close_card, look="quiet"))
        self.save = button(theme, words(mark("Save as e-mail file")), self.save_mail, icon="email-outline")
        row.addWidget(self.save)
        self.copy = primary_button(theme, words(mark("Copy text")), self.copy_text, icon="content-copy")
        row.addWidget(self.copy)
        column.addLayout(row)
        self.letter.activated.connect(self._fill)
        self.promise.activated.connect(self._fill)

    def show_talk(self, meeting: int) -> None:
        """Shows the mail that fits a talk now."""
        self._known = known_of(self._desk, meeting)
        texts = letters(self._desk.document_words().language)
        self.letter.fill([(key, letter.title) for key, letter in texts.items()], letter_for(self._known.meeting))
        self.promise.fill([(each.id, each.title) for each in self._known.promises])
        person = self._known.people[0] if self._known.people else None
        self.to.setText(mail_in(person.reach) if person is not None else "")
        self._fill()
        self.letter.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, key: str) -> None:
        """Another text."""
        self.letter.setCurrentIndex(self.letter.findData(key))
        self._fill()

    def _fill(self) -> None:
        """Fills the text chosen anew; what was typed over the one before is gone."""
        known, words = self._known, self._desk.document_words()
        if known is None:
            return
        letter = letters(words.language)[self.letter.currentData()]
        about = "promise" in letter.fields
        self._promise_field.setVisible(about and bool(known.promises))
        chosen = next((each for each in known.promises if about and each.id == self.promise.currentData()), None)
        mail = filled(letter.subject, letter.body, values_of(replace(known, promise=chosen), words), words)
        self.subject.setText(mail.subject)
        self.subject.setCursorPosition(0)
        self.body.setPlainText(mail.body)
        self.missing.setVisible(bool(mail.missing))
        self.missing.setText(
            self._desk.words(mark("Still to fill in, in brackets: {names}."), names=mail.missing)
            if mail.missing
            else ""
        )

    @property
    def mail(self) -> Mail:
        """The mail as it stands in the card."""
        person = self._known.people[0] if self._known is not None and self._known.people else None
        return Mail(
            to=mail_in(self.to.text()),
            to_name=person.name if person is not None and mail_in(person.reach) == mail_in(self.to.text()) else "",
            subject=self.subject.text(),
            body=self.body.toPlainText(),
        )

    def copy_text(self) -> None:
        """Puts subject and text on the clipboard."""
        mail = self.mail
        QGuiApplication.clipboard().setText(f"{mail.subject}\n\n{mail.body}")
        self._desk.toast(self._desk.words(mark("Copied: the subject in the first line, then the text")))

    def save_mail(self) -> None:
        """Asks where to and writes a draft that a mail program opens."""
        mail = self.mail
        target = target_of(self._desk, mail.subject, FileKind(self._desk.words(mark("E-mail")), ("eml",)))
        if target is None:
            return
        said = lambda name: self._desk.words(mark("Wrote {name}"), name=name)  # noqa: E731
        write_in_task(self._desk, target, partial(_write, mail, target), said, mark("Saving the e-mail"))

    def close_card(self) -> None:
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
            return
        super().keyPressEvent(event)


def _write(mail: Mail, target: Path, settle: Callable[[], None]) -> str:
    from exports.mail import write_mail

    write_mail(mail, target, settle)
    return target.name


def known_of(desk: Desk, meeting: int) -> Occasioned:
    """What is known of a talk for a mail about it. Raises WorkspaceError where there is no such talk."""
    workspace, words = desk.workspace, desk.document_words()
    material = material_of(workspace, meeting)
    head = next(iter(workspace.all(Head)), Head())
    owner = workspace.get(Person, head.owner) if head.owner is not None else None
    return Occasioned(
        meeting=material.meeting,
        people=material.people,
        questions=tuple(each.words for each in brief_of(material, words).questions),
        statements=workspace.interviews.statements(meeting),
        promises=_promises(material.promises, meeting),
        company=workspace.settings.get("company"),
        sender=owner.name if owner is not None else "",
    )


def _promises(promises: tuple[Promise, ...], meeting: int) -> tuple[Promise, ...]:
    """Those made in this talk first, then what else is open between the two."""
    own = tuple(each for each in promises if each.interview == meeting)
    return (*own, *(each for each in promises if each.interview != meeting and each.kept is None))
