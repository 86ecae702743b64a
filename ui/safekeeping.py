"""What a window does so that nothing is lost: backups, copies, and an answer when the file goes away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark
from ui.ask import FileKind
from ui.single import FileWatch

if TYPE_CHECKING:
    from pathlib import Path

    from db.backups import Backup
    from db.other_copies import OtherCopy
    from ui.desk import Desk
    from ui.shell import Shell


class Safekeeping(QObject):
    """Looks after the file of one window, as long as the window is there."""

    forward_wanted = Signal()
    """A second start asked for this window."""
    moved = Signal()
    """The work goes on in another file."""
    other_wanted = Signal(object)
    """Another file, by its path, is to be opened."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell)
        self._desk = desk
        self._shell = shell
        self._workspace = desk.workspace
        self._words = desk.words
        self._loss = ""
        self._watch = FileWatch(desk.workspace, self)
        self._watch.forward_wanted.connect(self.forward_wanted)
        self._watch.lost.connect(self.offer_copy)
        self._watch.back.connect(self._on_back)
        desk.lost.connect(self.offer_copy)

    def stop(self) -> None:
        """No more looking: the workspace is about to be closed."""
        self._watch.stop()

    @property
    def name(self) -> str:
        """What the workspace is called: its company, else its file."""
        return self._workspace.settings.get("company") or self._workspace.path.stem

    # Backups ---------------------------------------------------------------------------------

    def back_up(self) -> None:
        """Makes a checked backup beside the work."""
        from ui.backups import backup_work

        def done(backup: Backup) -> None:
            self._on_backed_up()
            self._desk.toast(self._words(mark("Backed up, and checked.")))

        label = self._words(mark("Backing up"))
        self._desk.tasks.run(backup_work(self._workspace), done, self._on_not_backed_up, label=label)

    def back_up_what_changed(self) -> None:
        """On every opening: what no backup holds yet is backed up, beside the work and without a word."""
        from ui.backups import opening_work

        def done(backup: Backup | None) -> None:
            if backup is not None:
                self._on_backed_up()

        label = self._words(mark("Backing up"))
        self._desk.tasks.run(opening_work(self._workspace), done, self._on_not_backed_up, label=label)

    def _on_backed_up(self) -> None:
        self.show_state()
        self._desk.backed_up.emit()

    def _on_not_backed_up(self, fault: Exception) -> None:
        self.show_state(failed=True)
        self._desk.failed(fault)

    def show_state(self, failed: bool = False) -> None:
        """Says at the foot of the sidebar how old the last backup is."""
        from ui.backups import backup_state

        text, attention = backup_state(self._words, self._workspace, failed)
        self._shell.sidebar.show_workspace(self.name, text, attention=attention)

    # Copies ----------------------------------------------------------------------------------

    def save_copy(self) -> None:
        """Asks where to, and saves a copy; where the file has gone away, the work goes on in the copy."""
        words, workspace = self._words, self._workspace
        kind = FileKind(words(mark("Workspace")), ("enable",))
        suggestion = words(mark("{name} copy"), name=workspace.path.stem)
        folder = workspace.path.parent
        target = self._desk.ask.save_as(words(mark("Save a copy")), f"{suggestion}.enable", [kind], folder)
        if target is None:
            return
        try:
            if workspace.is_in_place:
                self._save_copy(target)
            else:
                self._go_on_in(target)
        except WorkspaceError as fault:
            self._desk.failed(fault)

    def _save_copy(self, target: Path) -> None:
        from ui.backups import write_copy

        self._shell.flush()
        write_copy(self._workspace, target)
        own = self._workspace.path.name
        text = self._words(mark("Saved a copy as {name}. You go on working in {own}."), name=target.name, own=own)
        self._desk.toast(text)

    def _go_on_in(self, target: Path) -> None:
        """What was stored goes into the copy, and then what is only on the screen."""
        from ui.backups import write_copy

        write_copy(self._workspace, target)
        self._workspace.go_on_in(target)
        self._watch.begin_again()
        self._shell.problems.hide()
        self._shell.flush()
        self.show_state()
        self.moved.emit()
        self.back_up_what_changed()
        self._desk.toast(self._words(mark("Saved as {name}. You go on working in it."), name=target.name))

    # Copies made by others -------------------------------------------------------------------

    def look_for_other_copies(self) -> None:
        """On every opening, beside the work: what a sync service put beside the file is told, and can be opened."""
        from ui.backups import copies_work

        label = self._words(mark("Looking for other copies"))
        self._desk.tasks.run(
            copies_work(self._workspace.path), self._on_looked, self._desk.failed, label=label, quiet=True
        )

    def _on_looked(self, found: tuple[OtherCopy, ...]) -> None:
        # What is said there already weighs more, and these are told again at the next opening.
        if not found or self._shell.problems.isVisible():
            return
        from ui.backups import said_day
        from ui.other_copies import OFFERED, openable, told

        words, now = self._words, self._workspace.now
        title = words(mark("Other copies of this file lie beside it. Yours is the one that is open."))
        text = "\n".join(told(words, copy, said_day(words, copy.changed, now)) for copy in found)
        actions = [
            (
                words(mark("Open the copy of {when}"), when=said_day(words, copy.changed, now)),
                partial(self.other_wanted.emit, copy.path),
            )
            for copy in openable(found)[:OFFERED]
        ]
        self._shell.problems.show_note(title, text, actions)
        for made, copy in zip(self._shell.problems.action_buttons, openable(found), strict=False):
            made.setToolTip(copy.path.name)

    # A file that went away -------------------------------------------------------------------

    def offer_copy(self, fault: WorkspaceError) -> None:
        """Says that the file is not in its place, and offers to save what is here."""
        self._loss = self._words.say(fault.sentence)
        save = (self._words(mark("Save a copy")), self.save_copy)
        self._shell.problems.show_problem("", self._loss, [save])

    def _on_back(self) -> None:
        """The file is in its place again; the notice goes, unless another one has taken its place."""
        if self._shell.problems.detail == self._loss:
            self._shell.problems.hide()
