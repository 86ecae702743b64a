"""The commands of the window itself. What the README says of keys is checked against these."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from enable_desktop.words import Sentence, mark, sentence
from ui.commands import Command, Group
from ui.page import Page
from ui.pages import PAGES

if TYPE_CHECKING:
    from ui.shell import Shell
    from ui.window import Window


def program_commands(window: Window) -> tuple[Command, ...]:
    """What can be done without a workspace too."""
    program, theme = window.program, window.program.theme
    return (
        Command(
            id="file.new", text=mark("New workspace"), run=partial(program.make, window), group=Group.FILE,
            shortcut="Ctrl+Shift+N", icon="plus",
        ),
        Command(
            id="file.open", text=mark("Open workspace"), run=partial(program.choose, window), group=Group.FILE,
            shortcut="Ctrl+O", icon="folder-open-outline",
        ),
        Command(
            id="file.sample", text=mark("Open the sample programme"), run=partial(program.show_sample, window),
            group=Group.FILE, icon="flask-outline",
        ),
        Command(
            id="view.theme", text=mark("Switch between light and dark"), run=program.toggle_theme,
            shortcut="Ctrl+Shift+D", icon="theme-light-dark",
        ),
        Command(
            id="view.larger", text=mark("Larger text"), run=partial(program.step_text_size, 1),
            shortcut="Ctrl++, Ctrl+=", icon="format-font-size-increase", enabled=lambda: theme.text_size < 150,
        ),
        Command(
            id="view.smaller", text=mark("Smaller text"), run=partial(program.step_text_size, -1),
            shortcut="Ctrl+-", icon="format-font-size-decrease", enabled=lambda: theme.text_size > 90,
        ),
        Command(
            id="view.normal", text=mark("Normal text size"), run=partial(program.step_text_size, 0),
            shortcut="Ctrl+0", icon="format-size",
        ),
        Command(
            id="view.menu", text=mark("Menu"), run=window.show_menu, shortcut="F10", in_menu=False, icon="menu",
        ),
    )  # fmt: skip


def last_commands(window: Window) -> tuple[Command, ...]:
    """What stands last in its menu."""
    return (
        Command(
            id="quit.quit", text=mark("Quit"), run=window.program.quit, group=Group.FILE, shortcut="Ctrl+Q",
            icon="exit-to-app",
        ),
    )  # fmt: skip


class _PageShown:
    """The page on the screen, for the commands of the window that it may answer to."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def does(self, name: str) -> bool:
        """Whether it does something of its own here."""
        shown = self._shell.page
        return shown is not None and getattr(type(shown), name) is not getattr(Page, name)

    def step(self, direction: int) -> None:
        if self._shell.page is not None:
            self._shell.page.step(direction)

    def tab(self, number: int) -> None:
        if self._shell.page is not None:
            self._shell.page.side_tab(number)

    def new(self) -> None:
        if self._shell.page is not None:
            self._shell.page.new()

    def toggle_side(self) -> None:
        if self._shell.page is not None:
            self._shell.page.toggle_side()

    def has_exports(self) -> bool:
        return self._shell.page is not None and bool(self._shell.page.exports())


def workspace_commands(window: Window) -> tuple[Command, ...]:
    """What can be done with an open workspace."""
    shell = window.shell
    assert shell is not None
    page = _PageShown(shell)
    return (
        *_file_commands(window, shell, page),
        *step_commands(window),
        *_edit_commands(shell, page),
        *_pane_commands(shell, page),
        *_go_commands(shell, page),
        *_help_commands(shell),
    )


def _file_commands(window: Window, shell: Shell, page: _PageShown) -> tuple[Command, ...]:
    return (
        Command(
            id="file.copy", text=mark("Save a copy"), run=window.safe.save_copy, group=Group.FILE,
            shortcut="Ctrl+Shift+S", icon="content-copy",
        ),
        Command(
            id="file.backup", text=mark("Back up now"), run=window.safe.back_up, group=Group.FILE,
            icon="backup-restore",
        ),
        Command(
            id="file.backups", text=mark("Backups"), run=partial(shell.go, "settings#backups"), group=Group.FILE,
            icon="history",
        ),
        Command(
            id="file.import", text=mark("Import"), run=partial(shell.go, "import"), group=Group.FILE,
            shortcut="Ctrl+Shift+I", icon="import",
        ),
        Command(
            id="file.export", text=mark("Export"), run=window.export, group=Group.FILE, shortcut="Ctrl+E",
            icon="export-variant", enabled=page.has_exports,
        ),
        Command(
            id="file.settings", text=mark("Settings"), run=partial(shell.go, "settings"), group=Group.FILE,
            shortcut="Ctrl+,", icon="cog-outline",
        ),
        Command(
            id="file.close", text=mark("Close workspace"), run=window.close_workspace, group=Group.FILE,
            shortcut="Ctrl+W", icon="close",
        ),
    )  # fmt: skip


def _edit_commands(shell: Shell, page: _PageShown) -> tuple[Command, ...]:
    return (
        Command(
            id="edit.history", text=mark("Recent changes"), run=partial(shell.go, "history"), group=Group.EDIT,
            icon="history",
        ),
        Command(
            id="new.here", text=mark("New, here"), run=page.new, group=Group.EDIT, shortcut="Ctrl+N", icon="plus",
            enabled=partial(page.does, "new"),
        ),
        Command(
            id="note.capture", text=mark("Note something"), run=shell.capture, group=Group.EDIT,
            shortcut="Ctrl+Shift+Space", icon="note-plus-outline", enabled=lambda: not shell.desk.workspace.is_readonly,
        ),
    )  # fmt: skip


def _pane_commands(shell: Shell, page: _PageShown) -> tuple[Command, ...]:
    return (
        Command(
            id="pane.side", text=mark("Side pane"), run=page.toggle_side, shortcut="F8", icon="dock-right",
            enabled=partial(page.does, "toggle_side"),
        ),
        Command(id="pane.sidebar", text=mark("Sidebar"), run=shell.toggle_sidebar, shortcut="F9", icon="dock-left"),
        Command(
            id="pane.next", text=mark("Next pane"), run=partial(shell.next_pane, 1), shortcut="F6",
            icon="arrow-right",
        ),
        Command(
            id="pane.before", text=mark("Previous pane"), run=partial(shell.next_pane, -1), shortcut="Shift+F6",
            icon="arrow-left",
        ),
        *(
            Command(
                id=f"pane.tab{number}", text=sentence(mark("Step or side-pane tab {n}"), n=number),
                run=partial(page.tab, number), shortcut=f"Ctrl+{number}", enabled=partial(page.does, "side_tab"),
                icon="tab",
            )
            for number in (1, 2, 3)
        ),
    )  # fmt: skip


def _go_commands(shell: Shell, page: _PageShown) -> tuple[Command, ...]:
    return (
        Command(
            id="go.find", text=mark("Find anything"), run=shell.open_quick_find, group=Group.GO, shortcut="Ctrl+K",
            icon="magnify",
        ),
        Command(
            id="go.commands", text=mark("Find a command"), run=partial(shell.open_quick_find, ">"), group=Group.GO,
            shortcut="Ctrl+Shift+P", icon="chevron-right",
        ),
        *(
            Command(
                id=f"go.{entry.key}", text=entry.title, run=partial(shell.show_page, entry.key), group=Group.GO,
                shortcut=f"Ctrl+G {entry.letter}", icon=entry.icon,
            )
            for entry in PAGES
        ),
        Command(
            id="record.next", text=mark("Next section or record"), run=partial(page.step, 1), group=Group.GO,
            shortcut="Ctrl+PgDown", icon="arrow-down", enabled=partial(page.does, "step"),
        ),
        Command(
            id="record.before", text=mark("Previous section or record"), run=partial(page.step, -1), group=Group.GO,
            shortcut="Ctrl+PgUp", icon="arrow-up", enabled=partial(page.does, "step"),
        ),
    )  # fmt: skip


def _help_commands(shell: Shell) -> tuple[Command, ...]:
    return (
        Command(
            id="help.shortcuts", text=mark("Keyboard shortcuts"), run=partial(shell.go, "shortcuts"),
            group=Group.HELP, shortcut="F1, Ctrl+/", icon="keyboard-outline",
        ),
        Command(
            id="help.recent", text=mark("Recent changes"), run=partial(shell.go, "history"), group=Group.HELP,
            icon="history",
        ),
    )  # fmt: skip


def step_commands(window: Window) -> tuple[Command, ...]:
    """Undo and redo by name; made anew when the names change."""
    shell = window.shell
    assert shell is not None
    workspace, steps = shell.desk.workspace, shell.desk.steps
    back, again = workspace.undo_label, workspace.redo_label
    return (
        Command(
            id="edit.undo", text=_named(mark("Undo: {step}"), mark("Undo"), back), run=shell.undo, group=Group.EDIT,
            shortcut="Ctrl+Z", icon="undo", enabled=lambda: steps.is_busy or workspace.undo_label is not None,
        ),
        Command(
            id="edit.redo", text=_named(mark("Redo: {step}"), mark("Redo"), again), run=shell.redo, group=Group.EDIT,
            shortcut="Ctrl+Shift+Z, Ctrl+Y", icon="redo",
            enabled=lambda: steps.is_busy or workspace.redo_label is not None,
        ),
    )  # fmt: skip


def _named(message: str, plain: str, step: Sentence | None) -> Sentence | str:
    return sentence(message, step=step) if step is not None else plain
