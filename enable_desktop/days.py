"""Days and moments that stay within the calendar, whatever is added to them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final, TypeVar

M = TypeVar("M", date, datetime)

_LONGEST: Final = 1_000_000
"""As many minutes as anything is taken to last: about two years."""


def later(when: M, by: timedelta) -> M:
    """So much later, or earlier for a negative span; the first or last day of the calendar where it would go beyond."""
    try:
        return when + by
    except OverflowError:
        return type(when).max if by > timedelta(0) else type(when).min


def end_of(starts: datetime | None, minutes: int) -> datetime | None:
    """When what lasts so many minutes ends, None where it is not known when it starts."""
    return later(starts, timedelta(minutes=min(max(minutes, 0), _LONGEST))) if starts is not None else None
