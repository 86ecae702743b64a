"""Kinds of content with their rhythms, facets and their values: named, added, merged, put in order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from enable_desktop.charter.sections import Rows
from enable_desktop.errors import WorkspaceError
from enable_desktop.library.assets import Asset, AssetKind
from enable_desktop.library.facets import FACETS
from enable_desktop.links import Ref
from enable_desktop.notes import ListEntry
from enable_desktop.people import folded
from enable_desktop.words import mark
from ui.ask import Option
from ui.buttons import button
from ui.commands import Command, Group
from ui.labels import label, line
from ui.library.lists import lists_of
from ui.library.popups import NamePopup
from ui.line_edit import LineEdit
from ui.lines.table import LinesTable
from ui.page import Page
from ui.rows import Row, RowsView

if TYPE_CHECKING:
    from enable_desktop.changes import Changes
    from ui.desk import Desk

KINDS: Final = "kinds"
_TABLE: Final = Rows(
    AssetKind,
    ("title", "months", "longest_minutes", "longest_pages", "needs"),
    mark("Kinds of content"),
    mark("Add kind"),
)


class ValuesView(RowsView):
    """The values of one list: F2 renames, Alt and an arrow moves, Del removes."""

    key_pressed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        match event.key():
            case Qt.Key.Key_F2 | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.key_pressed.emit("F2")
            case Qt.Key.Key_Delete:
                self.key_pressed.emit("Del")
            case Qt.Key.Key_Up | Qt.Key.Key_Down if is_alt:
                self.key_pressed.emit("up" if event.key() == Qt.Key.Key_Up else "down")
            case Qt.Key.Key_M if not event.modifiers():
                self.key_pressed.emit("M")
            case _:
                super().keyPressEvent(event)


class ListsPage(Page):
    """The lists at the left, what is in the one chosen at the right."""

    key = "lists"
    title = mark("Kinds and facets")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._lists = lists_of(desk)
        self.part = KINDS
        self._name: NamePopup | None = None
        self._renamed = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        column.addWidget(splitter)
        words = self.words
        self.names = RowsView(self.theme, words(mark("Lists")), splitter)
        self.names.setMinimumWidth(self.theme.px(200))
        self.names.setProperty("pane", "sunken")
        splitter.addWidget(self.names)
        self._stack = QStackedWidget(splitter)
        splitter.addWidget(self._stack)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([self.theme.px(240), 900])
        self.keep(splitter, "panes")
        self.kinds = LinesTable(desk, _TABLE)
        self.kinds.selected.connect(lambda *_: self.header_changed.emit())
        self._stack.addWidget(self._kinds_part())
        self._stack.addWidget(self._values_part())
        self.names.selectionModel().currentChanged.connect(lambda *_: self._on_list_chosen())
        desk.changed.connect(self._on_changed)
        self._show_names()
        self.show_list(KINDS)

    # -- layout

    def _kinds_part(self) -> QWidget:
        scroll = self._kinds_scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 20)
        column.setSpacing(8)
        column.addWidget(self.kinds)
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 20, 0)
        merge = self.words(mark("Merge kind into …"))
        self.merge_kinds_button = button(self.theme, merge, self.merge_kind, icon="call-merge", small=True)
        row.addWidget(self.merge_kinds_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        scroll.setWidget(inside)
        return scroll

    def _values_part(self) -> QWidget:
        part = QWidget()
        theme, words = self.theme, self.words
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(24, 12, 20, 10)
        head.setSpacing(8)
        self.list_title = label(theme, "", "section")
        head.addWidget(self.list_title, 1)
        self.rename = button(theme, words(mark("Rename")), self.ask_name, icon="pencil-outline", small=True)
        self.merge = button(theme, words(mark("Merge into …")), self.merge_value, icon="call-merge", small=True)
        self.remove = button(theme, words(mark("Remove")), self.remove_value, icon="trash-can-outline", small=True)
        for made in (self.rename, self.merge, self.remove):
            head.addWidget(made)
        column.addLayout(head)
        column.addWidget(line())
        self.values = ValuesView(theme, "")
        self.values.key_pressed.connect(self._on_key)
        self.values.selectionModel().currentChanged.connect(lambda *_: self._enable())
        column.addWidget(self.values, 1)
        column.addWidget(line())
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 10, 20, 12)
        self.new_line = LineEdit()
        self.new_line.setPlaceholderText(words(mark("Add a value, then Enter")))
        self.new_line.setAccessibleName(words(mark("New value")))
        self.new_line.setMaximumWidth(theme.px(360))
        theme.dress(self.new_line, "body")
        self.new_line.returnPressed.connect(self.add_value)
        foot.addWidget(self.new_line, 1)
        foot.addStretch(1)
        column.addLayout(foot)
        return part

    # -- what is shown

    def _show_names(self) -> None:
        words = self.words
        rows = [
            Row(title=words(mark("Kinds of content")), key=KINDS, right=words.number(len(self._lists.kinds))),
            Row(title=words(mark("Facets")), key=FACETS, right=words.number(len(self._lists.facets))),
        ]
        rows += [
            Row(title=facet.title, key=facet.key, right=words.number(len(self._lists.values(facet.key))))
            for facet in self._lists.facets
        ]
        self.names.show_rows(rows)

    def show_list(self, part: str) -> None:
        """Kinds, facets, or the values of a facet by its key."""
        known = [KINDS, FACETS, *(facet.key for facet in self._lists.facets)]
        self.part = part if part in known else KINDS
        place = known.index(self.part)
        if self.names.currentIndex().row() != place:
            self.names.setCurrentIndex(self.names.rows.index(place, 0))
        self._stack.setCurrentIndex(0 if self.part == KINDS else 1)
        self._show_values()
        self.header_changed.emit()

    def _on_list_chosen(self) -> None:
        row = self.names.current
        if row is not None and row.key != self.part:
            self.flush()
            self.show_list(str(row.key))

    def _entries(self) -> Sequence[ListEntry]:
        return () if self.part == KINDS else self._lists.values(self.part)

    def _show_values(self) -> None:
        if self.part == KINDS:
            return
        words = self.words
        title = words(mark("Facets"))
        if self.part != FACETS:
            title = next((facet.title for facet in self._lists.facets if facet.key == self.part), self.part)
        self.list_title.setText(title)
        self.values.setAccessibleName(title)
        counts = self.desk.workspace.library.value_lists.counts(self.part)
        self.values.show_rows(
            [
                Row(title=entry.title, key=entry.id, right=words.n("{n} item", "{n} items", counts.get(entry.id, 0)))
                for entry in self._entries()
            ]
        )
        self._enable()

    def _enable(self) -> None:
        has = self.current is not None and not self.desk.workspace.is_readonly
        self.rename.setEnabled(has)
        self.remove.setEnabled(has)
        self.merge.setEnabled(has and len(self._entries()) > 1)
        self.new_line.setEnabled(not self.desk.workspace.is_readonly)

    @property
    def current(self) -> ListEntry | None:
        """The value that is marked."""
        row = self.values.current if self.part != KINDS else None
        return next((entry for entry in self._entries() if row is not None and entry.id == row.key), None)

    def _on_changed(self, changes: Changes) -> None:
        if AssetKind.kind in changes.kinds and self.isVisible():
            self._tell_of_twins([ref.id for ref in changes.touched if ref.kind == AssetKind.kind])
        if changes.kinds & {ListEntry.kind, AssetKind.kind, Asset.kind}:
            self._show_names()
            if self.part not in (KINDS, FACETS) and self.part not in [facet.key for facet in self._lists.facets]:
                self.show_list(FACETS)
            else:
                self._show_values()

    def _tell_of_twins(self, kinds: Collection[int]) -> None:
        """Says that one of these kinds is called as another one, which splits what is found by it."""
        called: dict[str, int] = {}
        for kind in self.desk.workspace.all(AssetKind):
            other = called.setdefault(folded(kind.title), kind.id)
            if kind.title and other != kind.id and not {other, kind.id}.isdisjoint(kinds):
                said = mark("“{title}” is there twice now: merge the two, or rename one.")
                self.desk.toast(self.words(said, title=kind.title), undo=True)
                return

    def open(self, ref: Ref | None) -> None:
        if ref is not None and ref.kind == AssetKind.kind:
            self.show_list(KINDS)
            self.kinds.reveal(ref)

    def open_part(self, part: str) -> None:
        self.show_list(part)

    def parts(self) -> Sequence[tuple[str, str]]:
        facets = [(facet.key, facet.title) for facet in self._lists.facets]
        return (
            (KINDS, mark("Kinds of content")),
            ("kind", mark("Kinds of content")),
            (FACETS, mark("Facets")),
            *facets,
        )

    # -- what is done

    def add_value(self) -> None:
        """Adds what is typed below the list."""
        title = " ".join(self.new_line.text().split())
        if not title or self.part == KINDS:
            return
        same = self._called(title)
        if same is not None:
            place = [entry.id for entry in self._entries()].index(same.id)
            self.values.setCurrentIndex(self.values.rows.index(place, 0))
            self.desk.toast(self.words(mark("“{title}” is in the list already"), title=same.title))
            return
        lists = self.desk.workspace.library.value_lists
        if self.desk.do(lambda: lists.add(self.part, title), self.words(mark("“{title}” added"), title=title)):
            # Not cleared, so that Ctrl+Z takes back what was added instead of what was typed.
            self.new_line.setText("")
            self.values.setCurrentIndex(self.values.rows.index(self.values.rows.rowCount() - 1, 0))

    def _called(self, title: str) -> ListEntry | None:
        """The entry of this list that is called so, whatever its case."""
        return next((entry for entry in self._entries() if folded(entry.title) == folded(title)), None)

    def ask_name(self) -> None:
        """Asks for another name of the value that is marked."""
        entry = self.current
        if entry is None or self.desk.workspace.is_readonly:
            return
        if self._name is None:
            words = self.words
            self._name = NamePopup(self.desk, words(mark("Name")), words(mark("Rename")), self)
            self._name.named.connect(self._on_named)
        self._renamed = entry.id
        self._name.open_under(self.rename, entry.title)

    def _on_named(self, title: str) -> None:
        same = self._called(title)
        if same is not None and same.id != self._renamed:
            said = mark("“{title}” is in the list already. Merge the two with M.")
            self.desk.toast(self.words(said, title=same.title))
            return
        ref = Ref(ListEntry.kind, self._renamed)
        if any(entry.id == self._renamed and entry.title == title for entry in self._entries()):
            return
        self.desk.do(
            lambda: self.desk.workspace.change(ref, title=title), self.words(mark("Renamed to “{title}”"), title=title)
        )

    def remove_value(self) -> None:
        """Takes a value out of the list and off all content."""
        entry = self.current
        if entry is not None and not self.desk.workspace.is_readonly:
            remove = partial(self.desk.workspace.library.value_lists.remove, entry.id)
            self.desk.do(remove, self.words(mark("“{title}” removed"), title=entry.title))

    def merge_value(self) -> None:
        """Asks which value, or which facet, takes over."""
        entry = self.current
        if entry is None or self.desk.workspace.is_readonly:
            return
        others = [Option(each.id, each.title) for each in self._entries() if each.id != entry.id]
        chosen = self._ask_into(entry.title, others)
        if chosen is not None and isinstance(chosen.key, int):
            lists = self.desk.workspace.library.value_lists
            merge = partial(lists.merge_facets if self.part == FACETS else lists.merge, chosen.key, entry.id)
            self.desk.do(merge, self.words(mark("{other} is now part of {name}"), other=entry.title, name=chosen.text))

    def merge_kind(self) -> None:
        """Asks which kind takes over."""
        ref = self.kinds.selected_ref()
        kind = self._lists.kinds.get(ref.id) if ref is not None else None
        if kind is None or self.desk.workspace.is_readonly:
            return
        self.flush()
        others = [Option(each.id, each.title) for each in self._lists.kinds.values() if each.id != kind.id]
        chosen = self._ask_into(kind.title, others)
        if chosen is not None and isinstance(chosen.key, int):
            merge = partial(self.desk.workspace.library.value_lists.merge_kinds, chosen.key, kind.id)
            self.desk.do(merge, self.words(mark("{other} is now part of {name}"), other=kind.title, name=chosen.text))

    def _ask_into(self, title: str, others: Sequence[Option]) -> Option | None:
        words = self.words
        told = mark("Content that has this gets the other instead; this one goes.")
        if self.part == FACETS:
            told = mark("Its values come behind those of the other, with all content that has them; this one goes.")
        return self.desk.ask.choose(
            words(mark("Merge “{title}” into which?"), title=title),
            words(told),
            others,
            words(mark("Merge")),
        )

    def _shift(self, step: int) -> None:
        entry, entries = self.current, list(self._entries())
        if entry is None or self.desk.workspace.is_readonly:
            return
        place = entries.index(entry) + step
        if not 0 <= place < len(entries):
            return
        everything = [each.id for each in self.desk.workspace.all(ListEntry) if each.id != entry.id]
        target = everything.index(entries[place].id) + (1 if step > 0 else 0)
        try:
            self.desk.workspace.move(Ref(ListEntry.kind, entry.id), target)
        except WorkspaceError as fault:
            self.desk.failed(fault)
            return
        self.values.setCurrentIndex(self.values.rows.index(place, 0))

    def _on_key(self, key: str) -> None:
        does: dict[str, Callable[[], None]] = {
            "F2": self.ask_name,
            "Del": self.remove_value,
            "M": self.merge_value,
            "up": partial(self._shift, -1),
            "down": partial(self._shift, 1),
        }
        does[key]()

    # -- around the page

    def new(self) -> None:
        if self.part == KINDS:
            self.kinds.add_line()
            # After the layout has settled: the new row is below what was there.
            QTimer.singleShot(0, self, self._show_editor)
        else:
            self.new_line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_editor(self) -> None:
        editor = QApplication.focusWidget()
        if editor is not None and self._kinds_scroll.isAncestorOf(editor):
            self._kinds_scroll.ensureWidgetVisible(editor, 0, 40)

    def flush(self) -> None:
        self.kinds.flush()

    def is_stored(self) -> bool:
        return self.kinds.is_stored

    def show_unstored(self) -> None:
        self.show_list(KINDS)
        self.kinds.show_unstored()

    def commands(self) -> Sequence[Command]:
        return (
            Command(id="lists.library", text=mark("Library"), run=partial(self.desk.go, "library"), group=Group.GO,
                    icon="bookshelf"),
        )  # fmt: skip

    def keys(self) -> list[tuple[str, str]]:
        words = self.words
        if self.part == KINDS:
            return [("Enter", words(mark("Edit"))), ("Ctrl+N", words(mark("Add kind")))]
        return [
            ("F2", words(mark("Rename"))),
            ("M", words(mark("Merge"))),
            ("Alt+Up", words(mark("Move"))),
            ("Del", words(mark("Remove"))),
            ("Ctrl+N", words(mark("New value"))),
        ]

    def panes(self) -> Sequence[QWidget]:
        return (self.names, self.kinds if self.part == KINDS else self.values)

    def first_focus(self) -> QWidget | None:
        return self.names
