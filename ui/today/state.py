"""What Today knows, read once for the page and for the count in the sidebar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from enable_desktop.changes import Changes
from enable_desktop.today.facts import Facts
from enable_desktop.today.needs import Agenda, agenda

if TYPE_CHECKING:
    from ui.desk import Desk

_PAUSE_MS: Final = 250
_MINUTE_MS: Final = 60_000
_FOLLOWED: Final = frozenset({
    "promises", "people", "interviews", "statements", "chosen_questions", "inbox", "versions", "approvals", "charter",
    "measures", "readings", "initiatives", "assumptions", "snoozes",
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

    def look_at_clock(self) -> None:
        """Looks again at the same facts: a talk may be over by now, or a day."""
        before = self.agenda
        self._agenda = agenda(self._facts, self._desk.workspace.now)
        if self._agenda != before:
            self.changed.emit()

    def _read(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self._facts = self._desk.workspace.needs.facts()
            self._agenda = agenda(self._facts, self._desk.workspace.now)

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & _FOLLOWED:
            self._is_stale = True
            self._timer.start()
