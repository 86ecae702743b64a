"""Versions of charter and business case: saved, asked for, answered, compared, restored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.charter import next_title
from enable_desktop.changes import Changes
from enable_desktop.charter.approvals import said_by, signed_as
from enable_desktop.charter.evidence import Shown, name_of
from enable_desktop.charter.lines import Answer, Approval, Document, Status, Version
from enable_desktop.errors import WorkspaceError
from enable_desktop.people import Person
from enable_desktop.words import mark
from ui.buttons import button
from ui.charter.compare_view import CompareView
from ui.charter.exporting import export_version
from ui.form import Form
from ui.inputs import ComboBox, Segmented
from ui.labels import label
from ui.line_edit import LineEdit
from ui.record_flow import FlowLayout
from ui.rows import Row, RowsView

if TYPE_CHECKING:
    from ui.desk import Desk


_NAMED: Final = 3


class VersionsPanel(QWidget):
    """The versions of one document, what can be done with them, and what differs between two."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme, words = desk.theme, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        options = [(document, words(document.label)) for document in Document]
        self._document = Segmented(theme, words(mark("Document")), options)
        self._document.choose(Document.CHARTER)
        self._document.chosen.connect(self._refresh)
        column.addWidget(self._document)
        self._form = Form(theme)
        self._title, self._note = LineEdit(), LineEdit()
        for edit in (self._title, self._note):
            theme.dress(edit, "body")
            edit.returnPressed.connect(self.save)
        self._form.add_row(
            (words(mark("Version")), self._title, ""), (words(mark("What changed, for its readers")), self._note, "")
        )
        column.addWidget(self._form)
        doing = QWidget()
        row = FlowLayout(doing, across=theme.px(8))
        for text, run, icon in (
            (mark("Save version"), self.save, "content-save-outline"),
            (mark("Ask for approval"), self.ask, "account-check-outline"),
            (mark("Restore"), self.restore, "restore"),
            (mark("Export PDF of the marked version"), self.export, "file-pdf-box"),
        ):
            row.addWidget(button(theme, words(text), run, icon=icon, small=True))
        column.addWidget(doing)
        self.list = RowsView(theme, words(mark("Versions, newest first")))
        self.list.activated.connect(self.compare)
        column.addWidget(self.list)
        comparing = QWidget()
        against = FlowLayout(comparing, across=theme.px(8))
        compare = button(theme, words(mark("Compare")), self.compare, icon="compare-horizontal", small=True)
        against.addWidget(compare)
        told = label(theme, words(mark("the marked version with")), "body", tone="secondary")
        told.setMinimumHeight(compare.sizeHint().height())
        against.addWidget(told)
        self._against = ComboBox(theme)
        self._against.setAccessibleName(words(mark("Compare the marked version with")))
        self._against.activated.connect(self.compare)
        against.addWidget(self._against)
        column.addWidget(comparing)
        self._compare = CompareView(desk)
        self._compare.setVisible(False)
        column.addWidget(self._compare)
        desk.changed.connect(self._on_changed)
        self._refresh()

    @property
    def document(self) -> Document:
        current = self._document.current
        return current if isinstance(current, Document) else Document.CHARTER

    def _refresh(self) -> None:
        versions = self._desk.workspace.charter.versions(self.document)
        self.list.show_rows([self._row(version) for version in versions])
        self.list.setFixedHeight(min(self.list.natural_height() + 4, 420))
        current = versions[0] if versions else Version(title="0.1")
        self._title.setText(next_title(current.title) if current.snapshot else current.title)
        others = [(version.id, f"v{version.title}") for version in versions if version.snapshot]
        self._against.fill([(0, self._desk.words(mark("the charter as it stands"))), *others], 0)
        self._compare.setVisible(False)

    def _row(self, version: Version) -> Row:
        words = self._desk.words
        status = words(version.status.label) if version.snapshot else words(mark("Being written"))
        detail = version.note or self._answers(version)
        return Row(
            title=f"v{version.title}  {status}",
            detail=detail,
            right=words.day(version.on),
            icon=_icon(version),
            key=version.id,
        )

    def _answers(self, version: Version) -> str:
        words, workspace = self._desk.words, self._desk.workspace
        answers = [
            (said_by(approval, workspace.get(Person, approval.person or 0)), words(approval.answer.label))
            for approval in workspace.charter.approvals(version.id)
        ]
        return ", ".join(f"{name}: {answer}" for name, answer in answers if name)

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & {Version.kind, Approval.kind}:
            self._refresh()

    # -- doing

    def save(self) -> None:
        """Freezes what stands under the name typed."""
        title = self._title.text().strip()
        if title:
            self._try(
                lambda: self._desk.workspace.charter.save_version(self.document, title, self._note.text().strip())
            )
            self._note.clear()

    def ask(self) -> None:
        """Freezes what stands and asks every approver of the document."""
        self._try(lambda: self._desk.workspace.charter.ask(self.document, self._note.text().strip()))
        self._note.clear()

    def restore(self) -> None:
        """Brings the marked version back as the next draft."""
        row = self.list.current
        if row is not None and isinstance(row.key, int):
            try:
                lost = self._desk.workspace.charter.restore(row.key)
            except WorkspaceError as fault:
                self._desk.failed(fault)
                return
            self._desk.toast(self._restored(lost), undo=True)

    def _restored(self, lost: tuple[Shown, ...]) -> str:
        """What restoring has done, and what could not be joined again."""
        words, current = self._desk.words, self._desk.workspace.charter.current(self.document)
        text = words(mark("Restored as the next draft"))
        if current.snapshot:
            text = words(mark("Restored: it says again what version {version} says"), version=current.title)
        if not lost:
            return text
        names = "; ".join(name_of(shown, words) for shown in lost[:_NAMED])
        more = len(lost) - _NAMED
        names = f"{names}, {words.n('and {n} more', 'and {n} more', more)}" if more > 0 else names
        left = words.n(
            "{n} link could not be joined again, since this is not there any more: {list}",
            "{n} links could not be joined again, since these are not there any more: {list}",
            len(lost),
            list=names,
        )
        return f"{text}. {left}"

    def export(self) -> None:
        """The PDF of the marked version, as it was frozen."""
        row = self.list.current
        version = self._desk.workspace.get(Version, row.key) if row is not None and isinstance(row.key, int) else None
        if version is not None:
            export_version(self._desk, version)

    def _try(self, work: object) -> None:
        assert callable(work)
        try:
            work()
        except WorkspaceError as fault:
            self._desk.failed(fault)

    def compare(self) -> None:
        """Shows what differs between the marked version and the one chosen, the older one first."""
        row, other = self.list.current, self._against.currentData()
        if row is None or not isinstance(row.key, int):
            return
        charter = self._desk.workspace.charter
        if not other:
            self._compare.show_difference(charter.as_printed(row.key), charter.as_printed(), row.title)
        else:
            first, second = sorted((row.key, int(other)))
            named = next((each.title for each in charter.versions(self.document) if each.id == first), "")
            self._compare.show_difference(charter.as_printed(first), charter.as_printed(second), f"v{named}")
        self._compare.setVisible(True)

    def flush(self) -> None:
        """Nothing is stored before a button is pressed."""


def _icon(version: Version) -> str:
    if not version.snapshot:
        return "pencil-outline"
    approved = version.status is Status.APPROVED
    return "lock-check-outline" if approved else "clock-outline" if version.status is Status.REVIEW else "lock-outline"


class AnswerList(QWidget):
    """What the approvers said of the versions they were asked about; an answer is recorded here."""

    answered = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme, words = desk.theme, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(theme, words(mark("Answers")), "section"))
        self._none = label(
            theme,
            words(mark("Nobody was asked yet. “Ask for approval” freezes a version and lists its approvers here.")),
            "body",
            tone="secondary",
            wrap=True,
        )
        column.addWidget(self._none)
        self.list = RowsView(theme, words(mark("Answers of the approvers")))
        column.addWidget(self.list)
        self._editor = QWidget()
        column.addWidget(self._editor)
        inside = QVBoxLayout(self._editor)
        inside.setContentsMargins(0, 0, 0, 0)
        form = Form(theme)
        self._answer = ComboBox(theme)
        self._answer.fill([(answer, words(answer.label)) for answer in Answer])
        self._condition = LineEdit()
        theme.dress(self._condition, "body")
        self._condition.returnPressed.connect(self.record)
        form.add_row((words(mark("Answer")), self._answer, ""), (words(mark("Condition")), self._condition, ""))
        inside.addWidget(form)
        row = QHBoxLayout()
        row.addWidget(button(theme, words(mark("Record answer")), self.record, icon="check", small=True))
        row.addWidget(
            button(theme, words(mark("Ask for approval")), self._ask, icon="account-check-outline", small=True)
        )
        row.addStretch(1)
        column.addLayout(row)
        QShortcut(QKeySequence("Ctrl+Return"), self._condition, self.record)
        self.list.selectionModel().currentChanged.connect(self._show_current)
        desk.changed.connect(self._on_changed)
        self._refresh()

    def _refresh(self) -> None:
        words, workspace = self._desk.words, self._desk.workspace
        rows: list[Row] = []
        for document in Document:
            for version in workspace.charter.versions(document):
                found = workspace.charter.approvals(version.id)
                if found:
                    title = f"{words(document.label)} v{version.title}, {words(version.status.label)}"
                    rows.append(Row(title=title, right=words.day(version.on), heading=True))
                for approval in found:
                    person = workspace.get(Person, approval.person or 0)
                    name = signed_as(person) if person is not None else approval.name or words(mark("Nobody"))
                    answer = words(approval.answer.label)
                    said = f"{answer}: {approval.condition}" if approval.condition else answer
                    day = words.day(approval.on) if approval.answer is not Answer.ASKED else ""
                    rows.append(Row(title=name, detail=said, right=day, key=approval.id))
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._editor.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self.list.setFixedHeight(min(self.list.natural_height() + 4, 520))
        self._show_current()

    def _show_current(self) -> None:
        row = self.list.current
        approval = self._desk.workspace.get(Approval, row.key) if row is not None and isinstance(row.key, int) else None
        self._editor.setEnabled(approval is not None)
        if approval is not None and not self._condition.hasFocus():
            self._answer.fill([(each, self._desk.words(each.label)) for each in Answer], approval.answer)
            self._condition.setText(approval.condition)

    def record(self) -> None:
        """Stores the answer of the marked approver; the version is approved when all have approved."""
        row, answer = self.list.current, self._answer.currentData()
        if row is None or not isinstance(row.key, int) or not isinstance(answer, Answer):
            return
        condition = self._condition.text().strip()
        if condition and answer is Answer.APPROVED:
            answer = Answer.CONDITION
        try:
            self._desk.workspace.charter.answer(row.key, answer, condition)
        except WorkspaceError as fault:
            self._desk.failed(fault)

    def _ask(self) -> None:
        row = self.list.current
        approval = self._desk.workspace.get(Approval, row.key) if row is not None and isinstance(row.key, int) else None
        version = self._desk.workspace.get(Version, approval.version or 0) if approval is not None else None
        try:
            self._desk.workspace.charter.ask(version.document if version is not None else Document.CHARTER)
        except WorkspaceError as fault:
            self._desk.failed(fault)

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & {Version.kind, Approval.kind, Person.kind}:
            self._refresh()

    def flush(self) -> None:
        """Nothing is stored before a button is pressed."""
