"""The links in files that lead nowhere, or point at what moved: chosen one by one, mended all at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from enable_desktop.library.assets import Asset, MendedFile, WatchedFolder
from enable_desktop.library.likely_targets import Likely, likely_targets
from enable_desktop.library.links import Catalogue, State
from enable_desktop.library.mending import ToMend, chosen_for, in_folder, listed
from enable_desktop.library.opening import path_of
from enable_desktop.library.page_links import PageLink
from enable_desktop.library.places import is_web
from enable_desktop.links import Ref
from enable_desktop.words import Sentence, counted, mark, sentence
from ui.buttons import button
from ui.commands import Command, Group
from ui.inputs import CheckBox, ComboBox
from ui.labels import label, line
from ui.library.deeds import Deeds
from ui.library.link_list import Heading, LinkRow, LinksView
from ui.library.link_side import LinkSide
from ui.library.mender import Mender
from ui.page import HeaderNote, Page

if TYPE_CHECKING:
    from db.workspace import Place
    from enable_desktop.changes import Changes
    from ui.desk import Desk
    from ui.tasks import Progress

_SIDE: Final = 372
_LEAST_SIDE: Final = 320
_AT_ONCE: Final = 20
"""So many links are compared with the names of all files before the next ones are."""
_PAUSE_MS: Final = 150
_CONCERNS: Final = frozenset({Asset.kind, MendedFile.kind, WatchedFolder.kind})
ALL, BROKEN, MOVED, WEB = "all", "broken", "moved", "web"
_SHOWN: Final = {
    ALL: mark("Broken and moved"),
    BROKEN: mark("Broken"),
    MOVED: mark("Pointing at what moved"),
    WEB: mark("On the web"),
}


@dataclass(frozen=True, slots=True)
class Read:
    """The links to show, and what likely targets are looked for in."""

    links: tuple[PageLink, ...]
    web: tuple[PageLink, ...]
    catalogue: Catalogue
    same: Mapping[str, tuple[str, ...]]
    """Where the content of a missing file lies now, by where it lay."""
    is_whole: bool
    """Whether it was looked at where each link leads."""


class LinksPage(Page):
    """Page by page what leads nowhere; beside it what the link under the keyboard was likely meant for."""

    key = "links"
    title = mark("Links in content")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.deeds = Deeds(desk)
        self.mender = Mender(desk)
        self._read: Read | None = None
        self._items: dict[tuple[int, int], ToMend] = {}
        self._likely: dict[tuple[int, int], tuple[Likely, ...]] = {}
        self._asked = 0
        self._is_looking = False
        self._is_stale = True
        self._wanted_asset: int | None = None
        self._mended: Mapping[tuple[int, int], str] = {}
        """The links that were mended last, and what they said."""
        self._back: tuple[int, int] | None = None
        """The first of them that is here again."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar())
        column.addWidget(line())
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self._stack.addWidget(self._work())
        self._stack.addWidget(self._nothing())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.refresh)
        desk.changed.connect(self._on_changed)

    # -- layout

    def _bar(self) -> QHBoxLayout:
        theme, words = self.theme, self.words
        bar = QHBoxLayout()
        bar.setContentsMargins(21, 8, 16, 8)
        bar.setSpacing(12)
        self.tick_all = CheckBox(theme, words(mark("Tick all that have a target")))
        theme.dress(self.tick_all, "body")
        self.tick_all.clicked.connect(self._on_tick_all)
        bar.addWidget(self.tick_all)
        bar.addStretch(1)
        self.filter = ComboBox(theme)
        theme.dress(self.filter, "body")
        self.filter.setAccessibleName(words(mark("Which links are shown")))
        self.filter.fill([(key, words(text)) for key, text in _SHOWN.items()], ALL)
        self.filter.activated.connect(lambda *_: self._show())
        bar.addWidget(self.filter)
        return bar

    def _work(self) -> QWidget:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        self.list = LinksView(self.desk)
        self.list.setMinimumWidth(self.theme.px(420))
        self.list.chosen.connect(self._show_current)
        self.list.opened.connect(self.open_page)
        self.list.tick_wanted.connect(self.tick)
        self.list.removal_wanted.connect(self.take_out)
        self.list.suggestion_wanted.connect(self.use_likely)
        splitter.addWidget(self.list)
        self.side = LinkSide(self.desk)
        self.side.setMinimumWidth(_LEAST_SIDE)
        self.side.likely_chosen.connect(self.use_likely)
        self.side.asset_chosen.connect(self.use_asset)
        self.side.file_wanted.connect(self.choose_file)
        self.side.removal_wanted.connect(self.take_out)
        self.side.reset_wanted.connect(self.choose_nothing)
        self.side.others_wanted.connect(self.choose_for_others)
        self.side.page_wanted.connect(self.open_page)
        splitter.addWidget(self.side)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([780, self.theme.px(_SIDE)])
        self.keep(splitter, "panes")
        return splitter

    def _nothing(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        self.nothing = label(self.theme, "", "body", tone="secondary", wrap=True)
        column.addWidget(self.nothing)
        row = QHBoxLayout()
        self.to_library = button(self.theme, self.words(mark("Open the library")), partial(self.desk.go, "library"))
        row.addWidget(self.to_library)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return page

    # -- what is shown

    def open(self, ref: Ref | None) -> None:
        if self._is_stale:
            self.refresh()

    def open_part(self, part: str) -> None:
        """The first link that stands in this asset, by its id, or that leads to it; or all of one sort, by its key."""
        self._wanted_asset = int(part) if part.isdigit() else None
        chosen = part if part in _SHOWN else ALL
        self.filter.fill([(key, self.words(text)) for key, text in _SHOWN.items()], chosen)
        self.refresh()

    def refresh(self) -> None:
        """Asks for the links again, beside the window."""
        self._is_stale = False
        self._timer.stop()
        self._asked += 1
        workspace = self.desk.workspace
        self.desk.tasks.run(
            partial(_links, workspace.path, workspace.place),
            partial(self._on_read, self._asked),
            self.desk.failed,
            label=self.words(mark("Looking for broken links")),
            quiet=True,
        )

    def _on_read(self, number: int, read: Read) -> None:
        if number != self._asked:
            return
        self._read = read
        before = self._items
        self._items = {}
        self._back = None
        for each in listed(read.links):
            was = before.get(each.place)
            is_same = was is not None and (was.link, was.others) == (each.link, each.others)
            self._items[each.place] = was if was is not None and is_same else each
            if self._back is None and was is None and self._mended.get(each.place) == each.link.target:
                self._back = each.place
        self._likely = {place: found for place, found in self._likely.items() if place in self._items}
        self._show()
        self._look_on()

    def _links_shown(self) -> list[LinkRow]:
        if self._read is None:
            return []
        wanted = self.filter.currentData()
        if wanted == WEB:
            return [LinkRow(ToMend(link=link), ()) for link in self._read.web]
        return [
            LinkRow(item, self._likely.get(item.place))
            for item in self._items.values()
            if wanted == ALL or (wanted == MOVED) == item.is_moved
        ]

    def _show(self) -> None:
        current = self.list.current
        place = self.list.currentIndex().row()
        had_focus = self.isVisible() and self.isAncestorOf(self.window().focusWidget())
        rows: list[Heading | LinkRow] = []
        for _, several in groupby(self._links_shown(), key=lambda row: row.item.link.file):
            of_page = list(several)
            link = of_page[0].item.link
            path = in_folder(link.page, self._read.catalogue.folders) if self._read is not None else link.page
            rows += (
                Heading(link.page_title or Path(link.page).name, path, sum(row.item.places for row in of_page)),
                *of_page,
            )
        self.list.links.show_rows(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        self.nothing.setText(self._nothing_said())
        self.list.go(self._place_for(rows, current, place))
        if had_focus:
            (self.list if rows else self.to_library).setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_current()

    def _place_for(self, rows: Sequence[Heading | LinkRow], current: LinkRow | None, place: int) -> int:
        wanted, self._wanted_asset = self._wanted_asset, None
        sought, self._back = self._back or (current.item.place if current is not None else None), None
        for number, row in enumerate(rows):
            if not isinstance(row, LinkRow):
                continue
            if wanted is not None and wanted in (row.item.link.page_asset, row.item.link.asset):
                return number
            if wanted is None and row.item.place == sought:
                return number
        return min(max(place, 0), max(len(rows) - 1, 0))

    def _nothing_said(self) -> str:
        if self.filter.currentData() == WEB:
            return self.words(mark("No page links to the web."))
        if self._read is None or not self._read.is_whole:
            return self.words(
                mark("Where links lead is still to be looked at. Those that lead nowhere come here then.")
            )
        if self.filter.currentData() == ALL:
            return self.words(mark("All links lead somewhere. Those that break will be listed here, page by page."))
        return self.words(mark("No link of this kind."))

    def _show_current(self) -> None:
        self._show_side()
        shown = [item for item in self._items.values() if item.is_chosen]
        ticked = sum(item.ticked for item in shown)
        self.tick_all.setChecked(bool(shown) and ticked == len(shown))
        self.tick_all.setEnabled(bool(shown))
        self.header_changed.emit()

    def _show_side(self) -> None:
        folders = self._read.catalogue.folders if self._read is not None else ()
        self.side.show_link(self.list.current, folders, len(self._others()))

    # -- what was likely meant, looked for beside the window

    def _look_on(self) -> None:
        read = self._read
        if read is None or self._is_looking:
            return
        todo = [item.link for place, item in self._items.items() if place not in self._likely and not item.is_moved]
        if not todo:
            return
        self._is_looking = True
        self.desk.tasks.run(
            partial(_likely, tuple(todo[:_AT_ONCE]), read.catalogue, read.same),
            self._on_likely,
            self._on_not_looked,
            label=self.words(mark("Looking for likely targets")),
            quiet=True,
        )

    def _on_likely(self, found: Mapping[tuple[int, int], tuple[Likely, ...]]) -> None:
        self._is_looking = False
        self._likely |= found
        for number, row in enumerate(self.list.links.rows):
            if isinstance(row, LinkRow) and row.item.place in found:
                self.list.links.replace(number, replace(row, likely=found[row.item.place]))
        current = self.list.current
        if current is not None and current.item.place in found:
            self._show_side()
        self._look_on()

    def _on_not_looked(self, fault: Exception) -> None:
        self._is_looking = False
        self.desk.failed(fault)

    # -- what is chosen

    def _choose(self, item: ToMend) -> None:
        """Keeps what becomes of the current link."""
        self._items[item.place] = item
        place = self.list.currentIndex().row()
        row = self.list.current
        if row is not None:
            self.list.links.replace(place, replace(row, item=item))
        self._show_current()

    def _current(self) -> ToMend | None:
        row = self.list.current
        return row.item if row is not None and not row.is_web and not self.desk.workspace.is_readonly else None

    def tick(self) -> None:
        """Ticks the link, or not; one without a target takes the likeliest first."""
        item = self._current()
        if item is None:
            return
        if item.is_chosen:
            self._choose(replace(item, ticked=not item.ticked))
        else:
            self.use_likely(0)

    def use_likely(self, number: int) -> None:
        """Leads the link to one of the likely targets."""
        item, row = self._current(), self.list.current
        if item is None or row is None or self._read is None or number >= len(row.likely or ()):
            return
        assert row.likely is not None
        self._choose(item.leading(row.likely[number].path, self._read.catalogue))

    def use_asset(self, id_: int) -> None:
        """Leads the link to an asset."""
        item, asset = self._current(), self.deeds.asset(id_)
        if item is None or asset is None or self._read is None:
            return
        if is_web(asset.location):
            self._choose(item.to_address(asset.location))
        else:
            path = path_of(asset, {folder.id: folder.path for folder in self.desk.workspace.all(WatchedFolder)})
            if path is not None:
                self._choose(item.leading(path.as_posix(), self._read.catalogue))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_file(self) -> None:
        """Asks for a file that the link leads to from now on."""
        item = self._current()
        if item is None or self._read is None:
            return
        title = self.words(mark("Where does “{words}” lead?"), words=item.link.words or item.link.target)
        folder = Path(item.link.page).parent
        found = self.desk.ask.open_file(title, [], folder if folder.is_dir() else None)
        if found is not None:
            self._choose(item.leading(found.as_posix(), self._read.catalogue))

    def take_out(self) -> None:
        """The link goes, and its words stay."""
        item = self._current()
        if item is not None:
            self._choose(item.taken_out())

    def choose_nothing(self) -> None:
        """The link stays as it is."""
        item = self._current()
        if item is not None:
            self._choose(ToMend(link=item.link, others=item.others))

    def _others(self) -> list[ToMend]:
        """The links without a choice that lead to the same place as the current one."""
        item = self._current()
        if item is None or not item.is_chosen:
            return []
        path = item.link.path
        return [
            other
            for other in self._items.values()
            if other.link.path == path and not other.is_chosen and other.place != item.place
        ]

    def choose_for_others(self) -> None:
        """What was chosen for the current link is chosen for all that lead to the same place."""
        item, others = self._current(), self._others()
        if item is None or self._read is None:
            return
        for other in others:
            chosen = other.taken_out()
            if not item.removes and item.after is not None and is_web(item.after):
                chosen = other.to_address(item.after)
            elif not item.removes and item.to:
                chosen = other.leading(item.to, self._read.catalogue)
            self._items[other.place] = chosen
        self._show()

    def _on_tick_all(self) -> None:
        is_wanted = self.tick_all.isChecked()
        for place, item in self._items.items():
            if item.is_chosen:
                self._items[place] = replace(item, ticked=is_wanted)
        for number, row in enumerate(self.list.links.rows):
            if isinstance(row, LinkRow) and row.item.place in self._items:
                self.list.links.replace(number, replace(row, item=self._items[row.item.place]))
        self._show_current()

    def mend(self) -> None:
        """Mends what is ticked, in one step."""
        wanted = chosen_for(self._items.values())
        if wanted:
            self.mender.mend(
                wanted, partial(self._on_mended, {(link.file, link.number): link.target for link, _ in wanted})
            )

    def _on_mended(self, mended: Mapping[tuple[int, int], str]) -> None:
        self._mended = mended
        self.refresh()

    def open_page(self) -> None:
        """Opens the page in which the link stands, or what it leads to on the web."""
        row = self.list.current
        if row is None:
            return
        link = row.item.link
        if link.page_asset is not None:
            self.deeds.open(link.page_asset)

    def show_in_library(self) -> None:
        """Goes to the page as an asset."""
        row = self.list.current
        if row is not None and row.item.link.page_asset is not None:
            self.desk.go(Ref(Asset.kind, row.item.link.page_asset))

    # -- around the page

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds.isdisjoint(_CONCERNS):
            return
        if self.isVisible():
            self._timer.start()
        else:
            self._is_stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self.side, self.side.begin)
        if self._is_stale:
            self.refresh()

    def _count(self) -> int:
        return len(chosen_for(self._items.values()))

    def _mend_text(self) -> str | Sentence:
        count = self._count()
        if not count:
            return mark("Mend links")
        return sentence(mark("{mended}"), mended=counted("Mend {n} link", "Mend {n} links", count))

    def header_actions(self) -> Sequence[Command]:
        return (
            Command(
                id="links.mend", text=self._mend_text(), run=self.mend, group=Group.EDIT, icon="link-variant",
                shortcut="Ctrl+Return", primary=True,
                enabled=lambda: self._count() > 0 and not self.desk.workspace.is_readonly,
            ),
        )  # fmt: skip

    def commands(self) -> Sequence[Command]:
        return (
            *self.header_actions(),
            Command(
                id="links.library", text=mark("Show the page in the library"), run=self.show_in_library,
                group=Group.GO, icon="bookshelf", enabled=lambda: self.list.current is not None,
            ),
        )  # fmt: skip

    def header_note(self) -> HeaderNote:
        words, items = self.words, self._items.values()
        if self._read is None or not items:
            return HeaderNote()
        moved = sum(item.places for item in items if item.is_moved)
        broken = sum(item.places for item in items if item.link.state is State.BROKEN and not item.is_moved)
        lost = counted("{n} leads nowhere", "{n} lead nowhere", broken)
        behind = counted("{n} points at what moved", "{n} point at what moved", moved)
        if broken and moved:
            return HeaderNote(text=words(mark("{broken}, {moved}"), broken=lost, moved=behind))
        return HeaderNote(text=words.say(lost if broken else behind))

    def keys(self) -> list[tuple[str, str]]:
        words = self.words
        return [
            ("1 2 3", words(mark("Use a likely target"))),
            ("Space", words(mark("Tick"))),
            ("Del", words(mark("Take the link out"))),
            ("Enter", words(mark("Open page"))),
            ("Ctrl+Enter", words(mark("Mend"))),
        ]

    def panes(self) -> Sequence[QWidget]:
        return (self.list, self.side) if self._stack.currentIndex() == 0 else (self.to_library,)

    def first_focus(self) -> QWidget | None:
        return self.list if self._stack.currentIndex() == 0 else self.to_library


# In a task: over a connection of its own, which only reads.


def _links(file: Path, place: Place, progress: Progress) -> Read:
    from db.workspace import open_workspace

    with closing(open_workspace(file, place, write=False)) as workspace:
        links = workspace.library.page_links
        lost = links.lost()
        there = links.with_digest(set(lost.values()))
        same = {path: there[digest] for path, digest in lost.items() if digest in there}
        return Read(links.to_list(), links.to_web(), links.catalogue(), same, links.are_followed())


def _likely(
    links: Iterable[PageLink], catalogue: Catalogue, same: Mapping[str, tuple[str, ...]], progress: Progress
) -> Mapping[tuple[int, int], tuple[Likely, ...]]:
    found: dict[tuple[int, int], tuple[Likely, ...]] = {}
    for link in links:
        progress.check()
        found[link.file, link.number] = (
            likely_targets(link.path, link.page, catalogue, lambda path: same.get(path, ())) if link.path else ()
        )
    return found
