"""The thread of one record as it is printed: plain data that names nobody who was heard."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from enable_desktop.charter.evidence import Shown, name_of, note_of
from enable_desktop.charter.report import PageSize
from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref
from enable_desktop.thread import Stage, Thread
from enable_desktop.words import Words, mark

MOST_SAID: Final = 6
"""So many things said are shown of a thread; those that something leans on come first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One record of the thread in words; `arrows` are what it leans on, `is_start` the record that was asked for."""

    text: str
    source: str = ""
    arrows: tuple[str, ...] = ()
    is_start: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A station of the thread with its steps; `more` things said are left out."""

    stage: Stage
    steps: tuple[Step, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadReport:
    """What an exporter of a thread is given."""

    title: str
    noun: str
    stations: tuple[Station, ...]
    today: date
    company: str = ""
    page: PageSize = PageSize.A4


def shown_said(
    thread: Thread, severity_of: Callable[[Ref], int], silent: Container[Ref] = ()
) -> tuple[tuple[Ref, ...], int]:
    """The things said that are shown: the one asked for, then those that something leans on, then the most severe.

    And how many are left out, among them all of the `silent` that nothing leans on.
    """
    cited = thread.cited()
    needed = cited | {thread.start}
    ordered = sorted(
        thread.at(Stage.SAID), key=lambda ref: (ref != thread.start, ref not in cited, -severity_of(ref), ref.id)
    )
    told = [ref for ref in ordered if ref in needed or ref not in silent]
    kept = told[: max(MOST_SAID, sum(ref in needed for ref in told))]
    return tuple(kept), len(ordered) - len(kept)


def thread_report(
    thread: Thread,
    shown: Mapping[Ref, Shown],
    said: tuple[Sequence[Ref], int],
    words: Words,
    *,
    today: date,
    company: str = "",
    page: PageSize = PageSize.A4,
) -> ThreadReport:
    """The report on a thread; `shown` is what each record says to an outsider, `said` what is shown of the words."""

    def step(ref: Ref) -> Step:
        text, source = note_of(shown[ref], words)
        # Words of somebody are never called by themselves: they might not be quotable.
        others = (arrow for arrow in thread.from_(ref) if arrow.end in shown and arrow.end.kind != "statements")
        is_said = ref.kind == "statements"
        arrows = tuple(
            words(mark("{reason} “{title}”"), reason=words(arrow.reason), title=name_of(shown[arrow.end], words))
            for arrow in others
        )
        return Step(text=text, source=source, arrows=() if is_said else arrows, is_start=ref == thread.start)

    stations = []
    for stage in Stage:
        refs = said[0] if stage is Stage.SAID else thread.at(stage)
        steps = tuple(step(ref) for ref in refs if ref in shown)
        stations.append(Station(stage=stage, steps=steps, more=said[1] if stage is Stage.SAID else 0))
    start = shown[thread.start]
    return ThreadReport(
        title=name_of(start, words),
        noun=words(KINDS[thread.start.kind].noun),
        stations=tuple(stations),
        today=today,
        company=company,
        page=page,
    )


NONE_YET: Final[Mapping[Stage, str]] = {
    Stage.SAID: mark("No words yet"),
    Stage.THEME: mark("No theme yet"),
    Stage.LINE: mark("Not in the charter yet"),
    Stage.INITIATIVE: mark("No initiative yet"),
    Stage.MEASURE: mark("No measure yet"),
}
"""What is said of a station that the thread does not reach."""
