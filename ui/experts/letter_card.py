"""The card in which a mail to an expert, or to their manager, is looked through, copied, or saved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from enable_desktop.appointments import mail_in
from enable_desktop.expert_letters import ASK, FIRST, MANAGER, THANKS, ToExpert, expert_values, letter_to
from enable_desktop.experts import Contribution, Covered
from enable_desktop.words import mark
from resources.letters import expert_letters
from ui.mail_card import MailCard

if TYPE_CHECKING:
    from db.workspace import Workspace
    from ui.desk import Desk


class ExpertLetterCard(MailCard):
    """One mail, filled with what is known of an expert."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, desk.words(mark("About")), parent)
        self._known: ToExpert | None = None
        self._offered = ""
        """The key of the letter for which the second choice was filled."""
        self._topics: tuple[Covered, ...] = ()
        self._given: tuple[Contribution, ...] = ()

    def show_expert(
        self,
        person: int,
        topics: tuple[Covered, ...],
        *,
        key: str = "",
        topic: int = 0,
        contribution: int = 0,
    ) -> None:
        """Shows the mail that fits an expert now, or the one of this key, about a topic or a contribution."""
        workspace = self._desk.workspace
        self._topics = tuple(each for each in topics if each.topic)
        self._known = known = known_of(workspace, person, self._topics, topic=topic, contribution=contribution)
        self._person, self._given = known.person, workspace.experts.contributions(person)
        texts = expert_letters(self._desk.document_words().language)
        chosen = key or letter_to(self._known)
        self.letter.fill([(each, letter.title) for each, letter in texts.items()], chosen)
        self._offer(chosen, topic or contribution)
        self.fill()
        self.letter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, key: str, chosen: int = 0) -> None:
        """What the mail can be about: a topic, or what they gave."""
        words = self._desk.words
        if key == THANKS:
            unthanked_first = sorted(self._given, key=lambda each: each.thanked is not None)
            entries = [(each.id, each.title) for each in unthanked_first]
        else:
            whole = words(mark("All their topics")) if key != ASK else words(mark("No topic"))
            entries = [(0, whole), *((each.topic, each.title) for each in self._topics)]
        self.about.fill(entries, chosen)
        self._about_field.setVisible(bool(entries) and key != MANAGER)
        self._offered = key

    def fill(self) -> None:
        known, words = self._known, self._desk.document_words()
        if known is None:
            return
        key = self.letter.currentData()
        if key != self._offered:
            self._offer(key)
        about = self.about.currentData()
        known = replace(
            known,
            topic=next((each for each in self._topics if key in (FIRST, ASK) and each.topic == about), None),
            contribution=next((each for each in self._given if key == THANKS and each.id == about), None),
        )
        # The manager's address is not known here; it is not the expert's.
        reach = mail_in(known.person.reach) if key != MANAGER else ""
        self.to.setText(reach)
        letter = expert_letters(words.language)[key]
        self._show_filled(letter.subject, letter.body, expert_values(known, words))


def known_of(
    workspace: Workspace, person: int, topics: tuple[Covered, ...], *, topic: int = 0, contribution: int = 0
) -> ToExpert:
    """What is known of an expert when a mail to them is written, about one of these topics or a contribution."""
    experts, owner = workspace.experts, workspace.charter.owner()
    titles = {each.topic: each.title for each in topics}
    return ToExpert(
        person=workspace.people.get(person),
        terms=experts.terms(person),
        topics=tuple(titles[each.topic] for each in experts.of(person) if each.topic in titles),
        topic=next((each for each in topics if each.topic == topic), None),
        contacts=experts.contacts(person),
        contribution=next((each for each in experts.contributions(person) if each.id == contribution), None),
        today=workspace.today,
        company=workspace.settings.get("company"),
        sender=owner.name if owner is not None else "",
    )
