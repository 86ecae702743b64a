"""What a brief is made of, and how: the records of a meeting, and the brief that follows from them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from enable_desktop.anonymity import THRESHOLD, Anonymity
from enable_desktop.briefs import (
    Asked,
    BothSides,
    Brief,
    Earlier,
    Listened,
    Owed,
    Participant,
    Permission,
    Quoted,
    one_line,
)
from enable_desktop.charter.report import PageSize
from enable_desktop.everybody import Everybody
from enable_desktop.gaps.analysis import Gap, gap_table
from enable_desktop.gaps.voices import Voice
from enable_desktop.interviews import (
    Audience,
    ChosenQuestion,
    Interview,
    Occasion,
    Part,
    Question,
    Round,
    Statement,
    Theme,
)
from enable_desktop.links import without_chips
from enable_desktop.notes import Promise
from enable_desktop.people import Group, Person
from enable_desktop.suggestions import Need, audience_for, enough, needs, suggestions
from enable_desktop.words import Counted, Sentence, Words, counted, mark, sentence

_LISTENED_FOR: Final = 5
_FEWEST_QUESTIONS: Final = 3
_MOST_QUESTIONS: Final = 6
_BULLET: Final = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The records that a brief is made of.

    `people` are those of the meeting, the one it is with first; `everybody` decides which roles may be printed.
    `earlier` are the other talks with the same single person that were held, newest first, with what was said and
    asked in them. `said` are statements about the meeting's theme, with who said them. `themes` are those that the
    round asks about, with their `voices`; `answered` are those this person was asked about in it.
    """

    meeting: Interview
    today: date
    people: tuple[Person, ...] = ()
    everybody: Everybody = field(default_factory=Everybody)
    round: Round | None = None
    themes: tuple[Theme, ...] = ()
    all_themes: Mapping[int, Theme] = field(default_factory=dict)
    voices: tuple[Voice, ...] = ()
    answered: frozenset[int] = frozenset()
    heard: int = 0
    """How many people of the group were heard in the round, this person not counted."""
    bank: tuple[Question, ...] = ()
    chosen: tuple[ChosenQuestion, ...] = ()
    earlier: tuple[Interview, ...] = ()
    earlier_statements: tuple[tuple[Statement, date | None], ...] = ()
    asked_before: Mapping[int, date | None] = field(default_factory=dict)
    said: tuple[tuple[Statement, Person | None], ...] = ()
    promises: tuple[Promise, ...] = ()
    company: str = ""
    page: PageSize = PageSize.A4
    threshold: int = THRESHOLD
    with_figures: bool = False

    @property
    def anonymity(self) -> Anonymity:
        """What may be printed of the others."""
        return Anonymity(people=self.everybody, today=self.today, threshold=self.threshold)

    @property
    def group(self) -> Group:
        """Where the person of the meeting stands: as noted for an interview, else as the directory says."""
        if self.meeting.occasion is Occasion.INTERVIEW or not self.people:
            return self.meeting.group
        return self.people[0].group if len(self.people) == 1 else Group.OTHER

    @property
    def audience(self) -> Audience:
        return audience_for(self.meeting, self.group)

    def needs(self) -> tuple[Need, ...]:
        """The themes of the round on which a voice of this person is worth most; counts all gaps for that."""
        return needs(self.gaps(), self.group, self.answered)

    def gaps(self) -> tuple[Gap, ...]:
        """The gaps of the round on the themes that have one; praise has none."""
        return gap_table(self.voices, [theme.id for theme in self.themes if not theme.praise_only])


def brief_of(material: Material, words: Words) -> Brief:
    """The brief of a meeting, in the words of the document's language."""
    meeting = material.meeting
    people = material.people
    alone = people[0] if len(people) == 1 else None
    is_interview = meeting.occasion is Occasion.INTERVIEW
    theme = material.all_themes.get(meeting.theme or 0)
    wanted = material.needs() if is_interview or not material.chosen else ()
    questions, is_suggested = _questions(material, wanted)
    return Brief(
        today=material.today,
        page=material.page,
        company=material.company,
        title=_title(meeting, alone, words),
        occasion=meeting.occasion,
        group=material.group,
        on=meeting.on,
        starts=meeting.starts,
        ends=meeting.ends,
        place=meeting.place,
        purpose=_purpose(material),
        place_in_round=_place_in_round(material),
        participants=tuple(_participant(person) for person in people),
        opening=_asks(material, Part.OPENING) if is_interview else (),
        permissions=_permissions(alone, material.today, words) if is_interview else (),
        assumptions=assumptions_in(meeting.assumptions),
        known=_known(meeting, alone),
        met_on=tuple(each.on for each in material.earlier if each.on is not None),
        met_before=bool(material.earlier),
        earlier=_earlier(material),
        about=theme.title if theme is not None else "",
        voices=_voices(material, words),
        promises=_promises(material),
        questions=questions,
        is_suggested=is_suggested,
        listen_for=_listen_for(material, wanted) if is_interview else (),
        closing=_asks(material, Part.CLOSING) if is_interview else (),
        figures=_figures(material) if material.with_figures else (),
        least=material.anonymity.least,
    )


def assumptions_in(text: str) -> tuple[str, ...]:
    """The assumptions of a text, one a line; bullets and numbers go."""
    lines = (_BULLET.sub("", line).strip() for line in without_chips(text).splitlines())
    return tuple(line for line in lines if line)


def _title(meeting: Interview, alone: Person | None, words: Words) -> str:
    if meeting.occasion is Occasion.INTERVIEW and alone is not None:
        return _name(alone)
    return meeting.title or words(meeting.occasion.label)


def _name(person: Person) -> str:
    return person.said_role if person.anonymous or not person.name else person.name


def _participant(person: Person) -> Participant:
    name = _name(person)
    return Participant(
        name=name,
        role=person.role if person.role != name else "",
        department=person.department,
        tenure=person.tenure,
        speaks_to=person.speaks_to,
        reach=person.reach,
    )


def _permissions(person: Person | None, today: date, words: Words) -> tuple[Permission, ...]:
    """What the opening asks for, ticked where it was given and has not ended."""
    until = person.consent_until if person is not None else None
    holds = person is not None and (until is None or until >= today)
    return (
        Permission(label=words(mark("Notes"))),
        Permission(label=words(mark("Recording")), given=holds and person is not None and person.may_record),
        Permission(label=words(mark("Quote by role")), given=holds and person is not None and person.quote_by_role),
        Permission(label=words(mark("Quote by name")), given=holds and person is not None and person.quote_by_name),
    )


def _purpose(material: Material) -> str:
    """What the meeting should achieve, else what its round should."""
    own = material.meeting.purpose.strip()
    if own or material.round is None or material.meeting.occasion is not Occasion.INTERVIEW:
        return own
    return material.round.purpose.strip()


def _place_in_round(material: Material) -> Sentence | None:
    """Which talk of a side it is; other groups have no number to reach."""
    found = material.round
    if found is None or material.meeting.occasion is not Occasion.INTERVIEW:
        return None
    number = material.heard + 1
    if material.group is Group.LEADERSHIP:
        wanted = max(found.leaders_wanted, number)
        return sentence(mark("Leadership interview {n} of {wanted}"), n=number, wanted=wanted)
    if material.group is Group.REP:
        return sentence(mark("Rep interview {n} of {wanted}"), n=number, wanted=max(found.reps_wanted, number))
    return None


def _asks(material: Material, part: Part) -> tuple[str, ...]:
    """The opening or the closing, for this audience and for everybody."""
    audiences = (Audience.EVERYBODY, material.audience)
    found = [each for each in material.bank if each.part is part and each.audience in audiences]
    return tuple(each.title for each in sorted(found, key=lambda each: (each.position, each.id)))


def _known(meeting: Interview, alone: Person | None) -> tuple[str, ...]:
    """What was noted for this meeting; what was noted on a person lies open only before that person."""
    texts = [meeting.known]
    if alone is not None:
        texts.append(alone.notes)
    return tuple(text for text in texts if text.strip())


def _earlier(material: Material) -> tuple[Earlier, ...]:
    """What the person said before, newest talk first, the worst first within it."""
    themes = material.all_themes
    found = []
    for statement, on in material.earlier_statements:
        theme = themes.get(statement.theme or 0)
        if theme is not None and statement.words.strip():
            found.append((statement, Earlier(
                words=one_line(statement.words), theme=theme.title, on=on, is_quote=statement.is_quote
            )))  # fmt: skip
    return tuple(
        each
        for _, each in sorted(
            found, key=lambda pair: (-(pair[1].on or date.min).toordinal(), -(pair[0].severity or 0), pair[0].id)
        )
    )


def _voices(material: Material, words: Words) -> tuple[Quoted, ...]:
    """What was said of the meeting's theme and may be quoted, by role where enough hold it, else by side."""
    anonymity = material.anonymity
    found = []
    for statement, person in material.said:
        if person is not None and anonymity.may_be_quoted(statement, person) and statement.words.strip():
            quote = anonymity.quote(statement, person, person.group)
            found.append(
                Quoted(words=quote.words, label=quote.role or words(quote.group.label), is_quote=quote.is_literal)
            )
    return tuple(found)


def _figures(material: Material) -> tuple[BothSides, ...]:
    """Both sides on every theme, that of the meeting first, as far as anybody may know them."""
    anonymity = material.anonymity
    gaps = sorted(material.gaps(), key=lambda gap: gap.theme != material.meeting.theme)
    return tuple(
        BothSides(
            theme=material.all_themes[gap.theme].title,
            leadership=anonymity.figures(gap.leadership),
            reps=anonymity.figures(gap.reps),
            verdict=anonymity.gap(gap).verdict,
        )
        for gap in gaps
        if gap.theme in material.all_themes
    )


def _promises(material: Material) -> tuple[Owed, ...]:
    """Open ones by due date, then those kept since the last talk, the last first."""
    since = next((each.on for each in material.earlier if each.on is not None), date.min)
    still_open = sorted(
        (each for each in material.promises if each.kept is None),
        key=lambda each: (each.due is None, each.due or date.max, each.id),
    )
    kept = sorted(
        (each for each in material.promises if each.kept is not None and each.kept >= since),
        key=lambda each: (each.kept or date.min, each.id),
        reverse=True,
    )
    names = {person.id: _name(person) for person in material.people} if len(material.people) > 1 else {}
    return tuple(_owed(each, material.today, names.get(each.person or 0, "")) for each in (*still_open, *kept))


def _owed(promise: Promise, today: date, person: str) -> Owed:
    return Owed(
        words=promise.title,
        direction=promise.direction,
        state=_state(promise, today),
        person=person,
        made=promise.made,
        note=promise.note,
        is_kept=promise.kept is not None,
        is_pressing=promise.kept is None and promise.due is not None and promise.due <= today,
    )


def _state(promise: Promise, today: date) -> Sentence | Counted:
    if promise.kept is not None:
        return sentence(mark("kept {day}"), day=promise.kept)
    if promise.due is None:
        return sentence(mark("no date"))
    if promise.due == today:
        return sentence(mark("due today"))
    if promise.due < today:
        return counted("{n} day late", "{n} days late", (today - promise.due).days)
    return sentence(mark("due {day}"), day=promise.due)


def _questions(material: Material, wanted: Sequence[Need]) -> tuple[tuple[Asked, ...], bool]:
    """The questions picked, in their order; where none was, those of the bank that fit into the time."""
    themes = material.all_themes
    if material.chosen:
        return tuple(_asked(each.title, each.theme, each.minutes, themes) for each in material.chosen), False
    around = [each for each in material.bank if each.part in (Part.OPENING, Part.CLOSING)]
    spent = sum(each.minutes for each in around) if material.meeting.occasion is Occasion.INTERVIEW else 0
    offered = suggestions(material.bank, material.audience, wanted, material.asked_before)
    found = enough(offered, material.meeting.minutes - spent, _FEWEST_QUESTIONS, _MOST_QUESTIONS)
    asked = (each.question for each in found)
    return tuple(_asked(each.title, each.theme, each.minutes, themes) for each in asked), bool(found)


def _asked(words: str, theme: int | None, minutes: int, themes: Mapping[int, Theme]) -> Asked:
    found = themes.get(theme or 0)
    return Asked(words=one_line(words), theme=found.title if found is not None else "", minutes=minutes)


def _listen_for(material: Material, wanted: Sequence[Need]) -> tuple[Listened, ...]:
    """The themes on which this person's voice is worth most; while nobody was heard, those of the round in order."""
    by_id = {theme.id: theme for theme in material.themes}
    ids = [need.theme for need in wanted] or [
        theme.id for theme in material.themes if theme.id not in material.answered
    ]
    shown = [by_id[id_] for id_ in ids if id_ in by_id and not by_id[id_].praise_only]
    return tuple(Listened(theme=theme.title, cue=_cue(theme, material.group)) for theme in shown[:_LISTENED_FOR])


def _cue(theme: Theme, group: Group) -> str:
    """How a side tends to put a theme; what it is for the groups that stand on neither."""
    match group:
        case Group.LEADERSHIP:
            return theme.leadership_words
        case Group.REP:
            return theme.rep_words
    return one_line(without_chips(theme.description))
