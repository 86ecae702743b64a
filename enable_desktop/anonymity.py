"""What may be printed in place of a name: one rule, for every document that shows evidence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from enable_desktop.interviews import Statement
from enable_desktop.people import Person, folded
from enable_desktop.words import Words

THRESHOLD: Final = 3
"""The fewest people who must hold a role before it is printed; a workspace can raise it, never lower it."""


def shown_role(person: Person, people: Iterable[Person], threshold: int = THRESHOLD) -> str:
    """The role of somebody quoted, where enough people hold it; else nothing."""
    role = folded(person.role)
    holders = sum(folded(other.role) == role for other in people) if role else 0
    return person.role if holders >= max(threshold, THRESHOLD) else ""


def said_as(person: Person, people: Iterable[Person], words: Words, threshold: int = THRESHOLD) -> str:
    """The role of somebody quoted, where enough people hold it; else the side they stand on."""
    return shown_role(person, people, threshold) or words(person.group.label)


def may_be_quoted(statement: Statement, person: Person | None, today: date) -> bool:
    """Whether words may stand in a document: they are quotable, and whoever said them still agrees to it."""
    if person is None or not (person.quote_by_role or person.quote_by_name):
        return False
    return statement.quotable and (person.consent_until is None or person.consent_until >= today)
