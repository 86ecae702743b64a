"""Talks: planned, prepared, written down, tagged and rated."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from db import rows
from db.files import ask, parsing
from db.history import History
from db.labels import merge_key, named
from db.themes import rounds_of
from enable_desktop.edits import shifted
from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import (
    SEVERITIES,
    Attendee,
    ChosenQuestion,
    Interview,
    Mention,
    Occasion,
    Question,
    Rating,
    RoundTheme,
    Speaker,
    Statement,
    Talk,
    Theme,
    time_in,
)
from enable_desktop.links import Ref
from enable_desktop.people import Group, Hat, Person
from enable_desktop.words import mark

Places = Mapping[int, tuple[int, int] | None]
"""Where statements lie in the notes, by id; None where their words are gone."""

_SCORES: Final = ("importance", "served", "hurts")
_NOTES: Final = "select title, iif(?, notes, '') from interviews where id = ?"
_PLACED: Final = """
select id, start, "end"
from statements
where interview = ? and start is not null and "end" is not null
"""
_OWN_FILES: Final = """
select distinct attachment
from transcript_parts
where interview = ? and attachment is not null
  and attachment not in (
    select attachment from transcript_parts where interview is not ? and attachment is not null
  )
  and not exists (
    select 1
    from links
    where to_kind = 'attachments' and to_id = attachment and not (from_kind = 'interviews' and from_id = ?)
      or from_kind = 'attachments' and from_id = attachment
  )
"""
"""The attached files that hold the transcript of a talk and are used by nothing else."""


class Interviews:
    """Every talk of the programme, with what was asked and said."""

    def __init__(self, connection: sqlite3.Connection, history: History, today: Callable[[], date]) -> None:
        self._connection = connection
        self._history = history
        self._today = today

    # -- lists

    def without_notes(self, interview: int) -> Interview | None:
        """A talk as it stands, but for its notes, which may be a megabyte."""
        return rows.read_without(self._connection, Interview, interview, "notes")

    def listed(self, only: int | None = None) -> tuple[Talk, ...]:
        """Every talk, or one: those ahead by date, the next first; then those held, the last one first."""
        found = ask(
            self._connection,
            'select id, title, occasion, "group", label, "on", begins, minutes, held, '
            "(select count(*) from chosen_questions where interview = interviews.id), "
            "(select count(*) from statements where interview = interviews.id), "
            "(select count(*) from statements where interview = interviews.id and theme is null) from interviews "
            "where ?1 is null or id = ?1",
            only,
        )
        with parsing(self._connection):
            talks = [
                Talk(
                    id=row[0],
                    title=row[1],
                    occasion=Occasion(row[2]),
                    group=Group(row[3]),
                    label=row[4],
                    on=date.fromisoformat(row[5]) if row[5] else None,
                    begins=row[6],
                    minutes=row[7],
                    held=bool(row[8]),
                    chosen=row[9],
                    statements=row[10],
                    untagged=row[11],
                )
                for row in found
            ]
        ahead = sorted((talk for talk in talks if not talk.held), key=_when)
        return (*ahead, *sorted((talk for talk in talks if talk.held), key=_when, reverse=True))

    def speakers(self) -> dict[int, Speaker]:
        """Who spoke in each talk, without reading its notes."""
        found = ask(
            self._connection,
            'select interviews.id, interviews."group", label, coalesce(people.name, interviews.title) from interviews '
            "left join people on people.id = interviews.person",
        )
        with parsing(self._connection):
            return {row[0]: Speaker(group=Group(row[1]), label=row[2], name=row[3]) for row in found}

    def raised_by(self, group: Group, round_id: int | None = None) -> dict[int, int]:
        """How many people of a group raised each theme (by id) in a round or ever; under 0 how many were heard."""
        test = 'held and "group" = ?' + ("" if round_id is None else " and round = ?")
        values = (str(group),) if round_id is None else (str(group), round_id)
        who = "coalesce(person, -interviews.id)"
        heard = ask(self._connection, f"select count(distinct {who}) from interviews where {test}", *values)
        raised = ask(
            self._connection,
            f"select statements.theme, count(distinct {who}) from statements "
            "join interviews on interviews.id = interview "
            f"where statements.theme is not null and {test} group by statements.theme",
            *values,
        )
        return {0: int(heard[0][0]), **{int(theme): int(count) for theme, count in raised}}

    # -- planning

    def plan(self, person: int, **values: Any) -> int:
        """A talk with a person, in the latest round; their group and role are copied, since people get promoted.

        `values` are further fields of the interview. Raises WorkspaceError where there is no such person.
        """
        found = rows.read_one(self._connection, Person, person)
        if found is None:
            raise WorkspaceError(mark("There is no person with the number {id} in this workspace."), id=person)
        with self._history.step(mark("Plan the talk with “{title}”"), title=found.name):
            rounds = rounds_of(self._connection)
            given = {
                "group": found.group,
                "label": found.role,
                "round": rounds[0].id if rounds else None,
                "title": found.name,
                **values,
                "person": person,
            }
            if Hat.STAKEHOLDER not in found.hats and given.get("occasion", Occasion.INTERVIEW) is Occasion.INTERVIEW:
                rows.update(self._connection, Person, person, {"hats": found.hats | {Hat.STAKEHOLDER}})
            return rows.insert(self._connection, Interview, given)

    def plan_meeting(self, title: str, people: tuple[int, ...], **values: Any) -> int:
        """A meeting that is no interview: its people, and what it is about."""
        with self._history.step(mark("Plan the meeting “{title}”"), title=title):
            given = {"occasion": Occasion.OTHER, **values, "title": title, "person": people[0] if people else None}
            made = rows.insert(self._connection, Interview, given)
            for person in people[1:]:
                rows.insert(self._connection, Attendee, {"interview": made, "person": person})
            return made

    def hold(self, interview: int, held: bool = True) -> None:
        """Say that a talk has taken place, or that it has not."""
        found = self._get(interview)
        label = mark("Mark “{title}” as held") if held else mark("Mark “{title}” as planned")
        with self._history.step(label, title=found.title):
            values: dict[str, Any] = {"held": held}
            if held and found.on is None:
                values["on"] = self._today()
            rows.update(self._connection, Interview, interview, values)

    def choose(self, interview: int, question: int) -> int:
        """Pick a question of the bank for a talk, in its words of today; the same one is not picked twice."""
        asked = rows.read_one(self._connection, Question, question)
        if asked is None:
            raise WorkspaceError(mark("This question is not there any more; nothing was changed."))
        for chosen in rows.read_where(self._connection, ChosenQuestion, "interview", interview):
            if chosen.question == question:
                return chosen.id
        with self._history.step(mark("Pick “{title}”"), title=asked.title):
            values = {"title": asked.title, "theme": asked.theme, "minutes": asked.minutes, "question": question}
            return rows.insert(self._connection, ChosenQuestion, {**values, "interview": interview})

    def ask_own(self, interview: int, title: str, *, theme: int | None = None, minutes: int = 5) -> int:
        """A question of one's own for a talk."""
        with self._history.step(mark("Add the question “{title}”"), title=title):
            values = {"title": title, "theme": theme, "minutes": minutes, "interview": interview}
            return rows.insert(self._connection, ChosenQuestion, values)

    def ask_next(self, interview: int, theme: int, title: str, minutes: int = 5) -> int:
        """Take a theme into a talk that is still ahead: one question about it; there already, nothing happens."""
        for chosen in rows.read_where(self._connection, ChosenQuestion, "interview", interview):
            if chosen.theme == theme:
                return chosen.id
        return self.ask_own(interview, title, theme=theme, minutes=minutes)

    # -- notes and statements

    def write(
        self,
        interview: int,
        notes: str,
        places: Places | None = None,
        *,
        by: object | None = None,
        typing: bool = False,
    ) -> None:
        """Store the notes of a talk, and with them where its statements lie now.

        `places` come from whoever followed every edit; without them they are found by comparing the two texts.
        While `typing`, changes merge into one step until a pause.
        """
        found = ask(self._connection, _NOTES, places is None, interview)
        if not found:
            raise _gone()
        title, before = found[0]
        merge = f"interviews:{interview}.notes"
        with self._history.step(mark("Change the notes of “{title}”"), title=title, by=by, merge=merge, more=typing):
            rows.update(self._connection, Interview, interview, {"notes": notes})
            placed = ask(self._connection, _PLACED, interview)
            moved = []
            for id_, start, end in placed:
                place = shifted(start, end, before, notes) if places is None else places.get(id_)
                if place != (start, end):
                    moved.append((*(place or (None, None)), id_))
            # A letter moves every passage behind it.
            self._connection.executemany('update statements set start = ?, "end" = ? where id = ?', moved)

    def tag(
        self, interview: int, start: int, end: int, *, by: object | None = None, theme: int | None = None, **values: Any
    ) -> int:
        """Make a statement of the characters `start` to `end` of the notes; without a theme it waits for one.

        `values` are further fields of the statement. It is quotable where the person may be quoted and nothing else
        is said. Raises WorkspaceError where the passage is empty or the severity is none.
        """
        found = self._get(interview)
        words = found.notes[max(start, 0) : end].strip()
        if not words:
            raise WorkspaceError(mark("There are no words in this passage; nothing was tagged."))
        return self.say(interview, words, by=by, theme=theme, start=start, end=end, **values)

    def say(
        self, interview: int, words: str, *, by: object | None = None, theme: int | None = None, **values: Any
    ) -> int:
        """A statement in these words; its theme counts as raised. See `tag` for `values`."""
        found = self._get(interview)
        severity = values.get("severity")
        if severity is not None and severity not in SEVERITIES:
            raise WorkspaceError(
                mark("A severity is a whole number from 1 to 5; {severity} is none."), severity=severity
            )
        with self._history.step(mark("Tag “{words}”"), words=_short(words), by=by):
            if not found.held:
                # Words that were said mean that the talk took place, and not in the future.
                self.hold(interview)
                if found.on is not None and found.on > self._today():
                    rows.update(self._connection, Interview, interview, {"on": self._today()})
            quotable = self._may_be_quoted(found.person)
            given = {"quotable": quotable, **values, "words": words, "theme": theme, "interview": interview}
            return rows.insert(self._connection, Statement, given)

    def remove(self, interview: int, *, by: object | None = None) -> None:
        """Take a talk out with all that was said in it; the file of its transcript goes where nothing else uses it."""
        found = self._get(interview)
        with self._history.step(mark("Remove {noun} “{title}”"), by=by, **named(Interview, found)):
            files = ask(self._connection, _OWN_FILES, interview, interview, interview)
            self._connection.execute("delete from interviews where id = ?", (interview,))
            self._connection.executemany("delete from attachments where id = ?", files)

    def begin_saying(self, interview: int, words: str, *, by: object | None = None) -> int:
        """A statement whose words are only being typed: what is typed next in them joins the step."""
        with self._history.step(mark("Add a statement"), by=by, more=True):
            made = self.say(interview, words)
            self._history.goes_on_as(merge_key(Ref(Statement.kind, made), ("words",)))
        return made

    def _may_be_quoted(self, person: int | None) -> bool:
        found = rows.read_one(self._connection, Person, person) if person is not None else None
        return found is not None and (found.quote_by_role or found.quote_by_name)

    def statements(self, interview: int) -> tuple[Statement, ...]:
        """What was said in one talk: in the order of its notes, then what was typed in directly."""
        found = rows.read_where(self._connection, Statement, "interview", interview)
        return tuple(sorted(found, key=lambda each: (each.start is None, each.start or 0, each.position, each.id)))

    # -- answers

    def ratings(self, interview: int) -> tuple[Rating, ...]:
        return rows.read_where(self._connection, Rating, "interview", interview)

    def rate(self, interview: int, theme: int, *, by: object | None = None, **scores: Any) -> None:
        """Store what the person answered in the scored core about a theme; that it was asked follows.

        Raises WorkspaceError for a score that is none of 1 to 5.
        """
        for name in _SCORES:
            if scores.get(name) is not None and scores[name] not in SEVERITIES:
                raise WorkspaceError(
                    mark("A score is a whole number from 1 to 5; {score} is none."), score=scores[name]
                )
        with self._history.step(mark("Rate “{theme}”"), theme=self._title_of(theme), by=by):
            rating = self._rating(interview, theme)
            given = any(scores.get(name) is not None for name in _SCORES)
            if given and rating.heard is Mention.NOT_ASKED:
                scores["heard"] = Mention.ASKED
            rows.update(self._connection, Rating, rating.id, scores)

    def hear(self, interview: int, theme: int, heard: Mention, *, by: object | None = None) -> None:
        """Say whether a theme was asked about, and raised, in a talk."""
        with self._history.step(mark("Change what was asked about “{theme}”"), theme=self._title_of(theme), by=by):
            rows.update(self._connection, Rating, self._rating(interview, theme).id, {"heard": heard})

    def ask_core(self, interview: int, asked: bool = True, *, by: object | None = None) -> None:
        """Say that the scored core was used: every theme of the round was asked about, then as it is now."""
        found = self._get(interview)
        with self._history.step(mark("Change what was asked in “{title}”"), title=found.title, by=by):
            rows.update(self._connection, Interview, interview, {"used_core": asked})
            if not asked or found.round is None:
                return
            for each in rows.read_where(self._connection, RoundTheme, "round", found.round):
                if each.theme is not None:
                    rating = self._rating(interview, each.theme)
                    if rating.heard is Mention.NOT_ASKED:
                        rows.update(self._connection, Rating, rating.id, {"heard": Mention.ASKED})

    def _rating(self, interview: int, theme: int) -> Rating:
        """The one answer of a talk about a theme, made where there is none yet."""
        for rating in self.ratings(interview):
            if rating.theme == theme:
                return rating
        made = rows.insert(self._connection, Rating, {"interview": interview, "theme": theme})
        return Rating(id=made, interview=interview, theme=theme)

    # -- inside

    def _get(self, interview: int) -> Interview:
        found = rows.read_one(self._connection, Interview, interview)
        if found is None:
            raise _gone()
        return found

    def _title_of(self, theme: int) -> str:
        found = rows.read_one(self._connection, Theme, theme)
        if found is None:
            raise WorkspaceError(mark("This theme is not there any more; nothing was changed."))
        return found.title


def _gone() -> WorkspaceError:
    return WorkspaceError(mark("This talk is not there any more; nothing was changed."))


def _short(words: str) -> str:
    line = " ".join(words[:200].split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _when(talk: Talk) -> tuple[date, str, int]:
    begins = time_in(talk.begins)
    return talk.on or date.max, begins.isoformat() if begins is not None else "~", talk.id
