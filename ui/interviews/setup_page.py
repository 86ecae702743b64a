"""What the talks are made of: the question bank, the themes, and the rounds that ask about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from enable_desktop.changes import Changes
from enable_desktop.charter.sections import Rows
from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import Question, Round, RoundTheme, Statement, Theme
from enable_desktop.links import Ref
from enable_desktop.words import mark
from ui.ask import Option
from ui.buttons import button
from ui.commands import Command, Group
from ui.inputs import Segmented
from ui.labels import label, line
from ui.line_edit import LineEdit
from ui.lines.table import LinesTable
from ui.page import HeaderNote, Page
from ui.record_form import RecordForm

if TYPE_CHECKING:
    from ui.desk import Desk

THEMES: Final = "themes"
QUESTIONS: Final = "questions"
ROUNDS: Final = "rounds"
_TICK_ROW: Final = 28

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


class RoundThemes(QWidget):
    """Which themes a round asks about."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._round: int | None = None
        self._is_filling = False
        theme, words = desk.theme, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 0)
        column.setSpacing(6)
        self.title = label(theme, "", "strong")
        column.addWidget(self.title)
        self.model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setAccessibleName(words(mark("Themes of the round")))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.dress(self.list, "body")
        column.addWidget(self.list)
        column.addSpacing(8)
        self.suggestions = RecordForm(desk, Ref(Round.kind, 0), ["suggestions"])
        column.addWidget(self.suggestions)
        column.addWidget(
            label(theme, words(mark("The gap report prints this as it stands.")), "small", tone="tertiary", wrap=True)
        )
        self.model.itemChanged.connect(self._on_changed)

    def show_round(self, round_id: int | None) -> None:
        """Shows the themes with those ticked that a round asks about."""
        workspace = self._desk.workspace
        found = workspace.get(Round, round_id) if round_id is not None else None
        self._round = found.id if found is not None else None
        self.setVisible(found is not None)
        if found is None:
            return
        self.title.setText(self._desk.words(mark("“{round}” asks about"), round=found.title))
        self.suggestions.show_ref(Ref(Round.kind, found.id))
        asked = {theme.id for theme in workspace.themes.of_round(found.id)}
        row = self.list.currentIndex().row()
        self._is_filling = True
        self.model.clear()
        for theme in workspace.all(Theme):
            item = QStandardItem(theme.title)
            item.setData(theme.id)
            item.setCheckable(True)
            item.setSizeHint(QSize(0, self._desk.theme.px(_TICK_ROW)))
            item.setCheckState(Qt.CheckState.Checked if theme.id in asked else Qt.CheckState.Unchecked)
            self.model.appendRow(item)
        self._is_filling = False
        self.list.setCurrentIndex(self.model.index(max(row, 0), 0))
        height = sum(self.list.sizeHintForRow(place) for place in range(self.model.rowCount()))
        self.list.setFixedHeight(height + 4)

    def _on_changed(self, item: QStandardItem) -> None:
        if self._is_filling or self._round is None:
            return
        try:
            self._desk.workspace.themes.include(self._round, item.data(), item.checkState() == Qt.CheckState.Checked)
        except WorkspaceError as fault:
            self._desk.failed(fault)


class SplitCard(QFrame):
    """Statements that go to a theme of their own, and what that is called."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._theme = 0
        theme, words = desk.theme, desk.words
        self.setProperty("card", "accent")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 24, 14)
        column.setSpacing(8)
        self.head = label(theme, "", "strong", wrap=True)
        column.addWidget(self.head)
        self.model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setWordWrap(False)
        self.list.setMaximumHeight(theme.px(280))
        self.list.setAccessibleName(words(mark("Statements")))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        theme.dress(self.list, "body")
        column.addWidget(self.list)
        row = QHBoxLayout()
        self.name = LineEdit()
        theme.dress(self.name, "body")
        self.name.setPlaceholderText(words(mark("Name of the new theme")))
        self.name.setAccessibleName(words(mark("Name of the new theme")))
        self.name.returnPressed.connect(self.split)
        row.addWidget(self.name, 1)
        row.addWidget(button(theme, words(mark("Cancel")), self.hide, look="quiet", small=True))
        row.addWidget(button(theme, words(mark("Move to the new theme")), self.split, small=True))
        column.addLayout(row)

    def show_theme(self, id_: int) -> None:
        """Lists the statements of a theme, none of them ticked."""
        theme = self._desk.workspace.get(Theme, id_)
        if theme is None:
            return
        self._theme = id_
        words = self._desk.words
        self.head.setText(words(mark("Which statements of “{theme}” are about something else?"), theme=theme.title))
        self.model.clear()
        for statement in self._desk.workspace.where(Statement, "theme", id_):
            item = QStandardItem(statement.title_text)
            item.setData(statement.id)
            item.setCheckable(True)
            item.setSizeHint(QSize(0, self._desk.theme.px(_TICK_ROW)))
            self.model.appendRow(item)
        self.name.clear()
        self.show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def split(self) -> None:
        """Moves what is ticked."""
        title = " ".join(self.name.text().split())
        items = (self.model.item(row) for row in range(self.model.rowCount()))
        chosen = [item.data() for item in items if item.checkState() == Qt.CheckState.Checked]
        if not title:
            self.name.setFocus()
            return
        try:
            self._desk.workspace.themes.split(self._theme, chosen, title)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self.hide()
        self._desk.toast(self._desk.words(mark("“{theme}” is a theme of its own"), theme=title), undo=True)
