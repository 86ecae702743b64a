"""What can be done with assets: open, mark reviewed, retire, remove, copy where they lie."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from enable_desktop.library.assets import Asset, WatchedFolder
from enable_desktop.library.opening import path_of, would_run
from enable_desktop.library.places import is_web, place_in
from enable_desktop.links import Ref
from enable_desktop.words import mark
from ui.library.wording import title_of

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.outgoing import OpenUrl


class Deeds:
    """Does it in one step, and says so. `open_url` hands an address or a file to the system."""

    def __init__(self, desk: Desk, open_url: OpenUrl = QDesktopServices.openUrl) -> None:
        self._desk = desk
        self.open_url = open_url

    # -- where it lies

    def asset(self, id_: int | None) -> Asset | None:
        return self._desk.workspace.get(Asset, id_) if id_ is not None else None

    def path(self, asset: Asset) -> Path | None:
        """The file of an asset on this computer."""
        return path_of(asset, {folder.id: folder.path for folder in self._desk.workspace.all(WatchedFolder)})

    def open(self, id_: int) -> None:
        """Opens the page, or the file in the program that the system has for it."""
        asset, words = self.asset(id_), self._desk.words
        if asset is None:
            return
        if is_web(asset.location):
            address = asset.location
            self.open_url(QUrl(address if "://" in address else f"https://{address}"))
            return
        path = self.path(asset)
        if path is None:
            text = words(mark("Say in the field “Location” where it lies: a file or a web address."))
            self._desk.problem(words(mark("Nobody has said where “{title}” lies."), title=title_of(asset, words)), text)
        elif not path.exists():
            self._desk.problem(
                words(mark("The file of “{title}” is not there."), title=title_of(asset, words)),
                words(mark("It was looked for at {path}. What is known of it here is kept."), path=path),
            )
        elif would_run(path):
            # A catalogue shows files; it starts no programs.
            self.open_url(QUrl.fromLocalFile(str(path.parent)))
            self._desk.toast(
                words(mark("{name} is a program. It was not started; its folder was opened."), name=path.name)
            )
        else:
            self.open_url(QUrl.fromLocalFile(str(path)))

    def show_in_folder(self, id_: int) -> None:
        """Opens the folder in which it lies."""
        asset = self.asset(id_)
        path = self.path(asset) if asset is not None else None
        if path is not None and path.parent.is_dir():
            self.open_url(QUrl.fromLocalFile(str(path.parent)))
        elif path is not None:
            words = self._desk.words
            self._desk.problem(words(mark("The folder {path} is not there now."), path=path.parent), "")

    def copy_path(self, id_: int) -> None:
        """Puts where it lies onto the clipboard."""
        asset = self.asset(id_)
        if asset is None:
            return
        path = self.path(asset)
        QGuiApplication.clipboard().setText(str(path) if path is not None else asset.location)
        self._desk.toast(self._desk.words(mark("Copied where it lies")))

    # -- changes

    def find_file(self, id_: int) -> None:
        """Asks where a file lies now, and notes it."""
        asset, words = self.asset(id_), self._desk.words
        if asset is None:
            return
        before = self.path(asset)
        start = next((folder for folder in before.parents if folder.is_dir()), None) if before is not None else None
        title = words(mark("Where is “{title}”?"), title=title_of(asset, words))
        found = self._desk.ask.open_file(title, [], start)
        if found is not None:
            self.lie_at(found, id_)

    def lie_at(self, path: Path, id_: int) -> None:
        """An asset's file lies here from now on."""
        asset, words = self.asset(id_), self._desk.words
        if asset is None:
            return
        folders = {folder.id: folder.path for folder in self._desk.workspace.all(WatchedFolder)}
        folder, location = place_in(str(path), str(path.parent), folders)
        ref = Ref(Asset.kind, id_)
        self._desk.do(
            lambda: self._desk.workspace.change(ref, folder=folder, location=location),
            words(mark("“{title}” lies at {place} now"), title=title_of(asset, words), place=location),
        )

    def mark_reviewed(self, ids: Sequence[int]) -> None:
        """Somebody looked at these today and found them right."""
        said = self._desk.words.n("{n} item marked reviewed", "{n} items marked reviewed", len(ids))
        self._desk.steps.do(partial(self._desk.workspace.library.reviews.reviewing, ids), said)

    def retire(self, ids: Sequence[int], replacement: int | None = None) -> None:
        """Takes these out of use; they stay in the library, and in the list of what is retired."""
        reviews, words = self._desk.workspace.library.reviews, self._desk.words
        in_use = reviews.in_use(ids)
        if not in_use:
            return
        said = words.n("{n} item retired", "{n} items retired", len(in_use))
        if len(in_use) == 1:
            (asset,) = self._desk.workspace.library.these(in_use)
            said = words(mark("“{title}” retired"), title=title_of(asset, words))
        self._desk.steps.do(partial(reviews.retiring, in_use, replacement, lead_over=replacement is not None), said)

    def bring_back(self, ids: Sequence[int]) -> None:
        """Takes retired ones into use again."""
        reviews = self._desk.workspace.library.reviews
        retired = reviews.retired(ids)
        if retired:
            said = self._desk.words.n("{n} item is in use again", "{n} items are in use again", len(retired))
            self._desk.steps.do(partial(reviews.bringing_back_into_use, retired), said)

    def remove(self, ids: Sequence[int]) -> None:
        """Takes these out of the library; the files stay where they are."""
        removed = self._desk.words.n(
            "{n} item removed from the library; its file stays",
            "{n} items removed from the library; their files stay",
            len(ids),
        )
        self._desk.steps.do(partial(self._desk.workspace.library.reviews.removing, ids), removed)
