"""Links: any two records, joined by a reason, readable from both ends. The golden thread is made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from enable_desktop.fields import Choice, Line, choice, text, whole
from enable_desktop.words import mark


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """Which record: its kind (the plural, as in lists) and its id."""

    kind: str
    id: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


class Reason(Choice):
    """Why one record points at another, read from the first to the second."""

    EVIDENCE = "evidence", mark("is supported by")
    MEASURES = "measures", mark("is measured by")
    SERVES = "serves", mark("serves")
    ANSWERS = "answers", mark("answers")
    USES = "uses", mark("uses")
    MENTIONS = "mentions", mark("mentions")
    SOURCE = "source", mark("is drawn from")
    VOUCHED = "vouched", mark("is vouched for by")
    COMPANION = "companion", mark("goes with")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Line):
    """An arrow of the golden thread: from one record to another, with its reason."""

    kind: ClassVar[str] = "links"
    from_kind: str = text(mark("From"))
    from_id: int = whole(mark("From"), 0)
    to_kind: str = text(mark("To"))
    to_id: int = whole(mark("To"), 0)
    reason: Reason = choice(mark("Reason"), Reason.MENTIONS)
    label: str = text(mark("Label"))

    @property
    def start(self) -> Ref:
        return Ref(self.from_kind, self.from_id)

    @property
    def end(self) -> Ref:
        return Ref(self.to_kind, self.to_id)


_SAFE = str.maketrans("[]\n\r", "()  ")
# As many digits as an id can have.
_CHIP = re.compile(r"\[\[([a-z_]+):([0-9]{1,18})\|([^\[\]\n]*)\]\]")


@dataclass(frozen=True, slots=True)
class Chip:
    """A reference inside prose, written `[[kind:id|label]]`."""

    ref: Ref
    label: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"[[{self.ref}|{self.label.translate(_SAFE)}]]"


def chips_in(markdown: str) -> tuple[Chip, ...]:
    """Every reference in a prose text, in reading order."""
    return tuple(
        Chip(Ref(found[1], int(found[2])), found[3], found.start(), found.end()) for found in _CHIP.finditer(markdown)
    )


def without_chips(markdown: str) -> str:
    """The prose as people read it: each reference replaced by its label."""
    return _CHIP.sub(lambda found: found[3], markdown) if "[[" in markdown else markdown
