"""Under the table: the topic of the row, what it lacks and who could help, and the themes that it answers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enable_desktop.experts import Cover, Covered, best_known
from enable_desktop.people import Person
from enable_desktop.words import mark
from ui.buttons import button
from ui.experts.matrix import said_cover
from ui.inputs import ComboBox
from ui.labels import ElidedLabel, label
from ui.record_flow import FlowLayout

if TYPE_CHECKING:
    from ui.desk import Desk

_NOTHING = 0
_BOX = 190


class TopicStrip(QWidget):
    """One topic, or a theme that no topic answers yet."""

    linked = Signal(int, int, bool)
    """Topic, theme, whether the one answers the other."""
    ask_wanted = Signal(int, int)
    """A mail to a person about a topic."""
    deputy_wanted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._topic: Covered | None = None
        self._person = 0
        self._shown: object = None
        self._offered: tuple[tuple[int, str], ...] = ()
        theme, words = desk.theme, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.said = ElidedLabel(theme, "", "small", "secondary")
        head.addWidget(self.said, 1)
        self.deed = button(theme, "", self._do, small=True)
        head.addWidget(self.deed)
        column.addLayout(head)
        below = QHBoxLayout()
        below.setSpacing(8)
        self._answers = label(theme, "", "small", tone="secondary")
        below.addWidget(self._answers)
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder, across=6, down=4)
        below.addWidget(self._holder, 1)
        self.link = ComboBox(theme)
        self.link.setMaximumWidth(theme.px(_BOX))
        self.link.setAccessibleName(words(mark("Link a theme")))
        self.link.setToolTip(f"{words(mark('Link a theme'))}  L")
        self.link.activated.connect(self._on_linked)
        below.addWidget(self.link)
        column.addLayout(below)
        self.removals: dict[int, QWidget] = {}
        """What takes a theme off, by theme."""

    def show_topic(
        self,
        topic: Covered | None,
        topics: Sequence[Covered],
        themes: Sequence[tuple[int, str]],
        experts: Sequence[Person],
    ) -> None:
        """Shows a row of the table; `themes` are all there are, by id and title."""
        self.setVisible(topic is not None)
        shown = (topic, tuple(each.ref for each in topics), tuple(themes), tuple(experts))
        if topic is None or shown == self._shown:
            return
        self._shown, self._topic = shown, topic
        names = {person.id: person.name for person in experts}
        self.said.set_whole(self._said(topic, names))
        self._offer_deed(topic, names)
        self._show_themes(topic)
        self._offer_links(topic, topics, themes)

    def _said(self, topic: Covered, names: dict[int, str]) -> str:
        words = self._desk.words
        if not topic.topic:
            return words(
                mark("{title}: no topic answers this theme. Press 1 to 3 to name an expert."), title=topic.title
            )
        who = [names[each] for each in best_known(topic) if each in names]
        if not who:
            return words(mark("{title}: nobody yet. Press 1 to 3 to name an expert."), title=topic.title)
        cover = said_cover(topic, words)
        return words(mark("{title}: {cover}. {names}"), title=topic.title, cover=cover, names=", ".join(who))

    def _offer_deed(self, topic: Covered, names: dict[int, str]) -> None:
        """Whom to ask to teach it, or for a deputy, where the topic lacks one."""
        words = self._desk.words
        best = next((each for each in best_known(topic) if each in names), 0)
        self._person = best
        is_offered = bool(best) and topic.cover in (Cover.UNTAUGHT, Cover.SINGLE)
        self.deed.setVisible(is_offered)
        if not is_offered:
            return
        if topic.cover is Cover.UNTAUGHT:
            text = words(mark("Ask {name}"), name=names[best])
        else:
            text = words(mark("Name a deputy"))
        self.deed.setText(text)
        self.deed.setAccessibleName(text)

    def _show_themes(self, topic: Covered) -> None:
        words = self._desk.words
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.removals.clear()
        themes = topic.themes if topic.topic else ()
        if topic.topic:
            self._answers.setText(words(mark("Answers:")) if themes else words(mark("Answers no theme yet.")))
        else:
            self._answers.setText(words(mark("Answered by:")))
        for theme in themes:
            take = button(self._desk.theme, theme.title, partial(self._take_off, theme.theme), icon="close", small=True)
            told = words(mark("Take “{theme}” off “{topic}”"), theme=theme.title, topic=topic.title)
            take.setAccessibleName(told)
            take.setToolTip(told)
            self._flow.addWidget(take)
            self.removals[theme.theme] = take

    def _offer_links(self, topic: Covered, topics: Sequence[Covered], themes: Sequence[tuple[int, str]]) -> None:
        words = self._desk.words
        if topic.topic:
            taken = {theme.theme for theme in topic.themes}
            entries = [(id_, title) for id_, title in themes if id_ not in taken]
            first = words(mark("Link a theme"))
        else:
            entries = [(each.topic, each.title) for each in topics if each.topic]
            first = words(mark("Choose a topic"))
        offered = ((_NOTHING, first), *entries)
        if offered != self._offered:
            self._offered = offered
            self.link.fill(offered)
        self.link.setCurrentIndex(0)
        self.link.setAccessibleName(first)
        self.link.setVisible(bool(entries))

    # -- doing

    def _do(self) -> None:
        topic = self._topic
        if topic is None or not self._person:
            return
        if topic.cover is Cover.UNTAUGHT:
            self.ask_wanted.emit(self._person, topic.topic)
        else:
            self.deputy_wanted.emit(self._person)

    def _take_off(self, theme: int) -> None:
        if self._topic is not None:
            self.linked.emit(self._topic.topic, theme, False)

    def _on_linked(self, *_: object) -> None:
        chosen, topic = self.link.currentData(), self._topic
        if topic is None or not chosen:
            return
        if topic.topic:
            self.linked.emit(topic.topic, chosen, True)
        else:
            self.linked.emit(chosen, topic.themes[0].theme, True)
