"""What is left of somebody who was forgotten: texts and snapshots without the name, however it was typed."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from db import rows
from db.register import NAMES_WITHHELD, names_withheld
from enable_desktop.charter import content
from enable_desktop.charter.evidence import Shown
from enable_desktop.charter.lines import Prose
from enable_desktop.fields import Field, Line, Shape, fields_of, limit_of
from enable_desktop.interviews import Interview, Round, Statement, Theme
from enable_desktop.links import Link
from enable_desktop.notes import ListEntry
from enable_desktop.people import Person, folded
from enable_desktop.person_names import OMITTED, Name, Names
from enable_desktop.words import mark

WITHHELD: Final = mark("withheld")
"""What stands in place of a forgotten name, in the language of the workspace's documents."""

_KEYS: Final = frozenset({
    (Prose, "key"), (ListEntry, "list"), (ListEntry, "key"),
    (Link, "from_kind"), (Link, "to_kind"), (Shown, "end_kind"),
})  # fmt: skip
"""What the program knows records by; no words of anybody."""

_SAID: Final = (Statement, Theme, Round)
"""What reports print of what was heard."""

_EXPORTED: Final = (
    ("pack_exports", ("id",), ("title", "audience", "for_whom", "place")),
    ("pack_export_items", ("export", "number"), ("title", "file")),
)
"""Where it is kept what was exported: table, keys, and columns that hold words."""


def erase_talks(connection: sqlite3.Connection, person: int, withheld: str) -> None:
    """Take out what somebody said in their talks; that there was a talk, and its figures, tell nothing of them."""
    emptied = {
        field.name: ""
        for field in fields_of(Interview)
        if field.shape in (Shape.TEXT, Shape.PROSE) and field.name != "title"
    }
    for talk in rows.read_where(connection, Interview, "person", person):
        rows.update(connection, Interview, talk.id, {**emptied, "title": withheld})
        for said in rows.read_where(connection, Statement, "interview", talk.id):
            values = {"words": withheld, "is_quote": False, "quotable": False, "start": None, "end": None}
            rows.update(connection, Statement, said.id, values)
        # The recording of a talk that was too long for its notes; its bytes go with it.
        connection.execute(
            "delete from attachments where id in (select attachment from transcript_parts where interview = ?)",
            (talk.id,),
        )
        connection.execute("delete from transcript_parts where interview = ?", (talk.id,))


def leave_out_of_what_was_said(connection: sqlite3.Connection, person: Person, others: Iterable[Person]) -> None:
    """Take the name of somebody, and first name and surname where nobody else bears them, out of the words of talks.

    Reports look for the names of the directory in these; the name of whoever is anonymous is not in it any more.
    """
    if not person.name or person.anonymous:
        return
    withheld = names_withheld(connection)
    others_withheld = {name for name in withheld if folded(name) != folded(person.name)}
    if others_withheld != withheld:
        _keep_withheld(connection, others_withheld)
    kept = (text for other in others for text in (other.name, other.role, other.department))
    whole, parts = Name(person, OMITTED), Names((person.name,), kept)
    for record in _SAID:
        for line in rows.read_all(connection, record):
            told = {}
            for field in fields_of(record):
                if field.shape not in (Shape.TEXT, Shape.PROSE) or field.name == "key":
                    continue
                text = getattr(line, field.name)
                rest = whole.removed_from(text)
                rest, count = parts.removed_from(rest, chips=False)
                if count or rest != unicodedata.normalize("NFC", text):
                    told[field.name] = _fitting(field, rest)
            if told:
                rows.update(connection, record, line.id, told)


def go_on_withholding(connection: sqlite3.Connection, person: Person) -> None:
    """Let a name that leaves the directory be left out of what is printed, where anything that was said holds it."""
    if person.name and not person.anonymous and _is_said(connection, person.name):
        _keep_withheld(connection, {*names_withheld(connection), person.name})


def _keep_withheld(connection: sqlite3.Connection, names: Iterable[str]) -> None:
    connection.execute(
        "insert into settings (key, value) values (?, ?) on conflict (key) do update set value = excluded.value",
        (NAMES_WITHHELD, json.dumps(sorted(names), ensure_ascii=False)),
    )


def _is_said(connection: sqlite3.Connection, name: str) -> bool:
    """Whether a name, or a part of it, stands in what reports print of what was heard."""
    names = Names((name,))
    for record in _SAID:
        for field in fields_of(record):
            if field.shape not in (Shape.TEXT, Shape.PROSE) or field.name == "key":
                continue
            query = f'select distinct "{field.name}" from "{record.kind}" where "{field.name}" <> \'\''
            if any(names.removed_from(text, chips=False)[1] for (text,) in connection.execute(query)):
                return True
    return False


def withhold_from_files(connection: sqlite3.Connection, name: Name) -> None:
    """Put "withheld" where the name stands in what was read of files; the files themselves are not touched."""
    for (file,) in connection.execute("select file from file_texts").fetchall():
        found = connection.execute(
            """select title, text, note, "values" from file_texts where file = ?""", (file,)
        ).fetchone()
        values = {key: _told(value, name) for key, value in json.loads(found[3]).items()}
        new = (*(name.removed_from(text) for text in found[:3]), json.dumps(values, ensure_ascii=False))
        if new[:3] == found[:3] and values == json.loads(found[3]):
            continue
        connection.execute(
            """update file_texts set title = ?, text = ?, note = ?, "values" = ? where file = ?""", (*new, file)
        )
        connection.execute(
            "insert or ignore into main.search_queue select 'assets', assets.id from files join assets "
            "on assets.folder is nullif(files.folder, 0) and assets.location = files.path where files.id = ?",
            (file,),
        )
    for file, number, words in connection.execute("select file, number, words from found_links").fetchall():
        if (new_words := name.removed_from(words)) != words:
            connection.execute(
                "update found_links set words = ? where file = ? and number = ?", (new_words, file, number)
            )


def withhold_from_exports(connection: sqlite3.Connection, name: Name) -> None:
    """Put "withheld" where the name stands in what is remembered of exports; the exported files are not touched."""
    for table, keys, columns in _EXPORTED:
        names = ", ".join((*keys, *columns))
        change = f"update {table} set {', '.join(f'{each} = ?' for each in columns)} where "
        change += " and ".join(f"{each} = ?" for each in keys)
        for row in connection.execute(f"select {names} from {table}").fetchall():
            key, values = row[: len(keys)], row[len(keys) :]
            new = tuple(name.removed_from(value) for value in values)
            if new != values:
                connection.execute(change, (*new, *key))
    for report, choices in connection.execute("select report, choices from report_choices").fetchall():
        try:
            text = json.dumps(_without(json.loads(choices), name), ensure_ascii=False, sort_keys=True)
        except ValueError:
            # Another hand has written something else there.
            text = name.removed_from(choices)
        if text != choices:
            connection.execute("update report_choices set choices = ? where report = ?", (text, report))


def _without(value: Any, name: Name) -> Any:
    """A value of JSON in which the name stands nowhere. Any: it may be of any shape."""
    match value:
        case str():
            return name.removed_from(value)
        case list():
            return [_without(each, name) for each in value]
        case dict():
            return {name.removed_from(key): _without(each, name) for key, each in value.items()}
    return value


def _told(value: Any, name: Name) -> Any:
    """A value that was read of a file, without the name: a text, or several."""
    if isinstance(value, str):
        return name.removed_from(value)
    return [_told(each, name) for each in value] if isinstance(value, list) else value


def changed(line: Line, name: Name) -> dict[str, Any]:
    """The fields of a line in which a name stands, without it."""
    found: dict[str, Any] = {}
    for field in fields_of(type(line)):
        value = getattr(line, field.name)
        if isinstance(line, Person) and field.name == "name":
            # Somebody else of that name keeps it.
            continue
        if (type(line), field.name) in _KEYS:
            continue
        if field.shape in (Shape.TEXT, Shape.PROSE):
            new: Any = _fitting(field, name.removed_from(value))
        elif field.shape is Shape.MAP:
            new = {name.removed_from(key): name.removed_from(text) for key, text in value.items()}
        else:
            continue
        if new != value:
            found[field.name] = new
    return found


def _fitting(field: Field, text: str) -> str:
    """A text that may have become longer than its field holds, by what is read in place of a short name."""
    limit = limit_of(field.name, field.shape)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def without(snapshot: str, person: Person, name: Name) -> str:
    """A snapshot in which the person is a role without a name and without words of their own."""
    charter = content.from_json(snapshot)
    lines = {kind: tuple(_withheld(line, person, name) for line in found) for kind, found in charter.lines.items()}
    return content.to_json(replace(charter, lines=lines))


def _withheld(line: Line, person: Person, name: Name) -> Line:
    if isinstance(line, Person) and line.id == person.id:
        return Person(id=person.id, position=line.position, name=name.withheld, group=person.group, anonymous=True)
    if isinstance(line, Shown) and line.person == person.id:
        # What was quoted is theirs, also where their name does not stand in it.
        return replace(
            line,
            title=name.withheld if line.title else "",
            quote=name.withheld if line.quote else "",
            role="",
        )
    return replace(line, **changed(line, name))
