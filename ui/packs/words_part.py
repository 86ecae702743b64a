"""Under the list of packs: what is said of the pack shown, and which parts its page has."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from enable_desktop.links import Ref
from enable_desktop.packs.records import PagePart
from enable_desktop.words import mark
from ui.inputs import CheckBox
from ui.labels import label
from ui.record_form import RecordForm
from ui.scrolling import scroll_down_only

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.packs.state import ShownPack

_FIRST: Final = ("title", "audience", "for_whom", "until")
_REST: Final = ("sent_on", "answers", "intro", "largest")


class PackWords(QScrollArea):
    """The fields of a pack, and a tick for each part that its page can have."""

    part_wanted = Signal(object, bool)
    """A `PagePart`, and whether the page is to have it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._forms: tuple[RecordForm, ...] = ()
        self.ticks: dict[PagePart, CheckBox] = {}
        self._parts: QWidget | None = None
        self.setProperty("pane", "sunken")
        scroll_down_only(self)
        self._inside = QWidget(self.viewport())
        self._inside.setProperty("pane", "sunken")
        self._inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(16, 14, 16, 16)
        self._column.setSpacing(14)
        self.setWidget(self._inside)

    def show_pack(self, ref: Ref) -> None:
        """Shows what is said of a pack."""
        if not self._forms:
            # In the order in which the keyboard goes through them.
            first = RecordForm(self._desk, ref, _FIRST, self._inside)
            self._parts = self._lay_out_parts()
            self._forms = (first, RecordForm(self._desk, ref, _REST, self._inside))
            for widget in (first, self._parts, self._forms[1]):
                self._column.addWidget(widget)
            self._column.addStretch(1)
        for form in self._forms:
            if form.ref != ref:
                form.show_ref(ref)

    def _lay_out_parts(self) -> QWidget:
        theme, words = self._desk.theme, self._desk.words
        made = QWidget(self._inside)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(theme, words(mark("Parts")), "smallstrong"))
        for part in PagePart:
            tick = CheckBox(theme, words(part.label), made)
            tick.clicked.connect(partial(self._on_tick, part))
            column.addWidget(tick)
            self.ticks[part] = tick
        return made

    def _on_tick(self, part: PagePart) -> None:
        self.part_wanted.emit(part, self.ticks[part].isChecked())

    def show_parts(self, shown: ShownPack) -> None:
        """Shows what the page of a pack brings; what there is nothing for in the pack is no part of it."""
        facts = shown.facts
        packed = {chosen.asset.id for chosen in facts.items}
        counts = {
            PagePart.QUESTIONS: sum(bool(chosen.asset.question.strip()) for chosen in facts.items),
            PagePart.PLAYLISTS: sum(not packed.isdisjoint(each.assets) for each in facts.playlists),
            PagePart.SHEETS: sum(chosen.sheet for chosen in facts.items),
        }
        words, is_readonly = self._desk.words, self._desk.workspace.is_readonly
        for part, tick in self.ticks.items():
            tick.setText(words(mark("{what} ({n})"), what=words(part.label), n=counts[part]))
            tick.setAccessibleName(tick.text())
            tick.setChecked(bool(counts[part]) and part not in facts.parts_out)
            tick.setEnabled(bool(counts[part]) and not is_readonly)

    def name(self) -> None:
        """Puts the cursor into the title."""
        if not self._forms:
            return
        self._forms[0].reveal("title")
        edit = self._forms[0].edit_of("title")
        select: Callable[[], None] | None = getattr(edit, "selectAll", None)
        if select is not None:
            select()

    def flush(self) -> None:
        """Stores what is still being typed."""
        for form in self._forms:
            form.flush()

    @property
    def is_stored(self) -> bool:
        """Whether everything typed here is in the file."""
        return all(form.is_stored for form in self._forms)
