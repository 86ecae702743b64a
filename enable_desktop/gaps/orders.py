"""What a list of gaps begins with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from enable_desktop.fields import Choice
from enable_desktop.gaps.analysis import Gap, Side
from enable_desktop.gaps.figures import FEWEST
from enable_desktop.words import mark


class Order(Choice):
    """What a list of gaps begins with."""

    GAP = "gap", mark("Surest gap")
    SHARED = "shared", mark("Shared pain")
    REPS = "reps", mark("What hurts reps")
    LEADERSHIP = "leadership", mark("What worries leadership")


def in_order(gaps: Iterable[Gap], order: Order) -> tuple[Gap, ...]:
    """The gaps by what matters; those that cannot be compared come last, ties stay as they were."""
    return tuple(sorted(gaps, key=_KEYS[order]))


def _by_gap(gap: Gap) -> tuple[float, ...]:
    """By the probability of a point or more; where severities cannot be compared, by who raised it."""
    if gap.severity is not None:
        return (0, -gap.severity.p_one_point, -abs(gap.severity.points))
    return (1, -abs(gap.mention.difference)) if gap.mention is not None else (2,)


def _by_shared_pain(gap: Gap) -> tuple[float, ...]:
    """By the milder of the two means: both sides feel at least that."""
    pains = (gap.leadership.pain, gap.reps.pain)
    return (gap.severity is None, -min(pains), -max(pains))


def _by_pain(side: Side) -> tuple[float, ...]:
    """By the mean, as soon as it is one of enough people, then by how many raised the theme."""
    return (side.rated < FEWEST, -side.pain, -side.raised)


_KEYS: Final[Mapping[Order, Callable[[Gap], tuple[float, ...]]]] = {
    Order.GAP: _by_gap,
    Order.SHARED: _by_shared_pain,
    Order.REPS: lambda gap: _by_pain(gap.reps),
    Order.LEADERSHIP: lambda gap: _by_pain(gap.leadership),
}
