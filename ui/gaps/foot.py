"""Below the gaps: how to read them, and which voices are still missing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from enable_desktop.gaps.missing_voices import missing_voices
from enable_desktop.gaps.plain_words import coverage_sentence
from enable_desktop.interviews import Sort
from enable_desktop.people import Group
from enable_desktop.words import counted, mark
from ui.labels import label, line

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.gaps.state import GapsState

_MOST_MISSING: Final = 3


class GapsFoot(QWidget):
    """Two short texts beside each other."""

    def __init__(self, desk: Desk, state: GapsState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._state = state
        words = desk.words
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(line())
        self._row = QHBoxLayout()
        self._row.setContentsMargins(24, 10, 20, 12)
        self._row.setSpacing(24)
        how = words(
            mark(
                "Marks are the means of each side. Hollow marks: fewer than three people rated, so nothing is "
                "compared. Not mentioning a theme is not disagreement."
            )
        )
        self._add(words(mark("How to read")), how)
        self.missing = self._add(words(mark("Voices still missing")), "")
        outer.addLayout(self._row)

    def _add(self, title: str, text: str) -> QLabel:
        theme = self._desk.theme
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(label(theme, title, "strong"))
        said = label(theme, text, "small", tone="secondary", wrap=True)
        column.addWidget(said)
        column.addStretch(1)
        self._row.addLayout(column, 1)
        return said

    def show_missing(self) -> None:
        """Says how far the picture is from a fair one, whom to hear for what, and what only leadership wants."""
        words, state = self._desk.words, self._state
        parts = []
        if state.shown.coverage is not None:
            parts.append(f"{words.say(coverage_sentence(state.shown.coverage))}.")
        told = 0
        for gap in state.in_reading_order():
            missing = missing_voices(gap)
            if missing.is_nobody or told == _MOST_MISSING:
                continue
            told += 1
            title = state.title_of(gap.theme)
            leaders = counted("{n} more leader", "{n} more leaders", missing.leaders)
            reps = counted("{n} more rep", "{n} more reps", missing.reps)
            if missing.leaders and missing.reps:
                parts.append(words(mark("{theme}: {leaders} and {reps}."), theme=title, leaders=leaders, reps=reps))
            else:
                people = leaders if missing.leaders else reps
                parts.append(words(mark("{theme}: {people}."), theme=title, people=people))
        wanted = self.wanted_above()
        if wanted:
            parts.append(words(mark("Leadership wants it, no rep mentions it: {themes}."), themes=wanted))
        self.missing.setText(" ".join(parts))

    def wanted_above(self) -> tuple[str, ...]:
        """The themes of leadership's goals, of whatever round, that no rep raised."""
        said = self._desk.workspace.gaps.mentions(replace(self._state.filter, round=None, since=None))
        raised = {theme for group, theme, _ in said if group is Group.REP}
        wanted = dict.fromkeys(
            theme
            for group, theme, sort in said
            if group is Group.LEADERSHIP and sort is Sort.GOAL and theme not in raised
        )
        return tuple(self._state.title_of(theme) for theme in wanted)
