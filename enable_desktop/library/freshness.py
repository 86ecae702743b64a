"""When an asset has to be looked at again."""

from __future__ import annotations

import calendar
from datetime import date

from enable_desktop.library.assets import Asset, Status


def review_due(asset: Asset, kind_months: int | None) -> date | None:
    """The day of the next review; None where there was none yet, where nothing asks for one, or where it is retired.

    `kind_months` is the rhythm of its kind, which its own one overrules. A file that changed after the last review asks
    for one at once; an asset that expires asks for one on that day at the latest.
    """
    if asset.status is Status.RETIRED:
        return None
    months = asset.months if asset.months is not None else kind_months
    days = [asset.expires] if asset.expires is not None else []
    if asset.reviewed is not None:
        if asset.changed is not None and asset.changed > asset.reviewed:
            days.append(asset.changed)
        elif months:
            days.append(months_later(asset.reviewed, months))
    return min(days, default=None)


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year >= date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
