"""The gaps of a large needs analysis: 200 interviews, 5,000 rated statements, 60 themes, against numpy and scipy."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from scipy import stats

from enable_desktop.gaps.analysis import gap_analysis
from enable_desktop.gaps.figures import mention_gap, severity_gap
from enable_desktop.gaps.likely_means import likely_means
from enable_desktop.gaps.voices import LEVELS, Voice
from enable_desktop.interviews import Mention
from enable_desktop.people import Group
from tests.bench.result import Result, in_turn, seconds

RUNS: Final = 5
THEMES: Final = range(60)
PEOPLE: Final = {Group.LEADERSHIP: 40, Group.REP: 130, Group.SALES_MANAGER: 30}
RAISED: Final = 25
DRAWS: Final = 20_000
SHUFFLES: Final = 9_999


def results() -> list[Result]:
    voices = heard()
    ratings = [side_ratings(voices, theme) for theme in THEMES]
    changes = iter(changed(voices, RUNS))
    assert sum(voice.severity is not None for voice in voices) == 5_000

    def first() -> float:
        for kept in (likely_means, severity_gap, mention_gap):
            kept.cache_clear()
        return seconds(lambda: gap_analysis(voices, THEMES))

    def unchanged() -> float:
        return seconds(lambda: gap_analysis(voices, THEMES))

    def after_a_change() -> float:
        other = next(changes)
        return seconds(lambda: gap_analysis(other, THEMES))

    def scipy() -> float:
        return seconds(lambda: reference(ratings, shuffled))

    def numpy() -> float:
        return seconds(lambda: reference(ratings, relabelled))

    took = in_turn((first, unchanged, after_a_change, scipy, numpy), RUNS)
    ours, same, changing, by_scipy, by_numpy = (value * 1000 for value in took)
    return [
        Result(name="gap table, first time, against numpy and scipy", floor=by_scipy, ours=ours, limit=4.0),
        Result(name="gap table, first time, against numpy's fastest way", floor=by_numpy, ours=ours, limit=4.0),
        Result(name="gap table, first time", ours=ours, limit=2000),
        Result(name="gap table, nothing changed", ours=same, limit=100),
        Result(name="gap table, one statement changed", ours=changing, limit=100),
    ]


def heard() -> list[Voice]:
    """Everybody was asked about every theme, raised 25 of them and rated those; each theme hurts differently."""
    chance = random.Random(60)
    pain = {(group, theme): [chance.random() for _ in LEVELS] for group in PEOPLE for theme in THEMES}
    found = []
    people = [group for group, number in PEOPLE.items() for _ in range(number)]
    for person, group in enumerate(people):
        raised = set(chance.sample(THEMES, RAISED))
        for theme in THEMES:
            severity = chance.choices(LEVELS, pain[group, theme])[0] if theme in raised else None
            mention = Mention.ASKED if severity is None else Mention.RAISED
            found.append(Voice(person=person, group=group, theme=theme, mention=mention, severity=severity))
    return found


def changed(voices: list[Voice], times: int) -> list[list[Voice]]:
    """The same voices with one severity more of them different each time."""
    found, current = [], list(voices)
    rated = [place for place, voice in enumerate(voices) if voice.severity is not None and voice.group is Group.REP]
    for place in random.Random(1).sample(rated, times):
        severity = current[place].severity
        assert severity is not None
        current = list(current)
        current[place] = replace(current[place], severity=severity % 5 + 1)
        found.append(current)
    return found


Ratings = tuple[int, "np.ndarray", int, "np.ndarray"]
"""How many leaders were asked, their severities; the same of reps."""


PValue = Callable[["np.ndarray", "np.ndarray", np.random.Generator], float]


def side_ratings(voices: Sequence[Voice], theme: int) -> Ratings:
    here = [voice for voice in voices if voice.theme == theme]
    leaders, reps = (
        np.array([voice.severity for voice in here if voice.group is group and voice.severity is not None])
        for group in (Group.LEADERSHIP, Group.REP)
    )
    return PEOPLE[Group.LEADERSHIP], leaders, PEOPLE[Group.REP], reps


def reference(ratings: Sequence[Ratings], p_value: PValue) -> list[object]:
    """The same figures as a statistician would get them; counting the voices is left out in its favour."""
    generator = np.random.default_rng(1)
    found: list[object] = []
    for leaders_asked, leaders, reps_asked, reps in ratings:
        lower, upper = (
            generator.dirichlet(np.bincount(side, minlength=6)[1:] + 0.2, DRAWS) @ np.arange(1, 6)
            for side in (leaders, reps)
        )
        differences = upper - lower
        superiority = stats.mannwhitneyu(reps, leaders, method="asymptotic").statistic / (len(leaders) * len(reps))
        limits = [
            stats.binomtest(len(side), asked).proportion_ci(0.9, "wilson")
            for side, asked in ((leaders, leaders_asked), (reps, reps_asked))
        ]
        found += [np.percentile(differences, [5, 95]), (differences >= 1).mean(), superiority, limits]
        found += [p_value(leaders, reps, generator), leaders.var(ddof=1), reps.var(ddof=1)]
    means = [(leaders.mean(), reps.mean()) for _, leaders, _, reps in ratings]
    found.append(stats.kendalltau(*zip(*means, strict=True)))
    return found


def shuffled(leaders: np.ndarray, reps: np.ndarray, generator: np.random.Generator) -> float:
    """The p-value by scipy's permutation test."""
    found = stats.permutation_test(
        (leaders, reps),
        lambda x, y, axis: np.abs(x.mean(axis=axis) - y.mean(axis=axis)),
        vectorized=True,
        n_resamples=SHUFFLES,
        alternative="greater",
        rng=generator,
    )
    return float(found.pvalue)


def relabelled(leaders: np.ndarray, reps: np.ndarray, generator: np.random.Generator) -> float:
    """The p-value by numpy's draws of how many of each severity fall to one side: the quickest way there is."""
    pooled = np.bincount(np.concatenate([leaders, reps]), minlength=6)[1:]
    sums = generator.multivariate_hypergeometric(pooled, len(leaders), SHUFFLES) @ np.arange(1, 6)
    means = sums / len(leaders)
    others = (leaders.sum() + reps.sum() - sums) / len(reps)
    as_large = np.abs(means - others) >= abs(leaders.mean() - reps.mean()) - 1e-12
    return float((1 + as_large.sum()) / (1 + SHUFFLES))
