"""What an asset uses and what uses it: links drawn by hand, and those that stand in the text of pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.library.assets import Asset
from enable_desktop.links import Reason, Ref
from enable_desktop.words import mark
from ui.buttons import LinkButton, icon_button, link_button
from ui.labels import label
from ui.library.wording import title_of
from ui.record_box import RecordBox
from ui.uses import uses_of

if TYPE_CHECKING:
    from ui.desk import Desk

_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class Linked:
    """A record at the other end of a link; `link` is the id of one that was drawn by hand and can be removed."""

    said: str
    ref: Ref
    link: int | None = None


class LinksPart(QWidget):
    """Both directions, and a line in which one more is chosen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id = 0
        theme, words = desk.theme, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(label(theme, words(mark("Links")), "strong"), 1)
        self.add = link_button(theme, words(mark("Add")), self.begin, small=True)
        self.add.setAccessibleName(words(mark("Add a link to other content")))
        head.addWidget(self.add)
        column.addLayout(head)
        self.box: _Box | None = None
        self.uses, self.used_by = LinkList(desk, mark("Uses")), LinkList(desk, mark("Used by"))
        column.addWidget(self.uses)
        column.addWidget(self.used_by)

    def show_asset(self, asset: Asset) -> None:
        """Shows its links."""
        if asset.id != self._id and self.box is not None:
            self.box.hide()
        self._id = asset.id
        self.add.setVisible(not self._desk.workspace.is_readonly)
        ref = Ref(Asset.kind, asset.id)
        links = self._desk.workspace.links.of(ref)
        vouched = {link.end for link in links if link.start == ref and link.reason is Reason.VOUCHED}
        ids = {(link.end if link.start == ref else link.start): link.id for link in links}
        starting = {link.end for link in links if link.start == ref}
        uses: list[Linked] = []
        used_by: list[Linked] = []
        for use in uses_of(self._desk, [ref]).get(ref, ()):
            if use.ref in vouched:
                # Said among the facts.
                continue
            said = use.title if use.ref.kind == Asset.kind else use.said
            linked = Linked(said or self._desk.words(mark("No title yet")), use.ref, ids.get(use.ref))
            (uses if use.ref in starting else used_by).append(linked)
        pages = self._desk.workspace.library.page_links.of(asset.id)
        self._add_pages(uses, [link.asset for link in pages.uses if link.asset is not None and link.asset != asset.id])
        self._add_pages(used_by, [link.page_asset for link in pages.used_by if link.page_asset is not None])
        self.uses.show_links(uses)
        self.used_by.show_links(used_by)

    def _add_pages(self, links: list[Linked], ids: Iterable[int]) -> None:
        """Adds assets that are linked in their text."""
        there = {linked.ref for linked in links}
        for other in self._desk.workspace.library.these(dict.fromkeys(ids)):
            ref = Ref(Asset.kind, other.id)
            if ref not in there:
                links.append(Linked(title_of(other, self._desk.words), ref))

    def begin(self) -> None:
        """Asks for what it uses."""
        if self._desk.workspace.is_readonly or not self._id:
            return
        if self.box is None:
            # Made for the first link: it knows what every asset is called.
            self.box = _Box(self._desk)
            self.box.chosen.connect(self._on_chosen)
            layout = self.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.insertWidget(1, self.box)
        self.box.show_id(None)
        self.box.show()
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, value: object) -> None:
        if not isinstance(value, int) or self.box is None:
            return
        self.box.hide()
        self.box.show_id(None)
        if value == self._id:
            return
        try:
            self._desk.workspace.links.join(Ref(Asset.kind, self._id), Ref(Asset.kind, value), Reason.USES)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self._desk.toast(self._desk.words(mark("Link added")), undo=True)


class _Box(RecordBox):
    """Esc leaves without a link."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Asset.kind)
        desk.theme.dress(self, "body")
        self.setAccessibleName(desk.words(mark("Content that this uses")))
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.text():
            self.hide()
        else:
            super().keyPressEvent(event)


class LinkList(QWidget):
    """Under a small heading: records to go to, those linked by hand with a button that parts them."""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__()
        self._desk = desk
        self._shown: list[Linked] = []
        self._lines: list[QWidget] = []
        self.buttons: list[LinkButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._title = desk.words(title)
        self._column.addWidget(label(desk.theme, self._title, "small", tone="tertiary"))

    def show_links(self, links: list[Linked]) -> None:
        """Shows these; hides itself where there are none."""
        self.setVisible(bool(links))
        if links == self._shown:
            return
        self._shown = links
        for gone in self._lines:
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.buttons, self._lines = [], []
        for linked in links[:_MOST]:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            made = link_button(self._desk.theme, linked.said, partial(self._desk.go, linked.ref), small=True)
            made.setAccessibleName(f"{self._title}: {linked.said}")
            made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self.buttons.append(made)
            row.addWidget(made, 1)
            if linked.link is not None and not self._desk.workspace.is_readonly:
                text = self._desk.words(mark("Remove the link to “{title}”"), title=linked.said)
                row.addWidget(icon_button(self._desk.theme, "close", text, partial(self._part, linked.link)))
            self._lines.append(line)
            self._column.addWidget(line)

    def _part(self, link: int) -> None:
        try:
            self._desk.workspace.links.part(link)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self._desk.toast(self._desk.words(mark("Link removed")), undo=True)
