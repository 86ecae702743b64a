"""The text of one prose field: Markdown that is formatted while it is typed and grows with what it holds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QEvent, QMimeData, QPoint, QSize, Qt, QTimer, QUrl, Signal, SignalInstance
from PySide6.QtGui import (
    QDesktopServices,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QTextEdit, QWidget

from enable_desktop.links import Ref
from ui.editor.highlighter import Highlighter
from ui.editor.line_formats import Filling, LineFormats, is_endless, text_between
from ui.editor.markdown_line import index_of, target_at
from ui.editor.plain_text import plain
from ui.editor.writing import Writing

if TYPE_CHECKING:
    from ui.theme import Theme

TEXT_WIDTH: Final = 680
_MOST_BLOCKS: Final = 400
_MOST_LETTERS: Final = 60_000
_CAPPED_HEIGHT: Final = 560
_LINES_AT_LEAST: Final = 3
_FIRST_LETTERS: Final = 8_000
"""How much of a long text is there before the editor is painted; some screens."""
_MORE_LETTERS: Final = 4_000
_WITH_ALL: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
"""Keys that may mean the whole text: select all, to the end, undo."""
_LEAVING: Final = frozenset(
    {
        Qt.FocusReason.MouseFocusReason,
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
        Qt.FocusReason.OtherFocusReason,
    }
)


class Written(Protocol):
    """Any widget with an editor that the bar above can write into."""

    edit: MarkdownEdit

    @property
    def destroyed(self) -> SignalInstance: ...


class MarkdownEdit(QTextEdit):
    """Plain text with the look of its Markdown; knows nothing of records."""

    edited = Signal()
    """The person changed the text."""
    entered = Signal()
    left = Signal()
    """The focus went elsewhere in the window."""
    paused = Signal()
    """The focus went to a menu or to another window and will come back."""
    followed = Signal(object)
    """A chip was opened: its Ref."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, fills: bool = False) -> None:
        """`fills` takes all the room there is and scrolls inside; else the editor grows with its text."""
        super().__init__(parent)
        self._theme = theme
        self._fills = fills
        self._is_stale = False
        self._is_shaping = False
        self._is_pressed = False
        self._has_edits = False
        self._has_pieces = False
        self._is_following = False
        self._is_putting = False
        self._changed: tuple[int, int] | None = None
        self._formats = LineFormats(theme)
        self._filling: Filling | None = None
        self._wanted_bar = 0
        self.table_words = "A"
        """What stands in the head of a new table."""
        self.writing = Writing(self)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setCursorWidth(2)
        across = QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Expanding if fills else QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        theme.dress(self, "editor")
        self.document().setDefaultFont(theme.font("editor"))
        self._highlighter = Highlighter(theme, self.document())
        self._grow_soon = QTimer(self)
        self._grow_soon.setSingleShot(True)
        self._grow_soon.setInterval(0)
        self._grow_soon.timeout.connect(self._grow)
        self._fill_soon = QTimer(self)
        self._fill_soon.setInterval(0)
        self._fill_soon.timeout.connect(self._fill_on)
        self.document().contentsChange.connect(self._on_contents_change)
        self.document().documentLayout().documentSizeChanged.connect(lambda *_: self._grow_soon.start())
        self.textChanged.connect(self._on_text_changed)
        self.cursorPositionChanged.connect(self._on_cursor_moved)
        theme.changed.connect(self._on_theme_changed)
        self._add_shortcuts()
        self.show_text("")

    def _add_shortcuts(self) -> None:
        for keys, run in self.writing.shortcuts():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(run)

    # -- the text

    def text(self) -> str:
        """The Markdown as written; unlike `toPlainText` it keeps no-break spaces."""
        rest = self._filling.rest if self._filling is not None else ""
        if self._has_pieces:
            return plain(text_between(self.document(), 0, self.document().characterCount() - 1)) + rest
        return plain(self.document().toRawText()) + rest

    def show_text(self, text: str) -> None:
        """Puts another text in, keeping cursor and scroll; what could be undone here is gone.

        Of a long one the beginning is there at once, and the rest follows while the window lives on; what is typed
        meanwhile is kept, but undone only by the workspace.
        """
        text = plain(text)
        place = self.textCursor().position()
        self._wanted_bar = self.verticalScrollBar().value()
        self._is_shaping = True
        self.document().setUndoRedoEnabled(False)
        self.document().clear()
        self._has_pieces = is_endless(text)
        self._filling = Filling(self._formats, self.document(), text)
        is_long = len(text) > _MOST_LETTERS or text.count("\n") >= _MOST_BLOCKS
        is_left = self._filling.more(_FIRST_LETTERS if is_long and not self._fills else None)
        while is_left and self.document().characterCount() <= place:
            is_left = self._filling.more(place)
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self._is_shaping = False
        self._has_edits = False
        if is_left:
            self._fill_soon.start()
        else:
            self._end_filling()
        self._show_line()
        self._grow()

    def _fill_on(self, letters: int | None = _MORE_LETTERS) -> None:
        """Puts more of a long text in, behind what is there."""
        assert self._filling is not None
        self._is_shaping = True
        cursor = self.textCursor()
        anchor, place = cursor.anchor(), cursor.position()
        is_left = self._filling.more(letters)
        if (cursor.anchor(), cursor.position()) != (anchor, place):
            # It stood at the very end, and went along.
            cursor.setPosition(anchor)
            cursor.setPosition(place, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
        self._is_shaping = False
        if not is_left:
            self._end_filling()

    def _end_filling(self) -> None:
        self._fill_soon.stop()
        self._filling = None
        self._has_edits = False
        self.document().setUndoRedoEnabled(True)
        if self._wanted_bar:
            self.verticalScrollBar().setValue(self._wanted_bar)

    def fill_now(self) -> None:
        """Puts in what is still missing of a long text: somebody wants to do something with all of it."""
        if self._filling is not None:
            self._fill_on(None)

    def put(self, cursor: QTextCursor, text: str) -> None:
        """Writes where the cursor is, inside an edit block of the caller."""
        if is_endless(text):
            self._is_putting = self._has_pieces = True
            self._formats.insert(cursor, text)
        else:
            cursor.insertText(text)

    def forget_edits(self) -> None:
        """From now on undo is the workspace's."""
        self._has_edits = False
        self.document().clearUndoRedoStacks()

    def _on_contents_change(self, start: int, removed: int, added: int) -> None:
        if not self._is_shaping:
            self._changed = start, start + added

    def _on_text_changed(self) -> None:
        if self._is_shaping or self._changed is None:
            return
        (start, end), self._changed = self._changed, None
        self._has_edits = True
        self._is_following = True
        # Undo and redo bring the formats back themselves; a change of our own would end the redo.
        if not self.document().isRedoAvailable():
            self._is_shaping = True
            self._formats.mend(self.document(), start, end, with_pieces=self._is_putting)
            self._is_shaping = False
        self._is_putting = False
        self._grow_soon.start()
        self.edited.emit()

    def _on_theme_changed(self) -> None:
        # One that fills its place knows passages, which are looked for again right after this.
        self._is_stale = not self._fills and not self.isVisible()
        if not self._is_stale:
            self._restyle()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self._restyle()

    def _restyle(self) -> None:
        self.document().setDefaultFont(self._theme.font("editor"))
        self._highlighter.restyle()
        self._formats.restyle()
        self.show_text(self.text())

    # -- size

    @property
    def is_capped(self) -> bool:
        """Whether the text is so long that it scrolls inside."""
        if self._filling is not None:
            return True
        return self.document().blockCount() > _MOST_BLOCKS or self.document().characterCount() > _MOST_LETTERS

    def _grow(self) -> None:
        if self._fills:
            return
        margins = self.contentsMargins()
        frame = self.height() - self.viewport().height()
        least = _LINES_AT_LEAST * self._theme.line_height("editor")
        if self.is_capped:
            height = self._theme.px(_CAPPED_HEIGHT)
            policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        else:
            height = max(least, math.ceil(self.document().size().height()) + 2)
            policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if self.verticalScrollBarPolicy() != policy:
            self.setVerticalScrollBarPolicy(policy)
        wanted = height + max(frame, margins.top() + margins.bottom())
        if self.minimumHeight() != wanted or self.maximumHeight() != wanted:
            self.setFixedHeight(wanted)
        if self._is_following:
            self._is_following = False
            self._follow_cursor()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(TEXT_WIDTH), max(self.minimumHeight(), 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), max(self.minimumHeight(), 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._grow_soon.start()

    def _follow_cursor(self) -> None:
        """Keeps the cursor in view of the page, which scrolls as a whole."""
        if not self.hasFocus():
            return
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        page = parent.widget() if parent is not None else None
        if parent is not None and page is not None:
            box = self.cursorRect()
            place = self.viewport().mapTo(page, box.center())
            parent.ensureVisible(place.x(), place.y(), 0, box.height() + 8)

    # -- the line being edited

    def _on_cursor_moved(self) -> None:
        if not self._is_shaping and not self._is_pressed:
            self._show_line()
            self._follow_cursor()

    def _show_line(self) -> None:
        is_edited = self.hasFocus() and not self.isReadOnly()
        self._highlighter.edit_line(self.textCursor().blockNumber() if is_edited else -1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # A press would otherwise move the words away under the pointer.
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._show_line()
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in _LEAVING:
            self._highlighter.edit_line(-1)
            self.left.emit()
        else:
            self.paused.emit()

    # -- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_pressed = True
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._is_pressed = False
        self._show_line()
        if event.button() == Qt.MouseButton.LeftButton and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.follow(self._target_under(event.position().toPoint()))

    def _target_under(self, point: QPoint) -> Ref | str | None:
        cursor = self.cursorForPosition(point)
        line = cursor.block().text()
        return target_at(line, index_of(line, cursor.positionInBlock()))

    def follow(self, target: Ref | str | None) -> bool:
        """Opens a record here, or a web or mail address outside."""
        if isinstance(target, Ref):
            self.followed.emit(target)
        elif target:
            QDesktopServices.openUrl(QUrl(target))
        return target is not None

    # -- keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_undo = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
            if is_undo and not self._has_edits:
                # Nothing was typed since the field was entered: undo is the workspace's.
                event.ignore()
                return False
        if event.type() == QEvent.Type.ContextMenu or (isinstance(event, QKeyEvent) and event.modifiers() & _WITH_ALL):
            self.fill_now()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()), 0)
            if step and self.writing.indent(step):
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if modifiers == Qt.KeyboardModifier.ControlModifier:
                cursor = self.textCursor()
                line = cursor.block().text()
                self.follow(target_at(line, index_of(line, cursor.positionInBlock())))
                return
            self.writing.enter(plainly=modifiers == Qt.KeyboardModifier.ShiftModifier)
            return
        super().keyPressEvent(event)

    # -- paste and drop

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasHtml() or (source.hasText() and not any(url.isLocalFile() for url in source.urls()))

    def insertFromMimeData(self, source: QMimeData) -> None:
        if not self.canInsertFromMimeData(source):
            return
        # Loaded here: a start does not need it.
        from ui.editor.paste import markdown_of

        text = markdown_of(source.html()) if source.hasHtml() else ""
        self.writing.insert(text or plain(source.text()))

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        cursor = self.textCursor()
        data.setText(plain(text_between(self.document(), cursor.selectionStart(), cursor.selectionEnd())))
        return data
