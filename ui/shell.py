"""Everything inside the window's frame for one open workspace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from db.faults import Busy
from enable_desktop.links import Ref
from enable_desktop.words import mark
from ui.commands import Command
from ui.header import Header
from ui.mail_drop import MailDrop
from ui.page import HeaderNote, Page
from ui.pages import PAGES, entry_for, entry_of
from ui.progress_line import ProgressLine
from ui.sidebar import Sidebar
from ui.status_bar import StatusBar
from ui.tab_stops import first_focusable, stops_in

if TYPE_CHECKING:
    from enable_desktop.changes import Changes
    from ui.desk import Desk
    from ui.problem import ProblemPanel
    from ui.quick_find import QuickFind
    from ui.toast import Toast
    from ui.today.capture import Capture

NARROW: Final = 1240
_INDEX_PAUSE_MS: Final = 200
_INDEX_SLICE: Final = 20


class Shell(QWidget):
    """Sidebar, header, pages, status bar, and what is laid over them."""

    page_shown = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk = desk
        self._pages: dict[str, Page] = {}
        self._was_narrow: bool | None = None
        self._saved = ""
        self._said = ""
        """The last problem, for whoever stores and wants to know what became of it."""
        self._is_lost = False
        self._is_coming_up = False
        self._is_following = False
        """Whether a page is being brought up, or follows a change: what stands around it is shown once that is done."""
        self._quick_find: QuickFind | None = None
        self._capture: Capture | None = None
        theme, words = desk.theme, desk.words
        self.sidebar = Sidebar(theme, words, [entry for entry in PAGES if entry.in_sidebar])
        self.header = Header(theme, words)
        self.progress = ProgressLine(theme)
        self._problems: ProblemPanel | None = None
        self._toast: Toast | None = None
        self.stack = QStackedWidget()
        self.status = StatusBar(theme, words)
        self._lay_out()
        self._mail_drop = MailDrop(desk, self)
        self.sidebar.page_chosen.connect(self.show_page)
        self.sidebar.find_wanted.connect(self._on_find_wanted)
        self._index_timer = QTimer(self)
        self._index_timer.setSingleShot(True)
        self._index_timer.timeout.connect(self._on_index_due)
        desk.steps.store_typed = self.flush
        desk.steps.rested.connect(lambda: self._index_timer.start(_INDEX_PAUSE_MS))
        theme.changed.connect(self._fit)
        desk.wants_page.connect(self.go)
        desk.wants_toast.connect(self._on_toast_wanted)
        desk.wrote.connect(self._on_wrote)
        desk.told_of.connect(self._on_told_of)
        desk.wants_problem.connect(self._on_problem_wanted)
        desk.lost.connect(self._on_lost)
        desk.changed.connect(self._on_changed)
        desk.followed.connect(self._on_followed)

    def _lay_out(self) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.sidebar)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.progress)
        column.addWidget(self.stack, 1)
        column.addWidget(self.status)
        across.addLayout(column, 1)
        self._column = column

    # Pages -----------------------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        """The page shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def expect(self, key: str) -> None:
        """Names the page that is about to come up."""
        self._mark_in_sidebar(key)
        self.header.show_heading(self.desk.words(entry_of(key).title), HeaderNote())

    def _mark_in_sidebar(self, key: str) -> None:
        self.sidebar.show_page(entry_of(key).within or key)

    def show_page(self, key: str) -> None:
        """Brings a page up as it was left."""
        self._bring_up(key, None, "")

    def go(self, target: Ref | str) -> None:
        """Opens a record, a page, or "page#part"."""
        if isinstance(target, Ref):
            entry = entry_for(target.kind)
            if entry is not None:
                self._bring_up(entry.key, target, "")
            return
        key, _, part = target.partition("#")
        self._bring_up(key, None, part)

    def prepare(self, key: str) -> Iterator[None]:
        """Makes a page that nobody went to yet, hidden and a piece at a time; the window lives between two pieces."""
        if key in self._pages:
            return
        page = self._made(key)
        yield from page.prepare()
        yield
        if page is not self.page:
            page.resize(self.stack.size())
            # The one way to have what is hidden laid out: ask for a picture of it, here of its first pixel.
            page.grab(QRect(0, 0, 1, 1))
            self.desk.theme.rest(page)

    def is_made(self, key: str) -> bool:
        """Whether a page is there, shown or hidden."""
        return key in self._pages

    def _made(self, key: str) -> Page:
        # With a parent from the first: where one is given later, the sheet is applied to everything inside once more.
        page = self._pages[key] = entry_of(key).load()(self.desk, self.stack)
        page.set_compact(self.is_narrow)
        page.header_changed.connect(self._on_header_changed)
        self.stack.addWidget(page)
        return page

    def _bring_up(self, key: str, ref: Ref | None, part: str) -> None:
        before = self.page
        if before is not None:
            before.flush()
        self.desk.tasks.step_aside()
        self._is_coming_up = True
        try:
            self._put_in_place(before, key, ref, part)
        finally:
            self._is_coming_up = False
        self._mark_in_sidebar(key)
        self.refresh()
        self.page_shown.emit(key)
        if self.isVisible():
            self.focus_page()
        passing = {entry.key for entry in PAGES if not entry.in_sidebar}
        if before is not None and before is not self.page and before.key in passing and before.is_stored():
            # Made anew in a moment, while every widget there is takes its time when the theme is switched.
            del self._pages[before.key]
            self.stack.removeWidget(before)
            before.deleteLater()

    def _put_in_place(self, before: Page | None, key: str, ref: Ref | None, part: str) -> None:
        page = self._pages.get(key) or self._made(key)
        self.desk.theme.wake(page)
        if before is not page:
            self._let_focus_go(before)
        self.stack.setCurrentWidget(page)
        if before is not None and before is not page:
            self.desk.theme.rest(before)
        if part not in dict(page.parts()):
            page.open(ref)
        if part:
            page.open_part(part)

    def _let_focus_go(self, page: Page | None) -> None:
        """Takes the focus off a page that is about to be hidden; Qt would look through the window for another place."""
        focus = self.window().focusWidget()
        if page is not None and _holds(page, focus):
            focus.clearFocus()

    def focus_page(self) -> None:
        """Puts the focus where the work of the page is."""
        page = self.page
        if page is None:
            return
        wanted = page.first_focus() or first_focusable(page)
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Shows the heading, actions, keys and commands of the page again."""
        page = self.page
        if page is None:
            return
        note = page.header_note()
        if not note.text:
            note = HeaderNote(chip=note.chip, tone=note.tone, text=self._saved)
        self.header.show_heading(page.heading(), note)
        actions = tuple(page.header_actions())
        self.header.show_actions(actions)
        self.status.show_text(page.status())
        self.status.show_keys(page.keys())
        own: dict[str, Command] = {}
        for command in (*actions, *page.commands(), *page.exports()):
            own.setdefault(command.id, command)
        self.desk.commands.show_page(own.values())

    def _on_header_changed(self) -> None:
        if self.sender() is self.page and not (self._is_coming_up or self._is_following):
            self.refresh()

    # Narrow and wide -------------------------------------------------------------------------

    @property
    def is_narrow(self) -> bool:
        return self.width() < self.desk.theme.px(NARROW)

    def toggle_sidebar(self) -> None:
        """F9: the other width, until the window's own width asks for another."""
        self.sidebar.set_compact(not self.sidebar.is_compact)
        kept = "compact" if self.sidebar.is_compact else "wide"
        self.desk.preferences.set("sidebar", kept if not self.is_narrow else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Wide or narrow, when that changes: by the window's width, and by how large its text is."""
        if self._was_narrow == self.is_narrow:
            return
        self._was_narrow = self.is_narrow
        kept = self.desk.preferences.text("sidebar") == "compact"
        self.sidebar.set_compact(self.is_narrow or kept)
        for page in self._pages.values():
            page.set_compact(self.is_narrow)

    # Storing and taking back -----------------------------------------------------------------

    def flush(self) -> None:
        """Stores what is still being typed on any page."""
        for page in self._pages.values():
            page.flush()

    def stop(self) -> None:
        """Nothing looks at the workspace any more: it is about to be closed."""
        self._index_timer.stop()

    def is_stored(self) -> bool:
        """Whether every page has everything in the file."""
        return all(page.is_stored() for page in self._pages.values())

    def settle(self) -> bool:
        """Stores what is typed; what cannot be stored is brought up and said, and the answer is False."""
        self._said, self._is_lost = "", False
        self.flush()
        page = next((page for page in self._pages.values() if not page.is_stored()), None)
        if page is None:
            return True
        if page is not self.page:
            self.show_page(page.key)
        page.show_unstored()
        words = self.desk.words
        advice = words(mark("Correct it or try again; closing the window once more gives it up."))
        title = words(mark("Not everything typed on the page “{page}” is stored."), page=words(page.title))
        if self._is_lost:
            # What can be done about a file that went away is offered already.
            self.problems.show_title(title)
        else:
            self.problems.show_problem(title, f"{self._said} {advice}".strip())
        return False

    def undo(self) -> None:
        self.desk.steps.undo()

    def redo(self) -> None:
        self.desk.steps.redo()

    def _on_changed(self, changes: Changes) -> None:
        at = self.desk.workspace.now
        self._saved = self.desk.words(mark("Saved {time}"), time=f"{at:%H:%M}")
        self._is_following = True
        self._index_timer.start(_INDEX_PAUSE_MS)

    def _on_followed(self) -> None:
        self._is_following = False
        self.refresh()

    def _on_index_due(self) -> None:
        try:
            waiting = self.desk.workspace.search.catch_up_if_free(_INDEX_SLICE)
        except Busy:
            # The records wait in the file; no one else has to hear of it.
            self._index_timer.start(_INDEX_PAUSE_MS)
            return
        if waiting:
            self._index_timer.start(0)
            return
        self.desk.indexed.emit()
        if self.desk.workspace.is_forgetting:
            steps = self.desk.workspace.big_steps
            self.desk.tasks.spread(steps.forget(), lambda _: None, self.desk.failed, label="", quiet=True)

    # Finding, panes, problems ----------------------------------------------------------------

    def open_quick_find(self, text: str = "") -> None:
        """Ctrl+K."""
        if self._quick_find is None:
            from ui.finder import Finder
            from ui.quick_find import QuickFind

            finder = Finder(self.desk, self._run)
            self._quick_find = QuickFind(self.desk.theme, self.desk.words, finder, self)
        self._quick_find.open(text)

    def capture(self) -> None:
        """Ctrl+Shift+Space: catches a note for the inbox, wherever one is."""
        if self._capture is None:
            from ui.today.capture import Capture

            self._capture = Capture(self.desk, self)
            self._capture.kept.connect(self._on_note_kept)
        self._capture.open()

    def _on_note_kept(self) -> None:
        self.desk.toast(self.desk.words(mark("Noted. It waits on Today.")), undo=True)

    def count_needs(self) -> None:
        """Shows beside Today how many things need the person, now and after every change."""
        state = self.desk.today_state
        state.changed.connect(self._show_count)
        self._show_count()

    def _show_count(self) -> None:
        self.sidebar.show_count("today", len(self.desk.today_state.agenda.needs))

    def _on_find_wanted(self) -> None:
        self.open_quick_find()

    @property
    def overlay(self) -> QWidget | None:
        """What lies over everything and keeps the focus, if something does."""
        found = self._quick_find
        return found if found is not None and found.isVisible() else None

    def _run(self, command: Command) -> None:
        self.desk.commands.run(command.id)

    def next_pane(self, step: int) -> None:
        """F6: the next part of the window, in reading order."""
        page = self.page
        inside = list(page.panes()) if page is not None else []
        panes = [self.sidebar, self.header, *(inside or ([page] if page is not None else []))]
        panes = [pane for pane in panes if pane.isVisible() and first_focusable(pane) is not None]
        focus = self.window().focusWidget()
        here = next((place for place, pane in enumerate(panes) if _holds(pane, focus)), -1)
        # From nowhere, forward goes to the first pane of the page.
        target = panes[(here + step) % len(panes)] if panes else None
        wanted = first_focusable(target) if target is not None else None
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def problems(self) -> ProblemPanel:
        """The panel for problems, made for the first one."""
        if self._problems is None:
            from ui.problem import ProblemPanel

            self._problems = ProblemPanel(self.desk.theme, self.desk.words)
            self._column.insertWidget(self._column.indexOf(self.stack), self._problems)
        return self._problems

    @property
    def toast(self) -> Toast:
        """The toast, made for the first sentence."""
        if self._toast is None:
            from ui.toast import Toast

            self._toast = Toast(self.desk.theme, self.desk.words, self)
            self._toast.undo_wanted.connect(self.undo)
            self._toast.open_wanted.connect(self._open_file)
            self._toast.place_wanted.connect(self.desk.go)
        return self._toast

    def _on_toast_wanted(self, text: str, undo: bool) -> None:
        self.toast.show_text(text, undo)

    def _on_wrote(self, file: Path) -> None:
        self.toast.offer_to_open(file)

    def _on_told_of(self, place: str) -> None:
        self.toast.offer_to_show(place)

    def _open_file(self, file: Path) -> None:
        # Loaded here: the window comes up before anything is handed out.
        from ui.outgoing import open_place

        open_place(self.desk, file, QDesktopServices.openUrl)

    def _on_lost(self) -> None:
        self._is_lost = True

    def _on_problem_wanted(self, title: str, text: str) -> None:
        self._said = f"{title} {text}".strip()
        self.problems.show_problem(title, text)

    def tab_stops(self) -> list[QWidget]:
        """Where Tab stops, part by part in reading order; inside quick find alone while it is open."""
        over = self.overlay
        if over is not None:
            return list(stops_in(over))
        parts = (self.sidebar, self.header, self._problems, self.stack, self.status, self._toast)
        return [stop for part in parts if part is not None for stop in stops_in(part)]


def _holds(pane: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (pane is widget or pane.isAncestorOf(widget))
