"""The brief: what is taken into a meeting on paper; it shows nobody's figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from enable_desktop.anonymity import THRESHOLD, Figures
from enable_desktop.charter.report import PageSize
from enable_desktop.gaps.verdicts import Verdict
from enable_desktop.interviews import Occasion
from enable_desktop.notes import Direction
from enable_desktop.people import Group
from enable_desktop.words import Counted, Sentence

ASSUMPTIONS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """Something to be agreed before the talk begins, ticked where the person agreed to it before."""

    label: str
    given: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody the meeting is with."""

    name: str
    role: str = ""
    department: str = ""
    tenure: str = ""
    speaks_to: str = ""
    reach: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """Something this person said before, in their own words where it is a quote."""

    words: str
    theme: str
    on: date | None = None
    is_quote: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Something that may be quoted, by a role or a side."""

    words: str
    label: str
    is_quote: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A promise on the page: whose, of when, and how it stands today."""

    words: str
    direction: Direction
    state: Sentence | Counted
    person: str = ""
    """Whom it is between, where the meeting has several people."""
    made: date | None = None
    note: str = ""
    is_kept: bool = False
    is_pressing: bool = False
    """Due today or late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question to ask, with the theme it belongs to."""

    words: str
    theme: str = ""
    minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Listened:
    """A theme to listen for, with how the person's side tends to put it."""

    theme: str
    cue: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BothSides:
    """A theme on the second sheet: what may be printed of either side, and the verdict that follows from it."""

    theme: str
    leadership: Figures
    reps: Figures
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One meeting on one day, ready to be printed; everything is in the order in which it is used.

    `label` is what the page calls the meeting in its header, `place_in_round` which talk of how many it is. `about` is
    the meeting's theme, and `voices` what was said of it; a meeting with one person has their `earlier` words instead
    or as well. `is_suggested` says that nobody picked the questions.
    """

    today: date
    title: str
    occasion: Occasion = Occasion.INTERVIEW
    group: Group = Group.OTHER
    page: PageSize = PageSize.A4
    company: str = ""
    on: date | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    place: str = ""
    purpose: str = ""
    place_in_round: Sentence | None = None
    participants: tuple[Participant, ...] = ()
    opening: tuple[str, ...] = ()
    permissions: tuple[Permission, ...] = ()
    assumptions: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    met_on: tuple[date, ...] = ()
    met_before: bool = False
    earlier: tuple[Earlier, ...] = ()
    about: str = ""
    voices: tuple[Quoted, ...] = ()
    promises: tuple[Owed, ...] = ()
    questions: tuple[Asked, ...] = ()
    is_suggested: bool = False
    listen_for: tuple[Listened, ...] = ()
    closing: tuple[str, ...] = ()
    figures: tuple[BothSides, ...] = ()
    """Both sides' numbers for a second sheet; only where they were asked for."""
    least: int = THRESHOLD
    """The fewest people who have a figure."""

    @property
    def is_interview(self) -> bool:
        return self.occasion is Occasion.INTERVIEW

    @property
    def is_for_two(self) -> bool:
        """Whether there is one other person at the table."""
        return len(self.participants) == 1


def one_line(text: str) -> str:
    """A text in one line."""
    return " ".join(text.split())
