"""A sample programme, from its plain description into the rows of a new workspace.

The description is tables by kind (`resources/sample/*.toml`): `ref` names a line, fields that hold a record hold such
a name, dates are those of the day called `anchor` and move with the day on which the sample is made. What is told of
talks is taken apart in `db.sample_talks` first.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Final

from db import rows
from db.evidence import with_shown_links
from db.register import everybody
from db.sample_talks import with_talks
from db.themes import fill_bank
from enable_desktop.charter import content
from enable_desktop.charter.content import CONTENT, Charter, charter_of, with_links
from enable_desktop.charter.evidence import Shown
from enable_desktop.charter.lines import (
    Answer,
    Approval,
    BusinessCase,
    Document,
    Head,
    Prose,
    Status,
    Version,
)
from enable_desktop.experts import Contact, Contribution, Expertise, Terms
from enable_desktop.feedback import Feedback
from enable_desktop.fields import Field, Line, Shape, field_of, fields_of, from_plain
from enable_desktop.interviews import ChosenQuestion, Interview, Question, Rating, Round, RoundTheme, Statement, Theme
from enable_desktop.kinds import KINDS
from enable_desktop.library.assets import (
    Asset,
    AssetKind,
    ContentGap,
    Playlist,
    PlaylistItem,
    Review,
    UsageSource,
    Use,
    WatchedFolder,
)
from enable_desktop.library.facets import joined
from enable_desktop.links import Link, Reason, Ref
from enable_desktop.measures import Reading
from enable_desktop.notes import InboxNote, ListEntry, Promise
from enable_desktop.packs.records import Pack, PackItem
from enable_desktop.people import Person

_SINGLE: Final[tuple[type[Line], ...]] = (Head, BusinessCase)
_TALKS: Final[tuple[type[Line], ...]] = (Round, Theme, RoundTheme, Interview, Statement, Rating)
_LIBRARY: Final[tuple[type[Line], ...]] = (
    WatchedFolder, Asset, UsageSource, Playlist, PlaylistItem, ContentGap,
)  # fmt: skip
_EXPERTS: Final[tuple[type[Line], ...]] = (Expertise, Terms, Contact, Contribution)
_PACKS: Final[tuple[type[Line], ...]] = (Pack, PackItem, Feedback)
_WEEK: Final = timedelta(weeks=1)
_LINKS: Final = ("links", "library_links", "expert_links")
_CHIP: Final = re.compile(r"\[\[([a-z_]+)\.([\w-]+)\|")


class Sample:
    """Fills one new workspace; ids are given in the order of the description."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        data: Mapping[str, Any],
        today: date,
        questions: Sequence[tuple[Question, str]] = (),
    ) -> None:
        self._connection = connection
        self._data = with_talks(data)
        self._questions = questions
        self._shift = today - data["anchor"]
        self._ids: dict[tuple[str, str], int] = {}

    def fill(self) -> None:
        """Store everything; the caller holds the transaction."""
        content_records = [record for record in CONTENT if record not in (Prose, Reading)]
        records: list[type[Line]] = [
            Person,
            *content_records,
            *_TALKS,
            Promise,
            InboxNote,
            *_LIBRARY,
            *_EXPERTS,
            *_PACKS,
        ]
        for row in self._data.get(ListEntry.kind, ()):
            made = rows.insert(self._connection, ListEntry, self._values(ListEntry, row))
            self._ids[ListEntry.kind, str(row.get("ref", ""))] = made
        for kind in rows.read_all(self._connection, AssetKind):
            self._ids[AssetKind.kind, kind.key] = kind.id
        for record in records:
            if record not in _SINGLE:
                for number, row in enumerate(self._data.get(record.kind, ()), 1):
                    self._ids[record.kind, str(row.get("ref", f"#{number}"))] = number
        for record in records:
            if record in _SINGLE:
                rows.update(self._connection, record, 1, self._values(record, self._data[record.kind]))
                continue
            for number, row in enumerate(self._data.get(record.kind, ()), 1):
                rows.insert(self._connection, record, self._values(record, row), id_=number)
        self._choose()
        for row in self._data["measures"]:
            for reading in row.get("readings", ()):
                values = self._values(Reading, reading)
                rows.insert(self._connection, Reading, {**values, "measure": self._ids["measures", row["ref"]]})
        self._use_and_review()
        self._hand_over()
        for section in rows.read_all(self._connection, Prose):
            text = self._with_ids(str(self._data["sections"].get(section.key, "")).strip())
            rows.update(self._connection, Prose, section.id, {"text": text})
        for link in (link for kind in _LINKS for link in self._data.get(kind, ())):
            self._link(link)
        self._versions()

    def _choose(self) -> None:
        """The questions picked for talks; one in the words of the bank comes from there."""
        fill_bank(self._connection, (), self._questions)
        bank = {question.title: question.id for question in rows.read_all(self._connection, Question)}
        for row in self._data[ChosenQuestion.kind]:
            values = self._values(ChosenQuestion, row)
            rows.insert(self._connection, ChosenQuestion, {**values, "question": bank.get(row["title"])})

    def _use_and_review(self) -> None:
        """What was used in the weeks up to today (one number a week, the last one last), and each asset's reviews."""
        today = self._data["anchor"] + self._shift
        uses, reviews = [], []
        for asset, row in enumerate(self._data.get(Asset.kind, ()), 1):
            weeks = row.get("weeks", ())
            for before, count in enumerate(reversed(weeks)):
                if count:
                    uses.append({"asset": asset, "source": 1, "on": today - _WEEK * before, "count": count})
            for day in (*row.get("reviews", ()), *([row["reviewed"]] if row.get("reviewed") else ())):
                person = self._ids["people", row["owner"]] if row.get("owner") else None
                reviews.append({"asset": asset, "on": day + self._shift, "person": person})
        rows.insert_many(self._connection, Use, uses)
        rows.insert_many(self._connection, Review, reviews)

    def _hand_over(self) -> None:
        """What was sent, and what was in it; that a file was another one then is told by another fingerprint."""
        for export, row in enumerate(self._data.get("pack_exports", ()), 1):
            pack = self._data[Pack.kind][self._ids[Pack.kind, row["pack"]] - 1]
            self._connection.execute(
                "insert into pack_exports (id, pack, title, audience, for_whom, on_day, form, place, bytes) "
                "values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    export,
                    self._ids[Pack.kind, row["pack"]],
                    *(pack[name] for name in ("title", "audience", "for_whom")),
                    (row["on"] + self._shift).isoformat(),
                    *(row[name] for name in ("form", "place", "bytes")),
                ),
            )
            for number, name in enumerate(row["items"]):
                asset = self._ids[Asset.kind, name]
                told = self._data[Asset.kind][asset - 1]
                file = told["location"].rpartition("/")[2]
                digest = sha256(f"{name} of {row['on']}".encode()).hexdigest() if name in row["older"] else ""
                self._connection.execute(
                    "insert into pack_export_items (export, number, asset, title, file, digest) "
                    "values (?, ?, ?, ?, ?, ?)",
                    (export, number, asset, told["title"], f"files/{file}", digest),
                )

    def _values(self, record: type[Line], row: Mapping[str, Any]) -> dict[str, Any]:
        names = {field.name for field in fields_of(record)}
        return {name: self._value(field_of(record, name), value) for name, value in row.items() if name in names}

    def _value(self, field: Field, value: Any) -> Any:
        if field.shape is Shape.RECORD:
            # Kinds of content are a list of the workspace, which may know others.
            if field.kind == AssetKind.kind:
                return self._ids.get((field.kind, value))
            return self._ids[field.kind, value] if value else None
        if field.shape is Shape.DATE:
            return value + self._shift if value else None
        if field.shape is Shape.SET:
            return from_plain(field, ",".join(value))
        if field.shape is Shape.CHOICE:
            return from_plain(field, value)
        if field.shape is Shape.MAP:
            return {key: each if isinstance(each, str) else joined(each) for key, each in value.items()}
        if field.shape in (Shape.TEXT, Shape.PROSE):
            return self._with_ids(str(value).strip())
        return value

    def _with_ids(self, text: str) -> str:
        """Prose with its references by id instead of by name."""
        return _CHIP.sub(lambda found: f"[[{found[1]}:{self._ids[found[1], found[2]]}|", text)

    def _end(self, name: str) -> tuple[str, int]:
        """A record by its name; of a kind that there is one of, the kind is its name."""
        kind, _, ref = name.partition(".")
        return kind, self._ids[kind, ref] if ref else 1

    def _link(self, link: Mapping[str, Any]) -> None:
        (from_kind, from_id), (to_kind, to_id) = self._end(link["from"]), self._end(link["to"])
        values = {"from_kind": from_kind, "from_id": from_id, "to_kind": to_kind, "to_id": to_id}
        rows.insert(self._connection, Link, {**values, "reason": Reason(link["reason"])})

    # -- versions

    def _versions(self) -> None:
        """The told history: each version's snapshot is today's charter with what was different then."""
        self._connection.execute("delete from versions")
        kinds: tuple[type[Line], ...] = (*CONTENT, Person)
        now = charter_of([line for record in kinds for line in rows.read_all(self._connection, record)])
        today = self._data["anchor"] + self._shift
        now = with_shown_links(self._connection, now, today, lambda: everybody(self._connection))
        for row in self._data["versions"]:
            then = content.to_json(self._then(now, row.get("overrides", ())))
            status = Status(row["status"])
            version = rows.insert(
                self._connection,
                Version,
                {
                    "document": Document(row["document"]),
                    "title": row["title"],
                    "status": status,
                    "on": row["on"] + self._shift,
                    "note": row.get("note", ""),
                    "snapshot": "" if status is Status.DRAFT and row.get("open") else then,
                },
            )
            self._approvals(version, f"{row['document']} {row['title']}")

    def _approvals(self, version: int, name: str) -> None:
        for row in self._data.get("approvals", ()):
            if row["version"] == name:
                values = {
                    "version": version,
                    "person": self._ids["people", row["person"]],
                    "answer": Answer(row["answer"]),
                    "on": row["on"] + self._shift if row.get("on") else None,
                    "condition": row.get("condition", ""),
                }
                rows.insert(self._connection, Approval, values)

    def _then(self, now: Charter, overrides: Sequence[Mapping[str, Any]]) -> Charter:
        lines: list[Line] = [line for kind in now.lines.values() for line in kind]
        missing = {Ref(*self._end(override["missing"])) for override in overrides if "missing" in override}
        lines = [line for line in lines if Ref(line.kind, line.id) not in missing]
        for override in overrides:
            if "missing" in override:
                continue
            if "section" in override:
                text = self._with_ids(str(override["text"]).strip())
                lines = [
                    replace(line, text=text) if isinstance(line, Prose) and line.key == override["section"] else line
                    for line in lines
                ]
                continue
            kind, id_ = (override["ref"], 1) if override["ref"] in KINDS else self._end(override["ref"])
            field = field_of(KINDS[kind].record, override["field"])
            value = self._value(field, override["value"])
            lines = [
                replace(line, **{field.name: value}) if (line.kind, line.id) == (kind, id_) else line for line in lines
            ]
        links = tuple(link for link in now.all(Link) if not {link.start, link.end} & missing)
        shown = tuple(each for each in now.all(Shown) if any(link.id == each.id for link in links))
        return with_links(charter_of(lines), links, shown, now.currency)
