"""The gaps of the round that counts now, for whoever shows a theme outside the Gaps page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from db.gaps import Filter
from enable_desktop.gaps.analysis import Gap, gap_table
from enable_desktop.gaps.verdicts import Verdict
from enable_desktop.interviews import Interview, Rating, Round, RoundTheme, Statement, Theme
from enable_desktop.people import Person
from enable_desktop.words import mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from enable_desktop.changes import Changes
    from enable_desktop.gaps.voices import Voice
    from ui.desk import Desk
    from ui.tasks import Progress

_NAME: Final = "current-gaps"
FOLLOWED: Final = frozenset(
    {Interview.kind, Statement.kind, Rating.kind, Theme.kind, Round.kind, RoundTheme.kind, Person.kind}
)
"""The kinds of record that gaps are computed from."""


class CurrentGaps(QObject):
    """Computes beside the window, and keeps what it found until something was said anew."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setObjectName(_NAME)
        self._desk = desk
        self._gaps: dict[int, Gap] = {}
        self._is_stale = True
        self._asked = 0
        desk.changed.connect(self._on_changed)

    def gap(self, theme: int) -> Gap | None:
        """A theme as both sides see it; None while it is not computed yet."""
        return self._gaps.get(theme)

    def clear(self) -> tuple[int, ...]:
        """The themes that both sides see clearly differently, the widest gap first."""
        found = [gap for gap in self._gaps.values() if gap.verdict is Verdict.CLEAR and gap.severity is not None]
        return tuple(gap.theme for gap in sorted(found, key=_width, reverse=True))

    def freshen(self) -> None:
        """Computes again what is out of date; `changed` tells when it is there."""
        if not self._is_stale:
            return
        self._is_stale = False
        workspace = self._desk.workspace
        current = workspace.themes.current_round()
        voices = workspace.gaps.voices(Filter(round=current.id if current is not None else None))
        themes = tuple(theme.id for theme in workspace.all(Theme) if not theme.praise_only)
        self._asked += 1
        self._desk.tasks.run(
            partial(_compute, voices, themes),
            partial(self._on_computed, self._asked),
            self._desk.failed,
            label=self._desk.words(mark("Computing the gaps")),
            quiet=True,
        )

    def _on_computed(self, number: int, gaps: tuple[Gap, ...]) -> None:
        if number == self._asked:
            found = {gap.theme: gap for gap in gaps}
            if found != self._gaps:
                self._gaps = found
                self.changed.emit()

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & FOLLOWED:
            self._is_stale = True


def current_gaps(desk: Desk) -> CurrentGaps:
    """The one `CurrentGaps` of a desk."""
    found = desk.findChild(CurrentGaps, _NAME)
    return found if found is not None else CurrentGaps(desk)


def _compute(voices: Sequence[Voice], themes: tuple[int, ...], progress: Progress) -> tuple[Gap, ...]:
    progress.check()
    return gap_table(voices, themes)


def _width(gap: Gap) -> float:
    return abs(gap.severity.points) if gap.severity is not None else 0.0
