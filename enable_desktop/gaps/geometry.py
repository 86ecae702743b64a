"""Where the marks of a gap stand: the one geometry by which the window and the PDF draw it.

Places are in units of whoever draws, counted from the upper left corner.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from enable_desktop.gaps.analysis import Gap, Side
from enable_desktop.gaps.figures import FEWEST

MILD: Final = 1
BLOCKING: Final = 5
WIDEST: Final = 4
"""The gap axis goes from minus this to plus this."""

MOST_DOTS: Final = 12
"""Up to so many people each have a dot of their own."""


def severity_at(value: float, left: float, right: float) -> float:
    """Where a severity stands on an axis from 1 to 5."""
    return left + (right - left) * (value - MILD) / (BLOCKING - MILD)


def gap_at(value: float, left: float, right: float) -> float:
    """Where a difference stands on an axis from -4 to +4; what lies beyond it is clipped, never rescaled."""
    clipped = max(-WIDEST, min(WIDEST, value))
    return left + (right - left) * (clipped + WIDEST) / (2 * WIDEST)


def is_hollow(side: Side) -> bool:
    """Whether a side's mark is hollow, because too few people rated the theme."""
    return side.rated < FEWEST


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """The two marks of a theme: their places, None where nobody rated; dashed where nothing can be compared."""

    leadership: float | None
    reps: float | None
    dashed: bool


def dumbbell(gap: Gap, left: float, right: float) -> Dumbbell:
    """Both means on an axis from 1 to 5."""
    leadership, reps = gap.leadership.mean, gap.reps.mean
    return Dumbbell(
        severity_at(leadership, left, right) if leadership is not None else None,
        severity_at(reps, left, right) if reps is not None else None,
        gap.severity is None,
    )


def spread(values: Sequence[int], size: float, left: float, right: float) -> list[tuple[float, float]]:
    """A place for every single rating: along the axis, and how far beside it where several are the same."""
    places = []
    for value in range(MILD, BLOCKING + 1):
        count = sum(each == value for each in values)
        centre = severity_at(value, left, right)
        for number in range(count):
            # Up to three beside one another, then another row of them.
            row, column = divmod(number, 3)
            in_row = min(3, count - row * 3)
            places.append((centre + (column - (in_row - 1) / 2) * size, row * size))
    return places


@dataclass(frozen=True, slots=True)
class Spot:
    """A theme in the quadrant: its circle, and the box of its label."""

    theme: int
    x: float
    y: float
    radius: float
    is_open: bool
    label_x: float
    label_y: float
    """The upper left corner of the label."""
    label_width: float


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: _Box) -> float:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across * down if across > 0 and down > 0 else 0.0


def quadrant(
    gaps: Sequence[Gap],
    left: float,
    top: float,
    side: float,
    label_width: Callable[[int], float],
    label_height: float,
    largest: float,
) -> tuple[Spot, ...]:
    """A circle for every theme that both sides rated, inside a square; leadership to the right, reps upwards.

    The area of a circle is proportional to the people who raised the theme, `largest` is the radius for the most.
    Labels stand where they meet the fewest circles, labels and edges.
    """
    shown = [gap for gap in gaps if gap.leadership.mean is not None and gap.reps.mean is not None]
    most = max((gap.leadership.raised + gap.reps.raised for gap in shown), default=0)
    circles = []
    for gap in shown:
        x = severity_at(gap.leadership.mean or MILD, left, left + side)
        y = severity_at(gap.reps.mean or MILD, top + side, top)
        people = gap.leadership.raised + gap.reps.raised
        circles.append((gap, x, y, max(largest * sqrt(people / most) if most else 0.0, largest / 3)))
    taken = [_Box(x - r, y - r, x + r, y + r) for _, x, y, r in circles]
    spots = []
    for gap, x, y, radius in circles:
        width = label_width(gap.theme)
        gap_between = label_height / 3
        options = (
            (x + radius + gap_between, y - label_height / 2),
            (x - radius - gap_between - width, y - label_height / 2),
            (x - width / 2, y - radius - gap_between - label_height),
            (x - width / 2, y + radius + gap_between),
        )

        def cost(place: tuple[float, float], width: float = width) -> float:
            box = _Box(place[0], place[1], place[0] + width, place[1] + label_height)
            outside = max(0.0, left - box.left) + max(0.0, box.right - left - side)
            outside += max(0.0, top - box.top) + max(0.0, box.bottom - top - side)
            return outside * label_height * 4 + sum(box.overlap(other) for other in taken)

        label_x, label_y = min(options, key=cost)
        taken.append(_Box(label_x, label_y, label_x + width, label_y + label_height))
        spots.append(Spot(gap.theme, x, y, radius, gap.severity is None, label_x, label_y, width))
    return tuple(spots)
