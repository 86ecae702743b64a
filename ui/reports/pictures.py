"""The small pictures of reports that were drawn already, for every window and for the next time a workspace is opened.

They are kept in memory alone: they show what stands in a workspace, and nothing of that lies anywhere but in its file.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from db.workspace import Workspace
    from enable_desktop.reports import Choices

_KEPT: Final = 60
"""A picture takes about 50 KB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Of what a picture was drawn: the file as it was on a day, a report, what was chosen, how wide it is."""

    file: tuple[str, int, int]
    day: str
    report: str
    choices: tuple[tuple[str, str], ...]
    wide: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The first page of a report, and how many there are."""

    pages: int
    image: QImage


class Pictures:
    """The pictures drawn last."""

    def __init__(self) -> None:
        self._drawn: OrderedDict[Seen, Drawn] = OrderedDict()

    def get(self, seen: Seen) -> Drawn | None:
        """A picture of exactly this, if it was drawn."""
        found = self._drawn.get(seen)
        if found is not None:
            self._drawn.move_to_end(seen)
        return found

    def keep(self, seen: Seen, drawn: Drawn) -> None:
        """Remember a picture; of many the one not looked at for the longest time goes."""
        self._drawn[seen] = drawn
        self._drawn.move_to_end(seen)
        while len(self._drawn) > _KEPT:
            self._drawn.popitem(last=False)


def seen_of(workspace: Workspace, report: str, wanted: Choices, wide: int) -> Seen | None:
    """What a picture drawn now is a picture of; None where the file is not in its place."""
    try:
        about = workspace.path.stat()
    except OSError:
        return None
    file = (str(workspace.path.absolute()), about.st_mtime_ns, about.st_size)
    return Seen(
        file=file, day=workspace.today.isoformat(), report=report, choices=tuple(sorted(wanted.items())), wide=wide
    )
