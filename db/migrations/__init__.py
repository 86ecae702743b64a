"""The schema's history. A new migration is one function here and, where it is long, one SQL file beside it."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from sqlite_utils import Database, Migrations

from db.register import enter

MIGRATIONS: Final = Migrations("enable")


_KINDS: Final = {
    "price-list": (3, None, None),
    "battlecard": (3, None, 1),
    "product-sheet": (6, None, 2),
    "deck": (6, None, 15),
    "demo-script": (6, 15, None),
    "script": (6, None, 1),
    "play": (6, None, 2),
    "playbook": (12, None, None),
    "objection-answer": (6, None, 1),
    "case-story": (12, None, 2),
    "roi-sheet": (6, None, None),
    "contract-template": (6, None, None),
    "security-answers": (3, None, None),
    "training-video": (12, 8, None),
    "bite": (12, 4, None),
    "recorded-call": (None, None, None),
    "guide": (12, None, 4),
    "cheat-sheet": (12, None, 1),
    "exercise": (12, 20, None),
    "certification": (12, None, None),
    "tool-link": (12, None, None),
}
"""Months between reviews, longest minutes and longest pages of the kinds that earlier files list by name alone."""


@MIGRATIONS()
def m0001_first(database: Database) -> None:
    _run(database, "first.sql")


@MIGRATIONS()
def m0002_interviews(database: Database) -> None:
    _run(database, "interviews.sql")


@MIGRATIONS()
def m0003_names_of_approvals(database: Database) -> None:
    database.execute("""alter table approvals add column "name" text not null default ''""")


@MIGRATIONS()
def m0004_register_of_people(database: Database) -> None:
    database.execute("create table people_register (id integer primary key, sought text not null) strict")
    database.execute("create index people_register_order on people_register (sought, id)")
    database.execute("create index people_with_hats on people (id) where hats <> ''")
    enter(database.conn)


@MIGRATIONS()
def m0005_transcripts(database: Database) -> None:
    _run(database, "transcripts.sql")


@MIGRATIONS()
def m0006_counts_of_people(database: Database) -> None:
    """What Gaps and Today ask after every change is answered without going through the whole directory."""
    database.execute('create index people_places on people ("group", department)')
    database.execute("create index people_consents on people (position) where consent_until is not null")
    database.execute("create index promises_open on promises (position) where kept is null")


@MIGRATIONS()
def m0007_library(database: Database) -> None:
    """Kinds of content become records of their own: what the list of them held, with rhythms and lengths."""
    _run(database, "library.sql")
    found = database.execute(
        "select position, title, key, note from list_entries where list = 'kinds' order by position, id"
    ).fetchall()
    for position, title, key, needs in found:
        months, minutes, pages = _KINDS.get(key, (12, None, None))
        database.execute(
            "insert into asset_kinds (position, title, key, months, longest_minutes, longest_pages, needs) "
            "values (?, ?, ?, ?, ?, ?, ?)",
            (position, title, key, months, minutes, pages, needs),
        )
    database.execute("delete from list_entries where list = 'kinds'")


@MIGRATIONS()
def m0008_packs(database: Database) -> None:
    _run(database, "packs.sql")


@MIGRATIONS()
def m0009_what_was_reviewed(database: Database) -> None:
    """What files held at the last review, and of what they say something else than the person does."""
    database.execute("""alter table assets add column "as_reviewed" text not null default ''""")
    database.execute("""alter table assets add column "contested" text not null default ''""")
    database.execute("create index assets_contested on assets (id) where contested <> ''")


@MIGRATIONS()
def m0010_words_as_they_are(database: Database) -> None:
    """Words come into the index of assets as they are looked for, so SQLite need not fold each of them once more."""
    columns = "title, summary, tags, people, notes, text, stems"
    database.execute("alter table asset_index rename to former_index")
    database.execute(f"create virtual table asset_index using fts5 ({columns}, tokenize = 'ascii')")
    database.execute(f"insert into asset_index (rowid, {columns}) select rowid, {columns} from former_index")
    database.execute("drop table former_index")


def _run(database: Database, name: str) -> None:
    """Execute a script inside the surrounding transaction (executescript would commit it)."""
    for statement in statements_of(files(__package__).joinpath(name).read_text("utf-8")):
        database.execute(statement)


def statements_of(script: str) -> tuple[str, ...]:
    """The statements of a script; a semicolon at the end of a line ends one."""
    lines = (line for line in script.splitlines() if not line.lstrip().startswith("--"))
    parts = "\n".join(lines).split(";\n")
    return tuple(part.strip().rstrip(";") for part in parts if part.strip())
