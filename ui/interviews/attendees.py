"""Who takes part in a meeting besides the person it is with."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from enable_desktop.changes import Changes
from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import Attendee, Interview
from enable_desktop.links import Ref
from enable_desktop.people import Person
from enable_desktop.words import mark
from ui.form import Form
from ui.record_box import RecordBox
from ui.record_flow import FlowLayout

if TYPE_CHECKING:
    from ui.desk import Desk


class Attendees(QWidget):
    """Each with a button that takes them out, and a field that takes one more in."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id = 0
        self.buttons: list[QToolButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.box = RecordBox(desk, Person.kind)
        desk.theme.dress(self.box, "body")
        self.box.chosen.connect(self._on_chosen)
        form = Form(desk.theme)
        form.add(desk.words(mark("Also there")), self.box)
        column.addWidget(form)
        self._row = QWidget()
        self._flow = FlowLayout(self._row)
        column.addWidget(self._row)
        desk.changed.connect(self._on_changed)

    def show_meeting(self, id_: int) -> None:
        """Shows who takes part in a meeting."""
        self._id = id_
        self.box.show_id(None)
        self._refresh()

    def _refresh(self) -> None:
        words, workspace = self._desk.words, self._desk.workspace
        for old in self.buttons:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = []
        for each in workspace.where(Attendee, "interview", self._id) if self._id else ():
            person = workspace.get(Person, each.person) if each.person is not None else None
            if person is None:
                continue
            name = person.said_role if person.anonymous else person.name or person.role
            made = QToolButton()
            made.setText(f"{name}  ×")
            made.setAccessibleName(words(mark("Take {name} out of this meeting"), name=name))
            made.setToolTip(made.accessibleName())
            made.setProperty("outline", "true")
            made.setEnabled(not workspace.is_readonly)
            made.clicked.connect(partial(self._take_out, each.id))
            self._desk.theme.dress(made, "small")
            self.buttons.append(made)
            self._flow.addWidget(made)
        self._row.setVisible(bool(self.buttons))

    def _on_chosen(self, id_: object) -> None:
        if not isinstance(id_, int) or not self._id:
            return
        self.box.show_id(None)
        workspace = self._desk.workspace
        meeting = workspace.get(Interview, self._id)
        there = {each.person for each in workspace.where(Attendee, "interview", self._id)}
        if meeting is None or id_ == meeting.person or id_ in there:
            return
        try:
            workspace.add(Attendee, interview=self._id, person=id_)
        except WorkspaceError as fault:
            self._desk.failed(fault)

    def _take_out(self, attendee: int, *checked: object) -> None:
        try:
            self._desk.workspace.remove(Ref(Attendee.kind, attendee))
        except WorkspaceError as fault:
            self._desk.failed(fault)

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & {Attendee.kind, Person.kind}:
            self._refresh()
