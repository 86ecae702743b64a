"""The way into an empty workspace: six steps to a first charter, in any order, until Today has something to list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from enable_desktop.words import mark
from ui.beginning import SKIPPED, STEPS, done_steps, is_settled
from ui.buttons import button, link_button
from ui.labels import label, line, set_tone

if TYPE_CHECKING:
    from ui.desk import Desk

_WIDTH: Final = 720


@dataclass(frozen=True, slots=True)
class _Step:
    title: str
    text: str
    minutes: int
    action: str


_TEXTS: Final = {
    "name": _Step(
        mark("Name the company"),
        mark(
            "Its name stands on the cover, in every header, and on this window. Choose the language and currency too."
        ),
        1,
        mark("Name it"),
    ),
    "case": _Step(
        mark("Write the business case"),
        mark("What is wrong, what it costs, what you propose. One page that a sponsor can say yes to; gaps are fine."),
        20,
        mark("Begin"),
    ),
    "talks": _Step(
        mark("Plan six interviews"),
        mark("Three leaders and three reps are the fewest that can be compared. Questions are suggested."),
        10,
        mark("Plan"),
    ),
    "charter": _Step(
        mark("Bring in the charter you have, or begin one"),
        mark("A Word or Markdown file: its headings are matched to the sections, and nothing is lost."),
        10,
        mark("Begin"),
    ),
    "measures": _Step(
        mark("Choose three measures"),
        mark("One for the programme, two for growth and revenue, each with a baseline."),
        10,
        mark("Choose"),
    ),
    "backup": _Step(
        mark("Pick a backup folder"),
        mark("A checked copy on every opening, ideally on another drive. Without one, copies stay on this computer."),
        1,
        mark("Pick folder"),
    ),
}


class FirstSteps(QWidget):
    """Shown while the workspace is young; every step leads to its place."""

    list_wanted = Signal()
    """The person wants to see what needs them instead."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.words, self.theme = desk, desk.words, desk.theme
        self._rows: dict[str, _StepRow] = {}
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._steps())
        outer.addWidget(area, 1)
        self._side = self._what_then()
        outer.addWidget(self._side)
        self.refresh()

    def _steps(self) -> QWidget:
        words, theme = self.words, self.theme
        page = QWidget()
        around = QHBoxLayout(page)
        around.setContentsMargins(48, 36, 32, 32)
        column = QVBoxLayout()
        column.setSpacing(0)
        around.addLayout(column, 1)
        around.addStretch(0)
        column.addWidget(label(theme, words(mark("Six steps to a first charter")), "heading"))
        column.addSpacing(6)
        column.addWidget(
            label(
                theme,
                words(
                    mark(
                        "About an hour, in any order. Everything is saved as you type, "
                        "and nothing leaves this computer."
                    )
                ),
                "body",
                tone="secondary",
                wrap=True,
            )
        )
        column.addSpacing(20)
        card = QFrame()
        card.setProperty("card", "true")
        card.setMaximumWidth(theme.px(_WIDTH))
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        actions: dict[str, Callable[[], None]] = {
            "name": self._name,
            "case": self._case,
            "charter": self._charter,
            "measures": self._measures,
            "talks": self._talks,
            "backup": self._backup,
        }
        for place, key in enumerate(STEPS):
            if place:
                inside.addWidget(line(subtle=True))
            row = self._rows[key] = _StepRow(self, _TEXTS[key], actions[key])
            inside.addWidget(row)
        column.addWidget(card)
        column.addSpacing(16)
        foot = QHBoxLayout()
        self._count = label(theme, "", "body", tone="secondary")
        foot.addWidget(self._count, 1)
        self.leave = link_button(theme, "", self._leave)
        foot.addWidget(self.leave)
        holder = QWidget()
        holder.setMaximumWidth(theme.px(_WIDTH))
        holder.setLayout(foot)
        foot.setContentsMargins(0, 0, 0, 0)
        column.addWidget(holder)
        column.addStretch(1)
        return page

    def _what_then(self) -> QWidget:
        words, theme = self.words, self.theme
        side = QWidget()
        side.setProperty("pane", "sunken")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setProperty("edge", "left")
        side.setFixedWidth(theme.px(344))
        column = QVBoxLayout(side)
        column.setContentsMargins(24, 36, 24, 24)
        column.setSpacing(4)
        column.addWidget(label(theme, words(mark("After the first week you have")), "strong"))
        for icon, title, text in (
            ("file-check-outline", mark("A business case"), mark("one page, ready for your sponsor")),
            (
                "compare-horizontal",
                mark("A first gap picture"),
                mark("where leadership and reps differ, with honest ranges"),
            ),
            ("chart-line-variant", mark("Three measures"), mark("with a baseline, so that progress can be shown")),
            ("file-pdf-box", mark("A charter as PDF"), mark("good enough to discuss, not to frame")),
        ):
            column.addSpacing(12)
            column.addWidget(_Promise(self, icon, words(title), words(text)))
        column.addSpacing(24)
        column.addWidget(label(theme, words(mark("Look before you write")), "strong"))
        column.addWidget(
            label(
                theme,
                words(
                    mark(
                        "The sample programme holds the talks and the finished charter of a company that does not "
                        "exist. It opens in a second window; your own stays untouched."
                    )
                ),
                "body",
                tone="secondary",
                wrap=True,
            )
        )
        sample = link_button(theme, words(mark("Open the sample programme")), self._sample)
        column.addWidget(sample, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return side

    # What is shown -----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setVisible(self.width() >= self.theme.px(_WIDTH + 344))

    @property
    def next_button(self) -> QWidget:
        """The button of the first step that is not done."""
        done = done_steps(self.desk.workspace)
        key = next((each for each in STEPS if each not in done), STEPS[0])
        return self._rows[key].act

    def done_text(self) -> str:
        """How many steps are done, in words."""
        done = len(done_steps(self.desk.workspace))
        return self.words(mark("{done} of {all} steps done"), done=done, all=len(STEPS))

    def refresh(self) -> None:
        """Looks again at what is done."""
        words, workspace = self.words, self.desk.workspace
        done = done_steps(workspace)
        next_key = next((each for each in STEPS if each not in done), "")
        for key, row in self._rows.items():
            row.show_state(done=key in done, is_next=key == next_key)
        said = words(mark("{done} of {all} done."), done=len(done), all=len(STEPS))
        settled = is_settled(workspace)
        then = "" if settled else words(mark("This page turns into your daily list once two steps are done."))
        self._count.setText(f"{said} {then}".rstrip())
        self.leave.setText(words(mark("To the list") if settled else mark("Skip the steps")))

    # The steps -------------------------------------------------------------------------------

    def _name(self) -> None:
        self.desk.go("settings#company")

    def _case(self) -> None:
        self.desk.go("charter#business_case")

    def _charter(self) -> None:
        """Offers to bring a charter in; whoever has none begins with the mission."""
        self.desk.go("charter#mission")
        self.desk.importing.choose("charter")

    def _measures(self) -> None:
        self.desk.go("charter#measures")

    def _talks(self) -> None:
        self.desk.go("interviews")

    def _backup(self) -> None:
        self.desk.go("settings#backups")

    def _sample(self) -> None:
        self.desk.commands.run("file.sample")

    def _leave(self) -> None:
        if not is_settled(self.desk.workspace):
            self.desk.workspace.settings.set(SKIPPED, "skipped")
            self.desk.toast(self.words(mark("The first steps are out of the way.")), undo=True)
        self.list_wanted.emit()


class _StepRow(QWidget):
    def __init__(self, page: FirstSteps, step: _Step, run: Callable[[], None]) -> None:
        super().__init__()
        self._theme, words = page.theme, page.words
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 13, 18, 13)
        row.setSpacing(16)
        self._mark = QLabel()
        row.addWidget(self._mark)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        self._title = label(self._theme, words(step.title), "strong")
        texts.addWidget(self._title)
        texts.addWidget(label(self._theme, words(step.text), "body", tone="secondary", wrap=True))
        row.addLayout(texts, 1)
        minutes = words.n("{n} min", "{n} min", step.minutes)
        self._minutes = label(self._theme, minutes, "body", tone="secondary")
        row.addWidget(self._minutes)
        self.act = button(self._theme, words(step.action), run)
        self.act.setAccessibleName(f"{words(step.title)}: {words(step.action)}")
        self.act.setAccessibleDescription(words(step.text))
        self.act.setMinimumWidth(self._theme.px(96))
        row.addWidget(self.act)
        self._done_text = words(mark("Done"))
        self._minutes_text = minutes
        self._name = words(step.title)

    def show_state(self, *, done: bool, is_next: bool) -> None:
        side = self._theme.px(20)
        icon, tone = ("check-circle", "accent.mark") if done else ("circle-outline", "chart.muted")
        self._mark.setPixmap(self._theme.icon(icon, tone).pixmap(QSize(side, side)))
        self._minutes.setText(self._done_text if done else self._minutes_text)
        self._theme.dress(self._title, "body" if done else "strong")
        set_tone(self._title, "tone", "secondary" if done else "")
        set_tone(self, "pane", "selected" if is_next else "surface")
        set_tone(self.act, "button", "primary" if is_next else "")
        self.act.setVisible(not done)
        self._mark.setAccessibleName(self._done_text if done else "")


class _Promise(QWidget):
    def __init__(self, page: FirstSteps, icon: str, title: str, text: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        shown = QLabel()
        side = page.theme.px(20)
        shown.setPixmap(page.theme.icon(icon, "accent.mark").pixmap(QSize(side, side)))
        row.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(label(page.theme, title, "bodystrong"))
        second = label(page.theme, text, "body", tone="secondary", wrap=True)
        second.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        texts.addWidget(second)
        row.addLayout(texts, 1)
