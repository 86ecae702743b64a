"""When an asset has to be looked at again, how it stands now, and how many stood well in the months before."""

from __future__ import annotations

import calendar
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from enable_desktop.fields import Choice
from enable_desktop.library.assets import Asset, Status
from enable_desktop.words import Counted, Sentence, counted, mark, sentence

SOON: Final = 28
"""So many days before its review an asset is due."""
_DAYS_NAMED: Final = 60
"""Fewer days than these are said as days, more as months."""
_MONTHS_NAMED: Final = 24
_MONTH: Final = 365.25 / 12


class Freshness(Choice):
    """Whether an asset can be trusted to be current; computed, never set."""

    FRESH = "fresh", mark("Fresh")
    DUE = "due", mark("Review due")
    OVERDUE = "overdue", mark("Review overdue")
    NEVER = "never reviewed", mark("Never reviewed")


class Band(Choice):
    """How near a review is, by the days at which somebody is told of it."""

    LATE = "late", mark("A week over, or more")
    NOW = "now", mark("Due today, or up to a week over")
    NEAR = "near", mark("Due within 14 days")
    SOON = "soon", mark("Due within 28 days")
    LATER = "later", mark("Due later")


_BANDS: Final = ((-7, Band.LATE), (0, Band.NOW), (14, Band.NEAR), (SOON, Band.SOON))
"""The most days left in each."""


def review_due(asset: Asset, kind_months: int | None, *, is_put_back: bool = False) -> date | None:
    """The day of the next review; None where there was none yet, where nothing asks for one, or where it is retired.

    `kind_months` is the rhythm of its kind, which its own one overrules. A file that changed after the last review asks
    for one at once, also on the very day of that review; one that `is_put_back` holds again what was reviewed, and does
    not. An asset that expires asks for one on that day at the latest, unless somebody has looked since.
    """
    if asset.status is Status.RETIRED:
        return None
    reviewed, expires = asset.reviewed, asset.expires
    months = asset.months if asset.months is not None else kind_months
    days = [expires] if expires is not None and (reviewed is None or reviewed < expires) else []
    if reviewed is not None:
        if asset.changed is not None and not is_put_back and _is_overtaken(asset, asset.changed, reviewed):
            days.append(asset.changed)
        if months is not None and months > 0:
            days.append(months_later(reviewed, months))
    return min(days, default=None)


def _is_overtaken(asset: Asset, changed: date, reviewed: date) -> bool:
    """Whether the file changed after the review; of one day the content tells which came first."""
    return changed > reviewed or (changed == reviewed and str(asset.id) in asset.as_reviewed)


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year >= date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def freshness(due: date | None, reviewed: date | None, today: date) -> Freshness:
    """How an asset stands whose next review is `due` and whose last one was on `reviewed`."""
    if due is not None and due < today:
        return Freshness.OVERDUE
    if due is not None and (due - today).days <= SOON:
        return Freshness.DUE
    return Freshness.FRESH if reviewed is not None else Freshness.NEVER


def band(due: date | None, today: date) -> Band:
    """How near the day of a review is."""
    if due is None:
        return Band.LATER
    left = (due - today).days
    return next((each for most, each in _BANDS if left <= most), Band.LATER)


def share_left(due: date | None, since: date | None, today: date) -> float | None:
    """The part of the time between two reviews that is left, from 1 down to 0; None where no review is due.

    `since` is the last review, or the day on which the asset came in.
    """
    if due is None:
        return None
    if due <= today:
        return 0.0
    if since is None or since >= today:
        return 1.0
    return (due - today).days / (due - since).days


def time_left(due: date | None, today: date) -> Counted | Sentence | None:
    """How long it is until a review, or since it should have been, in a few words; None where none is due."""
    if due is None:
        return None
    left = (due - today).days
    if left == 0:
        return sentence(mark("Today"))
    days = abs(left)
    months = round(days / _MONTH)
    if days < _DAYS_NAMED or (left < 0 and days < 2 * _DAYS_NAMED):
        return counted("{n} day", "{n} days", days) if left > 0 else counted("{n} day over", "{n} days over", days)
    if months < _MONTHS_NAMED:
        several = counted("{n} month", "{n} months", months)
        return several if left > 0 else counted("{n} month over", "{n} months over", months)
    years = months // 12
    return counted("{n} year", "{n} years", years) if left > 0 else counted("{n} year over", "{n} years over", years)


# The months before ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What counts of one asset that is not retired: since when it is there, its reviews, and how long one lasts."""

    owner: int | None = None
    added: date | None = None
    expires: date | None = None
    changed: date | None = None
    """When its file came to hold something else; that is after a review of the same day where it `is_edited`."""
    is_edited: bool = False
    months: int | None = None
    """The rhythm of its reviews; None where nothing asks for another one."""
    reviews: tuple[date, ...] = ()
    """Their days, oldest first."""

    @property
    def began(self) -> date:
        """Since when it is there."""
        return min((each for each in (self.added, *self.reviews[:1]) if each is not None), default=date.min)

    @property
    def held_until(self) -> tuple[date, ...]:
        """The last day on which each review held: until it ran out, or was overtaken."""
        ends = []
        for review in self.reviews:
            end = months_later(review, self.months) if self.months and self.months > 0 else date.max
            if self.expires is not None and self.expires > review:
                end = min(end, self.expires)
            if self.changed is not None and (self.changed > review or (self.is_edited and self.changed == review)):
                end = min(end, self.changed)
            ends.append(end)
        return tuple(ends)

    def was_fresh(self, day: date) -> bool:
        """Whether a review held on this day: made before it, and neither run out nor overtaken."""
        before = bisect_right(self.reviews, day)
        return before > 0 and self.held_until[before - 1] >= day


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshShare:
    """How many assets of how many had a review that held."""

    fresh: int
    all: int

    @property
    def share(self) -> float | None:
        return self.fresh / self.all if self.all else None


def ends_of_months(today: date, count: int) -> tuple[date, ...]:
    """The last days of the months up to this one, whose last day is today; the oldest first."""
    first = today.replace(day=1)
    ends = [today]
    for _ in range(count - 1):
        if first == date.min:
            break
        ends.append(first - timedelta(days=1))
        first = ends[-1].replace(day=1)
    return tuple(reversed(ends))


def freshness_over_time(assets: Iterable[Reviewed], days: Iterable[date]) -> Mapping[date, FreshShare]:
    """On each day, how many of the assets that were there then were fresh."""
    counted_on = tuple(days)
    fresh, there = [0] * len(counted_on), [0] * len(counted_on)
    for asset in assets:
        began, reviews, ends = asset.began, asset.reviews, asset.held_until
        for place, day in enumerate(counted_on):
            if began <= day:
                there[place] += 1
                before = bisect_right(reviews, day)
                fresh[place] += before > 0 and ends[before - 1] >= day
    return {day: FreshShare(fresh=fresh[place], all=there[place]) for place, day in enumerate(counted_on)}


def freshness_by_owner(assets: Iterable[Reviewed], today: date) -> Mapping[int | None, FreshShare]:
    """The same today for each owner; under None what has none."""
    counts: dict[int | None, list[int]] = {}
    for asset in assets:
        if asset.began <= today:
            count = counts.setdefault(asset.owner, [0, 0])
            count[0] += asset.was_fresh(today)
            count[1] += 1
    return {owner: FreshShare(fresh=fresh, all=whole) for owner, (fresh, whole) in counts.items()}
