"""Where the marks of a gap stand: the one geometry by which the window and the PDF draw it.

Places are in units of whoever draws, counted from the upper left corner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from math import sqrt
from typing import Final

from enable_desktop.gaps.analysis import Gap, Side
from enable_desktop.gaps.figures import FEWEST

MILD: Final = 1
BLOCKING: Final = 5
WIDEST: Final = 4
"""The gap axis goes from minus this to plus this."""

_ROUNDS: Final = 3
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
class Box:
    """A part of the drawing that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: Box) -> float:
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
    corners: Sequence[Box] = (),
) -> tuple[Spot, ...]:
    """A circle for every theme that both sides rated, inside a square; leadership to the right, reps upwards.

    The area of a circle is proportional to the people who raised the theme, `largest` is the radius for the most.
    Labels stand where they meet the fewest circles, labels and edges, and the least of what the corners say.
    """
    shown = [gap for gap in gaps if gap.leadership.mean is not None and gap.reps.mean is not None]
    most = max((gap.leadership.raised + gap.reps.raised for gap in shown), default=0)
    circles = []
    for gap in shown:
        x = severity_at(gap.leadership.mean or MILD, left, left + side)
        y = severity_at(gap.reps.mean or MILD, top + side, top)
        people = gap.leadership.raised + gap.reps.raised
        circles.append((gap, x, y, max(largest * sqrt(people / most) if most else 0.0, largest / 3)))
    marks = [*corners, *(Box(x - r, y - r, x + r, y + r) for _, x, y, r in circles)]
    edge = Box(left, top, left + side, top + side)
    labels: dict[int, Box] = {}
    # Where an earlier label stands may have been the only place of a later one, so that each is asked again.
    for _ in range(_ROUNDS):
        for gap, x, y, radius in circles:
            others = [box for theme, box in labels.items() if theme != gap.theme]
            places = _label_places(x, y, radius, label_width(gap.theme), label_height)
            labels[gap.theme] = min(places, key=partial(_cost, edge=edge, taken=(*marks, *others)))
    return tuple(
        Spot(gap.theme, x, y, radius, gap.severity is None, label.left, label.top, label.right - label.left)
        for gap, x, y, radius in circles
        for label in (labels[gap.theme],)
    )


def _label_places(x: float, y: float, radius: float, width: float, height: float) -> list[Box]:
    """Where the label of a circle may stand, best first: beside, over and under it, and at its corners."""
    away, aslant = radius + height / 3, radius * 0.7 + height / 6
    corners = (
        (x + away, y - height / 2),
        (x - away - width, y - height / 2),
        (x - width / 2, y - away - height),
        (x - width / 2, y + away),
        (x + aslant, y - aslant - height),
        (x - aslant - width, y - aslant - height),
        (x + aslant, y + aslant),
        (x - aslant - width, y + aslant),
    )
    return [Box(left, top, left + width, top + height) for left, top in corners]


def _cost(box: Box, edge: Box, taken: Iterable[Box]) -> float:
    """How badly a label stands: what it covers, and four times over what is outside."""
    outside = max(0.0, edge.left - box.left) + max(0.0, box.right - edge.right)
    outside += max(0.0, edge.top - box.top) + max(0.0, box.bottom - edge.bottom)
    return outside * (box.bottom - box.top) * 4 + sum(box.overlap(other) for other in taken)
