"""The library while there is nothing in it: what belongs here, and the ways in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from enable_desktop.words import mark
from ui.buttons import button, link_button, primary_button
from ui.labels import label, line
from ui.library import example

if TYPE_CHECKING:
    from ui.desk import Desk

_WIDTH: Final = 760
_HEADING: Final = 30
_NEXT: Final = (
    (
        "eye-outline",
        mark("You see a list before anything is stored"),
        mark("Leave out what you do not want; folders become suggestions for kind and stage."),
    ),
    (
        "clock-outline",
        mark("Every item gets a review date"),
        mark("The rhythm of its kind says when, unless you choose another one for it."),
    ),
    (
        "link-variant",
        mark("Files are followed"),
        mark("If a file of a watched folder moves, it is known again by its content, and its history stays with it."),
    ),
)


class EmptyLibrary(QScrollArea):
    """One sentence, the ways in, and what will happen next."""

    by_hand_wanted = Signal()
    folder_wanted = Signal()
    files_wanted = Signal()
    table_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme, words = desk.theme, desk.words
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        across = QHBoxLayout(inside)
        across.setContentsMargins(24, 48, 24, 24)
        across.addStretch(1)
        self._middle = QWidget()
        self._middle.setMaximumWidth(theme.px(_WIDTH))
        across.addWidget(self._middle, 100)
        across.addStretch(1)
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(24)
        column.addWidget(self._card())
        below = QHBoxLayout()
        below.setSpacing(40)
        steps = QVBoxLayout()
        steps.setSpacing(12)
        top = QHBoxLayout()
        top.addStrut(theme.px(_HEADING))
        top.addWidget(label(theme, words(mark("What happens next")), "strong"))
        steps.addLayout(top)
        self._signs: list[tuple[QLabel, str]] = []
        for icon, title, text in _NEXT:
            steps.addLayout(self._step(icon, words(title), words(text)))
        steps.addStretch(1)
        below.addLayout(steps, 1)
        below.addLayout(self._columns(), 1)
        column.addLayout(below)
        column.addStretch(1)
        self.setWidget(inside)
        theme.changed.connect(self._paint)
        self._paint()

    def _card(self) -> QFrame:
        theme, words = self._desk.theme, self._desk.words
        card = QFrame()
        card.setProperty("card", "empty")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(32, 36, 32, 32)
        inside.setSpacing(10)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._folder = QLabel()
        inside.addWidget(self._folder, 0, middle)
        inside.addWidget(label(theme, words(mark("Drop a folder or a CSV here")), "heading"), 0, middle)
        said = label(
            theme,
            words(mark("Files stay where they are. Enable Desktop reads names, dates and text, so that you can search, "
                       "link and date them.")),
            "body", tone="secondary",
        )  # fmt: skip
        said.setWordWrap(True)
        said.setAlignment(middle)
        said.setFixedWidth(theme.px(460))
        inside.addWidget(said, 0, middle)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        choose = words(mark("Choose folder"))
        self.first = primary_button(theme, choose, self.folder_wanted.emit, icon="folder-open-outline")
        row.addWidget(self.first)
        self.files = button(theme, words(mark("Choose files")), self.files_wanted.emit, icon="file-plus-outline")
        row.addWidget(self.files)
        self.table = button(theme, words(mark("Choose CSV")), self.table_wanted.emit, icon="table-arrow-down")
        row.addWidget(self.table)
        by_hand = words(mark("Add one by hand"))
        self.by_hand = button(theme, by_hand, self.by_hand_wanted.emit, icon="plus", look="quiet")
        row.addWidget(self.by_hand)
        row.addStretch(1)
        inside.addSpacing(6)
        inside.addLayout(row)
        return card

    def _columns(self) -> QVBoxLayout:
        """What a table of content holds; other names can be matched when it comes in."""
        theme, words = self._desk.theme, self._desk.words
        column = QVBoxLayout()
        column.setSpacing(4)
        top = QHBoxLayout()
        top.addStrut(theme.px(_HEADING))
        top.addWidget(label(theme, words(mark("Columns of a table")), "strong"), 1)
        self.example = link_button(theme, words(mark("Save example")), partial(example.save, self._desk))
        self.example.setToolTip(words(mark("A CSV with these columns and a few rows, to fill in")))
        top.addWidget(self.example)
        column.addLayout(top)
        for name, shown in example.columns(words, self._desk.today):
            column.addWidget(line(subtle=True))
            row = QHBoxLayout()
            head = label(theme, name, "smallstrong")
            head.setFixedWidth(theme.px(96))
            row.addWidget(head)
            row.addWidget(label(theme, shown, "small", tone="secondary"), 1)
            column.addLayout(row)
        column.addWidget(line(subtle=True))
        text = words(mark("Only a title is needed. Columns of other names are matched when the table comes in."))
        column.addWidget(label(theme, text, "small", tone="tertiary", wrap=True))
        column.addStretch(1)
        return column

    def _step(self, icon: str, title: str, text: str) -> QHBoxLayout:
        theme = self._desk.theme
        row = QHBoxLayout()
        row.setSpacing(12)
        sign = QLabel()
        self._signs.append((sign, icon))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(label(theme, title, "strong"))
        said.addWidget(label(theme, text, "body", tone="secondary", wrap=True))
        row.addLayout(said, 1)
        return row

    def _paint(self) -> None:
        theme = self._desk.theme
        self._middle.setMaximumWidth(theme.px(_WIDTH))
        for sign, icon in self._signs:
            sign.setPixmap(theme.icon(icon, "text.secondary").pixmap(theme.px(18), theme.px(18)))
        self._folder.setPixmap(theme.icon("folder-plus-outline", "text.secondary").pixmap(theme.px(24), theme.px(24)))
