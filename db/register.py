"""People by name: in which order lists show them, and what a search of them looks in; kept beside their records.

Sorting by name needs letters folded as people read them, which SQLite cannot do, and a list of a hundred thousand must
not wait for it. So every step that touches a person writes what they are sought by into a table of its own.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from typing import Final

from db.files import ask, parsing
from db.rows import clean
from db.settings import text_of
from enable_desktop.everybody import Everybody
from enable_desktop.links import Ref
from enable_desktop.people import Group
from enable_desktop.people import folded as folded_name
from enable_desktop.search import folded

_PEOPLE = "people"
_HEARD_AND_REMOVED = "select title from interviews where person is null and occasion = 'interview' and title <> label"

NAMES_WITHHELD: Final = "names_withheld"
"""The setting that holds the names of people who are in the directory no more, and whom others speak of."""


class Register:
    """Who is listed where in one workspace."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def note(self, touched: Iterable[Ref]) -> None:
        """Look again, inside the step, at the people it touched."""
        enter(self._connection, [ref.id for ref in touched if ref.kind == _PEOPLE])

    def called(self, names: Iterable[str]) -> tuple[int, ...]:
        """Whom these names may mean: the people whose name begins with the first word of one."""
        firsts = dict.fromkeys(words[0] for name in names if (words := _sought(name).split()))
        query = "select id from people_register where sought >= ? and sought < ? order by sought, id"
        # The exclamation mark is what follows the blank behind a word.
        return tuple(row[0] for first in firsts for row in ask(self._connection, query, *_between(first)))

    def ids(self, text: str = "", group: str = "") -> tuple[int, ...]:
        """The people of a group in whom every word of the text begins a word, by name; all of them for neither."""
        tests, values = ["1"], list[str]()
        for word in folded(text).split():
            tests.append("instr(sought, ?) > 0")
            values.append(f" {word}")
        if group:
            tests.append('id in (select id from people where "group" = ?)')
            values.append(group)
        found = ask(
            self._connection,
            f"select id from people_register where {' and '.join(tests)} order by sought, id",
            *values,
        )
        return tuple(row[0] for row in found)


def names_withheld(connection: sqlite3.Connection) -> frozenset[str]:
    """The names that are left out of what is printed though nobody bears them any more."""
    kept = text_of(connection, NAMES_WITHHELD)
    return frozenset(json.loads(kept)) if kept else frozenset()


def everybody(connection: sqlite3.Connection) -> Everybody:
    """What of the whole directory decides how people are named in documents."""
    holders: Counter[str] = Counter()
    sizes: Counter[Group] = Counter()
    places: set[str] = set()
    with parsing(connection):
        for role, department, group, number in ask(
            connection, 'select role, department, "group", count(*) from people group by role, department, "group"'
        ):
            holders[folded_name(role)] += number
            sizes[Group(group)] += number
            places.update((role, department))
    named: tuple[set[str], set[str]] = (set(), set())
    for name, agreed in ask(connection, "select name, quote_by_name from people where not anonymous and name <> ''"):
        named[bool(agreed)].add(name)
    # Whoever was heard, or is spoken of, and is in the directory no more agreed to nothing that still holds.
    removed = names_withheld(connection) - named[True]
    named[False].update(removed, (row[0] for row in ask(connection, _HEARD_AND_REMOVED)))
    names, agreed_names = map(frozenset, named)
    return Everybody(holders=holders, sizes=sizes, places=frozenset(places), names=names, agreed=agreed_names)


def _between(first: str) -> tuple[str, str]:
    """What is sought of everybody whose first word is this one lies between these two; as it would be kept."""
    kept = clean(first)
    return f" {kept} ", f" {kept}!"


def enter(connection: sqlite3.Connection, ids: Iterable[int] | None = None) -> None:
    """Enter these people as they stand now, or everybody; whoever is gone is taken out."""
    if ids is None:
        connection.execute("delete from people_register")
        found = connection.execute("select id, name, role, department from people").fetchall()
    else:
        found = []
        for id_ in ids:
            connection.execute("delete from people_register where id = ?", (id_,))
            found += connection.execute("select id, name, role, department from people where id = ?", (id_,)).fetchall()
    connection.executemany(
        "insert into people_register (id, sought) values (?, ?)", ((row[0], _sought(*row[1:])) for row in found)
    )


def _sought(*words: str) -> str:
    """What a search of somebody looks in: each word behind a space, since a search wants the beginnings of words."""
    return f" {folded(' '.join(words))}".replace("-", " ").replace(",", " ")
