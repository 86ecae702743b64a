"""Where the file of an asset has come to say something else than the person does: what it says, and who is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import field_of
from enable_desktop.library.assets import Asset
from enable_desktop.readouts import Reader
from enable_desktop.words import mark
from ui.buttons import button
from ui.labels import label

if TYPE_CHECKING:
    from ui.desk import Desk

_ICON: Final = "file-document-outline"
_LETTERS: Final = 200


class ContestedNotice(QFrame):
    """A card that is there only where something is contested."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asset: Asset | None = None
        theme, words = desk.theme, desk.words
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._icon = QLabel()
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(label(theme, words(mark("Its file says otherwise")), "strong", wrap=True), 1)
        column.addLayout(head)
        self.text = label(theme, "", "small", tone="secondary", wrap=True)
        column.addWidget(self.text)
        self.take_over = button(
            theme, words(mark("Take over")), self._take_over, icon="file-document-outline", small=True
        )
        self.take_over.setToolTip(words(mark("Say here what the file says")))
        self.keep = button(theme, words(mark("Keep")), self._keep, icon="check", small=True)
        self.keep.setToolTip(words(mark("Keep what stands here, until the file is changed again")))
        row = QHBoxLayout()
        row.addWidget(self.take_over)
        row.addWidget(self.keep)
        row.addStretch(1)
        column.addLayout(row)
        theme.changed.connect(self._paint_icon)
        self._paint_icon()

    def show_asset(self, asset: Asset) -> None:
        """Shows what its file says otherwise; nothing where both say the same."""
        self._asset = asset
        self.setVisible(bool(asset.contested))
        if not asset.contested:
            return
        workspace = self._desk.workspace
        reader = Reader(self._desk.words, workspace.settings.get("currency") or "EUR", workspace.title_of)
        said = workspace.library.contested.said(asset)
        self.text.setText("\n".join(self._line(reader, name, value) for name, value in said.items()))
        for made in (self.take_over, self.keep):
            made.setEnabled(not workspace.is_readonly)

    def _line(self, reader: Reader, name: str, value: Any) -> str:
        # Any: the value of any field.
        known, words = field_of(Asset, name), self._desk.words
        text = " ".join(reader.shown(known, value).split())
        shown = f"{text[:_LETTERS]}…" if len(text) > _LETTERS else text
        return words(mark("{name}: {text}"), name=words(known.label), text=shown)

    def _take_over(self) -> None:
        self._settle(takes_over=True)

    def _keep(self) -> None:
        self._settle(takes_over=False)

    def _settle(self, *, takes_over: bool) -> None:
        if self._asset is None:
            return
        contested = self._desk.workspace.library.contested
        try:
            (contested.follow_file if takes_over else contested.keep)(self._asset)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        words = self._desk.words
        said = mark("What the file says was taken over") if takes_over else mark("What stands here was kept")
        self._desk.toast(words(said), undo=True)

    def _paint_icon(self) -> None:
        side = self._desk.theme.px(18)
        self._icon.setPixmap(self._desk.theme.icon(_ICON, "text.secondary").pixmap(side, side))
