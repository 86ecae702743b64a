"""Who does what: the letters R, A, C and I in a matrix of activities and departments, and what must hold for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from enable_desktop.charter.lines import Responsibility
from enable_desktop.words import Sentence, mark, sentence

ORDER: Final = "ARCI"
NAMES: Final[Mapping[str, str]] = {
    "R": mark("Responsible: does the work"),
    "A": mark("Accountable: answers for the result"),
    "C": mark("Consulted: is asked before"),
    "I": mark("Informed: is told after"),
}
# Letters that look alike in Cyrillic, and those on the same keys of a Russian keyboard.
_SAME: Final = str.maketrans("АФСКШRACI", "AACRIRACI")


def letters_of(cell: str) -> frozenset[str]:
    """The letters in one cell."""
    return frozenset(letter for letter in cell.upper().translate(_SAME) if letter in ORDER)


def tidy(typed: str) -> str | None:
    """What was typed as a cell is kept ("r a" becomes "A/R"); None when it holds anything else."""
    plain = typed.upper().translate(_SAME)
    if any(letter not in ORDER and letter not in " /,;+" for letter in plain):
        return None
    return "/".join(letter for letter in ORDER if letter in plain)


def accountable(row: Responsibility) -> tuple[str, ...]:
    """The departments with an A in a row."""
    return _with(row, "A")


def responsible(row: Responsibility) -> tuple[str, ...]:
    """The departments with an R in a row."""
    return _with(row, "R")


def _with(row: Responsibility, letter: str) -> tuple[str, ...]:
    return tuple(department for department, cell in row.letters.items() if letter in letters_of(cell))


def fault(row: Responsibility) -> Sentence | None:
    """What is wrong with a row: it needs exactly one A, and an R."""
    answering = len(accountable(row))
    if answering > 1:
        return sentence(mark("“{title}” has more than one A: one department answers for it"), title=row.title_text)
    if not answering and not responsible(row):
        return sentence(mark("“{title}” has no A and no R"), title=row.title_text)
    if not answering:
        return sentence(mark("“{title}” has no A: nobody answers for it"), title=row.title_text)
    if not responsible(row):
        return sentence(mark("“{title}” has no R: nobody does it"), title=row.title_text)
    return None


def overloaded(rows: Iterable[Responsibility]) -> tuple[str, ...]:
    """The departments that do the work in more than half of the rows; fewer than three rows say nothing."""
    listed = tuple(rows)
    if len(listed) < 3:
        return ()
    doing = Counter(department for row in listed for department in responsible(row))
    return tuple(department for department, times in doing.items() if times * 2 > len(listed))
