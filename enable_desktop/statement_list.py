"""What the rows of a list of statements say together: who they are, and which of them contradict each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import LINE_LIMIT, TEXT_LIMIT, TITLE_LIMIT
from enable_desktop.incoming import BadRow, Fault
from enable_desktop.interviews import Interview, Mention, Occasion, Sort, Theme
from enable_desktop.people import Group, Person, folded, same_person
from enable_desktop.statement_rows import StatementRow
from enable_desktop.words import Sentence, mark, sentence

ROWS: Final = 100_000
LETTERS: Final = 50_000_000
"""A list with more rejected rows than this, or with more letters in them, is refused as a whole."""

_TOO_LONG: Final = mark("the text has {length} letters, {limit} fit")
_DOUBTFUL: Final = mark("“{name}” may be one of several people; a column “department” tells them apart")


class Talk(NamedTuple):
    """One interview of a table: with which of its speakers, and when."""

    speaker: int
    on: date | None


@dataclass(slots=True)
class Speaker:
    """A person of the table: the one in the directory, or somebody new."""

    name: str
    department: str
    group: Group
    row: int
    """The first row that names them."""
    known: Person | None
    """Who they are in the directory, None for somebody new."""


Said = tuple[int | None, Sort, int | None, str]
"""What makes two statements of one interview the same: theme, kind, severity, words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a list of statements finds in a programme.

    `round` is the latest one and `asked` are its themes; `said` holds the statements of each interview, and `marks` the
    rating of each interview and theme, with what became of the theme.
    """

    today: date
    people: Sequence[Person] = ()
    themes: Sequence[Theme] = ()
    interviews: Sequence[Interview] = ()
    round: int | None = None
    asked: Collection[int] = ()
    said: Mapping[int, Collection[Said]] = field(default_factory=dict)
    marks: Mapping[tuple[int, int], tuple[int, Mention]] = field(default_factory=dict)


@dataclass(slots=True)
class StatementList:
    """What the rows of a list say together, beside what is there already."""

    standing: Standing
    rows: int = 0
    statements: int = 0
    asked: int = 0
    rejected: list[BadRow] = field(default_factory=list)
    notes: list[tuple[int, Sentence]] = field(default_factory=list)
    speakers: list[Speaker] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    """The themes of the table: their title by its folded form, as it is there or as it is written first."""
    talks: dict[Talk, Interview | None] = field(default_factory=dict)
    """The interviews of the table, each with the one that is there already."""
    marks: dict[Talk, dict[str, Mention]] = field(default_factory=dict)
    """What became of each theme in each interview."""

    _known_themes: dict[str, Theme] = field(default_factory=dict)
    _known_people: dict[str, list[Person]] = field(default_factory=dict)
    _known_talks: dict[tuple[int, date | None], Interview] = field(default_factory=dict)
    _namesakes: dict[str, list[int]] = field(default_factory=dict)
    _met: set[int] = field(default_factory=set)
    """The people of the directory whom rows have named, perhaps with one department of several."""
    _rejected: set[int] = field(default_factory=set)
    _letters: int = 0

    def __post_init__(self) -> None:
        for theme in self.standing.themes:
            self._known_themes.setdefault(folded(theme.title), theme)
        for person in self.standing.people:
            self._known_people.setdefault(folded(person.name), []).append(person)
        for interview in self.standing.interviews:
            if interview.occasion is Occasion.INTERVIEW and interview.person is not None:
                self._known_talks.setdefault((interview.person, interview.on), interview)

    def take(self, rows: Iterable[StatementRow | BadRow]) -> None:
        """Look at every row of a table."""
        for row in rows:
            self.rows += 1
            if isinstance(row, BadRow):
                self._reject(row)
                continue
            faults = (*_too_long(row), *self._faults(row))
            if faults:
                self._reject(BadRow(row.number, faults, row.whole))
            else:
                self._accept(row)

    def is_rejected(self, row: StatementRow | BadRow) -> bool:
        """Whether a row, read again, was found wanting."""
        return row.number in self._rejected

    @property
    def new_people(self) -> tuple[Speaker, ...]:
        return tuple(speaker for speaker in self.speakers if speaker.known is None)

    @property
    def new_themes(self) -> tuple[str, ...]:
        return tuple(title for key, title in self.titles.items() if key not in self._known_themes)

    @property
    def new_talks(self) -> int:
        return sum(there is None for there in self.talks.values())

    def known_theme(self, key: str) -> Theme | None:
        return self._known_themes.get(key)

    def talk_of(self, row: StatementRow) -> Talk:
        """The interview that a row belongs to."""
        # Once there is a namesake, a row without a department is rejected: those before it mean the first.
        same = self._same(row) if row.department else self._namesakes[folded(row.name)]
        return Talk(same[0], row.on)

    # -- inside

    def _reject(self, row: BadRow) -> None:
        self.rejected.append(row)
        self._rejected.add(row.number)
        self._letters += sum(map(len, row.whole))
        if len(self.rejected) > ROWS or self._letters > LETTERS:
            raise WorkspaceError(
                mark(
                    "{count} rows cannot be stored, so nothing was: this is no list of statements. Row {row}: {reason}."
                ),
                count=len(self.rejected),
                row=self.rejected[0].number,
                reason=self.rejected[0].reason,
            )

    def _note(self, number: int, note: Sentence) -> None:
        if len(self.notes) < ROWS:
            self.notes.append((number, note))

    def _same(self, row: StatementRow) -> list[int]:
        """The speakers so far whom a row may mean; an empty department fits any."""
        department = folded(row.department)
        return [
            number
            for number in self._namesakes.get(folded(row.name), ())
            if self._is_same(row, department, self.speakers[number])
        ]

    @staticmethod
    def _is_same(row: StatementRow, department: str, speaker: Speaker) -> bool:
        if speaker.known is not None and not _fits(row, speaker.known):
            return False
        return not department or not speaker.department or folded(speaker.department) == department

    def _faults(self, row: StatementRow) -> tuple[Fault, ...]:
        """What is wrong with a row beside the others, and beside what is there already."""
        same = self._same(row)
        known = [person for person in self._known_people.get(folded(row.name), ()) if _fits(row, person)]
        # Somebody whom rows with another department mean already is not meant by these, too.
        if len(same) > 1 or (not same and (len(known) > 1 or self._met.intersection(person.id for person in known))):
            return (Fault("stakeholder", sentence(_DOUBTFUL, name=row.name)),)
        speaker = self.speakers[same[0]] if same else None
        if speaker is not None and speaker.group is not row.group:
            reason = sentence(
                mark("{name} is “{group}” here and “{other}” in row {row}; one person stands on one side"),
                name=row.name,
                group=sentence(row.group.label),
                other=sentence(speaker.group.label),
                row=speaker.row,
            )
            return (Fault("group", reason),)
        person = speaker.known if speaker is not None else next(iter(known), None)
        if self._is_there(row, person):
            return (Fault("", sentence(mark("the same statement of this interview is in the programme already"))),)
        return ()

    def _is_there(self, row: StatementRow, person: Person | None) -> bool:
        interview = self._known_talks.get((person.id, row.on)) if person is not None else None
        theme = self._known_themes.get(folded(row.theme))
        if interview is None or theme is None or row.heard is Mention.ASKED:
            return False
        return (theme.id, row.sort, row.severity, row.words) in self.standing.said.get(interview.id, ())

    def _accept(self, row: StatementRow) -> None:
        same = self._same(row)
        number = same[0] if same else self._meet(row)
        speaker = self.speakers[number]
        speaker.department = speaker.department or row.department
        key = folded(row.theme)
        theme = self._known_themes.get(key)
        self.titles.setdefault(key, theme.title if theme is not None else row.theme)
        talk = Talk(number, row.on)
        if talk not in self.talks:
            person = speaker.known
            self.talks[talk] = self._known_talks.get((person.id, row.on)) if person is not None else None
        marks = self.marks.setdefault(talk, {})
        if marks.get(key) is not Mention.RAISED:
            marks[key] = row.heard
        if row.heard is Mention.RAISED:
            self.statements += 1
        else:
            self.asked += 1
        for note in row.notes:
            self._note(row.number, note)

    def _meet(self, row: StatementRow) -> int:
        """Somebody whom no row has named before."""
        name = folded(row.name)
        known = next((person for person in self._known_people.get(name, ()) if _fits(row, person)), None)
        self._namesakes.setdefault(name, []).append(len(self.speakers))
        self.speakers.append(Speaker(row.name, row.department, row.group, row.number, known))
        if known is not None:
            self._met.add(known.id)
        if known is not None and known.group is not row.group:
            note = sentence(
                mark("{name} is “{other}” in the directory and “{group}” here; the interview counts as “{group}”"),
                name=known.name,
                other=sentence(known.group.label),
                group=sentence(row.group.label),
            )
            self._note(row.number, note)
        return len(self.speakers) - 1


def _fits(row: StatementRow, person: Person) -> bool:
    return same_person(row.name, row.department, person)


def _too_long(row: StatementRow) -> tuple[Fault, ...]:
    """The cells that hold more than a field does."""
    cells = (
        ("stakeholder", row.name, TITLE_LIMIT),
        ("theme", row.theme, TITLE_LIMIT),
        ("department", row.department, LINE_LIMIT),
        ("quote", row.words, TEXT_LIMIT),
    )
    return tuple(
        Fault(column, sentence(_TOO_LONG, length=len(text), limit=limit))
        for column, text, limit in cells
        if len(text) > limit
    )
