"""What a document may print of the people who were heard: one rule, for every document that shows evidence.

Names never, a role only where enough people hold it. A group of fewer people than the threshold has no figures: no
counts where fewer were asked, no mean where fewer rated, and nothing that follows from either. Where no more rated
than are needed for a mean, it is not said whether they agree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from enable_desktop.everybody import Everybody
from enable_desktop.gaps.analysis import Gap, Heard, Side
from enable_desktop.gaps.verdicts import verdict
from enable_desktop.interviews import Statement
from enable_desktop.links import without_chips
from enable_desktop.people import Group, Person
from enable_desktop.person_names import Names
from enable_desktop.quoting import bare

THRESHOLD: Final = 3
"""The fewest people who must hold a role before it is printed; a workspace can raise it, never lower it."""

_SIDES: Final = frozenset({Group.LEADERSHIP, Group.REP})


def threshold_of(setting: str) -> int:
    """The threshold as a workspace keeps it, never below the one that always holds."""
    return max(int(setting), THRESHOLD) if setting.isdecimal() else THRESHOLD


def shown_role(person: Person, people: Everybody, threshold: int = THRESHOLD, role: str = "") -> str:
    """The role of somebody quoted (or what it is called in reports), where enough people hold it; else nothing."""
    role = role or person.role
    return role if people.holders_of(role) >= max(threshold, THRESHOLD) else ""


def may_be_quoted(statement: Statement, person: Person | None, today: date) -> bool:
    """Whether words may stand in a document: they are quotable, and whoever said them still agrees to it."""
    if person is None or not (person.quote_by_role or person.quote_by_name):
        return False
    return statement.quotable and (person.consent_until is None or person.consent_until >= today)


@dataclass(frozen=True, slots=True)
class Figures:
    """What is printed of one group on one theme. What is None is withheld, a mean also where nobody rated."""

    asked: int | None = None
    raised: int | None = None
    rated: int | None = None
    mean: float | None = None

    @property
    def is_withheld(self) -> bool:
        """Whether fewer people were asked than have figures."""
        return self.asked is None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words as they are printed. `role` is empty where the group alone is named; `names` were taken out of them."""

    words: str
    is_literal: bool
    role: str
    group: Group
    names: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Anonymity:
    """The rule for one document of one day; `with_names` names whoever agreed to it, `by_side` no role either."""

    people: Everybody
    today: date
    threshold: int = THRESHOLD
    with_names: bool = False
    by_side: bool = False

    @property
    def least(self) -> int:
        """The fewest people who have a figure or a role."""
        return max(self.threshold, THRESHOLD)

    # -- words

    def may_be_quoted(self, statement: Statement, person: Person | None) -> bool:
        """Whether words may be printed on this day."""
        return may_be_quoted(statement, person, self.today)

    def quote(self, statement: Statement, person: Person, group: Group, label: str = "") -> Quote:
        """Words that may be printed; `label` is what the talk is called in reports, else the person's role counts."""
        words, names = self._names.removed_from(statement.words)
        text = bare(" ".join(without_chips(words).split()))
        return Quote(text, statement.is_quote, self.role(person, label), self.group(group), names)

    def role(self, person: Person, label: str = "") -> str:
        """What stands in place of a name: the role where enough people hold it, else nothing, and the side counts."""
        if self.with_names:
            return (person.name if person.quote_by_name else "") or label or person.role
        return shown_role(person, self.people, self.least, label) if not self.by_side else ""

    def group(self, group: Group) -> Group:
        """The group that may be named: a side, or another one that is no smaller than the threshold."""
        return group if group in _SIDES or self.people.sizes.get(group, 0) >= self.least else Group.OTHER

    def without_names(self, text: str) -> tuple[str, int]:
        """A text of the reporter's own as it may be printed, and how many names were taken out of it."""
        return self._names.removed_from(text) if text else ("", 0)

    @property
    def _names(self) -> Names:
        """Those that may stand in no quote."""
        return self.people.names_to_withhold if self.with_names else self.people.every_name

    # -- figures

    def figures(self, heard: Heard) -> Figures:
        """What may be printed of one group on one theme."""
        if 0 < heard.asked < self.least:
            return Figures()
        return Figures(heard.asked, heard.raised, heard.rated, heard.mean if heard.rated >= self.least else None)

    def heard(self, number: int) -> int | None:
        """How many people of a group were heard, None where they are too few to be counted."""
        return None if 0 < number < self.least else number

    def gap(self, gap: Gap) -> Gap:
        """A gap as an outsider may know it: sides without what is withheld, and the verdict that is left.

        Counts of asked, raised and ratings are 0 where they are withheld; `figures` tells the difference.
        """
        leadership, reps = self._side(gap.leadership), self._side(gap.reps)
        severity = gap.severity if min(leadership.rated, reps.rated) >= self.least else None
        mention = gap.mention if min(leadership.asked, reps.asked) >= self.least else None
        return replace(
            gap,
            leadership=leadership,
            reps=reps,
            others={group: self._other(heard) for group, heard in gap.others.items() if heard.asked >= self.least},
            severity=severity,
            mention=mention,
            verdict=verdict(severity, mention, leadership.rated + reps.rated),
        )

    def _side(self, side: Side) -> Side:
        if side.asked < self.least:
            return Side()
        if side.rated < self.least:
            return Side(asked=side.asked, raised=side.raised)
        # With the mean of so few, whether they agree would tell what each of them said: that takes one person more.
        return replace(side, rank=None, r_wg=side.r_wg if side.rated > self.least else None)

    def _other(self, heard: Heard) -> Heard:
        return heard if heard.rated >= self.least else Heard(asked=heard.asked, raised=heard.raised)
