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

    def is_reached_by(self, x: float, y: float, radius: float) -> bool:
        """Whether a circle reaches into it."""
        across = max(self.left - x, x - self.right, 0.0)
        down = max(self.top - y, y - self.bottom, 0.0)
        return across**2 + down**2 < radius**2


def quadrant(
    gaps: Sequence[Gap],
    left: float,
    top: float,
    side: float,
    label_width: Callable[[int], float],
    label_height: float,
    largest: float,
    corners: Sequence[Box] = (),
    narrower: Sequence[float] = (),
) -> tuple[Spot, ...]:
    """A circle for every theme that both sides rated, inside a square; leadership to the right, reps upwards.

    The area of a circle is proportional to the people who raised the theme, `largest` is the radius for the most.
    Labels stand where they meet the fewest circles, labels and edges, and the least of what the corners say. Those that
    still meet a circle or a label are cut to the first of the shares in `narrower` that helps, if such are given; one
    that meets another label even so has no width.
    """
    shown = [gap for gap in gaps if gap.leadership.mean is not None and gap.reps.mean is not None]
    most = max((gap.leadership.raised + gap.reps.raised for gap in shown), default=0)
    circles = []
    for gap in shown:
        x = severity_at(gap.leadership.mean or MILD, left, left + side)
        y = severity_at(gap.reps.mean or MILD, top + side, top)
        people = gap.leadership.raised + gap.reps.raised
        circles.append((gap, x, y, max(largest * sqrt(people / most) if most else 0.0, largest / 3)))
    room = _Room(Box(left, top, left + side, top + side), corners, [circle[1:] for circle in circles], label_height)
    widths = [label_width(gap.theme) for gap, *_ in circles]
    labels = room.labels(widths)
    if narrower:
        labels = _without_covered(room.narrowed(labels, narrower))
    return tuple(
        Spot(gap.theme, x, y, radius, gap.severity is None, label.left, label.top, label.right - label.left)
        for (gap, x, y, radius), label in zip(circles, labels, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Room:
    """Where labels may stand: inside the edge, with what the corners say and the circles, as places and radius."""

    edge: Box
    corners: Sequence[Box]
    circles: Sequence[tuple[float, float, float]]
    label_height: float

    def labels(self, widths: Sequence[float]) -> list[Box]:
        """The best places for labels so wide, one for each circle."""
        marks = (*self.corners, *(Box(x - r, y - r, x + r, y + r) for x, y, r in self.circles))
        labels: dict[int, Box] = {}
        # Where an earlier label stands may have been the only place of a later one, so that each is asked again.
        for _ in range(_ROUNDS):
            for number, (circle, width) in enumerate(zip(self.circles, widths, strict=True)):
                others = [box for other, box in labels.items() if other != number]
                places = _label_places(*circle, width, self.label_height)
                labels[number] = min(places, key=partial(_cost, edge=self.edge, taken=(*marks, *others)))
        return [labels[number] for number in range(len(widths))]

    def narrowed(self, labels: Sequence[Box], shares: Sequence[float]) -> list[Box]:
        """The same, those that meet a circle or another label as narrow as they must be not to; long ones first."""
        result = list(labels)
        longest_first = sorted(range(len(result)), key=lambda each: result[each].left - result[each].right)
        # One that was cut may have made room for one before it.
        for number in longest_first * _ROUNDS:
            others = [*result[:number], *result[number + 1 :]]
            if self._is_free(result[number], others):
                continue
            width = labels[number].right - labels[number].left
            places = (
                place
                for share in shares
                for place in _label_places(*self.circles[number], width * share, self.label_height)
                if self._is_inside(place) and self._is_free(place, others)
            )
            result[number] = next(places, result[number])
        return result

    def _is_free(self, label: Box, others: Iterable[Box]) -> bool:
        return not any(label.overlap(each) for each in others) and not any(
            label.is_reached_by(*circle) for circle in self.circles
        )

    def _is_inside(self, label: Box) -> bool:
        across = self.edge.left <= label.left and label.right <= self.edge.right
        return across and self.edge.top <= label.top and label.bottom <= self.edge.bottom


def _without_covered(labels: Sequence[Box]) -> list[Box]:
    """Labels of which none meets one before it; what would is as good as none."""
    kept: list[Box] = []
    for label in labels:
        meets = any(label.overlap(each) for each in kept)
        kept.append(Box(label.left, label.top, label.left, label.bottom) if meets else label)
    return kept


def _label_places(x: float, y: float, radius: float, width: float, height: float) -> list[Box]:
    """Where the label of a circle may stand, best first: beside, over and under it, at its corners, along its sides."""
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
        (x - radius, y - away - height),
        (x + radius - width, y - away - height),
        (x - radius, y + away),
        (x + radius - width, y + away),
    )
    return [Box(left, top, left + width, top + height) for left, top in corners]


def _cost(box: Box, edge: Box, taken: Iterable[Box]) -> float:
    """How badly a label stands: what it covers, and four times over what is outside."""
    outside = max(0.0, edge.left - box.left) + max(0.0, box.right - edge.right)
    outside += max(0.0, edge.top - box.top) + max(0.0, box.bottom - edge.bottom)
    return outside * (box.bottom - box.top) * 4 + sum(box.overlap(other) for other in taken)
