"""What importing a document does to a charter, as a plan: nothing is lost, nothing that stands is written over."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from enable_desktop.blocks import Block, Paper, Picture, mapped
from enable_desktop.charter.arrange import Arranged, arrange, kept_text
from enable_desktop.charter.cells import Named
from enable_desktop.charter.content import Charter, Reopening
from enable_desktop.charter.headings import CASE
from enable_desktop.charter.import_names import Directory, Records, may_be_one
from enable_desktop.charter.lines import BusinessCase, Document, Head, Prose, Responsibility, Status
from enable_desktop.charter.sections import BY_KEY, SECTIONS, section_of
from enable_desktop.charter.tables import Misfit, NewLine
from enable_desktop.fields import TEXT_LIMIT, Field, Line, Shape, field_of, fields_of, limit_of
from enable_desktop.imports import Add, Attach, Change, Entry, Fate, Part, Plan, Rejected, Write
from enable_desktop.kinds import KINDS
from enable_desktop.notes import free_name
from enable_desktop.people import Person
from enable_desktop.readouts import Reader
from enable_desktop.words import Counted, Sentence, Words, counted, mark, sentence, verbatim

_COVER: Final = ""
"""The place of what stands on the cover, before the first section."""
_PEOPLE: Final = "people"
_PICTURES: Final = "pictures"
_NOT_TAKEN: Final = "left out"
_TITLES: Final[Mapping[str, str]] = {
    _COVER: mark("Cover"),
    **{section.key: section.title for section in SECTIONS},
    _PEOPLE: mark("People"),
    _PICTURES: mark("Pictures"),
    _NOT_TAKEN: mark("Not taken along"),
}
"""The places that pieces go to, in the order in which they are told."""
_CHANGE_LOG: Final = "change_log"
_FIRST: Final = ("priorities", "measures")
"""Kinds that other lines name."""
_IMAGE: Final = re.compile(r"(!\[[^\[\]]*\]\()([^()<>\"\s]+)(?=\))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What an import finds: the charter with people and lists, the SHA-256 of every file by name, what is frozen."""

    charter: Charter
    currency: str = "EUR"
    files: Mapping[str, str] = field(default_factory=dict)
    reopenings: tuple[Reopening, ...] = ()


def plan_charter(name: str, paper: Paper, standing: Standing, words: Words, languages: Sequence[Words]) -> Plan:
    """What taking in a document of this name does.

    `words` are those of the workspace's documents; labels in the document are understood in any of the `languages`.
    """
    paper, pictures = _with_free_names(paper, standing.files)
    arranged = arrange(paper, words, languages, standing.currency)
    return _Planner(name, paper, arranged, standing, words, pictures).plan()


@dataclass(frozen=True, slots=True)
class _Kept:
    """A picture under the name it is kept by."""

    picture: Picture
    name: str
    is_there: bool


def _with_free_names(paper: Paper, files: Mapping[str, str]) -> tuple[Paper, tuple[_Kept, ...]]:
    """The paper with its pictures named so that none hides another of the workspace, in its texts too."""
    taken = dict(files)
    kept = []
    for picture in paper.pictures:
        digest = hashlib.sha256(picture.content).hexdigest()
        name = free_name(picture.name, digest, taken.get)
        kept.append(_Kept(picture, name, taken.get(name) == digest))
        taken[name] = digest
    others = {each.picture.name: each.name for each in kept if each.name != each.picture.name}
    if not others:
        return paper, tuple(kept)

    def renamed(text: str) -> str:
        return _IMAGE.sub(lambda found: f"{found[1]}{others.get(found[2], found[2])}", text)

    blocks: tuple[Block, ...] = tuple(mapped(block, renamed) for block in paper.blocks)
    return replace(paper, blocks=blocks), tuple(kept)


@dataclass(slots=True)
class _Planner:
    """One plan as it grows."""

    name: str
    paper: Paper
    arranged: Arranged
    standing: Standing
    words: Words
    pictures: Sequence[_Kept]
    doubtful: list[Misfit] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    entries: dict[str, list[Entry]] = field(default_factory=lambda: {place: [] for place in _TITLES})
    people: Directory = field(init=False)
    records: Records = field(init=False)
    prose: dict[str, str] = field(default_factory=dict)
    case: dict[str, Any] = field(default_factory=dict)
    head: dict[str, Any] = field(default_factory=dict)
    lines: list[NewLine] = field(default_factory=list)
    new_people: list[str] = field(default_factory=list)
    told_people: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.people = Directory(self.standing.charter.all(Person))
        self.records = Records(self.standing.charter)

    def plan(self) -> Plan:
        self._people()
        self._lines()
        self._head()
        self._texts()
        self._tell_headings()
        self._tell_pictures()
        self._tell_left_out()
        writes = self._writes()
        notes = [sentence(mark("Read as {encoding}"), encoding=self.paper.encoding)] if self.paper.encoding else []
        reopened = self._reopened(writes)
        return Plan(
            label=sentence(mark("Import the charter from “{name}”"), name=self.name),
            writes=tuple(writes),
            came=tuple(self._came()),
            parts=self._parts(),
            warnings=tuple(_warning(each) for each in reopened),
            notes=tuple(notes),
            rejected=tuple(self.rejected),
            details=self._details(reopened),
        )

    def _tell(self, place: str, what: Sentence, fate: Fate, text: str = "", titles: Iterable[str] = ()) -> None:
        self.entries[place].append(Entry(what=what, fate=fate, text=text, titles=tuple(titles)))

    # -- people and lines

    def _people(self) -> None:
        """People of the document's own table are known to its other tables."""
        for line in self.arranged.lines:
            if line.record is not Person:
                continue
            values = dict(line.values)
            name = str(values.get("name", ""))
            if not name:
                continue
            self._shorten(Person, values, "stakeholders")
            about = "\n".join(
                value for key, value in values.items() if isinstance(value, str) and value and key != "name"
            )
            same = self.people.like(name, str(values.get("department", "")))
            if len(same) > 1:
                self.doubtful.append(Misfit("stakeholders", "", self.words(mark("Name")), name))
            elif same:
                fate = Fate.FILLED if self.people.fill(same[0], values) else Fate.SAME
                self._tell(_PEOPLE, verbatim(same[0].name), fate, about)
            else:
                self.people.add(values)
                self.told_people.append(name)
                self._tell(_PEOPLE, verbatim(str(values["name"])), Fate.NEW, about)

    def _lines(self) -> None:
        for line in self.arranged.lines:
            if line.record is Person:
                continue
            section = _section_of(line.record)
            values = dict(line.values)
            for each in fields_of(line.record):
                value = values.get(each.name)
                if isinstance(value, Named) and value.kind == Person.kind and not self._is_one(value.title):
                    del values[each.name]
                    self._doubt(section, _title_in(values), each.label, value.title)
            self._shorten(line.record, values, section)
            self.lines.append(NewLine(line.record, values))
        for record in dict.fromkeys(line.record for line in self.lines):
            titles = [_title_in(line.values) for line in self.lines if line.record is record]
            what = sentence(mark("{noun} ({count})"), noun=sentence(KINDS[record.kind].noun), count=len(titles))
            self._tell(_section_of(record), what, Fate.NEW, titles=(title for title in titles if title))

    def _is_one(self, name: str) -> bool:
        """Whether a name means exactly one human being; somebody who is not there yet is added."""
        known = self.people.known(name)
        if known or not may_be_one(name):
            return len(known) == 1
        self.people.add({"name": name})
        self.new_people.append(name)
        self._tell(_PEOPLE, verbatim(name), Fate.NEW)
        return True

    def _doubt(self, section: str, line: str, label: str, text: str) -> None:
        self.doubtful.append(Misfit(section, line, self.words(label), text))

    def _shorten(self, record: type[Line], values: dict[str, Any], section: str) -> None:
        """Texts that fit their fields; the whole of a longer one goes into the section's text."""
        for each in fields_of(record):
            value = values.get(each.name)
            if isinstance(value, str) and each.shape in (Shape.TEXT, Shape.PROSE):
                values[each.name] = self._shortened(value, each.name, each.shape, section, each.label)

    def _shortened(self, text: str, name: str, shape: Shape, section: str, label: str) -> str:
        limit = limit_of(name, shape)
        if len(text) <= limit:
            return text
        short = f"{text[: limit - 1].rstrip()}…"
        self._doubt(section, short[:80], label, text)
        return short

    # -- cover and texts

    def _head(self) -> None:
        """What stands on the cover is taken over where nothing stands yet; else it goes to the change log."""
        now = self.standing.charter.head
        for name, value in self.arranged.head.items():
            each = field_of(Head, name)
            there = getattr(now, name)
            if isinstance(value, Named) and not self._is_one(value.title):
                self._doubt(_CHANGE_LOG, "", each.label, value.title)
            elif there in (None, ""):
                if isinstance(value, str):
                    value = self._shortened(value, name, each.shape, _CHANGE_LOG, each.label)
                self.head[name] = value
                self._tell(_COVER, sentence(each.label), Fate.FILLED, self._said(each, value))
            elif there == value or self._names(value, there):
                self._tell(_COVER, sentence(each.label), Fate.SAME, self._said(each, value))
            else:
                self._doubt(_CHANGE_LOG, "", each.label, self._said(each, value))

    def _names(self, value: object, there: object) -> bool:
        return isinstance(value, Named) and self.people.id_of(value.title) == there

    def _texts(self) -> None:
        now = self.standing.charter
        texts = self._case(now.business_case)
        kept: dict[str, list[Misfit]] = {}
        for misfit in (*self.arranged.misfits, *self.doubtful):
            kept.setdefault(misfit.section, []).append(misfit)
        for key in dict.fromkeys((*self.arranged.prose, *(key for key in kept if key != CASE))):
            new = self.arranged.prose.get(key, "")
            parts = [new, kept_text(kept.get(key, ()), self.words)]
            text = self._fitting(now.prose(key), parts, BY_KEY[key].title)
            if text is not None:
                self.prose[key] = text
                self._tell_text(key, mark("Text"), now.prose(key), new)
                self._tell_kept(key, kept.get(key, ()))
        misfits = kept_text(kept.get(CASE, ()), self.words)
        if misfits:
            texts["proposal"] = (*texts.get("proposal", ()), misfits)
        for name, new_parts in texts.items():
            each = field_of(BusinessCase, name)
            text = self._fitting(getattr(now.business_case, name), new_parts, each.label)
            if text is not None:
                self.case[name] = text
                new = str(self.arranged.case.get(name, ""))
                self._tell_text(CASE, each.label, getattr(now.business_case, name), new)
                if name == "proposal":
                    self._tell_kept(CASE, kept.get(CASE, ()))

    def _case(self, now: BusinessCase) -> dict[str, Sequence[str]]:
        """The new texts of the business case by field; its other fields are taken over where nothing stands yet."""
        texts: dict[str, Sequence[str]] = {}
        for name, value in self.arranged.case.items():
            each = field_of(BusinessCase, name)
            there = getattr(now, name)
            if each.shape is Shape.PROSE:
                texts[name] = (value,)
            elif there in (None, ""):
                if isinstance(value, str):
                    value = self._shortened(value, name, each.shape, CASE, each.label)
                self.case[name] = value
                self._tell(CASE, sentence(each.label), Fate.FILLED, self._said(each, value))
            elif there == value:
                self._tell(CASE, sentence(each.label), Fate.SAME, self._said(each, value))
            else:
                self._doubt(CASE, "", each.label, self._said(each, value))
        return texts

    def _fitting(self, there: str, parts: Sequence[str], name: str) -> str | None:
        """The text with its new parts at the end, None where that would be too long: the parts are rejected."""
        text = "\n\n".join(part for part in (there.rstrip(), *parts) if part)
        if len(text) <= TEXT_LIMIT:
            return text
        self.rejected.append(
            Rejected(
                sentence(mark("The text for “{section}”"), section=sentence(name)),
                sentence(
                    mark("it would be {length} long, and {limit} fit"),
                    length=counted("{n} character", "{n} characters", len(text)),
                    limit=counted("{n} character", "{n} characters", TEXT_LIMIT),
                ),
                "\n\n".join(part for part in parts if part),
            )
        )
        return None

    def _said(self, known: Field, value: object) -> str:
        """A value as people read it."""
        if isinstance(value, Named):
            return value.title
        return Reader(self.words, self.standing.currency, lambda ref: "").shown(known, value)

    # -- what is told besides

    def _tell_text(self, place: str, label: str, there: str, new: str) -> None:
        if new:
            self._tell(place, sentence(label), Fate.AFTER if there.strip() else Fate.NEW, new)

    def _tell_kept(self, place: str, misfits: Iterable[Misfit]) -> None:
        for misfit in misfits:
            what = verbatim(misfit.column)
            if misfit.line:
                what = sentence(mark("{column} of “{line}”"), column=misfit.column, line=misfit.line)
            self._tell(place, what, Fate.KEPT, misfit.text)

    def _tell_headings(self) -> None:
        for went in self.arranged.went:
            if went.kept:
                what = sentence(mark("The heading “{heading}” fits no section"), heading=went.heading)
                self._tell(went.section, what, Fate.KEPT)

    def _tell_pictures(self) -> None:
        for each in self.pictures:
            if each.name != each.picture.name:
                what = sentence(
                    mark("{name}, kept as {other}: another picture has its name"),
                    name=each.picture.name,
                    other=each.name,
                )
                self._tell(_PICTURES, what, Fate.RENAMED)
            else:
                self._tell(_PICTURES, verbatim(each.name), Fate.SAME if each.is_there else Fate.NEW)

    def _tell_left_out(self) -> None:
        for what, count in self.paper.left_out.items():
            self._tell(_NOT_TAKEN, sentence(mark("{noun} ({count})"), noun=sentence(what), count=count), Fate.LEFT)

    def _parts(self) -> tuple[Part, ...]:
        return tuple(
            Part(title=self._title(place), entries=tuple(entries)) for place, entries in self.entries.items() if entries
        )

    def _title(self, place: str) -> Sentence:
        """A place, with the headings whose text goes there."""
        headings = [went.heading for went in self.arranged.went if went.section == place and not went.kept]
        title = sentence(_TITLES[place])
        own = {self.words(_TITLES[place]).casefold()}
        others = [heading for heading in dict.fromkeys(headings) if heading.casefold() not in own]
        if not others:
            return title
        return sentence(mark("{section}, from: {headings}"), section=title, headings="; ".join(others))

    def _came(self) -> Iterable[Sentence | Counted]:
        """What comes in, in a few words."""
        if self.head:
            yield sentence(mark("the cover"))
        sections = {*self.prose, *(_section_of(line.record) for line in self.lines), *([CASE] if self.case else [])}
        people = len(self.told_people) + len(self.new_people)
        pictures = sum(not each.is_there for each in self.pictures)
        if sections:
            yield counted("{n} section", "{n} sections", len(sections))
        if self.lines:
            yield counted("{n} line", "{n} lines", len(self.lines))
        if people:
            yield counted("{n} person", "{n} people", people)
        if pictures:
            yield counted("{n} picture", "{n} pictures", pictures)

    # -- the result

    def _writes(self) -> list[Write]:
        writes: list[Write] = [
            Attach(name=each.name, content=each.picture.content, media_type=_media_type(each.name))
            for each in self.pictures
            if not each.is_there
        ]
        writes.extend(self.people.writes())
        ids = {line.key: line.id for line in self.standing.charter.all(Prose)}
        writes.extend(Change(kind=Prose.kind, id=ids[key], values={"text": text}) for key, text in self.prose.items())
        # What other lines name comes first, so that they find it.
        for line in sorted(self.lines, key=lambda line: line.record.kind not in _FIRST):
            values = {name: self._id_of(value) for name, value in line.values.items()}
            if line.record is Responsibility:
                letters = values["letters"].items()
                values["letters"] = {self.records.department(name): each for name, each in letters}
            self.records.add(line.record, values)
        head = {name: self._id_of(value) for name, value in self.head.items()}
        case = {name: self._id_of(value) for name, value in self.case.items()}
        writes.extend(self.records.made)
        writes.extend(self.records.units())
        if head:
            writes.append(Change(kind=Head.kind, id=1, values=head))
        if case:
            writes.append(Change(kind=BusinessCase.kind, id=1, values=case))
        return writes

    def _id_of(self, value: Any) -> Any:
        """The id of a named record, any other value as it is."""
        if not isinstance(value, Named):
            return value
        return self.people.id_of(value.title) if value.kind == Person.kind else self.records.id_of(value)

    def _reopened(self, writes: Iterable[Write]) -> tuple[Reopening, ...]:
        kinds = {each.kind for each in writes if isinstance(each, Change)}
        kinds |= {each.record.kind for each in writes if isinstance(each, Add)}
        return tuple(each for each in self.standing.reopenings if each.kinds & kinds)

    def _details(self, reopened: Iterable[Reopening]) -> Mapping[str, Any]:
        lines: dict[str, int] = {}
        for line in self.lines:
            lines[line.record.kind] = lines.get(line.record.kind, 0) + 1
        if self.told_people:
            lines[Person.kind] = len(self.told_people)
        return {
            "cover": {name: self._said(field_of(Head, name), value) for name, value in self.head.items()},
            "headings": [
                {"heading": each.heading, "section": each.section, "field": each.into, "matched": not each.kept}
                for each in self.arranged.went
            ],
            "sections": list(self.prose),
            "appended": [key for key in self.prose if self.standing.charter.prose(key).strip()],
            "fields": sorted(self.case),
            "lines": lines,
            "people": self.new_people,
            "kept_as_text": [
                {"section": each.section, "line": each.line, "column": each.column, "text": each.text}
                for each in (*self.arranged.misfits, *self.doubtful)
            ],
            "left_out": dict(self.paper.left_out),
            "pictures": [each.name for each in self.pictures],
            "reopens": [
                {"document": str(each.document), "version": each.title, "next": each.next} for each in reopened
            ],
            "encoding": self.paper.encoding,
        }


def _warning(reopening: Reopening) -> Sentence:
    message = {
        (Document.CHARTER, Status.APPROVED): mark(
            "The charter v{version} is approved and stays as it is; what comes in begins the draft v{next}."
        ),
        (Document.CHARTER, Status.REVIEW): mark(
            "The charter v{version} is in review and stays as it is; what comes in begins the draft v{next}."
        ),
        (Document.BUSINESS_CASE, Status.APPROVED): mark(
            "The business case v{version} is approved and stays as it is; what comes in begins the draft v{next}."
        ),
        (Document.BUSINESS_CASE, Status.REVIEW): mark(
            "The business case v{version} is in review and stays as it is; what comes in begins the draft v{next}."
        ),
    }[reopening.document, reopening.status]
    return sentence(message, version=reopening.title, next=reopening.next)


def _section_of(record: type[Line]) -> str:
    section = section_of(record.kind)
    return section.key if section is not None else "stakeholders"


def _title_in(values: Mapping[str, Any]) -> str:
    value = values.get("title") or values.get("name") or values.get("person") or ""
    return value.title if isinstance(value, Named) else str(value)


def _media_type(name: str) -> str:
    return "image/jpeg" if name.endswith(".jpg") else f"image/{name.rpartition('.')[2]}"
