"""All themes of a needs analysis: from voices to gaps, and what the gaps say together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from enable_desktop.gaps.figures import (
    FEWEST_THEMES,
    MentionGap,
    SeverityGap,
    inner_agreement,
    mean_severity,
    mention_gap,
    severity_gap,
    tau_b,
    top_overlap,
)
from enable_desktop.gaps.likely_means import Counts
from enable_desktop.gaps.verdicts import Verdict, verdict
from enable_desktop.gaps.voices import LEVELS, Sides, Voice
from enable_desktop.interviews import Mention
from enable_desktop.people import Group

_SPLIT: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the people of one group said of one theme: how many were asked, raised it, gave which severity.

    `own` of the ratings are the persons' own; the manager tagged the others.
    """

    asked: int = 0
    raised: int = 0
    counts: Counts = (0, 0, 0, 0, 0)
    own: int = 0

    @property
    def rated(self) -> int:
        return sum(self.counts)

    @property
    def tagged(self) -> int:
        return self.rated - self.own

    @property
    def mean(self) -> float | None:
        """The mean severity, None where nobody rated; whoever shows it says of how many."""
        return mean_severity(self.counts)

    @property
    def pain(self) -> float:
        """The mean where themes are put in order: what nobody rated hurts least."""
        return mean_severity(self.counts) or 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Side(Heard):
    """One of the two sides. `r_wg` and `rank` (1 hurts most) are None unless the theme can be compared."""

    r_wg: float | None = None
    rank: int | None = None

    @property
    def is_split(self) -> bool:
        """Whether this side does not agree within itself."""
        return self.r_wg is not None and self.r_wg < _SPLIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A theme as leadership sees it and as reps see it; `others` are the groups that stand on neither side.

    `mention` is None under three people asked on a side, `severity` under three ratings on a side.
    """

    theme: int
    leadership: Side
    reps: Side
    others: Mapping[Group, Heard]
    mention: MentionGap | None
    severity: SeverityGap | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Agreement:
    """Whether both sides have the same priorities, over the themes that can be compared.

    `tau_b` is 1 for the same order, -1 for the opposite one, None where a side rates all alike; `top3_overlap` counts
    the themes among the three worst of both.
    """

    themes: int
    tau_b: float | None
    top3_overlap: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """The gaps of all themes, in the order of the themes, and what they say together.

    `agreement` is None under five themes that can be compared; `own` and `tagged` count the ratings of both sides.
    """

    gaps: tuple[Gap, ...]
    agreement: Agreement | None
    own: int
    tagged: int


def gap_analysis(voices: Iterable[Voice], themes: Sequence[int], sides: Sides | None = None) -> Analysis:
    """Everything that is computed from the voices; see `gap_table`."""
    return _together(gap_table(voices, themes, sides))


def together(gaps: Iterable[Gap]) -> Analysis:
    """What these gaps say together, ranked anew among themselves."""
    return _together(_ranked([*gaps]))


def _together(gaps: tuple[Gap, ...]) -> Analysis:
    both = [side for gap in gaps for side in (gap.leadership, gap.reps)]
    return Analysis(
        gaps=gaps,
        agreement=_agreement(gaps),
        own=sum(side.own for side in both),
        tagged=sum(side.tagged for side in both),
    )


def gap_table(voices: Iterable[Voice], themes: Sequence[int], sides: Sides | None = None) -> tuple[Gap, ...]:
    """One gap for each theme, in their order, whatever the order of the voices; other themes' voices are left out.

    Raises ValueError where a person has two voices on one theme. A theme whose counts did not change since the last
    call costs next to nothing, since its figures are kept.
    """
    sides = sides or Sides()
    heard = _heard(voices, themes)
    return _ranked([_gap(theme, heard[theme], sides) for theme in heard])


def _heard(voices: Iterable[Voice], themes: Iterable[int]) -> dict[int, dict[Group, Heard]]:
    """The counts of every theme and group."""
    seen: set[tuple[int, int]] = set()
    tallies: dict[int, dict[Group, list[int]]] = {theme: {} for theme in themes}
    for voice in voices:
        groups = tallies.get(voice.theme)
        if groups is None:
            continue
        key = (voice.person, voice.theme)
        if key in seen:
            raise ValueError(f"Person {voice.person} has two voices on theme {voice.theme}")
        seen.add(key)
        if voice.mention is Mention.NOT_ASKED:
            continue
        # Asked, raised, own, and then one place for each severity.
        tally = groups.setdefault(voice.group, [0] * (3 + len(LEVELS)))
        tally[0] += 1
        tally[1] += voice.mention is Mention.RAISED
        if voice.severity is not None:
            tally[2] += voice.own
            tally[2 + voice.severity] += 1
    return {
        theme: {group: _from_tally(groups[group]) for group in Group if group in groups}
        for theme, groups in tallies.items()
    }


def _from_tally(tally: Sequence[int]) -> Heard:
    asked, raised, own, one, two, three, four, five = tally
    return Heard(asked=asked, raised=raised, own=own, counts=(one, two, three, four, five))


def _gap(theme: int, heard: Mapping[Group, Heard], sides: Sides) -> Gap:
    leadership, reps = _side(heard, sides.leadership), _side(heard, sides.reps)
    severity = severity_gap(leadership.counts, reps.counts)
    mention = mention_gap(leadership.asked, leadership.raised, reps.asked, reps.raised)
    if severity is not None:
        leadership = replace(leadership, r_wg=inner_agreement(leadership.counts))
        reps = replace(reps, r_wg=inner_agreement(reps.counts))
    return Gap(
        theme=theme,
        leadership=leadership,
        reps=reps,
        others={
            group: what for group, what in heard.items() if group not in sides.leadership and group not in sides.reps
        },
        mention=mention,
        severity=severity,
        verdict=verdict(severity, mention, leadership.rated + reps.rated),
    )


def _side(heard: Mapping[Group, Heard], groups: frozenset[Group]) -> Side:
    """The groups of one side together."""
    here = [heard[group] for group in groups if group in heard]
    one, two, three, four, five = (sum(each.counts[step] for each in here) for step in range(len(LEVELS)))
    return Side(
        asked=sum(each.asked for each in here),
        raised=sum(each.raised for each in here),
        own=sum(each.own for each in here),
        counts=(one, two, three, four, five),
    )


def _ranked(gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """The same gaps with each side's ranks among the themes that can be compared; equal means share the better rank."""
    leadership, reps = _means(gaps)
    return tuple(
        gap
        if gap.severity is None
        else replace(
            gap,
            leadership=replace(gap.leadership, rank=_rank(gap.leadership, leadership)),
            reps=replace(gap.reps, rank=_rank(gap.reps, reps)),
        )
        for gap in gaps
    )


def _rank(side: Side, means: Sequence[float]) -> int:
    own = side.pain
    return 1 + sum(mean > own for mean in means)


def _agreement(gaps: Sequence[Gap]) -> Agreement | None:
    leadership, reps = _means(gaps)
    if len(reps) < FEWEST_THEMES:
        return None
    return Agreement(len(reps), tau_b(leadership, reps), top_overlap(leadership, reps))


def _means(gaps: Iterable[Gap]) -> tuple[list[float], list[float]]:
    """Both sides' means on the themes that can be compared."""
    compared = [gap for gap in gaps if gap.severity is not None]
    return [gap.leadership.pain for gap in compared], [gap.reps.pain for gap in compared]
