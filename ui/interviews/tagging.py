"""The popover under selected words: theme by type-ahead, kind, severity, quotable; Enter keeps it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import SEVERITIES, Interview, Sort, Statement, Theme
from enable_desktop.links import Ref
from enable_desktop.people import folded
from enable_desktop.words import mark
from ui.buttons import button
from ui.inputs import CheckBox, Segmented
from ui.labels import keycap, label
from ui.line_edit import LineEdit
from ui.rows import Row, RowsView

if TYPE_CHECKING:
    from ui.desk import Desk

_WIDTH: Final = 372
_SHOWN: Final = 6
_DIGITS: Final = {str(severity): severity for severity in SEVERITIES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """What was chosen: a theme that is there (or none yet), or the title of a new one, and the rest."""

    theme: int | None
    new_theme: str
    sort: Sort
    severity: int | None
    quotable: bool
    prompted: bool


def values_of(desk: Desk, interview: int | None, tag: Tag) -> dict[str, Any]:
    """The fields of a statement tagged so; a new theme is made, and asked about by the round of the talk from now on.

    Any: the values of any field by its name. Belongs inside the step that stores them.
    """
    theme = tag.theme
    if tag.new_theme:
        talk = desk.workspace.get(Interview, interview or 0)
        theme = desk.workspace.themes.make(tag.new_theme, talk.round if talk is not None else None)
    return {
        "theme": theme,
        "sort": tag.sort,
        "severity": tag.severity,
        "quotable": tag.quotable,
        "prompted": tag.prompted,
    }


def tag_anew(desk: Desk, statement: int, tag: Tag) -> None:
    """Tags a statement otherwise, in one step; what could not be stored is said."""
    workspace = desk.workspace
    found = workspace.get(Statement, statement)
    try:
        with workspace.step(mark("Tag a passage")):
            values = values_of(desk, found.interview if found is not None else None, tag)
            workspace.change(Ref(Statement.kind, statement), **values)
    except WorkspaceError as fault:
        desk.failed(fault)


class TagPopover(QFrame):
    """Asks for a theme and what goes with it, without a hand leaving the keyboard."""

    kept = Signal(object)
    """The `Tag`."""

    def __init__(
        self,
        desk: Desk,
        raised: Callable[[int], str],
        parent: QWidget,
        *,
        statement: Statement | None = None,
        quotable: bool = False,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._desk = desk
        self._raised = raised
        self._themes: Mapping[int, Theme] = {theme.id: theme for theme in desk.workspace.all(Theme)}
        theme, words = desk.theme, desk.words
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setProperty("pane", "raised")
        self.setAccessibleName(words(mark("Tag as")))
        self.setFixedWidth(theme.px(_WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label(theme, words(mark("Tag as …")), "strong"))
        head.addStretch(1)
        head.addWidget(keycap(theme, "Esc"))
        column.addLayout(head)
        self.box = LineEdit()
        theme.dress(self.box, "body")
        self.box.setPlaceholderText(words(mark("Theme")))
        self.box.setAccessibleName(words(mark("Theme")))
        self.box.textChanged.connect(self._find)
        self.box.installEventFilter(self)
        column.addWidget(self.box)
        self.list = RowsView(theme, words(mark("Themes")))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setProperty("pane", "raised")
        self.list.clicked.connect(self._on_clicked)
        column.addWidget(self.list)
        self._add_choices(column)
        self._begin(statement, quotable)

    def _add_choices(self, column: QVBoxLayout) -> None:
        """Severity, kind, what else is told, and the button that keeps it."""
        theme, words = self._desk.theme, self._desk.words
        self.severity = Segmented(
            theme, words(mark("Severity")), [(severity, str(severity)) for severity in SEVERITIES]
        )
        self.severity.chosen.connect(lambda *_: self._prefer_problem())
        row = QHBoxLayout()
        row.addWidget(label(theme, words(mark("Severity")), "body", tone="secondary"))
        row.addWidget(self.severity)
        row.addWidget(label(theme, words(mark("1 mild, 5 blocking")), "small", tone="secondary"))
        row.addStretch(1)
        column.addLayout(row)
        self.sort = Segmented(theme, words(mark("Kind")), [(sort, words(sort.label)) for sort in Sort])
        row = QHBoxLayout()
        row.addWidget(self.sort)
        row.addStretch(1)
        column.addLayout(row)
        row = QHBoxLayout()
        self.quotable = CheckBox(theme, words(mark("Quotable")))
        self.prompted = CheckBox(theme, words(mark("Prompted")))
        row.addWidget(self.quotable)
        row.addWidget(self.prompted)
        row.addStretch(1)
        self.keep = button(theme, words(mark("Keep")), self.accept, small=True)
        row.addWidget(self.keep)
        row.addWidget(keycap(theme, "Enter"))
        column.addLayout(row)

    def _begin(self, statement: Statement | None, quotable: bool) -> None:
        self.sort.choose(statement.sort if statement is not None else Sort.PROBLEM)
        if statement is not None and statement.severity is not None:
            self.severity.choose(statement.severity)
        self.quotable.setChecked(statement.quotable if statement is not None else quotable)
        self.prompted.setChecked(statement is not None and statement.prompted)
        known = self._themes.get(statement.theme or 0) if statement is not None else None
        self.box.setText(known.title if known is not None else "")
        self._find(self.box.text())
        self.box.selectAll()

    # -- themes

    def _find(self, text: str) -> None:
        sought = folded(text)
        starts = [each for each in self._themes.values() if folded(each.title).startswith(sought)]
        inside = [each for each in self._themes.values() if sought in folded(each.title) and each not in starts]
        found = [*starts, *inside][: _SHOWN - 1]
        rows = [Row(title=each.title, right=self._raised(each.id), key=each.id) for each in found]
        if sought and all(folded(each.title) != sought for each in found):
            title = self._desk.words(mark("New theme “{title}”"), title=text.strip())
            rows.append(Row(title=title, key=text.strip()))
        self.list.show_rows(rows)
        # The first is meant until another is chosen; with nothing typed none is, so that Enter marks for later.
        if rows and sought:
            self.list.setCurrentIndex(self.list.rows.index(0, 0))
        else:
            self.list.setCurrentIndex(QModelIndex())
        self.list.setFixedHeight(self.list.natural_height() + 2)
        self.adjustSize()

    def _on_clicked(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        row = self.list.current
        if row is not None and isinstance(row.key, int):
            self.box.setText(row.title)

    def _prefer_problem(self) -> None:
        self.sort.choose(Sort.PROBLEM)

    # -- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            count = self.list.rows.rowCount()
            place = max(0, min(self.list.currentIndex().row() + step, count - 1))
            self.list.setCurrentIndex(self.list.rows.index(place, 0))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
            return True
        if event.text() in _DIGITS and not event.modifiers():
            self.severity.choose(_DIGITS[event.text()])
            self._prefer_problem()
            return True
        is_fresh = not self.box.text() or self.box.selectedText() == self.box.text()
        if event.key() == Qt.Key.Key_Space and is_fresh:
            self.quotable.toggle()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
            return
        super().keyPressEvent(event)

    def accept(self) -> None:
        """Keeps what is chosen and closes."""
        row = self.list.current
        key = row.key if row is not None else None
        sort = self.sort.current
        severity = self.severity.current
        assert isinstance(sort, Sort)
        made = Tag(
            theme=key if isinstance(key, int) else None,
            new_theme=key if isinstance(key, str) else "",
            sort=sort,
            severity=severity if isinstance(severity, int) and sort is Sort.PROBLEM else None,
            quotable=self.quotable.isChecked(),
            prompted=self.prompted.isChecked(),
        )
        self.close()
        self.kept.emit(made)

    # -- place

    def open_at(self, words: QRect, viewport: QWidget) -> None:
        """Shows it below the words, or above where there is no room; it never covers them."""
        self.adjustSize()
        below = viewport.mapToGlobal(words.bottomLeft() + QPoint(0, 6))
        screen = self.screen().availableGeometry()
        if below.y() + self.height() > screen.bottom():
            below.setY(viewport.mapToGlobal(words.topLeft()).y() - 6 - self.height())
        below.setX(max(screen.left(), min(below.x(), screen.right() - self.width())))
        self.move(below)
        self.show()
        self.box.setFocus(Qt.FocusReason.PopupFocusReason)
