"""What the Gaps page shows: which talks count, in which order, and what was computed from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from db.gaps import Filter
from enable_desktop.changes import Changes
from enable_desktop.gaps.analysis import Analysis, Gap, gap_analysis
from enable_desktop.gaps.coverage import Counts, Coverage, coverage_of, plan_of
from enable_desktop.gaps.orders import Order, in_order
from enable_desktop.gaps.verdicts import Verdict
from enable_desktop.gaps.voices import Voice
from enable_desktop.interviews import Round, Theme
from enable_desktop.people import Group
from enable_desktop.words import mark
from ui.gap_exporting import compared_themes
from ui.gaps.current import FOLLOWED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.desk import Desk
    from ui.tasks import Progress

_EMPTY = Analysis(gaps=(), agreement=None, own=0, tagged=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Everything the page paints from, computed together."""

    analysis: Analysis = _EMPTY
    themes: Mapping[int, Theme] = field(default_factory=dict)
    voices: tuple[Voice, ...] = ()
    coverage: Coverage | None = None
    people: int = 0
    statements: int = 0
    departments: tuple[str, ...] = ()
    """Those of the directory, by name."""


class GapsState(QObject):
    """Reads the voices, has the figures computed beside the window, and tells the page."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.shown = Shown()
        self.order = Order.GAP
        self.selected: int | None = None
        self._round: int | None = None
        self._follows_latest = True
        self.filter = Filter()
        self._asked = 0
        self._is_stale = True
        desk.changed.connect(self._on_changed)

    # -- what is chosen

    def choose_round(self, round_id: int | None) -> None:
        """Counts the talks of one round, or of all (None); the latest is chosen by itself until then."""
        self._follows_latest = False
        self._round = round_id
        self.refresh()

    def narrow(self, **values: object) -> None:
        """Changes department or period."""
        self.filter = replace(self.filter, **values)  # type: ignore[arg-type]  # names and types of Filter
        self.refresh()

    def sort_by(self, order: Order) -> None:
        self.order = order
        self.changed.emit()

    def select(self, theme: int | None) -> None:
        if theme != self.selected:
            self.selected = theme
            self.changed.emit()

    # -- what is shown

    def groups(self) -> tuple[tuple[Verdict, tuple[Gap, ...]], ...]:
        """The gaps by verdict, each in the order chosen; verdicts without a theme are left out."""
        ordered = in_order(self.shown.analysis.gaps, self.order)
        found = ((verdict, tuple(gap for gap in ordered if gap.verdict is verdict)) for verdict in Verdict)
        return tuple((verdict, gaps) for verdict, gaps in found if gaps)

    def in_reading_order(self) -> tuple[Gap, ...]:
        """Every gap as the eye meets it."""
        return tuple(gap for _, gaps in self.groups() for gap in gaps)

    @property
    def gap(self) -> Gap | None:
        """The gap selected."""
        return next((gap for gap in self.shown.analysis.gaps if gap.theme == self.selected), None)

    def title_of(self, theme: int) -> str:
        found = self.shown.themes.get(theme)
        return found.title if found is not None else ""

    # -- computing

    def refresh(self) -> None:
        """Reads the voices again and has their figures computed."""
        workspace = self._desk.workspace
        self._is_stale = False
        if self._follows_latest:
            current = workspace.themes.current_round()
            self._round = current.id if current is not None else None
        self.filter = replace(self.filter, round=self._round)
        themes = {theme.id: theme for theme in workspace.all(Theme)}
        voices = workspace.gaps.voices(self.filter)
        shown = tuple(theme.id for theme in compared_themes(workspace, self.filter, voices))
        self._asked += 1
        number = self._asked
        heard = workspace.gaps.heard(self.filter)
        known = workspace.gaps.known()
        said = workspace.gaps.count_mentions(self.filter)

        def work(progress: Progress) -> Analysis:
            progress.check()
            return gap_analysis(voices, shown)

        def done(analysis: Analysis) -> None:
            if number != self._asked:
                return
            self.shown = Shown(
                analysis=analysis,
                themes=themes,
                voices=voices,
                coverage=self._coverage(heard, known),
                people=sum(heard.values()),
                statements=said,
                departments=tuple(sorted({department for _, department in known if department})),
            )
            reading = self.in_reading_order()
            if all(gap.theme != self.selected for gap in reading):
                self.selected = reading[0].theme if reading else None
            self.changed.emit()

        words = self._desk.words
        self._desk.tasks.run(work, done, self._desk.failed, label=words(mark("Computing the gaps")), quiet=True)

    def _coverage(self, heard: Counts, known: Counts) -> Coverage:
        """How far the people heard are from what the round wants."""
        workspace = self._desk.workspace
        found = workspace.get(Round, self._round) if self._round is not None else None
        return coverage_of(heard, known, plan_of(found))

    def ratings(self, theme: int, groups: frozenset[Group]) -> Sequence[int]:
        """Every single severity of a side, for the dots of the side pane; never for an export."""
        return [
            voice.severity
            for voice in self.shown.voices
            if voice.theme == theme and voice.group in groups and voice.severity is not None
        ]

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & FOLLOWED:
            self._is_stale = True
            self.changed.emit()

    @property
    def is_stale(self) -> bool:
        """Whether something changed since; the page asks for a refresh when it is seen."""
        return self._is_stale
