from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.library.assets import Asset, Status
from enable_desktop.library.freshness import (
    Band,
    Freshness,
    FreshShare,
    Reviewed,
    band,
    ends_of_months,
    freshness,
    freshness_by_owner,
    freshness_over_time,
    months_later,
    review_due,
    share_left,
    time_left,
)
from enable_desktop.words import Words
from resources.words import translations

TODAY = date(2026, 3, 12)
ENGLISH = Words("en", translations("en"))
RUSSIAN = Words("ru", translations("ru"))
days = st.dates()
rhythms = st.integers(-3, 100_000)


def after(count: int) -> date:
    return TODAY + timedelta(days=count)


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (29, Freshness.FRESH),
        (28, Freshness.DUE),
        (0, Freshness.DUE),
        (-1, Freshness.OVERDUE),
    ],
)
def test_an_asset_is_due_four_weeks_before_its_review_and_overdue_after_that_day(
    left: int, expected: Freshness
) -> None:
    assert freshness(after(left), date(2025, 9, 1), TODAY) is expected


def test_what_nobody_ever_looked_at_is_never_reviewed_until_it_expires() -> None:
    assert freshness(None, None, TODAY) is Freshness.NEVER
    assert freshness(after(90), None, TODAY) is Freshness.NEVER
    assert freshness(after(-1), None, TODAY) is Freshness.OVERDUE


def test_what_was_reviewed_and_asks_for_no_other_review_is_fresh() -> None:
    assert freshness(None, date(2020, 1, 1), TODAY) is Freshness.FRESH


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (29, Band.LATER),
        (28, Band.SOON),
        (15, Band.SOON),
        (14, Band.NEAR),
        (1, Band.NEAR),
        (0, Band.NOW),
        (-6, Band.NOW),
        (-7, Band.LATE),
    ],
)
def test_somebody_is_told_four_and_two_weeks_before_on_the_day_and_a_week_after(left: int, expected: Band) -> None:
    assert band(after(left), TODAY) is expected


def test_the_own_rhythm_of_an_asset_overrules_that_of_its_kind() -> None:
    asset = Asset(reviewed=date(2026, 1, 31), months=1)
    assert review_due(asset, 12) == date(2026, 2, 28)
    assert review_due(Asset(reviewed=date(2026, 1, 31)), 12) == date(2027, 1, 31)


def test_an_edit_of_the_file_asks_for_a_review_at_once() -> None:
    asset = Asset(reviewed=date(2026, 3, 1), changed=date(2026, 3, 10))
    assert review_due(asset, 12) == date(2026, 3, 10)
    assert review_due(Asset(reviewed=date(2026, 3, 10), changed=date(2026, 3, 10)), 12) == date(2027, 3, 10)


def test_a_file_that_changed_on_the_day_of_its_review_asks_for_one_where_the_review_came_first() -> None:
    day = date(2026, 3, 10)
    asset = Asset(id=4, reviewed=day, changed=day, as_reviewed={"4": "as it was"})
    assert review_due(asset, 12) == day
    assert review_due(asset, 12, is_put_back=True) == date(2027, 3, 10)
    assert review_due(Asset(id=4, reviewed=day, changed=day, as_reviewed={"5": "its source"}), 12) == date(2027, 3, 10)


def test_what_expires_is_due_on_that_day_until_somebody_has_looked_since() -> None:
    assert review_due(Asset(expires=date(2026, 3, 1)), None) == date(2026, 3, 1)
    assert review_due(Asset(expires=date(2026, 3, 1), reviewed=date(2026, 2, 1)), 12) == date(2026, 3, 1)
    assert review_due(Asset(expires=date(2026, 3, 1), reviewed=date(2026, 3, 2)), 12) == date(2027, 3, 2)


def test_what_is_retired_asks_for_nothing() -> None:
    asset = Asset(status=Status.RETIRED, expires=date(2026, 3, 1), reviewed=date(2020, 1, 1))
    assert review_due(asset, 1) is None


@given(days, rhythms)
def test_the_next_review_is_never_before_the_last_one(day: date, months: int) -> None:
    due = review_due(Asset(reviewed=day), months)
    assert due is None if months <= 0 else due is not None and due >= day


@given(days, st.integers(0, 2_000), st.integers(0, 2_000))
def test_more_months_are_never_earlier(day: date, months: int, more: int) -> None:
    assert months_later(day, months) <= months_later(day, months + more)
    assert months_later(day, months) == date.max or months_later(day, months).day <= day.day


@given(st.none() | days, st.none() | days, days)
def test_every_day_of_the_calendar_has_a_state_a_band_a_share_and_words(
    due: date | None, since: date | None, today: date
) -> None:
    assert freshness(due, since, today) in Freshness
    assert (band(due, today) is Band.LATER) == (due is None or (due - today).days > 28)
    share = share_left(due, since, today)
    assert share is None if due is None else share is not None and 0 <= share <= 1
    said = time_left(due, today)
    if said is None:
        assert due is None
    else:
        assert ("over" in ENGLISH.say(said)) == (due is not None and due < today)


def test_the_share_of_time_left_goes_down_from_one_review_to_the_next() -> None:
    shares = [share_left(after(100), after(0), after(day)) for day in (0, 25, 50, 100, 120)]
    assert shares == [1.0, 0.75, 0.5, 0.0, 0.0]


@pytest.mark.parametrize(
    ("left", "english", "russian"),
    [
        (12, "12 days", "12 дней"),
        (1, "1 day", "1 день"),
        (44, "44 days", "44 дня"),
        (152, "5 months", "5 месяцев"),
        (800, "2 years", "2 года"),
        (0, "Today", "Сегодня"),
        (-34, "34 days over", "просрочка 34 дня"),
        (-1, "1 day over", "просрочка 1 день"),
        (-150, "5 months over", "просрочка 5 месяцев"),
        (-1_100, "3 years over", "просрочка 3 года"),
    ],
)
def test_the_time_left_is_said_in_a_few_words(left: int, english: str, russian: str) -> None:
    said = time_left(after(left), TODAY)
    assert said is not None
    assert (ENGLISH.say(said), RUSSIAN.say(said)) == (english, russian)


def test_the_share_of_fresh_content_is_told_for_the_end_of_each_month() -> None:
    ends = ends_of_months(TODAY, 4)
    assert ends == (date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 28), TODAY)
    assets = [
        Reviewed(added=date(2025, 1, 1), months=3, reviews=(date(2025, 10, 15), date(2026, 2, 10))),
        Reviewed(added=date(2026, 2, 1)),
    ]
    assert freshness_over_time(assets, ends) == {
        ends[0]: FreshShare(fresh=1, all=1),
        ends[1]: FreshShare(fresh=0, all=1),
        ends[2]: FreshShare(fresh=1, all=2),
        ends[3]: FreshShare(fresh=1, all=2),
    }


def test_no_share_is_claimed_where_there_was_nothing() -> None:
    assert freshness_over_time([], [TODAY])[TODAY].share is None


def test_the_share_of_fresh_content_is_told_for_each_owner_and_for_what_has_none() -> None:
    assets = [
        Reviewed(owner=1, months=12, reviews=(date(2026, 1, 1),)),
        Reviewed(owner=1, months=1, reviews=(date(2026, 1, 1),)),
        Reviewed(reviews=(date(2020, 1, 1),)),
    ]
    found = freshness_by_owner(assets, TODAY)
    assert found == {1: FreshShare(fresh=1, all=2), None: FreshShare(fresh=1, all=1)}
    assert found[1].share == 0.5


@given(st.none() | days, st.lists(days, max_size=4), st.none() | days, st.none() | days, st.booleans(), rhythms, days)
def test_today_s_share_agrees_with_the_state_of_each_asset(
    added: date | None,
    reviews: list[date],
    expires: date | None,
    changed: date | None,
    is_edited: bool,
    months: int,
    today: date,
) -> None:
    known = tuple(sorted(day for day in reviews if day <= today))
    last = known[-1] if known else None
    seen = {"7": "as it was"} if is_edited else {}
    asset = Asset(id=7, added=added, reviewed=last, expires=expires, changed=changed, as_reviewed=seen)
    state = freshness(review_due(asset, months), last, today)
    counted = Reviewed(added=added, reviews=known, expires=expires, changed=changed, is_edited=is_edited, months=months)
    assert counted.was_fresh(today) == (last is not None and state is not Freshness.OVERDUE)


@given(days, st.integers(1, 40))
def test_the_ends_of_months_are_in_order_and_end_today(today: date, count: int) -> None:
    ends = ends_of_months(today, count)
    assert ends[-1] == today
    assert list(ends) == sorted(set(ends))
    assert all((end + timedelta(days=1)).day == 1 for end in ends[:-1])


def test_a_file_that_changes_when_its_review_is_overdue_is_no_less_overdue() -> None:
    asset = Asset(reviewed=date(2025, 1, 1), changed=TODAY)
    assert review_due(asset, 1) == date(2025, 2, 1)
