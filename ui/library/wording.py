"""What rows and facts of the library say: how long, how current, what is wrong, and which icon stands for what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from enable_desktop.library.assets import Asset, Status
from enable_desktop.library.freshness import Freshness, share_left, time_left
from enable_desktop.library.icons import FILE_ICON as FILE_ICON
from enable_desktop.library.icons import ending_of as ending_of
from enable_desktop.library.icons import icon_of as icon_of
from enable_desktop.library.listed import BROKEN, MISSING, MOVED, ONLINE, SIGNS, Listed
from enable_desktop.library.places import is_web
from enable_desktop.sizes import length_of
from enable_desktop.words import Words, mark

SIGN_ICONS: Final = {
    MISSING: "file-alert-outline",
    BROKEN: "link-variant-off",
    MOVED: "link-variant",
    ONLINE: "cloud-outline",
}
SIGN_TONES: Final = {MISSING: "problem", BROKEN: "problem", MOVED: "attention", ONLINE: "tertiary"}


@dataclass(frozen=True, slots=True)
class Gauge:
    """How current an asset is: in words, the share of its time that is left (None: no gauge), whether it is over."""

    text: str
    left: float | None = None
    is_over: bool = False


def review_of(row: Listed, today: date, words: Words) -> Gauge:
    """How current a row's asset is today."""
    if row.status is Status.RETIRED:
        return Gauge(words(Status.RETIRED.label))
    time = time_left(row.due, today)
    if time is None:
        return Gauge(words(Freshness.NEVER.label) if row.reviewed is None else words(mark("No review due")))
    is_over = row.due is not None and row.due < today
    return Gauge(words.say(time), 1.0 if is_over else share_left(row.due, row.reviewed, today), is_over)


def form_of(location: str, words: Words) -> str:
    """What kind of file or place it is, in a word: "PDF", "Web page"."""
    return words(mark("Web page")) if is_web(location) else ending_of(location).upper()


def spoken_row(row: Listed, kind: str, today: date, words: Words) -> str:
    """A row as a screen reader says it."""
    parts = [row.title or words(mark("No title yet")), kind]
    if row.sign:
        parts.append(words(SIGNS[row.sign]))
    parts.append(length_of(row.seconds, row.pages, words))
    if row.weeks:
        parts.append(words.n("used {n} time in 12 weeks", "used {n} times in 12 weeks", sum(row.weeks)))
    parts.append(spoken_review(row, today, words))
    return "; ".join(part for part in parts if part)


def spoken_review(row: Listed, today: date, words: Words) -> str:
    """When a review is due, as a sentence's part."""
    review = review_of(row, today, words)
    if review.left is None:
        return review.text
    if review.is_over:
        return words(mark("review {time}"), time=review.text)
    return words(mark("review in {time}"), time=review.text) if row.due != today else words(mark("review due today"))


def dated_review(row: Listed, today: date, words: Words) -> str:
    """When a review is due: the day, and how long it is until then."""
    said = review_of(row, today, words)
    if row.due is None or row.status is Status.RETIRED:
        return said.text
    day = words.short_day(row.due, today)
    if said.is_over or row.due == today:
        return words(mark("{day}, {time}"), day=day, time=said.text)
    return words(mark("{day}, in {time}"), day=day, time=said.text)


def title_of(asset: Asset | Listed, words: Words) -> str:
    """What it is called; something, in any case."""
    return asset.title or words(mark("No title yet"))
