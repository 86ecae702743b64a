"""Beside the gaps: one theme in plain words, every single rating as a dot, both sides' words, and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from enable_desktop.gaps.analysis import Gap, Side
from enable_desktop.gaps.geometry import gap_at, severity_at, spread
from enable_desktop.gaps.plain_words import explanation, next_step, pair_sentence
from enable_desktop.gaps.said import Said
from enable_desktop.interviews import Sort, Statement
from enable_desktop.links import Ref
from enable_desktop.people import Group
from enable_desktop.words import mark
from ui.buttons import button, icon_button, link_button, primary_button
from ui.labels import ElidedLabel, label, line
from ui.quotes import quoted_words
from ui.record_flow import FlowLayout
from ui.scrolling import scroll_down_only
from ui.sides import paint_mark, text_colour, tone_of
from ui.uses import Use, go_to_use, uses_of

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.gaps.state import GapsState

_DOTS: Final = 96
_MOST_QUOTES: Final = 4
_MOST_USES: Final = 6
_QUOTE_LETTERS: Final = 600
_PERCENT_FROM: Final = 10
"""Under so many people a share says less than the counts."""


class DotsView(QWidget):
    """Every single rating of both sides on the axis from 1 to 5, the means, and the range of the difference."""

    def __init__(self, desk: Desk, state: GapsState) -> None:
        super().__init__()
        self._desk = desk
        self._state = state
        self._gap: Gap | None = None
        self._measure()
        desk.theme.changed.connect(self._measure)

    def _measure(self) -> None:
        self.setFixedHeight(self._desk.theme.px(_DOTS))

    def show_gap(self, gap: Gap | None) -> None:
        self._gap = gap
        words = self._desk.words
        if gap is not None:
            said = words(
                mark("Ratings of leadership: {leadership}. Ratings of reps: {reps}."),
                leadership=tuple(self._ratings(gap, Group.LEADERSHIP)) or "–",
                reps=tuple(self._ratings(gap, Group.REP)) or "–",
            )
            self.setAccessibleName(words(mark("Every single rating")))
            self.setAccessibleDescription(said)
        self.update()

    def _ratings(self, gap: Gap, group: Group) -> Sequence[int]:
        return sorted(self._state.ratings(gap.theme, frozenset({group})))

    def paintEvent(self, event: QPaintEvent) -> None:
        gap = self._gap
        if gap is None:
            return
        theme, words = self._desk.theme, self._desk.words
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right = theme.px(92), self.width() - 14
        painter.setFont(theme.font("caption"))
        for value in (1, 2, 3, 4, 5):
            x = severity_at(value, left, right)
            painter.setPen(QPen(theme.color("chart.grid"), 1))
            painter.drawLine(QPointF(x, theme.px(18)), QPointF(x, self.height() - theme.px(20)))
            painter.setPen(theme.color("text.tertiary"))
            painter.drawText(QRectF(x - 10, 0, 20, theme.px(16)), Qt.AlignmentFlag.AlignCenter, str(value))
        rows = ((Group.LEADERSHIP, gap.leadership, theme.px(30)), (Group.REP, gap.reps, theme.px(56)))
        for group, side, y in rows:
            painter.setFont(theme.font("small"))
            painter.setPen(text_colour(theme, group))
            said = words(mark("Leadership")) if group is Group.LEADERSHIP else words(mark("Reps"))
            painter.drawText(QRectF(0, y - 10, left - 12, 20), Qt.AlignmentFlag.AlignVCenter, said)
            size = theme.px(10)
            ratings = self._ratings(gap, group)
            deepest = max((beside for _, beside in spread(ratings, size, left, right)), default=0.0)
            for x, beside in spread(ratings, size, left, right):
                paint_mark(painter, theme, group, QPointF(x, y + beside - deepest / 2), size - 1)
            if side.mean is not None and side.rated > 1:
                x = severity_at(side.mean, left, right)
                painter.setPen(QPen(theme.color("chart.ink"), 2))
                painter.drawLine(QPointF(x, y - 11), QPointF(x, y + 11))
        self._range(painter, gap, left, right)
        painter.end()

    def _range(self, painter: QPainter, gap: Gap, left: float, right: float) -> None:
        """The 90 % range of the difference as a bar, on an axis of its own from -4 to +4."""
        theme, words = self._desk.theme, self._desk.words
        y = self.height() - theme.px(9)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text.tertiary"))
        painter.drawText(QRectF(0, y - 9, left - 8, 18), Qt.AlignmentFlag.AlignVCenter, words(mark("Difference")))
        zero = gap_at(0, left, right)
        painter.setPen(QPen(theme.color("chart.muted"), 1))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        painter.drawLine(QPointF(zero, y - 6), QPointF(zero, y + 6))
        if gap.severity is None:
            return
        painter.setPen(QPen(theme.color("chart.ink"), 5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        low, high = gap_at(gap.severity.low, left, right), gap_at(gap.severity.high, left, right)
        painter.drawLine(QPointF(low, y), QPointF(high, y))
        painter.setPen(QPen(theme.color("bg.sunken"), 2))
        at = gap_at(gap.severity.points, left, right)
        painter.drawLine(QPointF(at, y - 3), QPointF(at, y + 3))


class QuotesColumn(QWidget):
    """The words of one side, worst first; each leads to its place in the notes."""

    def __init__(self, desk: Desk, group: Group) -> None:
        super().__init__()
        self._desk = desk
        self._group = group
        self._showing = _MOST_QUOTES
        self._said: Sequence[Said] = ()
        self._uses: Mapping[Ref, Sequence[Use]] = {}
        theme, words = desk.theme, desk.words
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        bar = line()
        bar.setFixedHeight(2)
        bar.setProperty("voice", tone_of(group))
        self._column.addWidget(bar)
        head = QHBoxLayout()
        title = words(mark("Leadership")) if group is Group.LEADERSHIP else words(mark("Reps"))
        head.addWidget(label(theme, title, "bodystrong", tone=tone_of(group)))
        head.addStretch(1)
        self._count = label(theme, "", "small", tone="secondary")
        head.addWidget(self._count)
        self._column.addLayout(head)
        self._quotes = QVBoxLayout()
        self._quotes.setSpacing(2)
        self._column.addLayout(self._quotes)
        self._more = link_button(theme, "", self._show_more, small=True)
        self._column.addWidget(self._more)
        self._column.addStretch(1)

    def show_side(self, side: Side, said: Sequence[Said], uses: Mapping[Ref, Sequence[Use]]) -> None:
        """Shows a side's words on a theme, and what leans on them."""
        words = self._desk.words
        counts = words(mark("{raised} of {asked}"), raised=side.raised, asked=side.asked)
        self._count.setText(counts if side.asked else words(mark("not asked")))
        if (said, uses) == (self._said, self._uses):
            return
        if said != self._said:
            self._showing = _MOST_QUOTES
        self._said, self._uses = said, uses
        self._fill()

    def _show_more(self) -> None:
        self._showing = len(self._said)
        self._fill()

    def _fill(self) -> None:
        while (item := self._quotes.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for each in self._said[: self._showing]:
            uses = self._uses.get(Ref(Statement.kind, each.statement.id), ())
            self._quotes.addWidget(_Quote(self._desk, each, uses))
        left = len(self._said) - self._showing
        self._more.setText(self._desk.words.n("{n} more", "{n} more", max(left, 0)))
        self._more.setVisible(left > 0)


class _Quote(QWidget):
    """One thing said, who said it, and how severe it is; Enter or a click shows it in the notes."""

    def __init__(self, desk: Desk, said: Said, uses: Sequence[Use]) -> None:
        super().__init__()
        self._desk = desk
        theme, words = desk.theme, desk.words
        statement = said.statement
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 6)
        column.setSpacing(2)
        column.addWidget(label(theme, quoted_words(statement, words, _QUOTE_LETTERS), "quote", wrap=True))
        row = QHBoxLayout()
        who = said.person.name if said.person is not None else said.label
        link = link_button(theme, f"{who}, {said.label}" if said.label and said.label != who else who, small=True)
        link.clicked.connect(lambda *_: desk.go(Ref(Statement.kind, statement.id)))
        link.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        link.setAccessibleName(words(mark("{who}: show in the notes"), who=link.whole))
        row.addWidget(link, 1)
        if statement.severity is not None and statement.sort is Sort.PROBLEM:
            row.addWidget(label(theme, words.number(statement.severity), "strong", tone=tone_of(said.group)))
        else:
            row.addWidget(label(theme, words(statement.sort.label), "small", tone="tertiary"))
        column.addLayout(row)
        if uses:
            column.addWidget(self._used(uses))

    def _used(self, uses: Sequence[Use]) -> QWidget:
        """Where the words are used already, and the way there."""
        words = self._desk.words
        first = words(mark("Used: {title}"), title=uses[0].title)
        more = words.n("{title} and {n} more", "{title} and {n} more", len(uses) - 1, title=first)
        made = link_button(self._desk.theme, more if len(uses) > 1 else first, small=True)
        made.setAccessibleName(words(mark("Used in: {titles}"), titles=tuple(use.said for use in uses)))
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        made.clicked.connect(lambda *_: go_to_use(self._desk, uses, made, QPoint(0, made.height())))
        return made


class SidePane(QWidget):
    """The theme selected, from a sentence to its actions."""

    step_wanted = Signal(int)
    initiative_wanted = Signal()
    charter_wanted = Signal()
    ask_wanted = Signal()

    def __init__(self, desk: Desk, state: GapsState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._state = state
        theme, words = desk.theme, desk.words
        self.setProperty("pane", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 12, 8)
        self.title = ElidedLabel(theme, "", "strong")
        head.addWidget(self.title, 1)
        self._place = label(theme, "", "small", tone="secondary")
        head.addWidget(self._place)
        head.addWidget(
            icon_button(theme, "chevron-up", words(mark("Previous theme")), lambda: self.step_wanted.emit(-1))
        )
        head.addWidget(icon_button(theme, "chevron-down", words(mark("Next theme")), lambda: self.step_wanted.emit(1)))
        outer.addLayout(head)
        outer.addWidget(line())
        scroll = QScrollArea(self)
        scroll_down_only(scroll)
        inside = QWidget(scroll.viewport())
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        self.sentence = label(theme, "", "body", wrap=True)
        column.addWidget(self.sentence)
        self.dots = DotsView(desk, state)
        column.addWidget(self.dots)
        self.detail = label(theme, "", "small", tone="secondary", wrap=True)
        column.addWidget(self.detail)
        quotes = QHBoxLayout()
        quotes.setSpacing(16)
        self.leadership, self.reps = QuotesColumn(desk, Group.LEADERSHIP), QuotesColumn(desk, Group.REP)
        quotes.addWidget(self.leadership, 1)
        quotes.addWidget(self.reps, 1)
        column.addLayout(quotes)
        column.addStretch(1)
        scroll.setWidget(inside)
        outer.addWidget(scroll, 1)
        outer.addWidget(line())
        outer.addLayout(self._actions())

    def _actions(self) -> QVBoxLayout:
        theme, words = self._desk.theme, self._desk.words
        column = QVBoxLayout()
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        self.unused: QLabel = label(theme, "", "small", tone="secondary", wrap=True)
        column.addWidget(self.unused)
        self.uses = QWidget()
        self._flow = FlowLayout(self.uses, across=10)
        column.addWidget(self.uses)
        self.initiative = primary_button(
            theme, words(mark("Start an initiative")), self.initiative_wanted.emit, icon="flag-outline"
        )
        column.addWidget(self.initiative)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.charter = button(theme, words(mark("Add to charter")), self.charter_wanted.emit)
        self.ask = button(theme, words(mark("Ask in next talk")), self.ask_wanted.emit)
        row.addWidget(self.charter, 1)
        row.addWidget(self.ask, 1)
        column.addLayout(row)
        return column

    def show_state(self, with_detail: bool) -> None:
        """Shows the gap selected."""
        gap, words = self._state.gap, self._desk.words
        self.setEnabled(gap is not None)
        if gap is None:
            self.title.set_whole("")
            return
        reading = [each.theme for each in self._state.in_reading_order()]
        self.title.set_whole(self._state.title_of(gap.theme))
        self._place.setText(words(mark("{place} of {all}"), place=reading.index(gap.theme) + 1, all=len(reading)))
        self.sentence.setText(f"{words.say(explanation(gap))} {words.say(next_step(gap))}")
        self.dots.show_gap(gap)
        self.detail.setText(self._details(gap))
        self.detail.setVisible(with_detail and bool(self.detail.text()))
        self._show_quotes(gap)

    def show_quotes(self) -> None:
        """Shows again what was said and where it is used."""
        if self._state.gap is not None:
            self._show_quotes(self._state.gap)

    def _show_quotes(self, gap: Gap) -> None:
        said = self._desk.workspace.gaps.said(self._state.filter, (gap.theme,))
        uses = uses_of(self._desk, (Ref(Statement.kind, each.statement.id) for each in said))
        for column, side, group in (
            (self.leadership, gap.leadership, Group.LEADERSHIP),
            (self.reps, gap.reps, Group.REP),
        ):
            here = [each for each in said if each.group is group]
            column.show_side(side, here, uses)

    def show_uses(self, uses: Sequence[tuple[Ref, str]]) -> None:
        """The records that lean on the theme or answer it; each leads there."""
        words = self._desk.words
        self.unused.setText(words(mark("No initiative yet. Not in the charter yet.")))
        self.unused.setVisible(not uses)
        self.uses.setVisible(bool(uses))
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for ref, said in uses[:_MOST_USES]:
            self._flow.addWidget(link_button(self._desk.theme, said, partial(self._desk.go, ref), small=True))

    def _details(self, gap: Gap) -> str:
        """What the Detail key adds: superiority, and whether a side is split."""
        words = self._desk.words
        parts = []
        if gap.severity is not None:
            parts.append(words.say(pair_sentence(gap.severity)))
        if gap.leadership.is_split:
            parts.append(words(mark("Leadership is split within itself.")))
        if gap.reps.is_split:
            parts.append(words(mark("Reps are split within themselves.")))
        if gap.mention is not None and min(gap.leadership.asked, gap.reps.asked) >= _PERCENT_FROM:
            parts.append(
                words(
                    mark("Share of reps less share of leaders who raised it: {share} points, from {low} to {high}."),
                    share=words.number(100 * gap.mention.difference, 0),
                    low=words.number(100 * gap.mention.low, 0),
                    high=words.number(100 * gap.mention.high, 0),
                )
            )
        return " ".join(parts)
