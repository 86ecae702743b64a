"""The mails around a talk, filled with what is known of it; what is not known stays in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from enable_desktop.briefs import one_line
from enable_desktop.interviews import Interview, Occasion, Statement
from enable_desktop.links import without_chips
from enable_desktop.notes import Direction, Promise
from enable_desktop.people import Group, Person
from enable_desktop.words import Words, mark

_FIELD: Final = re.compile(r"\{([a-z_]+)\}")
_QUESTIONS: Final = 3
_HEARD: Final = 8

NAMES: Final[Mapping[str, str]] = {
    "agenda": mark("agenda"),
    "ask": mark("what is asked"),
    "asks": mark("what I ask"),
    "brief": mark("what is there already"),
    "answers": mark("address for answers"),
    "company": mark("company"),
    "contribution": mark("what they gave"),
    "day": mark("day"),
    "decisions": mark("decisions"),
    "due": mark("due date"),
    "gets": mark("what they get"),
    "gives": mark("what they would get"),
    "heard": mark("what I heard"),
    "hours": mark("hours"),
    "made": mark("day of the promise"),
    "manager": mark("name of the manager"),
    "minutes": mark("minutes"),
    "my_promises": mark("what I promised"),
    "name": mark("name"),
    "new_day": mark("new date"),
    "place": mark("place"),
    "promise": mark("promise"),
    "purpose": mark("what this conversation should achieve"),
    "questions": mark("questions"),
    "reason": mark("reason"),
    "result": mark("result"),
    "sender": mark("your name"),
    "their_promises": mark("what they promised"),
    "time": mark("time"),
    "topics": mark("topics"),
    "until": mark("end of the agreement"),
    "why": mark("what it is for"),
}
"""What the fields of letters are called where nothing is known to put there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasioned:
    """What is known when a mail is written: the talk, its people, what was said, asked and promised."""

    meeting: Interview
    people: tuple[Person, ...] = ()
    questions: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    promises: tuple[Promise, ...] = ()
    promise: Promise | None = None
    """The one that the mail is about."""
    company: str = ""
    sender: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail ready to be looked through; `missing` are the words in brackets that were left in it."""

    to: str = ""
    to_name: str = ""
    subject: str = ""
    body: str = ""
    missing: tuple[str, ...] = ()


def letter_for(meeting: Interview) -> str:
    """The key of the letter that fits a talk now."""
    if meeting.occasion is Occasion.COUNCIL:
        return "council"
    if meeting.held:
        return "thanks"
    return "invitation leader" if meeting.group is Group.LEADERSHIP else "invitation rep"


def filled(subject: str, body: str, known: Mapping[str, str], words: Words) -> Mail:
    """Subject and body with their fields filled; a field of which nothing is known stands as its name in brackets."""
    missing: list[str] = []

    def put(found: re.Match[str]) -> str:
        value = known.get(found[1], "").strip()
        if value:
            # An abbreviation at the end of a sentence brings its full stop: "20 марта 2026 г."
            return value[:-1] if value.endswith(".") and found.string.startswith(".", found.end()) else value
        name = words(NAMES.get(found[1], found[1]))
        missing.append(name)
        return f"[{name}]"

    text = _FIELD.sub(put, body)
    return Mail(subject=one_line(_FIELD.sub(put, subject)), body=text, missing=tuple(dict.fromkeys(missing)))


def values_of(known: Occasioned, words: Words) -> dict[str, str]:
    """What the fields of a letter are filled with; empty where nothing is known."""
    meeting = known.meeting
    mine = [each for each in known.promises if each.direction is Direction.MINE]
    theirs = [each for each in known.promises if each.direction is Direction.THEIRS]
    values = {
        "name": known.people[0].name if known.people and not known.people[0].anonymous else "",
        "company": known.company,
        "sender": known.sender,
        "minutes": words.number(meeting.minutes) if meeting.minutes > 0 else "",
        "day": words.day(meeting.on),
        "time": f"{meeting.starts:%H:%M}" if meeting.starts is not None else "",
        "place": meeting.place,
        "purpose": one_line(without_chips(meeting.purpose)),
        "questions": "\n".join(f"{n}. {text}" for n, text in enumerate(known.questions[:_QUESTIONS], 1)),
        "heard": _listed(one_line(each.words) for each in known.statements[:_HEARD] if each.words.strip()),
        "my_promises": _listed(_promised(each, words) for each in mine),
        "their_promises": _listed(_promised(each, words) for each in theirs),
    }
    if meeting.held:
        # After a talk the day is that of the next word, not that of the talk.
        due = [each.due for each in mine if each.due is not None and each.kept is None]
        values["day"] = words.day(min(due)) if due else ""
    promise = known.promise
    if promise is not None:
        values |= {
            "promise": one_line(promise.title),
            "made": words.day(promise.made),
            "due": words.day(promise.due),
            "result": promise.note if promise.kept is not None else "",
        }
    return values


def _promised(promise: Promise, words: Words) -> str:
    title = one_line(promise.title)
    if promise.due is None:
        return title
    return words(mark("{promise}, by {day}"), promise=title, day=promise.due)


def _listed(texts: Iterable[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)
