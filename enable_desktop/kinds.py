"""Every kind of record the workspace holds: its class, its words, where it is shown. A new kind is one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from enable_desktop.charter import lines
from enable_desktop.fields import Line
from enable_desktop.initiatives import Initiative
from enable_desktop.links import Link
from enable_desktop.measures import Measure, Reading
from enable_desktop.notes import Attachment, InboxNote, ListEntry, Promise
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
        Kind(Promise, mark("Promise")),
        Kind(InboxNote, mark("Inbox note")),
        Kind(Attachment, mark("Attachment")),
        Kind(ListEntry, mark("List entry"), searched=False),
        Kind(Link, mark("Link"), searched=False),
    )
}
