"""Instead of rows: why nothing is found, and what to do without to find something."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from enable_desktop.library.query import MOST_WORDS, is_asked, parse
from enable_desktop.words import mark
from ui.buttons import button, link_button
from ui.labels import label
from ui.library.facet_names import FacetNames

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.desk import Desk
    from ui.library.state import LibraryState

_NAMED: Final = 12
"""So many values are named at most."""
_SHOWN: Final = 120
"""So many letters of what was typed are said again."""


class NothingFound(QScrollArea):
    """Says which filter to drop, and how many are found then; each is a button."""

    all_wanted = Signal()

    def __init__(self, desk: Desk, state: LibraryState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._state = state
        self._names = FacetNames(desk)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(24, 24, 24, 24)
        self._column.setSpacing(8)
        self.title = label(desk.theme, "", "strong", wrap=True)
        self._column.addWidget(self.title)
        self.text = label(desk.theme, "", "body", tone="secondary", wrap=True)
        self._column.addWidget(self.text)
        self._drops = QVBoxLayout()
        self._drops.setSpacing(4)
        self._column.addLayout(self._drops)
        self.drops: list[QPushButton] = []
        self.all = link_button(desk.theme, desk.words(mark("Show everything")), self.all_wanted.emit)
        self._column.addWidget(self.all)
        self._column.addStretch(1)
        self.setWidget(inside)

    @property
    def first(self) -> QPushButton:
        """The button that helps most."""
        return self.drops[0] if self.drops else self.all

    def show_reason(self) -> None:
        """Says it for what is sought now."""
        words, state = self._desk.words, self._state
        text = " ".join(state.text.split())
        drops, typed = state.drops(), state.typed_drops()
        if text:
            self.title.setText(words(mark("Nothing is found for “{text}”."), text=_short(text)))
        else:
            self.title.setText(words(mark("Nothing is found with these filters.")))
        strange = self._desk.workspace.library.finding.strange(parse(text))
        if strange:
            self.text.setText("\n".join(self._no_value(facet, said) for facet, said in strange))
        elif drops or typed:
            self.text.setText(words(mark("Without one filter there is something:")))
        elif is_asked(text):
            self.text.setText(
                words(mark("No title, text, tag or name holds these words. What is looked for and not there is kept "
                           "as a gap in the content."))
            )  # fmt: skip
        elif text:
            told = mark("Of so much text the first {count} words are looked for, and nothing holds them all.")
            self.text.setText(words(told, count=words.number(MOST_WORDS)))
        else:
            self.text.setText("")
        self.text.setVisible(bool(self.text.text()))
        for gone in self.drops:
            self._drops.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.drops = []
        for drop in drops:
            self._offer(self._said(drop.facets), drop.found, partial(state.drop, drop.facets))
        for each in typed:
            self._offer(_short(each.typed), each.found, partial(state.seek, each.rest))

    def _offer(self, filters: str, found: int, run: Callable[[], None]) -> None:
        said = self._desk.words.n("Drop {filters}: {n} item", "Drop {filters}: {n} items", found, filters=filters)
        made = button(self._desk.theme, said, run, icon="filter-remove-outline")
        made.setSizePolicy(made.sizePolicy().Policy.Maximum, made.sizePolicy().Policy.Fixed)
        self._drops.addWidget(made)
        self.drops.append(made)

    def _no_value(self, facet: str, said: str) -> str:
        """Which values there are of a facet, where what was typed is none of them."""
        words, title = self._desk.words, self._names.title(facet)
        keys = self._desk.workspace.library.finding.facets.values(facet)
        titles = [self._names.value_title(facet, key) for key in keys[:_NAMED]]
        if not titles:
            return words(mark("“{text}” is no value of {facet}, which has none yet."), text=said, facet=title)
        if len(keys) > len(titles):
            titles.append("…")
        told = mark("“{text}” is no value of {facet}. There are: {values}")
        return words(told, text=said, facet=title, values=tuple(titles))

    def _said(self, facets: Sequence[str]) -> str:
        """Filters in words: "Stage: Discovery, Proposal"."""
        parts = []
        for facet in facets:
            values = sorted(self._state.filters.get(facet, ()))
            titles = tuple(self._names.value_title(facet, value) for value in values)
            parts.append(self._desk.words(mark("{facet}: {values}"), facet=self._names.title(facet), values=titles))
        return "; ".join(parts)


def _short(text: str) -> str:
    """What was typed, as far as a line or two hold it."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
