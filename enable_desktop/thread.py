"""The golden thread of one record: every stored arrow from what was said to the figure that shows the effect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from enable_desktop.fields import Choice, Line
from enable_desktop.links import Link, Reason, Ref
from enable_desktop.words import mark


class Stage(Choice):
    """The stations of the thread, in its order."""

    SAID = "said", mark("What was said")
    THEME = "theme", mark("The gap")
    LINE = "line", mark("In the charter")
    INITIATIVE = "initiative", mark("What is done")
    MEASURE = "measure", mark("What shows it")


_ORDER: Final = tuple(Stage)
_LINES: Final = (
    "sections", "business_case", "figures", "priorities", "objectives", "scope_areas", "value_promises", "criteria",
    "obstacles", "assumptions", "responsibilities", "commitments", "request_kinds", "meetings", "decision_rights",
)  # fmt: skip
_STAGES: Final[Mapping[str, Stage]] = {
    "statements": Stage.SAID,
    "themes": Stage.THEME,
    **dict.fromkeys(_LINES, Stage.LINE),
    "initiatives": Stage.INITIATIVE,
    "measures": Stage.MEASURE,
}
_KINDS: Final = tuple(_STAGES)

FIELDS: Final = (
    ("statements", "theme", "themes", mark("is about")),
    ("objectives", "priority", "priorities", Reason.SERVES.label),
    ("business_case", "priority", "priorities", Reason.SERVES.label),
    ("initiatives", "priority", "priorities", Reason.SERVES.label),
    ("initiatives", "measure", "measures", Reason.MEASURES.label),
    ("criteria", "measure", "measures", Reason.MEASURES.label),
)
"""The fields that are arrows too: of which kind, which field, to which kind, and why (marked)."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one record to another, with its reason (marked), read from the first to the second."""

    start: Ref
    end: Ref
    reason: str


ArrowsOf = Callable[[Sequence[Ref]], Iterable[Arrow]]
"""Every arrow that starts or ends at any of some records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """What hangs together with one record, by station, and the arrows between all of that."""

    start: Ref
    stations: Mapping[Stage, tuple[Ref, ...]]
    arrows: tuple[Arrow, ...]

    def at(self, stage: Stage) -> tuple[Ref, ...]:
        return self.stations.get(stage, ())

    def from_(self, ref: Ref) -> tuple[Arrow, ...]:
        """The arrows that start at a record."""
        return tuple(arrow for arrow in self.arrows if arrow.start == ref)

    def cited(self) -> frozenset[Ref]:
        """The words that something else than their theme leans on."""
        said = frozenset(self.at(Stage.SAID))
        others = (pair for arrow in self.arrows for pair in ((arrow.start, arrow.end), (arrow.end, arrow.start)))
        return frozenset(here for here, there in others if here in said and stage_of(there) is not Stage.THEME)


def stage_of(ref: Ref) -> Stage | None:
    """Which station a record is, None for one that is no part of any thread."""
    return _STAGES.get(ref.kind)


def link_arrow(link: Link) -> Arrow:
    """A link as an arrow."""
    return Arrow(link.start, link.end, link.reason.label)


def field_arrows(line: Line) -> Iterator[Arrow]:
    """The arrows that start in the fields of a record."""
    for kind, field, other, reason in FIELDS:
        value = getattr(line, field) if line.kind == kind else None
        if value is not None:
            yield Arrow(Ref(kind, line.id), Ref(other, value), reason)


def thread(start: Ref, arrows_of: ArrowsOf) -> Thread:
    """The thread that goes through a record, in both directions and never back on itself.

    From a line of the charter also the initiatives that answer its themes, and from an initiative the lines that rest
    on its themes: there the thread goes through the theme. Raises ValueError for a record that is no station.
    """
    if stage_of(start) is None:
        raise ValueError(f"No thread goes through {start}")
    walk = _Walk(arrows_of)
    walk.found[start] = None
    beside, leaning = walk.beside(start)
    walk.found.update(dict.fromkeys((*beside, *leaning)))
    before = walk.along([start, *leaning], forward=False)
    walk.along([start], forward=True)
    themes = [ref for ref in before if stage_of(ref) is Stage.THEME]
    if stage_of(start) is Stage.LINE:
        answers = walk.neighbours(themes, Stage.INITIATIVE)
        walk.along(answers, forward=True)
    elif stage_of(start) is Stage.INITIATIVE:
        walk.neighbours(themes, Stage.LINE)
    return walk.thread(start)


class _Walk:
    """Goes along arrows, a station at a time, and keeps whom it met."""

    def __init__(self, arrows_of: ArrowsOf) -> None:
        self._arrows_of = arrows_of
        self._arrows: dict[Ref, tuple[Arrow, ...]] = {}
        self.found: dict[Ref, None] = {}

    def _at(self, refs: Iterable[Ref]) -> dict[Ref, tuple[Arrow, ...]]:
        """The arrows at each of these; those not asked for yet are asked for together."""
        wanted = tuple(dict.fromkeys(refs))
        missing = [ref for ref in wanted if ref not in self._arrows]
        if missing:
            several: dict[Ref, dict[Arrow, None]] = {ref: {} for ref in missing}
            for arrow in self._arrows_of(missing):
                if stage_of(arrow.start) is None or stage_of(arrow.end) is None:
                    continue
                for end in (arrow.start, arrow.end):
                    if end in several:
                        several[end][arrow] = None
            self._arrows.update({ref: tuple(arrows) for ref, arrows in several.items()})
        return {ref: self._arrows[ref] for ref in wanted}

    def beside(self, start: Ref) -> tuple[list[Ref], list[Ref]]:
        """What stands at the same station: what the start leans on, and what leans on the start."""
        leans_on, leaning = [], []
        for arrow in self._at([start])[start]:
            if stage_of(arrow.start) is stage_of(arrow.end) and arrow.start != arrow.end:
                if arrow.start == start:
                    leans_on.append(arrow.end)
                else:
                    leaning.append(arrow.start)
        return leans_on, leaning

    def along(self, starts: Iterable[Ref], *, forward: bool) -> list[Ref]:
        """Everything that can be reached from some records station by station, in one direction."""
        frontier, reached = list(starts), dict[Ref, None]()
        while frontier:
            following: dict[Ref, None] = {}
            for ref, arrows in self._at(frontier).items():
                for arrow in arrows:
                    other = arrow.end if arrow.start == ref else arrow.start
                    if (
                        other not in reached
                        and _place(other) != _place(ref)
                        and (_place(other) > _place(ref)) is forward
                    ):
                        following[other] = None
            reached.update(following)
            frontier = list(following)
        self.found.update(reached)
        return list(reached)

    def neighbours(self, refs: Iterable[Ref], stage: Stage) -> list[Ref]:
        """What stands at a station, one arrow away from any of these."""
        met: dict[Ref, None] = {}
        for ref, arrows in self._at(refs).items():
            for arrow in arrows:
                other = arrow.end if arrow.start == ref else arrow.start
                if stage_of(other) is stage:
                    met[other] = None
        self.found.update(met)
        return list(met)

    def thread(self, start: Ref) -> Thread:
        arrows = dict.fromkeys(arrow for several in self._at(self.found).values() for arrow in several)
        inside = tuple(arrow for arrow in arrows if arrow.start in self.found and arrow.end in self.found)
        stations = {
            stage: tuple(sorted((ref for ref in self.found if stage_of(ref) is stage), key=_by_kind))
            for stage in _ORDER
        }
        return Thread(start=start, stations={stage: refs for stage, refs in stations.items() if refs}, arrows=inside)


def _place(ref: Ref) -> int:
    return _ORDER.index(_STAGES[ref.kind])


def _by_kind(ref: Ref) -> tuple[int, int]:
    """In the order of the charter."""
    return _KINDS.index(ref.kind), ref.id
