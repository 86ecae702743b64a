"""Speakers of a transcript and the people of the directory."""

from __future__ import annotations

import pytest

from enable_desktop.people import Person
from enable_desktop.transcripts import clock, people_of

PEOPLE = (
    Person(id=1, name="Ann Lee"),
    Person(id=2, name="Bob Ray"),
    Person(id=3, name="Семён Орлов"),
    Person(id=4, name="Ann Wu"),
)


def ids(*speakers: str) -> dict[str, int]:
    return {speaker: person.id for speaker, person in people_of(speakers, PEOPLE).items()}


def test_speakers_are_found_by_name_without_case_accents_and_brackets() -> None:
    assert ids("ANN  LEE", "bob ray (Sales)", "Семен Орлов", "Nobody") == {
        "ANN  LEE": 1,
        "bob ray (Sales)": 2,
        "Семен Орлов": 3,
    }


def test_a_first_name_alone_means_somebody_only_where_there_is_one() -> None:
    assert ids("Bob", "Ann") == {"Bob": 2}


def test_two_speakers_are_not_one_person() -> None:
    assert ids("Bob", "Bob Ray") == {}


@pytest.mark.parametrize(("milliseconds", "said"), [(0, "0:00"), (331_999, "5:31"), (3_931_000, "1:05:31")])
def test_times_are_as_a_player_shows_them(milliseconds: int, said: str) -> None:
    assert clock(milliseconds) == said
