"""An asset is retired or removed, and in the same step what links to it is led to its replacement, or taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from enable_desktop.errors import WorkspaceError
from enable_desktop.library.assets import Asset, WatchedFolder
from enable_desktop.library.link_moves import retarget
from enable_desktop.library.opening import path_of
from enable_desktop.library.page_links import PageLink
from enable_desktop.library.places import is_web
from enable_desktop.links import Ref
from enable_desktop.words import mark
from ui.library.mender import Mender
from ui.library.wording import first_titles, title_of

if TYPE_CHECKING:
    from ui.desk import Desk


Mends = tuple[tuple[PageLink, str | None], ...]


class Leading:
    """Retires and removes; where files are written for it, that happens beside the window."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._mender = Mender(desk)

    def retire(
        self,
        assets: Sequence[Asset],
        replacement: int | None,
        *,
        leads: bool,
        takes_out: bool = False,
        done: Callable[[], None],
    ) -> None:
        """Takes assets out of use; where it `leads`, all that links to them leads to the replacement from then on.

        Where it `takes_out`, the links to them go from the text of pages, and their words stay.
        """
        words = self._desk.words
        said = words.n("{n} item retired", "{n} items retired", len(assets))
        if len(assets) == 1:
            said = words(mark("“{title}” retired"), title=title_of(assets[0], words))
        mends = self._mends(assets, replacement, leads=leads, takes_out=takes_out)
        self._do(mends, partial(self._retiring, assets, replacement, leads=leads), said, done)

    def remove(
        self,
        assets: Sequence[Asset],
        replacement: int | None,
        *,
        leads: bool,
        takes_out: bool = False,
        done: Callable[[], None],
    ) -> None:
        """Takes assets out of the library; their files stay."""
        words = self._desk.words
        said = words.n(
            "{n} item removed from the library; its file stays",
            "{n} items removed from the library; their files stay",
            len(assets),
        )
        if len(assets) == 1:
            said = words(mark("“{title}” removed from the library; its file stays"), title=title_of(assets[0], words))
        mends = self._mends(assets, replacement, leads=leads, takes_out=takes_out)
        self._do(mends, partial(self._removing, assets, replacement, leads=leads), said, done)

    def _do(
        self,
        mends: Mends,
        step: Callable[[], AbstractContextManager[None]],
        said: str,
        done: Callable[[], None],
    ) -> None:
        if mends:
            self._mender.mend(mends, done, also=step, said=said)
            return
        try:
            with step():
                pass
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self._desk.toast(said, undo=True)
        done()

    @contextmanager
    def _retiring(self, assets: Sequence[Asset], replacement: int | None, *, leads: bool) -> Iterator[None]:
        workspace = self._desk.workspace
        with self._step(mark("Retire “{title}”"), mark("Retire {titles}"), assets):
            yield
            for asset in assets:
                workspace.library.reviews.retire(asset.id, replacement, lead_over=leads)

    @contextmanager
    def _removing(self, assets: Sequence[Asset], replacement: int | None, *, leads: bool) -> Iterator[None]:
        workspace = self._desk.workspace
        several = mark("Remove {titles} from the library")
        with self._step(mark("Remove “{title}” from the library"), several, assets):
            yield
            for asset in assets:
                if leads and replacement is not None:
                    workspace.library.reviews.retire(asset.id, replacement, lead_over=True)
                workspace.remove(Ref(Asset.kind, asset.id))

    def _step(self, single: str, several: str, assets: Sequence[Asset]) -> AbstractContextManager[None]:
        workspace = self._desk.workspace
        if len(assets) == 1:
            return workspace.step(single, title=assets[0].title_text)
        return workspace.step(several, titles=first_titles(assets))

    def _mends(self, assets: Sequence[Asset], replacement: int | None, *, leads: bool, takes_out: bool) -> Mends:
        """What links in the text of pages must say to lead to the replacement; nothing, where they are taken out."""
        workspace = self._desk.workspace
        links = workspace.library.page_links
        other = workspace.get(Asset, replacement) if replacement is not None else None
        if not (takes_out if other is None else leads):
            return ()
        going = {asset.id for asset in assets} if len(assets) > 1 else set[int]()
        if other is not None:
            going.add(other.id)
        leading = [
            link for asset in assets for link in links.of(asset.id, limit=_ALL).used_by if link.page_asset not in going
        ]
        if not leading:
            return ()
        if other is None:
            return tuple((link, None) for link in leading)
        if is_web(other.location):
            return tuple((link, other.location) for link in leading)
        path = path_of(other, {folder.id: folder.path for folder in workspace.all(WatchedFolder)})
        if path is None:
            return ()
        catalogue = links.catalogue()
        return tuple(
            (link, retarget(link.target, link.page, link.path, path.as_posix(), catalogue.folders, catalogue.paths))
            for link in leading
        )


_ALL = 100_000
