"""What justifies the lines of a charter: the far ends of their links, as they are shown and as a version keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final

from enable_desktop.fields import Field, Line, Shape, choice, day, flag, number, person, prose, text, whole
from enable_desktop.gaps.verdicts import Verdict
from enable_desktop.kinds import KINDS
from enable_desktop.links import Link, Reason, Ref
from enable_desktop.people import Group, Person
from enable_desktop.quoting import quoted
from enable_desktop.words import Words, mark

if TYPE_CHECKING:
    from enable_desktop.charter.content import Charter

EVIDENCE: Final = Field(name="evidence", label=mark("Evidence"), shape=Shape.RECORD)
"""What a comparison calls the notes of a line."""

OF_A_TALK: Final = frozenset({"ratings", "attendees", "chosen_questions"})
"""What is called after its talk, and so after a person."""

_SAID: Final = frozenset({Person.kind, "interviews", "statements", *OF_A_TALK})
"""What stands for somebody: never by name, only by role or side."""

_SECTIONS: Final = frozenset({"sections", "business_case"})
"""What the program itself has named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Line):
    """The far end of a link as it was shown: its title, the words quoted, its figures, and who said it.

    The id is that of the link. `role` is empty where too few people hold it; `person` is whose words these are, so
    that they can be withheld. Neither that nor the title of what somebody said is ever printed. A theme has the figures
    of both sides as an outsider may know them, from `least` people on; 0 where nobody was heard.
    """

    kind: ClassVar[str] = "shown"
    end_kind: str = text(mark("Kind"))
    end_id: int = whole(mark("To"), 0)
    title: str = text(mark("Title"))
    quote: str = prose(mark("What was said"))
    is_quote: bool = flag(mark("Word for word"), True)
    source: str = text(mark("Source"))
    role: str = text(mark("Role"))
    group: Group = choice(mark("Group"), Group.OTHER)
    person: int | None = person(mark("Person"))
    unit: str = text(mark("Unit"))
    baseline: float | None = number(mark("Baseline"))
    target: float | None = number(mark("Target"))
    value: float | None = number(mark("Value"))
    on: date | None = day(mark("Date"))
    least: int = whole(mark("Fewest people with figures"), 0)
    leaders_asked: int | None = whole(mark("Leaders asked"))
    leaders_raised: int | None = whole(mark("Leaders who raised it"))
    leaders_mean: float | None = number(mark("Mean severity of leadership"))
    reps_asked: int | None = whole(mark("Reps asked"))
    reps_raised: int | None = whole(mark("Reps who raised it"))
    reps_mean: float | None = number(mark("Mean severity of reps"))
    verdict: Verdict = choice(mark("Verdict"), Verdict.TOO_FEW)

    @property
    def end(self) -> Ref:
        return Ref(self.end_kind, self.end_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words or figures that justify a line; anonymised by whoever gathered them."""

    line: Ref
    text: str
    source: str = ""


def evidence_of(charter: Charter, words: Words) -> Iterator[Evidence]:
    """The notes of a charter that knows its links."""
    for link, shown in justified(charter):
        told, source = note_of(shown, words)
        yield Evidence(line=link.start, text=told, source=source)


def justified(charter: Charter) -> Iterator[tuple[Link, Shown]]:
    """The links that justify a line, each with what it leads to, in their order."""
    by_link: Mapping[int, Shown] = {shown.id: shown for shown in charter.all(Shown)}
    for link in charter.all(Link):
        shown = by_link.get(link.id)
        if link.reason is Reason.EVIDENCE and shown is not None and shown.end == link.end:
            yield link, shown


def note_of(shown: Shown, words: Words) -> tuple[str, str]:
    """What a note says, and its source; nobody is named."""
    noun = words(KINDS[shown.end_kind].noun) if shown.end_kind in KINDS else ""
    if shown.end_kind == "measures":
        return _figures(shown, words), shown.source
    if shown.end_kind == "themes" and shown.least:
        return _gap(shown, words)
    if shown.end_kind in _SAID:
        said_by = shown.role or words(shown.group.label)
        if shown.end_kind == Person.kind:
            return said_by, ""
        if shown.end_kind != "statements":
            return noun, said_by
        if not shown.quote:
            return words(mark("Words that may not be quoted")), said_by
        quote = " ".join(shown.quote.split())
        return quoted(quote, words, is_literal=shown.is_quote), said_by
    return words(shown.title) if shown.end_kind in _SECTIONS else shown.title, noun


def cited(told: str, source: str) -> str:
    """A note in one line, its source in brackets."""
    return f"{told} ({source})" if source else told


def name_of(shown: Shown, words: Words) -> str:
    """What the far end is called inside the program."""
    return (words(shown.title) if shown.end_kind in _SECTIONS else shown.title) or note_of(shown, words)[0]


def pairs(links: Iterable[Link], kinds: Iterable[str]) -> frozenset[tuple[Ref, Ref]]:
    """Which lines of these kinds are justified by what."""
    kinds = frozenset(kinds)
    return frozenset(
        (link.start, link.end) for link in links if link.reason is Reason.EVIDENCE and link.from_kind in kinds
    )


def _gap(shown: Shown, words: Words) -> tuple[str, str]:
    """How both sides see a theme, and up to when they were heard."""
    # Loaded here: the statistics are needed only where a gap is told.
    from enable_desktop.anonymity import Figures
    from enable_desktop.gaps.report_rows import said_in_one_line

    leadership = Figures(shown.leaders_asked, shown.leaders_raised, None, shown.leaders_mean)
    reps = Figures(shown.reps_asked, shown.reps_raised, None, shown.reps_mean)
    said = said_in_one_line(shown.title, leadership, reps, shown.verdict, shown.least, words)
    return said, words(mark("Interviews up to {day}"), day=shown.on) if shown.on is not None else ""


def _figures(shown: Shown, words: Words) -> str:
    """A measure as evidence: where it stood, and the last reading."""
    start, goal = words.quantity(shown.baseline, shown.unit), words.quantity(shown.target, shown.unit)
    if shown.on is not None:
        last = words.quantity(shown.value, shown.unit)
        return words("{measure}: {value} on {day}", measure=shown.title, value=last, day=shown.on)
    if start and goal:
        return words("{measure}: {start}, to become {goal}", measure=shown.title, start=start, goal=goal)
    return f"{shown.title}: {start}" if start else shown.title
