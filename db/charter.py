"""The charter's versions: named, frozen, compared, restored; and the draft that follows by itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from db import rows
from db.evidence import links_of, permitted, put_back_links, shown_now, with_shown_links
from db.files import ask, parsing
from db.history import History
from db.settings import Settings
from enable_desktop.charter.approvals import is_approved
from enable_desktop.charter.content import CONTENT, KINDS_OF, Charter, Reopening, from_json, to_json
from enable_desktop.charter.evidence import Shown, pairs
from enable_desktop.charter.lines import (
    Answer,
    Approval,
    Approver,
    Document,
    Head,
    Status,
    Version,
)
from enable_desktop.currency import repriced
from enable_desktop.errors import WorkspaceError
from enable_desktop.everybody import Everybody
from enable_desktop.fields import Line, Shape, fields_of
from enable_desktop.links import Link, Ref
from enable_desktop.measures import Measure, Reading
from enable_desktop.notes import ListEntry
from enable_desktop.people import Person
from enable_desktop.words import mark

_RECORDS: Final = {record.kind: record for record in CONTENT}


class CharterStore:
    """One charter and one business case, each with its versions."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        history: History,
        settings: Settings,
        today: Callable[[], date],
        everybody: Callable[[], Everybody],
    ) -> None:
        self._connection = connection
        self._history = history
        self._settings = settings
        self._today = today
        self._everybody = everybody
        self._read: dict[str, tuple[int, tuple[Line, ...]]] = {}
        self._shown: tuple[tuple[int, frozenset[int]], tuple[Person, ...]] | None = None
        self._frozen: tuple[int, dict[int, Charter]] = 0, {}

    def content(self) -> Charter:
        """The charter as it stands, with everything a report needs beside it."""
        kinds: tuple[type[Line], ...] = (*CONTENT, Approval, ListEntry)
        lines = {record.kind: self._lines(record) for record in kinds}
        lines[Person.kind] = self._people(line for found in lines.values() for line in found)
        lines[Version.kind] = tuple(self._versions_without_snapshots())
        return Charter({kind: found for kind, found in lines.items() if found})

    def owner(self) -> Person | None:
        """Who owns the programme and signs what is written for it, where somebody is named."""
        ids = [head.owner for head in rows.read_all(self._connection, Head)[:1] if head.owner is not None]
        return rows.read_one(self._connection, Person, ids[0]) if ids else None

    def _lines(self, record: type[Line]) -> tuple[Line, ...]:
        """The lines of a kind, read again only when one has changed: at every pause in the typing all are asked for."""
        count = self._history.count_of(record.kind)
        kept = self._read.get(record.kind)
        if kept is None or kept[0] != count:
            kept = self._read[record.kind] = count, rows.read_all(self._connection, record)
        return kept[1]

    def _people(self, lines: Iterable[Line]) -> tuple[Person, ...]:
        """Whom a charter shows: those its lines name, and everybody with a hat. A directory may hold many more."""
        named = frozenset(id_ for line in lines for id_ in _named(line))
        key = self._history.count_of(Person.kind), named
        if self._shown is None or self._shown[0] != key:
            hats = ask(self._connection, "select id from people where hats <> ''")
            self._shown = key, rows.read_these(self._connection, Person, named.union(row[0] for row in hats))
        return self._shown[1]

    def whole(self) -> Charter:
        """The charter as it stands with its links and what they show: what a version keeps, and what is printed."""
        return with_shown_links(self._connection, self.content(), self._today(), self._everybody)

    def shown_now(self, refs: Iterable[Ref]) -> dict[Ref, Shown]:
        """What records say to an outsider today, by the rule of the charter's notes."""
        return shown_now(self._connection, refs, self._today(), self._everybody)

    def as_printed(self, version: int | None = None) -> Charter:
        """The charter as it is printed now, or as a version of it was frozen, with the versions and answers there are.

        While nothing has changed since a version was frozen, the notes of its lines are those that it keeps; but words
        that may not be quoted any more are printed nowhere.
        """
        found = rows.read_one(self._connection, Version, version) if version is not None else None
        if found is None or not found.snapshot:
            return permitted(self._connection, self._with_kept_notes(self.whole()), self._today())
        kept, now = self._kept(found), self.content()
        beside = {record.kind: now.all(record) for record in (Approval, ListEntry)}
        beside[Version.kind] = tuple(each for each in now.all(Version) if each.id <= found.id)
        currency = kept.currency or self._settings.get("currency")
        return permitted(self._connection, Charter({**kept.lines, **beside}, currency), self._today())

    def _with_kept_notes(self, charter: Charter) -> Charter:
        shown = {each.id: each for each in charter.all(Shown)}
        for document, kinds in KINDS_OF.items():
            newest, _ = self._newest(document)
            kept = self.snapshot(newest.id) if newest is not None and newest.is_frozen else Charter()
            links = {link.id for link in kept.all(Link) if link.from_kind in kinds}
            shown |= {each.id: each for each in kept.all(Shown) if each.id in links & shown.keys()}
        return replace(charter, lines={**charter.lines, Shown.kind: tuple(shown.values())})

    def _versions_without_snapshots(self) -> list[Version]:
        found = ask(
            self._connection,
            'select id, position, document, title, status, "on", note from versions order by position, id',
        )
        with parsing(self._connection):
            return [
                Version(id=row[0], position=row[1], document=Document(row[2]), title=row[3], status=Status(row[4]),
                        on=date.fromisoformat(row[5]) if row[5] else None, note=row[6])
                for row in found
            ]  # fmt: skip

    def versions(self, document: Document) -> tuple[Version, ...]:
        """The versions of a document, newest first."""
        return tuple(reversed(rows.read_where(self._connection, Version, "document", str(document))))

    def current(self, document: Document) -> Version:
        """The newest version: the draft being written, or the one that was frozen last."""
        found = self.versions(document)
        return found[0] if found else Version(document=document, title="0.1")

    def reopenings(self) -> tuple[Reopening, ...]:
        """The documents whose next change begins a draft after a version in review or approved."""
        found = ((document, self.current(document)) for document in Document)
        return tuple(
            Reopening(
                document=document,
                title=current.title,
                status=current.status,
                next=next_title(current.title),
                kinds=KINDS_OF[document],
            )
            for document, current in found
            if current.status is not Status.DRAFT
        )

    def snapshot(self, version: int) -> Charter:
        """The charter as a version froze it; the draft being written gives the charter as it stands."""
        # A snapshot is long, and at every pause in the typing the draft is compared with its predecessor.
        count = self._history.count_of(Version.kind)
        if self._frozen[0] != count:
            self._frozen = count, {}
        frozen = self._frozen[1]
        if version not in frozen:
            found = rows.read_one(self._connection, Version, version)
            if found is None or not found.snapshot:
                return self.whole()
            if len(frozen) == len(Document):
                frozen.clear()
            frozen[version] = self._kept(found)
        return frozen[version]

    def _kept(self, version: Version) -> Charter:
        with parsing(self._connection):
            return from_json(version.snapshot)

    def approvals(self, version: int) -> tuple[Approval, ...]:
        return rows.read_where(self._connection, Approval, "version", version)

    def save_version(self, document: Document, title: str, note: str) -> int:
        """Freeze what stands under a name; the next change starts a new draft."""
        with self._history.step(mark("Save version {title}"), title=title):
            return self._freeze(document, title, note, Status.DRAFT)

    def ask(self, document: Document, note: str = "") -> int:
        """Freeze what stands and ask every approver of the document to approve exactly that."""
        title = self.current(document).title
        with self._history.step(mark("Ask for approval of {title}"), title=title):
            version = self._freeze(document, title, note, Status.REVIEW)
            frozen = rows.read_one(self._connection, Version, version)
            if frozen is not None and frozen.status is Status.APPROVED:
                return version
            asked = {approval.person for approval in self.approvals(version)}
            for approver in rows.read_where(self._connection, Approver, "document", str(document)):
                if approver.person is not None and approver.person not in asked:
                    asked.add(approver.person)
                    rows.insert(self._connection, Approval, {"version": version, "person": approver.person})
            return version

    def answer(self, approval: int, answer: Answer, condition: str = "", on: date | None = None) -> None:
        """Record what an approver said; the version is approved when everybody asked has approved it."""
        found = rows.read_one(self._connection, Approval, approval)
        if found is None or found.version is None:
            raise WorkspaceError(mark("This approval is not there any more."))
        with self._history.step(mark("Record an approval")):
            values = {"answer": answer, "condition": condition, "on": on or self._today()}
            rows.update(self._connection, Approval, approval, values)
            status = Status.APPROVED if is_approved(self.approvals(found.version)) else Status.REVIEW
            rows.update(self._connection, Version, found.version, {"status": status})

    def restore(self, version: int) -> tuple[Shown, ...]:
        """Bring back what a version holds, as the next draft, with the links of its lines.

        Returns what could not be joined again, since it is not there any more. Links made since stay where they print
        nothing.
        """
        found = rows.read_one(self._connection, Version, version)
        if found is None or not found.snapshot:
            return ()
        kept = self._kept(found)
        kinds = KINDS_OF[found.document]
        currency = self._settings.get("currency") if kept.currency else ""
        with self._history.step(mark("Restore version {title}"), title=found.title):
            there = {measure.id for measure in rows.read_all(self._connection, Measure)}
            for record in reversed(CONTENT):
                if record.kind in kinds:
                    self._remove_others(record, kept)
            for record in CONTENT:
                if record.kind in kinds:
                    for line in kept.lines.get(record.kind, ()):
                        self._put_back(record, replace(line, **repriced(line, kept.currency, currency)))
                elif record is Reading and Measure.kind in kinds:
                    # Readings are facts that a version does not undo; those of a measure that comes back come with it.
                    for reading in kept.all(Reading):
                        if reading.measure not in there:
                            self._put_back(Reading, reading)
            return put_back_links(self._connection, kept, kinds) if kept.knows_links else ()

    def _remove_others(self, record: type[Line], kept: Charter) -> None:
        wanted = {line.id for line in kept.lines.get(record.kind, ())}
        for line in rows.read_all(self._connection, record):
            if line.id not in wanted:
                self._connection.execute(f'delete from "{record.kind}" where id = ?', (line.id,))

    def _put_back(self, record: type[Line], line: Line) -> None:
        values = {field.name: getattr(line, field.name) for field in fields_of(record)}
        for field in fields_of(record):
            if field.shape is Shape.RECORD and values[field.name] is not None:
                query = f'select 1 from "{field.kind}" where id = ?'
                if self._connection.execute(query, (values[field.name],)).fetchone() is None:
                    values[field.name] = None
        if rows.read_one(self._connection, record, line.id) is None:
            rows.insert(self._connection, record, {**values, "position": line.position}, id_=line.id)
        else:
            rows.update(self._connection, record, line.id, values)
            self._connection.execute(f'update "{record.kind}" set position = ? where id = ?', (line.position, line.id))

    def _freeze(self, document: Document, title: str, note: str, status: Status) -> int:
        """Store the content in the current draft, or in a new version where the current one is frozen already."""
        values = {
            "title": title, "note": note, "status": status, "on": self._today(), "snapshot": to_json(self.whole()),
        }  # fmt: skip
        current = self.current(document)
        if current.id and not current.snapshot:
            if not note:
                del values["note"]
            rows.update(self._connection, Version, current.id, values)
            return current.id
        if current.id and self._is_as_kept(current.id, document):
            if current.status is Status.APPROVED:
                # What was approved is a fact; it is neither renamed nor asked about again.
                return current.id
            # Nothing has changed since: the same version only moves on.
            told = {"note": note} if note else {}
            rows.update(self._connection, Version, current.id, {"status": status, "title": title, **told})
            return current.id
        if title == current.title:
            values["title"] = next_title(title)
        return rows.insert(self._connection, Version, {**values, "document": document})

    def _is_as_kept(self, version: int, document: Document) -> bool:
        """Whether the document still says what a version froze."""
        kept, kinds = self.snapshot(version), KINDS_OF[document]
        if kept.currency and document is Document.BUSINESS_CASE and kept.currency != self._settings.get("currency"):
            return False
        if kept.knows_links and pairs(kept.all(Link), kinds) != pairs(links_of(self._connection, kinds), kinds):
            return False
        now = self.content()
        return all(_said(kept, kind) == _said(now, kind) for kind in kinds)

    def follow_with_draft(self, touched: frozenset[Ref], deleted: frozenset[Ref]) -> None:
        """A document has a draft while it says something else than the version that was frozen last.

        So the first change after freezing begins the next draft, and going back to what was frozen ends it.
        """
        kinds = {ref.kind for ref in touched}
        for document, of_document in KINDS_OF.items():
            # A link may be a note of a line, a setting the currency of its amounts.
            if not kinds & (of_document | {Link.kind, "settings"}):
                continue
            newest, before = self._newest(document)
            if newest is None or newest.is_frozen:
                if newest is None or not self._is_as_kept(newest.id, document):
                    title = next_title(newest.title) if newest is not None else "0.1"
                    values = {"document": document, "title": title, "status": Status.DRAFT, "on": self._today()}
                    rows.insert(self._connection, Version, values)
            elif (
                before is not None and before.is_frozen and newest.is_bare and newest.title == next_title(before.title)
            ):
                kept = self.snapshot(before.id)
                concerned = (ref for ref in touched if ref.kind in of_document)
                # A look at what was touched spares comparing everything at every pause in the typing.
                if all(self._says(ref, kept) for ref in concerned) and self._is_as_kept(before.id, document):
                    self._connection.execute("delete from versions where id = ?", (newest.id,))

    def _newest(self, document: Document) -> tuple[_Glance | None, _Glance | None]:
        """The newest version and the one before it."""
        found = self._connection.execute(
            "select id, title, snapshot <> '', status = ? and note = '' from versions where document = ? "
            "order by position desc, id desc limit 2",
            (str(Status.DRAFT), str(document)),
        ).fetchall()
        newest, before = (*(_Glance(*row) for row in found), None, None)[:2]
        return newest, before

    def _says(self, ref: Ref, kept: Charter) -> bool:
        """Whether a line is as it was frozen."""
        line, frozen = rows.read_one(self._connection, _RECORDS[ref.kind], ref.id), kept.find(ref.kind, ref.id)
        return _placeless(line) == _placeless(frozen)


@dataclass(frozen=True, slots=True)
class _Glance:
    """A version without its content, which is long; a `bare` one began by itself, and nobody has annotated it."""

    id: int
    title: str
    is_frozen: int
    is_bare: int


def _said(charter: Charter, kind: str) -> tuple[Line | None, ...]:
    """The lines of a kind in their order, whatever numbers keep them in it."""
    return tuple(_placeless(line) for line in charter.lines.get(kind, ()))


def _placeless(line: Line | None) -> Line | None:
    return replace(line, position=0) if line is not None else None


def _named(line: Line) -> Iterator[int]:
    """The people a line names."""
    for field in fields_of(type(line)):
        if field.kind == Person.kind and (id_ := getattr(line, field.name)):
            yield id_


def next_title(title: str) -> str:
    """The version after this one: 0.3 is followed by 0.4, a title without a number at its end by itself with " 2"."""
    head, dot, last = title.rpartition(".")
    if last.isdigit():
        return f"{head}{dot}{int(last) + 1}"
    return f"{title} 2".strip()
