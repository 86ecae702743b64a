"""What the programme costs and returns, and when it has paid for itself."""

from __future__ import annotations

from dataclasses import dataclass

from enable_desktop.charter.content import Charter
from enable_desktop.charter.lines import Figure, Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Economics:
    """The sums of a business case, in minor units of the workspace's currency; returns and `nothing` are a year's."""

    one_off: int
    yearly: int
    low: int
    likely: int
    high: int
    nothing: int
    hours_once: float
    hours_yearly: float
    lever_value: int | None

    @property
    def first_year(self) -> int:
        """What is spent until the first year is over."""
        return self.one_off + self.yearly

    @property
    def hours(self) -> float:
        """Hours of others in the first year."""
        return self.hours_once + self.hours_yearly

    @property
    def payback_months(self) -> float | None:
        """Months until the likely return less the running cost covers the one-off cost; None if it never does."""
        monthly = (self.likely - self.yearly) / 12
        return self.one_off / monthly if monthly > 0 else None

    @property
    def break_even_units(self) -> int | None:
        """How many units of the lever pay for the first year; None where a unit has no worth or nothing is spent."""
        if not self.lever_value or self.lever_value < 0 or self.first_year <= 0:
            return None
        return -(-self.first_year // self.lever_value)


def economics(charter: Charter) -> Economics:
    """What the figures of a charter's business case add up to."""
    figures = charter.all(Figure)
    return Economics(
        one_off=charter.sum_of(Slot.ONE_OFF),
        yearly=charter.sum_of(Slot.YEARLY),
        low=charter.sum_of(Slot.RETURN_LOW),
        likely=charter.sum_of(Slot.RETURN_LIKELY),
        high=charter.sum_of(Slot.RETURN_HIGH),
        nothing=charter.sum_of(Slot.NOTHING),
        hours_once=_hours(figures, Slot.ONE_OFF),
        hours_yearly=_hours(figures, Slot.YEARLY),
        lever_value=charter.business_case.lever_value,
    )


def _hours(figures: tuple[Figure, ...], slot: Slot) -> float:
    return sum(figure.hours or 0.0 for figure in figures if figure.slot is slot)
