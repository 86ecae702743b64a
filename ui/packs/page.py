"""The Packs page: the packs and their words at the left, what is in one in the middle, its checks at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from enable_desktop.feedback import Feedback
from enable_desktop.library.assets import Asset, Playlist, SavedSearch
from enable_desktop.library.facets import split
from enable_desktop.links import Ref
from enable_desktop.packs.records import Pack, PackItem, PagePart
from enable_desktop.sizes import said_size
from enable_desktop.words import mark
from ui.buttons import button, icon_button
from ui.commands import Command, Group
from ui.labels import ElidedLabel, label, line
from ui.library.facet_names import FacetNames
from ui.packs.beginnings import Beginnings
from ui.packs.choose import ChooseView
from ui.packs.deeds import PackDeeds
from ui.packs.exporting import Exporting
from ui.packs.letter import PackLetter
from ui.packs.list import PackItemsView
from ui.packs.side import PACK, PackSide
from ui.packs.state import FOLLOWED, PackState
from ui.packs.words_part import PackWords
from ui.page import HeaderNote, Page
from ui.record_box import RecordBox
from ui.rows import Row, RowsDelegate, RowsView

if TYPE_CHECKING:
    from enable_desktop.changes import Changes
    from enable_desktop.packs.chosen import ChosenPlaylist
    from enable_desktop.packs.templates import Template
    from ui.desk import Desk
    from ui.outgoing import OpenUrl
    from ui.packs.rows import PackRow

_LIST: Final = 236
_SIDE: Final = 388
_NARROW_LIST: Final = 212
_NARROW_SIDE: Final = 340
_PACK, _BEGIN, _CHOOSE = range(3)
_STOP_MS: Final = 60
_MOST_LISTED: Final = 8


class PacksPage(Page):
    """Packs are chosen, put in order, looked over and handed out here."""

    key = "packs"
    title = mark("Packs")

    def __init__(self, desk: Desk, parent: QWidget | None = None, open_url: OpenUrl = QDesktopServices.openUrl) -> None:
        super().__init__(desk, parent)
        self.state = PackState(desk)
        self.deeds = PackDeeds(desk)
        self.exporting = Exporting(desk, lambda: self.current, self.flush, open_url)
        self._names = FacetNames(desk)
        self._is_stale = True
        self._choose: ChooseView | None = None
        self._beginnings: Beginnings | None = None
        self._letter: PackLetter | None = None
        self._stop_here = QTimer(self)
        self._stop_here.setSingleShot(True)
        self._stop_here.setInterval(_STOP_MS)
        self._stop_here.timeout.connect(self._show_item)
        desk.closing.connect(self._stop_here.stop)
        self._wants_side = desk.preferences.text("packs/side", "open") != "closed"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget(self)
        column.addWidget(self._stack)
        self._stack.addWidget(self._work())
        for _ in (_BEGIN, _CHOOSE):
            self._stack.addWidget(QWidget(self._stack))
        self.state.said.connect(self._show_list)
        self.state.looked.connect(self._on_looked)
        desk.changed.connect(self._on_changed)
        desk.files_followed.connect(self._on_files_followed)

    # -- layout

    def _work(self) -> QWidget:
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self._stack)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(self._left())
        self._splitter.addWidget(self._middle())
        self.side = PackSide(self.desk, self._splitter)
        self.side.setMinimumWidth(300)
        self.side.preview_wanted.connect(self.exporting.preview)
        self.side.folder_wanted.connect(self.show_folder)
        self.side.open_wanted.connect(self.exporting.open_export)
        self.side.mail_wanted.connect(self.write_letter)
        self._splitter.addWidget(self.side)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([self.theme.px(_LIST), 600, self.theme.px(_SIDE)])
        self.keep(self._splitter, "panes")
        return self._splitter

    def _left(self) -> QWidget:
        holder = QWidget(self._splitter)
        holder.setProperty("pane", "sunken")
        holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        holder.setMinimumWidth(self.theme.px(200))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.list = RowsView(self.theme, self.words(mark("Packs")), holder)
        self.list.setProperty("pane", "sunken")
        self.list.setItemDelegate(RowsDelegate(self.theme, self.list, 16))
        self.list.selectionModel().currentChanged.connect(self._on_chosen)
        self.list.activated.connect(lambda *_: self.items.setFocus(Qt.FocusReason.OtherFocusReason))
        column.addWidget(self.list)
        self.said = PackWords(self.desk, holder)
        self.said.part_wanted.connect(self.want_part)
        column.addWidget(self.said, 1)
        return holder

    def _middle(self) -> QWidget:
        theme, words = self.theme, self.words
        holder = QWidget(self._splitter)
        holder.setMinimumWidth(380)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 12, 8)
        bar.setSpacing(8)
        self.chosen = ElidedLabel(theme, "", "strong")
        bar.addWidget(self.chosen, 1)
        self.from_library = button(theme, words(mark("From library")), self.show_sources, icon="plus", small=True)
        bar.addWidget(self.from_library)
        column.addLayout(bar)
        self._search_row = QWidget(holder)
        row = QHBoxLayout(self._search_row)
        row.setContentsMargins(16, 0, 12, 8)
        row.setSpacing(6)
        self.search_said = ElidedLabel(theme, "", "small", "secondary")
        row.addWidget(self.search_said, 1)
        stop = words(mark("Follow no search any more"))
        self.stop_search = icon_button(theme, "close", stop, self.follow_nothing)
        row.addWidget(self.stop_search)
        column.addWidget(self._search_row)
        column.addWidget(line(subtle=True))
        self._lists = QStackedWidget(holder)
        self.items = PackItemsView(self.desk, self._lists)
        self.items.tick_wanted.connect(self.tick)
        self.items.order_wanted.connect(self.move_item)
        self.items.dropped.connect(self.drop_item)
        self.items.key_pressed.connect(self._on_key)
        self.items.selectionModel().currentChanged.connect(lambda *_: self._stop_here.start())
        self._lists.addWidget(self.items)
        self.empty = label(theme, "", "body", tone="secondary", wrap=True)
        self.empty.setContentsMargins(16, 16, 16, 16)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lists.addWidget(self.empty)
        column.addWidget(self._lists, 1)
        column.addWidget(line(subtle=True))
        below = QHBoxLayout()
        below.setContentsMargins(16, 8, 16, 8)
        self.box = RecordBox(self.desk, Asset.kind, holder)
        theme.dress(self.box, "body")
        self.box.setPlaceholderText(words(mark("Type a title to add content")))
        self.box.setAccessibleName(words(mark("Add content")))
        self.box.chosen.connect(self._put_typed)
        below.addWidget(self.box, 1)
        column.addLayout(below)
        return holder

    # -- what is shown

    @property
    def current(self) -> int | None:
        """The pack shown."""
        return self.state.current

    @property
    def _title(self) -> str:
        listed = self.state.listed_now()
        return (listed.pack.title if listed is not None else "") or self.words(mark("No title yet"))

    def refresh(self) -> None:
        """Reads everything again."""
        self.state.refresh()
        if not self.state.listed:
            self._offer_beginnings()
        elif self._is_beginning and not self._is_asked:
            self._stack.setCurrentIndex(_PACK)
        self._show_list()
        self._show_pack()

    @property
    def _is_asked(self) -> bool:
        """Whether somebody is choosing how to begin, with packs to go back to."""
        return self._beginnings is not None and not self._beginnings.cancel.isHidden()

    def _show_list(self) -> None:
        rows = []
        for each in self.state.listed:
            detail, tone = self.state.detail(each)
            title = each.pack.title or self.words(mark("No title yet"))
            tone = "" if tone == "secondary" else tone
            rows.append(Row(title=title, detail=detail, tone=tone, tip=f"{title}. {detail}", key=each.pack.id))
        blocked = self.list.selectionModel().blockSignals(True)
        self.list.show_rows(rows)
        self._mark_listed()
        self.list.selectionModel().blockSignals(blocked)
        self.list.viewport().update()
        high = self.theme.px(52) * min(len(rows), _MOST_LISTED if self.height() > 700 else 4)
        self.list.setFixedHeight(max(high, 1))

    def _mark_listed(self) -> None:
        for place, each in enumerate(self.state.listed):
            if each.pack.id == self.current:
                self.list.setCurrentIndex(self.list.rows.index(place, 0))

    def _show_pack(self) -> None:
        shown, words = self.state.shown, self.words
        listed = self.state.listed_now()
        if listed is None:
            self.header_changed.emit()
            return
        ref = Ref(Pack.kind, listed.pack.id)
        self.said.show_pack(ref)
        self._say_search(listed.pack)
        is_readonly = self.desk.workspace.is_readonly
        self.box.setEnabled(not is_readonly)
        self.from_library.setEnabled(not is_readonly)
        if shown is None:
            # It is large, and looked at beside the window.
            self.chosen.set_whole(words(mark("Reading the pack")))
            self.items.show_rows(())
            self.header_changed.emit()
            return
        count = words.n("{n} chosen", "{n} chosen", len(shown.facts.items))
        size = said_size(words, shown.bytes) if shown.bytes else ""
        self.chosen.set_whole(", ".join(part for part in (count, size) if part))
        self.said.show_parts(shown)
        self.items.show_rows(shown.rows)
        if self._letter is None or self._lists.currentWidget() is not self._letter:
            self._lists.setCurrentIndex(0 if shown.rows else 1)
        self.side.show_pack(shown, self.state.exports)
        self._say_there()
        self._show_item()
        self.header_changed.emit()

    def _on_looked(self) -> None:
        if self.isVisible():
            self._show_list()
            self._show_pack()
        else:
            self._is_stale = True

    def _say_search(self, pack: Pack) -> None:
        """What of the library comes in by itself."""
        words = self.words
        parts = [f"“{pack.words.strip()}”"] if pack.words.strip() else []
        for facet, keys in pack.filters.items():
            titles = [self._names.value_title(facet, key) for key in split(keys)]
            if titles:
                parts.append(f"{self._names.title(facet)}: {', '.join(titles)}")
        self._search_row.setVisible(bool(parts))
        finds_nothing = mark(
            "The library holds nothing yet that comes in by itself. Type a title below, or choose from the library."
        )
        nothing = mark("Nothing in it yet. Type a title below, or choose from the library.")
        self.empty.setText(words(finds_nothing if parts else nothing))
        if parts:
            self.search_said.set_whole(words(mark("By itself comes in: {search}"), search="; ".join(parts)))
        self.stop_search.setEnabled(not self.desk.workspace.is_readonly)

    def _show_item(self) -> None:
        row = self.items.current
        if row is not None and not row.is_group:
            self.side.show_item(row.asset, row.item)
        else:
            self.side.show_item(0, None)

    def _on_chosen(self, *_: object) -> None:
        row = self.list.current
        if row is not None and isinstance(row.key, int) and row.key != self.current:
            self.flush()
            self._lists.setCurrentIndex(0)
            self.state.show_pack(row.key)
            self._show_list()
            self._show_pack()

    def _on_changed(self, changes: Changes) -> None:
        if not changes.kinds & FOLLOWED:
            return
        if self.isVisible():
            self.refresh()
            if self._choose is not None and self._is_choosing and Asset.kind in changes.kinds:
                self._choose.follow_changes()
        else:
            self._is_stale = True

    def _on_files_followed(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def _catch_up(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    # -- a new pack

    def new(self) -> None:
        """Asks how to begin: empty, or with a template."""
        if not self.desk.workspace.is_readonly:
            self.flush()
            self._offer_beginnings()
            self.header_changed.emit()

    def _offer_beginnings(self) -> None:
        if self._beginnings is None:
            self._beginnings = Beginnings(self.desk)
            self._beginnings.begun.connect(self._begin)
            self._beginnings.left.connect(self._leave)
            self._swap(_BEGIN, self._beginnings)
        self._stack.setCurrentIndex(_BEGIN)
        self._beginnings.offer(can_leave=bool(self.state.listed))

    def _swap(self, place: int, widget: QWidget) -> None:
        """Puts a view where its stand-in was: it is made when first wanted."""
        before = self._stack.widget(place)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
        self._stack.insertWidget(place, widget)

    def _begin(self, template: Template | None) -> None:
        made: list[int] = []
        title = template.title if template is not None else self.words(mark("New pack"))
        if self.deeds.do(lambda: made.append(self.desk.workspace.packs.add(title, template, source=self))):
            self._stack.setCurrentIndex(_PACK)
            self.state.show_pack(made[0])
            self._show_list()
            self._show_pack()
            self.rename()

    def _leave(self) -> None:
        """Back to the pack."""
        self._stack.setCurrentIndex(_PACK)
        self.items.setFocus(Qt.FocusReason.OtherFocusReason)
        self.header_changed.emit()

    def rename(self) -> None:
        """Puts the cursor into the title."""
        self.said.name()

    def copy(self) -> None:
        """Another pack with the same content."""
        current = self.current
        if current is None:
            return
        self.flush()
        made: list[int] = []
        title = self.words(mark("{title}, copy"), title=self._title)
        if self.deeds.do(lambda: made.append(self.desk.workspace.packs.copy(current, title, source=self))):
            self.state.show_pack(made[0])
            self._show_list()
            self._show_pack()
            self.rename()

    def remove(self) -> None:
        """Removes the pack; what it held stays in the library, what was sent stays known."""
        current = self.current
        if current is not None:
            self.flush()
            told = self.words(mark("Pack removed; what it held stays in the library"))
            self.deeds.do(lambda: self.desk.workspace.packs.remove(current), told)

    # -- what is in it

    def show_sources(self) -> None:
        """Where content comes from: by hand, by a saved search, as a playlist."""
        menu = QMenu(self)
        words, theme = self.words, self.theme
        menu.setAccessibleName(words(mark("From library")))
        choose = menu.addAction(theme.icon("bookshelf"), words(mark("Choose by search and filters")))
        choose.triggered.connect(lambda *_: self.choose())
        by_title = menu.addAction(theme.icon("form-textbox"), words(mark("Type a title")))
        by_title.triggered.connect(lambda *_: self.box.setFocus(Qt.FocusReason.OtherFocusReason))
        saved = self.desk.workspace.all(SavedSearch)
        if saved:
            several = menu.addMenu(theme.icon("bookmark-outline"), words(mark("Follow a saved search")))
            for search in saved:
                action = several.addAction(search.title.replace("&", "&&"))
                action.triggered.connect(partial(self.follow_saved, search.id))
        playlists = self.desk.workspace.all(Playlist)
        if playlists:
            several = menu.addMenu(theme.icon("playlist-play"), words(mark("Playlists")))
            there = {each.playlist.id: each.item for each in self._shown_playlists()}
            for playlist in playlists:
                title = playlist.title.replace("&", "&&") or words(mark("No title yet"))
                action = several.addAction(title)
                action.setCheckable(True)
                action.setChecked(playlist.id in there)
                action.triggered.connect(partial(self.toggle_playlist, playlist.id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.from_library.mapToGlobal(QPoint(0, self.from_library.height())))
        menu.setActiveAction(menu.actions()[0])

    def _shown_playlists(self) -> Sequence[ChosenPlaylist]:
        return self.state.shown.facts.playlists if self.state.shown is not None else ()

    def choose(self) -> None:
        """Shows the library to choose from."""
        if self.current is None or self.desk.workspace.is_readonly:
            return
        self.flush()
        if self._choose is None:
            self._choose = ChooseView(self.desk)
            self._choose.put_wanted.connect(self._put)
            self._choose.search_wanted.connect(self._follow_search)
            self._choose.left.connect(self._leave)
            self._swap(_CHOOSE, self._choose)
        self._stack.setCurrentIndex(_CHOOSE)
        self._choose.begin(self._title)
        self._say_there()
        self.header_changed.emit()

    def _say_there(self) -> None:
        if self._choose is not None and self.state.shown is not None:
            self._choose.show_there(each.asset.id for each in self.state.shown.facts.items)

    @property
    def _is_beginning(self) -> bool:
        return self._stack.currentIndex() == _BEGIN

    @property
    def _is_choosing(self) -> bool:
        return self._choose is not None and self._stack.currentIndex() == _CHOOSE

    def _put(self, assets: tuple[int, ...]) -> None:
        if self.current is not None:
            self.deeds.put(self.current, assets)

    def _put_typed(self, asset: object) -> None:
        if isinstance(asset, int) and self.current is not None:
            self.box.show_id(None)
            self.deeds.put(self.current, (asset,))
            self.items.select_asset(asset)

    def follow_saved(self, saved: int, *_: object) -> None:
        """What a saved search finds comes in by itself."""
        current = self.current
        if current is not None:
            told = self.words(mark("What this search finds belongs to the pack now, also later"))
            self.deeds.do(lambda: self.desk.workspace.packs.find_as(current, saved), told)

    def _follow_search(self, text: str, filters: dict[str, frozenset[str]]) -> None:
        current = self.current
        if current is not None:
            told = self.words(mark("What this search finds belongs to the pack now, also later"))
            self.deeds.do(lambda: self.desk.workspace.packs.find_by(current, text, filters), told)
            self._leave()

    def follow_nothing(self) -> None:
        """Nothing comes in by itself any more; what was chosen by hand stays."""
        current = self.current
        if current is not None:
            told = self.words(mark("Nothing comes in by itself any more"))
            self.deeds.do(lambda: self.desk.workspace.packs.find_by(current), told)

    def toggle_playlist(self, playlist: int, *_: object) -> None:
        """Puts a playlist in, or takes it out."""
        current = self.current
        there = {each.playlist.id: each.item for each in self._shown_playlists()}
        if current is None:
            return
        if playlist in there:
            self.deeds.take_out_playlist(there[playlist])
        else:
            self.deeds.do(lambda: self.desk.workspace.packs.put_playlist(current, playlist))

    def tick(self) -> None:
        """Leaves out what is selected, or takes it in again."""
        rows = self.items.selected
        if self.current is None or not rows:
            return
        ticked = not any(row.is_ticked for row in rows)
        self.deeds.tick(self.current, rows)
        self.state.suppose(frozenset(row.asset for row in rows), ticked=ticked)
        if self.state.shown is not None:
            self.items.show_rows(self.state.shown.rows)

    def move_item(self, direction: int) -> None:
        """Moves the row in which the keyboard is within its group."""
        row, rows = self.items.current, self.items.items.rows
        if row is None or row.is_group or not row.is_ticked or self.current is None:
            return
        self.deeds.move(self.current, row, _group_of(rows, row), direction)
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
        if self.current is None or beside.is_group or not beside.is_ticked or not is_same:
            return
        group = _group_of(rows, beside)
        place = sum(each.key != row.key for each in rows[:before] if each in group)
        self.deeds.place(self.current, row, group, place)
        self.items.select_asset(row.asset)

    def take_out(self) -> None:
        """Takes out what is selected; of a playlist's own row the playlist."""
        row = self.items.current
        if self.current is None or row is None:
            return
        if row.is_group and row.playlist is not None:
            self.deeds.take_out_playlist(row.playlist)
        else:
            self.deeds.take_out(self.current, [each.asset for each in self.items.selected if each.is_ticked])

    def want_part(self, part: PagePart, is_wanted: bool) -> None:
        """Has a part in the page of the pack, or leaves it out."""
        if self.current is not None:
            self.deeds.want_part(self.current, part, is_wanted=is_wanted)

    def make_sheets(self) -> None:
        """Makes cheat sheets of what is selected, or no longer."""
        if self.current is not None:
            self.deeds.make_sheets(self.current, self.items.selected)

    def edit_item(self) -> None:
        """Puts the keyboard into what the rep is told of the item."""
        row = self.items.current
        if row is not None and not row.is_group and row.is_ticked and not self.desk.workspace.is_readonly:
            self._open_side()
            self._show_item()
            self.side.edit_item()

    def _on_key(self, key: str) -> None:
        does: dict[str, Callable[[], None]] = {
            "Del": self.take_out,
            "F2": self.edit_item,
            "Enter": self.edit_item,
            "H": self.make_sheets,
            "O": self.exporting.preview,
            "/": self.choose,
        }
        if key in does:
            does[key]()

    # -- around the page

    def prepare(self) -> Iterator[None]:
        self._catch_up()
        yield

    def open(self, ref: Ref | None) -> None:
        self._catch_up()
        if ref is None:
            return
        workspace = self.desk.workspace
        pack: int | None = ref.id if ref.kind == Pack.kind else None
        found = workspace.find(ref) if ref.kind in (PackItem.kind, Feedback.kind) else None
        if isinstance(found, PackItem | Feedback):
            pack = found.pack
        if pack is not None and any(each.pack.id == pack for each in self.state.listed):
            self._stack.setCurrentIndex(_PACK)
            self.state.show_pack(pack)
            self._show_list()
            self._show_pack()
        if isinstance(found, Feedback) and found.pack is not None:
            self._open_side()
            self.side.show_tab(PACK)
            self.side.feedback.open(found.id)
        elif isinstance(found, PackItem) and found.asset is not None:
            self.items.select_asset(found.asset)

    def step(self, direction: int) -> None:
        place = self.list.currentIndex().row() + direction
        if 0 <= place < self.list.rows.rowCount():
            self.list.setCurrentIndex(self.list.rows.index(place, 0))

    def side_tab(self, number: int) -> None:
        self._open_side()
        self.side.show_tab(number - 1)

    def flush(self) -> None:
        self.said.flush()
        self.side.flush()

    def is_stored(self) -> bool:
        return self.said.is_stored and self.side.is_stored

    def set_compact(self, compact: bool) -> None:
        self.side.setVisible(self._wants_side)
        if compact:
            px = self.theme.px
            self._splitter.setSizes([px(_NARROW_LIST), 1_000, px(_NARROW_SIDE)])

    def toggle_side(self) -> None:
        self._wants_side = self.side.isHidden()
        self.side.setVisible(self._wants_side)
        self.desk.preferences.set("packs/side", "open" if self._wants_side else "closed")

    def _open_side(self) -> None:
        if self.side.isHidden():
            self.toggle_side()

    def _can_change(self) -> bool:
        return self.current is not None and not self.desk.workspace.is_readonly

    def _has_item(self) -> bool:
        row = self.items.current
        return self._can_change() and row is not None and self._stack.currentIndex() == _PACK

    def header_note(self) -> HeaderNote:
        if not self.state.listed:
            return HeaderNote()
        return HeaderNote(text=self.words.n("{n} pack", "{n} packs", len(self.state.listed)))

    def _new_command(self) -> Command:
        return Command(
            id="packs.new", text=mark("New pack"), run=self.new, group=Group.EDIT, icon="plus",
            enabled=lambda: not self.desk.workspace.is_readonly,
        )  # fmt: skip

    def header_actions(self) -> Sequence[Command]:
        if not self.state.listed:
            return ()
        if self._is_choosing or self._is_beginning:
            # The one filled button is that of the choice.
            return (self._new_command(),)
        return (self._new_command(), *self.exports()[:1])

    def exports(self) -> Sequence[Command]:
        return self.exporting.commands(self._can_export) if self.state.listed else ()

    def _can_export(self) -> bool:
        return self.state.shown is not None and bool(self.state.shown.facts.items)

    def write_letter(self) -> None:
        """Shows the mail that goes with the pack in place of its list; Esc brings the list back."""
        shown = self.state.shown
        if shown is None:
            return
        if self._letter is None:
            self._letter = PackLetter(self.desk, self)
            self._letter.closed.connect(self._close_letter)
            self._lists.addWidget(self._letter)
        self._lists.setCurrentWidget(self._letter)
        self._letter.show()
        last = self.state.exports[0] if self.state.exports else None
        self._letter.show_pack(shown.contents, last, is_replaced=not self.side.warning.isHidden())

    def _close_letter(self) -> None:
        self._lists.setCurrentIndex(0 if self.state.shown is not None and self.state.shown.rows else 1)
        self.items.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_folder(self) -> None:
        """Opens the folder of the export that is marked, else of the last one."""
        export = self.side.export or (self.state.exports[0] if self.state.exports else None)
        if export is not None:
            self.exporting.show_folder(export)

    def commands(self) -> Sequence[Command]:
        def command(
            id_: str, text: str, run: Callable[[], None], icon: str = "", enabled: Callable[[], bool] | None = None
        ) -> Command:
            return Command(
                id=f"packs.{id_}", text=text, run=run, group=Group.EDIT, icon=icon, enabled=enabled or self._can_change
            )

        return (
            self._new_command(),
            command("rename", mark("Rename pack"), self.rename, "pencil-outline"),
            command("copy", mark("Copy pack"), self.copy, "content-copy"),
            command("remove", mark("Remove pack"), self.remove, "trash-can-outline"),
            command("choose", mark("Choose content for the pack"), self.choose, "bookshelf"),
            command("tick", mark("Leave out, or take in again"), self.tick, "checkbox-marked-outline", self._has_item),
            command("up", mark("Move item up"), partial(self.move_item, -1), "arrow-up", self._has_item),
            command("down", mark("Move item down"), partial(self.move_item, 1), "arrow-down", self._has_item),
            command("take_out", mark("Take out of the pack"), self.take_out, "package-variant", self._has_item),
            command("sheet", mark("As a cheat sheet"), self.make_sheets, "printer-outline", self._has_item),
            command("say", mark("Say when to use it"), self.edit_item, "text-box-edit-outline", self._has_item),
            command("mend", mark("Mend what was found"), self._mend, "wrench-outline"),
            command("feedback", mark("Add feedback"), self._write_feedback, "comment-plus-outline"),
            Command(
                id="packs.preview", text=mark("Open preview"), run=self.exporting.preview, group=Group.VIEW,
                icon="open-in-new", enabled=self._can_export,
            ),
            command("letter", mark("Write the e-mail"), self.write_letter, "email-outline", self._can_export),
            Command(
                id="packs.folder", text=mark("Show folder"), run=self.show_folder, group=Group.VIEW,
                icon="folder-outline", enabled=lambda: bool(self.state.exports),
            ),
            Command(
                id="packs.import_feedback", text=mark("Import feedback"), group=Group.FILE, icon="file-import-outline",
                run=partial(self.desk.importing.choose, "feedback"),
                enabled=lambda: not self.desk.workspace.is_readonly,
            ),
        )  # fmt: skip

    def _mend(self) -> None:
        self._open_side()
        self.side.show_tab(PACK)
        self.side.mend()

    def _write_feedback(self) -> None:
        self._open_side()
        self.side.show_tab(PACK)
        self.side.feedback.write()

    def keys(self) -> list[tuple[str, str]]:
        words = self.words
        if self._is_beginning:
            begin = [("Enter", words(mark("Begin the pack")))]
            return [*begin, ("Esc", words(mark("Back to the pack")))] if self.state.listed else begin
        if self._is_choosing:
            return [
                ("/", words(mark("Search"))),
                ("F", words(mark("Filters"))),
                ("Enter", words(mark("Put in the pack"))),
                ("Esc", words(mark("Back to the pack"))),
            ]
        if not self.items.items.rowCount():
            return [("Enter", words(mark("Add content"))), ("Ctrl+N", words(mark("New pack")))]
        return [
            ("Space", words(mark("Choose"))),
            ("Alt+↑ ↓", words(mark("Order"))),
            ("F2", words(mark("When to use it"))),
            ("O", words(mark("Open preview"))),
            ("Ctrl+E", words(mark("Export pack"))),
        ]

    def status(self) -> str:
        return self.words(mark("One zip, opens in any browser, needs no network"))

    def panes(self) -> Sequence[QWidget]:
        if self._stack.currentIndex() == _BEGIN and self._beginnings is not None:
            return (self._beginnings.list,)
        if self._stack.currentIndex() == _CHOOSE and self._choose is not None:
            return (self._choose.search, self._choose.facets, self._choose.table)
        return (self.list, self.said, self.items, self.box, self.side)

    def first_focus(self) -> QWidget | None:
        if self._is_beginning and self._beginnings is not None:
            return self._beginnings.list
        if self._stack.currentIndex() == _CHOOSE and self._choose is not None:
            return self._choose.search
        return self.items if self.items.items.rowCount() else self.box


def _group_of(rows: Sequence[PackRow], row: PackRow) -> list[PackRow]:
    """The rows of the group of one; a playlist keeps its own order, also of what is left out here."""
    return [
        each
        for each in rows
        if not each.is_group
        and (each.is_ticked or row.playlist is not None)
        and (each.playlist, each.heading) == (row.playlist, row.heading)
    ]
