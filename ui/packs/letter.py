"""The card in which the mail that goes with a pack is looked through, copied, or saved for a mail program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from enable_desktop.packs.letters import known_of
from resources.letters import pack_letters
from ui.mail_card import MailCard

if TYPE_CHECKING:
    from db.workspace import Workspace
    from enable_desktop.packs.contents import PackContents
    from enable_desktop.packs.sent import PackExport
    from enable_desktop.words import Words
    from ui.desk import Desk


class PackLetter(MailCard):
    """One mail, filled with what is known of a pack."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "", parent, is_main=False)
        self._values: Mapping[str, str] = {}

    def show_pack(self, contents: PackContents, export: PackExport | None, *, is_replaced: bool) -> None:
        """Shows the mail that fits a pack: that it is here, or that it takes the place of the last one."""
        words = self._desk.document_words()
        self._values = values_of(self._desk.workspace, contents, export, words)
        texts = pack_letters(words.language)
        self.letter.fill([(key, each.title) for key, each in texts.items()], "replaced" if is_replaced else "sent")
        self.fill()
        self.to.setText("")
        self.letter.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self) -> None:
        """Fills the text chosen anew; what was typed over the one before is gone."""
        letter = pack_letters(self._desk.document_words().language)[self.letter.currentData()]
        self._show_filled(letter.subject, letter.body_for(self._values), self._values)


def values_of(
    workspace: Workspace, contents: PackContents, export: PackExport | None, words: Words
) -> Mapping[str, str]:
    """What a mail about a pack is filled with; it comes from the owner of the programme."""
    owner = workspace.charter.owner()
    return known_of(contents, export, owner.name if owner is not None else "", words)
