"""What Today looks at: the open ends of every area, without their long texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from enable_desktop.charter.lines import Assumption, Document
from enable_desktop.days import end_of
from enable_desktop.initiatives import Initiative
from enable_desktop.interviews import Occasion, time_in
from enable_desktop.measures import Measure
from enable_desktop.notes import InboxNote, Promise, Snooze
from enable_desktop.people import Group, Person

CONSENT_LEAD: Final = timedelta(days=30)
"""So long before its end a consent is told of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTalk:
    """A talk or meeting that was not held yet."""

    id: int
    title: str
    occasion: Occasion
    group: Group
    on: date | None
    begins: str = ""
    minutes: int = 45
    person: int | None = None
    purpose: str = ""
    """Its beginning, as much as a card shows."""
    has_assumptions: bool = False
    chosen: int = 0
    """How many questions were picked for it."""
    promises: int = 0
    """How many promises to or by its person are open."""

    @property
    def starts(self) -> datetime | None:
        """When it begins, where date and time are known."""
        begins = time_in(self.begins)
        return datetime.combine(self.on, begins) if self.on is not None and begins is not None else None

    @property
    def ends(self) -> datetime | None:
        return end_of(self.starts, self.minutes)

    def is_over(self, now: datetime) -> bool:
        """Whether it has ended; one without a time lasts as long as its day."""
        return self.ends < now if self.ends is not None else self.on is None or self.on < now.date()

    @property
    def is_prepared(self) -> bool:
        """Whether somebody could walk in: an interview with its questions, any meeting with its purpose."""
        return bool(self.chosen) or (self.occasion is not Occasion.INTERVIEW and bool(self.purpose))

    @property
    def preparation(self) -> float:
        """How much of it is prepared, 0 to 1: purpose, assumptions, and for an interview its questions."""
        parts = [bool(self.purpose), self.has_assumptions]
        if self.occasion is Occasion.INTERVIEW:
            parts.append(bool(self.chosen))
        return sum(parts) / len(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class UntaggedTalk:
    """A talk in whose notes passages are marked that have no theme yet."""

    id: int
    title: str
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A version in review that somebody who was asked has not answered."""

    version: int
    document: Document
    title: str
    since: date | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EndingConsent:
    """Content in which somebody is heard who agreed to it until a day."""

    asset: int
    title: str
    until: date


@dataclass(frozen=True, slots=True)
class PlannedContact:
    """The day on which to be in touch with an expert, and what for; `terms` is what was agreed with them."""

    terms: int
    name: str
    on: date
    step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPack:
    """A pack of whose last export some content holds no longer: outdated or retired."""

    pack: int
    title: str
    on: date
    count: int
    titles: tuple[str, ...]
    """The first few of what holds no longer."""


@dataclass(frozen=True, slots=True)
class Unthanked:
    """What an expert gave to the programme, for which nobody thanked them yet."""

    contribution: int
    name: str
    title: str
    on: date


@dataclass(frozen=True, slots=True)
class KnownOnce:
    """What an expert knows of a topic, and the day on which to ask whether it is still so."""

    expertise: int
    name: str
    topic: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryFacts:
    """The open ends of the library, counted; of many only the first few are named."""

    overdue: int = 0
    """How many assets are past the day of their review, but for those snoozed."""
    longest_over: tuple[tuple[int, str, date], ...] = ()
    """The first few of them: id, title, and the day of the review."""
    next_due: date | None = None
    """The first review that is still to come."""
    broken: int = 0
    """How many links lead to nothing, each counted where it stands."""
    broken_in: tuple[tuple[int, str], ...] = ()
    """The first few assets that hold such a link: id and title."""
    ending: int = 0
    """How many consents end within a month, or have ended."""
    consents: tuple[EndingConsent, ...] = ()
    """The first of them, and of those that end later."""
    gaps: int = 0
    """How many things were looked for and not found."""
    most_sought: tuple[tuple[int, str], ...] = ()
    """The first few of them: id and words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything there is to look at on one day."""

    promises: tuple[Promise, ...] = ()
    """Those that are open."""
    names: Mapping[int, str] = field(default_factory=dict)
    """What the people of the promises are called."""
    talks: tuple[PlannedTalk, ...] = ()
    untagged: tuple[UntaggedTalk, ...] = ()
    notes: tuple[InboxNote, ...] = ()
    """Those to sort."""
    waiting: tuple[Waiting, ...] = ()
    next_review: date | None = None
    """Of the charter."""
    review_body: str = ""
    measures: tuple[Measure, ...] = ()
    last_readings: Mapping[int, date] = field(default_factory=dict)
    """The day of the last reading by measure."""
    initiatives: tuple[Initiative, ...] = ()
    """Those that are neither done nor stopped."""
    assumptions: tuple[Assumption, ...] = ()
    consents: tuple[Person, ...] = ()
    """Those who may be quoted or recorded until a day."""
    library: LibraryFacts = LibraryFacts()
    packs: tuple[SentPack, ...] = ()
    contacts: tuple[PlannedContact, ...] = ()
    """With experts who are not resting."""
    unthanked: tuple[Unthanked, ...] = ()
    ask_again: tuple[KnownOnce, ...] = ()
    snoozes: tuple[Snooze, ...] = ()


def ahead(talks: Iterable[PlannedTalk], now: datetime) -> tuple[PlannedTalk, ...]:
    """The talks that are not over yet, the next first; one without a time counts until its day is."""

    def place(talk: PlannedTalk) -> tuple[date, str, int]:
        begins = time_in(talk.begins)
        return talk.on or date.max, begins.isoformat() if begins is not None else "~", talk.id

    return tuple(sorted((talk for talk in talks if not talk.is_over(now)), key=place))
