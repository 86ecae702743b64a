"""The figures of one theme, each a pure function of how many people gave which severity, or raised it.

Leadership always comes first. What a function returns for the sides in the other order follows by symmetry, exactly.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Final

from enable_desktop.gaps.likely_means import Counts, likely_means
from enable_desktop.gaps.voices import LEVELS

FEWEST: Final = 3
"""The fewest people on each side that can be compared."""

FEWEST_THEMES: Final = 5
"""The fewest themes whose order can be compared."""

TOP: Final = 3

_NORMAL_95: Final = 1.6448536269514722
_ONE_POINT: Final = 1.0


@dataclass(frozen=True, slots=True)
class MentionGap:
    """The share of reps who raised a theme less that of leadership, with its 90 % interval; all from -1 to 1."""

    difference: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityGap:
    """The mean severity of reps less that of leadership (`points`, -4 to 4), and how sure it is.

    `low` and `high` hold it with a probability of 90 %; `p_one_point` is the probability of a point or more in its
    direction; `p` is how often chance alone makes a difference as large; `superiority` is the probability that a rep
    taken at random rates the theme worse than a leader taken at random, a tie counting half.
    """

    points: float
    low: float
    high: float
    p_one_point: float
    p: float
    superiority: float


def mean_severity(counts: Counts) -> float | None:
    """The mean from 1 to 5, None where nobody rated."""
    return _sum(counts) / sum(counts) if any(counts) else None


def is_comparable(leadership: Counts, reps: Counts) -> bool:
    """Whether each side has as many ratings as a comparison needs."""
    return min(sum(leadership), sum(reps)) >= FEWEST


@lru_cache(maxsize=4096)
def mention_gap(leaders_asked: int, leaders_raised: int, reps_asked: int, reps_raised: int) -> MentionGap | None:
    """Newcombe's hybrid score interval (1998, Stat Med 17:873-890, method 10), from three people asked on each side."""
    if min(leaders_asked, reps_asked) < FEWEST:
        return None
    leaders, reps = leaders_raised / leaders_asked, reps_raised / reps_asked
    leaders_low, leaders_high = _wilson(leaders_raised, leaders_asked)
    reps_low, reps_high = _wilson(reps_raised, reps_asked)
    # Rounded once, so that a third more is the same third whatever the two shares.
    difference = (reps_raised * leaders_asked - leaders_raised * reps_asked) / (leaders_asked * reps_asked)
    return MentionGap(
        difference,
        difference - math.sqrt((reps - reps_low) ** 2 + (leaders_high - leaders) ** 2),
        difference + math.sqrt((reps_high - reps) ** 2 + (leaders - leaders_low) ** 2),
    )


def _wilson(raised: int, asked: int) -> tuple[float, float]:
    """Wilson's score limits of a share at 90 %."""
    share, square = raised / asked, _NORMAL_95**2
    middle = share + square / (2 * asked)
    half = _NORMAL_95 * math.sqrt(share * (1 - share) / asked + square / (4 * asked * asked))
    whole = 1 + square / asked
    # Exact at the ends, where rounding would leave a hair beyond 0 or 1.
    return (middle - half) / whole if raised else 0.0, (middle + half) / whole if raised < asked else 1.0


@lru_cache(maxsize=4096)
def severity_gap(leadership: Counts, reps: Counts) -> SeverityGap | None:
    """Everything that is said of two sides' severities, from three ratings on each side."""
    if not is_comparable(leadership, reps):
        return None
    points = mean_difference(leadership, reps)
    # Every pair of equally likely means; the same numbers with the other sign when the sides swap.
    differences = sorted([rep - leader for leader in likely_means(leadership) for rep in likely_means(reps)])
    tail = len(differences) // 20
    return SeverityGap(
        points=points,
        low=(differences[tail - 1] + differences[tail]) / 2,
        high=(differences[-tail] + differences[-tail - 1]) / 2,
        p_one_point=_share_of_a_point(differences, points),
        p=permutation_p(leadership, reps),
        superiority=superiority(leadership, reps),
    )


def _share_of_a_point(differences: Sequence[float], points: float) -> float:
    """How many of the differences reach a point in the direction of `points`; in the likelier one where that is 0."""
    up = sum(difference >= _ONE_POINT for difference in differences) / len(differences)
    down = sum(difference <= -_ONE_POINT for difference in differences) / len(differences)
    if points == 0:
        return max(up, down)
    return up if points > 0 else down


def mean_difference(leadership: Counts, reps: Counts) -> float:
    """The plain difference of means, reps less leadership, rounded once so that a whole point is a whole point."""
    leaders, others = sum(leadership), sum(reps)
    return (_sum(reps) * leaders - _sum(leadership) * others) / (leaders * others)


def superiority(leadership: Counts, reps: Counts) -> float:
    """P(rep > leader) + P(tie) / 2 (Vargha and Delaney 2000)."""
    twice = sum(
        reps[above] * (2 * sum(leadership[:above]) + leadership[above]) for above in range(len(LEVELS)) if reps[above]
    )
    return twice / (2 * sum(leadership) * sum(reps))


def permutation_p(leadership: Counts, reps: Counts) -> float:
    """The exact share of relabelings whose means differ at least as much, in either direction.

    People with the same severity are alike, so that relabelings are counted, not listed: choosing k of the n people of
    one level can be done in n-over-k ways and adds k times the level to the sum of the chosen.
    """
    fewer, more = sorted((leadership, reps), key=sum)
    pooled = [one + other for one, other in zip(leadership, reps, strict=True)]
    chosen, others, total = sum(fewer), sum(more), _sum(leadership) + _sum(reps)
    observed = abs(total * chosen - _sum(fewer) * (chosen + others))
    if not observed:
        return 1.0
    as_large = sum(
        ways
        for extra, ways in _ways_by_sum(pooled, chosen)
        if abs(total * chosen - (extra + chosen) * (chosen + others)) >= observed
    )
    return as_large / math.comb(chosen + others, chosen)


def _ways_by_sum(pooled: Sequence[int], chosen: int) -> Iterator[tuple[int, int]]:
    """How many choices of that many people add up to each sum of (severity - 1).

    The numbers of ways for all sums are kept side by side in one large integer, which multiplies and adds them at once.
    """
    width = math.comb(sum(pooled), chosen).bit_length() // 8 + 1
    # The level with most people comes last: by then the number still to be chosen is known.
    *others, last = sorted(range(len(pooled)), key=lambda step: pooled[step])
    packed = {0: 1}
    for step in others:
        grown: dict[int, int] = {}
        factors = [math.comb(pooled[step], number) for number in range(pooled[step] + 1)]
        for before, ways in packed.items():
            for number, factor in enumerate(factors[: chosen - before + 1]):
                grown[before + number] = grown.get(before + number, 0) + (
                    (ways * factor) << (8 * width * step * number)
                )
        packed = grown
    whole = 0
    for before, ways in packed.items():
        number = chosen - before
        if number <= pooled[last]:
            whole += (ways * math.comb(pooled[last], number)) << (8 * width * last * number)
    parts = whole.to_bytes(width * (len(pooled) * chosen + 1), "little")
    for extra in range(len(parts) // width):
        ways = int.from_bytes(parts[extra * width : (extra + 1) * width], "little")
        if ways:
            yield extra, ways


def inner_agreement(counts: Counts) -> float | None:
    """r_wg of one side (James, Demaree and Wolf 1984): 1 alike, 0 as if at random, under 0.5 split.

    The variance expected at random on five levels is 2; None under two ratings.
    """
    rated = sum(counts)
    if rated < 2:
        return None
    squares = sum(level * level * count for level, count in zip(LEVELS, counts, strict=True))
    variance = (squares * rated - _sum(counts) ** 2) / (rated * (rated - 1))
    return max(0.0, 1 - variance / 2)


def tau_b(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Kendall's tau-b of two orders of the same themes, -1 to 1; None where one side has no order at all."""
    agreeing = first_apart = second_apart = 0
    for (one, other), (next_one, next_other) in combinations(zip(first, second, strict=True), 2):
        one_way, other_way = _sign(next_one - one), _sign(next_other - other)
        agreeing += one_way * other_way
        first_apart += one_way != 0
        second_apart += other_way != 0
    return agreeing / math.sqrt(first_apart * second_apart) if first_apart and second_apart else None


def top_overlap(first: Sequence[float], second: Sequence[float]) -> int:
    """How many themes are among the three worst of both sides; whoever ties with the third is among them."""
    third_first, third_second = sorted(first)[-TOP:][0], sorted(second)[-TOP:][0]
    both = sum(one >= third_first and other >= third_second for one, other in zip(first, second, strict=True))
    return min(TOP, both)


def _sum(counts: Counts) -> int:
    return sum(level * count for level, count in zip(LEVELS, counts, strict=True))


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
