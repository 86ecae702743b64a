"""The notes of a talk: Markdown as fast as typing, with the passages that became statements highlighted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QToolTip, QWidget

from enable_desktop.changes import Changes
from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import Interview, Statement, Theme
from enable_desktop.links import Ref
from enable_desktop.people import Group
from enable_desktop.words import mark
from ui.editor.markdown_edit import TEXT_WIDTH, MarkdownEdit
from ui.editor.places import count_alike, indexes_of, positions_of
from ui.record_pause import Pause
from ui.sides import mark_colour, tone_of
from ui.tips import tip

if TYPE_CHECKING:
    from ui.desk import Desk

_MARGIN_WIDTH: Final = 176
_MARGIN_ROW: Final = 36
_A_FEW: Final = 20
"""As many changed statements are looked at one by one."""


@dataclass(slots=True)
class _Passage:
    """A statement and the place of its words, which follows every edit."""

    statement: Statement
    cursor: QTextCursor
    shown: QTextEdit.ExtraSelection
    """How it is painted."""


class NotesEditor(QWidget):
    """Edits the notes of one talk, stores them by itself, and knows its passages."""

    text_changed = Signal()
    statement_wanted = Signal(int)
    """The statement of a passage was asked for."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id = 0
        self._group = Group.OTHER
        self._is_dirty = False
        self._is_open = False
        self._passages: dict[int, _Passage] = {}
        self.statements: tuple[Statement, ...] = ()
        """Everything said in this talk, with a place in the notes or without."""
        self._themes: dict[int, str] = {}
        self._is_alike = False
        """Whether document and text are known to count their letters alike, so that neither need be gone through."""
        self.edit = MarkdownEdit(desk.theme, self, fills=True)
        self.edit.setProperty("bare", "true")
        self.edit.setAccessibleName(desk.words(mark("Notes")))
        self.edit.setPlaceholderText(desk.words(mark("Type or paste, then tag what matters.")))
        self.edit.table_words = desk.words(mark("Heading"))
        self.margin = PassageMargin(desk, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 12, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.edit, 1)
        row.addWidget(self.margin)
        self.setFocusProxy(self.edit)
        self._pause = Pause(self)
        self._pause.due.connect(self._store)
        self.edit.edited.connect(self._on_edited)
        self.edit.document().contentsChange.connect(self._on_contents_changed)
        self.edit.left.connect(self._on_left)
        self.edit.paused.connect(self.flush)
        self.edit.followed.connect(self._on_followed)
        self.edit.verticalScrollBar().valueChanged.connect(self.margin.update)
        self.edit.document().documentLayout().documentSizeChanged.connect(self.margin.update)
        desk.changed.connect(self._on_changed)
        desk.theme.changed.connect(self._restyle)
        self._restyle()

    # -- what is shown

    @property
    def interview(self) -> int:
        return self._id

    @property
    def group(self) -> Group:
        return self._group

    def show_interview(self, id_: int) -> None:
        """Shows the notes of a talk; what was typed in the one before is stored first."""
        if id_ != self._id:
            self.flush()
            if self._is_dirty:
                # What could not be stored is not given up for another talk.
                return
            self._id = id_
        self.refresh()

    def refresh(self) -> None:
        """Shows what is stored, unless something is being typed."""
        if self._is_dirty:
            return
        found = self._desk.workspace.get(Interview, self._id)
        self.edit.setReadOnly(found is None or self._desk.workspace.is_readonly)
        text = found.notes if found is not None else ""
        self._group = found.group if found is not None else Group.OTHER
        if text != self.edit.text():
            self.edit.show_text(text)
        self._find_passages()

    def _find_passages(self) -> None:
        """Puts a cursor around the words of every statement that has a place."""
        self.statements = self._desk.workspace.interviews.statements(self._id)
        self._passages = {}
        self._enclose(self.statements)
        self._read_themes()
        self._paint_passages()

    def _follow_statements(self, touched: Collection[int]) -> None:
        """Takes over what became of a few statements; the words of all others have their cursors already."""
        known = {each.id: each for each in self.statements}
        for id_ in touched:
            known.pop(id_, None)
            self._passages.pop(id_, None)
        found = (self._desk.workspace.get(Statement, id_) for id_ in touched)
        here = [each for each in found if each is not None and each.interview == self._id]
        self._enclose(here)
        known.update({each.id: each for each in here})
        self.statements = tuple(sorted(known.values(), key=self._place_of))
        self._paint_passages()

    def _place_of(self, statement: Statement) -> tuple[bool, int, int, int]:
        """In the order of the notes, then what has no words there."""
        passage = self._passages.get(statement.id)
        start = passage.cursor.selectionStart() if passage is not None and passage.cursor.hasSelection() else None
        return start is None, start or 0, statement.position, statement.id

    def _enclose(self, statements: Iterable[Statement]) -> None:
        """Puts a cursor around the words of these statements."""
        document = self.edit.document()
        found = [each for each in statements if each.start is not None and each.end is not None]
        wanted = [place for each in found for place in (each.start or 0, each.end or 0)]
        positions = self._positions_of(wanted) if wanted else {}
        formats = self._formats()
        for statement in found:
            cursor = QTextCursor(document)
            cursor.setPosition(positions[statement.start or 0])
            cursor.setPosition(positions[statement.end or 0], QTextCursor.MoveMode.KeepAnchor)
            # What is typed right behind the passage does not belong to it.
            cursor.setKeepPositionOnInsert(True)
            shown = QTextEdit.ExtraSelection()
            # The same cursor: it is shared, and follows every edit there too.
            shown.cursor = cursor
            shown.format = formats[statement.theme is not None]
            self._passages[statement.id] = _Passage(statement, cursor, shown)

    def _positions_of(self, places: Iterable[int]) -> dict[int, int]:
        """Where places in the text lie in the document."""
        document = self.edit.document()
        if not self._is_alike:
            text = self.edit.text()
            self._is_alike = count_alike(document, text)
            return positions_of(document, places, text)
        last = document.characterCount() - 1
        return {place: min(place, last) for place in places}

    def _on_contents_changed(self) -> None:
        self._is_alike = False

    def _read_themes(self) -> None:
        self._themes = {theme.id: theme.title for theme in self._desk.workspace.all(Theme)}

    def _formats(self) -> tuple[QTextCharFormat, QTextCharFormat]:
        """How a passage without a theme is painted, and one with a theme."""
        theme = self._desk.theme
        tone = tone_of(self._group)
        tagged, untagged = QTextCharFormat(), QTextCharFormat()
        tagged.setBackground(theme.color("bg.selectedInactive" if tone == "neutral" else f"bg.{tone}"))
        untagged.setBackground(theme.color("bg.attention"))
        return untagged, tagged

    def _paint_passages(self) -> None:
        self.edit.setExtraSelections([each.shown for each in self._passages.values()])
        self.margin.update()

    def _restyle(self) -> None:
        self.edit.setMaximumWidth(self._desk.theme.px(TEXT_WIDTH))
        self.margin.setFixedWidth(self._desk.theme.px(_MARGIN_WIDTH))
        if self._id:
            self._find_passages()

    # -- passages

    def passages(self) -> list[tuple[Statement, QTextCursor]]:
        """Every statement that has its words here, in the order of the text."""
        found = ((each.statement, each.cursor) for each in self._passages.values() if each.cursor.hasSelection())
        return sorted(found, key=lambda each: (each[1].selectionStart(), each[0].id))

    def passages_within(self, first: int, last: int) -> list[tuple[Statement, QTextCursor]]:
        """The statements that have any of their words between two places in the document, in the order of the text."""
        found = []
        for each in self._passages.values():
            end = each.cursor.selectionEnd()
            if end >= first and (start := each.cursor.selectionStart()) <= last and start < end:
                found.append((start, each.statement.id, each))
        return [(each.statement, each.cursor) for _, _, each in sorted(found, key=lambda one: one[:2])]

    def title_of(self, theme: int | None) -> str:
        """The theme of a passage, in words."""
        if theme is None:
            return self._desk.words(mark("No theme yet"))
        return self._themes.get(theme, "")

    def statement_at(self, position: int) -> Statement | None:
        """The shortest passage around a place in the text."""
        around = [
            each for each in self._passages.values()
            if each.cursor.selectionStart() <= position < each.cursor.selectionEnd()
        ]  # fmt: skip
        shortest = min(around, key=lambda each: each.cursor.selectionEnd() - each.cursor.selectionStart(), default=None)
        return shortest.statement if shortest is not None else None

    def reveal(self, statement: int) -> bool:
        """Selects the words of a statement; false where it has none here."""
        passage = self._passages.get(statement)
        if passage is None or not passage.cursor.hasSelection():
            return False
        cursor = QTextCursor(self.edit.document())
        cursor.setPosition(passage.cursor.selectionStart())
        cursor.setPosition(passage.cursor.selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
        self.edit.setTextCursor(cursor)
        self.edit.ensureCursorVisible()
        return True

    def selected(self) -> tuple[int, int] | None:
        """The words selected, else the line of the cursor, as places in the text without blanks; None for no words."""
        cursor = self.edit.textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        text = cursor.selection().toPlainText()
        if not text.strip():
            return None
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        whole = self.edit.text()
        places = indexes_of(self.edit.document(), (start, end), whole)
        first, last = places[start], places[end]
        words = whole[first:last]
        return first + len(words) - len(words.lstrip()), last - len(words) + len(words.rstrip())

    # -- storing

    def _on_edited(self) -> None:
        self._is_dirty = True
        self._pause.typed()
        self.margin.update()
        self.text_changed.emit()

    def _on_left(self) -> None:
        self.flush()
        self.edit.forget_edits()

    def _on_followed(self, ref: Ref) -> None:
        self.flush()
        self._desk.go(ref)

    @property
    def is_stored(self) -> bool:
        """Whether what stands here is in the file; not so after a fault of the file."""
        return not self._is_dirty

    def flush(self) -> None:
        """Stores what is still being typed, as the end of a step."""
        self._pause.stop()
        self._store(False)

    def _store(self, typing: bool) -> None:
        workspace = self._desk.workspace
        if self._is_dirty and workspace.is_there(Ref(Interview.kind, self._id)):
            try:
                text = self.edit.text()
                workspace.interviews.write(self._id, text, self._places(text), by=self, typing=typing)
            except WorkspaceError as fault:
                # Kept as unsaved: the next letter tries again.
                self._pause.stop()
                self._desk.failed(fault)
                return
            self._is_open = typing
        self._is_dirty = False
        if self._is_open and not typing:
            workspace.settle()
            self._is_open = False

    def _places(self, text: str) -> dict[int, tuple[int, int] | None]:
        ends = {id_: (each.cursor.selectionStart(), each.cursor.selectionEnd()) for id_, each in self._passages.items()}
        found = indexes_of(self.edit.document(), [place for pair in ends.values() for place in pair], text)
        return {id_: (found[start], found[end]) if start < end else None for id_, (start, end) in ends.items()}

    # -- following

    def _on_changed(self, changes: Changes) -> None:
        if not self._id:
            return
        if Ref(Interview.kind, self._id) in changes.touched and changes.source is not self:
            self.refresh()
        elif Statement.kind in changes.kinds and changes.source is not self and not self._is_dirty:
            if Theme.kind in changes.kinds:
                self._read_themes()
            touched = [ref.id for ref in changes.touched if ref.kind == Statement.kind]
            if len(touched) > _A_FEW:
                self._find_passages()
            else:
                self._follow_statements(touched)
        elif Theme.kind in changes.kinds:
            self._read_themes()
            self.margin.update()


class PassageMargin(QWidget):
    """Beside each passage its theme and severity, below one another where several begin in one line."""

    def __init__(self, desk: Desk, notes: NotesEditor) -> None:
        super().__init__(notes)
        self._desk = desk
        self._notes = notes
        self._shown: list[tuple[QRectF, Statement]] = []
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def _placed(self) -> list[tuple[QRectF, Statement]]:
        """What can be seen now, from top to bottom."""
        edit = self._notes.edit
        height = edit.viewport().height()
        first = edit.cursorForPosition(QPoint(0, 0)).position()
        last = edit.cursorForPosition(QPoint(edit.viewport().width(), height)).position()
        row = self._desk.theme.px(_MARGIN_ROW)
        placed: list[tuple[QRectF, Statement]] = []
        bottom = -1e9
        for statement, cursor in self._notes.passages_within(first, last):
            start = QTextCursor(cursor)
            start.setPosition(cursor.selectionStart())
            top = max(float(edit.cursorRect(start).top()), bottom)
            placed.append((QRectF(0, top, self.width() - 4, row), statement))
            bottom = top + row + 2
        return placed

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._desk.theme
        self._shown = self._placed()
        painter = QPainter(self)
        strong, small = theme.font("smallstrong"), theme.font("small")
        for box, statement in self._shown:
            bar = theme.color("attention.mark") if statement.theme is None else mark_colour(theme, self._notes.group)
            painter.setPen(QPen(bar, 2))
            painter.drawLine(box.topLeft() + QPoint(1, 2), box.bottomLeft() + QPoint(1, -2))
            inside = box.adjusted(10, 1, 0, 0)
            half = inside.height() / 2
            painter.setFont(strong)
            painter.setPen(theme.color("text.primary"))
            title = self._notes.title_of(statement.theme)
            elided = QFontMetrics(strong).elidedText(title, Qt.TextElideMode.ElideRight, int(inside.width()))
            painter.drawText(QRectF(inside.left(), inside.top(), inside.width(), half), 0, elided)
            painter.setFont(small)
            painter.setPen(theme.color("text.secondary"))
            below = QRectF(inside.left(), inside.top() + half, inside.width(), half)
            said = QFontMetrics(small).elidedText(
                self.said(statement), Qt.TextElideMode.ElideRight, int(inside.width())
            )
            painter.drawText(below, 0, said)
        painter.end()

    def said(self, statement: Statement) -> str:
        """What stands below the theme: kind or severity, and whether it may be quoted."""
        words = self._desk.words
        parts = []
        if statement.severity is not None:
            parts.append(words(mark("severity {severity}"), severity=statement.severity))
        else:
            parts.append(words(statement.sort.label).lower())
        if statement.quotable:
            parts.append(words(mark("quotable")))
        return ", ".join(parts)

    def sizeHint(self) -> QSize:
        return QSize(self._desk.theme.px(_MARGIN_WIDTH), 100)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        for box, statement in self._shown:
            if box.contains(place):
                QToolTip.showText(event.globalPosition().toPoint(), tip(statement.words[:500]), self)
                self.setCursor(Qt.CursorShape.PointingHandCursor)
                return
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for box, statement in self._shown:
            if box.contains(event.position()):
                self._notes.statement_wanted.emit(statement.id)
                return
