"""One item of a pack: what the rep is told of it, what is known of the content, and what people said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.library.assets import Asset, AssetKind
from enable_desktop.links import Ref
from enable_desktop.packs.checks import needs_consent
from enable_desktop.packs.records import PackItem
from enable_desktop.words import mark
from ui.buttons import button, link_button
from ui.feedback_part import FeedbackPart
from ui.labels import ElidedLabel, label
from ui.library.wording import title_of
from ui.record_form import RecordForm

if TYPE_CHECKING:
    from ui.desk import Desk

_SAID: Final = ("heading", "use_when", "say_first", "sheet")
_KNOWN: Final = ("question", "summary")
_CONSENT: Final = ("consent", "consent_until")


class ItemPart(QWidget):
    """Shows one item after another in the same widgets."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pack = 0
        self._asset = 0
        self._forms: dict[str, RecordForm] = {}
        theme, words = desk.theme, desk.words
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.nothing = label(theme, words(mark("Choose an item in the list.")), "body", tone="secondary", wrap=True)
        column.addWidget(self.nothing)
        self._whole = QWidget(self)
        column.addWidget(self._whole)
        inside = QVBoxLayout(self._whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        head = QHBoxLayout()
        self.title = ElidedLabel(theme, "", "section")
        head.addWidget(self.title, 1)
        self.open = link_button(theme, words(mark("Open content")), self._open_asset, small=True)
        head.addWidget(self.open)
        inside.addLayout(head)
        self._places: dict[str, QVBoxLayout] = {}
        inside.addWidget(label(theme, words(mark("What the rep is told")), "strong"))
        self.keep = button(theme, words(mark("Say when to use it")), self.edit, small=True)
        inside.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        for name in ("said", "known", "consent"):
            if name == "known":
                inside.addWidget(label(theme, words(mark("What is known of it")), "strong"))
            self._places[name] = QVBoxLayout()
            inside.addLayout(self._places[name])
        self.feedback = FeedbackPart(desk, self._whole)
        inside.addWidget(self.feedback)
        self._whole.hide()

    def show_item(self, pack: int, asset: int, item: int | None) -> None:
        """Shows an asset of a pack; `item` is its line in the pack, where it has one."""
        found = self._desk.workspace.get(Asset, asset) if asset else None
        self._pack, self._asset = pack, found.id if found is not None else 0
        self._whole.setVisible(found is not None)
        self.nothing.setVisible(found is None)
        if found is None:
            return
        self.title.set_whole(title_of(found, self._desk.words))
        self._show("said", _SAID, Ref(PackItem.kind, item) if item is not None else None)
        self.keep.setVisible(item is None)
        self.keep.setEnabled(not self._desk.workspace.is_readonly)
        ref = Ref(Asset.kind, found.id)
        self._show("known", _KNOWN, ref)
        kind = self._desk.workspace.get(AssetKind, found.sort) if found.sort is not None else None
        self._show("consent", _CONSENT, ref if needs_consent(found, kind) else None)
        self.feedback.show_about("asset", found.id)

    def _show(self, name: str, fields: tuple[str, ...], ref: Ref | None) -> None:
        form = self._forms.get(name)
        if ref is None:
            if form is not None:
                form.flush()
                form.hide()
            return
        if form is None:
            form = self._forms[name] = RecordForm(self._desk, ref, fields, self._whole)
            self._places[name].addWidget(form)
        elif form.ref != ref:
            form.show_ref(ref)
        form.show()

    def edit(self) -> None:
        """Puts the keyboard into when to use it; what a search or a playlist brought is put in by hand for that."""
        if not self._asset:
            return
        form = self._forms.get("said")
        if form is None or form.isHidden():
            try:
                item = self._desk.workspace.packs.keep(self._pack, self._asset)
            except WorkspaceError as fault:
                self._desk.failed(fault)
                return
            self.show_item(self._pack, self._asset, item)
        self._forms["said"].reveal("use_when")

    def edit_asset(self, pack: int, asset: int, field: str) -> None:
        """Puts the keyboard into a field of an asset, whichever row the keyboard is in."""
        if asset != self._asset:
            items = self._desk.workspace.packs.items(pack)
            item = next((each.id for each in items if each.asset == asset and not each.left_out), None)
            self.show_item(pack, asset, item)
        for form in self._forms.values():
            if not form.isHidden() and form.holds(field):
                form.reveal(field)
                return

    def _open_asset(self) -> None:
        self._desk.go(Ref(Asset.kind, self._asset))

    def flush(self) -> None:
        """Stores what is still being typed."""
        for form in self._forms.values():
            form.flush()
        self.feedback.flush()

    @property
    def is_stored(self) -> bool:
        """Whether everything typed here is in the file."""
        return all(form.is_stored for form in self._forms.values()) and self.feedback.is_stored
