"""The steps of the workspace, newest first, and the way back to each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from enable_desktop.changes import Origin, Step
from enable_desktop.errors import WorkspaceError
from enable_desktop.links import Ref
from enable_desktop.words import Sentence, mark
from ui.backups import said_day
from ui.commands import Command, Group
from ui.desk import Desk
from ui.labels import label
from ui.page import Page
from ui.rows import Row, RowsView

_ICONS = {Origin.PERSON: "account-outline", Origin.AUTOMATIC: "cog-outline", Origin.IMPORT: "import"}


class HistoryPage(Page):
    """What was changed, when, and by whom; every step can be taken back."""

    key = "history"
    title = mark("History")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._steps: tuple[Step, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._empty = label(
            self.theme,
            self.words(mark("Nothing has been changed yet. Every change will be listed here, and can be undone.")),
            "body",
            tone="secondary",
            wrap=True,
        )
        self._empty.setContentsMargins(24, 20, 20, 20)
        column.addWidget(self._empty)
        self.list = RowsView(self.theme, self.words(mark("Changes, newest first")))
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        column.addWidget(self.list, 1)
        desk.changed.connect(self._on_changed)

    def open(self, ref: Ref | None) -> None:
        self._refresh()

    def _on_changed(self) -> None:
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        workspace = self.desk.workspace
        self._steps = workspace.history()
        rows = []
        for step in self._steps:
            who = self.words(step.origin.label)
            state = self.words(mark("undone")) if step.undone else ""
            rows.append(
                Row(
                    title=self.words.say(step.label),
                    detail=", ".join(part for part in (who, said_day(self.words, step.at, workspace.now)) if part),
                    right=state,
                    icon=_ICONS[step.origin],
                    quiet=step.undone,
                    key=step.id,
                )
            )
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self.header_changed.emit()

    def _on_current_changed(self) -> None:
        self.header_changed.emit()

    @property
    def _current(self) -> Step | None:
        row = self.list.current
        return next((step for step in self._steps if row is not None and step.id == row.key), None)

    # What can be done ------------------------------------------------------------------------

    def _can_revert(self) -> bool:
        step = self._current
        return step is not None and step.origin is Origin.AUTOMATIC and not step.settled

    def _can_undo_to(self) -> bool:
        step = self._current
        return step is not None and step.origin is not Origin.AUTOMATIC and not step.undone and not step.settled

    def header_actions(self) -> Sequence[Command]:
        step = self._current
        again = step is not None and step.undone
        return (
            Command(
                id="history.revert",
                text=mark("Bring this step back") if again else mark("Take this step back"),
                run=self._revert,
                group=Group.EDIT,
                icon="restore",
                enabled=self._can_revert,
            ),
            Command(
                id="history.undo_to",
                text=mark("Undo down to here"),
                run=self._undo_to,
                group=Group.EDIT,
                icon="undo",
                primary=True,
                enabled=self._can_undo_to,
            ),
        )

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("↑ ↓", self.words(mark("Step"))),
            ("Ctrl+Z", self.words(mark("Undo the last one"))),
            ("Ctrl+Shift+Z", self.words(mark("Redo"))),
        ]

    def status(self) -> str:
        return self.words.n("{n} step", "{n} steps", len(self._steps)) if self._steps else ""

    def first_focus(self) -> QWidget | None:
        return self.list

    def panes(self) -> Sequence[QWidget]:
        return (self.list,)

    def _revert(self) -> None:
        step = self._current
        if step is None:
            return
        workspace = self.desk.workspace
        try:
            big = workspace.big_steps.revert(step.id)
            if big is None:
                workspace.revert(step.id)
                return
        except WorkspaceError as fault:
            self.desk.failed(fault)
            return
        meanwhile = mark("Doing again: {step}") if step.undone else mark("Taking back: {step}")
        self.desk.tasks.spread(
            big.slices, lambda _: self._sweep(), self._on_failed, label=self.words(meanwhile, step=big.label),
            cancel=self._sweep,
        )  # fmt: skip

    def _undo_to(self) -> None:
        """Takes back every step of the person down to the one marked, that one too."""
        target = self._current
        if target is None:
            return
        later = [
            step
            for step in self._steps
            if step.id >= target.id and not step.undone and step.origin is not Origin.AUTOMATIC and not step.settled
        ]
        steps, taken = self.desk.workspace.big_steps, list[Sentence]()
        if any(steps.is_big(step.id) for step in later):
            # No method of the page hears the answer: where somebody leaves the page meanwhile, it is gone by then.
            self.desk.tasks.spread(
                steps.take_back_to(target.id, taken),
                lambda _: self._tell(len(taken)),
                partial(self._on_not_all_taken_back, taken),
                label=self.words(mark("Taking back: {step}"), step=later[0].label),
                cancel=self._sweep,
            )
            return
        count = 0
        try:
            for _ in later:
                if self.desk.workspace.undo() is None:
                    break
                count += 1
        except WorkspaceError as fault:
            self.desk.failed(fault)
        self._tell(count)

    def _on_not_all_taken_back(self, taken: list[Sentence], fault: Exception) -> None:
        self._on_failed(fault)
        self._tell(len(taken))

    def _tell(self, count: int) -> None:
        if count:
            self.desk.toast(self.words.n("{n} step undone", "{n} steps undone", count))

    def _on_failed(self, fault: Exception) -> None:
        self._sweep()
        self.desk.failed(fault)

    def _sweep(self) -> None:
        """Takes away, without a word, what is not to be seen any more."""
        sweep = self.desk.workspace.big_steps.sweep()
        self.desk.tasks.spread(sweep, lambda _: None, self.desk.failed, label="", quiet=True)
