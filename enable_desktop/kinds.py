"""Every kind of record the workspace holds: its class, its words, where it is shown. A new kind is one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from enable_desktop.charter import lines
from enable_desktop.fields import Line
from enable_desktop.initiatives import Initiative
from enable_desktop.interviews import (
    Attendee,
    ChosenQuestion,
    Interview,
    Question,
    Rating,
    Round,
    RoundTheme,
    Statement,
    Theme,
)
from enable_desktop.links import Link
from enable_desktop.measures import Measure, Reading
from enable_desktop.notes import Attachment, InboxNote, ListEntry, Promise, Snooze
from enable_desktop.people import Person
from enable_desktop.words import mark


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: what one is called, and whether search finds it."""

    record: type[Line]
    noun: str
    searched: bool = True


KINDS: Final[dict[str, Kind]] = {
    kind.record.kind: kind
    for kind in (
        Kind(Person, mark("Person")),
        Kind(lines.Head, mark("Charter"), searched=False),
        Kind(lines.Prose, mark("Charter section")),
        Kind(lines.BusinessCase, mark("Business case")),
        Kind(lines.Figure, mark("Figure")),
        Kind(lines.Priority, mark("Company priority")),
        Kind(lines.Objective, mark("Objective")),
        Kind(lines.ScopeArea, mark("Scope area")),
        Kind(lines.ValuePromise, mark("Value promise")),
        Kind(lines.Criterion, mark("Success criterion")),
        Kind(lines.Obstacle, mark("Obstacle")),
        Kind(lines.Assumption, mark("Assumption")),
        Kind(lines.Responsibility, mark("Activity")),
        Kind(lines.Commitment, mark("Commitment")),
        Kind(lines.RequestKind, mark("Request kind")),
        Kind(lines.Meeting, mark("Meeting")),
        Kind(lines.DecisionRight, mark("Decision right")),
        Kind(lines.Approver, mark("Approver"), searched=False),
        Kind(lines.Version, mark("Version"), searched=False),
        Kind(lines.Approval, mark("Approval"), searched=False),
        Kind(Measure, mark("Measure")),
        Kind(Reading, mark("Reading"), searched=False),
        Kind(Initiative, mark("Initiative")),
        Kind(Round, mark("Round"), searched=False),
        Kind(Theme, mark("Theme")),
        Kind(RoundTheme, mark("Theme of a round"), searched=False),
        Kind(Question, mark("Question")),
        Kind(Interview, mark("Interview")),
        Kind(Attendee, mark("Attendee"), searched=False),
        Kind(ChosenQuestion, mark("Chosen question"), searched=False),
        Kind(Statement, mark("Statement")),
        Kind(Rating, mark("Rating"), searched=False),
        Kind(Promise, mark("Promise")),
        Kind(InboxNote, mark("Inbox note")),
        Kind(Snooze, mark("Snooze"), searched=False),
        Kind(Attachment, mark("Attachment")),
        Kind(ListEntry, mark("List entry"), searched=False),
        Kind(Link, mark("Link"), searched=False),
    )
}
