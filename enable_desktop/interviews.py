"""Interviews: the talks of a round, what was said in them, and what each person answered about each theme."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import ClassVar, Final

from enable_desktop.days import end_of
from enable_desktop.fields import Choice, Line, choice, day, flag, person, prose, record, text, whole
from enable_desktop.people import Group
from enable_desktop.words import mark

SEVERITIES: Final = (1, 2, 3, 4, 5)
"""1 mild, 5 blocking; importance and how well a theme is served use the same five steps."""

_TIME: Final = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


class Rhythm(Choice):
    """How often a needs analysis is done."""

    SIX_MONTHS = "6 months", mark("Every 6 months")
    YEAR = "12 months", mark("Every 12 months")
    TWO_YEARS = "24 months", mark("Every 24 months")


class Occasion(Choice):
    """What people meet for."""

    INTERVIEW = "interview", mark("Interview")
    COUNCIL = "council", mark("Programme council")
    SPONSOR = "sponsor", mark("Meeting with the sponsor")
    EXPERT = "expert", mark("Meeting with an expert")
    OTHER = "other", mark("Other meeting")


class Audience(Choice):
    """Whom a question of the bank is for."""

    EVERYBODY = "everybody", mark("Everybody")
    LEADERSHIP = "leadership", mark("Leadership")
    SALES_MANAGER = "sales manager", mark("Sales manager")
    REP = "rep", mark("Rep")
    CUSTOMER_SUCCESS = "customer success", mark("Customer success")
    MARKETING = "marketing", mark("Marketing")
    PRODUCT = "product", mark("Product")
    FINANCE = "finance and operations", mark("Finance and operations")
    NEW_HIRE = "new hire", mark("New hire")
    EXPERT = "expert", mark("Expert")


class Part(Choice):
    """Where in a talk a question has its place."""

    QUESTION = "question", mark("Question")
    OPENING = "opening", mark("Opening")
    CORE = "core", mark("Scored core")
    CLOSING = "closing", mark("Closing")


class Sort(Choice):
    """What a statement is about; only problems have a severity that counts."""

    PROBLEM = "problem", mark("Problem")
    GOAL = "goal", mark("Goal")
    IDEA = "idea", mark("Idea")
    PRAISE = "praise", mark("Praise")


class RatedBy(Choice):
    """Who said how severe it is."""

    MANAGER = "manager", mark("Set by you")
    PERSON = "person", mark("Said by the person")


class Mention(Choice):
    """Whether a theme came up in a talk, the weakest first; "not asked" is missing, never a no."""

    NOT_ASKED = "not asked", mark("Not asked")
    ASKED = "asked", mark("Asked, not raised")
    RAISED = "raised", mark("Raised")

    def or_stronger(self, other: Mention) -> Mention:
        """The stronger of two: raised before asked before not asked."""
        return max(self, other, key=_MENTIONS.index)


_MENTIONS: Final = tuple(Mention)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Line):
    """A set of interviews with its themes: one needs analysis."""

    kind: ClassVar[str] = "rounds"
    title: str = text(mark("Round"))
    purpose: str = prose(mark("Purpose"))
    start: date | None = day(mark("Start"))
    end: date | None = day(mark("End"))
    rhythm: Rhythm = choice(mark("Rhythm"), Rhythm.YEAR)
    leaders_wanted: int = whole(mark("Leaders to hear"), 5)
    reps_wanted: int = whole(mark("Reps to hear"), 12)
    suggestions: str = prose(mark("What we suggest"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme(Line):
    """A subject that statements are tagged with; its gap is computed from a round."""

    kind: ClassVar[str] = "themes"
    title: str = text(mark("Theme"))
    key: str = text(mark("Key"))
    description: str = prose(mark("Description"))
    leadership_words: str = text(mark("As leadership says it"))
    rep_words: str = text(mark("As reps say it"))
    praise_only: bool = flag(mark("Praise only"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundTheme(Line):
    """A theme that a round asks about."""

    kind: ClassVar[str] = "round_themes"
    round: int | None = record(mark("Round"), "rounds")
    theme: int | None = record(mark("Theme"), "themes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Line):
    """A question of the bank."""

    kind: ClassVar[str] = "questions"
    title: str = text(mark("Question"))
    audience: Audience = choice(mark("For"), Audience.EVERYBODY)
    part: Part = choice(mark("Part of the talk"), Part.QUESTION)
    theme: int | None = record(mark("Theme"), "themes")
    minutes: int = whole(mark("Minutes"), 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview(Line):
    """One talk with one person, or another meeting that wants a brief."""

    kind: ClassVar[str] = "interviews"
    title: str = text(mark("Title"))
    person: int | None = person(mark("Person"))
    occasion: Occasion = choice(mark("Occasion"), Occasion.INTERVIEW)
    group: Group = choice(mark("Group"), Group.OTHER)
    round: int | None = record(mark("Round"), "rounds")
    theme: int | None = record(mark("Theme"), "themes")
    on: date | None = day(mark("Date"))
    begins: str = text(mark("Starts at"), hint=mark("For example 14:00"))
    minutes: int = whole(mark("Minutes"), 45)
    place: str = text(mark("Place"))
    label: str = text(mark("Label in reports"))
    purpose: str = prose(mark("What this conversation should achieve"))
    known: str = prose(mark("What we know"))
    assumptions: str = prose(mark("My assumptions"))
    notes: str = prose(mark("Notes"))
    held: bool = flag(mark("Held"))
    used_core: bool = flag(mark("Scored core asked"))

    @property
    def starts(self) -> datetime | None:
        """When it begins, where date and time are known."""
        begins = time_in(self.begins)
        return datetime.combine(self.on, begins) if self.on is not None and begins is not None else None

    @property
    def ends(self) -> datetime | None:
        """When it ends."""
        return end_of(self.starts, self.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee(Line):
    """Somebody who takes part in a meeting besides the person it is with."""

    kind: ClassVar[str] = "attendees"
    interview: int | None = record(mark("Interview"), "interviews")
    person: int | None = person(mark("Person"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenQuestion(Line):
    """A question picked for one talk, in the words in which it will be asked."""

    kind: ClassVar[str] = "chosen_questions"
    title: str = text(mark("Question"))
    interview: int | None = record(mark("Interview"), "interviews")
    question: int | None = record(mark("Question"), "questions")
    theme: int | None = record(mark("Theme"), "themes")
    minutes: int = whole(mark("Minutes"), 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Line):
    """One thing said in an interview; `start` and `end` count characters of the notes it was taken from."""

    kind: ClassVar[str] = "statements"
    words: str = prose(mark("What was said"))
    interview: int | None = record(mark("Interview"), "interviews")
    theme: int | None = record(mark("Theme"), "themes")
    sort: Sort = choice(mark("Kind"), Sort.PROBLEM)
    severity: int | None = whole(mark("Severity"), hint=mark("1 mild, 5 blocking"))
    rated_by: RatedBy = choice(mark("Severity set by"), RatedBy.MANAGER)
    is_quote: bool = flag(mark("Word for word"), True)
    quotable: bool = flag(mark("Quotable"))
    prompted: bool = flag(mark("Prompted"))
    start: int | None = whole(mark("From"))
    end: int | None = whole(mark("To"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(Line):
    """What one person answered about one theme in one talk, and whether it was asked at all."""

    kind: ClassVar[str] = "ratings"
    interview: int | None = record(mark("Interview"), "interviews")
    theme: int | None = record(mark("Theme"), "themes")
    heard: Mention = choice(mark("Heard"), Mention.NOT_ASKED)
    importance: int | None = whole(mark("Importance"))
    served: int | None = whole(mark("How well served"))
    hurts: int | None = whole(mark("How badly it hurts"))
    top_three: bool = flag(mark("Among the top three"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """An interview as lists show it: without its texts, with its counts."""

    id: int
    title: str
    occasion: Occasion
    group: Group
    label: str
    on: date | None
    begins: str
    minutes: int
    held: bool
    chosen: int
    statements: int
    untagged: int

    def is_over(self, now: datetime, today: date) -> bool:
        """Whether its time has passed."""
        begins = time_in(self.begins)
        if self.on is None or self.on > today:
            return False
        return self.on < today or (begins is not None and datetime.combine(self.on, begins) < now)

    @property
    def progress(self) -> Progress:
        """How far it is; tagged where every passage marked has its theme."""
        if self.held:
            return Progress.TAGGED if self.statements and not self.untagged else Progress.HELD
        return Progress.PREPARED if self.chosen else Progress.PLANNED


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptPart(Line):
    """Some paragraphs of a transcript that is too long for the notes: kept to be found and read."""

    kind: ClassVar[str] = "transcript_parts"
    title: str = text(mark("Title"))
    interview: int | None = record(mark("Interview"), "interviews")
    attachment: int | None = record(mark("Attachment"), "attachments")
    text: str = prose(mark("What was said"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who said something in a talk, for the screen: the side, the label in reports, the name."""

    group: Group = Group.OTHER
    label: str = ""
    name: str = ""

    @property
    def shown(self) -> str:
        """The label of the talk, else the name."""
        return self.label or self.name


class Progress(Choice):
    """How far a talk is."""

    PLANNED = "planned", mark("Planned")
    PREPARED = "prepared", mark("Prepared")
    HELD = "held", mark("Held")
    TAGGED = "tagged", mark("Tagged")


def audience_of(group: Group) -> Audience:
    """Whose questions of the bank fit a group."""
    return Audience(str(group)) if str(group) in {str(each) for each in Audience} else Audience.EVERYBODY


def time_in(words: str) -> time | None:
    """A time of day as people type it ("14:00", "9.30"), None where it is none."""
    found = _TIME.fullmatch(words.strip())
    return time(int(found[1]), int(found[2])) if found else None
