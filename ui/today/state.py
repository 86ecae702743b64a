"""What Today knows, read once for the page and for the count in the sidebar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from enable_desktop.changes import Changes
from enable_desktop.errors import WorkspaceError
from enable_desktop.today.agenda import Agenda, agenda
from enable_desktop.today.facts import Facts

if TYPE_CHECKING:
    from ui.desk import Desk

_PAUSE_MS: Final = 250
_MINUTE_MS: Final = 60_000
_DAWN_MS: Final = 2_000
"""Nothing of this is wanted while the window is being filled."""
_FOLLOWED: Final = frozenset({
    "promises", "people", "interviews", "statements", "chosen_questions", "inbox", "versions", "approvals", "charter",
    "measures", "readings", "initiatives", "assumptions", "snoozes", "assets", "asset_kinds", "content_gaps",
    "expert_terms", "contributions", "expertise", "list_entries", "packs",
})  # fmt: skip


class TodayState(QObject):
    """The facts of the day and what follows from them; read again only when something they rest on has changed."""

    changed = Signal()
    """After a pause in the changes; who must not wait asks when the workspace tells of a change."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._facts = Facts()
        self._agenda = Agenda()
        self._is_stale = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.changed)
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE_MS)
        self._clock.timeout.connect(self.look_at_clock)
        self._clock.start()
        self._dawn = QTimer(self)
        self._dawn.setSingleShot(True)
        self._dawn.setInterval(_DAWN_MS)
        self._dawn.timeout.connect(self.retire_expired)
        self._dawn.start()
        self._looked_on: date | None = None
        desk.changed.connect(self._on_changed)

    @property
    def facts(self) -> Facts:
        self._read()
        return self._facts

    @property
    def agenda(self) -> Agenda:
        """What needs the person, what is snoozed, when the next thing is due."""
        self._read()
        return self._agenda

    def stop(self) -> None:
        """Nothing is asked of the workspace any more: it is about to be closed."""
        self._timer.stop()
        self._clock.stop()
        self._dawn.stop()

    def look_at_clock(self) -> None:
        """Looks again: a talk may be over by now, or a day, and files change without a step."""
        before = self.agenda
        if self._looked_on is not None and self._looked_on != self._desk.today:
            self.retire_expired()
        workspace = self._desk.workspace
        self._facts = replace(self._facts, library=workspace.needs.library(), packs=workspace.needs.packs())
        self._agenda = agenda(self._facts, workspace.now)
        if self._agenda != before:
            self.changed.emit()

    def retire_expired(self) -> None:
        """Takes out of use what has expired, soon after the file was opened and whenever a day begins."""
        desk = self._desk
        self._looked_on = desk.today
        if desk.workspace.is_readonly:
            return
        try:
            count = desk.workspace.library.expiry.retire_expired()
        except WorkspaceError as fault:
            desk.failed(fault)
            return
        if count:
            desk.toast(
                desk.words.n(
                    "{n} item has expired and was retired. History lists it.",
                    "{n} items have expired and were retired. History lists them.",
                    count,
                )
            )

    def _read(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self._facts = self._desk.workspace.needs.facts()
            self._agenda = agenda(self._facts, self._desk.workspace.now)

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & _FOLLOWED:
            self._is_stale = True
            self._timer.start()
