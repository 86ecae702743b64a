"""People: each human being once, whatever hats they wear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from enable_desktop import search
from enable_desktop.fields import Choice, Line, choice, day, flag, prose, several, text
from enable_desktop.words import mark


class Group(Choice):
    """Where in the company somebody stands; leadership and reps are the two sides that gaps compare."""

    LEADERSHIP = "leadership", mark("Leadership")
    SALES_MANAGER = "sales manager", mark("Sales manager")
    REP = "rep", mark("Rep")
    CUSTOMER_SUCCESS = "customer success", mark("Customer success")
    MARKETING = "marketing", mark("Marketing")
    PRODUCT = "product", mark("Product")
    FINANCE = "finance and operations", mark("Finance and operations")
    OTHER = "other", mark("Other")


class Hat(Choice):
    """A role a person plays in the programme."""

    STAKEHOLDER = "stakeholder", mark("Stakeholder")
    REP = "rep", mark("Rep")
    EXPERT = "expert", mark("Expert")
    OWNER = "owner", mark("Owner")
    REVIEWER = "reviewer", mark("Reviewer")
    SPONSOR = "sponsor", mark("Sponsor")
    APPROVER = "approver", mark("Approver")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Line):
    """One human being of the company."""

    kind: ClassVar[str] = "people"
    name: str = text(mark("Name"))
    role: str = text(mark("Role"), hint=mark("As on the organisation chart, for example “VP Sales”"))
    department: str = text(mark("Department"))
    group: Group = choice(
        mark("Group"), Group.OTHER, hint=mark("Gaps compare leadership with reps; others are shown beside")
    )
    hats: frozenset[Hat] = several(mark("Hats"), Hat)
    reach: str = text(mark("How to reach"), hint=mark("Mail, phone, chat, or who keeps the calendar"))
    tenure: str = text(mark("Tenure"), hint=mark("In the company and in the role"))
    languages: str = text(mark("Languages"))
    speaks_to: str = text(mark("Can speak to"))
    notes: str = prose(mark("Notes"))
    quote_by_role: bool = flag(mark("May be quoted by role"))
    quote_by_name: bool = flag(mark("May be quoted by name"))
    may_record: bool = flag(mark("May be recorded"))
    consent_until: date | None = day(mark("Consent until"))
    anonymous: bool = flag(mark("Anonymous"))
    left_on: date | None = day(mark("Left on"), hint=mark("What they own or review is flagged from then on"))

    @property
    def said_role(self) -> str:
        """What is printed in place of a name: the role, else the name."""
        return self.role or self.name

    def is_here(self, today: date) -> bool:
        """Whether they have not left by this day."""
        return self.left_on is None or self.left_on > today


def folded(words: str) -> str:
    """Text as names are compared: case, spaces, accents and ё folded."""
    return " ".join(search.folded_words(words).split())


def same_person(name: str, department: str, person: Person) -> bool:
    """Whether an imported name and department mean this person; an empty department fits any."""
    if folded(name) != folded(person.name):
        return False
    return not department or not person.department or folded(department) == folded(person.department)
