"""A row of Today: what it is about, and what it is called alone and with others of its kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from enable_desktop.fields import Choice
from enable_desktop.links import Ref
from enable_desktop.words import Counted, Sentence, counted, mark, sentence

NAMED: Final = 3
"""So many of several are named; of the rest it is told how many they are."""


class About(Choice):
    """What a row is about, those of the gravest consequence first, each with what its button says."""

    MINE = "mine", mark("Open promise")
    TALK = "talk", mark("Prepare")
    APPROVAL = "approval", mark("Record answer")
    PAST_TALK = "past talk", mark("Mark as held")
    INITIATIVE = "initiative", mark("Decide")
    THEIRS = "theirs", mark("Open promise")
    REVIEW = "review", mark("Open charter")
    PASSAGES = "passages", mark("Tag")
    CONTACT = "contact", mark("Open expert")
    THANKS = "thanks", mark("See what they gave")
    KNOWN = "known", mark("Ask again")
    MEASURE = "measure", mark("Enter value")
    CONSENT = "consent", mark("Open person")
    HEARD = "heard", mark("Open content")
    PACK = "pack", mark("Open pack")
    STALE = "stale", mark("Review")
    BROKEN = "broken", mark("See the links")
    SOUGHT = "sought", mark("See what was sought")
    ASSUMPTION = "assumption", mark("Confirm")
    NOTE = "note", mark("Sort")


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One row of Today: what needs the person, why, and by when. `keys` name what it stands for, for snoozing."""

    about: About
    refs: tuple[Ref, ...]
    """The record it is about, or several of them."""
    what: Sentence | Counted
    why: tuple[Sentence | Counted, ...] = ()
    when: date | None = None
    shown_from: date | None = None
    is_since: bool = False
    """Whether `when` is the day it began, not the day it is due."""
    title: str = ""
    """What the record is called, for a row that stands for several."""
    count: int = 1
    at: str = ""
    """The time of `when`, for a talk."""
    before: str = ""
    """The time on `when` by which it is wanted, since the person is met then."""
    stands_for: str = ""
    """What a row that counts many things is snoozed by, whichever they are."""

    @property
    def keys(self) -> tuple[str, ...]:
        if self.stands_for:
            return (f"{self.about}:{self.stands_for}",)
        return tuple(f"{self.about}:{ref.id}" for ref in self.refs)

    def is_pressing(self, today: date) -> bool:
        """Whether it is due today or late."""
        return self.when is not None and self.when <= today


def named(names: tuple[str, ...], count: int = 0) -> Sentence:
    """The first names, and of a greater count how many more there are."""
    more = count - len(names)
    if more > 0:
        return sentence(mark("{names} and {more} more"), names=names, more=more)
    return sentence("{names}", names=names)


def passages(count: int) -> Counted:
    """What passages that have no theme yet are called."""
    return counted("{n} passage without a theme", "{n} passages without a theme", count)


def several(about: About, count: int) -> Counted:
    """What so many of a kind are called together; KeyError for a kind of which each has a row of its own."""
    return _SEVERAL[about](count)


_SEVERAL: Final[dict[About, Callable[[int], Counted]]] = {
    About.PASSAGES: passages,
    About.CONTACT: lambda count: counted(
        "{n} contact with an expert is due", "{n} contacts with experts are due", count
    ),
    About.THANKS: lambda count: counted(
        "{n} contribution of an expert without thanks", "{n} contributions of experts without thanks", count
    ),
    About.KNOWN: lambda count: counted(
        "{n} level of an expert is to be confirmed", "{n} levels of experts are to be confirmed", count
    ),
    About.MEASURE: lambda count: counted("{n} measure wants a value", "{n} measures want a value", count),
    About.CONSENT: lambda count: counted("{n} consent ends or has ended", "{n} consents end or have ended", count),
    About.HEARD: lambda count: counted(
        "{n} consent to be heard ends or has ended", "{n} consents to be heard end or have ended", count
    ),
    About.PACK: lambda count: counted(
        "{n} sent pack holds what is outdated or retired", "{n} sent packs hold what is outdated or retired", count
    ),
    About.ASSUMPTION: lambda count: counted(
        "{n} assumption not confirmed for 90 days", "{n} assumptions not confirmed for 90 days", count
    ),
}
