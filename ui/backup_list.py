"""The backups of a workspace: make one, put one back, say where they go."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.backups import Backup
from enable_desktop.sizes import said_size
from enable_desktop.words import mark
from ui.backups import said_day
from ui.buttons import button, link_button
from ui.desk import Desk
from ui.labels import ElidedLabel, label
from ui.place import choose_backups, chosen_backups
from ui.rows import Row, RowsView


class BackupList(QWidget):
    """Newest first; restoring is asked about, and keeps what it replaces."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        words, theme = desk.words, desk.theme
        self._backups: tuple[Backup, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(
            label(
                theme,
                words(
                    mark(
                        "A checked copy is made on every opening after a change. Kept are the last five of today and "
                        "the last one of each of seven days and four weeks. A folder on another drive also survives "
                        "this one."
                    )
                ),
                "body",
                tone="secondary",
                wrap=True,
            )
        )
        where = QHBoxLayout()
        self._where = ElidedLabel(theme, "", "body")
        where.addWidget(self._where, 1)
        self.first = button(theme, words(mark("Choose folder")), self._choose, icon="folder-open-outline", small=True)
        where.addWidget(self.first)
        self._own = link_button(theme, words(mark("Use the program's own folder")), self._use_own, small=True)
        where.addWidget(self._own)
        column.addLayout(where)
        self.list = RowsView(theme, words(mark("Backups, newest first")))
        self.list.setProperty("outlined", "true")
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        column.addWidget(self.list)
        self._empty = label(theme, words(mark("There is no backup yet.")), "body", tone="secondary")
        column.addWidget(self._empty)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        self._make = button(theme, words(mark("Back up now")), self._back_up, icon="backup-restore")
        self.restore_button = button(theme, words(mark("Restore this backup")), self._put_back, icon="restore")
        actions.addWidget(self._make)
        actions.addWidget(self.restore_button)
        actions.addStretch(1)
        column.addLayout(actions)
        desk.backed_up.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Reads the folder again."""
        workspace, words = self._desk.workspace, self._desk.words
        self._backups = workspace.backups()
        self.list.show_rows(
            [
                Row(
                    title=said_day(words, backup.made, workspace.now),
                    detail=words(mark("What a restore or an update replaced")) if backup.set_aside else "",
                    right=said_size(words, backup.size),
                    icon="backup-restore",
                    key=backup,
                )
                for backup in self._backups
            ]
        )
        has_some = bool(self._backups)
        self.list.setVisible(has_some)
        self._empty.setVisible(not has_some)
        self.list.setFixedHeight(min(self.list.natural_height() + 4, self._desk.theme.px(300)))
        self._where.set_whole(words(mark("Kept in {folder}"), folder=workspace.backup_folder))
        self._own.setVisible(workspace.place.backups is not None)
        self.restore_button.setVisible(has_some)
        self.restore_button.setEnabled(self._chosen is not None and not workspace.is_readonly)
        self._make.setEnabled(not workspace.is_readonly)

    @property
    def _chosen(self) -> Backup | None:
        row = self.list.current
        return row.key if row is not None and isinstance(row.key, Backup) else None

    def _on_current_changed(self) -> None:
        self.restore_button.setEnabled(self._chosen is not None and not self._desk.workspace.is_readonly)

    def _back_up(self) -> None:
        self._desk.commands.run("file.backup")

    def _put_back(self) -> None:
        backup, desk, words = self._chosen, self._desk, self._desk.words
        if backup is None or desk.program is None:
            return
        when = said_day(words, backup.made, desk.workspace.now)
        agreed = desk.ask.confirm(
            words(mark("Restore the backup of {when}"), when=when),
            words(
                mark(
                    "Everything in this workspace becomes as it was then. "
                    "What is here now is backed up first, so that you can come back to it."
                )
            ),
            words(mark("Restore")),
        )
        window = desk.program.window_of(self)
        if agreed and window is not None:
            desk.program.restore(window, backup)

    def _choose(self) -> None:
        folder = self._desk.ask.folder(self._desk.words(mark("Where backups go")))
        if folder is not None and self._desk.program is not None:
            choose_backups(self._desk.program.place.home, folder)
            self._use(folder_chosen=True)

    def _use_own(self) -> None:
        if self._desk.program is not None:
            choose_backups(self._desk.program.place.home, None)
            self._use(folder_chosen=False)

    def _use(self, *, folder_chosen: bool) -> None:
        """From now on, for this program and every open workspace."""
        program = self._desk.program
        assert program is not None
        program.use_backups(chosen_backups(program.place.home))
        self.refresh()
        if folder_chosen:
            self._desk.commands.run("file.backup")
