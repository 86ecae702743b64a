"""Notes: the text with its passages, a bar of what the keys do, and beside it statements and themes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from enable_desktop.changes import Changes
from enable_desktop.errors import WorkspaceError
from enable_desktop.gaps.voices import LEVELS
from enable_desktop.interviews import Interview, Statement
from enable_desktop.links import Ref
from enable_desktop.notes import Promise
from enable_desktop.people import Person
from enable_desktop.words import mark
from ui.buttons import button
from ui.editor.toolbar import EditorToolbar
from ui.inputs import CheckBox
from ui.interviews.answers import AnswersView
from ui.interviews.notes import NotesEditor
from ui.interviews.tagging import Tag, TagPopover, tag_anew, values_of
from ui.labels import label
from ui.people.promises import Promises
from ui.record_form import RecordForm
from ui.rows import Row, RowsDelegate, RowsView
from ui.scrolling import scroll_down_only

if TYPE_CHECKING:
    from ui.desk import Desk

_SIDE: Final = 388
_ROWS_SEEN: Final = 7
_FOLLOWED: Final = frozenset({"statements", "themes", "ratings", "round_themes", "interviews"})


class NotesStep(QWidget):
    """The notes of one talk, and what is made of them."""

    transcript_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id = 0
        self._rows: dict[int, tuple[Statement, Row]] = {}
        self._popover: TagPopover | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        row.addWidget(self._splitter)
        self._splitter.addWidget(self._text_side())
        self.side = self._statements_side()
        self._splitter.addWidget(self.side)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([640, desk.theme.px(_SIDE)])
        desk.changed.connect(self._on_changed)

    def _text_side(self) -> QWidget:
        desk = self._desk
        side = QWidget(self._splitter)
        side.setMinimumWidth(380)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(26, 4, 16, 4)
        self.toolbar = EditorToolbar(desk)
        bar.addWidget(self.toolbar, 1)
        text = desk.words(mark("Import a transcript …"))
        self.transcript_button = button(
            desk.theme, text, self.transcript_wanted.emit, icon="file-import-outline", look="quiet"
        )
        bar.addWidget(self.transcript_button)
        self.tag_button = button(desk.theme, desk.words(mark("Tag")), self.tag_selected, icon="marker", look="quiet")
        # A click leaves the selection in the text.
        self.tag_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        bar.addWidget(self.tag_button)
        column.addLayout(bar)
        self.notes = NotesEditor(desk, side)
        self.notes.statement_wanted.connect(self.retag)
        self.notes.text_changed.connect(self._show_transcript_button)
        self.toolbar.attach(self.notes)
        column.addWidget(self.notes, 1)
        return side

    def _statements_side(self) -> QWidget:
        theme, words = self._desk.theme, self._desk.words
        scroll = QScrollArea(self._splitter)
        scroll_down_only(scroll)
        scroll.setMinimumWidth(300)
        inside = QWidget(scroll.viewport())
        inside.setProperty("pane", "sunken")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 14, 16, 16)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label(theme, words(mark("Statements")), "strong"))
        head.addStretch(1)
        self._count = label(theme, "", "small", tone="secondary")
        head.addWidget(self._count)
        column.addLayout(head)
        self.list = RowsView(theme, words(mark("Statements")))
        self.list.setProperty("pane", "sunken")
        self.list.setItemDelegate(RowsDelegate(theme, self.list, 0))
        # Every row is of one line; with hundreds of passages Qt need not ask each.
        self.list.setUniformItemSizes(True)
        self.list.activated.connect(self._on_statement)
        self.list.clicked.connect(self._on_statement)
        column.addWidget(self.list)
        self._todo = label(theme, "", "small", tone="attention", wrap=True)
        column.addWidget(self._todo)
        column.addSpacing(8)
        column.addWidget(label(theme, words(mark("Themes of this talk")), "strong"))
        self.core = CheckBox(theme, words(mark("Scored core asked")))
        self.core.clicked.connect(self._on_core)
        column.addWidget(self.core)
        self.answers = AnswersView(self._desk, inside)
        column.addWidget(self.answers)
        self._silence = label(theme, "", "small", tone="secondary", wrap=True)
        column.addWidget(self._silence)
        column.addSpacing(8)
        self.promises = Promises(self._desk, inside, is_narrow=True)
        column.addWidget(self.promises)
        column.addSpacing(8)
        self.label_form = RecordForm(self._desk, Ref(Interview.kind, 0), ["label"], inside)
        column.addWidget(self.label_form)
        column.addWidget(
            label(
                theme,
                words(mark("Nobody else sees the name. Reports use this label where enough people hold the role.")),
                "small",
                tone="tertiary",
                wrap=True,
            )
        )
        column.addStretch(1)
        scroll.setWidget(inside)
        return scroll

    # -- layout

    def set_compact(self, compact: bool) -> None:
        """Where there is little room the text has it all; F8 brings the side back."""
        self.side.setVisible(not compact)

    def toggle_side(self) -> None:
        """Shows or hides statements, themes and promises."""
        shown = self.side.isHidden()
        self.side.setVisible(shown)
        if shown and self._id:
            self._refresh_side()

    # -- what is shown

    def show_talk(self, id_: int) -> None:
        """Shows the notes of a talk."""
        self._id = id_
        self.notes.show_interview(id_)
        self._show_transcript_button()
        self.label_form.show_ref(Ref(Interview.kind, id_))
        self._refresh_side()
        self._show_promises()

    def _show_transcript_button(self) -> None:
        """Notes that are empty may come from a file, instead of what is tagged in them."""
        is_empty = self.notes.edit.document().isEmpty() and not self._desk.workspace.is_readonly
        self.transcript_button.setVisible(is_empty)
        self.tag_button.setVisible(not is_empty)

    def _show_promises(self) -> None:
        talk = self._desk.workspace.get(Interview, self._id)
        self.promises.setVisible(talk is not None and talk.person is not None)
        if talk is not None and talk.person is not None:
            self.promises.show_person(talk.person, talk.id)

    def _refresh_side(self) -> None:
        words, workspace = self._desk.words, self._desk.workspace
        statements = self.notes.statements
        tagged = [each for each in statements if each.theme is not None]
        self._count.setText(words.n("{n} tagged", "{n} tagged", len(tagged)))
        levels = {level: words.number(level) for level in LEVELS}
        former, self._rows = self._rows, {}
        for each in tagged:
            title = self.notes.title_of(each.theme)
            known = former.get(each.id)
            # Of hundreds hardly one has changed.
            if known is None or known[0] is not each or known[1].title != title:
                right = levels[each.severity] if each.severity is not None else words(each.sort.label)
                known = each, Row(title=title, right=right, key=each.id)
            self._rows[each.id] = known
        rows = [row for _, row in self._rows.values()]
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        few = len(rows) <= _ROWS_SEEN
        self.list.setFixedHeight(self.list.natural_height() + 2 if few else self._desk.theme.px(260))
        left = len(statements) - len(tagged)
        self._todo.setText(words.n("{n} passage without a theme", "{n} passages without a theme", left))
        self._todo.setVisible(left > 0)
        self.answers.answers.show_interview(self._id, {each.theme for each in statements})
        self.answers.setFixedHeight(self.answers.natural_height())
        talk = workspace.interviews.without_notes(self._id)
        self.core.setChecked(talk is not None and talk.used_core)
        self.core.setEnabled(talk is not None and talk.round is not None and not workspace.is_readonly)
        silent = self.answers.answers.not_raised()
        self._silence.setVisible(bool(silent))
        self._silence.setText(
            words(mark("Asked, and not raised: {themes}. Silence counts: it lowers the share that raises a theme."),
                  themes=silent)
        )  # fmt: skip

    def flush(self) -> None:
        self.notes.flush()
        self.label_form.flush()
        self.promises.flush()

    @property
    def is_stored(self) -> bool:
        return self.notes.is_stored and self.promises.unstored is None

    def _on_changed(self, changes: Changes) -> None:
        # What is typed moves passages, which the side does not show.
        if self._id and changes.kinds & _FOLLOWED and changes.source is not self.notes and self.side.isVisible():
            self._refresh_side()
            self._show_transcript_button()
        if self._id and Promise.kind in changes.kinds:
            self._show_promises()

    def _on_core(self, checked: bool) -> None:
        self.flush()
        try:
            self._desk.workspace.interviews.ask_core(self._id, checked)
        except WorkspaceError as fault:
            self._desk.failed(fault)
        self._refresh_side()

    def _on_statement(self, index: QModelIndex) -> None:
        row = self.list.rows.row_at(index.row())
        if isinstance(row.key, int):
            self.reveal(row.key)

    def reveal(self, statement: int) -> bool:
        """Shows the words of a statement; false where the notes hold none."""
        found = self.notes.reveal(statement)
        if found:
            self.notes.setFocus(Qt.FocusReason.OtherFocusReason)
        return found

    # -- tagging

    def tag_selected(self) -> None:
        """Asks for the theme of the words selected, or of the line; in a passage of its own for that passage's."""
        cursor = self.notes.edit.textCursor()
        if not cursor.hasSelection():
            known = self.notes.statement_at(cursor.position())
            if known is not None:
                self.retag(known.id)
                return
        self.notes.flush()
        place = self.notes.selected()
        if place is None or self._desk.workspace.is_readonly:
            return
        talk = self._desk.workspace.get(Interview, self._id)
        person = self._desk.workspace.get(Person, talk.person or 0) if talk is not None else None
        may = person is not None and (person.quote_by_role or person.quote_by_name)
        self._ask(None, may, lambda tag: self._tag(place, tag))

    def tag_next(self) -> None:
        """Goes to the next passage without a theme and asks for it; without one tags what is selected."""
        at = self.notes.edit.textCursor().selectionEnd()
        waiting = [(each, cursor) for each, cursor in self.notes.passages() if each.theme is None]
        if not waiting:
            self.tag_selected()
            return
        ahead = [each for each, cursor in waiting if cursor.selectionStart() >= at]
        self.retag((ahead or [waiting[0][0]])[0].id)

    def retag(self, statement: int) -> None:
        """Asks again for what a statement was tagged with."""
        found = self._desk.workspace.get(Statement, statement)
        if found is None or self._desk.workspace.is_readonly:
            return
        self.notes.reveal(statement)
        self._ask(found, found.quotable, lambda tag: self._retag(statement, tag))

    def _ask(self, statement: Statement | None, quotable: bool, kept: Callable[[Tag], None]) -> None:
        popover = TagPopover(self._desk, self._raised(), self, statement=statement, quotable=quotable)
        popover.kept.connect(kept)
        popover.destroyed.connect(self._on_popover_gone)
        self._popover = popover
        popover.open_at(self._box_of_selection(), self.notes.edit.viewport())

    def _on_popover_gone(self) -> None:
        self._popover = None

    @property
    def popover(self) -> TagPopover | None:
        """The popover that is open."""
        return self._popover

    def _raised(self) -> Callable[[int], str]:
        """How many of this side raised a theme, in words."""
        counts = self._desk.workspace.interviews.raised_by(self.notes.group)
        words = self._desk.words

        def said(theme: int) -> str:
            raised, heard = counts.get(theme, 0), counts.get(0, 0)
            return words(mark("{raised} of {heard}"), raised=raised, heard=heard) if heard else ""

        return said

    def _box_of_selection(self) -> QRect:
        edit = self.notes.edit
        cursor = edit.textCursor()
        first, last = QTextCursor(cursor), QTextCursor(cursor)
        first.setPosition(cursor.selectionStart())
        last.setPosition(cursor.selectionEnd())
        box = edit.cursorRect(first).united(edit.cursorRect(last))
        return box.intersected(edit.viewport().rect())

    def _tag(self, place: tuple[int, int], tag: Tag) -> None:
        workspace = self._desk.workspace
        try:
            with workspace.step(mark("Tag a passage")):
                workspace.interviews.tag(self._id, *place, **values_of(self._desk, self._id, tag))
        except WorkspaceError as fault:
            self._desk.failed(fault)
        cursor = self.notes.edit.textCursor()
        cursor.setPosition(cursor.selectionEnd())
        self.notes.edit.setTextCursor(cursor)
        self.notes.setFocus(Qt.FocusReason.PopupFocusReason)

    def _retag(self, statement: int, tag: Tag) -> None:
        tag_anew(self._desk, statement, tag)
        self.notes.setFocus(Qt.FocusReason.PopupFocusReason)
