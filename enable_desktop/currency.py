"""A workspace's currency and its amounts: what people see stays the same number when the currency changes."""

from __future__ import annotations

from collections.abc import Mapping

from enable_desktop.fields import Line, Shape, fields_of
from enable_desktop.words import minor_digits


def repriced(line: Line, old: str, new: str) -> Mapping[str, int]:
    """The money fields of a line that need other minor units in another currency: 38000.00 EUR is 38000 JPY.

    What the new currency has no digits for is rounded, halves away from zero.
    """
    step = minor_digits(new) - minor_digits(old)
    found: dict[str, int] = {}
    for field in fields_of(type(line)):
        value = getattr(line, field.name)
        if field.shape is Shape.MONEY and value and step:
            found[field.name] = value * 10**step if step > 0 else _nearest(value, 10**-step)
    return found


def rounded(line: Line, old: str, new: str) -> int:
    """How many amounts of a line have digits that another currency cannot show."""
    unit = 10 ** max(minor_digits(old) - minor_digits(new), 0)
    amounts = (getattr(line, field.name) for field in fields_of(type(line)) if field.shape is Shape.MONEY)
    return sum(1 for amount in amounts if amount and amount % unit)


def _nearest(value: int, unit: int) -> int:
    whole, rest = divmod(abs(value), unit)
    nearest = whole + (2 * rest >= unit)
    return nearest if value > 0 else -nearest
