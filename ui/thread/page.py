"""The thread of one record: from what was said to the figure that shows it, every step a way there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from enable_desktop.fields import Line
from enable_desktop.gaps.plain_words import headline
from enable_desktop.initiatives import Initiative
from enable_desktop.interviews import Sort, Speaker, Statement, Theme
from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref
from enable_desktop.measures import Measure
from enable_desktop.readouts import title_of
from enable_desktop.thread import Stage, Thread, stage_of
from enable_desktop.thread_report import NONE_YET
from enable_desktop.words import mark
from ui.buttons import primary_button
from ui.commands import Command, Group
from ui.empty import EmptyPage
from ui.gaps.current import current_gaps
from ui.measure_words import measure_words
from ui.page import HeaderNote, Page
from ui.quotes import quoted_words
from ui.thread.command import KEY, thread_command
from ui.thread.steps import ShownStep, StepsView
from ui.threads import said_in, thread_through

if TYPE_CHECKING:
    from enable_desktop.changes import Changes
    from ui.desk import Desk


class ThreadPage(Page):
    """Shows one thread, follows its records, and hands it over."""

    key = "thread"
    title = mark("Thread")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._start: Ref | None = None
        self._thread: Thread | None = None
        self._lines: dict[Ref, Line] = {}
        self._speakers: dict[int, Speaker] = {}
        self._gaps = current_gaps(desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        column.addWidget(self._stack)
        self.list = StepsView(desk)
        self.list.activated.connect(self._go)
        self.list.doubleClicked.connect(self._go)
        self.list.selectionModel().currentChanged.connect(lambda *_: self.header_changed.emit())
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._nothing())
        self._stack.setCurrentIndex(1)
        self._gaps.changed.connect(self._refresh)
        desk.changed.connect(self._on_changed)

    def _nothing(self) -> QWidget:
        words = self.words
        text = mark(
            "Here a line of the charter is traced back to the words that justify it, and forward to what is done "
            "and to the figure that shows it. Select a line, a gap, a statement or an initiative, then press {key}."
        )
        empty = EmptyPage(self.theme, words(text, key=KEY))
        self.first = primary_button(self.theme, words(mark("Go to the charter")), lambda: self.desk.go("charter"))
        empty.add_row(self.first)
        return empty

    # -- what is shown

    @property
    def start(self) -> Ref | None:
        """The record whose thread is shown."""
        return self._start

    def open(self, ref: Ref | None) -> None:
        if ref is not None and stage_of(ref) is not None:
            self._start = ref
        self._refresh()

    def open_part(self, part: str) -> None:
        """A record as "kind:id"."""
        kind, _, number = part.partition(":")
        if number.isdecimal() and kind in KINDS:
            self.open(Ref(kind, int(number)))

    def _refresh(self) -> None:
        self._gaps.freshen()
        workspace = self.desk.workspace
        self._thread = thread_through(workspace, self._start) if self._start is not None else None
        self._stack.setCurrentIndex(1 if self._thread is None else 0)
        if self._thread is not None and self._start is not None:
            self._lines = dict(workspace.find_all(ref for stage in Stage for ref in self._thread.at(stage)))
            self._speakers = workspace.interviews.speakers() if self._thread.at(Stage.SAID) else {}
            self.list.show_steps(self._steps(self._thread), self._start)
        self.header_changed.emit()

    def _steps(self, found: Thread) -> list[ShownStep]:
        words = self.words
        said, more = said_in(self.desk.workspace, found)
        steps: list[ShownStep] = []
        for stage in Stage:
            steps.append(ShownStep(text=words(stage.label), is_station=True))
            refs = said if stage is Stage.SAID else found.at(stage)
            steps += [self._step(found, ref) for ref in refs if ref in self._lines]
            if not refs:
                steps.append(ShownStep(text=words(NONE_YET[stage])))
            elif stage is Stage.SAID and more:
                steps.append(ShownStep(text=words.n("and {n} more", "and {n} more", more)))
        return steps

    def _step(self, found: Thread, ref: Ref) -> ShownStep:
        line, words, is_start = self._lines[ref], self.words, ref == found.start
        if isinstance(line, Statement):
            speaker = self._speakers.get(line.interview or 0, Speaker())
            severity = words.number(line.severity) if line.sort is Sort.PROBLEM else words(line.sort.label)
            detail = ", ".join(part for part in (speaker.shown, self._theme(line), severity) if part)
            text, group = quoted_words(line, words), speaker.group
            return ShownStep(text=text, details=(detail,), ref=ref, group=group, is_quote=True, is_start=is_start)
        if isinstance(line, Theme):
            gap = self._gaps.gap(line.id)
            said = (words.say(headline(gap)),) if gap is not None else ()
            return ShownStep(text=line.title, details=said, ref=ref, gap=gap, is_start=is_start)
        details = tuple(part for part in (self._about(line), *self._arrows(found, ref)) if part)
        return ShownStep(text=self._title(ref), details=details, ref=ref, is_start=is_start)

    def _about(self, line: Line) -> str:
        if isinstance(line, Measure):
            return measure_words(self.desk, line)
        noun = self.words(KINDS[line.kind].noun)
        return f"{noun}, {self.words(line.state.label)}" if isinstance(line, Initiative) else noun

    def _arrows(self, found: Thread, ref: Ref) -> list[str]:
        """What a record leans on, in words; what was said goes without its words, which stand above."""
        words = self.words
        ends: dict[str, list[str]] = {}
        for arrow in found.from_(ref):
            if arrow.end in self._lines and arrow.end.kind != Statement.kind:
                ends.setdefault(arrow.reason, []).append(words(mark("“{title}”"), title=self._title(arrow.end)))
        return [
            words(mark("{reason} {titles}"), reason=words(reason), titles=tuple(dict.fromkeys(titles)))
            for reason, titles in ends.items()
        ]

    def _title(self, ref: Ref) -> str:
        line = self._lines.get(ref)
        found = title_of(line, self.desk.workspace.title_of, self.words) if line is not None else ""
        return found or self.words(KINDS[ref.kind].noun)

    def _theme(self, statement: Statement) -> str:
        theme = self._lines.get(Ref(Theme.kind, statement.theme or 0))
        return theme.title if isinstance(theme, Theme) else ""

    def _on_changed(self, changes: Changes) -> None:
        if self._start is not None and self.isVisible():
            self._refresh()

    # -- what can be done

    def _go(self) -> None:
        if self.list.current is not None:
            self.desk.go(self.list.current)

    def _other(self) -> Ref | None:
        """The record marked, where the thread is not its own already."""
        return self.list.current if self.list.current != self._start else None

    def exports(self) -> Sequence[Command]:
        from ui.thread.exporting import export_markdown, export_pdf

        start = self._start
        if start is None or self._thread is None:
            return ()
        return (
            Command(
                id="thread.export.pdf",
                text=mark("Export the thread"),
                run=lambda: export_pdf(self.desk, start),
                group=Group.FILE,
                icon="file-pdf-box",
                primary=True,
            ),
            Command(
                id="thread.export.md",
                text=mark("Export the thread as Markdown"),
                run=lambda: export_markdown(self.desk, start),
                group=Group.FILE,
                icon="language-markdown-outline",
            ),
        )

    def header_actions(self) -> Sequence[Command]:
        return self.exports()[:1]

    def commands(self) -> Sequence[Command]:
        return (thread_command(self.desk, self._other),)

    # -- around the page

    def heading(self) -> str:
        if self._thread is None:
            return self.words(self.title)
        line = self._lines.get(self._thread.start)
        if isinstance(line, Statement):
            return self.words(mark("The thread of what was said"))
        return self.words(mark("The thread of “{title}”"), title=self._title(self._thread.start))

    def header_note(self) -> HeaderNote:
        if self._thread is None:
            return HeaderNote()
        return HeaderNote(text=self.words(KINDS[self._thread.start.kind].noun))

    def keys(self) -> list[tuple[str, str]]:
        words = self.words
        return [
            ("Enter", words(mark("Go there"))),
            (KEY, words(mark("Its own thread"))),
            ("Ctrl+E", words(mark("Export the thread"))),
        ]

    def panes(self) -> Sequence[QWidget]:
        return (self.list if self._thread is not None else self.first,)

    def first_focus(self) -> QWidget | None:
        return self.list if self._thread is not None else self.first
