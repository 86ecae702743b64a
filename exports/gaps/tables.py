"""The figures of a gap report as JSON and as CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from enable_desktop.anonymity import Figures
from enable_desktop.gaps.report import GapReport
from enable_desktop.gaps.report_rows import Row
from enable_desktop.words import Words
from exports.spreadsheet import Cell, csv_of

_DECIMALS: Final = 4


def gaps_json(report: GapReport) -> str:
    """The figures for programs; null is what the sample does not allow, or what is withheld."""
    agreement, reach, withheld = report.agreement, report.reach, report.withheld
    document = {
        "themes": [_theme(row) for row in report.rows],
        "agreement": {
            "tau_b": agreement.tau_b if agreement is not None else None,
            "top3_overlap": agreement.top3_overlap if agreement is not None else None,
        },
        "coverage": {
            "leadership": {"heard": reach.leaders, "wanted": reach.leaders_wanted},
            "reps": {"heard": reach.reps, "wanted": reach.reps_wanted},
            "talks_missing": reach.talks_missing,
            "is_fair": reach.is_fair,
            "people": report.people,
            "statements": report.statements,
            "withheld": {
                "fewest_people": withheld.least,
                "counts": withheld.counts,
                "means": withheld.means,
                "groups": withheld.groups,
            },
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _theme(row: Row) -> dict[str, Any]:
    severity, mention = row.gap.severity, row.gap.mention
    return {
        "theme": row.title,
        "leadership": _side(row.leadership),
        "reps": _side(row.reps),
        "gap": severity.points if severity is not None else None,
        "low": severity.low if severity is not None else None,
        "high": severity.high if severity is not None else None,
        "p": severity.p if severity is not None else None,
        "p_one_point": severity.p_one_point if severity is not None else None,
        "superiority": severity.superiority if severity is not None else None,
        "mention_gap": mention.difference if mention is not None else None,
        "mention_low": mention.low if mention is not None else None,
        "mention_high": mention.high if mention is not None else None,
        "verdict": str(row.gap.verdict),
    }


def _side(side: Figures) -> dict[str, int | float | None]:
    return {"asked": side.asked, "raised": side.raised, "rated": side.rated, "mean": side.mean}


def gaps_csv(report: GapReport, words: Words) -> str:
    """One row for each theme, for a spreadsheet; an empty cell is what the sample does not allow, or is withheld."""
    return csv_of(_rows(report, words))


def _rows(report: GapReport, words: Words) -> Iterator[list[Cell]]:
    groups = (words("Leadership"), words("Reps"), *(words(group.label) for group in report.others))
    yield [
        words("Theme"),
        *(f"{group}: {said}" for group in groups for said in _counts(words)),
        words("Gap, reps minus leadership"),
        words("Range at 90%, low"),
        words("Range at 90%, high"),
        words("Probability of a point or more"),
        words("p of chance alone"),
        words("Superiority"),
        words("Difference in who raised it"),
        words("Range of shares at 90%, low"),
        words("Range of shares at 90%, high"),
        words("Verdict"),
        words("What it says"),
        words("Next step"),
        words("Withheld"),
    ]
    for row in report.rows:
        severity, mention = row.gap.severity, row.gap.mention
        sides = (row.leadership, row.reps, *row.others.values())
        figures = (
            (severity.points, severity.low, severity.high, severity.p_one_point, severity.p, severity.superiority)
            if severity is not None
            else (None,) * 6
        )
        raised = (mention.difference, mention.low, mention.high) if mention is not None else (None,) * 3
        yield [
            row.title,
            *(cell for side in sides for cell in (side.asked, side.raised, side.rated, _rounded(side.mean))),
            *(_rounded(each) for each in (*figures, *raised)),
            words(row.gap.verdict.label),
            words.say(row.headline),
            words.say(row.next_step),
            "; ".join(_withheld(report, sides, groups, words)),
        ]


def _counts(words: Words) -> tuple[str, ...]:
    return words("asked"), words("raised"), words("rated"), words("mean severity")


def _withheld(report: GapReport, sides: tuple[Figures, ...], groups: tuple[str, ...], words: Words) -> Iterator[str]:
    """Why cells of a row are empty that would hold a figure."""
    least = report.withheld.least
    for side, group in zip(sides, groups, strict=True):
        if side.rated is None:
            yield words("{group}: fewer than {least} asked", group=group, least=least)
        elif 0 < side.rated < least:
            yield words("{group}: mean of fewer than {least}", group=group, least=least)


def _rounded(value: float | None) -> float | None:
    return round(value, _DECIMALS) if value is not None else None
