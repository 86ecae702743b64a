"""Beside the list of links: the one under the keyboard, what it was likely meant for, and what else it could say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from enable_desktop.library.assets import Asset
from enable_desktop.library.likely_targets import Likely
from enable_desktop.library.mending import in_folder
from enable_desktop.words import mark
from ui.buttons import button, link_button
from ui.form import Form
from ui.labels import ElidedLabel, keycap, label, line
from ui.library.link_list import LinkRow
from ui.record_box import RecordBox

if TYPE_CHECKING:
    from ui.desk import Desk

MOST: Final = 3


class LinkSide(QWidget):
    """Shows one link after another."""

    likely_chosen = Signal(int)
    asset_chosen = Signal(int)
    file_wanted = Signal()
    removal_wanted = Signal()
    reset_wanted = Signal()
    others_wanted = Signal()
    page_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme, words = desk.theme, desk.words
        self.setProperty("pane", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 10)
        self.title = ElidedLabel(theme, "", "strong")
        head.addWidget(self.title, 1)
        outer.addLayout(head)
        outer.addWidget(line())
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(12)
        self._before = self._pair(column, mark("Before"))
        self._after = self._pair(column, mark("After"))
        self.reset = link_button(theme, words(mark("Choose nothing")), self.reset_wanted.emit, small=True)
        column.addWidget(self.reset)
        self.others = button(theme, "", self.others_wanted.emit, icon="check-all", small=True)
        beside = QHBoxLayout()
        beside.addWidget(self.others)
        beside.addStretch(1)
        column.addLayout(beside)
        self._likely_head = label(theme, words(mark("Likely meant")), "strong")
        column.addWidget(self._likely_head)
        self._likely = QVBoxLayout()
        self._likely.setSpacing(8)
        column.addLayout(self._likely)
        self._folders: tuple[str, ...] = ()
        self._lines: list[QWidget] = []
        self.uses: list[QWidget] = []
        self.other = QWidget()
        other = QVBoxLayout(self.other)
        other.setContentsMargins(0, 0, 0, 0)
        other.setSpacing(8)
        other.addWidget(label(theme, words(mark("Something else")), "strong"))
        self.box: RecordBox | None = None
        self._form = Form(theme)
        other.addWidget(self._form)
        self.file = button(
            theme, words(mark("Choose a file")), self.file_wanted.emit, icon="folder-open-outline", small=True
        )
        self.remove = button(
            theme, words(mark("Take the link out")), self.removal_wanted.emit, icon="link-off", small=True
        )
        self.remove.setToolTip(words(mark("Its words stay  Del")))
        for each in (self.file, self.remove):
            row = QHBoxLayout()
            row.addWidget(each)
            row.addStretch(1)
            other.addLayout(row)
        column.addWidget(self.other)
        column.addStretch(1)
        scroll.setWidget(inside)
        outer.addWidget(scroll, 1)
        outer.addWidget(line())
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 10)
        self.open = button(theme, words(mark("Open page")), self.page_wanted.emit, icon="open-in-new")
        foot.addWidget(self.open)
        foot.addStretch(1)
        outer.addLayout(foot)
        self._inside = inside

    def _pair(self, column: QVBoxLayout, head: str) -> tuple[QWidget, QLabel]:
        theme = self._desk.theme
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addWidget(label(theme, self._desk.words(head), "small", tone="tertiary"))
        text = label(theme, "", "body", wrap=True)
        lines.addWidget(text)
        column.addWidget(holder)
        return holder, text

    def begin(self) -> None:
        """Makes what needs to know every asset; the first showing of the page waits for the rest only."""
        if self.box is None:
            self.box = RecordBox(self._desk, Asset.kind)
            self._desk.theme.dress(self.box, "body")
            self._form.add(self._desk.words(mark("Content that is meant")), self.box)
            self.box.chosen.connect(self._on_chosen)

    def _on_chosen(self, value: object) -> None:
        if isinstance(value, int):
            self.asset_chosen.emit(value)

    def show_link(self, row: LinkRow | None, folders: Sequence[str] = (), others: int = 0) -> None:
        """Shows a link, or nothing. `others` are the links without a choice that lead to the same place."""
        words = self._desk.words
        self._inside.setVisible(row is not None)
        self.open.setEnabled(row is not None)
        if row is None:
            self.title.set_whole("")
            return
        link, item = row.item.link, row.item
        self.title.set_whole(" ".join(link.words.split()) or link.target)
        _say(self._before, link.target)
        _say(self._after, words(mark("No link; its words stay")) if item.removes else item.after or "")
        self._after[0].setVisible(item.is_chosen)
        can_change = not row.is_web and not self._desk.workspace.is_readonly
        self.reset.setVisible(item.is_chosen and can_change)
        text = words.n(
            "The same for {n} other link that leads there", "The same for {n} others that lead there", others
        )
        self.others.setText(text)
        self.others.setAccessibleName(text)
        self.others.setVisible(bool(others) and can_change)
        self._folders = tuple(folders)
        self._show_likely(row.likely or () if can_change else ())
        self.other.setVisible(can_change)
        if self.box is not None and not self.box.hasFocus():
            self.box.show_id(None)

    def _show_likely(self, likely: Sequence[Likely]) -> None:
        for gone in self._lines:
            self._likely.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._lines, self.uses = [], []
        self._likely_head.setVisible(bool(likely))
        for number, each in enumerate(likely[:MOST]):
            made = self._candidate(number, each)
            self._likely.addWidget(made)
            self._lines.append(made)

    def _candidate(self, number: int, likely: Likely) -> QWidget:
        theme, words = self._desk.theme, self._desk.words
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(keycap(theme, str(number + 1)), 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(0)
        path = PurePosixPath(likely.path)
        said.addWidget(label(theme, path.name, "body", wrap=True))
        folder = ElidedLabel(theme, in_folder(str(path.parent), self._folders), "small", "tertiary")
        said.addWidget(folder)
        row.addLayout(said, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        share = words.percent(likely.percent / 100)
        reason = words(mark("{reason}, {share}"), reason=words(likely.likeness.label), share=share)
        right.addWidget(label(theme, reason, "small", tone="secondary"), 0, Qt.AlignmentFlag.AlignRight)
        use = link_button(theme, words(mark("Use this")), partial(self.likely_chosen.emit, number), small=True)
        use.setAccessibleName(words(mark("Use this: {name}"), name=path.name))
        right.addWidget(use, 0, Qt.AlignmentFlag.AlignRight)
        self.uses.append(use)
        row.addLayout(right)
        return holder


def _say(pair: tuple[QWidget, QLabel], text: str) -> None:
    _, place = pair
    place.setText(text)
