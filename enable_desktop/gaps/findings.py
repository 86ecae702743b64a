"""What a report of gaps says first: its finding as a title, and the few sentences below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from enable_desktop.gaps.plain_words import of_leaders, of_reps
from enable_desktop.gaps.report_rows import Row
from enable_desktop.gaps.verdicts import Verdict
from enable_desktop.words import Rounded, Sentence, counted, mark, sentence

_MOST_NAMED: Final = 3


def finding(rows: Sequence[Row]) -> Sentence:
    """The finding as a title: "Both sides agree on … They see … very differently"."""
    apart, alike, alone = (_of(rows, each) for each in (Verdict.CLEAR, Verdict.ALIGNED, Verdict.ONE_SIDE))
    if apart and alike:
        message = mark("Both sides agree on {alike}. They see {apart} very differently.")
        return sentence(message, alike=_named(alike), apart=_named(apart))
    if apart:
        return sentence(mark("Leadership and reps see {apart} very differently."), apart=_named(apart))
    if alone:
        return sentence(mark("Only one side raises {alone}."), alone=_named(alone))
    if alike:
        return sentence(mark("Both sides agree on {alike}."), alike=_named(alike))
    if any(row.gap.severity is not None for row in rows):
        return sentence(mark("No clear gap between leadership and reps so far."))
    if any(side.asked != 0 for row in rows for side in (row.leadership, row.reps)):
        return sentence(mark("Too few people were heard to compare leadership and reps."))
    return sentence(mark("Nobody in leadership and no rep has been heard yet."))


def lead(rows: Sequence[Row]) -> tuple[Sentence, ...]:
    """The paragraph below the title: the widest gaps, and how much stays open."""
    return (*_gaps(_of(rows, Verdict.CLEAR)), *_one_sided(_of(rows, Verdict.ONE_SIDE)), *_open(rows))


def _of(rows: Sequence[Row], verdict: Verdict) -> list[Row]:
    return [row for row in rows if row.gap.verdict is verdict]


def _gaps(rows: Sequence[Row]) -> Iterator[Sentence]:
    for row in rows[:_MOST_NAMED]:
        severity = row.gap.severity
        assert severity is not None
        message = (
            mark("Reps rate “{theme}” {points} points worse than leadership does: {reps} and {leaders} raised it.")
            if severity.points > 0
            else mark("Leadership rates “{theme}” {points} points worse than reps do: {leaders} and {reps} raised it.")
        )
        yield sentence(message, theme=row.title, points=Rounded(abs(severity.points)), **_people(row))


def _one_sided(rows: Sequence[Row]) -> Iterator[Sentence]:
    for row in rows[:_MOST_NAMED]:
        assert row.gap.mention is not None
        message = (
            mark("{reps} raised “{theme}”, but only {leaders}.")
            if row.gap.mention.difference > 0
            else mark("{leaders} raised “{theme}”, but only {reps}.")
        )
        yield sentence(message, theme=row.title, **_people(row))


def _people(row: Row) -> dict[str, object]:
    return {
        "leaders": of_leaders(row.gap.leadership.raised, row.gap.leadership.asked),
        "reps": of_reps(row.gap.reps.raised, row.gap.reps.asked),
    }


def _open(rows: Sequence[Row]) -> Iterator[Sentence]:
    leaning, few = len(_of(rows, Verdict.LEANING)), len(_of(rows, Verdict.TOO_FEW))
    if leaning:
        said = counted(
            "{n} more theme looks like a gap, but that may be chance.",
            "{n} more themes look like gaps, but that may be chance.",
            leaning,
        )
        yield sentence("{said}", said=said)
    if few:
        said = counted(
            "{n} theme rests on too few voices to compare.", "{n} themes rest on too few voices to compare.", few
        )
        yield sentence("{said}", said=said)


def _named(rows: Sequence[Row]) -> Sentence:
    """Up to three themes by name, and how many more there are."""
    titles = [row.title for row in rows]
    if len(titles) > _MOST_NAMED:
        more = counted("{n} more theme", "{n} more themes", len(titles) - _MOST_NAMED)
        message = mark("“{first}”, “{second}”, “{third}” and {more}")
        return sentence(message, first=titles[0], second=titles[1], third=titles[2], more=more)
    match titles:
        case [first, second, third]:
            return sentence(mark("“{first}”, “{second}” and “{third}”"), first=first, second=second, third=third)
        case [first, second]:
            return sentence(mark("“{first}” and “{second}”"), first=first, second=second)
    return sentence(mark("“{first}”"), first=titles[0])
