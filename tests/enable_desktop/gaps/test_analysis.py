"""All themes together: columns, ranks, agreement, orders."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enable_desktop.gaps.analysis import Gap, gap_analysis, gap_table
from enable_desktop.gaps.orders import Order, in_order
from enable_desktop.gaps.verdicts import Verdict
from enable_desktop.gaps.voices import Sides, Voice
from enable_desktop.interviews import Mention
from enable_desktop.people import Group
from tests.enable_desktop.gaps.people import SAMPLE, any_voices, voices

NAMES = list(SAMPLE)
THEMES = range(len(NAMES))


def sample() -> list[Voice]:
    return [
        voice
        for theme, (leaders, reps) in enumerate(SAMPLE.values())
        for group, severities, asked in ((Group.LEADERSHIP, leaders, 4), (Group.REP, reps, 9))
        for voice in voices(group, severities, asked, theme=theme)
    ]


def names(gaps: tuple[Gap, ...]) -> list[str]:
    return [NAMES[gap.theme] for gap in gaps]


@settings(deadline=None, max_examples=60)
@given(any_voices(), st.randoms(use_true_random=False))
def test_the_order_of_what_was_heard_changes_nothing(heard: list[Voice], shuffle: random.Random) -> None:
    mixed = list(heard)
    shuffle.shuffle(mixed)
    assert gap_analysis(mixed, range(1, 8)) == gap_analysis(heard, range(1, 8))


def test_a_theme_is_shown_in_its_place_even_if_nobody_was_asked() -> None:
    gaps = gap_table(voices(Group.REP, [5, 5, 4], theme=2), [3, 2, 1])
    assert [gap.theme for gap in gaps] == [3, 2, 1]
    assert [gap.reps.asked for gap in gaps] == [0, 3, 0]
    assert gaps[0].verdict is Verdict.TOO_FEW


def test_not_asked_is_missing_and_never_a_no() -> None:
    heard = list(voices(Group.REP, [4, 5], asked=3))
    unasked = Voice(person=99, group=Group.REP, theme=1, mention=Mention.NOT_ASKED)
    assert gap_table([*heard, unasked], [1]) == gap_table(heard, [1])


def test_managers_stand_on_no_side_unless_they_are_put_there() -> None:
    heard = [*voices(Group.LEADERSHIP, [2, 2, 3]), *voices(Group.SALES_MANAGER, [4, 5], asked=3)]
    alone = gap_table(heard, [1])[0]
    assert alone.leadership.counts == (0, 2, 1, 0, 0)
    managers = alone.others[Group.SALES_MANAGER]
    assert (managers.asked, managers.raised, managers.rated, managers.mean) == (3, 2, 2, 4.5)

    sides = Sides(leadership=frozenset({Group.LEADERSHIP, Group.SALES_MANAGER}))
    pooled = gap_table(heard, [1], sides)[0]
    assert (pooled.leadership.asked, pooled.leadership.counts) == (6, (0, 2, 1, 1, 1))
    assert pooled.others == {}


def test_a_group_on_both_sides_is_refused() -> None:
    with pytest.raises(ValueError, match="one side only"):
        Sides(reps=frozenset({Group.REP, Group.LEADERSHIP}))


def test_a_second_voice_of_the_same_person_on_a_theme_is_refused() -> None:
    voice = Voice(person=1, group=Group.REP, theme=1, mention=Mention.RAISED, severity=3)
    with pytest.raises(ValueError, match="two voices"):
        gap_table([voice, voice], [1])


@pytest.mark.parametrize("severity", [0, 6])
def test_a_severity_is_one_to_five(severity: int) -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        Voice(person=1, group=Group.REP, theme=1, mention=Mention.RAISED, severity=severity)


def test_a_rating_needs_somebody_who_was_asked() -> None:
    with pytest.raises(ValueError, match="not asked"):
        Voice(person=1, group=Group.REP, theme=1, mention=Mention.NOT_ASKED, severity=3)


def test_ranks_are_by_mean_among_the_themes_that_can_be_compared() -> None:
    gaps = {NAMES[gap.theme]: gap for gap in gap_table(sample(), THEMES)}
    ranks = {
        name: (gap.leadership.rank, gap.reps.rank) for name, gap in gaps.items() if gap.leadership.rank is not None
    }
    assert ranks == {
        "discovery": (1, 5),
        "forecast": (2, 6),
        "ramp": (3, 3),
        "compete": (4, 2),
        "handover": (5, 4),
        "content": (6, 1),
    }


def test_equal_means_share_the_better_rank() -> None:
    heard = [
        voice
        for theme, severities in enumerate(([5, 5, 5], [4, 4, 4], [3, 4, 5], [1, 1, 1]))
        for group in (Group.LEADERSHIP, Group.REP)
        for voice in voices(group, severities, theme=theme)
    ]
    assert [gap.reps.rank for gap in gap_table(heard, range(4))] == [1, 2, 2, 4]


def test_priorities_are_compared_from_five_themes_on() -> None:
    found = gap_analysis(sample(), THEMES)
    assert found.agreement is not None
    assert found.agreement.themes == 6
    assert found.agreement.tau_b == pytest.approx(-0.6)
    assert found.agreement.top3_overlap == 1
    four = [NAMES.index(name) for name in ("content", "forecast", "discovery", "ramp")]
    assert gap_analysis(sample(), four).agreement is None


def test_own_ratings_and_tagged_ones_are_counted_apart() -> None:
    heard = [
        Voice(
            person=person,
            group=group,
            theme=1,
            mention=Mention.RAISED,
            severity=None if person == 4 else 3,
            own=person < 2,
        )
        for person, group in enumerate((Group.LEADERSHIP, Group.REP, Group.REP, Group.MARKETING, Group.REP))
    ]
    found = gap_analysis(heard, [1])
    assert (found.own, found.tagged) == (2, 1)
    assert (found.gaps[0].reps.own, found.gaps[0].reps.tagged) == (1, 1)


def test_a_split_side_says_so() -> None:
    heard = [*voices(Group.LEADERSHIP, [3, 3, 3]), *voices(Group.REP, [1, 1, 5, 5])]
    gap = gap_table(heard, [1])[0]
    assert gap.reps.is_split
    assert not gap.leadership.is_split


@pytest.mark.parametrize(
    ("order", "first", "last"),
    [
        (Order.GAP, ["content", "forecast", "discovery"], ["discount", "security", "coaching"]),
        (Order.SHARED, ["ramp", "compete", "handover"], ["discount", "coaching", "security"]),
        (Order.REPS, ["content", "compete", "coaching"], ["discovery", "forecast", "discount"]),
        (Order.LEADERSHIP, ["discount", "discovery", "forecast"], ["content", "coaching", "security"]),
    ],
)
def test_gaps_are_put_in_order(order: Order, first: list[str], last: list[str]) -> None:
    found = names(in_order(gap_table(sample(), THEMES), order))
    assert sorted(found) == sorted(NAMES)
    assert (found[:3], found[-3:]) == (first, last)


@settings(deadline=None, max_examples=40)
@given(any_voices(), st.sampled_from(Order))
def test_an_order_loses_no_theme(heard: list[Voice], order: Order) -> None:
    gaps = gap_table(heard, range(1, 8))
    assert sorted(gap.theme for gap in in_order(gaps, order)) == list(range(1, 8))
