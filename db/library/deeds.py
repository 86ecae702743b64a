"""What a look at the files of the library found, as what is to be done about it, and what came of that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from enable_desktop.library.documents import Document
from enable_desktop.library.folders import Place
from enable_desktop.library.reconcile import Findings, Fresh
from enable_desktop.library.rereading import Rewritten
from enable_desktop.links import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What came of it: the assets that were made, and those whose file moved, changed, came back or went."""

    new: tuple[int, ...] = ()
    touched: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A file that becomes an asset, and what is known of the asset."""

    fresh: Fresh
    values: Mapping[str, Any]
    # Any: the fields of an asset by name.


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """Findings, and what is to be done about them: the assets and copies that lie at each known file, by its id.

    `entries` are the values of facets that arrivals hold and that are not there yet, as fields of list entries;
    `documents` is what stands in those files that were read, and `rewritten`, by the id of the file, what they say
    otherwise than before; `spoken` are new files that are no assets of their own but the words of a recording beside
    them.
    """

    findings: Findings
    owners: Mapping[int, tuple[Ref, ...]] = field(default_factory=dict)
    arrivals: tuple[Arrival, ...] = ()
    entries: tuple[Mapping[str, str], ...] = ()
    documents: Mapping[Place, Document] = field(default_factory=dict)
    rewritten: Mapping[int, Rewritten] = field(default_factory=dict)
    spoken: tuple[Fresh, ...] = ()

    def missing_alone(self) -> Deeds:
        """Nothing but what is missing."""
        return Deeds(findings=Findings(missing=self.findings.missing), owners=self.owners)

    def sliced(self, count: int) -> Iterator[Deeds]:
        """The same in parts, each of so many files."""
        findings = self.findings
        bare = replace(self, arrivals=(), entries=(), spoken=())
        entries = self.entries
        # First what goes with the folder as a whole.
        folders = Findings(offline=findings.offline, asks_first=findings.asks_first, renumbered=findings.renumbered)
        yield replace(bare, findings=folders)
        for name in _FILES[:-1]:
            for part in parted(getattr(findings, name), count):
                # Any: one of the fields, each a tuple.
                only: dict[str, Any] = {name: part}
                yield replace(bare, findings=Findings(**only), entries=entries)
                # The values of all are stored with the first.
                entries = ()
        for part in parted(self.arrivals, count):
            new = Findings(new=tuple(each.fresh for each in part))
            yield replace(bare, findings=new, arrivals=part, entries=entries)
            entries = ()
        for part in parted(self.spoken, count):
            yield replace(bare, findings=Findings(), spoken=part)


_FILES: Final = ("moved", "back_again", "changed", "refreshed", "missing", "new")


def parted(each: tuple[Any, ...], count: int) -> Iterator[tuple[Any, ...]]:
    """The same in parts, each of so many at most."""
    # Any: findings of either kind.
    for start in range(0, len(each), count):
        yield each[start : start + count]
