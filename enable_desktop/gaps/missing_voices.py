"""How many more people must be heard to settle one theme."""

from __future__ import annotations

from dataclasses import dataclass

from enable_desktop.gaps.analysis import Gap
from enable_desktop.gaps.figures import FEWEST
from enable_desktop.gaps.verdicts import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """How many more people of each side must rate a theme before it may be settled."""

    leaders: int = 0
    reps: int = 0

    @property
    def is_nobody(self) -> bool:
        return not self.leaders and not self.reps


def missing_voices(gap: Gap) -> Missing:
    """The fewest people whose ratings could settle a theme; nobody where it is settled, or more would not help.

    Each side needs three ratings before there can be a comparison. From there on, one more of the side that was heard
    less; of the reps where both were heard alike, since a fair plan asks more of them.
    """
    if gap.verdict not in (Verdict.LEANING, Verdict.TOO_FEW):
        return Missing()
    leaders, reps = gap.leadership.rated, gap.reps.rated
    if gap.severity is None:
        return Missing(leaders=max(0, FEWEST - leaders), reps=max(0, FEWEST - reps))
    return Missing(leaders=1) if leaders < reps else Missing(reps=1)
