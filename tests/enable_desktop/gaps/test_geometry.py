"""The names in the quadrant can be read: none runs into another, and none is cut without need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.gaps.analysis import Gap, Side
from enable_desktop.gaps.geometry import Box, Spot, quadrant
from enable_desktop.gaps.verdicts import Verdict

SIDE: Final = 340.0
HEIGHT: Final = 16.0
NARROWER: Final = (1.0, 0.8, 0.6, 0.4)
Theme = tuple[float, float, float]
"""The means of both sides, and how wide its name is."""


def rated(mean: float) -> Side:
    """A side of twenty people whose ratings have about this mean."""
    counts = [0, 0, 0, 0, 0, 0]
    upper = round((mean - int(mean)) * 20)
    counts[int(mean)] += upper
    counts[int(mean) - 1] += 20 - upper
    return Side(asked=20, raised=20, counts=(counts[0], counts[1], counts[2], counts[3], counts[4]))


def spots(themes: Sequence[Theme]) -> tuple[Spot, ...]:
    gaps = [
        Gap(
            theme=number, leadership=rated(leadership), reps=rated(reps), others={}, mention=None, severity=None,
            verdict=Verdict.TOO_FEW,
        )
        for number, (leadership, reps, _) in enumerate(themes)
    ]  # fmt: skip
    return quadrant(gaps, 0, 0, SIDE, lambda theme: themes[theme][2], HEIGHT, 10, narrower=NARROWER)


def label(spot: Spot) -> Box:
    return Box(spot.label_x, spot.label_y, spot.label_x + spot.label_width, spot.label_y + HEIGHT)


means = st.floats(1, 5)


@given(st.lists(st.tuples(means, means, st.floats(20, 250)), max_size=14))
def test_no_name_runs_into_another(themes: list[Theme]) -> None:
    labels = [label(each) for each in spots(themes)]
    assert len(labels) == len(themes)
    for number, each in enumerate(labels):
        assert not any(each.overlap(other) for other in labels[:number])
        assert each.right - each.left <= themes[number][2] + 1e-6


def test_long_names_of_neighbours_are_cut_no_more_than_they_must_be_and_the_others_stay_whole() -> None:
    themes = [
        (2.3, 4.6, 188), (3, 4.1, 147), (3.75, 3.8, 160), (2, 4, 158), (2.5, 4, 213), (2.65, 3.4, 247),
        (4.65, 3, 150), (4.5, 2.6, 222), (4.35, 2, 156),
    ]  # fmt: skip
    shares = [each.label_width / wide for each, (_, _, wide) in zip(spots(themes), themes, strict=True)]
    assert min(shares) >= 0.4
    assert sum(share < 0.999 for share in shares) <= 2
