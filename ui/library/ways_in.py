"""The ways into the library: files, folders, a web address, a table; dropped, chosen or pasted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, QObject, QPoint, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.library.places import is_web
from enable_desktop.words import mark
from ui.ask import FileKind
from ui.library.incoming import gather
from ui.library.popups import NamePopup
from ui.mail_drop import mails_in

if TYPE_CHECKING:
    from enable_desktop.library.adding import Coming
    from enable_desktop.library.page_links import Followed
    from ui.desk import Desk
    from ui.tasks import Progress

_LONGEST: Final = 2_000
_LONGEST_LIST: Final = 100_000
_BEFORE: Final = "<([{\"'«“„"
_AFTER: Final = ">]}\"'»”.,;:!"
"""Marks around an address; a closing bracket may belong to it."""


class WaysIn(QObject):
    """Asks, has files read in a task, and stores what is taken in one step."""

    gathered = Signal(object)
    """A `Gathered` to be shown before anything is stored."""
    by_hand_wanted = Signal()
    added = Signal(tuple)
    """The ids of new assets."""
    followed = Signal()
    """It is known where the links in all pages lead now."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._address: NamePopup | None = None

    # -- asking

    def show_menu(self, place: QWidget) -> None:
        """Every way in, under a button."""
        menu = QMenu(self._page)
        words, theme = self._desk.words, self._desk.theme
        menu.setAccessibleName(words(mark("Add content")))
        entries: Sequence[tuple[str, str, Callable[[], None]]] = (
            (mark("Choose files …"), "file-plus-outline", self.choose_files),
            (mark("Choose a folder …"), "folder-plus-outline", partial(self.choose_folder, watched=False)),
            (mark("Watch a folder …"), "folder-eye-outline", partial(self.choose_folder, watched=True)),
            (mark("Web address …"), "web", partial(self.ask_address, place)),
            (mark("Import a table …"), "table-arrow-down", self.import_table),
            (mark("Add by hand"), "plus", self.by_hand_wanted.emit),
        )
        for text, icon, run in entries:
            menu.addAction(theme.icon(icon), words(text)).triggered.connect(lambda *_, run=run: run())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place.mapToGlobal(QPoint(0, place.height())))
        menu.setActiveAction(menu.actions()[0])

    def choose_files(self) -> None:
        """Files from the disk."""
        words = self._desk.words
        chosen = self._desk.ask.open_files(words(mark("Add content")), [FileKind(words(mark("All files")), ("*",))])
        if chosen:
            self.read(chosen)

    def choose_folder(self, *, watched: bool) -> None:
        """A folder with all that is in it, once or from now on."""
        words = self._desk.words
        title = words(mark("Watch a folder")) if watched else words(mark("Add a folder"))
        chosen = self._desk.ask.folder(title)
        if chosen is not None:
            self.read((chosen,), watched=watched)

    def import_table(self) -> None:
        """A list of content as CSV or XLSX."""
        self._desk.importing.choose("catalogue")

    def ask_address(self, place: QWidget) -> None:
        """A page of the web; the address on the clipboard is offered."""
        words = self._desk.words
        if self._address is None:
            self._address = NamePopup(self._desk, words(mark("Web address")), words(mark("Add page")), self._page)
            self._address.named.connect(self.add_address)
        copied = QGuiApplication.clipboard().text()[:_LONGEST].strip()
        self._address.open_under(place, copied if is_web(copied) and len(copied.split()) == 1 else "")

    def add_address(self, address: str) -> None:
        """Adds the page at this address."""
        self.add_addresses((address if is_web(address) else f"https://{address}",))

    def add_addresses(self, addresses: Iterable[str]) -> None:
        """Adds the pages at these addresses in one step; where all are there already, leads to the first."""
        words, adding = self._desk.words, self._desk.workspace.library.adding
        wanted = tuple(dict.fromkeys(addresses))
        known = {address: adding.at_address(address) for address in wanted}
        new = [address for address in wanted if known[address] is None]
        if not new:
            self.added.emit((known[wanted[0]],))
            self._desk.toast(words(mark("{address} is in the library already"), address=wanted[0]))
            return
        try:
            made = (adding.add_address(new[0]),) if len(new) == 1 else adding.add_addresses(new)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self.added.emit(made)
        one = words(mark("{address} added"), address=new[0])
        self._desk.toast(one if len(new) == 1 else words.n("{n} page added", "{n} pages added", len(new)), undo=True)

    # -- pasting

    def paste(self) -> None:
        """What was copied elsewhere comes in as what is dropped does."""
        data = QGuiApplication.clipboard().mimeData()
        if self.takes(data):
            self.drop(data)
        else:
            self._desk.toast(self._desk.words(mark("There is neither a web address nor a file on the clipboard.")))

    # -- dropping

    @staticmethod
    def takes(data: QMimeData) -> bool:
        """Whether what is dragged can be dropped here; mails are feedback, which the window takes."""
        return (data.hasUrls() and not mails_in(data)) or bool(_addresses(data.text()))

    def drop(self, data: QMimeData) -> None:
        """Files and folders are read, addresses added."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        addresses = [url.toString() for url in data.urls() if is_web(url.toString())]
        if not data.hasUrls():
            addresses = _addresses(data.text())
        tables = [path for path in paths if path.suffix.lower() == ".csv"]
        if len(paths) == 1 and tables:
            # A list of content, to be matched column by column.
            from ui.imports import sources

            self._desk.importing.begin(sources()["catalogue"], tables[0])
            return
        if addresses:
            self.add_addresses(addresses)
        if paths:
            self.read(paths)

    # -- reading and storing

    def read(self, paths: Sequence[Path], *, watched: bool = False) -> None:
        """Reads files and folders beside the window; what was found is shown before anything is stored."""
        words, workspace = self._desk.words, self._desk.workspace
        if workspace.is_readonly:
            text = words(mark("It is open for reading only, so nothing can be added."))
            self._desk.problem(workspace.path.name, text)
            return
        about = workspace.path.stat()
        work = partial(gather, tuple(paths), watched, workspace.library.adding.known(), ((about.st_dev, about.st_ino),))
        self._desk.tasks.run(
            work,
            self.gathered.emit,
            self._desk.failed,
            label=words(mark("Reading files")),
            cancel=lambda: self._desk.toast(words(mark("Reading was stopped. Nothing was added."))),
        )

    def store(self, coming: Coming) -> bool:
        """Stores what is taken, in one step; false where the file did not take it."""
        words = self._desk.words
        try:
            made = self._desk.workspace.library.adding.add(coming)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return False
        self.added.emit(made)
        count = coming.assets + coming.copies
        self._desk.toast(words.n("{n} file added", "{n} files added", count), undo=True)
        self._follow_links()
        return True

    def _follow_links(self) -> None:
        """Finds out, beside the window, where the links in all pages lead now."""
        links = self._desk.workspace.library.page_links
        work = partial(_followed, links.written(), links.catalogue())
        text = self._desk.words(mark("Following links"))
        self._desk.tasks.run(work, self._on_followed, self._desk.failed, label=text)

    def _on_followed(self, found: tuple[Followed, ...]) -> None:
        try:
            self._desk.workspace.library.page_links.enter(found)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self.followed.emit()


def _addresses(text: str) -> list[str]:
    """The web addresses among words, without the marks that a sentence or a list puts around them."""
    words = (word.lstrip(_BEFORE).rstrip(_AFTER) for word in text[:_LONGEST_LIST].split())
    return [word for word in words if is_web(word)]


def _followed(written: object, catalogue: object, progress: Progress) -> tuple[Followed, ...]:
    from db.library.page_links import differing
    from enable_desktop.library.links import Catalogue

    assert isinstance(written, tuple) and isinstance(catalogue, Catalogue)
    found = differing(written, catalogue, progress.cancelled)
    progress.check()
    return found
