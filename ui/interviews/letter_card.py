"""The card in which a mail around a talk is looked through, copied, or saved for a mail program."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from enable_desktop.appointments import mail_in
from enable_desktop.brief_material import brief_of
from enable_desktop.letters import Occasioned, letter_for, values_of
from enable_desktop.notes import Promise
from enable_desktop.words import Words, mark
from resources.interviews import letters
from ui.briefs import material_of
from ui.mail_card import MailCard

if TYPE_CHECKING:
    from db.workspace import Workspace
    from ui.desk import Desk


class LetterCard(MailCard):
    """One mail, filled with what is known of a talk."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, desk.words(mark("Promise")), parent)
        self._known: Occasioned | None = None

    def show_talk(self, meeting: int) -> None:
        """Shows the mail that fits a talk now."""
        self._known = known_of(self._desk.workspace, meeting, self._desk.document_words())
        texts = letters(self._desk.document_words().language)
        self.letter.fill([(key, letter.title) for key, letter in texts.items()], letter_for(self._known.meeting))
        self.about.fill([(each.id, each.title) for each in self._known.promises])
        self._person = self._known.people[0] if self._known.people else None
        self.to.setText(mail_in(self._person.reach) if self._person is not None else "")
        self.fill()
        self.letter.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self) -> None:
        known, words = self._known, self._desk.document_words()
        if known is None:
            return
        letter = letters(words.language)[self.letter.currentData()]
        about = "promise" in letter.fields
        self._about_field.setVisible(about and bool(known.promises))
        chosen = next((each for each in known.promises if about and each.id == self.about.currentData()), None)
        self._show_filled(letter.subject, letter.body, values_of(replace(known, promise=chosen), words))


def known_of(workspace: Workspace, meeting: int, words: Words) -> Occasioned:
    """What is known of a talk for a mail about it. Raises WorkspaceError where there is no such talk."""
    material = material_of(workspace, meeting)
    owner = workspace.charter.owner()
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
