"""An asset as a list shows it: what its row says, with what is known of its file and its use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from enable_desktop.library.assets import Status
from enable_desktop.library.places import is_web
from enable_desktop.words import mark

MOVED_DAYS: Final = 14
"""So long it is told that a file was moved."""
WEEKS: Final = 12
"""So many weeks of use are shown."""
MISSING: Final = "missing"
MOVED: Final = "moved"
ONLINE: Final = "online only"
BROKEN: Final = "broken"
SIGNS: Final = {
    MISSING: mark("Missing"),
    BROKEN: mark("Broken link"),
    MOVED: mark("Moved"),
    ONLINE: mark("Online only"),
}
"""What may be wrong with an asset's file, the worst first; a row shows one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One row. `sort` is the id of its kind; `state` is that of its file; `broken` counts the broken links in it.

    `weeks` are the uses of the last twelve weeks, this one last; none where nothing was imported for it.
    """

    id: int
    title: str
    sort: int | None = None
    location: str = ""
    status: Status = Status.DRAFT
    pages: int | None = None
    seconds: int | None = None
    reviewed: date | None = None
    due: date | None = None
    state: str = ""
    broken: int = 0
    weeks: tuple[int, ...] = ()

    @property
    def sign(self) -> str:
        """The worst that is known of its file, one of `SIGNS`, or empty."""
        if self.state == MISSING:
            return MISSING
        if self.broken:
            return BROKEN
        return self.state if self.state in SIGNS else ""

    @property
    def is_web(self) -> bool:
        return is_web(self.location)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A file was found in another place: by which step that was noted, when, and where it was before."""

    step: int
    on: date
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How many assets there are besides the retired ones, and how many of these were reviewed in time."""

    total: int = 0
    on_time: int = 0
    retired: int = 0
