"""What is printed of somebody who was heard: words only with consent, a role only where others hold it too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from enable_desktop.anonymity import Anonymity, Figures, may_be_quoted, shown_role, threshold_of
from enable_desktop.everybody import everybody_of
from enable_desktop.gaps.analysis import Heard
from enable_desktop.gaps.verdicts import Verdict
from enable_desktop.interviews import Statement
from enable_desktop.people import Group, Person
from tests.enable_desktop.gaps.people import SAMPLE, gap_of, sample_gap

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


def test_a_role_is_said_where_three_hold_it_else_nothing() -> None:
    people = [Person(role="SDR", group=Group.REP), Person(role="sdr", group=Group.REP)]
    three = everybody_of([*people, Person(role="SDR")])
    assert shown_role(people[0], everybody_of(people)) == ""
    assert shown_role(people[0], three) == "SDR"
    assert shown_role(people[0], three, threshold=4) == ""
    assert shown_role(Person(), everybody_of([Person(), Person(), Person()])) == ""


def rule(people: Sequence[Person], threshold: int = 3, *, with_names: bool = False) -> Anonymity:
    return Anonymity(
        people=everybody_of(people),
        today=TODAY,
        threshold=threshold,
        with_names=with_names,
    )


def some(number: int, role: str = "SDR", group: Group = Group.REP, **values: Any) -> list[Person]:
    return [Person(id=place, name="Ann Hidden", role=role, group=group, quote_by_role=True, **values)
            for place in range(1, number + 1)]  # fmt: skip


def test_a_group_that_is_no_side_is_named_only_where_it_is_large_enough() -> None:
    two, three = some(2, group=Group.MARKETING), some(3, group=Group.MARKETING)
    assert rule(two).group(Group.MARKETING) is Group.OTHER
    assert rule(three).group(Group.MARKETING) is Group.MARKETING
    assert rule(three, 4).group(Group.MARKETING) is Group.OTHER
    assert rule(()).group(Group.LEADERSHIP) is Group.LEADERSHIP


def test_what_a_talk_is_called_in_reports_follows_the_same_rule_as_a_role() -> None:
    people = some(4)
    assert rule(people).role(people[0], "The loudest SDR") == ""
    assert rule(people).role(people[0], "SDR") == "SDR"
    promoted = Person(id=9, role="VP Sales", group=Group.LEADERSHIP)
    assert rule([*people, promoted]).role(promoted, "SDR") == "SDR"
    assert rule([*people, promoted]).role(promoted) == ""


def test_with_names_only_consent_to_the_name_prints_it() -> None:
    people = some(1)
    assert rule(people, with_names=True).role(people[0]) == "SDR"
    named = some(1, quote_by_name=True)
    assert rule(named, with_names=True).role(named[0]) == "Ann Hidden"
    assert rule(named).role(named[0]) == ""


def test_quotation_marks_that_were_tagged_along_are_printed_once() -> None:
    people = some(3)
    said = Statement(words="“Nobody reads it.”", quotable=True)
    assert rule(people).quote(said, people[0], Group.REP).words == "Nobody reads it."


@pytest.mark.parametrize(
    ("heard", "figures"),
    [
        (Heard(), Figures(0, 0, 0, None)),
        (Heard(asked=2, raised=1, counts=(0, 1, 0, 0, 0)), Figures()),
        (Heard(asked=3, raised=2, counts=(0, 1, 1, 0, 0)), Figures(3, 2, 2, None)),
        (Heard(asked=4, raised=3, counts=(0, 2, 1, 0, 0)), Figures(4, 3, 3, 7 / 3)),
    ],
)
def test_counts_need_three_asked_and_a_mean_three_ratings(heard: Heard, figures: Figures) -> None:
    assert rule(()).figures(heard) == figures


def test_a_threshold_is_raised_and_never_lowered() -> None:
    assert [threshold_of(each) for each in ("", "1", "3", "8", "many")] == [3, 3, 3, 8, 3]
    assert rule((), 1).least == 3


def test_a_gap_with_a_hidden_side_loses_all_that_follows_from_it() -> None:
    gap = gap_of([2, 3], [5, 4, 5, 4], leaders_asked=4, reps_asked=9)
    shown = rule(()).gap(gap)
    assert (shown.leadership.asked, shown.leadership.mean, shown.severity) == (4, None, None)
    assert shown.reps.mean == 4.5
    assert shown.mention is not None
    small = rule(()).gap(gap_of([2, 3], [5, 4, 5, 4]))
    assert (small.leadership.asked, small.mention, small.verdict) == (0, None, Verdict.TOO_FEW)


def test_whether_a_side_is_split_is_said_only_where_more_rated_than_a_mean_needs() -> None:
    gap = gap_of([1, 1, 5], [1, 1, 5, 5])
    assert gap.leadership.is_split and gap.reps.is_split
    shown = rule(()).gap(gap)
    assert (shown.leadership.mean, shown.leadership.r_wg) == (gap.leadership.mean, None)
    assert shown.reps.is_split
    assert not rule((), 4).gap(gap_of([1, 1, 5, 5], [1, 1, 5, 5, 5])).leadership.is_split


@pytest.mark.parametrize("name", SAMPLE)
def test_at_a_threshold_of_three_no_verdict_changes(name: str) -> None:
    gap = sample_gap(name)
    assert rule(()).gap(gap).verdict is gap.verdict


def test_ratings_of_fewer_than_three_of_a_third_group_are_not_in_the_gap_that_is_handed_out() -> None:
    managers = Heard(asked=3, raised=3, counts=(0, 0, 0, 1, 1), own=2)
    gap = replace(gap_of([5, 4, 4], [2, 3, 3]), others={Group.SALES_MANAGER: managers})
    assert rule(()).gap(gap).others == {Group.SALES_MANAGER: Heard(asked=3, raised=3)}
