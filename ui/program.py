"""What lives as long as the program runs: its windows, its look, its language, its memory."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject
from PySide6.QtWidgets import QApplication, QWidget

from db.faults import Damaged, NotAWorkspace, ReadOnly
from db.lock import AlreadyOpen
from db.workspace import Place, Workspace, open_workspace
from enable_desktop.errors import WorkspaceError
from enable_desktop.words import LANGUAGES, Words, counted, mark
from resources.words import translations
from ui.ask import Ask, FileKind
from ui.focus_keys import FocusKeys
from ui.preferences import Preferences
from ui.tasks import Tasks
from ui.theme import Theme
from ui.window import Window

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator

    from db.backups import Backup
    from ui.reports.pictures import Pictures

MakeAsk = Callable[[QWidget, Words, Theme], Ask]
MakeTasks = Callable[[QObject], Tasks]


class Program(QObject):
    """Opens workspaces, one window each."""

    def __init__(
        self,
        app: QApplication,
        place: Place,
        preferences: Preferences,
        *,
        ask: MakeAsk,
        tasks: MakeTasks,
        at_once: bool = False,
    ) -> None:
        """With `at_once` a window is filled before it is painted, which tests of what it holds rely on."""
        super().__init__(app)
        self._app = app
        self.place = place
        self.preferences = preferences
        self._make_ask = ask
        self.make_tasks = tasks
        self.at_once = at_once
        self._focus_keys = FocusKeys(app)
        self.theme = Theme(app, preferences.text("theme", "system"), preferences.number("text_size", 100))
        self._translator: QTranslator | None = None
        self._taught = ""
        self.words = self._load_words()
        self.windows: list[Window] = []

    @cached_property
    def pictures(self) -> Pictures:
        """The small pictures of reports that its windows have drawn."""
        from ui.reports.pictures import Pictures

        return Pictures()

    # Language --------------------------------------------------------------------------------

    def _load_words(self) -> Words:
        language = self.preferences.text("language") or _system_language()
        return Words(language, translations(language))

    def teach_qt(self) -> None:
        """Lets Qt write dates and its own dialogs in the language of the words; a window asks for it when it begins.

        Not before: where QLocale is loaded it names every language and country there is.
        """
        if self._taught == self.words.language:
            return
        from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

        language = self._taught = self.words.language
        QLocale.setDefault(QLocale("ru" if language == "ru" else "en_GB"))
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        if language != "en":
            # For Qt's own dialogs and the menus of its text fields.
            translator = QTranslator(self)
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if translator.load(f"qtbase_{language}", folder):
                self._app.installTranslator(translator)
                self._translator = translator

    def set_language(self, language: str) -> None:
        """The language of the screen, at once: every window is made anew around its workspace."""
        if language not in LANGUAGES or language == self.words.language:
            return
        if not all(window.shell.settle() for window in self.windows if window.shell is not None):
            # The windows are made anew, and what is not stored would go with them.
            return
        self.preferences.set("language", language)
        self.words = self._load_words()
        for old in tuple(self.windows):
            page = old.shell.page.key if old.shell is not None and old.shell.page is not None else ""
            geometry = old.saveGeometry()
            workspace = old.workspace
            # Before the old one goes, so that the program does not end with its last window.
            old.discard()
            new = self._show(workspace, geometry)
            if page and new.shell is not None:
                new.shell.show_page(page)

    def make_ask(self, window: QWidget) -> Ask:
        return self._make_ask(window, self.words, self.theme)

    # Look ------------------------------------------------------------------------------------

    def set_theme(self, mode: str) -> None:
        self.theme.set_mode(mode)
        self.preferences.set("theme", mode)

    def toggle_theme(self) -> None:
        self.set_theme("light" if self.theme.is_dark else "dark")

    def set_text_size(self, percent: int) -> None:
        self.theme.set_text_size(percent)
        self.preferences.set("text_size", self.theme.text_size)

    def step_text_size(self, direction: int) -> None:
        """Larger (1), smaller (-1), or as designed (0)."""
        if direction:
            self.theme.step_text_size(direction)
        else:
            self.theme.set_text_size(100)
        self.preferences.set("text_size", self.theme.text_size)

    # Windows ---------------------------------------------------------------------------------

    def start(self, path: Path | None) -> None:
        """Opens the file, or the last one, or the start screen; raises AlreadyOpen when another process has it."""
        fault: WorkspaceError | None = None
        wanted = path or next(iter(self.preferences.recent()), None)
        if path is None and self.preferences.text("last") == "none":
            wanted = None
        workspace: Workspace | None = None
        if wanted is not None:
            try:
                workspace = self._opened(wanted)
            except AlreadyOpen:
                raise
            except WorkspaceError as error:
                fault = error
        window = self._show(workspace)
        if fault is not None and wanted is not None:
            self._say(window, wanted, fault)

    def _say(self, window: Window, path: Path, fault: WorkspaceError) -> None:
        """Says why a file cannot be opened; for a damaged one it offers the last good backup beside it."""
        text = self.words.say(fault.sentence)
        found = self._last_good(path) if isinstance(fault, Damaged | NotAWorkspace) else None
        if found is None:
            window.say_problem("", text)
            return
        from ui.backups import said_day

        backup, count = found
        when = said_day(self.words, backup.made, self.place.clock())
        records = counted("{n} record", "{n} records", count)
        text = self.words(
            mark("{fault} Its last good backup is of {when}, with {records}."), fault=text, when=when, records=records
        )
        offer = self.words(mark("Open the backup of {when} as a copy"), when=when)
        window.say_problem("", text, [(offer, partial(self._open_backup, window, path, backup))])

    def _last_good(self, path: Path) -> tuple[Backup, int] | None:
        """The newest sound backup of a file that was open here before, and how many records it holds."""
        from db.rescue import last_good

        return last_good(path, self.place)

    def _open_backup(self, window: Window, path: Path, backup: Backup) -> None:
        """Puts a copy of the backup beside the damaged file, which stays as it is, and opens the copy."""
        from db.rescue import copy_out
        from ui.underway import underway

        name = self.words(mark("{name}, backup of {day}"), name=path.stem, day=f"{backup.made:%Y-%m-%d %H.%M}")
        target = path.with_name(f"{name}.enable")
        try:
            with underway(self.place.home, target):
                copy_out(backup, target)
        except WorkspaceError as fault:
            window.say(fault)
            return
        self.open(target, window)

    def open(self, path: Path, window: Window | None = None) -> Window | None:
        """Opens a workspace in a window of its own; says in this one why it cannot."""
        path = path.absolute()
        for other in self.windows:
            if other.workspace is not None and _same(other.workspace.path, path):
                other.come_forward()
                return other
        try:
            workspace = self._opened(path)
        except WorkspaceError as fault:
            if window is None:
                raise
            self._say(window, path, fault)
            return None
        return self._take_in(workspace, window)

    def choose(self, window: Window) -> None:
        """Ctrl+O."""
        kind = FileKind(self.words(mark("Workspace")), ("enable",))
        path = window.ask.open_file(self.words(mark("Open workspace")), [kind], self._folder())
        if path is not None:
            self.open(path, window)

    def make(self, window: Window, language: str = "") -> None:
        """Makes a new, empty workspace where the person says."""
        path = self._ask_where(window, mark("New workspace"), mark("My programme"))
        if path is not None:
            self._make(window, path, language or self.words.language, "")

    def show_sample(self, window: Window) -> None:
        """Makes the sample programme, once, beside the program's own files, and opens it in a window."""
        language = self.words.language
        name = {"en": "Sample programme", "ru": "Образец программы"}[language]
        path = self.place.home / "sample" / f"{name}.enable"
        if path.exists():
            self.open(path, window)
            return
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._make(window, path, language, language)

    def _make(self, window: Window, path: Path, language: str, sample: str) -> None:
        from ui.start import new_workspace

        try:
            if path.exists():
                # The system's dialog asked whether it may be replaced; a workspace never is.
                raise WorkspaceError(
                    mark("{name} exists already and was not touched. Choose another name."), name=path.name
                )
            workspace = new_workspace(path, self.place, language, sample)
        except WorkspaceError as fault:
            window.say(fault)
            return
        self._take_in(workspace, window)

    def _ask_where(self, window: Window, title: str, name: str) -> Path | None:
        kind = FileKind(self.words(mark("Workspace")), ("enable",))
        suggestion = f"{self.words(name)}.enable"
        return window.ask.save_as(self.words(title), suggestion, [kind], self._folder())

    def _folder(self) -> Path:
        """Where to look first: where the last workspace lies, else at home."""
        last = next(iter(self.preferences.recent()), None)
        return last.parent if last is not None else Path.home()

    def _opened(self, path: Path) -> Workspace:
        try:
            return open_workspace(path, self.place)
        except ReadOnly:
            return open_workspace(path, self.place, write=False)

    def _take_in(self, workspace: Workspace, window: Window | None) -> Window:
        """Shows a workspace: in place of a start screen, else in a window of its own."""
        if window is not None and window.workspace is None:
            geometry = window.saveGeometry()
            new = self._show(workspace, geometry)
            window.close()
            return new
        return self._show(workspace)

    def _show(self, workspace: Workspace | None, geometry: QByteArray | None = None) -> Window:
        if workspace is not None:
            self.preferences.opened(workspace.path.absolute())
            self.preferences.set("last", "")
        window = Window(self, workspace)
        self.windows.append(window)
        window.closed.connect(self._on_closed)
        kept = geometry or self.preferences.data("geometry")
        if kept.isEmpty() or not window.restoreGeometry(kept):
            window.resize(1440, 900)
        window.show()
        if self.at_once:
            window.begin()
        else:
            window.begin_when_painted()
        return window

    def show_start(self, window: Window) -> None:
        """Closes the window's workspace; the start screen comes up where it was the last one."""
        if window.workspace is None:
            window.close()
            return
        alone = len(self.windows) == 1
        geometry = window.saveGeometry()
        if alone:
            self.preferences.set("last", "none")
            # Shown first, so that the program does not end with its last window.
            start = self._show(None, geometry)
        if not window.close() and alone:
            start.close()

    def restore(self, window: Window, backup: Backup) -> None:
        """Puts a backup back in place of the window's workspace, and opens it again."""
        workspace, shell = window.workspace, window.shell
        if workspace is None or shell is None:
            return
        path, geometry = workspace.path, window.saveGeometry()
        if not shell.settle():
            return
        try:
            replaced = workspace.restore(backup)
        except WorkspaceError as fault:
            window.say(fault)
            return
        window.discard()
        new = self.open(path)
        if new is not None and new.desk is not None:
            new.restoreGeometry(geometry)
            new.desk.toast(
                self.words(mark("Restored. What was replaced is kept as the backup of {made}."), made=replaced.made)
            )

    def use_backups(self, folder: Path | None) -> None:
        """Where backups go from now on; None is the program's own folder."""
        self.place = replace(self.place, backups=folder)
        for window in self.windows:
            if window.workspace is not None:
                window.workspace.keep_backups_in(folder)
                window.safe.show_state()

    def window_of(self, widget: QWidget) -> Window | None:
        """The window a widget lies in."""
        found = widget.window()
        return found if isinstance(found, Window) else None

    def quit(self) -> None:
        """Closes every window; one that cannot store something stays."""
        for window in tuple(self.windows):
            if not window.close():
                return

    def keep_geometry(self, window: Window) -> None:
        self.preferences.set_data("geometry", window.saveGeometry())

    def _on_closed(self) -> None:
        window = self.sender()
        if isinstance(window, Window) and window in self.windows:
            self.windows.remove(window)
            window.deleteLater()
        if not self.windows:
            self.preferences.sync()


if sys.platform == "linux":

    def _system_language() -> str:
        # Where Qt looks too; to ask Qt takes longer than to write all the words of the window.
        named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
        return "ru" if named.startswith("ru") else "en"
else:

    def _system_language() -> str:
        from PySide6.QtCore import QLocale

        return "ru" if QLocale.system().language() == QLocale.Language.Russian else "en"


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one == other
