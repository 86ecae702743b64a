"""What an edit leaves of a text: how much stays at both ends, and where a passage lies afterwards."""

from __future__ import annotations


def common_beginning(one: str, other: str) -> int:
    """How many letters two texts begin with alike, found by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def common_end(one: str, other: str, most: int) -> int:
    """How many letters two texts end with alike, up to `most`: halved too, turning texts round takes long."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return low


def shifted(start: int, end: int, before: str, after: str) -> tuple[int, int] | None:
    """Where the passage `start`..`end` of a text lies after an edit made `before` into `after`.

    None where nothing of the passage is left. What is typed at its edges does not belong to it. After several edits
    at once it is where its words stand now, the nearest to its old place.
    """
    head = common_beginning(before, after)
    tail = common_end(before, after, min(len(before), len(after)) - head)
    cut, grown = len(before) - tail, len(after) - len(before)

    def moved(place: int, *, is_end: bool) -> int:
        if place < head or (place == head and (is_end or head == cut)):
            # An insertion at the very start moves the passage, one at its end does not lengthen it.
            return place if is_end or place < head else place + grown
        return place + grown if place >= cut else (head if is_end else cut + grown)

    new_start, new_end = moved(start, is_end=False), moved(end, is_end=True)
    words = before[start:end]
    if after[new_start:new_end] != words:
        found = [place for place in (after.find(words, start), after.rfind(words, 0, end)) if place >= 0]
        if found:
            new_start = min(found, key=lambda place: abs(place - start))
            new_end = new_start + len(words)
    return (new_start, new_end) if new_start < new_end else None
