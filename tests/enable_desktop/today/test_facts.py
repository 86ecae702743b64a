"""Talks: which are still ahead, and how far each is prepared."""

from __future__ import annotations

import pytest

from enable_desktop.interviews import Occasion
from enable_desktop.today.facts import ahead
from tests.enable_desktop.today.open_ends import NOW, talk


def test_meetings_ahead_are_those_not_over_the_next_first() -> None:
    talks = (talk(1, 1), talk(2, 0, "14:00"), talk(3, -1), talk(4, 0, "9:00"), talk(5, 0, "10:30"), talk(6, None))
    assert [each.id for each in ahead((*talks, talk(7, 1, "08:00")), NOW)] == [5, 2, 7, 1]


def test_preparation_counts_purpose_assumptions_and_questions() -> None:
    assert talk(1, 0).preparation == 0
    assert talk(1, 0, purpose="Agree", chosen=3).preparation == pytest.approx(2 / 3)
    assert talk(1, 0, purpose="Agree", chosen=3, has_assumptions=True).preparation == 1
    assert talk(1, 0, occasion=Occasion.COUNCIL, purpose="Agree", has_assumptions=True).preparation == 1
