"""What of a whole directory decides how people are named in documents; little, however many people there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from enable_desktop.people import Group, Person, folded
from enable_desktop.person_names import Names


@dataclass(frozen=True, kw_only=True)
class Everybody:
    """How many people hold a role and stand in a group, and what everybody is called but the anonymous.

    `holders` are counted by folded role; `places` are the roles and departments as they are written; `agreed` are the
    names of those who may be quoted by name, `names` those of all others.
    """

    holders: Mapping[str, int] = field(default_factory=dict)
    sizes: Mapping[Group, int] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    agreed: frozenset[str] = frozenset()

    def holders_of(self, role: str) -> int:
        """How many people hold a role; nobody holds none."""
        return self.holders.get(wanted, 0) if (wanted := folded(role)) else 0

    @cached_property
    def every_name(self) -> Names:
        """The names of everybody."""
        return Names(self.names | self.agreed, self.places)

    @cached_property
    def names_to_withhold(self) -> Names:
        """The names of those who did not agree to be quoted by name."""
        return Names(self.names, self.places)


def everybody_of(people: Iterable[Person]) -> Everybody:
    """The same of people who are at hand."""
    holders: Counter[str] = Counter()
    sizes: Counter[Group] = Counter()
    places: set[str] = set()
    names: set[str] = set()
    agreed: set[str] = set()
    for person in people:
        sizes[person.group] += 1
        places.update((person.role, person.department))
        holders[folded(person.role)] += 1
        if person.name and not person.anonymous:
            (agreed if person.quote_by_name else names).add(person.name)
    return Everybody(
        holders=holders, sizes=sizes, places=frozenset(places), names=frozenset(names), agreed=frozenset(agreed)
    )
