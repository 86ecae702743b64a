"""What is printed of somebody who was heard: words only with consent, a role only where others hold it too."""

from __future__ import annotations

from datetime import date
from gettext import NullTranslations

import pytest

from enable_desktop.anonymity import may_be_quoted, said_as
from enable_desktop.interviews import Statement
from enable_desktop.people import Group, Person
from enable_desktop.words import Words

TODAY = date(2026, 11, 24)
PERSON = Person(quote_by_role=True, consent_until=date(2026, 11, 24))
WORDS = Statement(words="Nobody reads it.", quotable=True)


@pytest.mark.parametrize("person", [PERSON, Person(quote_by_name=True)])
def test_words_may_be_quoted_with_consent_until_its_last_day(person: Person) -> None:
    assert may_be_quoted(WORDS, person, TODAY)


@pytest.mark.parametrize(
    ("statement", "person", "today"),
    [
        (Statement(words="Nobody reads it."), PERSON, TODAY),
        (WORDS, Person(), TODAY),
        (WORDS, None, TODAY),
        (WORDS, PERSON, date(2026, 11, 25)),
    ],
    ids=["not quotable", "no consent", "nobody", "consent ended"],
)
def test_words_are_kept_back_without(statement: Statement, person: Person | None, today: date) -> None:
    assert not may_be_quoted(statement, person, today)


def test_a_role_is_said_where_three_hold_it_else_the_side() -> None:
    words = Words("en", NullTranslations())
    people = [Person(role="SDR", group=Group.REP), Person(role="sdr", group=Group.REP)]
    assert said_as(people[0], people, words) == "Rep"
    assert said_as(people[0], [*people, Person(role="SDR")], words) == "SDR"
    assert said_as(people[0], [*people, Person(role="SDR")], words, threshold=4) == "Rep"
