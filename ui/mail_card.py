"""A card in which a mail is looked through, copied, or saved for a mail program; nothing is sent from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from enable_desktop.appointments import mail_in
from enable_desktop.letters import Mail, filled
from enable_desktop.people import Person
from enable_desktop.words import mark
from ui.ask import FileKind
from ui.buttons import button, primary_button
from ui.form import Field, Form
from ui.inputs import ComboBox
from ui.labels import label
from ui.line_edit import LineEdit
from ui.outgoing import target_of, write_in_task, written_sentence

if TYPE_CHECKING:
    from ui.desk import Desk

_BODY: Final = 120
_WIDEST: Final = 860


class MailCard(QFrame):
    """One mail, filled with what is known; nothing typed here is stored, and nothing is sent."""

    closed = Signal()

    def __init__(self, desk: Desk, about: str, parent: QWidget | None = None, *, is_main: bool = True) -> None:
        """`about` is what the second choice beside the text is called, none where the mail is about one thing only.

        A card that is not the main thing on its page has no filled button.
        """
        super().__init__(parent)
        self._desk = desk
        self._person: Person | None = None
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
        self.about = ComboBox(theme)
        self.to, self.subject = LineEdit(), LineEdit()
        self.body = QPlainTextEdit()
        self.body.setTabChangesFocus(True)
        self.body.setMinimumHeight(theme.px(_BODY))
        for edit in (self.to, self.subject, self.body):
            theme.dress(edit, "body")
        form = Form(theme)
        text, to = (words(mark("Text")), self.letter, ""), (words(mark("Addressee")), self.to, "")
        subject = words(mark("Subject"))
        if about:
            _, self._about_field = form.add_row(text, (about, self.about, ""))
            form.add_row(to, (subject, self.subject, ""))
        else:
            form.add_row(text, to)
            form.add(subject, self.subject)
        column.addWidget(form)
        # Not in the form: the message takes all the height there is.
        column.addWidget(Field(theme, words(mark("Message")), self.body), 1)
        self.missing = label(theme, "", "small", tone="attention", wrap=True)
        column.addWidget(self.missing)
        row = QHBoxLayout()
        row.addWidget(label(theme, words(mark("Nothing is sent from here.")), "small", tone="tertiary", wrap=True), 1)
        row.addWidget(button(theme, words(mark("Close")), self.close_card, look="quiet"))
        self.save = button(theme, words(mark("Save as e-mail file")), self.save_mail, icon="email-outline")
        row.addWidget(self.save)
        made = primary_button if is_main else button
        self.copy = made(theme, words(mark("Copy text")), self.copy_text, icon="content-copy")
        row.addWidget(self.copy)
        column.addLayout(row)
        self.letter.activated.connect(self.fill)
        self.about.activated.connect(self.fill)

    def choose(self, key: str) -> None:
        """Another text."""
        self.letter.setCurrentIndex(self.letter.findData(key))
        self.fill()

    # -- what each kind of mail says for itself

    def fill(self) -> None:
        """Fills the text chosen anew; what was typed over the one before is gone."""
        raise NotImplementedError

    def _show_filled(self, subject: str, body: str, values: Mapping[str, str]) -> None:
        mail = filled(subject, body, values, self._desk.document_words())
        self.subject.setText(mail.subject)
        self.subject.setCursorPosition(0)
        self.body.setPlainText(mail.body)
        self.missing.setVisible(bool(mail.missing))
        self.missing.setText(
            self._desk.words(mark("Still to fill in, in brackets: {names}."), names=mail.missing)
            if mail.missing
            else ""
        )

    # -- handing over

    @property
    def mail(self) -> Mail:
        """The mail as it stands in the card."""
        person = self._person
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
        said = partial(written_sentence, self._desk)
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
