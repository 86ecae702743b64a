"""Experts: who can answer or teach what, what was agreed with them, and how often they were asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar, Final

from enable_desktop.days import later
from enable_desktop.fields import Choice, Line, choice, day, number, person, prose, record, text
from enable_desktop.gaps.voices import Sides, Voice
from enable_desktop.links import Ref
from enable_desktop.people import Person
from enable_desktop.words import mark

TEACHES: Final = 2
"""From this level on, somebody can teach a topic."""
PAINFUL: Final = 4.0
"""From this mean severity on, a theme without an expert stands out."""


class Depth(Choice):
    """How well somebody knows a topic; the value is the key that sets it."""

    ANSWERS = "1", mark("Can answer")
    TEACHES = "2", mark("Can teach")
    REFERENCE = "3", mark("The reference")

    @property
    def level(self) -> int:
        """1 to 3."""
        return int(self.value)


class Ground(Choice):
    """On what ground a level is believed."""

    SAID_SO = "said so", mark("Said so")
    MANAGER = "manager", mark("Manager says")
    EVIDENCE = "evidence", mark("Evidence")


class Standing(Choice):
    """How far it has come with an expert."""

    TO_MEET = "to meet", mark("To meet")
    MET = "met", mark("Met")
    AGREED = "agreed", mark("Agreed")
    ACTIVE = "active", mark("Active")
    RESTING = "resting", mark("Resting")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expertise(Line):
    """That a person knows a topic: how well, on what ground, and when that was last confirmed."""

    kind: ClassVar[str] = "expertise"
    person: int | None = person(mark("Expert"))
    topic: int | None = record(mark("Topic"), "list_entries")
    depth: Depth = choice(mark("Level"), Depth.ANSWERS)
    ground: Ground = choice(mark("Ground"), Ground.SAID_SO)
    confirmed: date | None = day(mark("Confirmed on"))
    ask_again: date | None = day(mark("Ask again on"))
    note: str = text(mark("Note"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms(Line):
    """What was agreed with an expert."""

    kind: ClassVar[str] = "expert_terms"
    person: int | None = person(mark("Expert"))
    standing: Standing = choice(mark("Status"), Standing.TO_MEET)
    gets: str = text(
        mark("What they get out of it"), hint=mark("For example fewer repeated questions, or credit by name")
    )
    asks: str = text(
        mark("What is asked of them"), hint=mark("For example to review battlecards, or one bite a quarter")
    )
    hours: float | None = number(mark("Hours a month"))
    until: date | None = day(mark("Agreed until"))
    deputy: int | None = record(mark("Deputy"), Person.kind)
    next_contact: date | None = day(mark("Next contact"))
    next_step: str = text(mark("What for"))

    def holds(self, today: date) -> bool:
        """Whether something is agreed on this day."""
        return self.standing in _AGREED and (self.until is None or self.until >= today)


_AGREED: Final = frozenset({Standing.AGREED, Standing.ACTIVE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Line):
    """One time you were in touch with an expert: what you gave, and what you asked."""

    kind: ClassVar[str] = "contacts"
    gave: str = text(mark("What I gave"))
    asked: str = text(mark("What I asked"))
    person: int | None = person(mark("Expert"))
    on: date | None = day(mark("Date"))
    hours: float | None = number(mark("Hours asked"))
    note: str = prose(mark("Note"))


RHYTHMS: Final = (1, 2, 3, 4, 6, 8, 12)
"""In how many weeks one contact can follow another."""


def next_in_rhythm(last: date | None, weeks: int, today: date) -> date | None:
    """The day of the contact that follows the last one in so many weeks, today where that is past; none without."""
    if not weeks:
        return None
    return max(today, later(last or today, timedelta(weeks=weeks)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution(Line):
    """What an expert gave to the programme, and when they were thanked for it."""

    kind: ClassVar[str] = "contributions"
    title: str = text(mark("Contribution"))
    person: int | None = person(mark("Expert"))
    asset: int | None = record(mark("Content"), "assets")
    on: date | None = day(mark("Date"))
    thanked: date | None = day(mark("Thanked on"))
    note: str = text(mark("Note"))


class Cover(Choice):
    """How well a topic is covered, the gravest first."""

    HOLE = "hole", mark("Nobody yet")
    UNTAUGHT = "untaught", mark("Nobody teaches it")
    SINGLE = "single", mark("One expert")
    COVERED = "covered", mark("Covered")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A theme of the interviews that a topic answers, and how badly it hurts where enough people said so."""

    theme: int
    title: str
    pain: float | None = None

    @property
    def is_painful(self) -> bool:
        """Whether somebody is needed for it."""
        return self.pain is not None and self.pain >= PAINFUL


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A topic, or a theme that no topic answers yet (`topic` is 0), and who knows it how well."""

    topic: int
    title: str
    themes: tuple[Answered, ...] = ()
    """The themes of the interviews that are linked to it."""
    levels: Mapping[int, int] = field(default_factory=dict)
    """1 to 3 by person."""

    @property
    def ref(self) -> Ref:
        """The topic; the theme where there is none."""
        return Ref("list_entries", self.topic) if self.topic else Ref("themes", self.themes[0].theme)

    @property
    def teachers(self) -> tuple[int, ...]:
        """Who can teach it."""
        return tuple(person for person, level in self.levels.items() if level >= TEACHES)

    @property
    def cover(self) -> Cover:
        """How well those who know it cover the topic."""
        if not self.levels:
            return Cover.HOLE
        if len(self.levels) == 1:
            return Cover.SINGLE
        return Cover.COVERED if self.teachers else Cover.UNTAUGHT

    @property
    def pain(self) -> float:
        """How badly the worst of its themes hurts, 0 where nothing is known."""
        return max((theme.pain or 0.0 for theme in self.themes), default=0.0)

    @property
    def is_painful(self) -> bool:
        """Whether one of its themes hurts."""
        return any(theme.is_painful for theme in self.themes)


_GRAVITY: Final = tuple(Cover)


def holes_first(topics: Iterable[Covered]) -> tuple[Covered, ...]:
    """The topics nobody knows, then those nobody teaches, then those with a single expert.

    Of those alike, what hurts stands first, worst first; else as they come.
    """
    return tuple(
        sorted(topics, key=lambda topic: (_GRAVITY.index(topic.cover), -topic.pain if topic.is_painful else 0.0))
    )


Place = tuple[int, int, int]
"""Where a line of the charter stands: its section, its place in it, its number."""


def as_in_charter(topics: Iterable[Covered], places: Mapping[Ref, Place]) -> tuple[Covered, ...]:
    """The topics as the charter comes to them or to a theme that they answer; the others after them, as they come.

    `places` are the first lines that speak of a topic or of a theme.
    """

    def first(topic: Covered) -> tuple[bool, Place]:
        refs = (topic.ref, *(Ref("themes", theme.theme) for theme in topic.themes))
        found = [places[ref] for ref in refs if ref in places]
        return (False, min(found)) if found else (True, (0, 0, 0))

    return tuple(sorted(topics, key=first))


def best_known(topic: Covered) -> tuple[int, ...]:
    """Who knows a topic, the best first."""
    return tuple(sorted(topic.levels, key=lambda person: -topic.levels[person]))


def pains(voices: Iterable[Voice], least: int, sides: Sides | None = None) -> Mapping[int, float]:
    """How badly each theme hurts the side that it hurts more, 1 to 5, of sides with at least so many ratings."""
    sides = sides or Sides()
    is_rep = dict.fromkeys(sides.leadership, False) | dict.fromkeys(sides.reps, True)
    rated: dict[tuple[int, bool], list[int]] = {}
    for voice in voices:
        if voice.severity is not None and voice.group in is_rep:
            rated.setdefault((voice.theme, is_rep[voice.group]), []).append(voice.severity)
    found: dict[int, float] = {}
    for (theme, _), severities in rated.items():
        if len(severities) >= least:
            found[theme] = max(found.get(theme, 0.0), sum(severities) / len(severities))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Topics by experts."""

    topics: tuple[Covered, ...]
    experts: tuple[Person, ...]

    def count(self, cover: Cover) -> int:
        """How many topics are covered this well."""
        return sum(bool(topic.topic) and topic.cover is cover for topic in self.topics)

    @property
    def unanswered(self) -> int:
        """How many themes hurt and have no topic."""
        return sum(not topic.topic for topic in self.topics)


@dataclass(frozen=True, slots=True, kw_only=True)
class Charges:
    """What hangs on an expert, each by id and title: content, and the topics that nobody else knows."""

    owns: tuple[tuple[int, str], ...] = ()
    reviews: tuple[tuple[int, str], ...] = ()
    vouches: tuple[tuple[int, str], ...] = ()
    deputy_of: tuple[tuple[int, str], ...] = ()
    """The experts they stand in for."""
    alone: tuple[tuple[int, str], ...] = ()

    @property
    def can_be_handed_over(self) -> int:
        """How many things somebody else could take over."""
        return len(self.owns) + len(self.reviews) + len(self.vouches) + len(self.deputy_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """The hours of an expert in one month: asked, and offered where that was agreed."""

    asked: float
    offered: float | None

    @property
    def left(self) -> float | None:
        """What may still be asked, below zero where it was too much; None where nothing was agreed."""
        return None if self.offered is None else self.offered - self.asked

    @property
    def is_full(self) -> bool:
        """Whether one more would be one too many."""
        return self.left is not None and self.left <= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """How often you gave, and how often you asked."""

    gave: int
    asked: int


def balance(contacts: Iterable[Contact]) -> Balance:
    """What went to an expert, and what was wanted of them."""
    several = tuple(contacts)
    return Balance(
        gave=sum(bool(each.gave.strip()) for each in several), asked=sum(bool(each.asked.strip()) for each in several)
    )


def load(contacts: Iterable[Contact], terms: Terms | None, today: date) -> Load:
    """What was asked in the month of `today`; nothing is offered after the day it was agreed until."""
    month = (today.year, today.month)
    asked = sum(each.hours or 0 for each in contacts if each.on is not None and (each.on.year, each.on.month) == month)
    if terms is None or terms.hours is None:
        return Load(asked=asked, offered=None)
    is_over = terms.until is not None and terms.until < today
    return Load(asked=asked, offered=0 if is_over else terms.hours)
