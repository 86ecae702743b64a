"""What the corners of the quadrant mean, and where there is room to say so, for the window and the PDF alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from enable_desktop.gaps.geometry import Box, Spot
from enable_desktop.words import Words, mark

CORNERS: Final = (
    (mark("Hidden from leadership"), mark("reps feel it, leaders do not"), False, False),
    (mark("Shared pain"), mark("act now, no need to convince"), True, False),
    (mark("Quiet"), mark("neither side suffers"), False, True),
    (mark("Not felt by reps"), mark("explain before you train"), True, True),
)
"""Title, meaning, whether it stands at the right, whether at the bottom."""


@dataclass(frozen=True, slots=True)
class CornerLine:
    """A line of what a corner says, and the room it takes; a corner is its title and the lines of its meaning."""

    text: str
    is_title: bool
    box: Box


Corner = tuple[CornerLine, ...]


def corners_of(
    words: Words,
    square: Box,
    margin: float,
    width: Callable[[str, bool], float],
    heights: tuple[float, float],
    spots: Sequence[Spot],
) -> list[Corner]:
    """The corners of a square; `width` measures a title or a meaning, `heights` are those of their lines.

    A meaning takes two lines where one would run into a circle or over the middle, and is left out where both would.
    """

    def placed(texts: Sequence[str], *, to_right: bool, to_bottom: bool) -> Corner:
        high = (heights[0], *(heights[1] for _ in texts[1:]))
        down = square.bottom - margin - sum(high) if to_bottom else square.top + margin
        lines = []
        for place, text in enumerate(texts):
            wide = width(text, place == 0)
            start = square.right - margin - wide if to_right else square.left + margin
            lines.append(CornerLine(text, place == 0, Box(start, down, start + wide, down + high[place])))
            down += high[place]
        return tuple(lines)

    middle = (square.left + square.right) / 2
    corners = []
    for title, meaning, to_right, to_bottom in CORNERS:
        for texts in _forms(words(title), words(meaning)):
            corner = placed(texts, to_right=to_right, to_bottom=to_bottom)
            if all(_is_free(line.box, middle, spots) for line in corner[1:]):
                break
        corners.append(corner)
    return corners


def taken_by(corners: Sequence[Corner]) -> list[Box]:
    """The room that labels of themes leave to the corners, most of all to their titles."""
    return [box for title, *meaning in corners for box in (title.box, title.box, *(each.box for each in meaning))]


def lines_free_of(corners: Sequence[Corner], spots: Sequence[Spot], label_height: float) -> list[CornerLine]:
    """What can be read of the corners: all that one says, or its title, or nothing of it."""
    labels = [Box(at.label_x, at.label_y, at.label_x + at.label_width, at.label_y + label_height) for at in spots]

    def is_free(line: CornerLine) -> bool:
        return not any(line.box.is_reached_by(at.x, at.y, at.radius) for at in spots) and not any(
            line.box.overlap(each) for each in labels
        )

    lines: list[CornerLine] = []
    for title, *meaning in corners:
        if is_free(title):
            lines += [title, *(meaning if all(is_free(each) for each in meaning) else ())]
    return lines


def _forms(title: str, meaning: str) -> Iterator[tuple[str, ...]]:
    yield (title, meaning)
    spaces = [place for place, letter in enumerate(meaning) if letter == " "]
    if spaces:
        middle = min(spaces, key=lambda place: abs(place - len(meaning) / 2))
        yield (title, meaning[:middle], meaning[middle + 1 :])
    yield (title,)


def _is_free(box: Box, middle: float, spots: Sequence[Spot]) -> bool:
    """Whether a line keeps to its half, where no circle is."""
    return (box.right <= middle or box.left >= middle) and not any(
        box.is_reached_by(spot.x, spot.y, spot.radius) for spot in spots
    )
