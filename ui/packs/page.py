"""The Packs page: the packs and their words at the left, what is in one in the middle, its checks at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from enable_desktop.feedback import Feedback
from enable_desktop.library.assets import Asset
from enable_desktop.links import Ref
from enable_desktop.packs.records import Pack, PackItem, PagePart
from enable_desktop.words import mark
from ui.commands import Command, Group
from ui.packs.beginnings import Beginnings
from ui.packs.choose import ChooseView
from ui.packs.deeds import PackDeeds
from ui.packs.exporting import Exporting
from ui.packs.middle import PackMiddle
from ui.packs.side import PACK, PackSide
from ui.packs.state import FOLLOWED, PackState
from ui.packs.words_part import PackWords
from ui.page import HeaderNote, Page
from ui.rows import Row, RowsDelegate, RowsView

if TYPE_CHECKING:
    from enable_desktop.changes import Changes
    from enable_desktop.packs.templates import Template
    from ui.desk import Desk
    from ui.outgoing import OpenUrl

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
        self._is_stale = True
        self._choose: ChooseView | None = None
        self._beginnings: Beginnings | None = None
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
        self.middle = PackMiddle(self.desk, self.state, self.deeds, self._splitter)
        self.middle.setMinimumWidth(380)
        self.middle.item_left.connect(self._stop_here.start)
        self.middle.sources.choose_wanted.connect(self.choose)
        self.items = self.middle.items
        self.items.key_pressed.connect(self._on_key)
        self._splitter.addWidget(self.middle)
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
        shown = self.state.shown
        listed = self.state.listed_now()
        if listed is None:
            self.header_changed.emit()
            return
        ref = Ref(Pack.kind, listed.pack.id)
        self.said.show_pack(ref)
        self.middle.show_pack(listed.pack)
        if shown is None:
            self.header_changed.emit()
            return
        self.said.show_parts(shown)
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
            self.middle.begin()
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

    def _follow_search(self, text: str, filters: dict[str, frozenset[str]]) -> None:
        self.middle.sources.follow_search(text, filters)
        self._leave()

    def want_part(self, part: PagePart, is_wanted: bool) -> None:
        """Has a part in the page of the pack, or leaves it out."""
        if self.current is not None:
            self.deeds.want_part(self.current, part, is_wanted=is_wanted)

    def edit_item(self) -> None:
        """Puts the keyboard into what the rep is told of the item."""
        row = self.items.current
        if row is not None and not row.is_group and row.is_ticked and not self.desk.workspace.is_readonly:
            self._open_side()
            self._show_item()
            self.side.edit_item()

    def _on_key(self, key: str) -> None:
        does: dict[str, Callable[[], None]] = {
            "Del": self.middle.take_out,
            "F2": self.edit_item,
            "Enter": self.edit_item,
            "H": self.middle.make_sheets,
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
        self.middle.write_letter(is_replaced=not self.side.warning.isHidden())

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

        middle, has_item = self.middle, self._has_item
        return (
            self._new_command(),
            command("rename", mark("Rename pack"), self.rename, "pencil-outline"),
            command("copy", mark("Copy pack"), self.copy, "content-copy"),
            command("remove", mark("Remove pack"), self.remove, "trash-can-outline"),
            command("choose", mark("Choose content for the pack"), self.choose, "bookshelf"),
            command("tick", mark("Leave out, or take in again"), middle.tick, "checkbox-marked-outline", has_item),
            command("up", mark("Move item up"), partial(middle.move_item, -1), "arrow-up", has_item),
            command("down", mark("Move item down"), partial(middle.move_item, 1), "arrow-down", has_item),
            command("take_out", mark("Take out of the pack"), middle.take_out, "package-variant", has_item),
            command("sheet", mark("As a cheat sheet"), middle.make_sheets, "printer-outline", has_item),
            command("say", mark("Say when to use it"), self.edit_item, "text-box-edit-outline", has_item),
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
        return (self.list, self.said, self.items, self.middle.box, self.side)

    def first_focus(self) -> QWidget | None:
        if self._is_beginning and self._beginnings is not None:
            return self._beginnings.list
        if self._stack.currentIndex() == _CHOOSE and self._choose is not None:
            return self._choose.search
        return self.items if self.items.items.rowCount() else self.middle.box
