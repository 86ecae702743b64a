"""Where the mean severity of a side may lie, given how few of its people were heard."""

from __future__ import annotations

import math
from cmath import exp as complex_exp
from cmath import log as complex_log
from functools import lru_cache
from itertools import pairwise
from typing import Final

from enable_desktop.gaps.voices import LEVELS

Counts = tuple[int, int, int, int, int]
"""How many people gave each severity, 1 to 5."""

PRIOR: Final = 0.2
"""What each level weighs before anybody was heard (Perks), one person in all."""

POINTS: Final = 150
"""Equally likely values that stand for the distribution of a mean."""

_REACH: Final = 6.0
_GRID: Final = 24
_CROWDING: Final = 1.6
_STEP: Final = 0.25
_FIRST: Final = -4.0
_NEGLIGIBLE: Final = 1e-7


def expected_mean(counts: Counts) -> float:
    """The mean of the distribution that `likely_means` stands for."""
    weights = [count + PRIOR for count in counts]
    return math.fsum(level * weight for level, weight in zip(LEVELS, weights, strict=True)) / math.fsum(weights)


@lru_cache(maxsize=1024)
def likely_means(counts: Counts) -> tuple[float, ...]:
    """Equally likely values of the mean of theta ~ Dirichlet(counts + 0.2), ascending, each from 1 to 5.

    They are its quantiles at (i + 1/2) / POINTS, so that the same counts always give the same figures.
    """
    centre = expected_mean(counts)
    total = sum(counts) + PRIOR * len(LEVELS)
    variance = sum((level - centre) ** 2 * (count + PRIOR) for level, count in zip(LEVELS, counts, strict=True))
    spread = math.sqrt(variance / total / (total + 1))
    low, high = max(float(LEVELS[0]), centre - _REACH * spread), min(float(LEVELS[-1]), centre + _REACH * spread)
    # Closer together near the centre, where most of the probability is.
    steps = [math.sinh(_CROWDING * step / _GRID) / math.sinh(_CROWDING) for step in range(_GRID)]
    known = [(0.0, low)]
    for place in (
        *(centre - (centre - low) * step for step in reversed(steps[1:])),
        *(centre + (high - centre) * step for step in steps),
    ):
        known.append((min(1.0, max(known[-1][0], _share_below(counts, place))), place))
    known.append((1.0, high))
    return _quantiles(known)


def _quantiles(known: list[tuple[float, float]]) -> tuple[float, ...]:
    """The values at the middles of POINTS equal shares, by lines between the known ones."""
    found: list[float] = []
    for (share, value), (next_share, next_value) in pairwise(known):
        while len(found) < POINTS and (wanted := (len(found) + 0.5) / POINTS) <= next_share:
            found.append(value + (next_value - value) * (wanted - share) / (next_share - share))
    return tuple(found)


def _share_below(counts: Counts, value: float) -> float:
    """P(mean <= value), within 1e-5 where it matters.

    The mean is at most `value` when the sum of (level - value) times independent gamma variables is at most 0; that
    probability is one integral over their characteristic function (Gil-Pelaez 1951, Imhof 1961). It is taken by equal
    steps in the logarithm of its variable, where the rule converges fastest; what lies before the first step is a
    geometric series.
    """
    offsets = [level - value for level in LEVELS]
    weights = [count + PRIOR for count in counts]
    scale = math.sqrt(sum(weight * offset * offset for weight, offset in zip(weights, offsets, strict=True)))
    f1, f2, f3, f4, f5 = [complex(0, -offset / scale) for offset in offsets]
    w1, w2, w3, w4, w5 = weights
    slope = sum(weight * offset for weight, offset in zip(weights, offsets, strict=True)) / scale
    total = slope * math.exp(_FIRST) / (math.exp(_STEP) - 1)
    u, factor = math.exp(_FIRST), math.exp(_STEP)
    while True:
        # Written out, since this line is most of the time that a gap table takes.
        term = complex_exp(
            -w1 * complex_log(1 + f1 * u)
            - w2 * complex_log(1 + f2 * u)
            - w3 * complex_log(1 + f3 * u)
            - w4 * complex_log(1 + f4 * u)
            - w5 * complex_log(1 + f5 * u)
        )
        total += term.imag
        if abs(term) < _NEGLIGIBLE:
            return 0.5 - total * _STEP / math.pi
        u *= factor
