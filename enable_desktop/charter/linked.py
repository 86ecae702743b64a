"""What is linked to the lines of a charter, in the order in which it is read, and what fits them but is not linked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from enable_desktop.interviews import Sort, Statement, Theme
from enable_desktop.links import Link, Ref
from enable_desktop.measures import Measure

_GAPS_FIT: Final = frozenset({
    "business_case", "figures", "objectives", "criteria", "obstacles", "initiatives", "value_promises",
})  # fmt: skip
"""The lines for which a difference between the two sides is a reason."""

_SECTIONS_OF_GAPS: Final = frozenset({"business_case", "objectives", "criteria", "obstacles", "plan", "value"})


@dataclass(frozen=True, slots=True)
class Linked:
    """A link as a line shows it: the line at this end, and what is at the other one."""

    link: Link
    line: Ref
    other: Ref


def linked_to(lines: Sequence[Ref], links: Iterable[Link]) -> dict[Ref, tuple[Linked, ...]]:
    """The links of each line that has any, in the order of the lines."""
    found: dict[Ref, list[Linked]] = {line: [] for line in lines}
    for link in links:
        if link.start in found:
            found[link.start].append(Linked(link, link.start, link.end))
        if link.end in found and link.end != link.start:
            found[link.end].append(Linked(link, link.end, link.start))
    return {line: tuple(several) for line, several in found.items() if several}


def in_reading_order(found: Sequence[Linked], theme_of: Mapping[int, int | None]) -> tuple[Linked, ...]:
    """Themes, each followed by what was said of it, then other words, then figures, then everything else.

    `theme_of` is the theme of each statement.
    """
    themes = [each for each in found if each.other.kind == Theme.kind]
    said = [each for each in found if each.other.kind == Statement.kind]
    ordered: list[Linked] = []
    for theme in themes:
        ordered.append(theme)
        ordered += [each for each in said if theme_of.get(each.other.id) == theme.other.id]
    ordered += said
    ordered += [each for each in found if each.other.kind == Measure.kind]
    ordered += found
    return tuple(dict.fromkeys(ordered))


def takes_gaps(line: Ref, section: str = "") -> bool:
    """Whether a clear gap is a reason for a line; for the text of a section its key decides."""
    return line.kind in _GAPS_FIT or section in _SECTIONS_OF_GAPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What suggestions for a line are made from.

    `linked` is what its links lead to, `statements` what was said of the themes among that. Themes: `told` are those of
    the words among that, `answered` those that its initiatives answer, `clear` those that both sides see clearly
    differently, `used` those that a line of the charter rests on or an initiative answers.
    """

    linked: frozenset[Ref] = frozenset()
    statements: Sequence[Statement] = ()
    answered: Sequence[int] = ()
    told: Sequence[int] = ()
    clear: Sequence[int] = ()
    used: frozenset[int] = frozenset()


def suggested(grounds: Grounds) -> tuple[Ref, ...]:
    """What fits and is not linked yet: the themes first, then the words, the most severe first."""
    themes = [*grounds.told, *grounds.answered, *(theme for theme in grounds.clear if theme not in grounds.used)]
    said = sorted(
        (each for each in grounds.statements if each.sort is not Sort.PRAISE),
        key=lambda each: (-(each.severity or 0), not each.quotable, each.id),
    )
    found = [*(Ref(Theme.kind, theme) for theme in themes), *(Ref(Statement.kind, each.id) for each in said)]
    return tuple(ref for ref in dict.fromkeys(found) if ref not in grounds.linked)
