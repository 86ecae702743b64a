"""What every page is given: workspace, words, look, and ways to ask, to work, to go and to tell."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from db.faults import Moved
from enable_desktop.errors import WorkspaceError
from enable_desktop.links import Ref
from enable_desktop.words import Words
from resources.words import translations
from ui.steps import Steps

if TYPE_CHECKING:
    from db.workspace import Workspace
    from enable_desktop.changes import Changes
    from ui.ask import Ask
    from ui.commands import CommandTable
    from ui.importing import Importing
    from ui.preferences import Preferences
    from ui.program import Program
    from ui.tasks import Tasks
    from ui.theme import Theme
    from ui.today.state import TodayState


class Desk(QObject):
    """One open workspace as pages see it. The window listens to the signals that ask for something."""

    changed = Signal(object)
    """A `Changes` of the workspace."""
    followed = Signal()
    """Whoever shows what was changed has shown it."""
    wants_page = Signal(object)
    """A Ref, a page key, or "page#part"."""
    wants_toast = Signal(str, bool)
    wants_problem = Signal(str, str)
    wrote = Signal(object)
    """The path of a file that was just handed out: the toast that says so offers to open it."""
    told_of = Signal(object)
    """Where to look at what the toast tells of, as in `go`: it offers to show it."""
    lost = Signal(object)
    """The `Moved` that says that the file is not in its place any more."""
    files_followed = Signal()
    """What is known of the files of the library, and of the links in them, may be other than it was, without a step."""
    closing = Signal()
    """The workspace is about to be closed: nothing may look at it any more."""
    backed_up = Signal()
    """There is one backup more."""
    indexed = Signal()
    """Whatever was stored can be found by now."""

    def __init__(
        self,
        workspace: Workspace,
        *,
        words: Words,
        theme: Theme,
        ask: Ask,
        tasks: Tasks,
        commands: CommandTable,
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.words = words
        self.theme = theme
        self.ask = ask
        self.tasks = tasks
        self.commands = commands
        self.preferences = preferences
        self.program: Program | None = None
        """What the settings page changes; pages about the work do not need it."""
        self.steps = Steps(self)
        """What is done with many records, undo and redo."""
        self._importing: Importing | None = None
        self._today_state: TodayState | None = None
        self._unlisten = workspace.listen(self._on_changes)

    @property
    def today(self) -> date:
        return self.workspace.today

    @property
    def importing(self) -> Importing:
        """The way in for files, made for the first one."""
        if self._importing is None:
            from ui.importing import Importing

            self._importing = Importing(self)
        return self._importing

    @property
    def today_state(self) -> TodayState:
        """What needs the person, made when it is first asked for."""
        if self._today_state is None:
            from ui.today.state import TodayState

            self._today_state = TodayState(self)
        return self._today_state

    def document_words(self) -> Words:
        """The words of what this workspace exports."""
        language = self.workspace.settings.get("language") or "en"
        return Words(language, translations(language))

    def go(self, target: Ref | str) -> None:
        """Opens a record, a page by its key, or a part of a page ("charter#obstacles")."""
        self.wants_page.emit(target)

    def toast(self, text: str, undo: bool = False, place: str = "") -> None:
        """A sentence at the bottom for eight seconds; with `undo` it offers to take the last step back.

        Where there is a `place` to look at what it tells of, as in `go`, it offers to show it.
        """
        self.wants_toast.emit(text, undo)
        if place:
            self.told_of.emit(place)

    def problem(self, title: str, text: str) -> None:
        """Something went wrong: what happened as the title; what is safe and what to do as the text."""
        self.wants_problem.emit(title, text)

    def failed(self, fault: Exception) -> None:
        """Shows a fault of the world; hand this to `tasks.run` where nothing else is to be tidied up."""
        if isinstance(fault, Moved):
            self.lost.emit(fault)
        elif isinstance(fault, WorkspaceError):
            self.problem("", self.words.say(fault.sentence))

    def do(self, deed: Callable[[], object], done: str = "") -> bool:
        """Changes the workspace; `done` is said with an offer to undo it. False where it failed, which is said."""
        try:
            deed()
        except WorkspaceError as fault:
            self.failed(fault)
            return False
        if done:
            self.toast(done, undo=True)
        return True

    def close(self) -> None:
        """Stops listening to the workspace."""
        self.closing.emit()
        if self._today_state is not None:
            self._today_state.stop()
        # A workspace that was closed before (to be restored) has forgotten its listeners already.
        with suppress(ValueError):
            self._unlisten()

    def _on_changes(self, changes: Changes) -> None:
        self.changed.emit(changes)
        self.followed.emit()
