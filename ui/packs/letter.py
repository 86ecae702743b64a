"""The card in which the mail that goes with a pack is looked through, copied, or saved for a mail program."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from enable_desktop.appointments import mail_in
from enable_desktop.charter.lines import Head
from enable_desktop.letters import Mail, filled
from enable_desktop.packs.letters import known_of
from enable_desktop.people import Person
from enable_desktop.words import mark
from resources.pack_letters import pack_letters
from ui.ask import FileKind
from ui.buttons import button
from ui.form import Field, Form
from ui.inputs import ComboBox
from ui.labels import label
from ui.outgoing import target_of, write_in_task

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from enable_desktop.packs.contents import PackContents
    from enable_desktop.packs.sent import PackExport
    from ui.desk import Desk

_BODY: Final = 220


class PackLetter(QFrame):
    """One mail, filled with what is known of a pack; nothing typed here is stored, and nothing is sent."""

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._values: dict[str, str] = {}
        theme, words = desk.theme, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(label(theme, words(mark("Write an e-mail")), "section"))
        self.letter = ComboBox(theme)
        self.to, self.subject = QLineEdit(), QLineEdit()
        self.body = QPlainTextEdit()
        self.body.setTabChangesFocus(True)
        self.body.setMinimumHeight(theme.px(_BODY))
        for edit in (self.to, self.subject, self.body):
            theme.dress(edit, "body")
        form = Form(theme)
        form.add_row((words(mark("Text")), self.letter, ""), (words(mark("Addressee")), self.to, ""))
        form.add(words(mark("Subject")), self.subject)
        column.addWidget(form)
        column.addWidget(Field(theme, words(mark("Message")), self.body), 1)
        self.missing = label(theme, "", "small", tone="attention", wrap=True)
        column.addWidget(self.missing)
        row = QHBoxLayout()
        row.addWidget(label(theme, words(mark("Nothing is sent from here.")), "small", tone="tertiary"))
        row.addStretch(1)
        column.addLayout(row)
        row = QHBoxLayout()
        row.addWidget(button(theme, words(mark("Close")), self.close_card, look="quiet"))
        row.addStretch(1)
        self.save = button(theme, words(mark("Save as e-mail file")), self.save_mail, icon="email-outline")
        row.addWidget(self.save)
        self.copy = button(theme, words(mark("Copy text")), self.copy_text, icon="content-copy")
        row.addWidget(self.copy)
        column.addLayout(row)
        self.letter.activated.connect(self._fill)

    def show_pack(self, contents: PackContents, export: PackExport | None, *, is_replaced: bool) -> None:
        """Shows the mail that fits a pack: that it is here, or that it takes the place of the last one."""
        words = self._desk.document_words()
        workspace = self._desk.workspace
        head = next(iter(workspace.all(Head)), Head())
        owner = workspace.get(Person, head.owner) if head.owner is not None else None
        self._values = known_of(contents, export, owner.name if owner is not None else "", words)
        texts = pack_letters(words.language)
        self.letter.fill([(key, each.title) for key, each in texts.items()], "replaced" if is_replaced else "sent")
        self._fill()
        self.to.setText("")
        self.letter.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, key: str) -> None:
        """Another text."""
        self.letter.setCurrentIndex(self.letter.findData(key))
        self._fill()

    def _fill(self) -> None:
        """Fills the text chosen anew; what was typed over the one before is gone."""
        words = self._desk.document_words()
        letter = pack_letters(words.language)[self.letter.currentData()]
        mail = filled(letter.subject, letter.body_for(self._values), self._values, words)
        self.subject.setText(mail.subject)
        self.subject.setCursorPosition(0)
        self.body.setPlainText(mail.body)
        self.missing.setVisible(bool(mail.missing))
        told = mark("Still to fill in, in brackets: {names}.")
        self.missing.setText(self._desk.words(told, names=mail.missing) if mail.missing else "")

    @property
    def mail(self) -> Mail:
        """The mail as it stands in the card."""
        return Mail(to=mail_in(self.to.text()), subject=self.subject.text(), body=self.body.toPlainText())

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
