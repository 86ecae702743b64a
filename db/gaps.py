"""What the talks of a round say about its themes, read for the statistics: one voice a person and theme."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from db import rows
from db.files import ask, parsing
from enable_desktop.gaps.said import Said
from enable_desktop.gaps.voices import Voice
from enable_desktop.interviews import Mention, RatedBy, Sort, Statement
from enable_desktop.people import Group, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which talks count: of a round, of a department, of a period; empty for all."""

    round: int | None = None
    department: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class _Talk:
    """A talk that counts; somebody who has left the directory is still one person, for each talk another."""

    person: int
    group: Group
    on: date | None
    label: str
    department: str


@dataclass(slots=True)
class _Answer:
    """What one person said of one theme in all their talks that count."""

    mention: Mention = Mention.NOT_ASKED
    own: int | None = None
    tagged: int | None = None
    tagged_by_person: bool = False


def _answer(answers: dict[tuple[int, int], _Answer], key: tuple[int, int]) -> _Answer:
    found = answers.get(key)
    if found is None:
        found = answers[key] = _Answer()
    return found


class Gaps:
    """The voices behind the gaps."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def voices(self, which: Filter) -> tuple[Voice, ...]:
        """One voice for each person and theme that the person was asked about or raised.

        A person's own rating wins over tagged severities, of several ratings the last, of several tags the highest.
        Somebody heard twice stands in the group of the last talk.
        """
        with parsing(self._connection):
            talks = self._talks(which)
            group_of = {talk.person: talk.group for talk in talks.values()}
            answers = self._answers(talks)
            return tuple(
                Voice(
                    person=person,
                    group=group_of[person],
                    theme=theme,
                    mention=answer.mention,
                    severity=answer.own if answer.own is not None else answer.tagged,
                    own=answer.own is not None or (answer.tagged is not None and answer.tagged_by_person),
                )
                for (person, theme), answer in answers.items()
                if answer.mention is not Mention.NOT_ASKED
            )

    def _talks(self, which: Filter) -> dict[int, _Talk]:
        """The talks that count, by id, the last of each person last."""
        tests: list[str] = ["held"]
        values: list[object] = []
        for test, value in (
            ("round = ?", which.round),
            ("people.department = ?", which.department or None),
            ('"on" >= ?', which.since.isoformat() if which.since is not None else None),
            ('"on" <= ?', which.until.isoformat() if which.until is not None else None),
        ):
            if value is not None:
                tests.append(test)
                values.append(value)
        found = ask(
            self._connection,
            'select interviews.id, coalesce(person, -interviews.id), interviews."group", "on", label, '
            "coalesce(people.department, '') from interviews "
            f"left join people on people.id = interviews.person where {' and '.join(tests)} "
            'order by "on", interviews.id',
            *values,
        )
        with parsing(self._connection):
            return {
                row[0]: _Talk(row[1], Group(row[2]), date.fromisoformat(row[3]) if row[3] else None, row[4], row[5])
                for row in found
            }

    def _answers(self, talks: dict[int, _Talk]) -> dict[tuple[int, int], _Answer]:
        answers: dict[tuple[int, int], _Answer] = {}
        for interview, theme, heard, hurts in ask(
            self._connection,
            "select interview, ratings.theme, heard, hurts from ratings join interviews on interviews.id = interview "
            'where held and ratings.theme is not null order by "on", interviews.id, ratings.id',
        ):
            talk = talks.get(interview)
            if talk is None:
                continue
            answer = _answer(answers, (talk.person, theme))
            mention = Mention(heard)
            if hurts is not None and mention is Mention.NOT_ASKED:
                mention = Mention.ASKED
            answer.mention = answer.mention.or_stronger(mention)
            answer.own = hurts if hurts is not None else answer.own
        # Asked for once, not for each of thousands of statements.
        raised, problem = Mention.RAISED, str(Sort.PROBLEM)
        for interview, theme, sort, severity, rated_by in ask(
            self._connection,
            "select interview, theme, sort, severity, rated_by from statements where theme is not null order by id",
        ):
            talk = talks.get(interview)
            if talk is None:
                continue
            answer = _answer(answers, (talk.person, theme))
            answer.mention = raised
            if sort == problem and severity is not None and severity > (answer.tagged or 0):
                answer.tagged, answer.tagged_by_person = severity, rated_by == RatedBy.PERSON
        return answers

    def mentions(self, which: Filter) -> tuple[tuple[Group, int, Sort], ...]:
        """For every tagged statement of the talks that count: whose it is, its theme, its kind; without its words."""
        talks = self._talks(which)
        found = ask(self._connection, "select interview, theme, sort from statements where theme is not null")
        with parsing(self._connection):
            return tuple((talks[row[0]].group, row[1], Sort(row[2])) for row in found if row[0] in talks)

    def count_mentions(self, which: Filter) -> int:
        """How many tagged statements the talks that count hold."""
        talks = self._talks(which)
        found = ask(
            self._connection, "select interview, count(*) from statements where theme is not null group by interview"
        )
        return sum(count for interview, count in found if interview in talks)

    def said(self, which: Filter, themes: Iterable[int] | None = None) -> tuple[Said, ...]:
        """Every tagged statement of the talks that count, worst first; of these themes only, where they are given."""
        talks = self._talks(which)
        wanted = None if themes is None else set(themes)
        if wanted is not None and len(wanted) == 1:
            statements = rows.read_where(self._connection, Statement, "theme", next(iter(wanted)))
        else:
            statements = rows.read_all(self._connection, Statement)
        tagged = [
            (statement, talks[statement.interview])
            for statement in statements
            if statement.interview in talks
            and statement.theme is not None
            and (wanted is None or statement.theme in wanted)
        ]
        speakers = {talk.person for _, talk in tagged}
        people = {person.id: person for person in rows.read_these(self._connection, Person, speakers)}
        found = [
            Said(statement=statement, person=people.get(talk.person), group=talk.group, label=talk.label, on=talk.on)
            for statement, talk in tagged
        ]
        return tuple(sorted(found, key=lambda each: (-(each.statement.severity or 0), each.statement.id)))

    def planned(self, round_id: int | None = None) -> dict[tuple[Group, str], int]:
        """How many people who were not heard in a round have a talk planned in it, by group and department."""
        test = "" if round_id is None else "and round = ?"
        values = () if round_id is None else (round_id,)
        found = ask(
            self._connection,
            'select interviews."group", people.department, count(distinct person) from interviews '
            f"join people on people.id = person where occasion = 'interview' {test} and not exists "
            "(select 1 from interviews as other where other.person = interviews.person and other.held "
            "and other.round is interviews.round) "
            'group by interviews."group", people.department',
            *values,
        )
        with parsing(self._connection):
            return {(Group(row[0]), row[1]): int(row[2]) for row in found}

    def known(self) -> dict[tuple[Group, str], int]:
        """How many people the directory knows, by group and department."""
        found = ask(self._connection, 'select "group", department, count(*) from people group by "group", department')
        with parsing(self._connection):
            return {(Group(row[0]), row[1]): int(row[2]) for row in found}

    def period(self, which: Filter) -> tuple[date | None, date | None]:
        """The days of the first and of the last talk that counts."""
        days = sorted(talk.on for talk in self._talks(which).values() if talk.on is not None)
        return (days[0], days[-1]) if days else (None, None)

    def heard(self, which: Filter) -> dict[tuple[Group, str], int]:
        """How many people were heard, by group and department."""
        seen = {talk.person: (talk.group, talk.department) for talk in self._talks(which).values()}
        counts: dict[tuple[Group, str], int] = {}
        for place in seen.values():
            counts[place] = counts.get(place, 0) + 1
        return counts
