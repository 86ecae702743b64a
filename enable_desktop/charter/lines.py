"""The records a charter is made of; each class is one kind of line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from enable_desktop.fields import (
    Choice,
    Line,
    cells,
    choice,
    day,
    level,
    money,
    number,
    person,
    prose,
    record,
    text,
    whole,
)
from enable_desktop.measures import Rhythm
from enable_desktop.words import mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Head(Line):
    """What stands on the cover: there is one in a workspace, with id 1."""

    kind: ClassVar[str] = "charter"
    title: str = text(mark("Title"))
    subtitle: str = prose(mark("Subtitle"))
    confidentiality: str = text(mark("Confidentiality"))
    owner: int | None = person(mark("Programme owner"))
    sponsor: int | None = person(mark("Executive sponsor"))
    next_review: date | None = day(mark("Next review"))
    review_body: str = text(mark("Reviewed by"))
    hours_a_week: float | None = number(
        mark("Hours a week"), hint=mark("Your own working week; the capacity bar uses it")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose(Line):
    """The running text of one section."""

    kind: ClassVar[str] = "sections"
    key: str = text(mark("Section"))
    text: str = prose(mark("Text"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority(Line):
    """What the company wants, with the executive who owns it."""

    kind: ClassVar[str] = "priorities"
    title: str = text(mark("Company priority"))
    executive: int | None = person(mark("Executive"))
    figure: str = text(mark("Figure"))
    source: str = text(mark("Source"))
    due: date | None = day(mark("By when"))


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessCase(Line):
    """Why the programme is worth its money: there is one in a workspace, with id 1."""

    kind: ClassVar[str] = "business_case"
    problem: str = prose(mark("Problem"))
    evidence: str = prose(mark("Evidence"))
    cost_of_nothing: str = prose(mark("Cost of doing nothing"))
    proposal: str = prose(mark("Proposal"))
    how_it_works: str = prose(mark("How it works"))
    responsible: str = prose(mark("Who is responsible"))
    assumptions: str = prose(mark("Assumptions"))
    stop_rule: str = prose(mark("Stop rule"))
    decision: str = prose(mark("Decision asked"))
    decide_by: date | None = day(mark("Decide by"))
    priority: int | None = record(mark("Priority served"), "priorities")
    lever: str = text(mark("What pays it back"), hint=mark("One unit of the effect, for example “day less ramp-up”"))
    lever_value: int | None = money(mark("Worth of one unit a year"))


class Slot(Choice):
    """Which sum of the business case a figure belongs to."""

    ONE_OFF = "one-off", mark("One-off cost")
    YEARLY = "yearly", mark("Yearly cost")
    RETURN_LOW = "return low", mark("Yearly return, low")
    RETURN_LIKELY = "return likely", mark("Yearly return, likely")
    RETURN_HIGH = "return high", mark("Yearly return, high")
    NOTHING = "nothing", mark("Yearly cost of doing nothing")


class Grade(Choice):
    """How well a figure is known."""

    MEASURED = "measured", mark("Measured")
    ESTIMATED = "estimated", mark("Estimated")
    SAID = "said", mark("Said")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Line):
    """One sum of the business case. Its cost is `amount` plus `hours` times `rate`."""

    kind: ClassVar[str] = "figures"
    slot: Slot = choice(mark("Kind"), Slot.YEARLY)
    title: str = text(mark("What for"))
    amount: int | None = money(mark("Amount"))
    hours: float | None = number(mark("Hours of others"), hint=mark("A year; once for a one-off cost"))
    rate: int | None = money(mark("Cost of an hour"))
    grade: Grade = choice(mark("Grade"), Grade.ESTIMATED)
    source: str = text(mark("Source"))

    @property
    def total(self) -> int:
        """Minor units of the workspace's currency."""
        return (self.amount or 0) + round((self.hours or 0.0) * (self.rate or 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(Line):
    """What the programme will reach, serving a company priority."""

    kind: ClassVar[str] = "objectives"
    title: str = text(mark("Objective"))
    priority: int | None = record(mark("Serves"), "priorities")
    deliverables: str = prose(mark("Deliverables"))
    owner: int | None = person(mark("Owner"))
    due: date | None = day(mark("By when"))


class Part(Choice):
    """The programme's part in an area of enablement."""

    LEAD = "lead", mark("Lead")
    CONTRIBUTE = "contribute", mark("Contribute")
    LATER = "later", mark("Later")
    OUT = "out", mark("Out")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeArea(Line):
    """One area of enablement and the programme's part in it."""

    kind: ClassVar[str] = "scope_areas"
    title: str = text(mark("Area"))
    part: Part = choice(mark("Our part"), Part.LEAD)
    meaning: str = text(mark("What this means"))
    owner: int | None = person(mark("Owner"))
    contributors: str = text(mark("Contributors"), hint=mark("Departments that help"))


class Audience(Choice):
    """A level of the company that must notice the programme."""

    BUSINESS = "business", mark("The business")
    LEADERSHIP = "leadership", mark("Leadership")
    MANAGERS = "managers", mark("Sales managers")
    REPS = "reps", mark("Reps")
    CUSTOMERS = "customers", mark("Customers")


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuePromise(Line):
    """What one level of the company gets, and how it will notice."""

    kind: ClassVar[str] = "value_promises"
    audience: Audience = choice(mark("Level"), Audience.BUSINESS)
    title: str = text(mark("What changes for them"))
    proof: str = text(mark("How they notice"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion(Line):
    """One statement that is true when the programme has succeeded."""

    kind: ClassVar[str] = "criteria"
    title: str = text(mark("Success criterion"))
    measure: int | None = record(mark("Measure"), "measures")
    start: float | None = number(mark("From"))
    goal: float | None = number(mark("To"))
    due: date | None = day(mark("By when"))
    judge: int | None = person(mark("Who judges"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle(Line):
    """What could stop the programme, and what is done about it."""

    kind: ClassVar[str] = "obstacles"
    title: str = text(mark("Obstacle"))
    likelihood: int | None = level(mark("Likelihood"))
    impact: int | None = level(mark("Impact"))
    mitigation: str = text(mark("What we do about it"))
    owner: int | None = person(mark("Owner"))

    @property
    def weight(self) -> int:
        """Likelihood times impact, 1 to 9; 0 while one of them is open."""
        return (self.likelihood or 0) * (self.impact or 0)


class Basis(Choice):
    """What kind of ground a line stands on."""

    ASSUMPTION = "assumption", mark("Assumption")
    DEPENDENCY = "dependency", mark("Dependency")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption(Line):
    """What the plan takes for granted, or waits for, since when."""

    kind: ClassVar[str] = "assumptions"
    title: str = text(mark("Assumption or dependency"))
    basis: Basis = choice(mark("Kind"), Basis.ASSUMPTION)
    made: date | None = day(mark("Last confirmed"))
    owner: int | None = person(mark("Owner"))
    otherwise: str = text(mark("If it fails"))

    def is_old(self, today: date) -> bool:
        """Whether nobody has confirmed it for more than 90 days."""
        return self.made is not None and (today - self.made).days > 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility(Line):
    """One activity and the letters each department has in it (R, A, C, I; several joined by "/")."""

    kind: ClassVar[str] = "responsibilities"
    title: str = text(mark("Activity"))
    letters: Mapping[str, str] = cells(mark("Departments"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Line):
    """What somebody binds themselves to by signing."""

    kind: ClassVar[str] = "commitments"
    person: int | None = person(mark("Who"))
    title: str = text(mark("Commits to"))
    checked: str = text(mark("How it is checked"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestKind(Line):
    """A kind of work that can be asked of the programme, and how fast it is answered."""

    kind: ClassVar[str] = "request_kinds"
    title: str = text(mark("What can be requested"))
    channel: str = text(mark("Where to ask"))
    days: int | None = whole(mark("Answer in days"), 3)
    note: str = text(mark("What to bring"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Line):
    """A meeting through which the programme is steered."""

    kind: ClassVar[str] = "meetings"
    title: str = text(mark("Meeting"))
    rhythm: Rhythm = choice(mark("Rhythm"), Rhythm.MONTHLY)
    audience: str = text(mark("Audience"))
    purpose: str = text(mark("What it decides"))
    owner: int | None = person(mark("Chair"))
    next: date | None = day(mark("Next"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRight(Line):
    """Who decides one question, and whom they hear first."""

    kind: ClassVar[str] = "decision_rights"
    title: str = text(mark("Decision"))
    person: int | None = person(mark("Decides"))
    heard: str = text(mark("Heard first"))
    note: str = text(mark("Limit"))


class Document(Choice):
    """Which of the two documents is meant; each has versions and approvals of its own."""

    CHARTER = "charter", mark("Charter")
    BUSINESS_CASE = "business case", mark("Business case")


@dataclass(frozen=True, slots=True, kw_only=True)
class Approver(Line):
    """Somebody whose signature the charter or the business case needs."""

    kind: ClassVar[str] = "approvers"
    document: Document = choice(mark("Document"), Document.CHARTER)
    person: int | None = person(mark("Approver"))
    title: str = text(mark("Signs for"))


class Status(Choice):
    """Where a version stands."""

    DRAFT = "draft", mark("Draft")
    REVIEW = "in review", mark("In review")
    APPROVED = "approved", mark("Approved")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(Line):
    """A named state of a document, kept whole; the newest one is the draft being written (its snapshot is empty)."""

    kind: ClassVar[str] = "versions"
    document: Document = choice(mark("Document"), Document.CHARTER)
    title: str = text(mark("Version"))
    status: Status = choice(mark("Status"), Status.DRAFT)
    on: date | None = day(mark("Date"))
    note: str = text(mark("What changed"))
    snapshot: str = prose(mark("Content"))


class Answer(Choice):
    """What an approver said of one version."""

    ASKED = "asked", mark("Asked")
    APPROVED = "approved", mark("Approved")
    CONDITION = "condition", mark("Approved with a condition")
    DECLINED = "declined", mark("Declined")


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(Line):
    """A fact about one version: who said what, when, on what condition; `name` is kept of somebody who is gone."""

    kind: ClassVar[str] = "approvals"
    version: int | None = record(mark("Version"), "versions")
    person: int | None = person(mark("Approver"))
    answer: Answer = choice(mark("Answer"), Answer.ASKED)
    on: date | None = day(mark("Date"))
    condition: str = text(mark("Condition"))
    name: str = text(mark("Signed as"))

    @property
    def is_void(self) -> bool:
        """Whether somebody was asked who is gone without an answer: nobody can give one any more."""
        return self.person is None and self.answer is Answer.ASKED
