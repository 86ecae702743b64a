"""What the talks are made of: the question bank, the themes, and the rounds that ask about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from enable_desktop.changes import Changes
from enable_desktop.charter.sections import Rows
from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import Question, Round, RoundTheme, Theme
from enable_desktop.links import Ref
from enable_desktop.words import mark
from ui.ask import Option
from ui.buttons import button
from ui.commands import Command, Group
from ui.inputs import Segmented
from ui.interviews.round_themes import RoundThemes
from ui.interviews.split_card import SplitCard
from ui.labels import line
from ui.lines.table import LinesTable
from ui.page import HeaderNote, Page

if TYPE_CHECKING:
    from ui.desk import Desk

THEMES: Final = "themes"
QUESTIONS: Final = "questions"
ROUNDS: Final = "rounds"

_TABLES: Final = {
    THEMES: Rows(
        Theme,
        ("title", "leadership_words", "rep_words", "praise_only", "description"),
        mark("Themes"),
        mark("Add theme"),
        second_line="description",
    ),
    QUESTIONS: Rows(
        Question, ("title", "audience", "part", "theme", "minutes"), mark("Question bank"), mark("Add question")
    ),
    ROUNDS: Rows(
        Round,
        ("title", "start", "end", "rhythm", "leaders_wanted", "reps_wanted", "purpose"),
        mark("Rounds"),
        mark("Add round"),
        second_line="purpose",
    ),
}
_TITLES: Final = {THEMES: mark("Themes"), QUESTIONS: mark("Question bank"), ROUNDS: mark("Rounds")}


class SetupPage(Page):
    """Three tables, edited in place, with what can be done to a theme or a round as a whole."""

    key = "setup"
    title = mark("Questions and themes")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._tables: dict[str, LinesTable] = {}
        self._parts: dict[str, QWidget] = {}
        self.part = THEMES
        self.split_card: SplitCard | None = None
        self.round_themes: RoundThemes | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(24, 8, 20, 8)
        self.segments = Segmented(
            self.theme, self.words(mark("What to edit")), [(key, self.words(text)) for key, text in _TITLES.items()]
        )
        self.segments.chosen.connect(lambda part: self.show_part(str(part)))
        bar.addWidget(self.segments)
        bar.addStretch(1)
        column.addLayout(bar)
        column.addWidget(line())
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        desk.changed.connect(self._on_changed)
        self.show_part(THEMES)

    # -- what is shown

    def show_part(self, part: str) -> None:
        """Themes, questions or rounds; made when first wanted."""
        self.flush()
        self.part = part
        self.segments.choose(part)
        if part not in self._parts:
            self._parts[part] = self._made(part)
            self._stack.addWidget(self._parts[part])
        self._stack.setCurrentWidget(self._parts[part])
        self._follow()
        self.header_changed.emit()

    def table(self, part: str) -> LinesTable:
        """The table of a part that was shown."""
        return self._tables[part]

    def _made(self, part: str) -> QWidget:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 20)
        column.setSpacing(8)
        table = self._tables[part] = LinesTable(self.desk, _TABLES[part])
        table.selected.connect(lambda *_: self._follow())
        column.addWidget(table)
        if part == THEMES:
            column.addLayout(self._theme_deeds())
            self.split_card = SplitCard(self.desk)
            self.split_card.hide()
            column.addWidget(self.split_card)
        elif part == ROUNDS:
            self.round_themes = RoundThemes(self.desk)
            column.addWidget(self.round_themes)
        column.addStretch(1)
        scroll.setWidget(inside)
        return scroll

    def _theme_deeds(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(8)
        self.merge_button = button(
            self.theme, self.words(mark("Merge into …")), self.merge, icon="call-merge", small=True
        )
        self.split_button = button(self.theme, self.words(mark("Split …")), self.split, icon="call-split", small=True)
        row.addWidget(self.merge_button)
        row.addWidget(self.split_button)
        row.addStretch(1)
        return row

    def _selected(self, part: str) -> int | None:
        ref = self._tables[part].selected_ref() if part in self._tables else None
        return ref.id if ref is not None else None

    def _follow(self) -> None:
        if self.part == ROUNDS and self.round_themes is not None:
            chosen = self._selected(ROUNDS)
            current = self.desk.workspace.themes.current_round()
            self.round_themes.show_round(chosen or (current.id if current is not None else None))

    def open(self, ref: Ref | None) -> None:
        part = {Question.kind: QUESTIONS, Round.kind: ROUNDS, Theme.kind: THEMES}.get(ref.kind) if ref else None
        if part is not None and ref is not None:
            self.show_part(part)
            self._tables[part].reveal(ref)

    def open_part(self, part: str) -> None:
        if part in _TABLES:
            self.show_part(part)

    def side_tab(self, number: int) -> None:
        if 1 <= number <= len(_TABLES):
            self.show_part(list(_TABLES)[number - 1])

    def new(self) -> None:
        self._tables[self.part].add_line()

    def flush(self) -> None:
        for table in self._tables.values():
            table.flush()
        if self.round_themes is not None:
            self.round_themes.suggestions.flush()

    def is_stored(self) -> bool:
        return next(self._unstored(), None) is None

    def _unstored(self) -> Iterator[str]:
        """The parts in which words stand that could not be stored."""
        yield from (part for part, table in self._tables.items() if not table.is_stored)
        if self.round_themes is not None and not self.round_themes.suggestions.is_stored:
            yield ROUNDS

    def show_unstored(self) -> None:
        part = next(self._unstored(), self.part)
        self.show_part(part)
        self._tables[part].show_unstored()

    def _on_changed(self, changes: Changes) -> None:
        if self.round_themes is not None and changes.kinds & {Theme.kind, Round.kind, RoundTheme.kind}:
            self._follow()

    # -- deeds

    def merge(self) -> None:
        """Makes the theme selected part of another one."""
        theme = self.desk.workspace.get(Theme, self._selected(THEMES) or 0)
        if theme is None:
            return
        words = self.words
        others = [Option(other.id, other.title) for other in self.desk.workspace.all(Theme) if other.id != theme.id]
        chosen = self.desk.ask.choose(
            words(mark("Merge “{theme}” into which theme?"), theme=theme.title),
            words(
                mark("Statements, ratings, questions and links move over; of two ratings of one talk the higher stays.")
            ),
            others,
            words(mark("Merge")),
        )
        if chosen is None or not isinstance(chosen.key, int):
            return
        try:
            self.desk.workspace.themes.merge(chosen.key, theme.id)
        except WorkspaceError as fault:
            self.desk.failed(fault)
            return
        self.desk.toast(
            words(mark("“{theme}” is now part of “{other}”"), theme=theme.title, other=chosen.text), undo=True
        )

    def split(self) -> None:
        """Opens the card in which statements go to a theme of their own."""
        theme = self._selected(THEMES)
        if theme is not None and self.split_card is not None:
            self.split_card.show_theme(theme)

    def start_next_round(self) -> None:
        """A new round from today that asks about the same themes as the latest."""
        workspace, words = self.desk.workspace, self.words
        current = workspace.themes.current_round()
        asked = workspace.themes.of_round(current.id) if current is not None else workspace.all(Theme)
        title = words(mark("Round {number}"), number=len(workspace.themes.rounds()) + 1)
        themes = [theme.id for theme in asked if not theme.praise_only]
        try:
            made = workspace.themes.start_round(title, self.desk.today, themes)
        except WorkspaceError as fault:
            self.desk.failed(fault)
            return
        self.show_part(ROUNDS)
        self._tables[ROUNDS].reveal(Ref(Round.kind, made), "title")

    def _can_change(self) -> bool:
        return not self.desk.workspace.is_readonly

    def _has_theme(self) -> bool:
        return self._can_change() and self._selected(THEMES) is not None

    def header_actions(self) -> Sequence[Command]:
        return (self._command("round", mark("Start the next round"), self.start_next_round, "plus", self._can_change),)

    def _command(
        self, name: str, text: str, run: Callable[[], None], icon: str, enabled: Callable[[], bool]
    ) -> Command:
        return Command(id=f"setup.{name}", text=text, run=run, group=Group.EDIT, icon=icon, enabled=enabled)

    def commands(self) -> Sequence[Command]:
        return (
            *(command for command in self._tables[self.part].commands()),
            self._command("merge", mark("Merge the theme into …"), self.merge, "call-merge", self._has_theme),
            self._command("split", mark("Split the theme …"), self.split, "call-split", self._has_theme),
            self._command("round", mark("Start the next round"), self.start_next_round, "plus", self._can_change),
        )

    # -- around the page

    def header_note(self) -> HeaderNote:
        current = self.desk.workspace.themes.current_round()
        text = self.words(mark("latest round: {title}"), title=current.title) if current is not None else ""
        return HeaderNote(text=text)

    def keys(self) -> list[tuple[str, str]]:
        words = self.words
        return [
            ("F2", words(mark("Edit"))),
            ("Ctrl+N", words(mark("New line"))),
            ("Alt+↑↓", words(mark("Order"))),
            ("Del", words(mark("Remove"))),
            ("Ctrl+1…3", words(mark("Part"))),
        ]

    def status(self) -> str:
        count = self._tables[self.part].model.rowCount()
        return self.words.n("{n} line", "{n} lines", count)

    def panes(self) -> Sequence[QWidget]:
        return (self.segments, self._tables[self.part].view)

    def first_focus(self) -> QWidget | None:
        return self._tables[self.part].view
