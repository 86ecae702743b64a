"""The Gaps page: a ranked agenda of where leadership and reps see the same work differently."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from enable_desktop.changes import Changes
from enable_desktop.gaps.orders import Order
from enable_desktop.interviews import Round, Theme
from enable_desktop.kinds import KINDS
from enable_desktop.links import Link, Ref
from enable_desktop.words import counted, mark
from ui.buttons import button, primary_button
from ui.commands import Command, Group
from ui.empty import EmptyPage
from ui.gaps.bar import GapsBar
from ui.gaps.deeds import Deeds
from ui.gaps.exporting import export_commands
from ui.gaps.foot import GapsFoot
from ui.gaps.quadrant import QuadrantView
from ui.gaps.rows import GapsHeader, GapsView
from ui.gaps.side import SidePane
from ui.gaps.state import GapsState, Shown
from ui.gaps.table import FiguresView
from ui.labels import line
from ui.page import HeaderNote, Page
from ui.thread.command import thread_command

if TYPE_CHECKING:
    from ui.desk import Desk

_SIDE: Final = 388
DUMBBELL: Final = "dumbbell"
QUADRANT: Final = "quadrant"
TABLE: Final = "table"
_VIEWS: Final = ((DUMBBELL, mark("Dumbbell")), (QUADRANT, mark("Quadrant")), (TABLE, mark("Table")))
_LONGEST_USE: Final = 32


class GapsPage(Page):
    """From what was said to what differs, and from there into the charter."""

    key = "gaps"
    title = mark("Gaps")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.state = GapsState(desk)
        self._deeds = Deeds(desk)
        self._wants_side = desk.preferences.text("gaps/side", "open") == "open"
        self._told: tuple[Shown, Order] | None = None
        self.view = desk.preferences.text("gaps/view", DUMBBELL)
        self._with_detail = desk.preferences.text("gaps/detail", "") == "yes"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        column.addWidget(self._stack)
        self._stack.addWidget(self._work(self._stack))
        self._stack.addWidget(self._nothing())
        self.state.changed.connect(self._on_state_changed)
        desk.changed.connect(self._on_changed)
        self.state.refresh()
        self.show_view(self.view if self.view in dict(_VIEWS) else DUMBBELL)

    # -- layout

    def _work(self, parent: QWidget) -> QWidget:
        self._splitter = QSplitter(Qt.Orientation.Horizontal, parent)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        area = QWidget(self._splitter)
        area.setMinimumWidth(480)
        column = QVBoxLayout(area)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.bar = GapsBar(self.desk, self.state, _VIEWS)
        self.bar.view_chosen.connect(self.show_view)
        self.bar.detail_wanted.connect(self.toggle_detail)
        self.bar.side_wanted.connect(self.toggle_side)
        column.addWidget(self.bar)
        column.addWidget(line())
        self.views = QStackedWidget()
        column.addWidget(self.views, 1)
        rows = QWidget(self.views)
        inside = QVBoxLayout(rows)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        self.header = GapsHeader(self.desk)
        inside.addWidget(self.header)
        self.rows = GapsView(self.desk, self.state)
        inside.addWidget(self.rows, 1)
        self.quadrant = QuadrantView(self.desk, self.state, self.views)
        self.figures = FiguresView(self.desk, self.state, self.views)
        for widget in (rows, self.quadrant, self.figures):
            self.views.addWidget(widget)
        for view in (self.rows, self.quadrant, self.figures):
            view.gap_selected.connect(self.state.select)
            view.key_pressed.connect(self._on_key)
        self.foot = GapsFoot(self.desk, self.state)
        column.addWidget(self.foot)
        self._splitter.addWidget(area)
        self.side = SidePane(self.desk, self.state, self._splitter)
        self.side.setMinimumWidth(320)
        self.side.step_wanted.connect(self.step)
        self.side.initiative_wanted.connect(self.start_initiative)
        self.side.charter_wanted.connect(self.add_to_charter)
        self.side.ask_wanted.connect(self.ask_next)
        self._splitter.addWidget(self.side)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([840, self.theme.px(_SIDE)])
        self.keep(self._splitter, "panes")
        return self._splitter

    def _nothing(self) -> QWidget:
        words = self.words
        text = mark(
            "Here leadership and reps are laid side by side, theme by theme, with what a small sample can say and "
            "what it cannot. It begins with talks: tag what people say, and rate themes with them."
        )
        empty = EmptyPage(self.theme, words(text))
        self.first = primary_button(self.theme, words(mark("Go to the talks")), lambda: self.desk.go("interviews"))
        self.all_talks = button(self.theme, words(mark("Count all talks")), self.bar.count_all)
        empty.add_row(self.first, self.all_talks)
        return empty

    # -- what is shown

    def show_view(self, key: str) -> None:
        """Dumbbell, quadrant or table."""
        self.view = key
        self.desk.preferences.set("gaps/view", key)
        self.bar.segments.choose(key)
        self.views.setCurrentIndex([each for each, _ in _VIEWS].index(key))
        self._refresh_view()
        self.header_changed.emit()

    @property
    def current_view(self) -> GapsView | QuadrantView | FiguresView:
        """The view that is shown."""
        if self.view == DUMBBELL:
            return self.rows
        return self.quadrant if self.view == QUADRANT else self.figures

    def _refresh_view(self) -> None:
        self.rows.with_detail = self.header.with_detail = self._with_detail
        self.bar.detail.setChecked(self._with_detail)
        self.current_view.refresh()
        self.header.update()
        if not self.side.isHidden():
            self.side.show_state(self._with_detail)
            self._show_uses()

    def _on_changed(self, changes: Changes) -> None:
        if Link.kind in changes.kinds and not self.side.isHidden():
            self._show_uses()
            self.side.show_quotes()

    def _on_state_changed(self) -> None:
        if self.state.is_stale:
            if self.isVisible():
                self.state.refresh()
            return
        self._stack.setCurrentIndex(0 if self.state.shown.analysis.gaps else 1)
        self.all_talks.setVisible(self.bar.is_narrowed)
        shown, order = self.state.shown, self.state.order
        if self._told is None or shown is not self._told[0] or order is not self._told[1]:
            self._told = (shown, order)
            self.bar.fill()
            self.foot.show_missing()
        self._refresh_view()
        self.header_changed.emit()

    def _show_uses(self) -> None:
        words = self.words
        theme = self.state.selected
        uses = self._deeds.uses(theme) if theme is not None else ()
        self.side.show_uses(
            [
                (ref, words(mark("{noun}: {title}"), noun=words(KINDS[ref.kind].noun), title=self._short(ref)))
                for ref in uses
                if ref.kind in KINDS
            ]
        )

    def _short(self, ref: Ref) -> str:
        title = self.desk.workspace.title_of(ref)
        return title if len(title) <= _LONGEST_USE else f"{title[: _LONGEST_USE - 1]}…"

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.state.is_stale:
            self.state.refresh()

    def set_compact(self, compact: bool) -> None:
        # Two panes stay side by side also where there is little room; D and the menu still show details.
        self.side.setVisible(self._wants_side)
        self.bar.set_compact(compact)

    def toggle_side(self) -> None:
        self._wants_side = self.side.isHidden()
        self.side.setVisible(self._wants_side)
        self.desk.preferences.set("gaps/side", "open" if self._wants_side else "closed")
        self._refresh_view()

    def toggle_detail(self) -> None:
        """Range bars, ranks and further figures, or the ten-second view."""
        self._with_detail = not self._with_detail
        self.desk.preferences.set("gaps/detail", "yes" if self._with_detail else "")
        self.rows.with_detail = self._with_detail
        self.rows.viewport().update()
        self._refresh_view()

    def step(self, direction: int) -> None:
        themes = [gap.theme for gap in self.state.in_reading_order()]
        if self.state.selected in themes:
            place = themes.index(self.state.selected) + direction
            if 0 <= place < len(themes):
                self.state.select(themes[place])

    def open(self, ref: Ref | None) -> None:
        if ref is not None and ref.kind == Theme.kind:
            self.state.select(ref.id)
        elif ref is not None and ref.kind == Round.kind:
            self.state.choose_round(ref.id)

    # -- what can be done

    def _theme(self) -> Theme | None:
        return self.state.shown.themes.get(self.state.selected or 0)

    def start_initiative(self) -> None:
        theme = self._theme()
        if theme is not None and not self.desk.workspace.is_readonly:
            self._deeds.start_initiative(theme)

    def add_to_charter(self) -> None:
        """Offers where in the charter the theme may stand."""
        theme = self._theme()
        if theme is None or self.desk.workspace.is_readonly:
            return
        menu = QMenu(self)
        for text, deed in self._charter_deeds():
            menu.addAction(self.words(text)).triggered.connect(partial(self._do, deed, theme))
        menu.aboutToHide.connect(menu.deleteLater)
        place = self.side.charter if self.side.isVisible() else self.bar.segments
        menu.popup(place.mapToGlobal(QPoint(0, place.height())))

    def _charter_deeds(self) -> tuple[tuple[str, Callable[[Theme], None]], ...]:
        return (
            (mark("As an obstacle"), self._deeds.add_obstacle),
            (mark("As a success criterion"), self._deeds.add_criterion),
            (mark("As evidence of the business case"), self._deeds.add_evidence),
        )

    @staticmethod
    def _do(deed: Callable[[Theme], None], theme: Theme) -> None:
        deed(theme)

    def _do_with_selected(self, deed: Callable[[Theme], None]) -> None:
        theme = self._theme()
        if theme is not None and not self.desk.workspace.is_readonly:
            deed(theme)

    def ask_next(self) -> None:
        gap, theme = self.state.gap, self._theme()
        if gap is not None and theme is not None and not self.desk.workspace.is_readonly:
            self._deeds.ask_next(gap, theme)

    def _on_key(self, key: str) -> None:
        does: dict[str, Callable[[], None]] = {
            "I": self.start_initiative,
            "C": self.add_to_charter,
            "Q": self.ask_next,
            "D": self.toggle_detail,
            "T": lambda: self.show_view(DUMBBELL if self.view == TABLE else TABLE),
            "Enter": lambda: self.side.initiative.setFocus(Qt.FocusReason.OtherFocusReason),
        }
        if key in does:
            does[key]()

    def exports(self) -> Sequence[Command]:
        return export_commands(self.desk, lambda: self.state.filter, self._has_gaps)

    def header_actions(self) -> Sequence[Command]:
        return self.exports()[:1] if self._has_gaps() else ()

    def _has_gaps(self) -> bool:
        return bool(self.state.shown.analysis.gaps)

    def commands(self) -> Sequence[Command]:
        def has() -> bool:
            return self._theme() is not None and not self.desk.workspace.is_readonly

        return (
            *self.exports(),
            Command(
                id="gaps.initiative", text=mark("Start an initiative"), run=self.start_initiative, group=Group.EDIT,
                icon="flag-outline", enabled=has,
            ),
            *(
                Command(
                    id=f"gaps.charter{number}", text=text, run=partial(self._do_with_selected, deed),
                    group=Group.EDIT, icon="script-text-outline", enabled=has,
                )
                for number, (text, deed) in enumerate(
                    (
                        (mark("Add the theme to the charter as an obstacle"), self._deeds.add_obstacle),
                        (mark("Add the theme to the charter as a success criterion"), self._deeds.add_criterion),
                        (mark("Use the theme as evidence of the business case"), self._deeds.add_evidence),
                    )
                )
            ),
            Command(
                id="gaps.ask", text=mark("Ask about the theme in the next talk"), run=self.ask_next, group=Group.EDIT,
                icon="forum-outline", enabled=has,
            ),
            thread_command(self.desk, self._theme_shown),
            Command(
                id="gaps.detail", text=mark("Show ranges and ranks"), run=self.toggle_detail, group=Group.VIEW,
                icon="chart-box-outline", checked=lambda: self._with_detail,
            ),
            *(
                Command(
                    id=f"gaps.{key}", text=text, run=partial(self.show_view, key), group=Group.VIEW,
                    checked=partial(self._is_view, key),
                )
                for key, text in _VIEWS
            ),
        )  # fmt: skip

    def _theme_shown(self) -> Ref | None:
        theme = self._theme()
        return Ref(Theme.kind, theme.id) if theme is not None else None

    def _is_view(self, key: str) -> bool:
        return self.view == key

    # -- around the page

    def header_note(self) -> HeaderNote:
        shown, words = self.state.shown, self.words
        if not shown.analysis.gaps:
            return HeaderNote()
        return HeaderNote(
            text=words(
                mark("{people}, {statements}, {themes}"),
                people=counted("{n} person heard", "{n} people heard", shown.people),
                statements=counted("{n} statement", "{n} statements", shown.statements),
                themes=counted("{n} theme", "{n} themes", len(shown.analysis.gaps)),
            )
        )

    def keys(self) -> list[tuple[str, str]]:
        words = self.words
        if not self._has_gaps():
            return []
        return [
            ("↑ ↓", words(mark("Theme"))),
            ("I", words(mark("Start initiative"))),
            ("C", words(mark("Add to charter"))),
            ("Q", words(mark("Ask next"))),
            ("D", words(mark("Detail"))),
            ("Ctrl+E", words(mark("Export"))),
        ]

    def status(self) -> str:
        analysis = self.state.shown.analysis
        if not analysis.gaps:
            return ""
        return self.words(
            mark("{own} given by people, {tagged} tagged"),
            own=counted("{n} rating", "{n} ratings", analysis.own),
            tagged=counted("{n} rating", "{n} ratings", analysis.tagged),
        )

    def panes(self) -> Sequence[QWidget]:
        if self._stack.currentIndex():
            return (self.first,)
        return (self.bar.segments, self.current_view, self.side)

    def first_focus(self) -> QWidget | None:
        return self.current_view if self._stack.currentIndex() == 0 else self.first
