"""What needs the person on one day, in the order of consequence it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from enable_desktop.today.facts import Facts
from enable_desktop.today.needs import NAMED, About, Need, named, several
from enable_desktop.today.rules import RULES

_ORDER: Final = tuple(About)
_PEOPLE_WAIT: Final = frozenset(_ORDER[: _ORDER.index(About.PASSAGES)])
"""Somebody waits for these; the others can wait themselves."""
_GATHERED: Final = frozenset({
    About.PASSAGES, About.CONTACT, About.THANKS, About.KNOWN, About.MEASURE, About.CONSENT, About.HEARD, About.PACK,
    About.ASSUMPTION,
})  # fmt: skip
"""Several of these are one row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snoozed:
    """A row that is hidden until a day."""

    need: Need
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What needs the person on one day, in the order of consequence."""

    needs: tuple[Need, ...] = ()
    snoozed: tuple[Snoozed, ...] = ()
    next_due: date | None = None
    """The day of the first thing that is not among the needs yet."""


def agenda(facts: Facts, now: datetime) -> Agenda:
    """Every rule applied to the facts: what to show, what is snoozed, and when the next thing is due."""
    today = now.date()
    found = [need for rule in RULES for need in rule(facts, now)]
    until = {each.of: each.until for each in facts.snoozes if each.until is not None and each.until > today}
    shown, later, snoozed = [], [], []
    for need in found:
        if need.shown_from is not None and need.shown_from > today:
            later.append(need)
        elif (ends := until.get(need.keys[0])) is not None:
            snoozed.append(Snoozed(need=need, until=ends))
        else:
            shown.append(need)
    return Agenda(
        needs=tuple(_in_order(_gathered(shown), today)),
        snoozed=_snoozed(snoozed, today),
        next_due=min((need.when for need in later if need.when is not None), default=None),
    )


def _in_order(needs: Iterable[Need], today: date) -> list[Need]:
    """Where people wait first, of these what is due or late; then by consequence, then by date."""

    def place(need: Need) -> tuple[bool, bool, int, date, int]:
        waits = need.about in _PEOPLE_WAIT
        when = need.when or date.max
        return not waits, waits and when > today, _ORDER.index(need.about), when, -need.refs[0].id

    return sorted(needs, key=place)


def _snoozed(snoozed: Sequence[Snoozed], today: date) -> tuple[Snoozed, ...]:
    """What comes back first stands first; those of one kind and day are one row."""
    rows = [
        Snoozed(need=need, until=until)
        for until in sorted({each.until for each in snoozed})
        for need in _in_order(_gathered([each.need for each in snoozed if each.until == until]), today)
    ]
    return tuple(rows)


def _gathered(needs: Iterable[Need]) -> Iterator[Need]:
    """The same, with one row for all of a kind of which single rows would bury the rest."""
    found = list(needs)
    for need in found:
        if need.about not in _GATHERED:
            yield need
    for about in _ORDER:
        these = [need for need in found if need.about is about]
        if about in _GATHERED and these:
            yield these[0] if len(these) == 1 else _as_one(about, these)


def _as_one(about: About, needs: Sequence[Need]) -> Need:
    needs = sorted(needs, key=lambda need: (need.when or date.max, need.refs[0].id))
    count = sum(need.count for need in needs)
    return replace(
        needs[0],
        refs=tuple(ref for need in needs for ref in need.refs),
        what=several(about, count),
        why=(named(tuple(need.title for need in needs[:NAMED]), len(needs)),),
        count=count,
    )
