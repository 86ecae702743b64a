"""What reports on the library are given: how much there is and how it stands, counted and named on one day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from enable_desktop.charter.report import PageSize
from enable_desktop.library.assets import Status
from enable_desktop.library.freshness import Freshness, FreshShare
from enable_desktop.library.health import RULES, Rule
from enable_desktop.words import Counted, Sentence, counted, mark, sentence

MOST_NAMED = 12
"""So many assets are named for each rule; of others it is said how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """Whose library it is, on which day it is looked at, and on which paper that is printed."""

    today: date
    company: str = ""
    page: PageSize = PageSize.A4
    title: str = ""
    """What the report is called, where that is not as usual."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many assets have one value."""

    title: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetCounts:
    """How many assets have each value of a facet, and how many have none."""

    title: str
    values: tuple[Count, ...] = ()
    without: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Flagged:
    """What one rule flags: how many assets, and the titles of the first of them."""

    count: int
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenLink:
    """A link that leads nowhere: the page it stands in, what it says, and where it points."""

    page: str
    words: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """How many published assets there are for each value of one facet with each value of another."""

    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    counts: tuple[tuple[int, ...], ...] = ()

    @property
    def holes(self) -> int:
        """How many cells are empty."""
        return sum(not number for row in self.counts for number in row)

    @property
    def empty_rows(self) -> tuple[str, ...]:
        """The rows without anything."""
        return tuple(title for title, row in zip(self.rows, self.counts, strict=True) if not any(row))

    @property
    def empty_columns(self) -> tuple[str, ...]:
        """The columns without anything."""
        return tuple(title for place, title in enumerate(self.columns) if not any(row[place] for row in self.counts))


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """The library on one day. Retired assets are counted by status, and nowhere else.

    `flags` has the rules that are switched on and flag anything, by key; `used` is None where no figures of use were
    imported.
    """

    programme: Programme
    statuses: Mapping[Status, int] = field(default_factory=dict)
    freshness: Mapping[Freshness, int] = field(default_factory=dict)
    kinds: FacetCounts = field(default_factory=lambda: FacetCounts(title=""))
    facets: tuple[FacetCounts, ...] = ()
    flags: Mapping[str, Flagged] = field(default_factory=dict)
    used: int | None = None
    matrix: Matrix = field(default_factory=Matrix)
    broken: tuple[BrokenLink, ...] = ()
    broken_count: int = 0
    duplicates: tuple[tuple[str, ...], ...] = ()
    looked_for: tuple[Count, ...] = ()

    @property
    def all(self) -> int:
        """How many assets there are that are not retired."""
        return sum(number for status, number in self.statuses.items() if status is not Status.RETIRED)

    @property
    def trusted(self) -> int:
        """How many of them were reviewed, and are not past their review."""
        return self.freshness.get(Freshness.FRESH, 0) + self.freshness.get(Freshness.DUE, 0)

    @property
    def finding(self) -> Sentence:
        """What the audit says in one sentence."""
        if not self.all:
            return sentence(mark("There is no content yet."))
        if self.trusted == self.all:
            return sentence(
                mark("{assets}, and every review is in time."), assets=counted("{n} asset", "{n} assets", self.all)
            )
        return sentence(
            mark("{assets}: {trusted}, {rest}."),
            assets=counted("{n} asset", "{n} assets", self.all),
            trusted=counted("{n} can be trusted", "{n} can be trusted", self.trusted),
            rest=counted("{n} needs somebody’s look", "{n} need somebody’s look", self.all - self.trusted),
        )

    @property
    def lead(self) -> tuple[Sentence | Counted, ...]:
        """What stands out: stages and people to talk to without content, links, duplicates, what is never used."""
        found: list[Sentence | Counted] = []
        if self.matrix.empty_rows:
            found.append(sentence(mark("Nothing is published for {stages}."), stages=self.matrix.empty_rows))
        if self.matrix.empty_columns:
            found.append(sentence(mark("Nothing is published for {stages}."), stages=self.matrix.empty_columns))
        if self.broken_count:
            found.append(counted("{n} link leads nowhere.", "{n} links lead nowhere.", self.broken_count))
        if (unused := self.flags.get("never-used")) is not None:
            found.append(
                counted(
                    "{n} asset was never used since figures of use are kept.",
                    "{n} assets were never used since figures of use are kept.",
                    unused.count,
                )
            )
        return tuple(found)

    def worst(self, most: int) -> tuple[tuple[Rule, Flagged], ...]:
        """The rules that flag the most assets."""
        found = ((RULES[key], flagged) for key, flagged in self.flags.items())
        return tuple(sorted(found, key=lambda each: -each[1].count)[:most])


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One asset with the day of its review: what it is, whose it is, when it was looked at and is to be again."""

    title: str
    kind: str = ""
    owner: str = ""
    reviewed: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerShare:
    """How much of what somebody owns is fresh; without a name: what nobody owns."""

    name: str
    share: FreshShare


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthReport:
    """How fresh the library was over the months, and whose content waits for a review."""

    programme: Programme
    over_time: Mapping[date, FreshShare] = field(default_factory=dict)
    owners: tuple[OwnerShare, ...] = ()
    overdue: tuple[Dated, ...] = ()
    overdue_count: int = 0
    soon: tuple[Dated, ...] = ()
    soon_count: int = 0
    never: tuple[Dated, ...] = ()
    never_count: int = 0

    @property
    def now(self) -> FreshShare:
        """The share of today."""
        return self.over_time[max(self.over_time)] if self.over_time else FreshShare(fresh=0, all=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One asset as a catalogue lists it."""

    title: str
    about: str = ""
    owner: str = ""
    reviewed: date | None = None
    pages: int | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The assets of one group; without a title: those that belong to none."""

    title: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCatalogue:
    """The library as a list to look things up in; an asset stands in each group that it belongs to."""

    programme: Programme
    shelves: Sequence[Shelf] = ()
    assets: int = 0
    withheld: int = 0
    """How many published assets may not be shown or sent to this audience, and are left out for that."""
    with_owners: bool = True
