"""A list of statements as a plan: people, themes, one interview for each person and date, and what was said in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from enable_desktop.imports import (
    Add,
    AddMany,
    Change,
    Entry,
    Fate,
    Lines,
    Made,
    Part,
    Plan,
    Write,
    how_read,
    rejected_rows,
)
from enable_desktop.incoming import BadRow, Rows
from enable_desktop.interviews import Interview, Mention, Rating, Round, RoundTheme, Statement, Theme
from enable_desktop.people import Hat, Person, folded
from enable_desktop.statement_list import Standing, StatementList, Talk
from enable_desktop.statement_rows import Statements
from enable_desktop.words import Counted, Sentence, Words, counted, mark, sentence

_ROUND: Final = "round"
_NAMED: Final = 1_000
"""How many titles are told of one kind."""
_WARNED: Final = 10


def plan_statements(name: str, table: Rows, standing: Standing, words: Words, languages: Sequence[Words]) -> Plan:
    """What a table of this name does to a programme; groups and kinds may be written in any of the languages.

    The table is gone through here, and once more when its statements are stored, so that it is never in memory whole.
    Raises WorkspaceError where it holds too many rows.
    """
    rows = Statements(table, standing.today, languages)
    found = StatementList(standing)
    found.take(rows)
    return _Planner(name, rows, found, words).plan()


class _Planner:
    """The plan of what was found."""

    def __init__(self, name: str, rows: Statements, found: StatementList, words: Words) -> None:
        self.name = name
        self.rows = rows
        self.table = rows.table
        self.found = found
        self.standing = found.standing
        self.words = words
        self.talks = {talk: number for number, talk in enumerate(found.talks)}

    def plan(self) -> Plan:
        return Plan(
            label=sentence(mark("Import the statements from “{name}”"), name=self.name),
            writes=tuple(self._writes()),
            came=tuple(self._came()),
            parts=tuple(self._parts()),
            warnings=tuple(self._warnings()),
            notes=tuple(self._notes()),
            rejected=rejected_rows(self.table, self.found.rejected),
            header=self.table.header,
            details=self._details(),
        )

    # -- what is stored

    def _writes(self) -> Iterator[Write]:
        if not self.found.talks:
            return
        for key, title in self.found.titles.items():
            if self.found.known_theme(key) is None:
                yield Add(record=Theme, values={"title": title}, key=f"theme {key}")
        yield from self._round()
        yield from self._people()
        for there in self.found.talks.values():
            if there is not None and not there.held:
                yield Change(kind=Interview.kind, id=there.id, values={"held": True})
        new = [talk for talk, there in self.found.talks.items() if there is None]
        keys = tuple(f"talk {self.talks[talk]}" for talk in new)
        yield AddMany(record=Interview, lines=Lines(lambda: map(self._talk, new)), count=len(new), keys=keys)
        yield from self._marks()
        yield AddMany(record=Statement, lines=Lines(self._statements), count=self.found.statements)

    def _round(self) -> Iterator[Write]:
        """The latest round, else a new one, asks about every theme of the list."""
        if self.standing.round is None:
            days = [talk.on for talk in self.found.talks if talk.on is not None]
            title = self.words(mark("Needs analysis"))
            yield Add(record=Round, values={"title": title, "start": min(days, default=None)}, key=_ROUND)
        for key in self.found.titles:
            theme = self._theme(key)
            if theme not in self.standing.asked:
                yield Add(record=RoundTheme, values={"round": self._round_id(), "theme": theme})

    def _round_id(self) -> int | Made:
        return self.standing.round if self.standing.round is not None else Made(_ROUND)

    def _theme(self, key: str) -> int | Made:
        known = self.found.known_theme(key)
        return known.id if known is not None else Made(f"theme {key}")

    def _people(self) -> Iterator[Write]:
        hats = frozenset({Hat.STAKEHOLDER})
        for number, each in enumerate(self.found.speakers):
            if each.known is None:
                values = {"name": each.name, "department": each.department, "group": each.group, "hats": hats}
                yield Add(record=Person, values=values, key=f"person {number}")
            elif not hats <= each.known.hats:
                yield Change(kind=Person.kind, id=each.known.id, values={"hats": each.known.hats | hats})

    def _talk(self, talk: Talk) -> Mapping[str, Any]:
        # Any: the values of any field by its name.
        speaker = self.found.speakers[talk.speaker]
        known = speaker.known
        return {
            "title": known.name if known is not None else speaker.name,
            "person": known.id if known is not None else Made(f"person {talk.speaker}"),
            "group": speaker.group,
            "label": known.role if known is not None else "",
            "round": self._round_id(),
            "on": talk.on,
            "held": True,
        }

    def _talk_id(self, talk: Talk) -> int | Made:
        there = self.found.talks[talk]
        return there.id if there is not None else Made(f"talk {self.talks[talk]}")

    def _marks(self) -> Iterator[Write]:
        """What became of each theme in each interview; what is there already is never made less."""
        new = []
        for talk, marks in self.found.marks.items():
            interview = self._talk_id(talk)
            for key, heard in marks.items():
                theme = self._theme(key)
                rating = None
                if isinstance(interview, int) and isinstance(theme, int):
                    rating = self.standing.marks.get((interview, theme))
                if rating is None:
                    new.append((interview, theme, heard))
                elif rating[1].or_stronger(heard) is not rating[1]:
                    yield Change(kind=Rating.kind, id=rating[0], values={"heard": heard})
        lines = Lines(lambda: (dict(zip(("interview", "theme", "heard"), each, strict=True)) for each in new))
        yield AddMany(record=Rating, lines=lines, count=len(new))

    def _statements(self) -> Iterator[Mapping[str, Any]]:
        """The statements of the table, a row at a time; Any: the values of any field by its name."""
        for row in self.rows:
            if isinstance(row, BadRow) or self.found.is_rejected(row) or row.heard is not Mention.RAISED:
                continue
            try:
                talk = self.found.talk_of(row)
                interview, theme = self._talk_id(talk), self._theme(folded(row.theme))
            except LookupError:
                # The file has changed since: the count tells whoever stores them.
                return
            known = self.found.speakers[talk.speaker].known
            yield {
                "words": row.words,
                "interview": interview,
                "theme": theme,
                "sort": row.sort,
                "severity": row.severity,
                "quotable": known is not None and (known.quote_by_role or known.quote_by_name),
            }

    # -- what is told

    def _came(self) -> Iterator[Sentence | Counted]:
        found = self.found
        people = sum(each.known is None for each in found.speakers)
        if found.statements:
            yield counted("{n} statement", "{n} statements", found.statements)
        if found.asked:
            yield counted("{n} answer that raised nothing", "{n} answers that raised nothing", found.asked)
        if found.new_talks:
            yield counted("{n} interview", "{n} interviews", found.new_talks)
        if people:
            yield counted("{n} person", "{n} people", people)
        if found.new_themes:
            yield counted("{n} theme", "{n} themes", len(found.new_themes))

    def _parts(self) -> Iterator[Part]:
        found = self.found
        people: dict[Fate, list[str]] = {Fate.NEW: [], Fate.SAME: []}
        for each in found.speakers:
            people[Fate.NEW if each.known is None else Fate.SAME].append(each.name)
        talks: dict[Fate, list[str]] = {Fate.NEW: [], Fate.SAME: []}
        for talk, there in found.talks.items():
            name, day = found.speakers[talk.speaker].name, self.words.short_day(talk.on)
            talks[Fate.NEW if there is None else Fate.SAME].append(f"{name} ({day})" if day else name)
        new = set(found.new_themes)
        themes = {
            Fate.NEW: list(found.new_themes),
            Fate.SAME: [title for title in found.titles.values() if title not in new],
        }
        for title, singular, plural, by_fate in (
            (mark("People"), "{n} person", "{n} people", people),
            (mark("Themes"), "{n} theme", "{n} themes", themes),
            (mark("Interviews"), "{n} interview", "{n} interviews", talks),
        ):
            entries = tuple(
                Entry(what=Counted(singular, plural, len(titles), {}), fate=fate, titles=tuple(titles[:_NAMED]))
                for fate, titles in by_fate.items()
                if titles
            )
            if entries:
                yield Part(title=sentence(title), entries=entries)

    def _warnings(self) -> Iterator[Sentence]:
        for number, note in self.found.notes[:_WARNED]:
            yield sentence(mark("Row {row}: {reason}."), row=number, reason=note)
        if len(self.found.notes) > _WARNED:
            yield sentence(mark("There are {count} such notes."), count=len(self.found.notes))

    def _notes(self) -> Iterator[Sentence]:
        yield from how_read(self.table)

    def _details(self) -> Mapping[str, Any]:
        found = self.found
        return {
            "rows": found.rows,
            "rows_stored": found.rows - len(found.rejected),
            "rows_rejected": len(found.rejected),
            "statements": found.statements,
            "asked": found.asked,
            "people": [each.name for each in found.speakers if each.known is None],
            "themes": list(found.new_themes),
            "interviews": found.new_talks,
            "encoding": self.table.encoding,
            "unused_columns": list(self.table.unused),
        }
