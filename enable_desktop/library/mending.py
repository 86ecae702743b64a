"""Links mended in files: what is to be written where, and the hand that writes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from enable_desktop.library.documents import Document
from enable_desktop.library.folders import Seen
from enable_desktop.library.link_writing import Replacement
from enable_desktop.words import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The links to mend in one file, which still has this digest; `path` is its own on this computer."""

    file: int
    path: Path
    digest: str
    replacements: tuple[Replacement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A file that is to hold other bytes than it does, and the digests of both."""

    path: Path
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
        """Gives a file that still has this digest other bytes; what a killed program left beside it is removed."""


def grouped(wanted: Iterable[tuple[int, Path, str, Replacement]]) -> tuple[Wanted, ...]:
    """Links one by one (file, its path and digest, what to write) as files."""
    files: dict[int, tuple[Path, str, dict[int, Replacement]]] = {}
    for file, path, digest, replacement in wanted:
        files.setdefault(file, (path, digest, {}))[2][replacement.number] = replacement
    return tuple(
        Wanted(file=file, path=path, digest=digest, replacements=tuple(several.values()))
        for file, (path, digest, several) in files.items()
    )
