"""Ctrl+K: finds any page, command, section or record while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListView, QVBoxLayout, QWidget

from enable_desktop.words import Words, mark
from ui.finds import FIND_ROLE, Find, FindModel, FindsDelegate
from ui.labels import keycap, label, line
from ui.line_edit import LineEdit
from ui.theme import Theme

DEBOUNCE_MS: Final = 40
_WIDTH: Final = 680
_TOP: Final = 66
_SCRIM: Final = 107

Source = Callable[[str], Sequence[Find]]
"""What is found for a text; the text begins with ">" when only commands are wanted."""


class QuickFind(QWidget):
    """A panel over a darkened window; Esc or a click beside it closes it and gives the focus back."""

    closed = Signal()

    def __init__(self, theme: Theme, words: Words, source: Source, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self._source = source
        self._before: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self._on_timeout)
        self._panel = QFrame(self)
        self._panel.setObjectName("quickfind")
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._top())
        column.addWidget(line())
        self._list = self._results()
        column.addWidget(self._list, 1)
        column.addWidget(line())
        column.addWidget(self._foot())
        parent.installEventFilter(self)
        self.hide()

    def _top(self) -> QWidget:
        top = QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(12)
        self._glass = QLabel()
        row.addWidget(self._glass)
        self.edit = LineEdit()
        self.edit.setProperty("bare", "true")
        self.edit.setPlaceholderText(self._words(mark("Find anything, or > for commands")))
        self.edit.setAccessibleName(self._words(mark("Find anything")))
        self.edit.setAccessibleDescription(self._words(mark("Arrow keys choose, Enter opens, Esc closes")))
        self._theme.dress(self.edit, "find")
        self.edit.textChanged.connect(self._on_text_changed)
        self.edit.installEventFilter(self)
        row.addWidget(self.edit, 1)
        row.addWidget(keycap(self._theme, "Esc"))
        row.addWidget(label(self._theme, self._words(mark("close")), "small", tone="secondary"))
        self._top_row = top
        return top

    def _results(self) -> QListView:
        shown = QListView()
        self.model = FindModel(shown)
        shown.setModel(self.model)
        shown.setItemDelegate(FindsDelegate(self._theme, shown))
        shown.setProperty("pane", "raised")
        shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        shown.setMouseTracking(True)
        shown.setUniformItemSizes(False)
        shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        shown.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        shown.setAccessibleName(self._words(mark("Results")))
        shown.clicked.connect(self._on_clicked)
        return shown

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(6)
        for key, text in (
            ("↑ ↓", self._words(mark("choose"))),
            ("Enter", self._words(mark("open"))),
            (">", self._words(mark("commands only"))),
        ):
            row.addWidget(keycap(self._theme, key))
            row.addWidget(label(self._theme, text, "caption", tone="secondary"))
            row.addSpacing(10)
        row.addStretch(1)
        self._count = label(self._theme, "", "caption", tone="secondary")
        row.addWidget(self._count)
        self._foot_row = foot
        return foot

    # Opening and closing ---------------------------------------------------------------------

    def open(self, text: str = "") -> None:
        """Shows the panel over the window."""
        window = self.window()
        self._before = window.focusWidget()
        side = self._theme.px(18)
        self._glass.setPixmap(self._theme.icon("magnify", "text.tertiary").pixmap(side, side))
        self.edit.setText(text)
        self._show_finds()
        self._place()
        self.show()
        self.raise_()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def close_up(self, *, give_back: bool = True) -> None:
        """Hides the panel; the focus goes back to where it came from."""
        if not self.isVisible():
            return
        self._timer.stop()
        self.hide()
        if give_back and self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        self.closed.emit()

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        self.setGeometry(parent.rect())
        self._top_row.setFixedHeight(self._theme.px(50))
        self._foot_row.setFixedHeight(self._theme.px(33))
        width = min(self._theme.px(_WIDTH), parent.width() - 48)
        room = parent.height() - _TOP - 40
        fixed = self._theme.px(50) + self._theme.px(33) + 4
        model = self.model
        wanted = fixed + sum(self._list.sizeHintForRow(row) for row in range(model.rowCount())) + 10
        self._panel.setGeometry((parent.width() - width) // 2, _TOP, width, max(fixed + 60, min(room, wanted)))

    @property
    def is_waiting(self) -> bool:
        """Whether what was typed last has not been looked for yet."""
        return self._timer.isActive()

    @property
    def finds(self) -> tuple[Find, ...]:
        """The rows shown."""
        return tuple(self.model.find_at(row) for row in range(self.model.rowCount()))

    @property
    def current(self) -> Find | None:
        """The row that Enter opens."""
        find = self._list.currentIndex().data(FIND_ROLE)
        return find if isinstance(find, Find) else None

    # What is found ---------------------------------------------------------------------------

    def _on_text_changed(self) -> None:
        if self.isVisible():
            self._timer.start()

    def _on_timeout(self) -> None:
        self._show_finds()
        self._place()

    def _show_finds(self) -> None:
        text = self.edit.text()
        finds = self._source(text)
        self.model.show_finds(finds, text.removeprefix(">").strip())
        count = sum(1 for find in finds if not find.is_heading)
        self._count.setText(self._words.n("{n} result", "{n} results", count))
        self._move(first=True)

    def _move(self, step: int = 1, *, first: bool = False) -> None:
        """To the next row that is no heading."""
        model = self.model
        rows = [row for row in range(model.rowCount()) if not model.find_at(row).is_heading]
        if not rows:
            return
        current = self._list.currentIndex().row()
        place = 0 if first or current not in rows else (rows.index(current) + step) % len(rows)
        if first:
            self._list.scrollToTop()
        self._list.setCurrentIndex(model.index(rows[place], 0))

    def _on_clicked(self, index: QModelIndex) -> None:
        find = index.data(FIND_ROLE)
        if isinstance(find, Find) and find.run is not None:
            # First closed: what is opened may want the focus.
            self.close_up(give_back=find.keeps_focus)
            find.run()

    def _enter(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._show_finds()
        self._on_clicked(self._list.currentIndex())

    # Events ----------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Down:
                self._move(1)
            case Qt.Key.Key_Up:
                self._move(-1)
            case Qt.Key.Key_PageDown:
                self._move(5)
            case Qt.Key.Key_PageUp:
                self._move(-5)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._enter()
            case Qt.Key.Key_Escape:
                self.close_up()
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                pass
            case _:
                return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.close_up()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        scrim = QColor(Qt.GlobalColor.black)
        scrim.setAlpha(_SCRIM)
        painter.fillRect(QRect(self.rect()), scrim)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible():
            self._place()
