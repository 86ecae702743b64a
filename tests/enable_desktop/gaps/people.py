"""Voices and counts for the tests of gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from hypothesis import strategies as st

from enable_desktop.gaps.analysis import Gap, gap_table
from enable_desktop.gaps.likely_means import Counts
from enable_desktop.gaps.voices import Voice
from enable_desktop.interviews import Mention
from enable_desktop.people import Group

SAMPLE = {
    "content": ([2, 3, 2], [5, 5, 4, 5, 4, 5, 4, 5]),
    "forecast": ([4, 5, 4], [2, 3, 1, 2]),
    "discovery": ([5, 4, 5, 4], [3, 2, 3, 3, 2]),
    "compete": ([3, 2, 4], [4, 5, 4, 3, 5, 4, 4]),
    "handover": ([3, 2, 3], [3, 4, 3, 2, 5]),
    "ramp": ([4, 3, 4, 4], [4, 3, 4, 5, 3, 4]),
    "coaching": ([2, 3], [4, 4, 3, 5, 4, 4]),
    "security": ([2], [4, 4, 5, 3, 4]),
    "discount": ([5, 4, 5], [3, 3]),
}
"""The severities of the sample programme as it was designed (leadership, reps): 4 leaders and 9 reps were asked."""


def counts_of(severities: Iterable[int]) -> Counts:
    found = list(severities)
    return found.count(1), found.count(2), found.count(3), found.count(4), found.count(5)


def severities_of(counts: Counts) -> list[int]:
    return [level for level, number in enumerate(counts, start=1) for _ in range(number)]


def voices(
    group: Group, severities: Sequence[int], asked: int | None = None, *, raised: int | None = None, theme: int = 1
) -> Iterator[Voice]:
    """So many asked, all with a severity among those who raised it (or `raised`, where some have none)."""
    raised = len(severities) if raised is None else raised
    asked = raised if asked is None else asked
    people = count(1 + 1000 * list(Group).index(group))
    for place in range(asked):
        yield Voice(
            person=next(people),
            group=group,
            theme=theme,
            mention=Mention.RAISED if place < raised else Mention.ASKED,
            severity=severities[place] if place < len(severities) else None,
        )


def gap_of(leaders: Sequence[int], reps: Sequence[int], leaders_asked: int = 0, reps_asked: int = 0) -> Gap:
    """The gap between sides of which everybody who rated raised the theme."""
    heard = [
        *voices(Group.LEADERSHIP, leaders, max(leaders_asked, len(leaders))),
        *voices(Group.REP, reps, max(reps_asked, len(reps))),
    ]
    return gap_table(heard, [1])[0]


def sample_gap(name: str) -> Gap:
    return gap_of(*SAMPLE[name], leaders_asked=4, reps_asked=9)


severities = st.integers(1, 5)


def many_severities(fewest: int = 0, most: int = 12) -> st.SearchStrategy[list[int]]:
    return st.lists(severities, min_size=fewest, max_size=most)


@st.composite
def any_voices(draw: st.DrawFn, themes: int = 7, people: int = 16) -> list[Voice]:
    """What a few people of any group said of a few themes, in any order."""
    found = []
    for person in range(draw(st.integers(0, people))):
        group = draw(st.sampled_from([Group.LEADERSHIP, Group.REP, Group.REP, Group.SALES_MANAGER, Group.OTHER]))
        for theme in draw(st.sets(st.integers(1, themes))):
            mention = draw(st.sampled_from(Mention))
            rated = mention is not Mention.NOT_ASKED and draw(st.booleans())
            severity = draw(severities) if rated else None
            own = severity is not None and draw(st.booleans())
            found.append(Voice(person=person, group=group, theme=theme, mention=mention, severity=severity, own=own))
    return found
