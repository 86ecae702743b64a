"""Feedback: what people said of an asset or of a pack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from enable_desktop.fields import Choice, Line, choice, day, level, person, prose, record, text
from enable_desktop.words import mark


class Again(Choice):
    """Whether somebody would use it again."""

    UNSAID = "not said", mark("Not said")
    YES = "yes", mark("Yes")
    NO = "no", mark("No")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback(Line):
    """What one person said: how useful it was, 1 to 5, in which words, and whether they would use it again."""

    kind: ClassVar[str] = "feedback"
    words: str = prose(mark("What was said"))
    asset: int | None = record(mark("Content"), "assets")
    pack: int | None = record(mark("Pack"), "packs")
    useful: int | None = level(mark("Useful, 1 to 5"))
    again: Again = choice(mark("Would use it again"), Again.UNSAID)
    person: int | None = person(mark("Person"))
    role: str = text(mark("Role"))
    on: date | None = day(mark("Date"))
    source: str = text(mark("Came by"))
