"""Content health: what every rule flags and what to do about it, how fresh the library was, what was sought in vain."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from db.library.governance import flagged_beside, governance_beside
from enable_desktop.errors import WorkspaceError
from enable_desktop.library.assets import Asset, ContentGap
from enable_desktop.library.governance import Governance, freshness_chart
from enable_desktop.library.health import RULE_GROUPS, RULES
from enable_desktop.links import Ref
from enable_desktop.words import mark
from ui.buttons import link_button
from ui.charter.trend import TrendView
from ui.commands import Command, Group
from ui.inputs import CheckBox
from ui.labels import label, line
from ui.library.table import AssetsTable
from ui.page import HeaderNote, Page
from ui.rows import Row, RowsDelegate, RowsView

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from enable_desktop.changes import Changes
    from enable_desktop.library.freshness import FreshShare
    from ui.desk import Desk
    from ui.tasks import Progress

FRESHNESS: Final = "freshness"
GAPS: Final = "gaps"
_PAUSE_MS: Final = 250
_PADDING: Final = 16
_FOLLOWED: Final = frozenset({
    "assets", "asset_kinds", "list_entries", "links", "people", "reviews", "uses", "playlist_items", "content_gaps",
})  # fmt: skip


class KeyedRows(RowsView):
    """Rows in which Space and letters do something."""

    pressed_key = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and (event.key() == Qt.Key.Key_Space or Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z):
            self.pressed_key.emit("Space" if event.key() == Qt.Key.Key_Space else chr(event.key()))
            return
        super().keyPressEvent(event)


class HealthPage(Page):
    """The rules at the left, each with its count; at the right what the one chosen flags."""

    key = "health"
    title = mark("Content health")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.found = Governance()
        self._is_read = False
        self._is_stale = True
        self._asked = self._asked_rule = 0
        self._wanted = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        self.list = KeyedRows(self.theme, self.words(mark("Rules")))
        self.list.setItemDelegate(RowsDelegate(self.theme, self.list, _PADDING))
        self.list.setMinimumWidth(self.theme.px(300))
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.list.activated.connect(self._into_right)
        self.list.pressed_key.connect(self._on_key)
        splitter.addWidget(self.list)
        self._stack = QStackedWidget()
        splitter.addWidget(self._stack)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([self.theme.px(380), 720])
        self.keep(splitter, "panes")
        column.addWidget(splitter)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.refresh)
        desk.changed.connect(self._on_changed)
        self._show_rows()

    # -- what is shown; each view is made when it is first wanted

    @cached_property
    def rule_view(self) -> RuleView:
        """What a rule flags."""
        view = RuleView(self.desk, self._stack)
        view.switched.connect(self._switch)
        view.library_wanted.connect(self._show_in_library)
        self._stack.addWidget(view)
        return view

    @cached_property
    def freshness_view(self) -> FreshnessView:
        """How much is reviewed on time."""
        view = FreshnessView(self.desk, self._stack)
        self._stack.addWidget(view)
        return view

    @cached_property
    def gaps_view(self) -> GapsView:
        """What was looked for and not found."""
        view = GapsView(self.desk, self._stack)
        self._stack.addWidget(view)
        return view

    @property
    def current(self) -> str:
        """The key of the rule, or of the view, that is chosen."""
        row = self.list.current
        return str(row.key) if row is not None and row.key is not None else ""

    def refresh(self) -> None:
        """Counts again, beside the window."""
        self._is_stale = False
        self._timer.stop()
        self._asked += 1
        self.desk.tasks.run(
            partial(_count, self.desk.workspace.path, self.desk.today),
            partial(self._on_counted, self._asked),
            self.desk.failed,
            label=self.words(mark("Looking after the library")),
            quiet=True,
        )
        self._show_current()

    def _on_counted(self, number: int, found: Governance) -> None:
        if number != self._asked:
            return
        self.found, self._is_read = found, True
        self._show_rows()
        self._show_current()
        self.header_changed.emit()

    def _show_rows(self) -> None:
        words, off = self.words, self.desk.workspace.library.health.off
        share = self.found.now
        fresh = words.percent(share.share) if share is not None and share.share is not None else ""
        gaps = sum(not gap.done for gap in self.desk.workspace.all(ContentGap))
        rows = [
            Row(title=words(mark("Overall")), heading=True),
            Row(title=words(mark("Reviewed on time")), right=fresh, icon="chart-line-variant", key=FRESHNESS),
            Row(
                title=words(mark("Looked for and not found")), right=words.number(gaps), icon="magnify-close",
                quiet=not gaps, key=GAPS,
            ),
        ]  # fmt: skip
        for group in RULE_GROUPS:
            rows.append(Row(title=words(group.title), heading=True))
            for rule in group.rules:
                is_off = rule.key in off
                count = self.found.counts.get(rule.key)
                known = words.number(count) if count is not None else ""
                rows.append(
                    Row(
                        title=words(rule.label),
                        right=words(mark("Off")) if is_off else known,
                        quiet=is_off or count == 0,
                        key=rule.key,
                    )
                )
        self.list.show_rows(rows)
        if self._wanted:
            self.select(self._wanted)

    def select(self, key: str) -> None:
        """Chooses a rule or a view."""
        for place in range(self.list.rows.rowCount()):
            if self.list.rows.row_at(place).key == key:
                self.list.setCurrentIndex(self.list.rows.index(place, 0))

    def _on_current_changed(self) -> None:
        self._wanted = self.current
        if self.isVisible() or not self._is_stale:
            self._show_current()
        # Else it is shown with all the rest, once.
        self.header_changed.emit()

    def _show_current(self) -> None:
        key = self.current
        if key == FRESHNESS:
            self._stack.setCurrentWidget(self.freshness_view)
            self.freshness_view.show_found(self.found)
        elif key == GAPS:
            self._stack.setCurrentWidget(self.gaps_view)
            self.gaps_view.refresh()
        elif key in RULES:
            self._stack.setCurrentWidget(self.rule_view)
            self.rule_view.show_rule(key, key not in self.desk.workspace.library.health.off)
            self._asked_rule += 1
            self.desk.tasks.run(
                partial(_flagged, self.desk.workspace.path, key, self.desk.today),
                partial(self._on_flagged, self._asked_rule),
                self.desk.failed,
                label=self.words(mark("Looking after the library")),
                quiet=True,
            )

    def _on_flagged(self, number: int, found: tuple[int, ...]) -> None:
        if number == self._asked_rule:
            self.rule_view.show_found(found)
            self.header_changed.emit()

    def _on_changed(self, changes: Changes) -> None:
        if "rule_view" in self.__dict__:
            self.rule_view.table.assets.follow(changes)
        if not changes.kinds & _FOLLOWED:
            if "settings" in changes.kinds:
                # A rule was switched: what it flags is the same.
                self._show_rows()
                self._show_current()
            return
        if self.isVisible():
            self._timer.start()
        else:
            self._is_stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def open(self, ref: Ref | None) -> None:
        if ref is not None and ref.kind == ContentGap.kind:
            self.select(GAPS)
            self.gaps_view.select(ref.id)
        elif not self.current:
            self.select(FRESHNESS)
        self.refresh()

    def open_part(self, part: str) -> None:
        self.select(part)

    def parts(self) -> Sequence[tuple[str, str]]:
        return tuple((rule.key, rule.label) for rule in RULES.values())

    # -- what is done

    def _on_key(self, key: str) -> None:
        if key == "Space" and self.current in RULES:
            self._switch(self.current in self.desk.workspace.library.health.off)

    def _switch(self, on: bool) -> None:
        """Switches the rule chosen; the same key brings it back."""
        rule = self.current
        if rule not in RULES or self.desk.workspace.is_readonly:
            return
        try:
            self.desk.workspace.library.health.switch(rule, on)
        except WorkspaceError as fault:
            self.desk.failed(fault)
        self._show_rows()
        self._show_current()

    def _show_in_library(self) -> None:
        """The same assets where they can be sought, filtered and changed together."""
        self.desk.go(f"library#flag:{self.current}")

    def _into_right(self) -> None:
        """Into what the rule flags."""
        view = self._stack.currentWidget()
        if not isinstance(view, RuleView | FreshnessView | GapsView):
            return
        if isinstance(view, RuleView) and not view.table.assets.found:
            # There is nothing to go to.
            return
        view.first.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- around the page

    def header_note(self) -> HeaderNote:
        off = self.desk.workspace.library.health.off
        if not self._is_read:
            return HeaderNote(text=self.words(mark("Counting…")))
        flagged = sum(bool(count) for rule, count in self.found.counts.items() if rule not in off)
        said = self.words.n("{n} rule flags something", "{n} rules flag something", flagged)
        return HeaderNote(text=said if flagged else self.words(mark("Nothing is flagged")))

    def header_actions(self) -> Sequence[Command]:
        return (
            Command(
                id="health.reviews", text=mark("Review queue"), run=partial(self.desk.go, "reviews"), group=Group.GO,
                icon="calendar-clock",
            ),
        )  # fmt: skip

    def exports(self) -> Sequence[Command]:
        return tuple(
            Command(
                id=f"health.report.{key}", text=text, run=partial(self.desk.go, f"reports#{key}"), group=Group.FILE,
                icon="file-chart-outline",
            )
            for key, text in (("audit", mark("Report: content audit")), ("health", mark("Report: content health")))
        )  # fmt: skip

    def keys(self) -> list[tuple[str, str]]:
        words = self.words
        if self.current == GAPS:
            return [
                ("↑ ↓", words(mark("Row"))),
                ("Enter", words(mark("Look for it again"))),
                ("E", words(mark("Done"))),
            ]
        return [
            ("↑ ↓", words(mark("Rule"))),
            ("Enter", words(mark("What it flags"))),
            ("Space", words(mark("Switch on or off"))),
        ]

    def status(self) -> str:
        if isinstance(self._stack.currentWidget(), RuleView) and self.current in RULES:
            return self.words.n("{n} item flagged", "{n} items flagged", len(self.rule_view.table.assets.found))
        return ""

    def panes(self) -> Sequence[QWidget]:
        return (self.list, self._stack)

    def first_focus(self) -> QWidget | None:
        return self.list


class RuleView(QWidget):
    """One rule: what to do about it, its switch, and what it flags."""

    switched = Signal(bool)
    library_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown = ""
        theme, words = desk.theme, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(20, 14, 20, 12)
        head.setSpacing(16)
        said = QVBoxLayout()
        said.setSpacing(2)
        self.title = label(theme, "", "section", wrap=True)
        said.addWidget(self.title)
        self.advice = label(theme, "", "body", tone="secondary", wrap=True)
        said.addWidget(self.advice)
        head.addLayout(said, 1)
        self.switch = CheckBox(theme, words(mark("Flag it")))
        self.switch.clicked.connect(self.switched)
        self.lead = link_button(theme, words(mark("Show in the library")), self.library_wanted.emit)
        head.addWidget(self.lead, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(line())
        self.table = AssetsTable(desk, lambda title: ())
        self.table.opened.connect(self._open)
        column.addWidget(self.table, 1)
        self.nothing = label(theme, "", "body", tone="secondary", wrap=True)
        self.nothing.setContentsMargins(20, 16, 20, 16)
        column.addWidget(self.nothing)
        column.addStretch(0)
        self.table.hide()
        self.nothing.hide()

    @property
    def first(self) -> QWidget:
        return self.table if self.table.assets.found else self.switch

    def show_rule(self, key: str, is_on: bool) -> None:
        """Shows a rule; what it flags follows."""
        words, rule = self._desk.words, RULES[key]
        if key != self._shown:
            self._shown = key
            self.table.hide()
            self.lead.hide()
            self.nothing.hide()
        self.title.setText(words(rule.label))
        self.advice.setText(words(rule.advice))
        self.switch.setChecked(is_on)
        self.switch.setEnabled(not self._desk.workspace.is_readonly)
        self.table.setAccessibleName(words(rule.label))
        has_usage = self._desk.workspace.library.listing.has_usage()
        self.table.show_usage(has_usage)
        needs = rule.needs_usage and not has_usage
        self.nothing.setText(
            words(mark("Nothing can be said: no figures of use were imported.")) if needs else words(mark("Nothing."))
        )

    def show_found(self, found: Sequence[int]) -> None:
        """Shows what it flags."""
        self.table.show_found(found)
        self.table.setVisible(bool(found))
        self.lead.setVisible(bool(found))
        self.nothing.setVisible(not found)
        if found and self.table.current is None:
            self.table.go(0)

    def _open(self) -> None:
        if self.table.current is not None:
            self._desk.go(Ref(Asset.kind, self.table.current))


class FreshnessView(QScrollArea):
    """How much of the library was fresh at the end of each month, as a line and in figures, and for each owner."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme, words = desk.theme, desk.words
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 14, 20, 20)
        column.setSpacing(12)
        column.addWidget(label(theme, words(mark("Content reviewed on time")), "section"))
        self.told = label(theme, "", "body", tone="secondary", wrap=True)
        column.addWidget(self.told)
        self.chart = TrendView(desk)
        column.addWidget(self.chart)
        self.months = RowsView(theme, words(mark("By month")))
        self.owners = RowsView(theme, words(mark("By owner")))
        for view in (self.months, self.owners):
            view.setItemDelegate(RowsDelegate(theme, view, 0))
            view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(label(theme, words(mark("By owner")), "strong"))
        column.addWidget(self.owners)
        column.addWidget(label(theme, words(mark("By month")), "strong"))
        column.addWidget(self.months)
        column.addStretch(1)
        self.setWidget(inside)
        theme.changed.connect(self._fit)

    @property
    def first(self) -> QWidget:
        return self.owners

    def show_found(self, found: Governance) -> None:
        """Shows the shares; owners by name, for this ranks nobody."""
        words, today = self._desk.words, self._desk.today
        self.chart.show_chart(freshness_chart(found.over_time, today, words))
        now = found.now
        if now is None:
            # Not counted yet.
            self.told.setText("")
        elif not now.all:
            self.told.setText(words(mark("There is no content yet. Its share is told here, month by month.")))
        else:
            self.told.setText(self._share(now))
        self.months.show_rows(
            [
                Row(title=words.day(day), right=self._share(each))
                for day, each in sorted(found.over_time.items(), reverse=True)
                if each.all
            ]
        )
        self.owners.show_rows(self._owner_rows(found.by_owner))
        self._fit()

    def _owner_rows(self, by_owner: Mapping[int | None, FreshShare]) -> list[Row]:
        words = self._desk.words
        people = self._desk.workspace.people.these(owner for owner in by_owner if owner is not None)
        rows = [
            Row(title=person.name or person.said_role, right=self._share(by_owner[person.id]))
            for person in sorted(people, key=lambda person: person.name)
        ]
        if None in by_owner:
            rows.append(Row(title=words(mark("No owner")), right=self._share(by_owner[None]), quiet=True))
        return rows

    def _share(self, share: FreshShare) -> str:
        words = self._desk.words
        return words(
            mark("{share}: {fresh} of {all}"),
            share=words.percent(share.share or 0.0),
            fresh=words.number(share.fresh),
            all=words.number(share.all),
        )

    def _fit(self) -> None:
        for view in (self.months, self.owners):
            view.setFixedHeight(view.natural_height() + 2)


class GapsView(QWidget):
    """What was looked for in the library and not found, the most sought first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme, words = desk.theme, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(20, 14, 20, 12)
        head.addWidget(label(theme, words(mark("Looked for and not found")), "section"))
        told = mark("Each is content that somebody missed. Make it, or mark it as done where it is there by now.")
        head.addWidget(label(theme, words(told), "body", tone="secondary", wrap=True))
        column.addLayout(head)
        column.addWidget(line())
        self.rows = KeyedRows(theme, words(mark("Looked for and not found")))
        self.rows.setItemDelegate(RowsDelegate(theme, self.rows, 20))
        self.rows.pressed_key.connect(self._on_key)
        self.rows.activated.connect(self._seek)
        column.addWidget(self.rows, 1)
        self.nothing = label(theme, words(mark("Every search has found something.")), "body", tone="secondary")
        self.nothing.setContentsMargins(20, 16, 20, 16)
        column.addWidget(self.nothing)

    @property
    def first(self) -> QWidget:
        return self.rows

    def refresh(self) -> None:
        """Shows what is still missing."""
        words, today = self._desk.words, self._desk.today
        gaps = [gap for gap in self._desk.workspace.all(ContentGap) if not gap.done]
        rows = []
        for gap in sorted(gaps, key=lambda gap: (-gap.times, gap.id)):
            times = words.n("{n} time", "{n} times", gap.times)
            last = words(mark("last {day}"), day=words.short_day(gap.on, today)) if gap.on is not None else ""
            rows.append(
                Row(
                    title=gap.title or words(mark("No title yet")),
                    right=", ".join(part for part in (times, last) if part),
                    icon="magnify-close",
                    key=gap.id,
                )
            )
        self.rows.show_rows(rows)
        self.rows.setVisible(bool(rows))
        self.nothing.setVisible(not rows)

    def select(self, gap: int) -> None:
        """Chooses one of them."""
        for place in range(self.rows.rows.rowCount()):
            if self.rows.rows.row_at(place).key == gap:
                self.rows.setCurrentIndex(self.rows.rows.index(place, 0))

    def _on_key(self, key: str) -> None:
        row = self.rows.current
        if key != "E" or row is None or self._desk.workspace.is_readonly:
            return
        assert isinstance(row.key, int)
        try:
            self._desk.workspace.change(Ref(ContentGap.kind, row.key), done=True)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self.refresh()
        self._desk.toast(self._desk.words(mark("Marked as done")), undo=True)

    def _seek(self) -> None:
        """Looks for it again."""
        row = self.rows.current
        if row is not None:
            self._desk.go(f"library#search:{row.title}")


def _count(path: Path, today: date, progress: Progress) -> Governance:
    return governance_beside(path, today, progress.check)


def _flagged(path: Path, rule: str, today: date, progress: Progress) -> tuple[int, ...]:
    progress.check()
    return flagged_beside(path, rule, today)
