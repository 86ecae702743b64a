"""The start screen: what there is to do without a workspace."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from enable_desktop.words import mark
from ui.buttons import button, icon_button, primary_button
from ui.labels import label
from ui.problem import ProblemPanel
from ui.rows import Row, RowsView

if TYPE_CHECKING:
    from ui.window import Window

_WIDTH: Final = 560


class Welcome(QWidget):
    """New, open, recent, and the sample to look at."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        words, theme = window.words, window.program.theme
        self._window = window
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 10, 8, 24)
        self.menu_button = icon_button(theme, "menu", words(mark("Menu")), window.show_menu, shortcut="F10")
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        outer.addWidget(self.menu_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.problems = ProblemPanel(theme, words)
        outer.addWidget(self.problems)
        outer.addStretch(1)
        centre = QWidget()
        centre.setFixedWidth(theme.px(_WIDTH))
        # No alignment: an aligned widget is not asked how high it is at its width.
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(centre)
        across.addStretch(1)
        outer.addLayout(across)
        outer.addStretch(2)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(theme, "Enable Desktop", "figure"))
        about = mark("Your enablement programme on one desk. It is kept in one file, and nothing leaves this computer.")
        column.addWidget(label(theme, words(about), "body", tone="secondary", wrap=True))
        column.addSpacing(12)
        column.addLayout(self._beginnings())
        column.addSpacing(20)
        self._add_recent(column)

    def _beginnings(self) -> QHBoxLayout:
        program, words, window = self._window.program, self._window.words, self._window
        theme = program.theme
        row = QHBoxLayout()
        row.setSpacing(8)
        self.new = primary_button(theme, words(mark("New workspace")), partial(program.make, window), icon="plus")
        row.addWidget(self.new)
        for text, run, icon in (
            (mark("Open workspace"), program.choose, "folder-open-outline"),
            (mark("Open the sample programme"), program.show_sample, "flask-outline"),
        ):
            row.addWidget(button(theme, words(text), partial(run, window), icon=icon))
        row.addStretch(1)
        return row

    def _add_recent(self, column: QVBoxLayout) -> None:
        """What was opened before, or, where nothing was, what the sample is good for."""
        words, theme = self._window.words, self._window.program.theme
        recent = self._window.program.preferences.recent()
        self.recent = RowsView(theme, words(mark("Opened before")))
        self.recent.activated.connect(self._on_activated)
        self.recent.clicked.connect(self._on_activated)
        self.recent.show_rows(
            [Row(title=path.stem, detail=str(path.parent), icon="briefcase-outline", key=path) for path in recent]
        )
        if recent:
            column.addWidget(label(theme, words(mark("Opened before")), "strong"))
            self.recent.setFixedHeight(min(self.recent.natural_height() + 2, theme.px(320)))
            column.addWidget(self.recent)
            return
        text = mark(
            "The sample holds a finished charter of a company that does not exist. "
            "Look at it first, or begin with your own."
        )
        column.addWidget(label(theme, words(text), "body", tone="secondary", wrap=True))
        self.recent.hide()

    def take_focus(self) -> None:
        """On what was opened last, else on making a new one."""
        (self.new if self.recent.isHidden() else self.recent).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_activated(self, index: QModelIndex) -> None:
        path = self.recent.rows.row_at(index.row()).key
        if isinstance(path, Path):
            self._window.program.open(path, self._window)
