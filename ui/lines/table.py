"""A table of lines with everything around it: adding, the library, what is missing, and the card of a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPersistentModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from enable_desktop.charter.completeness import findings_in
from enable_desktop.charter.findings import Finding
from enable_desktop.charter.lines import Obstacle
from enable_desktop.charter.sections import Rows, section_of
from enable_desktop.fields import Choice, Line, Shape
from enable_desktop.links import Ref
from enable_desktop.measures import Reading
from enable_desktop.words import mark
from ui.buttons import button
from ui.commands import Command, Group, shown_shortcut
from ui.entry import Entry
from ui.labels import ElidedLabel, keycap, label, set_tone
from ui.lines.card import LineCard, has_card
from ui.lines.delegate import MARGIN
from ui.lines.editors import CellEditor
from ui.lines.library import LibraryPicker, add_entries, entries_of, title_of
from ui.lines.model import LinesModel
from ui.lines.problem_line import ProblemLine
from ui.lines.view import LinesView
from ui.record_flow import FlowLayout

if TYPE_CHECKING:
    from enable_desktop.changes import Changes
    from ui.desk import Desk

_TALLEST: Final = 12_000
_SCROLLING: Final = 560
_LOOKED_AT: Final = 2_000
_LOOK_MS: Final = 120


class LinesTable(QWidget):
    """Every line of one kind, edited in place; as high as its rows, up to a limit."""

    selected = Signal(object)
    """The `Ref` of the current row, or None."""

    def __init__(self, desk: Desk, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.rows = rows
        self.model = LinesModel(desk, rows, self)
        self.view = LinesView(desk.theme, self.model, self)
        self.problem = ProblemLine(desk.theme, self.view.viewport())
        self.card: LineCard | None = None
        self._findings: dict[int, list[Finding]] = {}
        self._refused: dict[CellEditor, tuple[QPersistentModelIndex, Entry]] = {}
        self._last_ref: Ref | None = None
        self._is_stale = True
        section = section_of(rows.record.kind)
        self._section = section.key if section is not None else ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._empty = self._make_empty()
        self._column.addWidget(self._empty)
        self._column.addWidget(self.view)
        self._foot = self._make_foot()
        self._column.addWidget(self._foot)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.view)
        self._look_timer = QTimer(self)
        self._look_timer.setSingleShot(True)
        self._look_timer.setInterval(_LOOK_MS)
        self._look_timer.timeout.connect(self.look)
        self.view.line_wanted.connect(self.add_line)
        self.view.card_wanted.connect(self.toggle_card)
        self.view.moved.connect(self._on_moved)
        self.view.height_changed.connect(self._on_height_changed)
        self.view.cells.refused.connect(self._on_refused)
        self.view.cells.accepted.connect(self._on_accepted)
        self.view.verticalScrollBar().valueChanged.connect(self._place_problem)
        desk.changed.connect(self._on_changed)
        self._on_height_changed()

    # Parts -------------------------------------------------------------------------------------

    def _make_empty(self) -> QWidget:
        words = self.desk.words
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(MARGIN, 12, MARGIN, 4)
        text = words(mark("{heading}: nothing here yet."), heading=words(self.rows.heading))
        row.addWidget(label(self.desk.theme, text, "body", tone="secondary"))
        return made

    def _make_foot(self) -> QWidget:
        words, theme = self.desk.words, self.desk.theme
        made = QWidget()
        # What does not fit beside goes below: a narrow pane and long words must not widen the section.
        row = FlowLayout(made, across=theme.px(8))
        row.setContentsMargins(MARGIN, 12, MARGIN, 12)
        self.add_button = button(theme, words(self.rows.add), self.add_line, icon="plus", small=True)
        row.addWidget(self.add_button)
        self._hint = self._make_hint()
        row.addWidget(self._hint)
        if self.rows.library:
            self.library_button = button(
                theme, words(mark("From the library")), self.open_library, look="quiet", small=True
            )
            row.addWidget(self.library_button)
        if self.rows.record is Obstacle:
            text = words(mark("Sort by likelihood × impact"))
            row.addWidget(button(theme, text, self.sort_by_weight, look="quiet", small=True))
        self._card_button = button(theme, words(mark("All fields")), self.toggle_card, look="quiet", small=True)
        self._card_button.setToolTip(f"{words(mark('All fields of the row'))}  {shown_shortcut('Alt+Return')}")
        row.addWidget(self._card_button)
        made.setEnabled(not self.desk.workspace.is_readonly)
        return made

    def _make_hint(self) -> QWidget:
        words, theme = self.desk.words, self.desk.theme
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(theme.px(4), 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(label(theme, words(mark("or press")), "small", tone="tertiary"))
        row.addWidget(keycap(theme, shown_shortcut("Ctrl+Return")))
        row.addWidget(ElidedLabel(theme, words(mark("in the last row")), "small", tone="tertiary"))
        return made

    # What the page asks --------------------------------------------------------------------------

    def selected_ref(self) -> Ref | None:
        """The record of the current row."""
        return self.model.ref_at(self.view.currentIndex().row())

    def reveal(self, ref: Ref, field: str = "") -> bool:
        """Makes a line current, and opens a field of it; false where it is not here."""
        row = self.model.row_of(ref.id) if ref.kind == self.rows.record.kind else -1
        if row < 0:
            return False
        column = self.model.column_of(field) if field else 0
        within = self.view.is_within_reach(column)
        self.view.go_to(row, column if within else 0)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.view.scrollTo(self.view.currentIndex())
        if field and within:
            self.view.open_editor(self.view.currentIndex())
        elif field:
            self.show_card(field)
        return True

    def add_line(self) -> None:
        """Begins a row at the end."""
        if self.desk.workspace.is_readonly:
            return
        self._show_parts(has_rows=True)
        row = self.model.begin_line()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.view.go_to(row)
        self.view.open_editor(self.view.currentIndex())

    def flush(self) -> None:
        """Stores what is being typed."""
        for editor in self._editors():
            self.view.cells.commitData.emit(editor)
        if self.card is not None:
            self.card.flush()

    @property
    def is_stored(self) -> bool:
        """Whether everything typed in cells and on the card is in the file."""
        return not any(editor.is_changed for editor in self._editors()) and (self.card is None or self.card.is_stored)

    def show_unstored(self) -> None:
        """Leads to the cell, or to the field of a card, whose words could not be stored."""
        changed: list[QWidget] = [each for each in self._editors() if each.is_changed and isinstance(each, QWidget)]
        if changed:
            editor = changed[0]
            self.view.setCurrentIndex(self.view.indexAt(editor.geometry().center()))
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.card is not None and self.card.form is not None and self.card.form.unstored is not None:
            self.view.go_to(self.model.row_of(self.card.form.unstored.id))
            self.show_card()

    @property
    def open_editor(self) -> QWidget | None:
        """The editor that is open in a cell; of several that could not be stored the one with the focus."""
        found: list[QWidget] = [editor for editor in self._editors() if isinstance(editor, QWidget)]
        return next((editor for editor in found if editor.hasFocus()), found[0] if found else None)

    def _editors(self) -> list[CellEditor]:
        inside = self.view.viewport().findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return [child for child in inside if isinstance(child, CellEditor) and not child.isHidden()]

    def commands(self) -> list[Command]:
        """What can be done with this table, for menus and quick find."""
        kind = self.rows.record.kind
        found = [Command(id=f"{kind}.add", text=self.rows.add, run=self.add_line, group=Group.EDIT, icon="plus")]
        if self.rows.library:
            text = mark("Add from the library")
            found.append(Command(id=f"{kind}.library", text=text, run=self.open_library, group=Group.EDIT))
        if self.rows.record is Obstacle:
            text = mark("Sort obstacles by likelihood × impact")
            found.append(Command(id=f"{kind}.sort", text=text, run=self.sort_by_weight, group=Group.EDIT))
        return found

    # Library, order, card ------------------------------------------------------------------------

    def open_library(self) -> None:
        """Offers the entries of the library that are not in the table yet."""
        have = {line.title_text.casefold() for line in self.model.lines}
        entries = [
            entry for entry in entries_of(self.desk, self.rows.library) if title_of(entry).casefold() not in have
        ]
        name = self.desk.words(mark("Library: {heading}"), heading=self.desk.words(self.rows.heading))
        self.picker = LibraryPicker(self.desk, name, entries, self.add_from_library, self)
        corner = self.add_button.mapToGlobal(QPoint(0, self.add_button.height() + 4))
        screen = self.screen().availableGeometry()
        corner.setY(max(screen.top(), min(corner.y(), screen.bottom() - self.picker.height())))
        corner.setX(max(screen.left(), min(corner.x(), screen.right() - self.picker.width())))
        self.picker.move(corner)
        self.picker.show()
        self.picker.edit.setFocus()

    def add_from_library(self, entries: Sequence[Mapping[str, object]]) -> None:
        """Adds entries in one step; the last one becomes current."""
        made = add_entries(self.desk, self.rows.record, entries, self.model)
        if made:
            self.view.go_to(self.model.row_of(made[-1]))
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def sort_by_weight(self) -> None:
        """The heaviest obstacle first; those of equal weight stay as they are."""
        obstacles = [line for line in self.model.lines if isinstance(line, Obstacle)]
        order = sorted(obstacles, key=lambda line: -line.weight)
        self._arrange([line.id for line in order], mark("Sort obstacles by likelihood × impact"))

    def sort_by(self, column: int) -> None:
        """Orders the lines by what stands in a column, empty ones last; values are compared, not texts."""
        model, chosen = self.model, self.model.columns[column]

        def key(line: Line) -> tuple[int, object]:
            value = chosen.value(line)
            if value is None or value == "":
                return 1, ""
            if isinstance(value, Choice):
                return 0, list(type(value)).index(value)
            if chosen.field.shape in (Shape.NUMBER, Shape.WHOLE, Shape.MONEY, Shape.LEVEL, Shape.DATE, Shape.FLAG):
                return 0, value
            return 0, model.texts.shown(chosen, line).casefold()

        order = sorted(model.lines, key=key)
        self._arrange([line.id for line in order], mark("Sort rows"))

    def _arrange(self, order: list[int], step: str) -> None:
        ref = self.selected_ref()
        self.model.arrange(order, step)
        if ref is not None:
            self.view.go_to(self.model.row_of(ref.id), self.view.currentIndex().column())
        self.desk.toast(self.desk.words(mark("Rows sorted")), undo=True)

    def toggle_card(self) -> None:
        """Alt+Enter: shows all fields of the row under the table, or hides them."""
        if self.card is not None and self.card.isVisible():
            self.card.hide()
            self.view.setFocus()
        else:
            self.show_card()

    def show_card(self, field: str = "") -> None:
        """Shows all fields of the current row, with the cursor in one of them."""
        if self.selected_ref() is None or not has_card(self.rows.record):
            return
        if self.card is None:
            self.card = LineCard(self.desk, self.rows.record)
            self.card.closed.connect(self._on_card_closed)
            self._column.addWidget(self.card)
        self._show_on_card()
        self.card.show()
        self._on_height_changed()
        if field:
            self.card.reveal(field)

    def _on_card_closed(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_on_card(self) -> None:
        ref = self.selected_ref()
        if self.card is not None:
            if ref is not None:
                self.card.show_ref(ref)
            else:
                self.card.hide()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        words = self.desk.words
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = self.view.currentIndex().row()
        menu.addAction(words(self.rows.add), self.add_line)
        if row >= 0 and not self.desk.workspace.is_readonly:
            menu.addAction(words(mark("All fields of the row")), self.show_card)
            menu.addAction(words(mark("Remove row")), self.view.remove_current)
        sort = menu.addMenu(words(mark("Sort by")))
        for place, column in enumerate(self.model.columns):
            if not column.key:
                sort.addAction(words(column.label), partial(self.sort_by, place))
        menu.popup(event.globalPos())

    # What is missing -----------------------------------------------------------------------------

    def look(self) -> None:
        """Works out again what is missing in the rows."""
        self._is_stale = False
        found: dict[int, list[Finding]] = {}
        if self._section and len(self.model.lines) <= _LOOKED_AT:
            charter = self.desk.workspace.charter.content()
            for finding in findings_in(self._section, charter, self.desk.today):
                if finding.ref is not None and finding.ref.kind == self.rows.record.kind:
                    found.setdefault(finding.ref.id, []).append(finding)
        if found != self._findings:
            self._findings = found
            self.view.wanting = {
                id_: {finding.field for finding in these if finding.blocks} for id_, these in found.items()
            }
            self.view.viewport().update()
        self._show_problem()

    def _show_problem(self) -> None:
        refused = self._refused_here()
        if refused is not None:
            entry = refused[1]
            self.problem.say(entry.problem, entry.fix, self._mend, aloud=True)
        else:
            ref = self.selected_ref()
            found = self._findings.get(ref.id, []) if ref is not None else []
            self.problem.say(self.desk.words.say(found[0].sentence) + "." if found else "")
        self.view.make_room(0 if self.problem.isHidden() else self.desk.theme.px(26))
        self._place_problem()

    def _place_problem(self) -> None:
        row = self.view.currentIndex().row()
        if row >= 0 and not self.problem.isHidden():
            self.problem.setGeometry(self.view.places.problem_rect(row))
            self.problem.raise_()

    def _refused_here(self) -> tuple[CellEditor, Entry] | None:
        """The editor in the current row whose words are no value or could not be stored."""
        still_open = self._editors()
        self._refused = {editor: told for editor, told in self._refused.items() if editor in still_open}
        row = self.view.currentIndex().row()
        return next(((editor, told[1]) for editor, told in self._refused.items() if told[0].row() == row), None)

    def _on_refused(self, index: QPersistentModelIndex, entry: Entry, editor: QWidget) -> None:
        assert isinstance(editor, CellEditor)
        self._refused[editor] = (index, entry)
        set_tone(editor, "problem", "true")
        self._show_problem()

    def _on_accepted(self, editor: CellEditor) -> None:
        self._refused.pop(editor, None)
        self._show_problem()

    def _mend(self) -> None:
        """Takes the fix that was offered."""
        refused = self._refused_here()
        if refused is None:
            return
        editor, entry = refused
        editor.put(entry.fixed)
        self.view.cells.finish(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # Following -----------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        if not changes.kinds & {self.rows.record.kind, Reading.kind}:
            return
        if self.isVisible():
            self._look_timer.start()
        else:
            self._is_stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.look()

    def _on_moved(self) -> None:
        ref = self.selected_ref()
        self._show_problem()
        if ref != self._last_ref:
            self._last_ref = ref
            self._show_on_card()
            self.selected.emit(ref)

    def _on_height_changed(self) -> None:
        has_rows = self.model.rowCount() > 0
        self._show_parts(has_rows=has_rows)
        natural = self.view.natural_height()
        height = natural if natural <= _TALLEST else self.desk.theme.px(_SCROLLING)
        policy = Qt.ScrollBarPolicy
        self.view.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if natural <= _TALLEST else policy.ScrollBarAsNeeded
        )
        if self.view.height() != height:
            self.view.setFixedHeight(height)
        self._place_problem()

    def _show_parts(self, *, has_rows: bool) -> None:
        self._empty.setVisible(not has_rows)
        self.view.setVisible(has_rows)
        self._card_button.setVisible(has_rows and has_card(self.rows.record))
        narrow = self.width() < self.desk.theme.px(620)
        self._hint.setVisible(has_rows and not narrow and not self.rows.library)
