"""What is about to come into the library, file by file, before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enable_desktop.library.adding import Coming, Fate, Incoming
from enable_desktop.library.from_document import from_document
from enable_desktop.words import counted, mark
from ui.buttons import button, primary_button
from ui.commands import shown_shortcut
from ui.labels import label, line
from ui.library.lists import lists_of
from ui.rows import Row, RowsView

if TYPE_CHECKING:
    from enable_desktop.library.from_document import Shelves
    from ui.desk import Desk
    from ui.library.incoming import Gathered

_ICONS: Final = {
    Fate.NEW: "checkbox-marked-outline",
    Fate.OWN: "checkbox-marked-outline",
    Fate.COPY: "content-copy",
    Fate.LEFT: "checkbox-blank-outline",
    Fate.KNOWN: "equal",
    Fate.SPOKEN: "text-box-outline",
}
_MOST_NOTES: Final = 3


class _Files(RowsView):
    """Space, Enter or a click goes on to the next thing that can become of a file."""

    turned = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.turned.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class IncomingView(QWidget):
    """The list, what will become of all of it, and the button that does it."""

    taken = Signal(object)
    """The `Coming` that is to be stored."""
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lists = lists_of(desk)
        self._shelves: Shelves | None = None
        self.coming = Coming()
        theme, words = desk.theme, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(24, 14, 20, 14)
        head.setSpacing(8)
        said = QVBoxLayout()
        said.setSpacing(2)
        self.summary = label(theme, "", "strong", wrap=True)
        said.addWidget(self.summary)
        text = words(
            mark("Nothing is stored yet. Space takes a file in or leaves it out; where the same content is there "
                 "already, it becomes a copy of that, or an item of its own.")
        )  # fmt: skip
        said.addWidget(label(theme, text, "small", tone="secondary", wrap=True))
        self.notes = label(theme, "", "small", tone="attention", wrap=True)
        said.addWidget(self.notes)
        head.addLayout(said, 1)
        self.leave = button(theme, words(mark("Add nothing")), self.left.emit)
        head.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignTop)
        self.add = primary_button(theme, "", self._take, icon="plus")
        self.add.setToolTip(f"{words(mark('Add files'))}  {shown_shortcut('Ctrl+Enter')}")
        head.addWidget(self.add, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(line())
        self.files = _Files(theme, words(mark("Files to add")))
        self.files.setUniformItemSizes(True)
        self.files.turned.connect(self._turn)
        self.files.clicked.connect(lambda index: self._turn(index.row()))
        column.addWidget(self.files, 1)

    def show_gathered(self, gathered: Gathered) -> None:
        """Shows what was found."""
        self._shelves = self._desk.workspace.library.adding.shelves()
        self.coming = gathered.coming
        words = self._desk.words
        notes = [words.say(note) for note in gathered.notes[:_MOST_NOTES]]
        more = len(gathered.notes) - len(notes)
        if more > 0:
            notes.append(words.n("and {n} more", "and {n} more", more))
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))
        self.files.show_rows([self._row(each) for each in self.coming.files])
        self._say()

    def _row(self, each: Incoming) -> Row:
        words = self._desk.words
        parts = [self._kind(each), each.location]
        if each.fate is Fate.COPY and each.twin is not None:
            parts.insert(0, words(mark("Same content as “{title}”"), title=each.twin.title))
        if each.document.note is not None:
            parts.append(words.say(each.document.note))
        detail = " · ".join(part for part in parts if part)
        return Row(
            title=each.title, detail=detail, right=words(each.fate.label), icon=_ICONS[each.fate],
            quiet=each.fate in (Fate.LEFT, Fate.KNOWN, Fate.SPOKEN), tip=detail,
        )  # fmt: skip

    def _kind(self, each: Incoming) -> str:
        """Which kind its folders and its form suggest."""
        if self._shelves is None:
            return ""
        sort = from_document(each.location, each.document, self._shelves)["sort"]
        kind = self._lists.kinds.get(sort) if isinstance(sort, int) else None
        return kind.title if kind is not None else ""

    def _turn(self, place: int) -> None:
        files = list(self.coming.files)
        files[place] = files[place].next_fate()
        self.coming = replace(self.coming, files=tuple(files))
        self.files.show_rows([self._row(each) for each in files])
        self._say()

    def _say(self) -> None:
        words, coming = self._desk.words, self.coming
        known = sum(each.fate is Fate.KNOWN for each in coming.files)
        parts: Sequence[object] = [
            counted("{n} new item", "{n} new items", coming.assets),
            *([counted("{n} copy", "{n} copies", coming.copies)] if coming.copies else []),
            *([counted("{n} in the library already", "{n} in the library already", known)] if known else []),
        ]
        files = counted("{n} file", "{n} files", len(coming.files))
        self.summary.setText(words(mark("{files}: {parts}"), files=files, parts=tuple(parts)))
        taken = coming.assets + coming.copies
        self.add.setText(words.n("Add {n} file", "Add {n} files", taken))
        self.add.setAccessibleName(self.add.text())
        self.add.setEnabled(bool(taken) or any(is_watched for _, is_watched in coming.folders))

    def _take(self) -> None:
        self.taken.emit(self.coming)
