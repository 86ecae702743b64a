"""Prepare: what the talk should achieve, its questions, and beside them what is known and promised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QSplitter, QVBoxLayout, QWidget

from enable_desktop.changes import Changes
from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import Audience, ChosenQuestion, Interview, Question, Statement, Theme, audience_of
from enable_desktop.links import Ref
from enable_desktop.notes import Promise
from enable_desktop.words import mark
from ui.buttons import button
from ui.inputs import ComboBox
from ui.interviews.questions import QuestionsView
from ui.labels import label
from ui.people.promises import Promises
from ui.record_form import RecordForm

if TYPE_CHECKING:
    from ui.desk import Desk

_FOLLOWED: Final = frozenset({Interview.kind, ChosenQuestion.kind, Question.kind, Theme.kind})


class PrepareStep(QWidget):
    """One talk being prepared."""

    def __init__(self, desk: Desk, talk: Interview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._talk = talk
        self._audience = audience_of(talk.group)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        row.addWidget(self._splitter)
        self._splitter.addWidget(self._questions_side())
        self._splitter.addWidget(self._known_side())
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([560, desk.theme.px(360)])
        desk.changed.connect(self._on_changed)
        self.show_talk(talk)

    def _questions_side(self) -> QWidget:
        theme, words = self._desk.theme, self._desk.words
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(20, 12, 20, 10)
        self.purpose = RecordForm(self._desk, Ref(Interview.kind, self._talk.id), ["purpose"])
        head.addWidget(self.purpose)
        column.addLayout(head)
        self.questions = QuestionsView(self._desk)
        column.addWidget(self.questions, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 8)
        foot.setSpacing(8)
        self.audience = ComboBox(theme)
        self.audience.setAccessibleName(words(mark("Questions for")))
        self.audience.fill(
            [(audience, words(audience.label)) for audience in Audience if audience is not Audience.EVERYBODY],
            self._audience,
        )
        self.audience.activated.connect(self._on_audience)
        foot.addWidget(label(theme, words(mark("Questions for")), "small", tone="secondary"))
        foot.addWidget(self.audience)
        foot.addStretch(1)
        self.own = QLineEdit()
        theme.dress(self.own, "body")
        self.own.setPlaceholderText(words(mark("Own question, then Enter")))
        self.own.setAccessibleName(words(mark("Own question")))
        self.own.setMinimumWidth(theme.px(180))
        self.own.returnPressed.connect(self.add_own)
        foot.addWidget(self.own, 2)
        self.add = button(theme, words(mark("Add")), self.add_own, icon="plus", small=True)
        foot.addWidget(self.add)
        column.addLayout(foot)
        return side

    def _known_side(self) -> QWidget:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setMinimumWidth(300)
        inside = QWidget()
        inside.setProperty("pane", "sunken")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 14, 16, 16)
        column.setSpacing(16)
        self.known = RecordForm(self._desk, Ref(Interview.kind, self._talk.id), ["known", "assumptions"])
        column.addWidget(self.known)
        self._earlier = label(self._desk.theme, "", "small", tone="secondary", wrap=True)
        column.addWidget(self._earlier)
        self.promises = Promises(self._desk)
        column.addWidget(self.promises)
        column.addStretch(1)
        scroll.setWidget(inside)
        return scroll

    # -- what is shown

    def show_talk(self, talk: Interview) -> None:
        """Shows a talk; what was being typed for the one before is stored first."""
        if talk.id != self._talk.id:
            self.flush()
            self._audience = audience_of(talk.group)
            self.audience.fill(
                [(each, self._desk.words(each.label)) for each in Audience if each is not Audience.EVERYBODY],
                self._audience,
            )
        self._talk = talk
        ref = Ref(Interview.kind, talk.id)
        self.purpose.show_ref(ref)
        self.known.show_ref(ref)
        self.questions.show_talk(talk, self._audience)
        self._show_earlier()
        self.promises.setVisible(talk.person is not None)
        if talk.person is not None:
            self.promises.show_person(talk.person)
        self.add.setEnabled(not self._desk.workspace.is_readonly)

    def _show_earlier(self) -> None:
        """What this person said before, shortest form: when, and about what."""
        workspace, words, talk = self._desk.workspace, self._desk.words, self._talk
        others = workspace.where(Interview, "person", talk.person) if talk.person is not None else ()
        earlier = sorted(
            (each for each in others if each.id != talk.id and each.held and each.on is not None),
            key=lambda each: (each.on, each.id),
            reverse=True,
        )
        themes = {theme.id: theme.title for theme in workspace.all(Theme)}
        lines = []
        for each in earlier[:5]:
            said = workspace.where(Statement, "interview", each.id)
            titles = tuple(dict.fromkeys(themes[one.theme] for one in said if one.theme in themes))
            if titles:
                lines.append(words(mark("{day}: {themes}"), day=each.on, themes=titles))
            else:
                lines.append(words(mark("{day}: nothing was tagged"), day=each.on))
        text = words(mark("Earlier talks")) + "\n" + "\n".join(lines) if lines else words(mark("First talk with them."))
        self._earlier.setText(text)
        self._earlier.setVisible(talk.person is not None)

    def flush(self) -> None:
        self.purpose.flush()
        self.known.flush()
        self.promises.flush()

    def _on_audience(self) -> None:
        self._audience = self.audience.currentData()
        self.questions.show_talk(self._talk, self._audience)

    def add_own(self) -> None:
        """Adds the question typed below the list."""
        title = " ".join(self.own.text().split())
        if not title:
            self.own.setFocus()
            return
        try:
            made = self._desk.workspace.interviews.ask_own(self._talk.id, title)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self.own.clear()
        row = self.questions.questions.row_of(chosen=made)
        if row >= 0:
            self.questions.setCurrentIndex(self.questions.questions.index(row, 0))

    # -- following

    def _on_changed(self, changes: Changes) -> None:
        talk = self._desk.workspace.get(Interview, self._talk.id)
        if talk is None:
            return
        if changes.kinds & _FOLLOWED:
            self._talk = talk
            self.questions.show_talk(talk, self._audience)
        if Promise.kind in changes.kinds and talk.person is not None:
            self.promises.show_person(talk.person)
