"""Themes as the rows of a report: what may be printed of each, and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from enable_desktop.anonymity import Anonymity, Figures
from enable_desktop.gaps.analysis import Gap, Heard
from enable_desktop.gaps.missing_voices import Missing
from enable_desktop.gaps.plain_words import headline, hear, next_step
from enable_desktop.gaps.verdicts import Verdict
from enable_desktop.people import Group
from enable_desktop.words import Sentence, Words, mark, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A theme in a report. `gap` is what an outsider may know of it, see `Anonymity.gap`."""

    title: str
    gap: Gap
    leadership: Figures
    reps: Figures
    others: Mapping[Group, Figures]
    headline: Sentence
    next_step: Sentence


def row_of(title: str, heard: Gap, printed: Gap, others: Iterable[Group], anonymity: Anonymity) -> Row:
    """The row of one theme: `heard` is what was found, `printed` what may be known of it."""
    leadership, reps = anonymity.figures(heard.leadership), anonymity.figures(heard.reps)
    return Row(
        title=title,
        gap=printed,
        leadership=leadership,
        reps=reps,
        others={group: anonymity.figures(heard.others.get(group, Heard())) for group in others},
        headline=headline(printed),
        next_step=_next_step(printed, leadership, reps, anonymity.least),
    )


def _next_step(gap: Gap, leadership: Figures, reps: Figures, least: int) -> Sentence:
    """What to do; how many are missing is said only where it does not tell how few there are."""
    if gap.severity is not None or gap.verdict is not Verdict.TOO_FEW:
        return next_step(gap)
    if leadership.rated is None and reps.rated is None:
        return sentence(mark("Hear more leaders and more reps."))
    if leadership.rated is None:
        return sentence(mark("Hear more leaders."))
    if reps.rated is None:
        return sentence(mark("Hear more reps."))
    return hear(Missing(leaders=max(0, least - leadership.rated), reps=max(0, least - reps.rated)))


def said_in_one_line(title: str, leadership: Figures, reps: Figures, verdict: Verdict, least: int, words: Words) -> str:
    """A theme as evidence: "Finding current content: leadership 2.3 (3 of 4), reps 4.6 (8 of 9), clear gap"."""
    said = words(verdict.label)
    return words(
        mark("{theme}: leadership {leadership}, reps {reps}, {verdict}"),
        theme=title,
        leadership=in_short(leadership, least, words),
        reps=in_short(reps, least, words),
        verdict=f"{said[:1].lower()}{said[1:]}",
    )


def in_short(side: Figures, least: int, words: Words) -> str:
    """What may be said of one side on a theme: "4.6 (8 of 9)"."""
    if side.asked is None:
        return words(mark("fewer than {least} asked"), least=least)
    if not side.asked:
        return words(mark("not asked"))
    if side.mean is None:
        return words(mark("{raised} of {asked} raised it"), raised=side.raised, asked=side.asked)
    mean = words.number(side.mean, 1)
    return words(mark("{mean} ({raised} of {asked})"), mean=mean, raised=side.raised, asked=side.asked)
