"""Prepare: what the talk should achieve, its questions, and beside them what is known and promised."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from enable_desktop.changes import Changes
from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import (
    Attendee,
    Audience,
    ChosenQuestion,
    Interview,
    Occasion,
    Question,
    Rating,
    Round,
    RoundTheme,
    Statement,
    Theme,
)
from enable_desktop.links import Ref
from enable_desktop.notes import Promise
from enable_desktop.people import Person
from enable_desktop.suggestions import audience_for
from enable_desktop.words import mark
from ui.buttons import button
from ui.inputs import ComboBox
from ui.interviews.questions import Known, QuestionsView
from ui.labels import label
from ui.line_edit import LineEdit
from ui.people.promises import Promises
from ui.record_form import RecordForm
from ui.scrolling import scroll_down_only

if TYPE_CHECKING:
    from enable_desktop.brief_material import Material
    from ui.desk import Desk
    from ui.preview.pane import PreviewPane, Printer
    from ui.tasks import Progress

_SIDE: Final = 360
_PREVIEW: Final = 492
_BRIEF: Final = 1
_NEEDS_MS: Final = 60
_FOLLOWED: Final = frozenset({Interview.kind, ChosenQuestion.kind, Question.kind, Theme.kind})
_HEARD: Final = frozenset({Statement.kind, Rating.kind, Round.kind, RoundTheme.kind, Theme.kind, "settings"})
"""What decides where a voice is missing."""
_PRINTED: Final = _FOLLOWED | _HEARD | {Promise.kind, Person.kind, Attendee.kind}


class PrepareStep(QWidget):
    """One talk being prepared."""

    counted = Signal()
    """It is known where this person's voice is missing."""

    def __init__(self, desk: Desk, talk: Interview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._talk = talk
        self._audience = self._audience_of(talk)
        self._known_of: tuple[int, Known] = (0, Known())
        self._preview: PreviewPane | None = None
        self._own_left: dict[int, str] = {}
        """Questions of one's own that are only half typed, by the talk they are for."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        row.addWidget(self._splitter)
        self._splitter.addWidget(self._questions_side())
        self._splitter.addWidget(self._side())
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([560, desk.theme.px(_SIDE)])
        self._needs_timer = QTimer(self)
        self._needs_timer.setSingleShot(True)
        self._needs_timer.setInterval(_NEEDS_MS)
        self._needs_timer.timeout.connect(self._find_needs)
        desk.changed.connect(self._on_changed)

    def _questions_side(self) -> QWidget:
        theme, words = self._desk.theme, self._desk.words
        side = QWidget(self._splitter)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(20, 12, 20, 10)
        self.purpose = RecordForm(self._desk, Ref(Interview.kind, self._talk.id), ["purpose"], side)
        head.addWidget(self.purpose)
        column.addLayout(head)
        self.questions = QuestionsView(self._desk, side)
        column.addWidget(self.questions, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 8)
        foot.setSpacing(8)
        self.audience = ComboBox(theme)
        self.audience.setAccessibleName(words(mark("Questions for")))
        self._fill_audiences()
        self.audience.activated.connect(self._on_audience)
        foot.addWidget(label(theme, words(mark("Questions for")), "small", tone="secondary"))
        self.audience.setMaximumWidth(theme.px(168))
        foot.addWidget(self.audience)
        self.own = LineEdit()
        theme.dress(self.own, "body")
        self.own.setPlaceholderText(words(mark("Own question, then Enter")))
        self.own.setAccessibleName(words(mark("Own question")))
        self.own.setMinimumWidth(theme.px(96))
        self.own.returnPressed.connect(self.add_own)
        foot.addWidget(self.own, 1)
        self.add = button(theme, words(mark("Add")), self.add_own, icon="plus", small=True)
        foot.addWidget(self.add)
        column.addLayout(foot)
        return side

    def _side(self) -> QWidget:
        """What is known, or the brief as it will be printed."""
        words = self._desk.words
        side = QWidget(self._splitter)
        side.setMinimumWidth(300)
        side.setProperty("pane", "sunken")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(18, 0, 10, 0)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(words(mark("Side pane")))
        self.tabs.setExpanding(False)
        for text in (mark("What we know"), mark("Brief")):
            self.tabs.addTab(words(text))
        head.addWidget(self.tabs)
        head.addStretch(1)
        column.addLayout(head)
        self._panes = QStackedWidget()
        column.addWidget(self._panes, 1)
        self._panes.addWidget(self._known_side())
        self.tabs.currentChanged.connect(self._show_pane)
        return side

    def _known_side(self) -> QWidget:
        scroll = QScrollArea(self._panes)
        scroll_down_only(scroll)
        inside = QWidget(scroll.viewport())
        inside.setProperty("pane", "sunken")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 14, 16, 16)
        column.setSpacing(16)
        self.known = RecordForm(self._desk, Ref(Interview.kind, self._talk.id), ["known", "assumptions"], inside)
        column.addWidget(self.known)
        self._earlier = label(self._desk.theme, "", "small", tone="secondary", wrap=True)
        column.addWidget(self._earlier)
        self.promises = Promises(self._desk, inside, is_narrow=True)
        column.addWidget(self.promises)
        column.addStretch(1)
        scroll.setWidget(inside)
        return scroll

    # -- what is shown

    def show_talk(self, talk: Interview) -> None:
        """Shows a talk; what was being typed for the one before is stored first."""
        if talk.id != self._talk.id:
            self.flush()
            self._own_left[self._talk.id] = self.own.text()
            self.own.setText(self._own_left.pop(talk.id, ""))
            self._audience = self._audience_of(talk)
            self._fill_audiences()
        self._talk = talk
        ref = Ref(Interview.kind, talk.id)
        self.purpose.show_ref(ref)
        self.known.show_ref(ref)
        self._show_questions()
        # The talk is on the screen before it is counted who is missing.
        self._needs_timer.start()
        self._show_earlier()
        self.promises.setVisible(talk.person is not None)
        if talk.person is not None:
            self.promises.show_person(talk.person, talk.id)
        if self._preview is not None:
            self._preview.show_print(self._printer, str(talk.id), "")
        self.add.setEnabled(not self._desk.workspace.is_readonly)

    def _audience_of(self, talk: Interview) -> Audience:
        person = self._desk.workspace.get(Person, talk.person) if talk.person is not None else None
        is_interview = talk.occasion is Occasion.INTERVIEW or person is None
        return audience_for(talk, talk.group if is_interview or person is None else person.group)

    def _fill_audiences(self) -> None:
        """Offers every audience, that of the talk chosen; the first where the bank has none for it."""
        words = self._desk.words
        offered = [(each, words(each.label)) for each in Audience if each is not Audience.EVERYBODY]
        self.audience.fill(offered, self._audience)
        self._audience = self.audience.currentData()

    def _show_questions(self) -> None:
        id_, known = self._known_of
        self.questions.show_talk(self._talk, self._audience, known if id_ == self._talk.id else Known())

    @property
    def is_counting(self) -> bool:
        """Whether it is still to be counted where this person's voice is missing."""
        return self._needs_timer.isActive()

    def _find_needs(self) -> None:
        """Counts beside the window where this person's voice is missing, and puts the suggestions into that order."""
        from ui.briefs import material_of

        if self._desk.workspace.get(Interview, self._talk.id) is None:
            # Taken back in the meantime.
            return
        material = material_of(self._desk.workspace, self._talk.id)
        words = self._desk.words
        self._desk.tasks.run(
            partial(_known, material),
            self._on_known,
            self._desk.failed,
            label=words(mark("Computing the gaps")),
            quiet=True,
        )

    def _on_known(self, found: tuple[int, Known]) -> None:
        self._known_of = found
        if found[0] == self._talk.id:
            self._show_questions()
        self.counted.emit()

    # -- the brief

    @property
    def preview(self) -> PreviewPane | None:
        """The preview of the brief, once it was wanted."""
        return self._preview

    def show_brief(self) -> None:
        """Shows the brief as it will be printed."""
        self.tabs.setCurrentIndex(_BRIEF)

    def _show_pane(self, place: int) -> None:
        if place != _BRIEF:
            self._panes.setCurrentIndex(0)
            return
        if self._preview is None:
            from ui.preview.pane import PreviewPane

            self._preview = PreviewPane(self._desk)
            self._panes.addWidget(self._preview)
        self._panes.setCurrentWidget(self._preview)
        questions, side = self._splitter.sizes()
        wanted = self._desk.theme.px(_PREVIEW)
        if side < wanted:
            extra = min(wanted - side, max(0, questions - 420))
            self._splitter.setSizes([questions - extra, side + extra])
        self.flush()
        self._preview.show_print(self._printer, str(self._talk.id), "")

    def _printer(self) -> Printer:
        from ui.interviews.exporting import printer_of

        return printer_of(self._desk, self._talk.id)

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

    @property
    def is_stored(self) -> bool:
        """Whether, after a flush, everything typed here is in the file."""
        return self.purpose.is_stored and self.known.is_stored and self.promises.unstored is None

    def _on_audience(self) -> None:
        self._audience = self.audience.currentData()
        self._show_questions()

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
        before = _place_of(self._talk)
        if changes.kinds & _FOLLOWED:
            self._talk = talk
            self._show_questions()
        others = any(ref.kind == Interview.kind and ref.id != talk.id for ref in changes.touched)
        if self.isVisible() and (others or changes.kinds & _HEARD or _place_of(talk) != before):
            self._needs_timer.start()
            self._show_earlier()
        if Promise.kind in changes.kinds and talk.person is not None:
            self.promises.show_person(talk.person, talk.id)
        if self._preview is not None and changes.kinds & _PRINTED:
            self._preview.set_stale()


def _place_of(talk: Interview) -> tuple[object, ...]:
    """What of a talk decides which questions fit it."""
    return talk.group, talk.round, talk.person, talk.occasion


def _known(material: Material, progress: Progress) -> tuple[int, Known]:
    return material.meeting.id, Known(material.needs(), material.asked_before)
