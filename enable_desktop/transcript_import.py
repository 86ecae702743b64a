"""A transcript as a plan: one talk with one person, and what was said as its notes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any, Final

from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import TEXT_LIMIT, TITLE_LIMIT
from enable_desktop.imports import Add, AddMany, Attach, Change, Entry, Fate, Lines, Made, Part, Plan, Write
from enable_desktop.interviews import Interview, Occasion, Round, TranscriptPart
from enable_desktop.links import Link, Reason
from enable_desktop.notes import Attachment, free_name
from enable_desktop.people import Group, Hat, Person, same_person
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


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptStanding:
    """What a transcript finds in a programme: its people, their talks, the latest round, the attached files."""

    people: Sequence[Person] = ()
    interviews: Sequence[Interview] = ()
    round: int | None = None
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """Whose words a transcript holds, where they stand in the company, and when they spoke."""

    name: str
    group: Group
    on: date
    department: str = ""


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
        self.person = self._person()
        self.there = self._there()
        people = self.standing.people
        if self.person is None:
            people = (*people, Person(id=-1, name=talk.name))
        self.people = people_of(transcript.speakers, people)
        names = {speaker: person.name for speaker, person in self.people.items()}
        self.paragraphs = tuple(transcript.paragraphs(names))
        before = self.there.notes.rstrip() if self.there is not None else ""
        whole = "\n\n".join(self.paragraphs)
        self.is_same = bool(before) and whole in before
        self.notes, self.rest = self._divided(before)

    def _person(self) -> Person | None:
        """The one in the directory, None for somebody new."""
        name = " ".join(self.talk.name.split())
        if not name or len(name) > TITLE_LIMIT:
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
        """The talk of that day that is there already."""
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
            writes=() if self.is_same else tuple(self._writes()),
            came=() if self.is_same else tuple(self._came()),
            parts=tuple(self._told()),
            warnings=tuple(self._warnings()),
            notes=(sentence(mark("Read as {encoding}"), encoding=self.transcript.encoding),),
            details=self._details(),
        )

    # -- what is stored

    def _writes(self) -> Iterator[Write]:
        hats = frozenset({Hat.STAKEHOLDER})
        person: int | Made = Made(_PERSON)
        name, role = " ".join(self.talk.name.split()), ""
        if self.person is None:
            values = {"name": name, "department": self.talk.department, "group": self.talk.group, "hats": hats}
            yield Add(record=Person, values=values, key=_PERSON)
        else:
            person, name, role = self.person.id, self.person.name, self.person.role
            if not hats <= self.person.hats:
                yield Change(kind=Person.kind, id=person, values={"hats": self.person.hats | hats})
        talk: int | Made = Made(_TALK)
        if self.there is not None:
            talk = self.there.id
            yield Change(kind=Interview.kind, id=talk, values={"notes": self.notes, "held": True})
        else:
            if self.standing.round is None:
                title = self.words(mark("Needs analysis"))
                yield Add(record=Round, values={"title": title, "start": self.talk.on}, key=_ROUND)
            yield Add(
                record=Interview,
                values={
                    "title": name,
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
        if self.person is None:
            yield counted("{n} person", "{n} people", 1)

    def _told(self) -> Iterator[Part]:
        name = self.person.name if self.person is not None else self.talk.name
        fate = Fate.SAME if self.is_same else Fate.NEW if self.there is None or not self.there.notes else Fate.AFTER
        entries = [
            Entry(what=verbatim(name), fate=Fate.NEW if self.person is None else Fate.SAME),
            Entry(what=sentence(mark("Notes")), fate=fate, text="\n\n".join(self.paragraphs)),
        ]
        if self.rest:
            what = sentence(mark("The rest, in the attachment “{name}”"), name=self._file_name())
            entries.append(Entry(what=what, fate=Fate.NEW))
        yield Part(title=sentence(mark("Interview")), entries=tuple(entries))
        speakers = []
        for speaker in self.transcript.speakers[:_SPEAKERS]:
            person = self.people.get(speaker)
            if person is None or person.name == speaker:
                speakers.append(Entry(what=verbatim(speaker), fate=Fate.KEPT if person is None else Fate.SAME))
            else:
                what = sentence(mark("{speaker}, as {name}"), speaker=speaker, name=person.name)
                speakers.append(Entry(what=what, fate=Fate.RENAMED))
        if speakers:
            yield Part(title=sentence(mark("Speakers")), entries=tuple(speakers))

    def _warnings(self) -> Iterator[Sentence]:
        if self.is_same:
            yield sentence(mark("This transcript is in the notes of that day already."))
        if self.person is not None and self.person.group is not self.talk.group:
            yield sentence(
                mark("{name} is “{other}” in the directory and “{group}” here; the interview counts as “{group}”"),
                name=self.person.name,
                other=sentence(self.person.group.label),
                group=sentence(self.talk.group.label),
            )
        yield from self.transcript.problems

    def _details(self) -> Mapping[str, Any]:
        known = self.person
        return {
            "person": known.name if known is not None else " ".join(self.talk.name.split()),
            "person_is_new": known is None,
            "date": self.talk.on.isoformat(),
            "cues": len(self.transcript.cues),
            "paragraphs": len(self.paragraphs),
            "parts": len(self.rest),
            "length": clock(max((cue.end or 0 for cue in self.transcript.cues), default=0)),
            "speakers": {
                speaker: self.people[speaker].name if speaker in self.people else None
                for speaker in self.transcript.speakers[:_SPEAKERS]
            },
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
