"""All that a workspace holds, as one value: what leaves it when somebody leaves the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from enable_desktop.changes import Step
from enable_desktop.fields import Line
from enable_desktop.gaps.report import GapReport
from enable_desktop.links import Ref
from enable_desktop.packs.sent import ExportedItem, PackExport
from enable_desktop.readouts import title_of
from enable_desktop.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """Every record by kind, every setting and step, the charter as text, the gaps, and the attached files by name."""

    name: str
    program: str
    made: datetime
    settings: Mapping[str, str]
    lines: Mapping[str, tuple[Line, ...]]
    steps: tuple[Step, ...]
    charter: str
    gaps: GapReport
    files: tuple[tuple[str, bytes], ...] = ()
    sent: tuple[tuple[PackExport, tuple[ExportedItem, ...]], ...] = ()
    """Every export of a pack with what was in it, the last first."""

    @property
    def currency(self) -> str:
        return self.settings.get("currency", "")


@dataclass(slots=True)
class TitlesOf:
    """What the records of an `Everything` are called."""

    everything: Everything
    words: Words
    _by_ref: dict[Ref, Line] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_ref = {Ref(line.kind, line.id): line for kind in self.everything.lines.values() for line in kind}

    def __call__(self, ref: Ref) -> str:
        line = self._by_ref.get(ref)
        # A record without words of its own is called after another, at most once.
        return title_of(line, self._own, self.words) if line is not None else ""

    def _own(self, ref: Ref) -> str:
        line = self._by_ref.get(ref)
        return title_of(line, lambda _: "", self.words) if line is not None else ""
