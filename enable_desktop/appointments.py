"""A meeting as a calendar takes it: what it is called, when and where, and who comes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import Interview, Occasion
from enable_desktop.people import Person
from enable_desktop.words import Words, mark

_MAIL: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody who comes, with an address only where one is known."""

    name: str
    mail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """An entry in a calendar; without a time of day it lasts all day. Times are those of wherever it is read.

    The same `uid` again replaces the entry. What the talk should achieve is left out: calendars are shared.
    """

    uid: str
    title: str
    on: date
    made: datetime
    starts: datetime | None = None
    ends: datetime | None = None
    place: str = ""
    guests: tuple[Guest, ...] = ()


def appointment_of(
    meeting: Interview, people: Sequence[Person], workspace: str, made: datetime, words: Words
) -> Appointment:
    """A meeting of the workspace with this id, as it stands now. Raises WorkspaceError where it has no date."""
    if meeting.on is None:
        raise WorkspaceError(
            mark("“{title}” has no date yet. Enter one, then it can stand in a calendar."), title=meeting.title
        )
    title = meeting.title or words(meeting.occasion.label)
    if meeting.occasion is Occasion.INTERVIEW and people:
        title = words(mark("Talk with {name}"), name=people[0].name or people[0].said_role)
    mails = ((person, mail_in(person.reach)) for person in people)
    return Appointment(
        uid=f"interview-{meeting.id}@{workspace or 'workspace'}.enable-desktop",
        title=title,
        on=meeting.on,
        made=made,
        starts=meeting.starts,
        ends=meeting.ends,
        place=meeting.place,
        guests=tuple(Guest(name=person.name or person.said_role, mail=mail) for person, mail in mails if mail),
    )


def mail_in(reach: str) -> str:
    """The first mail address in how somebody is reached, empty where there is none."""
    found = _MAIL.search(reach)
    return found[0].rstrip(".") if found else ""
