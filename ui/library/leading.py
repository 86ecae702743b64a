"""An asset is retired or removed, and in the same step what links to it is led to its replacement, or taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from enable_desktop.library.assets import Asset, WatchedFolder
from enable_desktop.library.link_moves import retarget
from enable_desktop.library.opening import path_of
from enable_desktop.library.page_links import PageLink
from enable_desktop.library.places import is_web
from enable_desktop.words import mark
from ui.library.mender import Mender
from ui.library.wording import title_of

if TYPE_CHECKING:
    from db.long_steps import Deed
    from ui.desk import Desk


Mends = tuple[tuple[PageLink, str | None], ...]


class Leading:
    """Retires and removes; where files are written for it, that happens beside the window."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._mender = Mender(desk)

    def retire(
        self,
        ids: Sequence[int],
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
        said = words.n("{n} item retired", "{n} items retired", len(ids))
        if len(ids) == 1:
            said = words(mark("“{title}” retired"), title=self._title_of(ids[0]))
        mends = self._mends(ids, replacement, leads=leads, takes_out=takes_out)
        reviews = self._desk.workspace.library.reviews
        self._do(mends, partial(reviews.retiring, ids, replacement, lead_over=leads), said, done)

    def remove(
        self,
        ids: Sequence[int],
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
            len(ids),
        )
        if len(ids) == 1:
            title = self._title_of(ids[0])
            said = words(mark("“{title}” removed from the library; its file stays"), title=title)
        mends = self._mends(ids, replacement, leads=leads, takes_out=takes_out)
        reviews = self._desk.workspace.library.reviews
        self._do(mends, partial(reviews.removing, ids, replacement, lead_over=leads), said, done)

    def _title_of(self, id_: int) -> str:
        asset = self._desk.workspace.get(Asset, id_)
        return title_of(asset, self._desk.words) if asset is not None else ""

    def _do(self, mends: Mends, make: Callable[[], Deed], said: str, done: Callable[[], None]) -> None:
        if mends:
            self._mender.mend(mends, done, also=partial(self._also, make), said=said)
        else:
            self._desk.steps.do(make, said, done)

    @contextmanager
    def _also(self, make: Callable[[], Deed]) -> Iterator[None]:
        """The step of a deed that belongs to what is done inside."""
        deed = make()
        with self._desk.workspace.step(deed.label):
            yield
            deed.work(deed.ids)

    def _mends(self, ids: Sequence[int], replacement: int | None, *, leads: bool, takes_out: bool) -> Mends:
        """What links in the text of pages must say to lead to the replacement; nothing, where they are taken out."""
        workspace = self._desk.workspace
        links = workspace.library.page_links
        other = workspace.get(Asset, replacement) if replacement is not None else None
        if not (takes_out if other is None else leads):
            return ()
        going = set(ids) if len(ids) > 1 else set[int]()
        if other is not None:
            going.add(other.id)
        leading = [
            link
            for id_ in links.led_to(ids)
            for link in links.of(id_, limit=_ALL).used_by
            if link.page_asset not in going
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
