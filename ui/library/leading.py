"""An asset is retired or removed, and what links to it is led to its replacement in the same step, in files too."""

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


class Leading:
    """Retires and removes; where files are written for it, that happens beside the window."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._mender = Mender(desk)

    def retire(
        self, assets: Sequence[Asset], replacement: int | None, *, leads: bool, done: Callable[[], None]
    ) -> None:
        """Takes assets out of use; where it `leads`, all that links to them leads to the replacement from then on."""
        words = self._desk.words
        said = words.n("{n} item retired", "{n} items retired", len(assets))
        if len(assets) == 1:
            said = words(mark("“{title}” retired"), title=title_of(assets[0], words))
        self._do(assets, replacement, leads, partial(self._retiring, assets, replacement, leads=leads), said, done)

    def remove(
        self, assets: Sequence[Asset], replacement: int | None, *, leads: bool, done: Callable[[], None]
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
        self._do(assets, replacement, leads, partial(self._removing, assets, replacement, leads=leads), said, done)

    def _do(
        self,
        assets: Sequence[Asset],
        replacement: int | None,
        leads: bool,
        step: Callable[[], AbstractContextManager[None]],
        said: str,
        done: Callable[[], None],
    ) -> None:
        mends = self._mends(assets, replacement) if leads and replacement is not None else ()
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

    def _mends(self, assets: Sequence[Asset], replacement: int | None) -> tuple[tuple[PageLink, str | None], ...]:
        """What links in the text of pages must say to lead to the replacement."""
        workspace = self._desk.workspace
        other = workspace.get(Asset, replacement) if replacement is not None else None
        if other is None:
            return ()
        links = workspace.library.page_links
        going = {other.id, *(asset.id for asset in assets)} if len(assets) > 1 else {other.id}
        leading = [
            link for asset in assets for link in links.of(asset.id, limit=_ALL).used_by if link.page_asset not in going
        ]
        if not leading:
            return ()
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
