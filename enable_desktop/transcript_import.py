"""A transcript as a plan: one talk with one person, and what was said as its notes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any, Final

from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import TEXT_LIMIT, TITLE_LIMIT, Choice
from enable_desktop.imports import Add, AddMany, Attach, Change, Entry, Fate, Lines, Made, Part, Place, Plan, Write
from enable_desktop.interviews import Interview, Occasion, Round, TranscriptPart
from enable_desktop.links import Link, Reason
from enable_desktop.notes import Attachment, free_name
from enable_desktop.people import Group, Hat, Person, folded, same_person
from enable_desktop.transcripts import Transcript, clock, people_of
from enable_desktop.words import Counted, Sentence, Words, counted, mark, sentence, verbatim

_PERSON: Final = "person"
_TALK: Final = "talk"
_ROUND: Final = "round"
_FILE: Final = "file"
_ROOM: Final = 1_000
"""What is left free in notes that a long transcript fills, for the sentence that says so."""
_PART: Final = 16_000
"""How long the parts of the rest are, so that each is indexed and shown in no time."""
_SPEAKERS: Final = 200
_ME: Final = frozenset({"me", "я"})
NOBODY_CHOSEN: Final = mark("Choose who was interviewed.")
NO_GROUP: Final = mark("Choose where in the company they stand.")


class Voice(Choice):
    """Who a speaker is, where it is nobody to look up in the directory."""

    INTERVIEWEE = "interviewee", mark("Who was interviewed")
    ME = "me", mark("Me")
    OTHER = "other", mark("Somebody else, called as in the file")


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A speaker who is not in the directory yet and gets into it."""

    name: str


Who = int | NewPerson | Voice
"""Who a speaker is: somebody in the directory by id, somebody new, or one of those that need no entry there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptStanding:
    """What a transcript finds in a programme: its people, their talks, the latest round, the attached files."""

    people: Sequence[Person] = ()
    interviews: Sequence[Interview] = ()
    round: int | None = None
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """Whose words a transcript holds, where they stand in the company, and when they spoke.

    The person is one of the directory, or of this name there, or somebody new. The transcript goes to this interview,
    else to that person's of the same day, else (and always if it `is_new`) to a talk of its own. Speakers who are not
    among the `speakers` are found by their names.
    """

    name: str = ""
    group: Group | None = None
    on: date | None = None
    department: str = ""
    person: int | None = None
    interview: int | None = None
    is_new: bool = False
    speakers: Mapping[str, Who] = field(default_factory=dict)


def who_speaks(
    speakers: Sequence[str], people: Sequence[Person], interviewee: Person | None, said: Mapping[str, Who]
) -> dict[str, Who]:
    """Who every speaker is: as somebody said, else as the name suggests."""
    everybody = people
    if interviewee is not None and all(each.id != interviewee.id for each in people):
        everybody = (*people, interviewee)
    found = people_of(speakers, everybody)
    whole: dict[str, Who] = {}
    for speaker in speakers:
        person = found.get(speaker)
        if speaker in said:
            whole[speaker] = said[speaker]
        elif person is not None:
            is_interviewee = interviewee is not None and person.id == interviewee.id
            whole[speaker] = Voice.INTERVIEWEE if is_interviewee else person.id
        else:
            whole[speaker] = Voice.ME if folded(speaker) in _ME else Voice.OTHER
    return whole


def plan_transcript(transcript: Transcript, standing: TranscriptStanding, talk: Conversation, words: Words) -> Plan:
    """What a transcript does to a programme; raises WorkspaceError where it is not clear who the person is."""
    return _Planner(transcript, standing, talk, words).plan()


class _Planner:
    """One plan as it grows."""

    def __init__(self, transcript: Transcript, standing: TranscriptStanding, talk: Conversation, words: Words) -> None:
        self.transcript = transcript
        self.standing = standing
        self.talk = talk
        self.words = words
        self.chosen = self._chosen()
        self.person = self._person()
        self.there = self._there()
        self.name = self.person.name if self.person is not None else " ".join(talk.name.split())
        interviewee = self.person
        if interviewee is None and self.name:
            interviewee = Person(id=-1, name=self.name)
        self.voices = who_speaks(transcript.speakers, standing.people, interviewee, talk.speakers)
        self.names = dict(self._names())
        self.paragraphs = tuple(transcript.paragraphs(self.names))
        before = self.there.notes.rstrip() if self.there is not None else ""
        whole = "\n\n".join(self.paragraphs)
        self.is_same = bool(before) and whole in before
        self.notes, self.rest = self._divided(before)
        self.lacking = tuple(self._lacking())

    def _chosen(self) -> Interview | None:
        """The talk that somebody chose."""
        if self.talk.interview is None:
            return None
        for each in self.standing.interviews:
            if each.id == self.talk.interview:
                return each
        raise WorkspaceError(mark("The talk is not there any more. Nothing was imported."))

    def _names(self) -> Iterator[tuple[str, str]]:
        """What speakers are called instead of what the file calls them."""
        known = {each.id: each.name for each in self.standing.people}
        for speaker, who in self.voices.items():
            match who:
                case Voice.INTERVIEWEE if self.name:
                    yield speaker, self.name
                case Voice.ME:
                    yield speaker, self.words(Voice.ME.label)
                case NewPerson():
                    yield speaker, who.name
                case int() if who in known:
                    yield speaker, known[who]

    def _lacking(self) -> Iterator[Sentence]:
        """What nobody has said yet."""
        if self.chosen is not None:
            return
        if not self.name:
            yield sentence(NOBODY_CHOSEN)
        if self.talk.group is None:
            yield sentence(NO_GROUP)

    def _person(self) -> Person | None:
        """The one in the directory, None for somebody new."""
        wanted = self.chosen.person if self.chosen is not None else self.talk.person
        if wanted is not None or self.chosen is not None:
            return next((each for each in self.standing.people if each.id == wanted), None)
        name = " ".join(self.talk.name.split())
        if len(name) > TITLE_LIMIT:
            raise WorkspaceError(
                mark("A person's name has 1 to {limit} letters. Nothing was imported."), limit=TITLE_LIMIT
            )
        found = [each for each in self.standing.people if same_person(name, self.talk.department, each)]
        if len(found) > 1:
            raise WorkspaceError(
                mark(
                    "“{name}” may be any of {count} people in the directory ({departments}). Nothing was imported; "
                    "`--department` says which."
                ),
                name=name,
                count=len(found),
                departments="; ".join(each.department or "–" for each in found),
            )
        return found[0] if found else None

    def _there(self) -> Interview | None:
        """The talk that is there already."""
        if self.chosen is not None or self.talk.is_new:
            return self.chosen
        for each in self.standing.interviews:
            if (
                self.person is not None
                and each.person == self.person.id
                and each.on == self.talk.on
                and each.occasion is Occasion.INTERVIEW
            ):
                return each
        return None

    def _divided(self, before: str) -> tuple[str, tuple[str, ...]]:
        """The notes, with as much of the transcript as they hold, and the rest in parts."""
        kept = [before] if before else []
        size = len(before)
        fitting = 0
        whole = size + sum(len(each) + 2 for each in self.paragraphs) <= TEXT_LIMIT
        for each in self.paragraphs:
            if not whole and size + len(each) + 2 > TEXT_LIMIT - _ROOM:
                break
            kept.append(each)
            size += len(each) + 2
            fitting += 1
        rest = tuple(_parts(self.paragraphs[fitting:]))
        if rest:
            said = self.words(mark("The rest of the transcript is in the attachment “{name}”."), name=self._file_name())
            kept.append(f"*{said[: _ROOM - 10]}*")
        return "\n\n".join(kept), rest

    def _file_name(self) -> str:
        digest = sha256(self.transcript.content).hexdigest()
        return free_name(self.transcript.name, digest, self.standing.files.get)

    def plan(self) -> Plan:
        return Plan(
            label=sentence(mark("Import the transcript “{name}”"), name=self.transcript.name),
            writes=() if self.is_same or self.lacking else tuple(self._writes()),
            came=() if self.is_same else tuple(self._came()),
            lacking=self.lacking,
            leads_to=self._leads_to(),
            parts=tuple(self._told()),
            warnings=tuple(self._warnings()),
            notes=(sentence(mark("Read as {encoding}"), encoding=self.transcript.encoding),),
            details=self._details(),
        )

    # -- what is stored

    def _writes(self) -> Iterator[Write]:
        hats = frozenset({Hat.STAKEHOLDER})
        person: int | Made = Made(_PERSON)
        role = ""
        if self.person is not None:
            person, role = self.person.id, self.person.role
            if not hats <= self.person.hats:
                yield Change(kind=Person.kind, id=person, values={"hats": self.person.hats | hats})
        elif self.chosen is None:
            values = {"name": self.name, "department": self.talk.department, "group": self.talk.group, "hats": hats}
            yield Add(record=Person, values=values, key=_PERSON)
        for name in self._new_people():
            yield Add(record=Person, values={"name": name})
        talk: int | Made = Made(_TALK)
        if self.there is not None:
            talk = self.there.id
            noted: dict[str, Any] = {"notes": self.notes, "held": True}
            if self.talk.on is not None and self.talk.on != self.there.on:
                noted["on"] = self.talk.on
            yield Change(kind=Interview.kind, id=talk, values=noted)
        else:
            if self.standing.round is None:
                title = self.words(mark("Needs analysis"))
                yield Add(record=Round, values={"title": title, "start": self.talk.on}, key=_ROUND)
            yield Add(
                record=Interview,
                values={
                    "title": self.name,
                    "person": person,
                    "group": self.talk.group,
                    "label": role,
                    "round": self.standing.round if self.standing.round is not None else Made(_ROUND),
                    "on": self.talk.on,
                    "notes": self.notes,
                    "held": True,
                },
                key=_TALK,
            )
        if self.rest:
            yield from self._rest(talk)

    def _new_people(self) -> tuple[str, ...]:
        """Who else gets into the directory, each once."""
        new = {folded(who.name): who.name for who in self.voices.values() if isinstance(who, NewPerson)}
        new.pop(folded(self.name), None)
        return tuple(new.values())

    def _leads_to(self) -> Place | None:
        if self.lacking:
            return None
        return Place(kind=Interview.kind, id=self.there.id if self.there is not None else Made(_TALK))

    def _rest(self, talk: int | Made) -> Iterator[Write]:
        """What the notes do not hold: the file as it is, and its words in parts that search finds."""
        yield Attach(
            name=self.transcript.name,
            content=self.transcript.content,
            media_type=self.transcript.media_type,
            key=_FILE,
        )
        link = {"from_kind": Interview.kind, "from_id": talk, "to_kind": Attachment.kind, "to_id": Made(_FILE)}
        yield Add(record=Link, values={**link, "reason": Reason.USES})

        def lines() -> Iterator[Mapping[str, Any]]:
            # Any: the values of any field by its name.
            for number, text in enumerate(self.rest, 1):
                title = f"{self.transcript.name[: TITLE_LIMIT - 20]} ({number}/{len(self.rest)})"
                yield {"title": title, "interview": talk, "attachment": Made(_FILE), "text": text}

        yield AddMany(record=TranscriptPart, lines=Lines(lines), count=len(self.rest))

    # -- what is told

    def _came(self) -> Iterator[Sentence | Counted]:
        if self.there is None:
            yield counted("{n} interview", "{n} interviews", 1)
        yield counted("{n} paragraph", "{n} paragraphs", len(self.paragraphs))
        people = len(self._new_people()) + (self.person is None and self.chosen is None and bool(self.name))
        if people:
            yield counted("{n} person", "{n} people", people)

    def _told(self) -> Iterator[Part]:
        fate = Fate.SAME if self.is_same else Fate.NEW if self.there is None or not self.there.notes else Fate.AFTER
        entries = [Entry(what=sentence(mark("Notes")), fate=fate, text="\n\n".join(self.paragraphs))]
        if self.name:
            entries.insert(0, Entry(what=verbatim(self.name), fate=Fate.NEW if self.person is None else Fate.SAME))
        if self.rest:
            what = sentence(mark("The rest, in the attachment “{name}”"), name=self._file_name())
            entries.append(Entry(what=what, fate=Fate.NEW))
        yield Part(title=sentence(mark("Interview")), entries=tuple(entries))
        speakers = []
        for speaker in self.transcript.speakers[:_SPEAKERS]:
            name = self.names.get(speaker)
            if name is None or name == speaker:
                is_known = name is not None and self.voices[speaker] is not Voice.ME
                speakers.append(Entry(what=verbatim(speaker), fate=Fate.SAME if is_known else Fate.KEPT))
            else:
                what = sentence(mark("{speaker}, as {name}"), speaker=speaker, name=name)
                speakers.append(Entry(what=what, fate=Fate.RENAMED))
        if speakers:
            yield Part(title=sentence(mark("Speakers")), entries=tuple(speakers))

    def _warnings(self) -> Iterator[Sentence]:
        if self.is_same:
            yield sentence(mark("This transcript is in the notes of that day already."))
        group = self.talk.group
        if self.person is not None and group is not None and self.chosen is None and self.person.group is not group:
            yield sentence(
                mark("{name} is “{other}” in the directory and “{group}” here; the interview counts as “{group}”"),
                name=self.person.name,
                other=sentence(self.person.group.label),
                group=sentence(group.label),
            )
        yield from self.transcript.problems

    def _details(self) -> Mapping[str, Any]:
        on = self.talk.on or (self.there.on if self.there is not None else None)
        passages = self.transcript.passages()
        return {
            "person": self.name,
            "person_is_new": self.person is None,
            "date": on.isoformat() if on is not None else None,
            "cues": len(self.transcript.cues),
            "paragraphs": len(self.paragraphs),
            "parts": len(self.rest),
            "length": clock(max((cue.end or 0 for cue in self.transcript.cues), default=0)),
            "speakers": {
                speaker: self.names.get(speaker) if self.voices[speaker] is not Voice.ME else None
                for speaker in self.transcript.speakers[:_SPEAKERS]
            },
            "passages": {speaker: passages[speaker] for speaker in self.transcript.speakers[:_SPEAKERS]},
            "encoding": self.transcript.encoding,
        }


def _parts(paragraphs: Collection[str]) -> Iterator[str]:
    """Neighbouring paragraphs together, so long ones in pieces, that no part is too long."""
    part: list[str] = []
    size = 0
    for each in paragraphs:
        for start in range(0, len(each), _PART):
            piece = each[start : start + _PART]
            if part and size + len(piece) > _PART:
                yield "\n\n".join(part)
                part, size = [], 0
            part.append(piece)
            size += len(piece)
    if part:
        yield "\n\n".join(part)
