"""The Library page: everything reps can use, found at once, with what is known of each beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from enable_desktop.library.assets import Asset, Status
from enable_desktop.library.query import RANKED
from enable_desktop.links import Ref
from enable_desktop.words import Words, counted, mark
from ui.buttons import button, icon_button, with_shortcut
from ui.commands import Command, Group
from ui.inputs import ComboBox
from ui.labels import label, line
from ui.library.bulk import BulkPane
from ui.library.deeds import Deeds
from ui.library.empty import EmptyLibrary
from ui.library.facet_panel import FacetPanel
from ui.library.incoming_view import IncomingView
from ui.library.nothing import NothingFound
from ui.library.popups import FiltersPopup, SavedSearches
from ui.library.search_line import SearchLine
from ui.library.side import OVERVIEW, SidePane
from ui.library.state import LibraryState
from ui.library.table import AssetsTable
from ui.library.ways_in import WaysIn
from ui.page import HeaderNote, Page

if TYPE_CHECKING:
    from db.library.reviews import Dependents
    from enable_desktop.changes import Changes
    from enable_desktop.library.adding import Coming
    from ui.desk import Desk
    from ui.library.incoming import Gathered
    from ui.library.playlist_menu import PlaylistMenu

_SIDE: Final = 360
_FACETS: Final = 188
_STOP_MS: Final = 60
_LEAST_SIDE: Final = 320
_NARROW_SIDE: Final = 376
_UNLIMITED: Final = 16_777_215


class LibraryPage(Page):
    """The table of what was found, and beside it the asset in whose row the keyboard is."""

    key = "library"
    title = mark("Library")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.state = LibraryState(desk)
        self.deeds = Deeds(desk)
        self._is_stale = False
        self._is_showing = False
        """Whether what was found is just being shown, so that rows are chosen without anybody's doing."""
        self._playlist_menu: PlaylistMenu | None = None
        self._compact = False
        self._edited: QWidget | None = None
        """The field into which somebody was led, until the keyboard is there."""
        self._could: tuple[object, ...] = ()
        """What could be done with what was selected, when it was told last."""
        self._stop_here = QTimer(self)
        self._stop_here.setSingleShot(True)
        self._stop_here.setInterval(_STOP_MS)
        self._stop_here.timeout.connect(self._show_chosen)
        desk.closing.connect(self._stop_here.stop)
        self._popup: FiltersPopup | None = None
        self._saved_menu = SavedSearches(desk, self.state, self)
        self._wants_side = desk.preferences.text("library/side", "open") == "open"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        column.addWidget(self._stack)
        self._work_area = self._work(self._stack)
        self._stack.addWidget(self._work_area)
        self._empty: EmptyLibrary | None = None
        self.ways_in = WaysIn(desk, self)
        self.ways_in.gathered.connect(self._on_gathered)
        self.ways_in.by_hand_wanted.connect(self.add_by_hand)
        self.ways_in.added.connect(self._on_added)
        self.ways_in.followed.connect(self.look_again)
        self.incoming: IncomingView | None = None
        self._is_adding = False
        self.setAcceptDrops(True)
        self.state.changed.connect(self._on_state_changed)
        desk.changed.connect(self._on_changed)
        desk.files_followed.connect(self.look_again)
        self.state.refresh()

    # -- layout

    def _work(self, parent: QWidget) -> QWidget:
        work = QWidget(parent)
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar())
        column.addWidget(line())
        self._splitter = QSplitter(Qt.Orientation.Horizontal, work)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self.facets = FacetPanel(self.desk, self.state, self._splitter)
        self.facets.setMinimumWidth(self.theme.px(170))
        self.facets.left.connect(self._leave_facets)
        self.facets.search_wanted.connect(self.begin_search)
        self.facets.edit_wanted.connect(lambda facet: self.desk.go(f"lists#{facet}"))
        self._splitter.addWidget(self.facets)
        self._found = QStackedWidget(self._splitter)
        self.table = AssetsTable(self.desk, self.state.spans_of, self._found)
        self.table.setMinimumWidth(self.theme.px(420))
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self.open_current)
        self.table.key_pressed.connect(self._on_key)
        self.table.sort_wanted.connect(self.state.sort_by_column)
        self._found.addWidget(self.table)
        self.nothing = NothingFound(self.desk, self.state, self._found)
        self.nothing.all_wanted.connect(self.show_all)
        self._found.addWidget(self.nothing)
        self._splitter.addWidget(self._found)
        self.side = SidePane(self.desk)
        self.side.setMinimumWidth(_LEAST_SIDE)
        self.side.open_wanted.connect(self.open_current)
        self.side.left.connect(self._focus_table)
        self.side.reviewed_wanted.connect(self.mark_reviewed)
        self.side.retire_wanted.connect(self.retire)
        self.side.refresh_wanted.connect(self._show_current)
        self.side.card_closed.connect(self._focus_table)
        self.side.more.clicked.connect(self._show_menu)
        notice = self.side.overview.notice
        notice.find_wanted.connect(self.find_file)
        notice.candidate_wanted.connect(self._lie_at)
        self.side.overview.preview.opened.connect(self.open_current)
        self._sides = QStackedWidget(self._splitter)
        self._sides.addWidget(self.side)
        self.bulk: BulkPane | None = None
        self._splitter.addWidget(self._sides)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([self.theme.px(_FACETS), 640, self.theme.px(_SIDE)])
        self.keep(self._splitter, "panes")
        column.addWidget(self._splitter, 1)
        return work

    def _bar(self) -> QHBoxLayout:
        theme, words = self.theme, self.words
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 16, 8)
        bar.setSpacing(8)
        self.search = SearchLine()
        self.search.setPlaceholderText(words(mark("Search titles, texts, tags, people")))
        self.search.setAccessibleName(words(mark("Search the library")))
        self.search.setToolTip(_how_to_search(words))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(theme.px(380))
        theme.dress(self.search, "body")
        self._glass = QAction(theme.icon("magnify", "text.tertiary"), "", self.search)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self.state.seek)
        self.search.left_down.connect(self._focus_table)
        bar.addWidget(self.search, 3)
        self.count = label(theme, "", "body", tone="secondary")
        self.filters = button(theme, words(mark("Filters")), self.show_filters, icon="filter-variant")
        bar.addWidget(self.filters)
        bar.addWidget(self.count)
        bar.addStretch(1)
        self.order = ComboBox(theme)
        self.order.setProperty("quiet", "true")
        self.order.setAccessibleName(words(mark("Sort by")))
        self.order.activated.connect(lambda *_: self.state.sort_by(self.order.currentData()))
        bar.addWidget(self.order)
        self.saved = button(theme, words(mark("Save search")), self._show_saved, icon="bookmark-outline", look="quiet")
        bar.addWidget(self.saved)
        ways_on = words(mark("Reviews, health, playlists, lists"))
        self._more = icon_button(theme, "dots-horizontal", ways_on, self._show_ways_on)
        bar.addWidget(self._more)
        self._side_button = icon_button(theme, "dock-right", words(mark("Side pane")), self.toggle_side, shortcut="F8")
        bar.addWidget(self._side_button)
        return bar

    @property
    def empty(self) -> EmptyLibrary:
        """What a library without content shows, made when it is first wanted."""
        if self._empty is None:
            self._empty = EmptyLibrary(self.desk, self._stack)
            self._empty.by_hand_wanted.connect(self.add_by_hand)
            self._empty.folder_wanted.connect(partial(self.ways_in.choose_folder, watched=True))
            self._empty.files_wanted.connect(self.ways_in.choose_files)
            self._empty.table_wanted.connect(self.ways_in.import_table)
            self._stack.addWidget(self._empty)
        return self._empty

    @property
    def _is_empty(self) -> bool:
        """Whether that is shown."""
        return self._empty is not None and self._stack.currentWidget() is self._empty

    # -- what is shown

    @property
    def current(self) -> int | None:
        """The asset in whose row the keyboard is."""
        return self.table.current

    def _on_state_changed(self) -> None:
        state = self.state
        is_empty = not state.standing.total and not state.standing.retired
        had_focus = self.isVisible() and self._stack.isAncestorOf(self.window().focusWidget())
        self._stack.setCurrentWidget(self._shown_part(is_empty))
        self.table.show_usage(state.has_usage)
        self._is_showing = True
        self.table.show_found(state.found, to_best=state.is_typed and bool(state.query.terms))
        self._is_showing = False
        self._show_nothing()
        if self.search.text() != state.text:
            self.search.blockSignals(True)
            self.search.setText(state.text)
            self.search.blockSignals(False)
        self.order.fill([(order, self.words(order.label)) for order in state.orders], state.order)
        self.count.setText(self._count_words())
        self._show_filters_on()
        if state.is_typed:
            # The rows before all else; what is known of one is shown where the typing stops.
            self.table.viewport().repaint()
            self._stop_here.start()
            return
        self._show_current()
        if had_focus and is_empty:
            self.empty.setFocus()
        self.header_changed.emit()

    def _shown_part(self, is_empty: bool) -> QWidget:
        if self._is_adding and self.incoming is not None:
            return self.incoming
        return self.empty if is_empty else self._work_area

    def _show_nothing(self) -> None:
        """Instead of an empty table: why nothing is found, and which filter to drop."""
        is_nothing = not self.state.found and self.state.is_narrowed
        self._found.setCurrentIndex(1 if is_nothing else 0)
        if is_nothing:
            self.nothing.show_reason()

    def _show_filters_on(self) -> None:
        """Where the filters are folded away the button says how many are on."""
        words, on = self.words, sum(map(len, self.state.filters.values()))
        self.filters.setText(words(mark("Filters ({n})"), n=words.number(on)) if on else words(mark("Filters")))
        spoken = words.n("Filters, {n} chosen", "Filters, {n} chosen", on) if on else words(mark("Filters"))
        self.filters.setAccessibleName(spoken)
        self.filters.setToolTip(with_shortcut(spoken, "F"))

    def _count_words(self) -> str:
        state, words = self.state, self.words
        if not state.is_narrowed:
            return ""
        found = words.number(len(state.found))
        whole = state.standing.total + state.standing.retired
        return words(mark("{found} of {all}"), found=found, all=words.number(whole))

    def _on_chosen(self) -> None:
        if self._is_showing:
            return
        if self.table.is_repeating:
            # Rows fly past: what is known of one is shown where they stop.
            self._stop_here.start()
            return
        self._show_chosen()

    def _show_chosen(self) -> None:
        self._stop_here.stop()
        self._show_current()
        can = (self.table.count_selected, self._is_file(), self._is_retired())
        if can != self._could:
            self._could = can
            self.header_changed.emit()

    def _show_current(self) -> None:
        if self._sides.isHidden():
            return
        if self.table.count_selected > 1:
            self._show_bulk()
            return
        self._sides.setCurrentWidget(self.side)
        asset = self.deeds.asset(self.current)
        place = self.table.assets.place_of(self.current)
        row = self.table.assets.listed_at(place) if asset is not None and place >= 0 else None
        self.side.show_asset(asset, row)
        if asset is not None:
            self.side.overview.passage.look_for(asset.id, self.state.terms())

    def _show_bulk(self) -> None:
        """Several are selected: what is set is set for all of them."""
        if self.bulk is None:
            self.bulk = BulkPane(self.desk)
            self.bulk.reviewed_wanted.connect(self.mark_reviewed)
            self.bulk.retire_wanted.connect(self.retire)
            self.bulk.retiring.closed.connect(self._focus_table)
            self._sides.addWidget(self.bulk)
        self.side.flush()
        self._sides.setCurrentWidget(self.bulk)
        self.bulk.show_selected(self.table.selected)

    def _on_changed(self, changes: Changes) -> None:
        self.table.assets.follow(changes)
        if not self.state.concerns(changes):
            return
        self.side.follow(changes)
        if self.isVisible():
            self.state.refresh()
        else:
            self._is_stale = True

    def look_again(self) -> None:
        """What is known of files and links is another one now, without a step."""
        self.table.assets.forget()
        self._is_stale = not self.isVisible()
        if self.isVisible():
            self.state.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self.state.refresh()

    def open(self, ref: Ref | None) -> None:
        if self._is_stale:
            self._is_stale = False
            self.state.refresh()
        if ref is not None and ref.kind == Asset.kind and not self.table.select(ref.id):
            self.show_all()
            self.table.select(ref.id)

    def open_part(self, part: str) -> None:
        """What to show.

        "search:words" looks for these words; "flag:rule" shows what a rule flags, "owner:id" what is somebody's;
        "field:name:id" puts the keyboard into a field of an asset.
        """
        kind, _, wanted = part.partition(":")
        if kind == "search":
            self.search.setText(wanted)
        elif kind in ("flag", "owner"):
            self.state.show_all()
            self.state.choose({kind: frozenset({wanted})})
        elif kind == "field":
            field, _, id_ = wanted.partition(":")
            self.open(Ref(Asset.kind, int(id_)))
            self._edit(field)
            self._edited = self.window().focusWidget()

    def show_all(self) -> None:
        """Drops the search and every filter."""
        self.state.show_all()
        self._focus_table()

    def show_filters(self) -> None:
        """F: to the filters, which open as a popup where there is little room."""
        if not self._compact:
            self.facets.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        if self._popup is None:
            self._popup = FiltersPopup(self.desk, self.state, self)
            self._popup.facets.search_wanted.connect(self._popup.close)
            self._popup.facets.search_wanted.connect(self.begin_search)
        self._popup.open_under(self.filters)

    def _leave_facets(self) -> None:
        self._focus_table()

    def _show_saved(self) -> None:
        """The searches kept, and the way to keep this one."""
        self._saved_menu.open_under(self._more if self._compact else self.saved)

    def step(self, direction: int) -> None:
        self.table.go(self.table.currentIndex().row() + direction)

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self.facets.setVisible(not compact)
        self.filters.setVisible(compact)
        self.saved.setVisible(not compact)
        self._sides.setVisible(self._wants_side)
        self._sides.setMaximumWidth(self.theme.px(_NARROW_SIDE) if compact else _UNLIMITED)

    def toggle_side(self) -> None:
        self._wants_side = self._sides.isHidden()
        self._sides.setVisible(self._wants_side)
        self.desk.preferences.set("library/side", "open" if self._wants_side else "closed")
        self._show_current()

    def side_tab(self, number: int) -> None:
        if self._sides.isHidden():
            self.toggle_side()
        self.side.show_tab(number - 1)

    def _focus_table(self) -> None:
        self.state.find_now()
        here: QWidget = self.nothing.first if self._found.currentIndex() else self.table
        here.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_search(self) -> None:
        """Puts the cursor into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # -- what can be done

    def new(self) -> None:
        """Ctrl+N: the ways in."""
        if self.desk.workspace.is_readonly or self._is_adding:
            return
        place = next((each for each in self._add_places() if each.isVisible()), self)
        self.ways_in.show_menu(place)

    def _add_places(self) -> Sequence[QWidget]:
        """Under what the ways in may open: the button in the header, else what is at the top of the page."""
        header = self.window().findChild(QWidget, "header")
        buttons = header.findChildren(QPushButton) if header is not None else []
        return (*buttons[-1:], self._side_button, *((self.empty.first,) if self._is_empty else ()))

    def _on_gathered(self, gathered: Gathered) -> None:
        """Shows what was found before anything is stored."""
        if not gathered.coming.files and not any(is_watched for _, is_watched in gathered.coming.folders):
            said = "; ".join(self.words.say(note) for note in gathered.notes)
            self.desk.problem(self.words(mark("No file was found there. Nothing was added.")), said)
            return
        if self.incoming is None:
            self.incoming = IncomingView(self.desk)
            self.incoming.taken.connect(self._on_taken)
            self.incoming.left.connect(self._leave_incoming)
            self._stack.addWidget(self.incoming)
        self._is_adding = True
        self.incoming.show_gathered(gathered)
        self._stack.setCurrentWidget(self.incoming)
        self.header_changed.emit()
        self.incoming.files.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_taken(self, coming: Coming) -> None:
        self._is_adding = False
        if not self.ways_in.store(coming):
            self._is_adding = True
            return
        self._leave_incoming()

    def _leave_incoming(self) -> None:
        self._is_adding = False
        self.state.refresh()
        first = self.first_focus()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_added(self, made: tuple[int, ...]) -> None:
        if made and not self._is_adding:
            self.open(Ref(Asset.kind, made[0]))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.ways_in.takes(event.mimeData()) and not self.desk.workspace.is_readonly:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.ways_in.drop(event.mimeData())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and not self.desk.workspace.is_readonly:
            self.ways_in.paste()
        else:
            super().keyPressEvent(event)

    def add_by_hand(self) -> None:
        """An asset of which the person says everything."""
        self.flush()
        title = self.words(mark("New content"))
        values = {"title": title, "added": self.desk.today, "status": Status.DRAFT}
        made = self.desk.workspace.add(Asset, **values) if not self.desk.workspace.is_readonly else None
        if made is None:
            return
        self.open(Ref(Asset.kind, made))
        self._edit("title")

    def _edit(self, field: str) -> None:
        if self.current is None:
            return
        if self._sides.isHidden():
            self.toggle_side()
        self.side.edit(field)

    def open_current(self) -> None:
        """Opens the file or the page."""
        if self.current is not None:
            self.flush()
            self.deeds.open(self.current)

    def mark_reviewed(self) -> None:
        """Marks what is selected as reviewed today."""
        self._with_selected(self.deeds.mark_reviewed)

    def _with_selected(self, deed: Callable[[Sequence[int]], None]) -> None:
        if self._can_change():
            self.flush()
            deed(self.table.selected)

    def _with_current(self, deed: Callable[[int], None]) -> None:
        if self.current is not None:
            self.flush()
            deed(self.current)

    def add_link(self) -> None:
        """L: asks for what the asset uses."""
        if self.current is None or self.table.count_selected > 1:
            return
        if self._sides.isHidden():
            self.toggle_side()
        self.side.show_tab(OVERVIEW)
        self.side.overview.links.begin()

    def retire_with_replacement(self) -> None:
        """Asks what replaces what is selected, and shows what depends on it."""
        ids = self._going(removes=False)
        if ids:
            self._ask_first(ids, self.desk.workspace.library.reviews.dependents(*ids), removes=False)

    def retire(self) -> None:
        """Takes what is selected out of use; shows first what links to it, where something does."""
        if not self._asks_first(removes=False):
            self._with_selected(self.deeds.retire)

    def remove(self) -> None:
        """Takes what is selected out of the library; shows first what links to it, where something does."""
        if not self._asks_first(removes=True):
            self._with_selected(self.deeds.remove)

    def _going(self, *, removes: bool) -> Sequence[int]:
        """Those selected that are to be asked about."""
        selected = self.table.selected
        if self.desk.workspace.is_readonly or not selected:
            return ()
        return selected if removes or len(selected) == 1 else self.desk.workspace.library.reviews.in_use(selected)

    def _asks_first(self, *, removes: bool) -> bool:
        """Shows what links to the selected assets, and offers to lead it elsewhere; says whether there is anything."""
        ids = self._going(removes=removes)
        dependents = self.desk.workspace.library.reviews.dependents(*ids) if ids else None
        if dependents is None or not dependents.count:
            return False
        self._ask_first(ids, dependents, removes=removes)
        return True

    def _ask_first(self, ids: Sequence[int], dependents: Dependents, *, removes: bool) -> None:
        """Asks in the pane of what is selected."""
        self.flush()
        if self._sides.isHidden():
            self.toggle_side()
        is_bulk = self.bulk is not None and self._sides.currentWidget() is self.bulk
        retiring = self.bulk.retiring if self.bulk is not None and is_bulk else self.side.retiring
        retiring.ask(ids, dependents, self.table.selected, removes=removes)

    def find_file(self) -> None:
        """Asks where the file of an asset lies now."""
        self._with_current(self.deeds.find_file)

    def _lie_at(self, path: Path) -> None:
        self._with_current(partial(self.deeds.lie_at, path))

    def _on_key(self, key: str) -> None:
        does: dict[str, Callable[[], None]] = {
            "/": self.begin_search,
            "F2": partial(self._edit, "title"),
            "R": self.mark_reviewed,
            "F": self.show_filters,
            "L": self.add_link,
            "S": self._show_saved,
            "Del": self.retire,
        }
        if key in does:
            does[key]()

    def _can_change(self) -> bool:
        return self.table.count_selected > 0 and not self.desk.workspace.is_readonly

    def _has_current(self) -> bool:
        return self.current is not None

    def _is_file(self) -> bool:
        asset = self.deeds.asset(self.current)
        return asset is not None and self.deeds.path(asset) is not None

    def _is_retired(self) -> bool:
        asset = self.deeds.asset(self.current)
        return asset is not None and asset.status is Status.RETIRED and self._can_change()

    def _links_command(self) -> Command:
        return Command(
            id="library.links", text=mark("Check links"), run=partial(self.desk.go, "links"), group=Group.GO,
            icon="link-variant",
        )  # fmt: skip

    def _add_command(self) -> Command:
        return Command(
            id="library.add", text=mark("Add content"), run=self.new, group=Group.EDIT, icon="plus",
            enabled=lambda: not self.desk.workspace.is_readonly,
        )  # fmt: skip

    def _asset_commands(self) -> tuple[Command, ...]:
        selected, current, deeds = self._with_selected, self._with_current, self.deeds
        return (
            Command(
                id="library.open", text=mark("Open file or page"), run=self.open_current, group=Group.EDIT,
                icon="open-in-new", enabled=self._has_current,
            ),
            Command(
                id="library.reviewed", text=mark("Mark reviewed"), run=self.mark_reviewed, group=Group.EDIT,
                icon="check", enabled=self._can_change,
            ),
            Command(
                id="library.copy_path", text=mark("Copy where it lies"), run=partial(current, deeds.copy_path),
                group=Group.EDIT, icon="content-copy", enabled=self._has_current,
            ),
            Command(
                id="library.folder", text=mark("Show in folder"), run=partial(current, deeds.show_in_folder),
                group=Group.EDIT, icon="folder-open-outline", enabled=self._is_file,
            ),
            Command(
                id="library.find_file", text=mark("Find file"), run=self.find_file, group=Group.EDIT, icon="magnify",
                enabled=self._can_change,
            ),
            Command(
                id="library.playlist", text=mark("Add to playlist"), run=partial(selected, self._add_to_playlist),
                group=Group.EDIT, icon="playlist-plus", enabled=self._can_change,
            ),
            Command(
                id="library.retire", text=mark("Retire"), run=self.retire, group=Group.EDIT,
                icon="archive-outline", enabled=self._can_change,
            ),
            Command(
                id="library.replace", text=mark("Retire with a replacement"), run=self.retire_with_replacement,
                group=Group.EDIT, icon="swap-horizontal", enabled=self._can_change,
            ),
            Command(
                id="library.link", text=mark("Add a link to other content"), run=self.add_link, group=Group.EDIT,
                icon="link-variant-plus", enabled=self._can_change,
            ),
            Command(
                id="library.bring_back", text=mark("Bring back into use"), run=partial(selected, deeds.bring_back),
                group=Group.EDIT, icon="archive-arrow-up-outline", enabled=self._is_retired,
            ),
            Command(
                id="library.remove", text=mark("Remove from the library"), run=self.remove,
                group=Group.EDIT, icon="trash-can-outline", enabled=self._can_change,
            ),
        )  # fmt: skip

    def header_actions(self) -> Sequence[Command]:
        if self._stack.currentWidget() is not self._work_area:
            return ()
        # The others are in the menu beside the order, and where every command is.
        shown = (self._links_command(),) if self._compact else (self._ways_on()[0], self._links_command())
        return (*shown, self._add_command())

    def _ways_on(self) -> tuple[Command, ...]:
        """The pages about the library as a whole."""
        return (
            Command(
                id="library.reviews", text=mark("Review queue"), run=partial(self.desk.go, "reviews"), group=Group.GO,
                icon="calendar-clock",
            ),
            Command(
                id="library.health", text=mark("Content health"), run=partial(self.desk.go, "health"), group=Group.GO,
                icon="heart-pulse",
            ),
            Command(
                id="library.playlists", text=mark("Playlists"), run=partial(self.desk.go, "playlists"), group=Group.GO,
                icon="playlist-play",
            ),
            self._links_command(),
        )  # fmt: skip

    def _lists_command(self) -> Command:
        return Command(
            id="library.lists", text=mark("Edit kinds and facets"), run=partial(self.desk.go, "lists"),
            group=Group.EDIT, icon="tag-multiple-outline",
        )  # fmt: skip

    def _take_command(self) -> Command:
        view = self.incoming
        assert view is not None
        return Command(
            id="library.take", text=mark("Add these files"), run=view.add.click, group=Group.EDIT, icon="plus",
            shortcut="Ctrl+Return", enabled=view.add.isEnabled,
        )  # fmt: skip

    def _saved_command(self) -> Command:
        return Command(
            id="library.saved", text=mark("Saved searches"), run=self._show_saved, group=Group.VIEW,
            icon="bookmark-outline", enabled=lambda: self._stack.currentWidget() is self._work_area,
        )  # fmt: skip

    def commands(self) -> Sequence[Command]:
        taken = (self._take_command(),) if self._is_adding else ()
        return (
            *taken, self._add_command(), *self._ways_on(), self._saved_command(), *self._asset_commands(),
            self._lists_command(),
        )  # fmt: skip

    def _show_ways_on(self) -> None:
        """The pages about the library as a whole, and its lists."""
        saved = (self._saved_command(),) if self._compact else ()
        self._menu_of((*saved, *self._ways_on(), self._lists_command()), self._more)

    def _add_to_playlist(self, ids: Sequence[int]) -> None:
        from ui.library.playlist_menu import PlaylistMenu

        if self._playlist_menu is None:
            self._playlist_menu = PlaylistMenu(self.desk, self)
        self._playlist_menu.open(ids, self.table)

    def _show_menu(self) -> None:
        self._menu_of(self._asset_commands(), self.side.more)

    def _menu_of(self, commands: Sequence[Command], place: QWidget) -> None:
        """Commands in a menu under a button at the right."""
        menu = QMenu(self)
        for command in commands:
            assert isinstance(command.text, str)
            action = menu.addAction(self.theme.icon(command.icon), self.words(command.text))
            action.setEnabled(command.enabled())
            action.triggered.connect(lambda *_, run=command.run: run())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place.mapToGlobal(QPoint(place.width() - menu.sizeHint().width(), place.height())))

    # -- around the page

    def flush(self) -> None:
        self.side.flush()
        self.state.leave()

    def is_stored(self) -> bool:
        return self.side.unstored is None

    def show_unstored(self) -> None:
        unstored = self.side.unstored
        if unstored is not None:
            self.open(Ref(Asset.kind, unstored))
            self.side.edit("title")

    def header_note(self) -> HeaderNote:
        standing, words = self.state.standing, self.words
        if self._is_empty:
            return HeaderNote(text=words(mark("No content yet")))
        return HeaderNote(
            text=words(
                mark("{items}, {reviewed}"),
                items=counted("{n} item", "{n} items", standing.total + standing.retired),
                reviewed=counted("{n} reviewed on time", "{n} reviewed on time", standing.on_time),
            )
        )

    def keys(self) -> list[tuple[str, str]]:
        words = self.words
        if self._is_empty:
            return [("Ctrl+N", words(mark("Add content"))), ("Ctrl+Shift+I", words(mark("Import")))]
        if self._is_adding:
            return [
                ("↑ ↓", words(mark("Row"))),
                ("Space", words(mark("In or out"))),
                ("Ctrl+Enter", words(mark("Add files"))),
            ]
        return [
            ("/", words(mark("Search"))),
            ("↑ ↓", words(mark("Row"))),
            ("Enter", words(mark("Open file"))),
            ("F", words(mark("Filters"))),
            ("R", words(mark("Mark reviewed"))),
            ("L", words(mark("Link"))),
            ("S", words(mark("Saved searches"))),
        ]

    def status(self) -> str:
        selected, words = self.table.count_selected, self.words
        if selected > 1:
            return words.n("{n} item selected", "{n} items selected", selected)
        if self.state.standing.retired:
            return words.n("{n} item retired", "{n} items retired", self.state.standing.retired)
        return ""

    def panes(self) -> Sequence[QWidget]:
        if self._is_adding and self.incoming is not None:
            return (self.incoming.files, self.incoming.add)
        if self._is_empty:
            return (self.empty,)
        return (self.search, self.facets, self._found, self._sides)

    def first_focus(self) -> QWidget | None:
        edited, self._edited = self._edited, None
        if edited is not None:
            return edited
        if self._is_adding and self.incoming is not None:
            return self.incoming.files
        if self._is_empty:
            return self.empty.first
        return self.nothing.first if self._found.currentIndex() else self.table


def _how_to_search(words: Words) -> str:
    """What may be typed, and in which order it is found."""
    typed = words(mark('Words in any form; "a phrase", -without, field:value.'))
    told = words(
        mark("What stands in titles comes first. Of more than {count} hits the others come newest first."),
        count=words.number(RANKED),
    )
    return f"{typed}\n{told}"
