"""Which words stand in a report: of both sides on the widest gaps, what works, what leadership alone wants."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from enable_desktop.anonymity import Anonymity, Quote
from enable_desktop.gaps.report_rows import Row
from enable_desktop.gaps.said import Said
from enable_desktop.gaps.verdicts import Verdict
from enable_desktop.gaps.voices import Sides
from enable_desktop.interviews import Sort
from enable_desktop.people import Group, folded

_APART: Final = (Verdict.CLEAR, Verdict.ONE_SIDE, Verdict.LEANING)
_MOST_THEMES: Final = 3
_A_SIDE: Final = 2
_MOST_PRAISE: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class InTheirWords:
    """One theme in the words of both sides."""

    row: Row
    leadership: tuple[Quote, ...]
    reps: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A theme on which leadership has a goal, and which nobody of the others who were asked has raised."""

    row: Row
    quotes: tuple[Quote, ...]


@dataclass(slots=True)
class Quoting:
    """Chooses words that may be printed, the same words never twice."""

    said: Sequence[Said]
    anonymity: Anonymity
    sides: Sides
    by_side: int = 0
    """How many of the chosen carry their side's name."""
    names: int = 0
    """How many names were taken out of the chosen."""
    _taken: set[str] | None = None

    def side_by_side(self, rows: Iterable[Row]) -> tuple[InTheirWords, ...]:
        """Both sides' words on the first of the themes that are seen differently."""
        found: list[InTheirWords] = []
        for row in rows:
            if row.gap.verdict not in _APART or len(found) == _MOST_THEMES:
                continue
            leadership = self._on(row, self._of_leadership, is_ranked=row.leadership.mean is not None)
            reps = self._on(row, self._of_reps, is_ranked=row.reps.mean is not None)
            if leadership or reps:
                found.append(InTheirWords(row=row, leadership=leadership, reps=reps))
        return tuple(found)

    def praise(self) -> tuple[Quote, ...]:
        """What works, whoever said it."""
        return self._chosen([each for each in self.said if each.statement.sort is Sort.PRAISE], _MOST_PRAISE)

    def wishes(self, rows: Iterable[Row]) -> tuple[Wish, ...]:
        """What leadership wants and nobody below mentions."""
        found: list[Wish] = []
        for row in rows:
            below = (row.reps, *row.others.values())
            if row.leadership.is_withheld or row.reps.is_withheld or any(side.raised for side in below):
                continue
            goals = [each for each in self._about(row, self._of_leadership) if each.statement.sort is Sort.GOAL]
            if goals:
                found.append(Wish(row=row, quotes=self._chosen(goals, _A_SIDE)))
        return tuple(found)

    def of_groups(self, row: Row, groups: Collection[Group], *, is_ranked: bool) -> tuple[Quote, ...]:
        """What some groups said of a theme, the worst problems first where that order tells of no mean withheld."""
        return self._on(row, lambda each: each.group in groups, is_ranked=is_ranked)

    def _of_leadership(self, each: Said) -> bool:
        return each.group in self.sides.leadership

    def _of_reps(self, each: Said) -> bool:
        return each.group in self.sides.reps

    def _about(self, row: Row, side: Callable[[Said], bool]) -> list[Said]:
        return [each for each in self.said if each.statement.theme == row.gap.theme and side(each)]

    def _on(self, row: Row, side: Callable[[Said], bool], *, is_ranked: bool) -> tuple[Quote, ...]:
        """Problems first, the worst before others; that order would tell of a mean that is withheld."""
        found = [each for each in self._about(row, side) if each.statement.sort is not Sort.PRAISE]
        return self._chosen(
            sorted(
                found,
                key=lambda each: (
                    each.statement.sort is not Sort.PROBLEM,
                    -(each.statement.severity or 0) if is_ranked else 0,
                    each.statement.id,
                ),
            ),
            _A_SIDE,
        )

    def _chosen(self, candidates: Sequence[Said], most: int) -> tuple[Quote, ...]:
        """The first that may be quoted: one of each person, then more of the same people."""
        taken = self._taken = set() if self._taken is None else self._taken
        quotes: list[Quote] = []
        heard: set[int] = set()
        for again in (False, True):
            for each in candidates:
                person = each.person
                key = folded(each.statement.words)
                if len(quotes) == most or person is None or key in taken or (person.id in heard) is not again:
                    continue
                if not self.anonymity.may_be_quoted(each.statement, person):
                    continue
                quote = self.anonymity.quote(each.statement, person, each.group, each.label)
                if not quote.words:
                    continue
                taken.add(key)
                heard.add(person.id)
                quotes.append(quote)
                self.names += quote.names
                self.by_side += not quote.role
        return tuple(quotes)
