"""Links mended in files: what is to be written where, and the hand that writes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from enable_desktop.library.documents import Document
from enable_desktop.library.endings import SLIDES, WORD
from enable_desktop.library.folders import Seen
from enable_desktop.library.link_moves import retarget
from enable_desktop.library.link_writing import Replacement
from enable_desktop.library.links import Catalogue, innermost
from enable_desktop.library.page_links import PageLink
from enable_desktop.words import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The links to mend in one file, which still has this digest; `path` is its own on this computer.

    `name` is its path as it is shown.
    """

    file: int
    path: Path
    name: str
    digest: str
    replacements: tuple[Replacement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A file that is to hold other bytes than it does, and the digests of both; `name` is its path as it is shown."""

    path: Path
    name: str
    before: bytes
    after: bytes
    digest_before: str
    digest_after: str
    links: int = 0
    """How many links are mended by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged:
    """What is known of a file since it holds other bytes: what a look at its folder sees, and what stands in it."""

    exchange: Exchange
    seen: Seen
    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Readied:
    """What can be written; and, one sentence each, why some files cannot."""

    exchanges: tuple[Exchange, ...] = ()
    refused: tuple[Sentence, ...] = ()

    @property
    def links(self) -> int:
        return sum(each.links for each in self.exchanges)


class Hand(Protocol):
    """Writes to files outside of the workspace; each raises WorkspaceError with a sentence."""

    def ready(self, wanted: Iterable[Wanted]) -> Readied:
        """What each file would hold with its links mended; writes nothing."""

    def content(self, path: Path) -> bytes:
        """What a file holds."""

    def exchange(self, exchanges: Sequence[Exchange]) -> tuple[Exchanged, ...]:
        """Writes all files; each is looked at before the first is touched. What was written when it fails stays so."""

    def put_back(self, path: Path, digest: str, content: bytes) -> None:
        """Gives a file that still has this digest other bytes."""

    def sweep(self, path: Path) -> None:
        """Removes what a killed program left half-written beside a file."""


def grouped(wanted: Iterable[tuple[Wanted, Replacement]]) -> tuple[Wanted, ...]:
    """Links one by one (their file, what to write) as files; of one link the last counts."""
    files: dict[int, tuple[Wanted, dict[int, Replacement]]] = {}
    for file, replacement in wanted:
        files.setdefault(file.file, (file, {}))[1][replacement.number] = replacement
    return tuple(replace(file, replacements=tuple(several.values())) for file, several in files.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class ToMend:
    """A link of the list, and what is chosen for it: a new target, or that it goes and its words stay.

    With it change the `others` that lead to the same in one file where a target is named once for all of them.
    """

    link: PageLink
    others: tuple[PageLink, ...] = ()
    after: str | None = None
    to: str = ""
    """The file that it is to lead to, where one was chosen."""
    removes: bool = False
    ticked: bool = False

    @property
    def place(self) -> tuple[int, int]:
        return self.link.file, self.link.number

    @property
    def places(self) -> int:
        """In how many places of its file it stands."""
        return 1 + len(self.others)

    @property
    def is_chosen(self) -> bool:
        """Whether it is known what becomes of it."""
        return self.removes or self.after is not None

    @property
    def is_moved(self) -> bool:
        """Whether it points at what moved, so that everybody knows what it must say."""
        return self.link.mend is not None

    def leading(self, path: str, catalogue: Catalogue) -> ToMend:
        """The same, to lead to a file from now on, written in its manner."""
        after = retarget(self.link.target, self.link.page, self.link.path, path, catalogue.folders, catalogue.paths)
        return replace(self, after=after, to=path, removes=False, ticked=True)

    def to_address(self, address: str) -> ToMend:
        """The same, to lead to the web from now on."""
        return replace(self, after=address, to="", removes=False, ticked=True)

    def taken_out(self) -> ToMend:
        """The same, to be no link any more."""
        return replace(self, after=None, to="", removes=True, ticked=True)


def in_folder(path: str, folders: Iterable[str]) -> str:
    """A path as it is shown: from its watched folder on, where it lies in one."""
    folder = innermost(folders, path)
    return path[len(folder.rpartition("/")[0]) + 1 :] if folder else path


def listed(links: Iterable[PageLink]) -> tuple[ToMend, ...]:
    """Links as they are first shown: of those that point at what moved it is known what they must say."""
    found: dict[tuple[int, int | str], ToMend] = {}
    for link in links:
        key = (link.file, link.target if _names_targets_once(link.page) else link.number)
        first = found.get(key)
        if first is None:
            found[key] = ToMend(link=link, after=link.mend, ticked=link.mend is not None)
        else:
            found[key] = replace(first, others=(*first.others, link))
    return tuple(found.values())


def _names_targets_once(page: str) -> bool:
    """Whether a file is one of an office program, which names a target once for all its places."""
    return page[page.rfind(".") :].lower() in WORD | SLIDES


def chosen_for(links: Iterable[ToMend]) -> tuple[tuple[PageLink, str | None], ...]:
    """What to mend: the links that are ticked, each with its new target; None takes it out."""
    return tuple(
        (link, None if each.removes else each.after)
        for each in links
        if each.ticked and each.is_chosen
        for link in (each.link, *each.others)
    )
