"""The work area: one section as a column of blocks that is scrolled as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, cast, runtime_checkable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from enable_desktop.charter.lines import Prose
from enable_desktop.charter.sections import BY_KEY, Rows, Section
from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref, without_chips
from enable_desktop.words import mark
from ui.charter.beginnings import Beginnings, offered
from ui.charter.blocks import special_blocks
from ui.commands import shown_shortcut
from ui.editor.field import ProseField
from ui.labels import label
from ui.lines.table import LinesTable
from ui.record_form import RecordForm
from ui.scrolling import scroll_down_only

if TYPE_CHECKING:
    from enable_desktop.changes import Changes
    from ui.desk import Desk

_INSET: Final = (32, 0, 24, 0)
_GUIDANCE_KEY: Final = "Ctrl+1"
"""Shows the guidance, also where the side pane is closed."""


class Block(Protocol):
    """A part of a section that stores what is typed in it."""

    def flush(self) -> None: ...


@runtime_checkable
class Keeper(Block, Protocol):
    """One that keeps on the screen what could not be stored."""

    @property
    def is_stored(self) -> bool: ...


class SectionView(QScrollArea):
    """One section: its title, its text, its forms and tables."""

    selected = Signal(object)
    """The line (a Ref) that evidence is linked to, or None for the section itself."""

    prose_focused = Signal(object)
    """The prose field that the toolbar serves now."""

    def __init__(self, desk: Desk, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.section: Section = BY_KEY[key]
        self._blocks: list[Block] = []
        self.tables: list[LinesTable] = []
        self.prose: list[ProseField] = []
        scroll_down_only(self)
        self.setAccessibleName(desk.words(self.section.title))
        self._inside = QWidget()
        self._inside.setProperty("pane", "surface")
        self.setWidget(self._inside)
        self._column = QVBoxLayout(self._inside)
        # Tables run from edge to edge and keep their own distance; everything else is set in.
        self._column.setContentsMargins(0, 16, 0, 32)
        self._column.setSpacing(12)
        self._title_row()
        self._build()
        self._column.addStretch(1)
        desk.changed.connect(self._on_changed)
        self._show_amount()

    def _title_row(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(*_INSET)
        row.addWidget(label(self._desk.theme, self._desk.words(self.section.title), "heading"))
        row.addStretch(1)
        self._amount = label(self._desk.theme, "", "small", tone="tertiary")
        row.addWidget(self._amount)
        self._column.addLayout(row)

    def _build(self) -> None:
        special = special_blocks(self._desk, self.section.key, self._inside)
        if self.section.has_prose:
            self._add_prose()
        for block in special.above:
            self._add_block(block)
        for table in self.section.tables:
            self._add_table(table, alone=len(self.section.tables) == 1)
        for block in special.below:
            self._add_block(block)

    def section_ref(self) -> Ref:
        """The record that stands for the section itself."""
        if self.section.key == "business_case":
            return Ref("business_case", 1)
        found = self._desk.workspace.where(Prose, "key", self.section.key)
        return Ref(Prose.kind, found[0].id)

    def _add_prose(self) -> None:
        words = self._desk.words
        field = ProseField(
            self._desk,
            self.section_ref(),
            "text",
            placeholder=words(mark("Write here, or see Guidance ({key})."), key=shown_shortcut(_GUIDANCE_KEY)),
            parent=self._inside,
        )
        field.setAccessibleName(words(self.section.title))
        self._take_prose(field)
        self._set_in(field)
        self._blocks.append(field)
        texts = offered(self._desk, self.section.key)
        if texts:
            self._set_in(Beginnings(self._desk, field, texts))

    def _take_prose(self, field: ProseField) -> None:
        field.focused.connect(lambda: self._on_prose_focused(field))
        self.prose.append(field)

    def _on_prose_focused(self, field: ProseField) -> None:
        self.prose_focused.emit(field)
        self.selected.emit(None)

    def _add_block(self, block: QWidget) -> None:
        self._set_in(block)
        if hasattr(block, "flush"):
            self._blocks.append(cast(Block, block))
        for field in block.findChildren(ProseField):
            self._take_prose(field)

    def _add_table(self, rows: Rows, *, alone: bool) -> None:
        if not alone or self.section.key == "business_case":
            self._set_in(label(self._desk.theme, self._desk.words(rows.heading), "section"))
        table = LinesTable(self._desk, rows, self._inside)
        table.selected.connect(self.selected)
        self.tables.append(table)
        self._blocks.append(table)
        self._column.addWidget(table)

    def _set_in(self, widget: QWidget) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(*_INSET)
        row.addWidget(widget)
        self._column.addLayout(row)

    # -- what the page asks

    def flush(self) -> None:
        """Stores what is still being typed."""
        for block in self._blocks:
            block.flush()

    def typed(self) -> dict[tuple[Ref, str], str]:
        """The texts as they stand in the editors, by record and field; newer than what is stored, or the same."""
        return {(field.ref, field.field): field.text() for field in self.prose}

    @property
    def is_stored(self) -> bool:
        """Whether everything typed here is in the file."""
        return all(block.is_stored for block in self._blocks if isinstance(block, Keeper))

    def show_unstored(self) -> None:
        """Leads to what could not be stored."""
        for block in self._blocks:
            if isinstance(block, Keeper) and not block.is_stored:
                if isinstance(block, LinesTable):
                    block.show_unstored()
                if isinstance(block, QWidget):
                    self._scroll_to(block)
                return

    def reveal(self, ref: Ref | None, field: str) -> None:
        """Leads to a field: of a line, of the section's own record, or to adding the first line of a kind."""
        for table in self.tables:
            kind = table.rows.record.kind
            if ref is not None and ref.kind == kind:
                table.reveal(ref, field)
                self._scroll_to(table)
                return
            if ref is None and field == kind:
                self._scroll_to(table)
                table.add_line()
                return
        for block in self._blocks:
            if isinstance(block, RecordForm) and block.ref == ref and block.holds(field):
                block.reveal(field)
                self._scroll_to(block)
                return
        if self.prose:
            self.prose[0].setFocus()

    def _scroll_to(self, widget: QWidget) -> None:
        # After the layout has settled, since a line may just have been added.
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(widget, 0, 40))

    def selected_ref(self) -> Ref:
        """What evidence would be linked to now: the line with the focus, else the section."""
        focus = QApplication.focusWidget()
        for table in self.tables:
            if focus is table or (focus is not None and table.isAncestorOf(focus)):
                return table.selected_ref() or self.section_ref()
        return self.section_ref()

    def first_focus(self) -> QWidget | None:
        """Where the work of the section begins."""
        if self.prose:
            return self.prose[0]
        return self.tables[0].view if self.tables else None

    def _on_changed(self, changes: Changes) -> None:
        counted = {table.record.kind for table in self.section.tables} | {field.ref.kind for field in self.prose}
        if changes.kinds & counted:
            self._show_amount()

    def _show_amount(self) -> None:
        words = self._desk.words
        rows = sum(self._desk.workspace.count(KINDS[table.record.kind].record) for table in self.section.tables)
        if rows and self.section.has_prose:
            self._amount.setText(words.n("{n} row", "{n} rows", rows))
            return
        text = " ".join(without_chips(field.text()) for field in self.prose)
        self._amount.setText(words.n("{n} word", "{n} words", len(text.split())) if self.prose else "")
