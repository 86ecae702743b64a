"""The links of many pages, followed at once; and what a page, or an asset, links to and is linked from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from enable_desktop.library.link_moves import Pointing, moves_to_mends, retarget
from enable_desktop.library.links import Catalogue, Resolved, Resolver, State

_GLANCE: Final = 500


@dataclass(frozen=True, slots=True)
class Written:
    """A link as a page writes it: the page's file, the link's number there, and its target.

    `asset` and `path` are where it led last, seen from `page`, where its file lay then; empty where it never led
    anywhere. The rest is what was last entered for it.
    """

    file: int
    number: int
    target: str
    asset: int | None = None
    path: str = ""
    page: str = ""
    state: str = ""
    mend: str | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """Where a link leads now; `path` is the file meant, or where it would lie.

    With `mend`, what the link must say, something has moved: then asset, path and page are those of before.
    """

    file: int
    number: int
    state: State
    asset: int | None
    path: str
    page: str = ""
    mend: str | None = None

    def differs(self, link: Written) -> bool:
        """Whether anything else was entered for it last."""
        entered = (link.state, link.asset, link.path, link.page, link.mend)
        return entered != (self.state.value, self.asset, self.path, self.page, self.mend)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A link as it is shown: the page it stands in, its words and target, and where it leads."""

    file: int
    number: int
    page: str
    """The path of the page."""
    page_asset: int | None
    page_title: str
    words: str
    target: str
    state: State
    asset: int | None = None
    asset_title: str = ""
    path: str = ""
    mend: str | None = None
    """What it must say since something moved; None where nothing has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksOf:
    """What an asset links to, and what links to it; each of its copies counts."""

    uses: tuple[PageLink, ...] = ()
    used_by: tuple[PageLink, ...] = ()

    @property
    def broken(self) -> tuple[PageLink, ...]:
        return tuple(link for link in self.uses if link.state is State.BROKEN)


def follow(
    links: Iterable[tuple[str, Written]],
    catalogue: Catalogue,
    exists: Callable[[str], bool],
    is_stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Followed]:
    """Where each link leads, given with the path of its page; ends early once it is stopped."""
    resolver = Resolver(catalogue, exists)
    for count, (page, link) in enumerate(links):
        if not count % _GLANCE and is_stopped():
            return
        found = resolver.resolve(link.target, page)
        mend = _mend(link, page, found, catalogue, exists)
        if mend is not None:
            yield Followed(link.file, link.number, found.state, link.asset, link.path, link.page, mend)
        elif found.state is State.BROKEN and link.page and link.asset in catalogue.places:
            # It goes on being known what it was meant for.
            yield Followed(link.file, link.number, found.state, link.asset, link.path, link.page)
        else:
            leads = page if found.state in (State.ASSET, State.FILE) else ""
            yield Followed(link.file, link.number, found.state, found.asset, found.path, leads)


def _mend(link: Written, page: str, found: Resolved, catalogue: Catalogue, exists: Callable[[str], bool]) -> str | None:
    """What a link must say to lead to what it led to before its page, or that, has moved; None where it still does."""
    if not link.page or not link.path:
        return None
    meant = _place_now(link, page, catalogue, exists)
    if meant is None or found.path == meant or (found.asset is not None and found.asset == link.asset):
        return None
    if page == link.page and meant == link.path:
        if found.state is not State.BROKEN:
            return None
        after: str | None = retarget(link.target, page, found.path, meant, catalogue.folders, catalogue.paths)
    else:
        pointing = Pointing(page=link.page, number=link.number, target=link.target, path=link.path)
        moves = {link.page: page, link.path: meant}
        mends = moves_to_mends(moves, (pointing,), catalogue.folders, catalogue.paths)
        after = mends[0].after if mends else None
        if after is None and found.state is State.BROKEN:
            after = retarget(link.target, page, found.path, meant, catalogue.folders, catalogue.paths)
    return after if after != link.target else None


def _place_now(link: Written, page: str, catalogue: Catalogue, exists: Callable[[str], bool]) -> str | None:
    """Where that lies now which a link led to; None where nobody knows."""
    if link.asset is not None:
        places = [each for each in catalogue.places.get(link.asset, ()) if each in catalogue.paths]
        return link.path if link.path in places else next(iter(places), None)
    # What is not catalogued may have moved with the page.
    return link.path if exists(link.path) else None
