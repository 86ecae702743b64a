"""What people said of a piece of content or of a pack: the list, and the fields of what is opened in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.feedback import Again, Feedback
from enable_desktop.links import Ref
from enable_desktop.people import Person
from enable_desktop.words import mark
from ui.buttons import button, link_button
from ui.labels import label
from ui.record_form import RecordForm
from ui.rows import Row, RowsDelegate, RowsView

if TYPE_CHECKING:
    from enable_desktop.changes import Changes
    from ui.desk import Desk

_FIELDS: Final = ("useful", "words", "again", ("person", "role"), ("on", "source"))
_HIGHEST: Final = 320
_BEST: Final = 5


class FeedbackPart(QWidget):
    """The newest first; Enter opens one, and it can be written down by hand."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._field = ""
        self._about = 0
        self.form: RecordForm | None = None
        """The fields of what was opened, made when something is."""
        theme, words = desk.theme, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(label(theme, words(mark("Feedback")), "strong"))
        head.addStretch(1)
        self.add = link_button(theme, words(mark("Add feedback")), self.write, small=True)
        head.addWidget(self.add)
        column.addLayout(head)
        self.summary = label(theme, "", "small", tone="secondary", wrap=True)
        column.addWidget(self.summary)
        self.list = RowsView(theme, words(mark("Feedback")), self)
        self.list.setProperty("pane", "sunken")
        self.list.setItemDelegate(RowsDelegate(theme, self.list, 4))
        self.list.activated.connect(self._on_opened)
        self.list.clicked.connect(self._on_opened)
        column.addWidget(self.list)
        desk.changed.connect(self._on_changed)
        self._holder = QVBoxLayout()
        column.addLayout(self._holder)
        self.remove_button = button(theme, words(mark("Remove feedback")), self.remove, look="quiet", small=True)
        column.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._close()

    def show_about(self, field: str, id_: int) -> None:
        """Shows what was said of an `asset` or of a `pack`."""
        if (field, id_) != (self._field, self._about):
            self.flush()
            self._close()
        self._field, self._about = field, id_
        self.freshen()

    def freshen(self) -> None:
        """Shows what the file says now."""
        words, workspace = self._desk.words, self._desk.workspace
        found = workspace.where(Feedback, self._field, self._about) if self._about else ()
        found = tuple(sorted(found, key=lambda each: (str(each.on or ""), each.id), reverse=True))
        opened = self.opened
        if opened is not None and all(each.id != opened for each in found):
            self._close()
        rated = [each.useful for each in found if each.useful]
        if rated:
            mean = words.number(sum(rated) / len(rated), 1)
            told = words.n("{mean} of {best} from {n} answer", "{mean} of {best} from {n} answers", len(rated),
                           mean=mean, best=_BEST)  # fmt: skip
        else:
            told = "" if found else words(mark("Nobody has said anything yet. Drop an e-mail that came back here."))
        self.summary.setText(told)
        self.summary.setVisible(bool(told))
        self.list.show_rows([self._row(each) for each in found])
        if not self.list.hasFocus():
            self.list.setCurrentIndex(QModelIndex())
        self.list.setVisible(bool(found))
        enough = self._desk.theme.px(_HIGHEST)
        self.list.setFixedHeight(min(enough, self.list.natural_height(enough)) + 2)
        self.add.setEnabled(not workspace.is_readonly)

    def _on_changed(self, changes: Changes) -> None:
        if Feedback.kind in changes.kinds and self._about:
            self.freshen()

    def _row(self, said: Feedback) -> Row:
        words, workspace = self._desk.words, self._desk.workspace
        person = workspace.get(Person, said.person) if said.person is not None else None
        by = person.said_role if person is not None else said.role
        again = words(mark("would use it again")) if said.again is Again.YES else ""
        again = words(mark("would not use it again")) if said.again is Again.NO else again
        other = ""
        if self._field == "asset" and said.pack is not None:
            other = workspace.title_of(Ref("packs", said.pack))
        elif self._field == "pack" and said.asset is not None:
            other = workspace.title_of(Ref("assets", said.asset))
        day = words.short_day(said.on, self._desk.today)
        title = " ".join(said.words.split())
        return Row(
            title=title or words(mark("No words")),
            detail=", ".join(part for part in (by, day, other, again) if part) or words(mark("No date")),
            right=words(mark("{n} of {best}"), n=said.useful, best=_BEST) if said.useful else "",
            quiet=not title,
            tip=said.words.strip()[:1_000] if len(title) > 40 else "",
            key=said.id,
        )

    # -- one of them

    @property
    def opened(self) -> int | None:
        """What is open."""
        return self.form.ref.id if self.form is not None and not self.form.isHidden() else None

    def open(self, id_: int) -> None:
        """Opens one."""
        ref = Ref(Feedback.kind, id_)
        if self.form is None:
            self.form = RecordForm(self._desk, ref, _FIELDS, self)
            self._holder.addWidget(self.form)
        else:
            self.form.show_ref(ref)
        self.form.show()
        self.remove_button.show()

    def _on_opened(self, *_: object) -> None:
        row = self.list.current
        if row is not None and isinstance(row.key, int):
            self.open(row.key)

    def write(self) -> None:
        """Writes down what somebody said."""
        try:
            values = {self._field: self._about, "on": self._desk.today}
            made = self._desk.workspace.add(Feedback, **values)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self.freshen()
        self.open(made)
        assert self.form is not None
        self.form.reveal("useful")

    def remove(self) -> None:
        """Takes what is open out; undo brings it back."""
        opened = self.opened
        if opened is None:
            return
        self.flush()
        ref = Ref(Feedback.kind, opened)
        if self._desk.do(lambda: self._desk.workspace.remove(ref), self._desk.words(mark("Feedback removed"))):
            self._close()

    def _close(self) -> None:
        if self.form is not None:
            self.form.hide()
        self.remove_button.hide()

    def flush(self) -> None:
        """Stores what is still being typed."""
        if self.form is not None:
            self.form.flush()

    @property
    def is_stored(self) -> bool:
        """Whether everything typed here is in the file."""
        return self.form is None or self.form.is_stored
