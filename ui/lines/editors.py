"""The editors that open inside a cell, one for every shape of field."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from enable_desktop.charter.raci import tidy
from enable_desktop.fields import Line, Shape
from enable_desktop.readouts import decimal
from enable_desktop.words import Words, mark
from ui.entry import Entry, read_money, read_number
from ui.inputs import ComboBox
from ui.labels import set_tone
from ui.line_edit import LineEdit

if TYPE_CHECKING:
    from ui.lines.cell_stay import CellStay
    from ui.lines.columns import Column
    from ui.lines.model import LinesModel
    from ui.theme import Theme

_LEVELS: Final = 3


class CellEditor:
    """What the table needs to know of any editor; the widget class stands beside it."""

    finished: SignalInstance
    """Done by itself; 1 goes on to the next cell, 0 stays."""
    typed: SignalInstance
    """It holds something else now, which may be stored while the typing goes on."""
    takes_new_lines: bool = False
    stay: CellStay | None = None
    """What has been stored of it, and the way back."""

    @property
    def is_changed(self) -> bool:
        """Whether it holds anything else than what it was opened with, or stored last."""
        raise NotImplementedError

    def note_stored(self) -> None:
        """What it holds now is in the file."""
        raise NotImplementedError

    def entry(self) -> Entry:
        """What it holds, or why that is no value."""
        raise NotImplementedError

    def wanted_size(self, room: QSize) -> QSize:
        """How large it would be, given the cell's room."""
        return room

    def put(self, value: object) -> None:
        """Takes a suggested value in place of what was typed."""


class LineEditor(LineEdit, CellEditor):
    """One line, read by a function."""

    finished = Signal(int)
    typed = Signal()

    def __init__(self, parent: QWidget, text: str, read: Callable[[str], Entry]) -> None:
        super().__init__(parent)
        self._read = read
        self._kept = text
        self.setText(text)
        self.selectAll()
        self.textEdited.connect(self._on_edited)

    @property
    def is_changed(self) -> bool:
        return self.text() != self._kept

    def note_stored(self) -> None:
        self._kept = self.text()

    def entry(self) -> Entry:
        return self._read(self.text())

    def put(self, value: object) -> None:
        self.setText(str(value))

    def _on_edited(self) -> None:
        set_tone(self, "problem", None)
        self.typed.emit()

    def wanted_size(self, room: QSize) -> QSize:
        return QSize(max(room.width(), 96), room.height())


class TextEditor(QPlainTextEdit, CellEditor):
    """Several lines; Enter keeps them, Shift+Enter begins another where the field may have one."""

    finished = Signal(int)
    typed = Signal()

    def __init__(self, parent: QWidget, text: str, *, lines: bool) -> None:
        super().__init__(parent)
        self._kept = text
        self.takes_new_lines = lines
        self.setPlainText(text)
        self.selectAll()
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._on_edited)

    @property
    def is_changed(self) -> bool:
        return self._now() != self._kept

    def note_stored(self) -> None:
        self._kept = self._now()

    def put(self, value: object) -> None:
        self.setPlainText(str(value))

    def _on_edited(self) -> None:
        set_tone(self, "problem", None)
        self.typed.emit()

    def _now(self) -> str:
        raw = self.document().toRawText()
        return raw.replace("\u2029", "\n").replace("\u2028", "\n")

    def entry(self) -> Entry:
        text = self._now()
        return Entry(value=text if self.takes_new_lines else " ".join(text.split()))

    def wanted_size(self, room: QSize) -> QSize:
        return QSize(room.width(), max(room.height(), 3 * self.fontMetrics().lineSpacing() + 18))


class ChoiceEditor(ComboBox, CellEditor):
    """One of a few, opened at once."""

    finished = Signal(int)
    typed = Signal()

    def __init__(self, theme: Theme, parent: QWidget, entries: list[tuple[object, str]], chosen: object) -> None:
        super().__init__(theme, parent)
        self._kept = chosen
        self.fill(entries, chosen)
        self.currentIndexChanged.connect(self.typed)
        self.activated.connect(self._on_activated)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.showPopup)
        self._timer.start(0)

    @property
    def is_changed(self) -> bool:
        return bool(self.currentData() != self._kept)

    def note_stored(self) -> None:
        self._kept = self.currentData()

    def entry(self) -> Entry:
        return Entry(value=self.currentData())

    def _on_activated(self) -> None:
        self.finished.emit(0)

    def wanted_size(self, room: QSize) -> QSize:
        return QSize(max(room.width(), QComboBox.sizeHint(self).width()), room.height())


class LevelEditor(QWidget, CellEditor):
    """Low, medium or high: 1 to 3, arrow keys, or a click; 0 takes it back."""

    finished = Signal(int)
    typed = Signal()

    def __init__(self, theme: Theme, parent: QWidget, value: int) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kept = self._value = value
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def is_changed(self) -> bool:
        return self._value != self._kept

    def note_stored(self) -> None:
        self._kept = self._value

    def entry(self) -> Entry:
        return Entry(value=self._value or None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
        if event.text() and event.text() in "0123":
            self._set(int(event.text()))
        elif Qt.Key(event.key()) in steps:
            self._set(min(_LEVELS, max(0, self._value + steps[Qt.Key(event.key())])))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = int((event.position().x() - self._left()) // self._side())
        if 0 <= place < _LEVELS:
            self._set(place + 1)

    def _set(self, value: int) -> None:
        self._value = value
        self.update()
        self.typed.emit()

    def _side(self) -> int:
        return self._theme.px(14)

    def _left(self) -> int:
        return 9

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, side = self._theme, self._side()
        painter.setBrush(theme.color("bg.surface"))
        painter.setPen(QPen(theme.color("focus.ring" if self.hasFocus() else "line.strong"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        top = (self.height() - side) / 2
        for place in range(_LEVELS):
            on = place < self._value
            painter.setPen(QPen(theme.color("text.primary" if on else "line.strong"), 1))
            painter.setBrush(theme.color("text.primary") if on else Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self._left() + place * side + 0.5, top + 1.5, side - 3, side - 3))
        painter.end()

    def wanted_size(self, room: QSize) -> QSize:
        return QSize(self._left() * 2 + _LEVELS * self._side(), room.height())


def editor_for(model: LinesModel, column: Column, line: Line | None, parent: QWidget, *, is_second: bool) -> QWidget:
    """The editor of a cell, holding its value."""
    words, theme, field = model.words, model.desk.theme, column.field
    value = column.value(line) if line is not None else None
    match field.shape:
        case Shape.NUMBER:
            return _number(LineEditor(parent, words.number(_real(value)), lambda text: read_number(text, words)))
        case Shape.WHOLE:
            text = words.number(_real(value))
            return _number(LineEditor(parent, text, lambda typed: read_number(typed, words, whole=True)))
        case Shape.MONEY:
            money = money_text(value, model.currency, words)
            return _number(LineEditor(parent, money, lambda text: read_money(text, model.currency, words)))
        case Shape.DATE:
            from ui.lines.dates import DateEditor

            return DateEditor(model.desk, parent, value)
        case Shape.LEVEL:
            return LevelEditor(theme, parent, value if isinstance(value, int) else 0)
        case Shape.CHOICE:
            assert field.choices is not None
            entries: list[tuple[object, str]] = [(choice, words(choice.label)) for choice in field.choices]
            return ChoiceEditor(theme, parent, entries, value)
        case Shape.RECORD:
            from ui.lines.chooser import RecordEditor

            return RecordEditor(model.desk, field.kind, parent, value if isinstance(value, int) else None)
    if column.key:
        return LineEditor(parent, str(value or ""), lambda text: _letters(text, words))
    if is_second or field.shape is Shape.PROSE:
        return TextEditor(parent, str(value or ""), lines=field.shape is Shape.PROSE)
    return LineEditor(parent, str(value or ""), lambda text: Entry(value=" ".join(text.split())))


def _number(editor: LineEditor) -> LineEditor:
    editor.setAlignment(Qt.AlignmentFlag.AlignRight)
    return editor


def _real(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def money_text(value: object, currency: str, words: Words) -> str:
    """An amount as it is edited: without a sign, decimals only where there are any."""
    if not isinstance(value, int):
        return ""
    return words.number(float(decimal(value, currency)))


def _letters(text: str, words: Words) -> Entry:
    kept = tidy(text)
    if kept is None:
        return Entry(problem=words(mark("Only R, A, C and I stand here.")))
    return Entry(value=kept)
