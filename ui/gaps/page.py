"""The Gaps page: a ranked agenda of where leadership and reps see the same work differently."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from enable_desktop.changes import Changes
from enable_desktop.gaps.missing_voices import missing_voices
from enable_desktop.gaps.orders import Order
from enable_desktop.gaps.plain_words import coverage_sentence
from enable_desktop.interviews import Round, Sort, Theme
from enable_desktop.kinds import KINDS
from enable_desktop.links import Link, Ref
from enable_desktop.people import Group as Side
from enable_desktop.words import counted, mark
from ui.buttons import button, icon_button, primary_button
from ui.commands import Command, Group
from ui.gaps.deeds import Deeds
from ui.gaps.exporting import export_commands
from ui.gaps.quadrant import QuadrantView
from ui.gaps.rows import GapsHeader, GapsView
from ui.gaps.side import SidePane
from ui.gaps.state import GapsState, Shown
from ui.gaps.table import FiguresView
from ui.inputs import ComboBox, Segmented
from ui.labels import label, line
from ui.page import HeaderNote, Page
from ui.thread.command import thread_command

if TYPE_CHECKING:
    from ui.desk import Desk

_SIDE: Final = 388
DUMBBELL: Final = "dumbbell"
QUADRANT: Final = "quadrant"
TABLE: Final = "table"
_VIEWS: Final = ((DUMBBELL, mark("Dumbbell")), (QUADRANT, mark("Quadrant")), (TABLE, mark("Table")))
_PERIODS: Final = ((0, mark("All dates")), (91, mark("Last 3 months")), (183, mark("Last 6 months")))
_MOST_MISSING: Final = 3
_BOX_LETTERS: Final = 10
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
        self._compact = False
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
        self._area = area = QWidget(self._splitter)
        area.setMinimumWidth(480)
        column = QVBoxLayout(area)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar())
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
        column.addWidget(self._foot())
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
        self._splitter.splitterMoved.connect(lambda *_: self._show_boxes())
        return self._splitter

    def _bar(self) -> QHBoxLayout:
        theme, words = self.theme, self.words
        bar = QHBoxLayout()
        bar.setContentsMargins(24, 8, 16, 8)
        bar.setSpacing(8)
        self.segments = Segmented(theme, words(mark("View")), [(key, words(text)) for key, text in _VIEWS])
        self.segments.chosen.connect(lambda key: self.show_view(str(key)))
        self.segments.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        bar.addWidget(self.segments)
        self.round = ComboBox(theme)
        self.round.setAccessibleName(words(mark("Round")))
        self.round.activated.connect(lambda *_: self.state.choose_round(self.round.currentData()))
        self.department = ComboBox(theme)
        self.department.setAccessibleName(words(mark("Department")))
        self.department.activated.connect(lambda *_: self.state.narrow(department=self.department.currentData()))
        self.period = ComboBox(theme)
        self.period.setAccessibleName(words(mark("Period")))
        self.period.fill([(days, words(text)) for days, text in _PERIODS], 0)
        self.period.activated.connect(lambda *_: self.state.narrow(since=self._since()))
        self.order = ComboBox(theme)
        self.order.setAccessibleName(words(mark("Sort by")))
        self.order.fill([(order, words(order.label)) for order in Order], Order.GAP)
        self.order.activated.connect(lambda *_: self.state.sort_by(self.order.currentData()))
        for box in (self.round, self.department, self.period, self.order):
            box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_BOX_LETTERS)
            box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            box.setProperty("quiet", "true")
            bar.addWidget(box)
        self.filters = icon_button(theme, "filter-variant", words(mark("Filter and sort")), self.show_filters)
        self.filters.hide()
        bar.addWidget(self.filters)
        bar.addStretch(1)
        self.detail_button = button(theme, words(mark("Detail")), self.toggle_detail, look="quiet", small=True)
        self.detail_button.setCheckable(True)
        bar.addWidget(self.detail_button)
        self._side_button = icon_button(theme, "dock-right", words(mark("Side pane")), self.toggle_side, shortcut="F8")
        bar.addWidget(self._side_button)
        return bar

    def _since(self) -> date | None:
        days = int(self.period.currentData() or 0)
        return self.desk.today - timedelta(days=days) if days else None

    def _foot(self) -> QWidget:
        theme, words = self.theme, self.words
        foot = QWidget()
        outer = QVBoxLayout(foot)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(line())
        row = QHBoxLayout()
        row.setContentsMargins(24, 10, 20, 12)
        row.setSpacing(24)
        texts = []
        for title, text in (
            (
                mark("How to read"),
                mark(
                    "Marks are the means of each side. Hollow marks: fewer than three people rated, so nothing is "
                    "compared. Not mentioning a theme is not disagreement."
                ),
            ),
            (mark("Voices still missing"), ""),
        ):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(label(theme, words(title), "strong"))
            said = label(theme, words(text), "small", tone="secondary", wrap=True)
            texts.append(said)
            column.addWidget(said)
            column.addStretch(1)
            row.addLayout(column, 1)
        self.how_to_read, self.missing = texts
        outer.addLayout(row)
        return foot

    def _nothing(self) -> QWidget:
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(24, 20, 20, 20)
        card = QFrame()
        card.setProperty("card", "empty")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(24, 24, 24, 24)
        inside.setSpacing(12)
        text = self.words(
            mark(
                "Here leadership and reps are laid side by side, theme by theme, with what a small sample can say and "
                "what it cannot. It begins with talks: tag what people say, and rate themes with them."
            )
        )
        inside.addWidget(label(self.theme, text, "body", tone="secondary", wrap=True))
        row = QHBoxLayout()
        self.first = primary_button(self.theme, self.words(mark("Go to the talks")), lambda: self.desk.go("interviews"))
        row.addWidget(self.first)
        self.all_talks = button(self.theme, self.words(mark("Count all talks")), self._count_all)
        row.addWidget(self.all_talks)
        row.addStretch(1)
        inside.addLayout(row)
        column.addWidget(card)
        column.addStretch(1)
        return empty

    def _count_all(self) -> None:
        """Drops every filter."""
        self.department.setCurrentIndex(0)
        self.period.setCurrentIndex(0)
        self.state.narrow(department="", since=None)
        self.state.choose_round(None)

    # -- what is shown

    def show_view(self, key: str) -> None:
        """Dumbbell, quadrant or table."""
        self.view = key
        self.desk.preferences.set("gaps/view", key)
        self.segments.choose(key)
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
        self.detail_button.setChecked(self._with_detail)
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
        filtered = bool(self.state.filter.department or self.state.filter.since) or self.round.currentData() is not None
        self.all_talks.setVisible(filtered)
        shown, order = self.state.shown, self.state.order
        if self._told is None or shown is not self._told[0] or order is not self._told[1]:
            self._told = (shown, order)
            self._fill_filters()
            self.missing.setText(self._missing_words())
        self._refresh_view()
        self.header_changed.emit()

    def _fill_filters(self) -> None:
        words, workspace = self.words, self.desk.workspace
        rounds: list[tuple[object, str]] = [(each.id, each.title) for each in workspace.themes.rounds()]
        self.round.fill([*rounds, (None, words(mark("All rounds")))], self.state.filter.round)
        departments = [(each, each) for each in self.state.shown.departments]
        self.department.fill([("", words(mark("Everybody"))), *departments], self.state.filter.department)
        self._show_boxes()

    def _boxes(self) -> tuple[ComboBox, ...]:
        """What there is to choose from: a box with one answer is left out."""
        return tuple(box for box in (self.round, self.department, self.period, self.order) if box.count() > 2)

    def _show_boxes(self) -> None:
        """The boxes where they have room beside the views, else one button with all of them."""
        boxes = self._boxes()
        wanted = self.segments.sizeHint().width() + sum(box.sizeHint().width() + 8 for box in boxes)
        others = self.detail_button.sizeHint().width() + self._side_button.sizeHint().width() + 8 * 3 + 40
        has_room = not self._compact and wanted + others <= self._area.width()
        for box in (self.round, self.department, self.period, self.order):
            box.setVisible(has_room and box in boxes)
        self.filters.setVisible(not has_room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_boxes()

    def show_filters(self) -> None:
        """Where there is little room: everything that the boxes offer, in one menu."""
        menu = QMenu(self)
        for box in self._boxes():
            said = self.words(mark("{box}: {chosen}"), box=box.accessibleName(), chosen=box.currentText())
            inner = menu.addMenu(said)
            for place in range(box.count()):
                action = inner.addAction(box.itemText(place))
                action.setCheckable(True)
                action.setChecked(place == box.currentIndex())
                action.triggered.connect(partial(self._choose_in, box, place))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.filters.mapToGlobal(QPoint(0, self.filters.height())))

    @staticmethod
    def _choose_in(box: ComboBox, place: int) -> None:
        box.setCurrentIndex(place)
        box.activated.emit(place)

    def _missing_words(self) -> str:
        """How far the picture is from a fair one, whom to hear for what, and what only leadership wants."""
        words = self.words
        parts = []
        if self.state.shown.coverage is not None:
            parts.append(f"{words.say(coverage_sentence(self.state.shown.coverage))}.")
        told = 0
        for gap in self.state.in_reading_order():
            missing = missing_voices(gap)
            if missing.is_nobody or told == _MOST_MISSING:
                continue
            told += 1
            title = self.state.title_of(gap.theme)
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
        return " ".join(parts)

    def wanted_above(self) -> tuple[str, ...]:
        """The themes of leadership's goals, of whatever round, that no rep raised."""
        said = self.desk.workspace.gaps.mentions(replace(self.state.filter, round=None, since=None))
        raised = {theme for group, theme, _ in said if group is Side.REP}
        wanted = dict.fromkeys(
            theme
            for group, theme, sort in said
            if group is Side.LEADERSHIP and sort is Sort.GOAL and theme not in raised
        )
        return tuple(self.state.title_of(theme) for theme in wanted)

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
        self._compact = compact
        # Two panes stay side by side also where there is little room; D and the menu still show details.
        self.side.setVisible(self._wants_side)
        self.detail_button.setVisible(not compact)
        self._show_boxes()

    def toggle_side(self) -> None:
        self._wants_side = self.side.isHidden()
        self.side.setVisible(self._wants_side)
        self.desk.preferences.set("gaps/side", "open" if self._wants_side else "closed")
        self._show_boxes()
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
        place = self.side.charter if self.side.isVisible() else self.segments
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
        return (self.segments, self.current_view, self.side)

    def first_focus(self) -> QWidget | None:
        return self.current_view if self._stack.currentIndex() == 0 else self.first
