"""How it is going: the few measures that Today shows, and whether they can tell of an effect yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from enable_desktop.initiatives import Initiative, State
from enable_desktop.measures import Measure, MeasureSet, Reading

SHOWN: Final = 4
_ENOUGH: Final = 3


def shown_measures(measures: Iterable[Measure], read: Iterable[int]) -> tuple[Measure, ...]:
    """Four measures that have a reading, half of them from each set where that can be; those with a target first."""
    known = set(read)
    by_set: dict[MeasureSet, list[Measure]] = {each: [] for each in (MeasureSet.GROWTH, MeasureSet.PROGRAMME)}
    for measure in sorted(measures, key=lambda each: each.target is None):
        if measure.id in known:
            by_set[measure.set].append(measure)
    growth, programme = by_set.values()
    half = SHOWN // 2
    from_growth = max(half, SHOWN - len(programme))
    chosen = growth[:from_growth]
    return (*chosen, *programme[: SHOWN - len(chosen)])


def is_too_early(initiatives: Iterable[Initiative], readings: Mapping[int, Sequence[Reading]]) -> bool:
    """Whether an initiative is under way, and no measure shown has three readings after the month it began in.

    Until then no effect is claimed (DESIGN, principle 3).
    """
    begun = [each for each in initiatives if each.start is not None and each.state is not State.PLANNED]
    return bool(begun) and not any(_has_enough(each, of_one) for each in begun for of_one in readings.values())


def _has_enough(initiative: Initiative, readings: Iterable[Reading]) -> bool:
    assert initiative.start is not None
    month = (initiative.start.year, initiative.start.month)
    after = [
        each for each in readings if each.on is not None and each.value is not None
        and (each.on.year, each.on.month) > month
    ]  # fmt: skip
    return len(after) >= _ENOUGH
