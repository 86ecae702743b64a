"""What happened to the workspace: the notice that every page refreshes from, and the steps of the history."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from enable_desktop.fields import Choice
from enable_desktop.links import Ref
from enable_desktop.words import Sentence, mark


class Origin(Choice):
    """Who made a step."""

    PERSON = "person", mark("You")
    AUTOMATIC = "automatic", mark("Automatic")
    IMPORT = "import", mark("Import")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """One notice: what was done, and which records it touched; `source` is the widget that did it, if one did."""

    label: Sentence
    touched: frozenset[Ref]
    origin: Origin = Origin.PERSON
    source: object | None = None
    kinds: frozenset[str] = field(init=False)
    """Told once for all who hear of it: an import touches a hundred thousand records."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "kinds", frozenset(ref.kind for ref in self.touched))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One entry of the history; a step that can no longer be taken back is `settled`."""

    id: int
    label: Sentence
    origin: Origin
    at: datetime
    undone: bool = False
    settled: bool = False
