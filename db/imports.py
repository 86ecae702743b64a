"""Documents from elsewhere, stored: all of one in one step, but for the pieces that cannot be kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from db import rows
from enable_desktop.blocks import Picture
from enable_desktop.changes import Origin
from enable_desktop.charter.arrange import Arranged, kept_text
from enable_desktop.charter.cells import Named
from enable_desktop.charter.headings import CASE
from enable_desktop.charter.lines import BusinessCase, Head, Prose, Responsibility
from enable_desktop.charter.sections import BY_KEY, section_of
from enable_desktop.charter.tables import Misfit, NewLine
from enable_desktop.fields import Line, Shape, field_of, fields_of
from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref
from enable_desktop.measures import Measure
from enable_desktop.notes import ListEntry
from enable_desktop.people import Hat, Person, folded
from enable_desktop.words import Sentence, Words, mark, sentence

if TYPE_CHECKING:
    from db.workspace import Workspace

_SEVERAL: Final = re.compile(r"[;\n,/]|\s(?:and|&|и)\s")
_DEPARTMENTS: Final = "departments"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A piece that cannot be stored: what it is, why, and the whole of it."""

    what: Sentence
    reason: Sentence
    text: str


@dataclass(slots=True)
class CharterImport:
    """What an arranged document will do to one workspace; nothing is stored before `store`."""

    workspace: Workspace
    arranged: Arranged
    words: Words
    pictures: Sequence[Picture] = ()
    doubtful: list[Misfit] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    new_people: list[str] = field(default_factory=list)
    _people: list[Person] = field(default_factory=list)
    _prose: dict[str, str] = field(default_factory=dict)
    _case: dict[str, Any] = field(default_factory=dict)
    _head: dict[str, Any] = field(default_factory=dict)
    _lines: list[NewLine] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._people = list(self.workspace.people.all())
        self._plan_people()
        self._plan_lines()
        self._plan_texts()

    @property
    def lines(self) -> Sequence[NewLine]:
        """The lines that will be added."""
        return self._lines

    @property
    def sections(self) -> Sequence[str]:
        """The sections whose text will grow."""
        return tuple(self._prose)

    # -- before anything is stored

    def _plan_people(self) -> None:
        """People of the document's own table count as known to its other tables, under numbers below zero."""
        for line in self.arranged.lines:
            if line.record is Person and line.values.get("name") and not self._like(line.values):
                self._people.append(Person(id=-len(self._people) - 1, **line.values))

    def _plan_lines(self) -> None:
        for line in self.arranged.lines:
            section = _section_of(line.record)
            values = dict(line.values)
            if line.record is Person and len(self._like(values)) > 1:
                self.doubtful.append(Misfit(section, "", self.words("Name"), str(values["name"])))
                continue
            for each in fields_of(line.record):
                value = values.get(each.name)
                if isinstance(value, Named) and value.kind == "people" and not self._is_one_person(value.title):
                    del values[each.name]
                    self.doubtful.append(Misfit(section, _title_in(values), self.words(each.label), value.title))
                elif isinstance(value, str) and each.shape in (Shape.TEXT, Shape.PROSE):
                    values[each.name] = self._shortened(value, each.name, each.shape, section, self.words(each.label))
            self._lines.append(NewLine(line.record, values))

    def _like(self, values: Mapping[str, Any]) -> Sequence[Person]:
        return self.workspace.people.like(str(values.get("name", "")), str(values.get("department", "")))

    def _shortened(self, text: str, name: str, shape: Shape, section: str, label: str) -> str:
        """A text that fits its field; the whole of a longer one goes into the section's text."""
        limit = rows.limit_of(name, shape)
        if len(text) <= limit:
            return text
        short = f"{text[: limit - 1].rstrip()}…"
        self.doubtful.append(Misfit(section, short[:80], label, text))
        return short

    def _is_one_person(self, name: str) -> bool:
        """Whether a cell names exactly one human being; somebody not in the directory yet is noted as new."""
        found = self._known(name)
        if len(found) == 1:
            return True
        if found or _SEVERAL.search(name) or not any(letter.isalpha() for letter in name) or len(name) > 100:
            return False
        if folded(name) in {"tbd", "tbc", "none", "unknown", "нет", "не назначен", "уточняется", "все", "all", "team"}:
            return False
        if folded(name) not in {folded(each) for each in self.new_people}:
            self.new_people.append(name)
        return True

    def _known(self, name: str) -> list[Person]:
        """Everybody a name may mean: by name, else by role."""
        wanted = folded(name)
        by_name = [person for person in self._people if folded(person.name) == wanted]
        return by_name or [person for person in self._people if person.role and folded(person.role) == wanted]

    def _plan_texts(self) -> None:
        self._plan_head()
        now = self.workspace.charter.content()
        texts = self._plan_case(now.business_case)
        kept: dict[str, list[Misfit]] = {}
        for misfit in (*self.arranged.misfits, *self.doubtful):
            kept.setdefault(misfit.section, []).append(misfit)
        for key in dict.fromkeys((*self.arranged.prose, *(key for key in kept if key != CASE))):
            parts = [self.arranged.prose.get(key, ""), kept_text(kept.get(key, ()), self.words)]
            text = self._fitting(now.prose(key), parts, BY_KEY[key].title)
            if text is not None:
                self._prose[key] = text
        misfits = kept_text(kept.get(CASE, ()), self.words)
        if misfits:
            texts["proposal"] = (*texts.get("proposal", ()), misfits)
        for name, new in texts.items():
            text = self._fitting(getattr(now.business_case, name), new, field_of(BusinessCase, name).label)
            if text is not None:
                self._case[name] = text

    def _plan_case(self, now: BusinessCase) -> dict[str, Sequence[str]]:
        """The new texts of the business case by field; its other fields are taken over where nothing stands yet."""
        texts: dict[str, Sequence[str]] = {}
        for name, value in self.arranged.case.items():
            each = field_of(BusinessCase, name)
            there = getattr(now, name)
            if each.shape is Shape.PROSE:
                texts[name] = (value,)
            elif there in (None, ""):
                self._case[name] = value
            elif there != value:
                self.doubtful.append(Misfit(CASE, "", self.words(each.label), _as_text(value)))
        return texts

    def _plan_head(self) -> None:
        """What stands on the cover is taken over where nothing stands yet; else it goes to the change log."""
        now = self.workspace.charter.content().head
        for name, value in self.arranged.head.items():
            each = field_of(Head, name)
            if isinstance(value, Named) and not self._is_one_person(value.title):
                self.doubtful.append(Misfit("change_log", "", self.words(each.label), value.title))
            elif getattr(now, name) in (None, ""):
                self._head[name] = value[: rows.limit_of(name, each.shape)] if isinstance(value, str) else value
            elif getattr(now, name) != value:
                self.doubtful.append(Misfit("change_log", "", self.words(each.label), _as_text(value)))

    def _fitting(self, there: str, parts: Sequence[str], name: str) -> str | None:
        """The text with its new parts at the end, None where that would be too long: the parts are rejected."""
        text = "\n\n".join(part for part in (there.rstrip(), *parts) if part)
        if len(text) <= rows.TEXT_LIMIT:
            return text
        self.rejected.append(
            Rejected(
                sentence(mark("The text for “{section}”"), section=sentence(name)),
                sentence(mark("it is {length} characters long, {limit} fit"), length=len(text), limit=rows.TEXT_LIMIT),
                "\n\n".join(parts),
            )
        )
        return None

    # -- storing

    def store(self, name: str) -> None:
        """Everything but what is rejected, as one step named after the document."""
        workspace = self.workspace
        with workspace.step(mark("Import the charter from “{name}”"), origin=Origin.IMPORT, name=name):
            for picture in self.pictures:
                workspace.attachments.add(picture.name, picture.content, _media_type(picture.name))
            people = {folded(each): workspace.add(Person, name=each) for each in self.new_people}
            finder = _Finder(workspace, people, self._known)
            ids = {line.key: line.id for line in workspace.all(Prose)}
            for key, text in self._prose.items():
                workspace.change(Ref(Prose.kind, ids[key]), text=text)
            # What other lines name comes first, so that they find it.
            for line in sorted(self._lines, key=lambda line: _ORDER.get(line.record.kind, 9)):
                finder.add(line)
            head = {key: finder.found(value) for key, value in self._head.items()}
            if head:
                workspace.change(Ref(Head.kind, 1), **head)
            case = {key: finder.found(value) for key, value in self._case.items()}
            if case:
                workspace.change(Ref(BusinessCase.kind, 1), **case)


_ORDER: Final = {"people": 0, "priorities": 1, "measures": 2}


class _Finder:
    """Turns the names in lines into ids, making what is not there yet."""

    def __init__(self, workspace: Workspace, people: Mapping[str, int], known: Any) -> None:
        self._workspace = workspace
        self._people = dict(people)
        self._known = known

    def add(self, line: NewLine) -> None:
        if line.record is Person:
            self._person(line.values)
            return
        values = {name: self.found(value) for name, value in line.values.items()}
        if line.record is Responsibility:
            values["letters"] = {self._department(name): letters for name, letters in values["letters"].items()}
        self._workspace.add(line.record, **values)

    def found(self, value: Any) -> Any:
        """The id of a named record, any other value as it is."""
        if not isinstance(value, Named):
            return value
        if value.kind == Person.kind:
            wanted = folded(value.title)
            if wanted not in self._people:
                person = self._known(value.title)[0]
                return person.id if person.id > 0 else self._people[folded(person.name)]
            return self._people[wanted]
        return self._record(value)

    def _record(self, named: Named) -> int:
        """The record with this title; a new one where there is none."""
        record = KINDS[named.kind].record
        for line in self._workspace.all(record):
            if folded(line.title_text) == folded(named.title):
                if isinstance(line, Measure) and named.unit and not line.unit:
                    self._workspace.change(Ref(line.kind, line.id), unit=named.unit)
                return line.id
        values = {"unit": named.unit} if record is Measure else {}
        return self._workspace.add(record, title=named.title[: rows.TITLE_LIMIT], **values)

    def _person(self, values: Mapping[str, Any]) -> None:
        """A stakeholder of the document's own table: the one we know, else a new one."""
        name = str(values.get("name", ""))
        if not name:
            return
        same = self._workspace.people.like(name, str(values.get("department", "")))
        if len(same) != 1:
            if not same:
                self._people[folded(name)] = self._workspace.add(Person, **values)
            return
        filled: dict[str, Any] = {
            key: value
            for key, value in values.items()
            if isinstance(value, str)
            and value
            and field_of(Person, key).shape is Shape.TEXT
            and not getattr(same[0], key)
        }
        self._workspace.change(Ref(Person.kind, same[0].id), **filled, hats=same[0].hats | {Hat.STAKEHOLDER})

    def _department(self, name: str) -> str:
        """The key of a department in the list of this workspace; a new one is added to the list."""
        for entry in self._workspace.where(ListEntry, "list", _DEPARTMENTS):
            if folded(name) in (folded(entry.key), folded(entry.title)):
                return entry.key
        key = name.replace("=", " ").strip()
        self._workspace.add(ListEntry, list=_DEPARTMENTS, key=key, title=name)
        return key


def _section_of(record: type[Line]) -> str:
    section = section_of(record.kind)
    return section.key if section is not None else "stakeholders"


def _title_in(values: Mapping[str, Any]) -> str:
    value = values.get("title") or values.get("name") or values.get("person") or ""
    return value.title if isinstance(value, Named) else str(value)


def _as_text(value: object) -> str:
    return value.title if isinstance(value, Named) else str(value)


def _media_type(name: str) -> str:
    return "image/jpeg" if name.endswith(".jpg") else f"image/{name.rpartition('.')[2]}"


def counted(lines: Iterable[NewLine]) -> dict[str, int]:
    """How many lines of each kind."""
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.record.kind] = counts.get(line.record.kind, 0) + 1
    return counts
