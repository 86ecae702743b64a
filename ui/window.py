"""One window: the frame around an open workspace, or around the start screen."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from db.faults import Moved
from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark
from ui.commands import CommandTable
from ui.desk import Desk
from ui.early_pages import EarlyPages
from ui.safekeeping import Safekeeping
from ui.shell import Shell
from ui.tasks import PoolTasks
from ui.window_commands import last_commands, program_commands, step_commands, workspace_commands

if TYPE_CHECKING:
    from db.workspace import Workspace
    from ui.actions import Actions
    from ui.following import Following
    from ui.problem import Action
    from ui.program import Program

FIRST_PAGE: Final = "today"
LEAST_WIDTH: Final = 1100
LEAST_HEIGHT: Final = 700
_BEGIN_ANYWAY_MS: Final = 300


class Window(QMainWindow):
    """A workspace and everything that can be done with it; without one, ways to get one."""

    closed = Signal()

    def __init__(self, program: Program, workspace: Workspace | None = None) -> None:
        super().__init__()
        self.program = program
        self.workspace = workspace
        self.words = program.words
        self.commands = CommandTable(self)
        self.ask = program.make_ask(self)
        self.tasks = program.make_tasks(self)
        self.desk: Desk | None = None
        self.shell: Shell | None = None
        self.early_pages: EarlyPages | None = None
        self.following: Following | None = None
        self._has_begun = False
        self._is_over = False
        self._is_warned = False
        self._is_discarded = False
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.commands.add(program_commands(self))
        shell = self._build(workspace) if workspace is not None else None
        if shell is None:
            from ui.welcome import Welcome

            self._welcome = Welcome(self)
            self.setCentralWidget(self._welcome)
            self.setWindowTitle("Enable Desktop")
        self.commands.add(last_commands(self))

    @cached_property
    def actions_made(self) -> Actions:
        """The keys, and what the menus are made of."""
        from ui.actions import Actions

        return Actions(self.commands, self.words, self.program.theme, self)

    @cached_property
    def menu(self) -> QMenu:
        """The menu behind the button."""
        menu = QMenu(self)
        menu.aboutToShow.connect(self._on_menu_about_to_show)
        menu.aboutToHide.connect(self._on_menu_about_to_hide)
        return menu

    def _build(self, workspace: Workspace) -> Shell:
        program = self.program
        self.desk = Desk(
            workspace,
            words=self.words,
            theme=program.theme,
            ask=self.ask,
            tasks=self.tasks,
            commands=self.commands,
            preferences=program.preferences,
            parent=self,
        )
        self.desk.program = program
        self.shell = Shell(self.desk, self)
        self.setCentralWidget(self.shell)
        self.safe = Safekeeping(self.desk, self.shell)
        self.safe.forward_wanted.connect(self._on_forward_wanted)
        self.safe.moved.connect(self._on_moved)
        self.safe.other_wanted.connect(partial(program.open, window=self))
        self.commands.add(workspace_commands(self))
        self.desk.changed.connect(self._on_changed)
        self.shell.page_shown.connect(self._on_page_shown)
        self.shell.sidebar.workspace_wanted.connect(partial(self.shell.go, "settings#backups"))
        self.shell.status.cancel_wanted.connect(self._on_cancel_wanted)
        if isinstance(self.tasks, PoolTasks):
            self.tasks.changed.connect(self._on_tasks_changed)
        self.shell.sidebar.show_workspace(self.safe.name, "", attention=False)
        self.shell.expect(FIRST_PAGE)
        return self.shell

    # What the program asks -------------------------------------------------------------------

    def begin(self) -> None:
        """Fills the window: its keys, its menu, its page. Called once its frame is on the screen."""
        if self._is_over or self._has_begun:
            return
        self._has_begun = True
        self.program.teach_qt()
        _ = self.actions_made
        if self.shell is None:
            self._welcome.menu_button.setMenu(self.menu)
            self._welcome.take_focus()
            return
        self.shell.sidebar.menu_button.setMenu(self.menu)
        if sys.platform == "darwin":
            self._fill_menu_bar()
        if self.shell.page is None:
            self.shell.show_page(FIRST_PAGE)
        self.shell.focus_page()
        self.safe.show_state()
        QTimer.singleShot(0, self, self.after_showing)

    def begin_when_painted(self) -> None:
        """Begins after the frame was painted for the first time."""
        (self.shell or self._welcome).installEventFilter(self)
        # A window that starts minimised is not painted at all.
        QTimer.singleShot(_BEGIN_ANYWAY_MS, self, self.begin)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.begin)
        return False

    def after_showing(self) -> None:
        """What can wait until the page is on the screen."""
        if self._is_over or self.workspace is None or self.desk is None or self.shell is None:
            return
        self.shell.count_needs()
        if not self.program.at_once:
            self.early_pages = EarlyPages(self.shell, self.windowHandle(), self)
        self.safe.look_for_other_copies()
        if self.workspace.is_readonly:
            self.desk.toast(
                self.words(mark("{name} is read-only: nothing can be changed here."), name=self.workspace.path.name)
            )
            return
        self.safe.back_up_what_changed()
        if not self.program.at_once:
            from ui.following import Following

            self.following = Following(self.desk)
            self.following.rested.connect(self.desk.files_followed)
            self.following.begin()
            from ui.compacting import Compacting

            Compacting(self.desk)
        if self.workspace.unsettled:
            self.say_problem(
                self.words(mark("Links were being mended when the program ended. Some files could not be put back.")),
                "\n".join(self.words.say(each) for each in self.workspace.unsettled),
            )
        if self.workspace.copied_from is not None:
            self.desk.toast(
                self.words(
                    mark("{name} is a copy of {other}: from now on it has backups of its own."),
                    name=self.workspace.path.name,
                    other=self.workspace.copied_from.name,
                )
            )
        # Loaded here: the first look does not need it.
        from enable_desktop.places import synced_by

        service = synced_by(self.workspace.path.absolute())
        key = f"synced/{self.workspace.settings.get('workspace_id')}"
        if service and not self.program.preferences.text(key):
            self.program.preferences.set(key, "said")
            self.desk.toast(
                self.words(
                    mark("This file lies in {service}. Close it here before you open it on another computer."),
                    service=service,
                )
            )

    def come_forward(self) -> None:
        """Puts this window before all others."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def _on_forward_wanted(self) -> None:
        """The file was opened once more, from outside: this is the window it has."""
        self.come_forward()
        if self.desk is not None and self.workspace is not None:
            text = mark("{name} is open here already: a file has one window.")
            self.desk.toast(self.words(text, name=self.workspace.path.name))

    def say(self, fault: WorkspaceError) -> None:
        """Shows a fault of the world, wherever this window shows such things."""
        if self.shell is not None and isinstance(fault, Moved):
            self.safe.offer_copy(fault)
            return
        self.say_problem("", self.words.say(fault.sentence))

    def say_problem(self, title: str, text: str, actions: Sequence[Action] = ()) -> None:
        panel = self.shell.problems if self.shell is not None else self._welcome.problems
        panel.show_problem(title, text, actions)

    def discard(self) -> None:
        """Closes this window but keeps its workspace open, for another window to take over."""
        self._is_over = self._is_discarded = True
        self._let_go()
        self.close()

    # Commands --------------------------------------------------------------------------------

    def show_menu(self) -> None:
        """F10."""
        if self.shell is not None:
            button: QWidget = self.shell.sidebar.menu_button
        else:
            button = self._welcome.menu_button
        self.menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def export(self) -> None:
        """Ctrl+E: what the page exports; where there are several, a menu."""
        page = self.shell.page if self.shell is not None else None
        if page is None or self.shell is None:
            return
        commands = list(page.exports())
        if len(commands) == 1:
            self.commands.run(commands[0].id)
        elif commands:
            menu = QMenu(self)
            self.actions_made.fill_plain(menu, commands)
            menu.aboutToHide.connect(menu.deleteLater)
            corner = self.shell.header.mapToGlobal(QPoint(self.shell.header.width() - 240, self.shell.header.height()))
            menu.popup(corner)
            if menu.actions():
                menu.setActiveAction(menu.actions()[0])

    def close_workspace(self) -> None:
        """Back to the start screen; other windows stay."""
        self.program.show_start(self)

    # Following -------------------------------------------------------------------------------

    def _on_moved(self) -> None:
        """The work goes on in another file."""
        if self.workspace is not None:
            self.program.preferences.opened(self.workspace.path.absolute())
            self._name_window()

    def _on_changed(self, changes: object) -> None:
        self._is_warned = False
        self.commands.add(step_commands(self))
        self.safe.show_state()
        self._name_window()

    def _on_page_shown(self, key: str) -> None:
        self._name_window()

    def _name_window(self) -> None:
        if self.shell is None or self.shell.page is None or self.workspace is None:
            return
        self.setWindowTitle(f"{self.words(self.shell.page.title)} — {self.safe.name} — Enable Desktop")

    def _on_tasks_changed(self) -> None:
        shell = self.shell
        if shell is None:
            return
        assert isinstance(self.tasks, PoolTasks)
        job, was_at_cancel = self.tasks.shown, shell.status.cancel.hasFocus()
        if job is None:
            shell.progress.clear()
            shell.status.show_task("", can_cancel=False)
        else:
            shell.progress.show_share(job.share)
            shell.status.show_task(job.label, can_cancel=self.tasks.can_cancel)
        if was_at_cancel and shell.status.cancel.isHidden():
            # Qt would go on to whatever comes next in the window, where no key of the page is heard.
            shell.focus_page()

    def _on_cancel_wanted(self) -> None:
        if isinstance(self.tasks, PoolTasks) and self.tasks.shown is not None:
            self.tasks.shown.cancel_by_person()

    def _on_menu_about_to_show(self) -> None:
        recent = [
            (path.stem, partial(self.program.open, path, self))
            for path in self.program.preferences.recent()
            if self.workspace is None or path != self.workspace.path
        ]
        self.actions_made.fill(self.menu, {"file.open": (self.words(mark("Open recent")), recent)})

    def _fill_menu_bar(self) -> None:
        """The same menus where a Mac shows them."""
        whole = QMenu(self)
        self.actions_made.fill(whole)
        self.menuBar().addActions(whole.actions())

    def _on_menu_about_to_hide(self) -> None:
        # The chosen action is triggered after this.
        QTimer.singleShot(0, self.actions_made, self.actions_made.enable_all)

    # Qt --------------------------------------------------------------------------------------

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes through sidebar, header, page and status bar in this order, whatever was made first."""
        if self.shell is None:
            return super().focusNextPrevChild(next)
        ring = self.shell.tab_stops()
        if not ring:
            return super().focusNextPrevChild(next)
        focus = self.focusWidget()
        place = -1 if next else len(ring)
        if focus in ring:
            place = ring.index(focus)
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        ring[(place + (1 if next else -1)) % len(ring)].setFocus(reason)
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.shell is not None and not (self._is_over or self._is_warned or self.shell.settle()):
            # Closing once more gives up what could not be stored.
            self._is_warned = True
            event.ignore()
            return
        if not self._is_over:
            self._is_over = True
            try:
                self._let_go()
            except WorkspaceError as fault:
                # What cannot be stored stays on the screen, unless it is closed once more.
                self.say(fault)
                event.ignore()
                return
        if not self._is_discarded:
            self.program.keep_geometry(self)
            if self.workspace is not None:
                focus = self.focusWidget()
                if focus is not None:
                    # A field that is left stores what it holds, which a closed file cannot take.
                    focus.clearFocus()
                self.workspace.close()
        event.accept()
        self.closed.emit()

    def _let_go(self) -> None:
        if self.early_pages is not None:
            self.early_pages.stop()
        if self.shell is not None:
            self.shell.flush()
            self.shell.stop()
            self.safe.stop()
        if isinstance(self.tasks, PoolTasks):
            self.tasks.close()
        if self.desk is not None:
            self.desk.close()
