"""The way into an empty workspace: six steps to a first charter, in any order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from enable_desktop.links import Ref
from enable_desktop.words import mark
from ui.beginning import SKIPPED, STEPS, done_steps
from ui.buttons import button, link_button
from ui.desk import Desk
from ui.labels import label, line, set_tone
from ui.page import HeaderNote, Page

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
    "people": _Step(
        mark("Add your people"),
        mark("The sponsor, those who approve, and the owners. Each person is entered once."),
        5,
        mark("Add"),
    ),
    "backup": _Step(
        mark("Pick a backup folder"),
        mark("A checked copy on every opening, ideally on another drive. Without one, copies stay on this computer."),
        1,
        mark("Pick folder"),
    ),
}


class FirstStepsPage(Page):
    """Shown while the workspace is young; every step leads to its place."""

    key = "first"
    title = mark("First steps")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
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
        desk.changed.connect(self._on_changed)
        self._refresh()

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
            "people": self._people,
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
        foot.addWidget(link_button(theme, words(mark("Skip the steps")), self._skip))
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
            ("script-text-outline", mark("A charter"), mark("good enough to discuss, not to frame")),
            ("chart-line-variant", mark("Three measures"), mark("with a baseline, so that progress can be shown")),
            ("file-pdf-box", mark("All of it as a PDF"), mark("for the person who signs")),
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
                        "The sample programme holds a finished charter of a company that does not exist. "
                        "It opens in a second window; your own stays untouched."
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

    # What the window asks --------------------------------------------------------------------

    def heading(self) -> str:
        return self.words(self.title)

    def header_note(self) -> HeaderNote:
        return HeaderNote(text=self.words(mark("New workspace")))

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("Tab", self.words(mark("Next step"))),
            ("Enter", self.words(mark("Begin"))),
            ("Ctrl+O", self.words(mark("Open workspace"))),
            ("F1", self.words(mark("All keys"))),
        ]

    def status(self) -> str:
        return self._done_text()

    def open(self, ref: Ref | None) -> None:
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setVisible(self.width() >= self.theme.px(_WIDTH + 344))

    def first_focus(self) -> QWidget | None:
        done = done_steps(self.desk.workspace)
        key = next((each for each in STEPS if each not in done), STEPS[0])
        return self._rows[key].act

    def _on_changed(self) -> None:
        if self.isVisible():
            self._refresh()

    def _done_text(self) -> str:
        done = len(done_steps(self.desk.workspace))
        return self.words(mark("{done} of {all} steps done"), done=done, all=len(STEPS))

    def _refresh(self) -> None:
        done = done_steps(self.desk.workspace)
        next_key = next((each for each in STEPS if each not in done), "")
        for key, row in self._rows.items():
            row.show_state(done=key in done, is_next=key == next_key)
        self._count.setText(
            self.words(
                mark("{done} of {all} done. This page goes away by itself once four are."),
                done=len(done),
                all=len(STEPS),
            )
        )
        self.header_changed.emit()

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

    def _people(self) -> None:
        self.desk.go("people")

    def _backup(self) -> None:
        self.desk.go("settings#backups")

    def _sample(self) -> None:
        self.desk.commands.run("file.sample")

    def _skip(self) -> None:
        self.desk.workspace.settings.set(SKIPPED, "skipped")
        self.desk.go("charter")
        self.desk.toast(self.words(mark("The first steps are out of the way.")), undo=True)


class _StepRow(QWidget):
    def __init__(self, page: Page, step: _Step, run: Callable[[], None]) -> None:
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
    def __init__(self, page: Page, icon: str, title: str, text: str) -> None:
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
