"""Files on their way into the library: what each becomes, seen before anything is stored.

A file whose content is there already becomes a copy of that, unless the person says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from enable_desktop.fields import TITLE_LIMIT, Choice
from enable_desktop.library.documents import Document
from enable_desktop.library.folders import Seen
from enable_desktop.library.places import title_of
from enable_desktop.library.recordings import spoken
from enable_desktop.words import mark


class Fate(Choice):
    """What becomes of a file."""

    NEW = "new", mark("New")
    COPY = "copy", mark("As a copy")
    OWN = "own", mark("As its own, with the same content")
    LEFT = "left", mark("Left out")
    KNOWN = "known", mark("In the library already")
    SPOKEN = "spoken", mark("The words of a recording")


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """What has the same content: an asset by its id, or another file that comes in, by its place among them."""

    title: str
    asset: int | None = None
    among: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One file, and what it becomes. `folder` is the place of its folder among those that come along, None for none."""

    path: str
    location: str
    seen: Seen
    digest: str = ""
    document: Document = field(default_factory=Document)
    folder: int | None = None
    twin: Twin | None = None
    fate: Fate = Fate.NEW

    @property
    def title(self) -> str:
        """What it says that it is called, else the name of the file."""
        said = self.document.title.strip() or title_of(self.location)
        return " ".join(said.split())[:TITLE_LIMIT]

    @property
    def fates(self) -> tuple[Fate, ...]:
        """What can become of it."""
        if self.fate in (Fate.KNOWN, Fate.SPOKEN):
            return (self.fate,)
        return (Fate.COPY, Fate.OWN, Fate.LEFT) if self.twin is not None else (Fate.NEW, Fate.LEFT)

    def next_fate(self) -> Incoming:
        """The same with the next thing that can become of it."""
        fates = self.fates
        return replace(self, fate=fates[(fates.index(self.fate) + 1) % len(fates)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """All that comes in at once; `folders` are paths of new folders with whether each is watched from now on."""

    files: tuple[Incoming, ...] = ()
    folders: tuple[tuple[str, bool], ...] = ()

    @property
    def assets(self) -> int:
        """How many assets there will be more."""
        return sum(each.fate in (Fate.NEW, Fate.OWN) for each in self.files)

    @property
    def copies(self) -> int:
        return sum(each.fate is Fate.COPY for each in self.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the library has already: its places, and its assets by the digest of their content."""

    places: frozenset[str] = frozenset()
    """Absolute paths."""
    digests: Mapping[str, Twin] = field(default_factory=dict)


def compared(files: Iterable[Incoming], known: Known) -> tuple[Incoming, ...]:
    """The files, each with what has its content and what becomes of it."""
    several = tuple(files)
    result: list[Incoming] = []
    first: dict[str, int] = {}
    beside = spoken([(0, each.path) for each in several], lambda: [(0, path) for path in known.places])
    for number, each in enumerate(several):
        if each.path in known.places:
            result.append(replace(each, fate=Fate.KNOWN, twin=None))
            continue
        if (0, each.path) in beside:
            result.append(replace(each, fate=Fate.SPOKEN, twin=None))
            continue
        twin = known.digests.get(each.digest) if each.digest else None
        if twin is None and each.digest in first:
            other = result[first[each.digest]]
            twin = Twin(title=other.title, among=first[each.digest])
        if twin is not None:
            result.append(replace(each, twin=twin, fate=Fate.COPY))
            continue
        if each.digest:
            first[each.digest] = number
        result.append(replace(each, twin=None, fate=Fate.NEW))
    return tuple(result)
