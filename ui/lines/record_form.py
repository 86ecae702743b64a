"""The fields of one record as a form that stores by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import Choice, Field, Line, Shape, field_of, fields_of
from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref
from enable_desktop.words import mark, sentence
from ui.form import Field as FormField
from ui.inputs import CheckBox, ComboBox
from ui.lines.chooser import RecordEditor
from ui.lines.dates import DateEditor
from ui.lines.editors import LevelEditor, LineEditor, money_text
from ui.lines.entry import Entry, read_money, read_number
from ui.lines.model import NewRecord
from ui.lines.saving import Saver

if TYPE_CHECKING:
    from enable_desktop.changes import Changes
    from ui.desk import Desk


@dataclass(frozen=True, slots=True)
class _Box:
    """One field on the form: its widget, how it is shown, and how it is read."""

    field: Field
    place: FormField
    widget: QWidget
    # Any: a field's value is whatever its shape holds.
    show: Callable[[Any], None]
    read: Callable[[], Entry]
    saver: Saver


class RecordForm(QWidget):
    """Labelled fields in one or two columns; each stores on leaving and while it is typed."""

    stored = Signal()

    def __init__(
        self,
        desk: Desk,
        record: type[Line],
        names: Sequence[str] = (),
        *,
        columns: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.record = record
        self.line: Line | None = None
        self._boxes: dict[str, _Box] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        place = 0
        for name in names or [field.name for field in fields_of(record)]:
            field = field_of(record, name)
            if field.shape is Shape.MAP:
                continue
            box = self._boxes[name] = self._make(field)
            wide = field.shape in (Shape.PROSE, Shape.SET)
            if wide and place % columns:
                place += columns - place % columns
            self._grid.addWidget(
                box.place, place // columns, place % columns, 1, columns if wide else 1, Qt.AlignmentFlag.AlignTop
            )
            place += columns if wide else 1
        desk.changed.connect(self._on_changed)
        self.show_line(None)

    # What it shows -----------------------------------------------------------------------------

    @property
    def ref(self) -> Ref | None:
        return Ref(self.record.kind, self.line.id) if self.line is not None else None

    def show_line(self, line: Line | None) -> None:
        """Shows another record; what was being typed in the last one is stored first."""
        self.flush()
        self.line = line
        self.setEnabled(line is not None and not self.desk.workspace.is_readonly)
        for box in self._boxes.values():
            box.place.clear_problem()
            box.show(getattr(line if line is not None else self.record(), box.field.name))

    def widget_of(self, name: str) -> QWidget | None:
        """The widget of a field."""
        box = self._boxes.get(name)
        return box.widget if box is not None else None

    def focus(self, name: str) -> bool:
        """Puts the cursor into a field; false where the form does not have it."""
        box = self._boxes.get(name)
        if box is None:
            return False
        box.widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def flush(self) -> None:
        """Stores what is being typed."""
        for box in self._boxes.values():
            box.saver.flush()

    def _on_changed(self, changes: Changes) -> None:
        ref = self.ref
        if ref is None:
            return
        named = {box.field.kind for box in self._boxes.values() if box.field.kind}
        if ref not in changes.touched and not named & changes.kinds:
            return
        line = self.desk.workspace.get(self.record, ref.id)
        if line is None:
            self.line = None
            self.setEnabled(False)
            for box in self._boxes.values():
                box.saver.drop()
            return
        self.line = line
        for box in self._boxes.values():
            # What is being typed right now is newer than what was stored.
            if not box.saver.is_waiting and not (changes.source is self and box.widget.hasFocus()):
                box.show(getattr(line, box.field.name))

    # Storing -----------------------------------------------------------------------------------

    def _save(self, name: str, typing: bool) -> None:
        box, line = self._boxes[name], self.line
        if line is None:
            return
        entry = box.read()
        if entry.problem:
            if not typing:
                self._show_problem(box, entry)
            return
        box.place.clear_problem()
        if isinstance(entry.value, NewRecord) or entry.value != getattr(line, name):
            self._keep(box, entry.value, typing)

    def _keep(self, box: _Box, value: object, typing: bool) -> None:
        assert self.line is not None
        workspace, ref = self.desk.workspace, Ref(self.record.kind, self.line.id)
        try:
            if isinstance(value, NewRecord):
                kind = KINDS[value.kind]
                named = next(each.name for each in fields_of(kind.record) if each.shape is Shape.TEXT)
                label = mark("Add {noun} “{title}”")
                with workspace.step(label, by=self, noun=sentence(kind.noun), title=value.title[:60]):
                    made = workspace.add(kind.record, by=self, **{named: value.title})
                    self._change(ref, box.field.name, made, False)
            else:
                self._change(ref, box.field.name, value, typing)
        except WorkspaceError as fault:
            self.desk.failed(fault)
            return
        self.stored.emit()

    # Any: a field's value is whatever its shape holds.
    def _change(self, ref: Ref, name: str, value: Any, typing: bool) -> None:
        self.desk.workspace.change(ref, by=self, typing=typing, **{name: value})

    def _show_problem(self, box: _Box, entry: Entry) -> None:
        def mend() -> None:
            box.place.clear_problem()
            self._keep(box, entry.fixed, False)

        box.place.set_problem(entry.problem, entry.fix, mend if entry.fix else None)

    # Making fields -----------------------------------------------------------------------------

    def _make(self, field: Field) -> _Box:
        words = self.desk.words
        saver = Saver(partial(self._save, field.name), self)
        widget, show, read = self._widget_for(field, saver)
        hint = words(field.hint) if field.hint else ""
        place = FormField(self.desk.theme, words(field.label), widget, hint)
        if isinstance(widget, CheckBox):
            # It says its own name.
            place.label.hide()
            widget.setAccessibleName(words(field.label))
        widget.installEventFilter(_Leaving(saver, widget))
        return _Box(field, place, widget, show, read, saver)

    # Any: a field's value is whatever its shape holds.
    def _widget_for(self, field: Field, saver: Saver) -> tuple[QWidget, Callable[[Any], None], Callable[[], Entry]]:
        words, theme, desk = self.desk.words, self.desk.theme, self.desk
        match field.shape:
            case Shape.FLAG:
                check = CheckBox(theme, words(field.label))
                check.clicked.connect(partial(_now, saver))
                return check, check.setChecked, lambda: Entry(value=check.isChecked())
            case Shape.CHOICE:
                box = ComboBox(theme)
                assert field.choices is not None
                box.fill([(choice, words(choice.label)) for choice in field.choices])
                box.activated.connect(partial(_now, saver))
                return box, partial(_choose, box), lambda: Entry(value=box.currentData())
            case Shape.SET:
                several = Several(self.desk, field, partial(_now, saver))
                return several, several.choose, lambda: Entry(value=several.chosen)
            case Shape.LEVEL:
                level = LevelEditor(theme, self, 0)
                level.setFixedHeight(theme.px(30))
                level.changed.connect(partial(_now, saver))
                return level, level.show_value, level.entry
            case Shape.RECORD:
                chooser = RecordEditor(desk, field.kind, self, None, at_once=False)
                chooser.chosen.connect(partial(_now, saver))
                chooser.textEdited.connect(partial(_mark_waiting, saver))
                return chooser, chooser.show_id, chooser.entry
            case Shape.PROSE:
                text = QPlainTextEdit()
                text.setTabChangesFocus(True)
                text.setFixedHeight(theme.px(88))
                text.textChanged.connect(saver.touched)
                return text, partial(_show_text, text, saver), lambda: Entry(value=text.toPlainText())
        return self._line_for(field, saver)

    def _line_for(self, field: Field, saver: Saver) -> tuple[QWidget, Callable[[Any], None], Callable[[], Entry]]:
        words, currency = self.desk.words, self.desk.workspace.settings.get("currency") or "EUR"
        edit: LineEditor
        match field.shape:
            case Shape.DATE:
                edit = day = DateEditor(self.desk.theme, words, self.desk.today, self, None)
                day.finished.connect(partial(_now, saver))
                shown: Callable[[Any], str] = words.short_day
            case Shape.NUMBER | Shape.WHOLE:
                whole = field.shape is Shape.WHOLE
                edit = LineEditor(self, "", lambda typed: read_number(typed, words, whole=whole))
                shown = words.number
            case Shape.MONEY:
                edit = LineEditor(self, "", lambda typed: read_money(typed, currency, words))
                shown = partial(money_text, currency=currency, words=words)
            case _:
                edit = LineEditor(self, "", lambda typed: Entry(value=" ".join(typed.split())))
                shown = str
        edit.textEdited.connect(saver.touched)
        edit.returnPressed.connect(saver.flush)
        return edit, lambda value: edit.setText("" if value is None else shown(value)), edit.entry


class Several(QWidget):
    """Several of a few, each a check box."""

    def __init__(self, desk: Desk, field: Field, changed: Callable[[], None]) -> None:
        super().__init__()
        assert field.choices is not None
        self._boxes: dict[Choice, CheckBox] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(desk.theme.px(14))
        for choice in field.choices:
            box = self._boxes[choice] = CheckBox(desk.theme, desk.words(choice.label))
            box.clicked.connect(lambda *_: changed())
            row.addWidget(box)
        row.addStretch(1)

    @property
    def chosen(self) -> frozenset[Choice]:
        return frozenset(choice for choice, box in self._boxes.items() if box.isChecked())

    def choose(self, chosen: frozenset[Choice]) -> None:
        for choice, box in self._boxes.items():
            box.setChecked(choice in chosen)


class _Leaving(QObject):
    """Stores a field when the focus leaves it."""

    def __init__(self, saver: Saver, widget: QWidget) -> None:
        super().__init__(widget)
        self._saver = saver

    def eventFilter(self, watched: QObject, event: object) -> bool:
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._saver.flush()
        return False


def _now(saver: Saver, *_: object) -> None:
    saver.touched()
    saver.flush()


def _mark_waiting(saver: Saver, *_: object) -> None:
    # A half-typed name is no choice yet: it is read when the field is left.
    saver.is_waiting = True


def _choose(box: ComboBox, value: object) -> None:
    box.setCurrentIndex(max(0, box.findData(value)))


def _show_text(text: QPlainTextEdit, saver: Saver, value: str) -> None:
    if text.toPlainText() != value:
        text.setPlainText(value)
    saver.drop()
