"""The links of many pages, followed at once; and what a page, or an asset, links to and is linked from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from enable_desktop.library.links import Catalogue, Resolver, State

_GLANCE: Final = 500


@dataclass(frozen=True, slots=True)
class Written:
    """A link as a page writes it: the page's file, the link's number there, and its target."""

    file: int
    number: int
    target: str


@dataclass(frozen=True, slots=True)
class Followed:
    """Where a link leads now; `path` is the file meant, or where it would lie."""

    file: int
    number: int
    state: State
    asset: int | None
    path: str


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
        yield Followed(link.file, link.number, found.state, found.asset, found.path)
