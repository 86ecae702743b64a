"""What is in a pack: its items under their headings, what comes in by itself, and the box that takes in more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from enable_desktop.library.assets import Asset
from enable_desktop.sizes import said_size
from enable_desktop.words import mark
from ui.buttons import button, icon_button
from ui.labels import ElidedLabel, label, line
from ui.packs.letter import PackLetter
from ui.packs.list import PackItemsView
from ui.packs.sources import PackSources
from ui.record_box import RecordBox

if TYPE_CHECKING:
    from enable_desktop.packs.records import Pack
    from ui.desk import Desk
    from ui.packs.deeds import PackDeeds
    from ui.packs.rows import PackRow
    from ui.packs.state import PackState


class PackMiddle(QWidget):
    """Ticks, orders, takes in and takes out the items of the pack shown; the mail of a pack comes in their place."""

    item_left = Signal()
    """The keyboard went to another row."""

    def __init__(self, desk: Desk, state: PackState, deeds: PackDeeds, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.state = state
        self.deeds = deeds
        self.sources = PackSources(desk, state, deeds, self)
        self.sources.typing_wanted.connect(lambda: self.box.setFocus(Qt.FocusReason.OtherFocusReason))
        self.letter: PackLetter | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar())
        column.addWidget(self._search_line())
        column.addWidget(line(subtle=True))
        self._lists = QStackedWidget(self)
        self.items = PackItemsView(desk, self._lists)
        self.items.tick_wanted.connect(self.tick)
        self.items.order_wanted.connect(self.move_item)
        self.items.dropped.connect(self.drop_item)
        self.items.selectionModel().currentChanged.connect(lambda *_: self.item_left.emit())
        self._lists.addWidget(self.items)
        self.empty = label(desk.theme, "", "body", tone="secondary", wrap=True)
        self.empty.setContentsMargins(16, 16, 16, 16)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lists.addWidget(self.empty)
        column.addWidget(self._lists, 1)
        column.addWidget(line(subtle=True))
        column.addLayout(self._below())

    def _bar(self) -> QHBoxLayout:
        theme, words = self.desk.theme, self.desk.words
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 12, 8)
        bar.setSpacing(8)
        self.chosen = ElidedLabel(theme, "", "strong")
        bar.addWidget(self.chosen, 1)
        self.from_library = button(theme, words(mark("From library")), self.offer_sources, icon="plus", small=True)
        bar.addWidget(self.from_library)
        return bar

    def _search_line(self) -> QWidget:
        theme, words = self.desk.theme, self.desk.words
        self._search_row = QWidget(self)
        row = QHBoxLayout(self._search_row)
        row.setContentsMargins(16, 0, 12, 8)
        row.setSpacing(6)
        self.search_said = ElidedLabel(theme, "", "small", "secondary")
        row.addWidget(self.search_said, 1)
        stop = words(mark("Follow no search any more"))
        self.stop_search = icon_button(theme, "close", stop, self.sources.follow_nothing)
        row.addWidget(self.stop_search)
        return self._search_row

    def _below(self) -> QHBoxLayout:
        words = self.desk.words
        below = QHBoxLayout()
        below.setContentsMargins(16, 8, 16, 8)
        self.box = RecordBox(self.desk, Asset.kind, self)
        self.desk.theme.dress(self.box, "body")
        self.box.setPlaceholderText(words(mark("Type a title to add content")))
        self.box.setAccessibleName(words(mark("Add content")))
        self.box.chosen.connect(self._put_typed)
        below.addWidget(self.box, 1)
        return below

    # -- what is shown

    def show_pack(self, pack: Pack) -> None:
        """Shows what there is of the pack of the state; a large one is looked at beside the window and comes later."""
        words, shown = self.desk.words, self.state.shown
        self._say_search(pack)
        is_readonly = self.desk.workspace.is_readonly
        self.box.setEnabled(not is_readonly)
        self.from_library.setEnabled(not is_readonly)
        if shown is None:
            self.chosen.set_whole(words(mark("Reading the pack")))
            self.items.show_rows(())
            return
        count = words.n("{n} chosen", "{n} chosen", len(shown.facts.items))
        size = said_size(words, shown.bytes) if shown.bytes else ""
        self.chosen.set_whole(", ".join(part for part in (count, size) if part))
        self.items.show_rows(shown.rows)
        if self.letter is None or self._lists.currentWidget() is not self.letter:
            self._show_items()

    def _say_search(self, pack: Pack) -> None:
        words, followed = self.desk.words, self.sources.followed(pack)
        self._search_row.setVisible(bool(followed))
        finds_nothing = mark(
            "The library holds nothing yet that comes in by itself. Type a title below, or choose from the library."
        )
        nothing = mark("Nothing in it yet. Type a title below, or choose from the library.")
        self.empty.setText(words(finds_nothing if followed else nothing))
        if followed:
            self.search_said.set_whole(words(mark("By itself comes in: {search}"), search=followed))
        self.stop_search.setEnabled(not self.desk.workspace.is_readonly)

    def _show_items(self) -> None:
        self._lists.setCurrentIndex(0 if self.state.shown is not None and self.state.shown.rows else 1)

    def begin(self) -> None:
        """Another pack is coming: its list, whatever was in the place of the one before."""
        self._lists.setCurrentIndex(0)

    def offer_sources(self) -> None:
        """Shows where content can come from."""
        self.sources.offer(self.from_library)

    # -- the mail

    def write_letter(self, *, is_replaced: bool) -> None:
        """Shows the mail that goes with the pack in place of its list; Esc brings the list back."""
        shown = self.state.shown
        if shown is None:
            return
        if self.letter is None:
            self.letter = PackLetter(self.desk, self)
            self.letter.closed.connect(self._close_letter)
            self._lists.addWidget(self.letter)
        self._lists.setCurrentWidget(self.letter)
        self.letter.show()
        last = self.state.exports[0] if self.state.exports else None
        self.letter.show_pack(shown.contents, last, is_replaced=is_replaced)

    def _close_letter(self) -> None:
        self._show_items()
        self.items.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what is done to the items

    def _put_typed(self, asset: object) -> None:
        if isinstance(asset, int) and self.state.current is not None:
            self.box.show_id(None)
            self.deeds.put(self.state.current, (asset,))
            self.items.select_asset(asset)

    def tick(self) -> None:
        """Leaves out what is selected, or takes it in again."""
        rows = self.items.selected
        if self.state.current is None or not rows:
            return
        ticked = not any(row.is_ticked for row in rows)
        self.deeds.tick(self.state.current, rows)
        self.state.suppose(frozenset(row.asset for row in rows), ticked=ticked)
        if self.state.shown is not None:
            self.items.show_rows(self.state.shown.rows)

    def move_item(self, direction: int) -> None:
        """Moves the row in which the keyboard is within its group."""
        row, rows = self.items.current, self.items.items.rows
        if row is None or row.is_group or not row.is_ticked or self.state.current is None:
            return
        self.deeds.move(self.state.current, row, _group_of(rows, row), direction)
        self.items.select_asset(row.asset)

    def drop_item(self, dragged: int, before: int) -> None:
        """Puts a row where it was dropped; what is dropped among others goes under their heading."""
        rows = self.items.items.rows
        row = rows[dragged]
        # Above the first of a group the one before it is its heading.
        beside = rows[before - 1] if before > 0 else rows[0]
        if beside.is_group and before < len(rows) and not rows[before].is_group:
            beside = rows[before]
        is_same = beside.playlist == row.playlist
        if self.state.current is None or beside.is_group or not beside.is_ticked or not is_same:
            return
        group = _group_of(rows, beside)
        place = sum(each.key != row.key for each in rows[:before] if each in group)
        self.deeds.place(self.state.current, row, group, place)
        self.items.select_asset(row.asset)

    def take_out(self) -> None:
        """Takes out what is selected; of a playlist's own row the playlist."""
        row = self.items.current
        if self.state.current is None or row is None:
            return
        if row.is_group and row.playlist is not None:
            self.deeds.take_out_playlist(row.playlist)
        else:
            self.deeds.take_out(self.state.current, [each.asset for each in self.items.selected if each.is_ticked])

    def make_sheets(self) -> None:
        """Makes cheat sheets of what is selected, or no longer."""
        if self.state.current is not None:
            self.deeds.make_sheets(self.state.current, self.items.selected)


def _group_of(rows: Sequence[PackRow], row: PackRow) -> list[PackRow]:
    """The rows of the group of one; a playlist keeps its own order, also of what is left out here."""
    return [
        each
        for each in rows
        if not each.is_group
        and (each.is_ticked or row.playlist is not None)
        and (each.playlist, each.heading) == (row.playlist, row.heading)
    ]
