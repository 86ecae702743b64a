"""Copies that a sync service put beside a file, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from enable_desktop.words import Words, counted, mark

if TYPE_CHECKING:
    from db.other_copies import OtherCopy

OFFERED: Final = 3
"""So many can be opened from the note; there is seldom more than one."""


def openable(found: Sequence[OtherCopy]) -> tuple[OtherCopy, ...]:
    """Those that hold something that can be read."""
    from db.other_copies import Holds

    return tuple(copy for copy in found if copy.holds is Holds.RECORDS)


def told(words: Words, copy: OtherCopy, when: str) -> str:
    """A copy by its name, when it was changed, and what it holds."""
    from db.other_copies import Holds

    name = copy.path.name
    match copy.holds:
        case Holds.RECORDS:
            records = words.say(counted("{n} record", "{n} records", copy.records))
            return words(mark("{name}: changed {when}, {records}"), name=name, when=when, records=records)
        case Holds.NOTHING_YET:
            return words(mark("{name}: of {when}; it has not arrived on this computer yet"), name=name, when=when)
        case Holds.UNREADABLE:
            return words(mark("{name}: changed {when}; it cannot be read"), name=name, when=when)
