"""A form over fields of one record, made from what the record says of itself; every field stores itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from enable_desktop.changes import Changes
from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import Field, Line, Shape, field_of
from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref
from enable_desktop.readouts import level_word, levels_of
from enable_desktop.words import mark
from ui.entry import Entry, read_entry
from ui.form import Field as FormField
from ui.form import Form, choose_in
from ui.inputs import CheckBox, ComboBox
from ui.labels import label
from ui.line_edit import LineEdit
from ui.month import Month
from ui.record_box import RecordBox
from ui.record_flow import FlowLayout
from ui.record_pause import Pause
from ui.stay import Stay
from ui.tips import tip

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.editor.field import ProseField

_SHORT: Final = (Shape.DATE, Shape.NUMBER, Shape.WHOLE, Shape.MONEY, Shape.LEVEL)
_SHORT_WIDTH: Final = 240


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading among the fields; its text is marked."""

    text: str


class RecordForm(QWidget):
    """Edits the named fields of one record; several names in a tuple stand beside one another."""

    def __init__(
        self,
        desk: Desk,
        ref: Ref,
        names: Sequence[str | tuple[str, ...] | Heading],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.ref = ref
        self._record = KINDS[ref.kind].record
        self._fields: dict[str, FormField] = {}
        # Any: a field's value is whatever its shape holds.
        self._writers: dict[str, Callable[[Any], None]] = {}
        self._edits: dict[str, QLineEdit] = {}
        self._prose: dict[str, ProseField] = {}
        self._named: set[str] = set()
        # Any: a field's value is whatever its shape holds.
        self.asks_first: dict[str, Callable[[Any], bool]] = {}
        """Of choices that are not stored before something is asked: whether one is asked about, which then is not."""
        self._dirty: set[str] = set()
        """What is typed and not in the file: not yet, or because it is no value, or because of a fault of the file."""
        self._stays: dict[str, Stay] = {}
        self._left: dict[Ref, dict[str, str]] = {}
        """What could not be stored of records that were shown before."""
        self._left_prose: dict[tuple[Ref, str], ProseField] = {}
        self._pause = Pause(self)
        self._pause.due.connect(self._on_pause)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._form = Form(desk.theme, self)
        column.addWidget(self._form)
        for entry in names:
            if isinstance(entry, Heading):
                self._form.add_heading(desk.words(entry.text))
            else:
                self._add(entry if isinstance(entry, tuple) else (entry,))
        self.refresh()
        desk.changed.connect(self._on_changed)

    def show_ref(self, ref: Ref) -> None:
        """Shows another record of the same kind; what is being typed is stored first, or else kept for its record."""
        if ref == self.ref:
            self.refresh()
            return
        self.flush()
        if self._dirty:
            self._left[self.ref] = {name: self._edits[name].text() for name in self._dirty}
        before, self.ref = self.ref, ref
        self._dirty.clear()
        self._stays.clear()
        for name in tuple(self._prose):
            self._replace_prose(name, before)
        for field in self._fields.values():
            field.clear_problem()
        self.refresh(everything=True)
        for name, text in self._left.pop(ref, {}).items():
            self._edits[name].setText(text)
            self._begin(name)
        self._store_dirty()

    # -- making

    def _add(self, names: tuple[str, ...]) -> None:
        words = self._desk.words
        shapes = [field_of(self._record, name) for name in names]
        rows = [(words(field.label), self._made(field), words(field.hint) if field.hint else "") for field in shapes]
        if len(shapes) == 1 and shapes[0].shape in _SHORT:
            rows[0][1].setMaximumWidth(self._desk.theme.px(_SHORT_WIDTH))
        if shapes[0].shape is Shape.FLAG:
            fields = self._add_flags(rows)
        else:
            fields = self._form.add_row(*rows) if len(rows) > 1 else (self._form.add(*rows[0]),)
        for field, place in zip(shapes, fields, strict=True):
            self._fields[field.name] = place
            if field.shape is Shape.FLAG:
                # A check box says its own name.
                place.label.hide()

    def _add_flags(self, rows: list[tuple[str, QWidget, str]]) -> tuple[FormField, ...]:
        holder = QWidget(self._form)
        flow = FlowLayout(holder)
        fields = tuple(FormField(self._desk.theme, *row, holder) for row in rows)
        for field in fields:
            flow.addWidget(field)
        self._form.add_plain(holder)
        return fields

    def _made(self, field: Field) -> QWidget:
        match field.shape:
            case Shape.PROSE:
                return self._prose_field(field.name)
            case Shape.FLAG:
                box = CheckBox(self._desk.theme, self._desk.words(field.label))
                box.clicked.connect(lambda checked: self._store(field.name, checked))
                self._writers[field.name] = box.setChecked
                return box
            case Shape.CHOICE:
                return self._choice(field)
            case Shape.LEVEL:
                return self._level(field)
            case Shape.RECORD:
                self._named.add(field.kind)
                return self._chooser(field)
            case Shape.SET:
                return self._set(field)
        return self._line(field)

    def _prose_field(self, name: str) -> ProseField:
        # Loaded here: forms without prose do not need the editor.
        from ui.editor.field import ProseField

        editor = ProseField(self._desk, self.ref, name)
        self._prose[name] = editor
        return editor

    def _replace_prose(self, name: str, before: Ref) -> None:
        """An editor belongs to one text of one record, so another record gets another."""
        place, editor = self._fields[name], self._prose[name]
        new = self._left_prose.pop((self.ref, name), None) or self._prose_field(name)
        self._prose[name] = new
        new.setAccessibleName(editor.accessibleName())
        layout = place.layout()
        assert layout is not None
        layout.replaceWidget(editor, new)
        place.widget = new
        place.label.setBuddy(new)
        new.show()
        editor.hide()
        if editor.is_stored:
            editor.deleteLater()
        else:
            self._left_prose[before, name] = editor

    def _choice(self, field: Field) -> QWidget:
        assert field.choices is not None
        box = ComboBox(self._desk.theme)
        box.fill([(answer, self._desk.words(answer.label)) for answer in field.choices])
        box.activated.connect(lambda *_: self._choose(field.name, box.currentData()))
        self._writers[field.name] = partial(choose_in, box)
        return box

    def _level(self, field: Field) -> QWidget:
        words = self._desk.words
        box = ComboBox(self._desk.theme)
        levels = ((each, level_word(field.name, each, words)) for each in levels_of(field.name))
        box.fill([(0, words(mark("not said"))), *levels])
        box.activated.connect(lambda *_: self._store(field.name, box.currentData() or None))
        self._writers[field.name] = lambda value: choose_in(box, value or 0)
        return box

    def _set(self, field: Field) -> QWidget:
        assert field.choices is not None
        holder = QWidget()
        row = FlowLayout(holder, across=16)
        boxes = {answer: CheckBox(self._desk.theme, self._desk.words(answer.label)) for answer in field.choices}

        def store() -> None:
            self._store(field.name, frozenset(answer for answer, box in boxes.items() if box.isChecked()))

        def show(value: frozenset[Any]) -> None:
            for answer, box in boxes.items():
                box.setChecked(answer in value)

        for box in boxes.values():
            box.clicked.connect(lambda *_: store())
            row.addWidget(box)
        self._writers[field.name] = show
        return holder

    def _chooser(self, field: Field) -> QWidget:
        box = RecordBox(self._desk, field.kind, alone=False)
        self._desk.theme.dress(box, "body")
        box.textEdited.connect(lambda *_: self._begin(field.name))
        box.chosen.connect(lambda value: self._store(field.name, value))
        box.editingFinished.connect(lambda: self._on_left(field.name))
        self._edits[field.name] = box
        self._writers[field.name] = box.show_value
        return box

    def _line(self, field: Field) -> QWidget:
        edit = LineEdit()
        self._desk.theme.dress(edit, "body")
        edit.textEdited.connect(lambda *_: self._on_typed(field.name))
        edit.editingFinished.connect(lambda: self._on_left(field.name))
        self._edits[field.name] = edit
        self._writers[field.name] = lambda value: self._write(edit, self._shown(field, value))
        if field.shape is Shape.DATE:
            month = Month(edit, self._desk.theme, self._desk.words, lambda: self._desk.today)
            month.picked.connect(lambda day: self._take(field.name, day))
        return edit

    @staticmethod
    def _write(edit: QLineEdit, text: str) -> None:
        edit.setModified(False)
        if edit.text() != text:
            edit.setText(text)
            edit.setCursorPosition(0)
        edit.setToolTip(tip(text) if len(text) > 40 else "")

    @property
    def _currency(self) -> str:
        return self._desk.workspace.settings.get("currency") or "EUR"

    def _shown(self, field: Field, value: Any) -> str:
        words = self._desk.words
        match field.shape:
            case Shape.DATE:
                return words.day(value)
            case Shape.MONEY:
                return words.money(value, self._currency)
            case Shape.NUMBER | Shape.WHOLE:
                return words.number(value)
        return str(value or "")

    def _read(self, name: str, text: str) -> Entry:
        edit = self._edits[name]
        if isinstance(edit, RecordBox):
            return edit.entry() if text == edit.text() else edit.entry_of(text)
        return read_entry(self._desk, field_of(self._record, name), text)

    # -- storing

    def _begin(self, name: str) -> None:
        self._dirty.add(name)
        if name not in self._stays:
            self._stays[name] = Stay(self._desk.workspace, self.ref, name)

    def _on_typed(self, name: str) -> None:
        self._begin(name)
        self._pause.typed()

    def _on_pause(self, typing: bool) -> None:
        """Stores what is typed so far, if it is a value already."""
        self._store_dirty(typing, quietly=True)

    def _on_left(self, name: str) -> None:
        """Enter, or the focus went elsewhere: what was read is shown as it is written here."""
        if name in self._stays:
            self._store_dirty()
            line = self._line_now()
            if name not in self._dirty and line is not None:
                self._writers[name](getattr(line, name))
                del self._stays[name]

    def _store_dirty(self, typing: bool = False, *, quietly: bool = False) -> None:
        for name in sorted(self._dirty):
            if quietly and isinstance(self._edits[name], RecordBox):
                # A few letters are no choice yet.
                continue
            entry = self._read(name, self._edits[name].text())
            if not entry.problem:
                self._store(name, entry.value, typing=typing)
            elif not quietly:
                self._fields[name].set_problem(entry.problem, entry.fix, partial(self._take, name, entry.fixed))
        if not typing:
            self._pause.stop()
            self._desk.workspace.settle()

    # Any: a field's value is whatever its shape holds.
    def _take(self, name: str, value: Any) -> None:
        """Puts a value into a line, as if it had been typed, and stores it."""
        self._writers[name](value)
        self._begin(name)
        self._store_dirty()

    # Any: a field's value is whatever its shape holds.
    def _choose(self, name: str, value: Any) -> None:
        line = self._line_now()
        is_asked = self.asks_first.get(name)
        if line is not None and is_asked is not None and getattr(line, name) != value and is_asked(value):
            # Until that is answered it is what it was.
            self.refresh()
            return
        self._store(name, value)

    # Any: a field's value is whatever its shape holds.
    def _store(self, name: str, value: Any, *, typing: bool = False) -> None:
        line, field = self._line_now(), self._fields[name]
        if line is None:
            return
        if getattr(line, name) != value:
            stay = self._stays.get(name) or Stay(self._desk.workspace, self.ref, name)
            try:
                stay.store(value, by=self, typing=typing)
            except WorkspaceError as fault:
                # What was typed stays as it is, and is tried again; what was chosen goes back.
                if name not in self._edits:
                    self._writers[name](getattr(line, name))
                field.set_problem(self._desk.words.say(fault.sentence))
                self._desk.failed(fault)
                return
        self._dirty.discard(name)
        field.clear_problem()
        if name in self._edits and not typing:
            self._show_stored(name, self._line_now() or line)

    def _show_stored(self, name: str, line: Line) -> None:
        edit = self._edits[name]
        if isinstance(edit, RecordBox) or not edit.hasFocus():
            self._writers[name](getattr(line, name))

    def flush(self) -> None:
        """Stores what is still being typed."""
        self._store_dirty()
        for editor in (*self._prose.values(), *self._left_prose.values()):
            editor.flush()
        for ref in tuple(self._left):
            self._store_left(ref)
        for (ref, name), editor in tuple(self._left_prose.items()):
            if editor.is_stored:
                del self._left_prose[ref, name]
                editor.deleteLater()

    def _store_left(self, ref: Ref) -> None:
        """Tries again to store what is kept for a record that is not shown now."""
        line = self._desk.workspace.find(ref)
        texts = self._left.pop(ref)
        if line is None:
            return
        for name, text in texts.items():
            entry = self._read(name, text)
            try:
                if not entry.problem:
                    Stay(self._desk.workspace, ref, name).store(entry.value, by=self, typing=False)
                    continue
            except WorkspaceError:
                # It was said when the record was left.
                pass
            self._left.setdefault(ref, {})[name] = text

    @property
    def unstored(self) -> Ref | None:
        """A record of which something typed is not in the file."""
        if self._dirty or not all(editor.is_stored for editor in self._prose.values()):
            return self.ref
        return next(iter((*self._left, *(ref for ref, _ in self._left_prose))), None)

    @property
    def is_stored(self) -> bool:
        """Whether everything typed here is in the file, also of records that were shown before."""
        return self.unstored is None

    # -- following

    def holds(self, name: str) -> bool:
        """Whether this form edits a field."""
        return name in self._fields

    def reveal(self, name: str) -> None:
        """Puts the focus into a field."""
        if name in self._fields:
            self._fields[name].widget.setFocus()

    def edit_of(self, name: str) -> QWidget:
        """The widget that edits a field."""
        return self._fields[name].widget

    def _line_now(self) -> Line | None:
        return self._desk.workspace.find(self.ref)

    def _on_changed(self, changes: Changes) -> None:
        if self.ref in changes.touched:
            if changes.source is not self:
                self.refresh()
        elif self._named & changes.kinds:
            # What a field names may be called otherwise now.
            self.refresh()

    def refresh(self, *, everything: bool = False) -> None:
        """Shows what is stored, except in a field that is being typed in."""
        line = self._line_now()
        self.setEnabled(line is not None)
        if line is None:
            self._dirty.clear()
            return
        for name, write in self._writers.items():
            if everything or name not in self._dirty:
                write(getattr(line, name))
                self._stays.pop(name, None)
                self._fields[name].clear_problem()


def heading(desk: Desk, text: str) -> QWidget:
    """A heading above a block of a page."""
    return label(desk.theme, text, "section")
