"""What was heard, for the tests of reports: people, voices and what was said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import count

from hypothesis import strategies as st

from enable_desktop.everybody import Everybody, everybody_of
from enable_desktop.gaps.report import Findings
from enable_desktop.gaps.said import Said
from enable_desktop.gaps.voices import Voice
from enable_desktop.interviews import Mention, Sort, Statement, Theme
from enable_desktop.people import Group, Person
from tests.enable_desktop.gaps.people import SAMPLE, severities

TODAY = date(2026, 3, 12)
TITLES = {
    "content": "Finding current content",
    "forecast": "Forecast and CRM upkeep",
    "discovery": "Depth of discovery calls",
    "compete": "Answers to competitors",
    "handover": "Hand-over from SDR to AE",
    "ramp": "Ramp-up of new hires",
    "coaching": "Coaching time with managers",
    "security": "Security questionnaires",
    "discount": "Discounting under pressure",
}


def name_of(number: int) -> str:
    """A name as people have them: no digits."""
    letters = f"{chr(97 + number // 26)}{chr(97 + number % 26)}"
    return f"First{letters} Last{letters}"


def person(number: int, group: Group, role: str = "", **values: object) -> Person:
    consent: dict[str, object] = {"quote_by_role": True, **values}
    return Person(id=number, name=name_of(number), role=role, group=group, **consent)  # type: ignore[arg-type]  # fields of a person


def said_by(voices: Iterable[Voice], people: Iterable[Person]) -> Iterator[Said]:
    """A problem of everybody who raised a theme."""
    by_id = {each.id: each for each in people}
    for voice in voices:
        if voice.mention is Mention.RAISED:
            yield Said(
                # An id of their own for each person and theme, whatever else was said.
                statement=Statement(
                    id=voice.person * 100 + voice.theme,
                    words=f"Words {voice.person} on {voice.theme}",
                    theme=voice.theme,
                    severity=voice.severity,
                    quotable=voice.person % 4 != 3,
                ),
                person=by_id[voice.person],
                group=voice.group,
                label="",
                on=None,
            )


@dataclass(frozen=True, kw_only=True)
class Known(Everybody):
    """Everybody, with their records."""

    people: tuple[Person, ...]


def known(people: Iterable[Person]) -> Known:
    there = tuple(people)
    told = everybody_of(there)
    return Known(**{each.name: getattr(told, each.name) for each in fields(Everybody)}, people=there)


def people_of(findings: Findings) -> tuple[Person, ...]:
    """The records of whom findings tell."""
    assert isinstance(findings.people, Known)
    return findings.people.people


def findings_of(people: Sequence[Person], voices: Sequence[Voice], titles: Sequence[str], **values: object) -> Findings:
    """All people were heard; themes count from 1."""
    heard = {group: sum(each.group is group for each in people) for group in Group}
    return replace(
        Findings(
            voices=tuple(voices),
            said=tuple(said_by(voices, people)),
            themes=tuple(Theme(id=place, title=title) for place, title in enumerate(titles, 1)),
            heard={group: number for group, number in heard.items() if number},
            people=known(people),
            first=date(2026, 1, 13),
            last=date(2026, 3, 10),
            today=TODAY,
            company="Sample Co",
        ),
        **values,  # type: ignore[arg-type]  # fields of the findings
    )


def sample_findings(**values: object) -> Findings:
    """The sample as it was designed: 4 leaders and 9 reps, all asked about nine themes."""
    people = [person(number, Group.LEADERSHIP, "Chief") for number in range(1, 5)]
    people += [person(number, Group.REP, "AE" if number < 12 else "SDR") for number in range(5, 14)]
    voices = []
    for theme, (leaders, reps) in enumerate(SAMPLE.values(), 1):
        for group, given in ((Group.LEADERSHIP, leaders), (Group.REP, reps)):
            numbers = [each.id for each in people if each.group is group]
            for place, number in enumerate(numbers):
                raised = place < len(given)
                voices.append(
                    Voice(
                        person=number,
                        group=group,
                        theme=theme,
                        mention=Mention.RAISED if raised else Mention.ASKED,
                        severity=given[place] if raised else None,
                    )
                )
    return findings_of(people, voices, [TITLES[name] for name in SAMPLE], **values)


@st.composite
def any_answer(draw: st.DrawFn, number: int, group: Group, theme: int) -> Voice:
    """Somebody who was asked: raised or not, rated or not."""
    mention = draw(st.sampled_from((Mention.RAISED, Mention.ASKED)))
    severity = draw(st.none() | severities)
    own = severity is not None and draw(st.booleans())
    return Voice(person=number, group=group, theme=theme, mention=mention, severity=severity, own=own)


@st.composite
def any_findings(draw: st.DrawFn, themes: int = 3) -> Findings:
    """A few people of a few groups, each asked about some of the themes."""
    numbers = count(1)
    people: list[Person] = []
    voices: list[Voice] = []
    sizes = {Group.LEADERSHIP: 5, Group.REP: 7, Group.SALES_MANAGER: 4, Group.MARKETING: 2}
    for group, most in sizes.items():
        for _ in range(draw(st.integers(0, most))):
            made = person(next(numbers), group, draw(st.sampled_from(("", "AE", "Chief"))))
            people.append(made)
            for theme in draw(st.sets(st.integers(1, themes))):
                voices.append(draw(any_answer(made.id, group, theme)))
    titles = [f"Theme {place}" for place in range(1, themes + 1)]
    return findings_of(people, voices, titles, threshold=draw(st.sampled_from((3, 3, 4))))


def with_other_words(findings: Findings, sort: Sort, group: Group, theme: int, words: str) -> Findings:
    """The same, and somebody of a group said this too."""
    speaker = next(each for each in people_of(findings) if each.group is group)
    statement = Statement(id=9_000 + len(findings.said), words=words, theme=theme, sort=sort, quotable=True)
    return replace(
        findings, said=(*findings.said, Said(statement=statement, person=speaker, group=group, label="", on=None))
    )
