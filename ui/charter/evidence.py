"""The Evidence pane: what a line or section rests on, from both ends, what fits it, and a way to link more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enable_desktop.changes import Changes
from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import Interview, Statement, Theme
from enable_desktop.kinds import KINDS
from enable_desktop.links import Link, Reason, Ref
from enable_desktop.measures import Reading
from enable_desktop.readouts import reference_title, title_of
from enable_desktop.search import HIT_END, HIT_START
from enable_desktop.words import mark
from ui.buttons import button
from ui.charter.evidence_entries import Entry, Gathered
from ui.charter.evidence_list import EvidenceList, ref_of, told
from ui.editor.markdown_line import chip_text
from ui.gaps.current import current_gaps
from ui.inputs import ComboBox
from ui.labels import ElidedLabel, label
from ui.line_edit import LineEdit
from ui.rows import Row, RowsView

if TYPE_CHECKING:
    from ui.desk import Desk

_SHOWN: Final = 40
_MOST_SUGGESTED: Final = 12
_LONGEST_REFERENCE: Final = 120
_FOLLOWED: Final = frozenset({Link.kind, Statement.kind, Theme.kind, Interview.kind, Reading.kind})


class EvidencePane(QWidget):
    """Links of the selected line, or of a section with all its lines; below them what fits; above a search."""

    insert_wanted = Signal(str)
    """A reference as it is written in Markdown."""
    counted = Signal()
    """The number of links may be another one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ref: Ref | None = None
        self._kinds: tuple[str, ...] = ()
        self._gathered: Gathered | None = None
        self._is_stale = False
        self._gaps = current_gaps(desk)
        self._gaps.changed.connect(self._on_gaps_computed)
        theme, words = desk.theme, desk.words
        self.setProperty("pane", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 10)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(18, 0, 16, 0)
        head.setSpacing(8)
        self._title = ElidedLabel(theme, "", "strong")
        head.addWidget(self._title, 1)
        self.link_button = button(theme, words(mark("Link evidence")), self.begin, icon="plus", small=True)
        head.addWidget(self.link_button)
        column.addLayout(head)
        self._finding = self._search_row()
        self._finding.hide()
        column.addWidget(self._finding)
        self.found = RowsView(theme, words(mark("What can be linked")))
        self.found.setProperty("pane", "sunken")
        self.found.activated.connect(self._link_current)
        self.found.doubleClicked.connect(self._link_current)
        self.found.hide()
        column.addWidget(self.found, 1)
        text = mark("Nothing yet. Link the measure, priority or obstacle that this rests on; both ends will show it.")
        self._none = label(theme, words(text), "body", tone="secondary", wrap=True)
        self._none.setContentsMargins(18, 0, 16, 0)
        column.addWidget(self._none)
        self.list = EvidenceList(desk, self._gaps)
        self.list.go_wanted.connect(lambda entry: desk.go(ref_of(told(entry))))
        self.list.insert_wanted.connect(self._insert)
        self.list.link_wanted.connect(self._link_suggestion)
        self.list.part_wanted.connect(self._part)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_foot())
        column.addWidget(self.list, 3)
        self._foot = self._foot_row()
        column.addWidget(self._foot)
        column.addStretch(0)
        desk.changed.connect(self._on_changed)

    def _foot_row(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(18, 0, 16, 0)
        text = self._desk.words(mark("Remove link"))
        self._part_button = button(self._desk.theme, text, self.part_current, icon="link-off", look="quiet", small=True)
        row.addWidget(self._part_button)
        row.addStretch(1)
        return foot

    def _search_row(self) -> QWidget:
        theme, words = self._desk.theme, self._desk.words
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(18, 0, 16, 0)
        self.reason = ComboBox(theme)
        self.reason.setAccessibleName(words(mark("Reason of the link")))
        self.reason.fill([(reason, words(reason.label)) for reason in Reason], Reason.EVIDENCE)
        row.addWidget(self.reason, 2)
        self.search = _Search()
        self.search.setPlaceholderText(words(mark("Find a line, measure, person …")))
        self.search.setAccessibleName(words(mark("Find what to link")))
        theme.dress(self.search, "body")
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._link_current)
        self.search.left.connect(self._end_search)
        self.search.moved.connect(self._move_found)
        row.addWidget(self.search, 3)
        return holder

    # -- what is shown

    def show_ref(self, ref: Ref, kinds: Iterable[str] = ()) -> None:
        """Shows the links of a record; with `kinds` also those of every line of these kinds."""
        wanted = tuple(kinds)
        if (ref, wanted) == (self._ref, self._kinds):
            return
        self._ref, self._kinds = ref, wanted
        self._refresh()
        self._find(self.search.text())

    def take_references(self, takes: bool) -> None:
        """Whether there is prose that a reference can be put into."""
        if takes != self.list.takes_references:
            self.list.takes_references = takes
            self.list.viewport().update()

    @property
    def ref(self) -> Ref | None:
        """The line that is shown."""
        return self._ref

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The rows shown."""
        model = self.list.entries
        return tuple(entry for row in range(model.rowCount()) if (entry := model.at(row)) is not None)

    def links(self) -> tuple[Link, ...]:
        """Every link of what is shown, from both ends."""
        if self._ref is None:
            return ()
        if self._is_stale or self._gathered is None:
            return self._desk.workspace.links.among(self._lines())
        return self._gathered.links

    def _lines(self) -> tuple[Ref, ...]:
        assert self._ref is not None
        workspace = self._desk.workspace
        lines = (Ref(kind, line.id) for kind in self._kinds for line in workspace.all(KINDS[kind].record))
        return (self._ref, *lines)

    def _name(self, ref: Ref) -> str:
        line = self._desk.workspace.find(ref)
        return title_of(line, self._desk.workspace.title_of, self._desk.words) if line is not None else ""

    def _refresh(self) -> None:
        """Reads everything again; what nobody sees waits until somebody does."""
        if self._ref is None:
            return
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        self._gaps.freshen()
        words = self._desk.words
        title = words(mark("Linked to “{title}”"), title=self._name(self._ref))
        self._title.set_whole(words(mark("Linked to this section")) if self._kinds else title)
        self._title.setToolTip(title if self._kinds else self._title.toolTip())
        self._gathered = Gathered(self._desk, self._ref, self._lines(), self._gaps)
        self.list.show_entries(self._gathered.entries(_MOST_SUGGESTED))
        self._none.setVisible(not self._gathered.links)
        self._show_lists()
        self._show_foot()

    def _show_lists(self) -> None:
        finds = bool(self.search.text().strip())
        self.found.setVisible(finds)
        self.list.setVisible(not finds and self.list.entries.rowCount() > 0)

    def _show_foot(self) -> None:
        entry = self.list.current
        has_link = entry is not None and bool(entry.link) and not self._desk.workspace.is_readonly
        self._foot.setVisible(has_link and not self.list.isHidden())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._refresh()

    def _on_gaps_computed(self) -> None:
        self._refresh()

    def _on_changed(self, changes: Changes) -> None:
        shown = self._gathered.shown if self._gathered is not None else frozenset()
        if changes.kinds & (_FOLLOWED | set(self._kinds)) or shown & changes.touched:
            self._refresh()
            self.counted.emit()

    # -- what can be done

    def begin(self) -> None:
        """Ctrl+Shift+L: the search for what to link, with the focus."""
        self._finding.show()
        self.search.setFocus()
        self.search.selectAll()

    def _end_search(self) -> None:
        """Esc: back to the links."""
        self.search.clear()
        self._finding.hide()
        (self.list if self.list.isVisible() else self.link_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _find(self, text: str) -> None:
        self._show_lists()
        self._show_foot()
        if not text.strip():
            self.found.show_rows([])
            return
        words = self._desk.words
        hits = self._desk.workspace.search.find(text, _SHOWN)
        rows = [
            Row(
                title=self._name(hit.ref) or hit.title,
                detail=f"{words(KINDS[hit.ref.kind].noun)}  {_plain(hit.snippet)}",
                key=hit.ref,
            )
            for hit in hits
            if hit.ref != self._ref
        ]
        self.found.show_rows(rows)

    def _move_found(self, step: int) -> None:
        row = self.found.currentIndex().row() + step
        if 0 <= row < self.found.rows.rowCount():
            self.found.setCurrentIndex(self.found.rows.index(row, 0))

    def _link_current(self) -> None:
        row, reason = self.found.current, self.reason.currentData()
        if row is None or not isinstance(row.key, Ref) or not isinstance(reason, Reason):
            return
        if self._join(row.key, reason):
            self.search.clear()

    def _link_suggestion(self, entry: object) -> None:
        if self._join(ref_of(told(entry)), Reason.EVIDENCE):
            self._desk.toast(self._desk.words(mark("Linked")), undo=True)

    def _join(self, end: Ref, reason: Reason) -> bool:
        if self._ref is None:
            return False
        try:
            self._desk.workspace.links.join(self._ref, end, reason)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return False
        return True

    def part_current(self) -> None:
        """Removes the marked link, with Undo."""
        if self.list.current is not None:
            self._part(self.list.current)

    def _part(self, entry: object) -> None:
        link = told(entry).link
        if not link:
            return
        try:
            self._desk.workspace.links.part(link)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self._desk.toast(self._desk.words(mark("Link removed")), undo=True)

    def insert_current(self) -> None:
        """Puts a reference to the marked record into the text."""
        entry = self.list.current
        if entry is not None and self.list.can_insert(entry):
            self._insert(entry)

    def _insert(self, entry: object) -> None:
        ref = ref_of(told(entry))
        line = self._desk.workspace.find(ref)
        if line is None:
            return
        title = reference_title(line, self._desk.workspace.title_of)
        noun = self._desk.document_words()(KINDS[ref.kind].noun)
        self.insert_wanted.emit(chip_text(ref, title[:_LONGEST_REFERENCE] or noun))


class _Search(LineEdit):
    """Arrow keys go through what is found, Esc leaves."""

    left = Signal()
    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.left.emit()
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case _:
                super().keyPressEvent(event)


def _plain(snippet: str) -> str:
    return snippet.replace(HIT_START, "").replace(HIT_END, "")
