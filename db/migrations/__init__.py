"""The schema's history. A new migration is one function here and, where it is long, one SQL file beside it."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from sqlite_utils import Database, Migrations

from db.register import enter

MIGRATIONS: Final = Migrations("enable")


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


def _run(database: Database, name: str) -> None:
    """Execute a script inside the surrounding transaction (executescript would commit it)."""
    for statement in statements_of(files(__package__).joinpath(name).read_text("utf-8")):
        database.execute(statement)


def statements_of(script: str) -> tuple[str, ...]:
    """The statements of a script; a semicolon at the end of a line ends one."""
    lines = (line for line in script.splitlines() if not line.lstrip().startswith("--"))
    parts = "\n".join(lines).split(";\n")
    return tuple(part.strip().rstrip(";") for part in parts if part.strip())
