"""The lines of one kind as a table; follows the workspace row by row, so that selection and focus stay."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from enable_desktop.charter.raci import tidy
from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import Choice, Field, Line, Shape, field_of, fields_of
from enable_desktop.links import Ref
from enable_desktop.notes import ListEntry
from enable_desktop.readouts import Reader, title_of
from enable_desktop.words import Sentence, Words, mark
from ui.lines.cell_stay import CellStay
from ui.lines.cells import CellTexts
from ui.lines.columns import GROUPED, Column, columns_of
from ui.tips import tip

if TYPE_CHECKING:
    from enable_desktop.changes import Changes
    from enable_desktop.charter.sections import Rows
    from ui.desk import Desk

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE: Final = int(Qt.ItemDataRole.UserRole)
COLUMN_ROLE: Final = LINE_ROLE + 1

_AT_ONCE: Final = 200
_CENTRE: Final = int(Qt.AlignmentFlag.AlignCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class LinesModel(QAbstractTableModel):
    """One row a line; a row that is being begun stands last and is stored with its first words."""

    def __init__(self, desk: Desk, rows: Rows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.rows = rows
        self.record = rows.record
        self.draft: Line | None = None
        self._lines: list[Line] = []
        self._titles: dict[Ref, str] = {}
        self._adopting = False
        self._named = frozenset(field.kind for field in fields_of(rows.record) if field.shape is Shape.RECORD)
        self._group = field_of(rows.record, GROUPED[rows.record.kind]) if rows.record.kind in GROUPED else None
        workspace = desk.workspace
        self._reader = Reader(desk.words, workspace.settings.get("currency") or "EUR", self.title_of)
        self.texts = CellTexts(self._reader, desk.today)
        self.columns = self._columns()
        self.reload()
        desk.changed.connect(self._on_changed)

    # What there is ---------------------------------------------------------------------------

    @property
    def words(self) -> Words:
        return self.desk.words

    @property
    def currency(self) -> str:
        return self._reader.currency

    @property
    def lines(self) -> Sequence[Line]:
        """The stored lines in the order shown."""
        return self._lines

    @property
    def second(self) -> int:
        """The place of the column that is shown as the second line, -1 without one."""
        return len(self.columns) - 1 if self.rows.second_line else -1

    def line_at(self, row: int) -> Line | None:
        if 0 <= row < len(self._lines):
            return self._lines[row]
        return self.draft if row == len(self._lines) else None

    def ref_at(self, row: int) -> Ref | None:
        """The record of a row; the row being begun has none yet."""
        return Ref(self.record.kind, self._lines[row].id) if 0 <= row < len(self._lines) else None

    def row_of(self, id_: int) -> int:
        """The row of a line, -1 where it is not shown."""
        return next((row for row, line in enumerate(self._lines) if line.id == id_), -1)

    def column_of(self, name: str) -> int:
        """The place of a field's (first) column, -1 where it has none."""
        return next((place for place, column in enumerate(self.columns) if column.field.name == name), -1)

    def title_of(self, ref: Ref) -> str:
        """What another record is called."""
        found = self._titles.get(ref)
        if found is None:
            line = self.desk.workspace.find(ref)
            found = title_of(line, self.title_of, self.words) if line is not None else ""
            self._titles[ref] = found
        return found

    def group_of(self, row: int) -> Choice | None:
        """What the row's group is called, where rows are grouped."""
        line = self.line_at(row)
        if self._group is None or line is None:
            return None
        found: Choice = getattr(line, self._group.name)
        return found

    def begins_group(self, row: int) -> bool:
        return self._group is not None and (row == 0 or self.group_of(row) is not self.group_of(row - 1))

    def count_in_group(self, row: int) -> int:
        group = self.group_of(row)
        return sum(1 for place in range(len(self._lines)) if self.group_of(place) is group)

    # Qt's model --------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines) + (self.draft is not None)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        shown = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return shown if self.desk.workspace.is_readonly else shown | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        line = self.line_at(index.row()) if index.isValid() else None
        if line is None:
            return None
        column = self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.texts.shown(column, line)
            case Qt.ItemDataRole.EditRole:
                return column.value(line)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.texts.spoken(column, line, index.row(), self.rowCount())
            case Qt.ItemDataRole.ToolTipRole:
                text = self.texts.shown(column, line)
                return tip(text) if len(text) > 20 else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return _align(column)
            case _ if role == LINE_ROLE:
                return line
            case _ if role == COLUMN_ROLE:
                return column
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.label if column.key else self.words(column.label)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                hint = self.words(column.field.hint) if column.field.hint else ""
                return column.tip or hint or self.words(column.label)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _align(column)
        return None

    # Any: a cell's value is whatever its field's shape holds.
    def setData(self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        line = self.line_at(index.row()) if index.isValid() else None
        if line is None or role != Qt.ItemDataRole.EditRole:
            return False
        return self.store(line, self.columns[index.column()], value) is None

    # Changing ----------------------------------------------------------------------------------

    # Any: a cell's value is whatever its field's shape holds.
    def store(
        self, line: Line, column: Column, value: Any, stay: CellStay | None = None, *, typing: bool = False
    ) -> Sentence | None:
        """Keeps one value, of a cell that is open (`stay`) or not; gives what the world has against it."""
        field = column.field
        if column.key:
            value = _with_key(getattr(line, field.name), column.key, str(value))
        try:
            if getattr(line, field.name) != value or line is self.draft:
                (stay or CellStay(self, line, field)).store(value, typing=typing)
        except WorkspaceError as fault:
            self.desk.failed(fault)
            return fault.sentence
        return None

    # Any: a field's value is whatever its shape holds.
    def adopt(self, field: Field, value: Any, *, typing: bool) -> int:
        """Stores the row that was begun with its first value; gives its id. Raises WorkspaceError."""
        assert self.draft is not None
        line = replace(self.draft, **{field.name: value})
        self._adopting = True
        try:
            return self.desk.workspace.begin(line, field.name, by=self, typing=typing)
        finally:
            self._adopting = False

    def go_back(self, stay: CellStay) -> None:
        """Puts back what stood in a cell when it was opened."""
        try:
            stay.go_back()
        except WorkspaceError as fault:
            self.desk.failed(fault)

    def begin_line(self) -> int:
        """Shows an empty row at the end, which is stored with its first words; returns its row."""
        if self.draft is None:
            row = len(self._lines)
            self.beginInsertRows(QModelIndex(), row, row)
            self.draft = self._empty()
            self.endInsertRows()
        return len(self._lines)

    def _empty(self) -> Line:
        last = self._lines[-1] if self._lines else None
        if self._group is not None and last is not None:
            return self.record(**{self._group.name: getattr(last, self._group.name)})
        return self.record()

    def drop_draft(self) -> None:
        """Takes the row that was begun away again."""
        if self.draft is not None:
            row = len(self._lines)
            self.beginRemoveRows(QModelIndex(), row, row)
            self.draft = None
            self.endRemoveRows()

    def remove(self, row: int) -> None:
        """Takes a line out, with a way back."""
        ref = self.ref_at(row)
        if ref is None:
            self.drop_draft()
            return
        line = self._lines[row]
        title = title_of(line, self.title_of, self.words)
        try:
            self.desk.workspace.remove(ref, by=self)
        except WorkspaceError as fault:
            self.desk.failed(fault)
            return
        if title:
            self.desk.toast(self.words(mark("“{title}” removed"), title=title[:60]), undo=True)
        else:
            self.desk.toast(self.words(mark("Row removed")), undo=True)

    def shift(self, row: int, step: int) -> int:
        """Moves a line one place up (-1) or down (1) within its group; returns its row."""
        other = row + step
        ref, beside = self.ref_at(row), self.ref_at(other)
        if ref is None or beside is None or self.group_of(row) is not self.group_of(other):
            return row
        order = [line.id for line in sorted(self._lines, key=_by_position) if line.id != ref.id]
        place = order.index(beside.id) + (1 if step > 0 else 0)
        try:
            self.desk.workspace.move(ref, place, by=self)
        except WorkspaceError as fault:
            self.desk.failed(fault)
        return self.row_of(ref.id)

    def arrange(self, wanted: Sequence[int], label: str) -> None:
        """Puts all lines (ids) into a new order, as one step."""
        if list(wanted) == [line.id for line in sorted(self._lines, key=_by_position)]:
            return
        try:
            with self.desk.workspace.step(label, by=self):
                for place, id_ in enumerate(wanted):
                    self.desk.workspace.move(Ref(self.record.kind, id_), place, by=self)
        except WorkspaceError as fault:
            self.desk.failed(fault)

    # Following the workspace ---------------------------------------------------------------------

    def reload(self) -> None:
        """Reads everything again."""
        self.beginResetModel()
        self._titles.clear()
        self.columns = self._columns()
        self._lines = sorted(self.desk.workspace.all(self.record), key=self._key)
        self.endResetModel()

    def _columns(self) -> tuple[Column, ...]:
        uses_departments = any(field.shape is Shape.MAP for field in fields_of(self.record))
        entries = self.desk.workspace.all(ListEntry) if uses_departments else ()
        return columns_of(self.rows, [entry for entry in entries if entry.list == "departments"])

    def _key(self, line: Line) -> tuple[int, int, int]:
        group = 0
        if self._group is not None and self._group.choices is not None:
            group = list(self._group.choices).index(getattr(line, self._group.name))
        return group, line.position, line.id

    def _on_changed(self, changes: Changes) -> None:
        touched = [ref for ref in changes.touched if ref.kind == self.record.kind]
        currency = self.desk.workspace.settings.get("currency") or "EUR"
        if currency != self._reader.currency:
            self._reader = Reader(self.desk.words, currency, self.title_of)
            self.texts = CellTexts(self._reader, self.desk.today)
            self.reload()
            return
        departments = ListEntry.kind in changes.kinds and any(column.key for column in self.columns)
        if departments or len(touched) > _AT_ONCE:
            self.reload()
            return
        for ref in touched:
            line = self.desk.workspace.get(self.record, ref.id)
            self._follow(ref.id, line)
        if changes.kinds & self._named and self._lines:
            self._titles.clear()
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, len(self.columns) - 1))

    def _follow(self, id_: int, line: Line | None) -> None:
        row = self.row_of(id_)
        if line is None:
            if row >= 0:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._lines[row]
                self.endRemoveRows()
            return
        if row < 0:
            self._insert(line)
            return
        place = bisect_left([*self._lines[:row], *self._lines[row + 1 :]], self._key(line), key=self._key)
        if place != row:
            # Qt counts the place before the row is taken out.
            self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), place if place < row else place + 1)
            del self._lines[row]
            self._lines.insert(place, line)
            self.endMoveRows()
        self._lines[place] = line
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))

    def _insert(self, line: Line) -> None:
        place, end = bisect_left(self._lines, self._key(line), key=self._key), len(self._lines)
        if not (self._adopting and self.draft is not None):
            self.beginInsertRows(QModelIndex(), place, place)
            self._lines.insert(place, line)
            self.endInsertRows()
            return
        # The row that was begun becomes this line, so that the cursor stays in it.
        if place != end:
            self.beginMoveRows(QModelIndex(), end, end, QModelIndex(), place)
        self.draft = None
        self._lines.insert(place, line)
        if place != end:
            self.endMoveRows()
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))


def _align(column: Column) -> int | None:
    return _CENTRE if column.key else _RIGHT if column.is_right else None


def _by_position(line: Line) -> tuple[int, int]:
    return line.position, line.id


def _with_key(texts: object, key: str, cell: str) -> dict[str, str]:
    """A copy of texts by key with one of them another; letters are put in their order."""
    kept = dict(texts) if isinstance(texts, dict) else {}
    plain = tidy(cell)
    text = cell.strip() if plain is None else plain
    if text:
        kept[key] = text
    else:
        kept.pop(key, None)
    return kept
