"""What may be concluded from the figures of one theme."""

from __future__ import annotations

from typing import Final

from enable_desktop.fields import Choice
from enable_desktop.gaps.figures import MentionGap, SeverityGap
from enable_desktop.words import mark

WIDE: Final = 1.0
"""From this many points on two sides are apart."""

CHANCE: Final = 0.10
"""At most this often may chance alone do it; three people against three just reach it."""

ENOUGH: Final = 12
"""With this many ratings on both sides together, more of them would hardly help."""


class Verdict(Choice):
    """The six answers, in the order in which their themes are shown."""

    CLEAR = "clear", mark("Clear gap")
    ONE_SIDE = "one side", mark("One side only")
    LEANING = "leaning", mark("Leaning")
    ALIGNED = "aligned", mark("Aligned")
    UNSETTLED = "unsettled", mark("Unsettled")
    TOO_FEW = "too few", mark("Too few to tell")


def verdict(severity: SeverityGap | None, mention: MentionGap | None, rated: int) -> Verdict:
    """The first rule that holds; `rated` counts the ratings of both sides together."""
    apart = severity is not None and abs(severity.points) >= WIDE
    if severity is not None and apart and not severity.low <= 0 <= severity.high and severity.p <= CHANCE:
        return Verdict.CLEAR
    if mention is not None and not mention.low <= 0 <= mention.high:
        return Verdict.ONE_SIDE
    if severity is None:
        return Verdict.TOO_FEW
    if apart:
        return Verdict.LEANING
    if severity.low > -WIDE and severity.high < WIDE:
        return Verdict.ALIGNED
    return Verdict.UNSETTLED if rated >= ENOUGH else Verdict.TOO_FEW
