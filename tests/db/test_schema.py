"""The tables hold what the records say, in a new file and in one that was brought up to date."""

from __future__ import annotations

import dataclasses
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.files import APPLICATION_ID, SCHEMA
from db.migrations import MIGRATIONS, statements_of
from db.rows import references_to
from db.workspace import Place, Workspace, open_workspace
from enable_desktop.charter.lines import Document
from enable_desktop.fields import Shape, fields_of
from enable_desktop.kinds import KINDS
from enable_desktop.library.assets import Asset
from enable_desktop.links import Ref
from enable_desktop.people import Person
from tests.db.content import complaints, tracked_tables

RELEASED = sorted(
    (Path(__file__).resolve().parent.parent / "workspaces").glob("schema-*.enable"),
    key=lambda path: int(path.stem.removeprefix("schema-")),
)
TYPES = {
    Shape.TEXT: "TEXT",
    Shape.PROSE: "TEXT",
    Shape.CHOICE: "TEXT",
    Shape.SET: "TEXT",
    Shape.MAP: "TEXT",
    Shape.DATE: "TEXT",
    Shape.FLAG: "INTEGER",
    Shape.WHOLE: "INTEGER",
    Shape.MONEY: "INTEGER",
    Shape.LEVEL: "INTEGER",
    Shape.RECORD: "INTEGER",
    Shape.NUMBER: "REAL",
}


def schema_of(path: Path) -> set[tuple[str, str, str, str]]:
    """Tables, indexes and triggers with their words, however they are laid out."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("select type, name, tbl_name, coalesce(sql, '') from sqlite_schema")
        return {(kind, name, table, "".join(sql.lower().replace('"', "").split())) for kind, name, table, sql in found}


def pragma(path: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"pragma {question}").fetchall()


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_has_a_column_for_every_field_and_no_other(copy: Path, kind: str) -> None:
    columns = {str(row[1]): (row[2], row[3], row[5]) for row in pragma(copy, f'table_info("{kind}")')}
    assert columns.pop("id") == ("INTEGER", 0, 1)
    assert columns.pop("position")[:2] == ("INTEGER", 1)
    types = {field.name: str(field.type) for field in dataclasses.fields(KINDS[kind].record)}
    wanted = {
        field.name: (TYPES[field.shape], int("None" not in types[field.name]), 0)
        for field in fields_of(KINDS[kind].record)
    }
    assert columns == wanted


def test_every_kind_has_a_table_and_every_table_a_kind(copy: Path) -> None:
    assert set(tracked_tables(copy)) == {*KINDS, "settings"}


def test_references_in_the_schema_are_those_of_the_fields(full: Workspace) -> None:
    for kind in KINDS:
        wanted = {
            (name, field.name)
            for name, other in KINDS.items()
            for field in fields_of(other.record)
            if field.shape is Shape.RECORD and field.kind == kind
        }
        assert set(references_to(full._connection, kind)) == wanted


def test_a_person_is_never_deleted_from_under_what_names_them(copy: Path) -> None:
    for kind in KINDS:
        for row in pragma(copy, f'foreign_key_list("{kind}")'):
            assert (row[6] == "NO ACTION") == (row[2] == Person.kind), (kind, row)


def test_lists_are_read_in_order_without_sorting(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        for kind in KINDS:
            query = f'explain query plan select * from "{kind}" order by position, id'
            assert connection.execute(query).fetchone()[3] == f"SCAN {kind} USING INDEX {kind}_position"


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ('select "group", department, count(*) from people group by "group", department', "people_places"),
        ("select * from people where consent_until is not null and quote_by_role", "people_consents"),
        ("select * from promises where kept is null", "promises_open"),
    ],
)
def test_what_is_asked_after_every_change_does_not_go_through_a_whole_table(copy: Path, query: str, index: str) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        (plan,) = connection.execute(f"explain query plan {query}").fetchall()
    assert plan[3].endswith(f"INDEX {index}")


def test_every_table_is_strict(copy: Path) -> None:
    strict = {str(row[1]): row[5] for row in pragma(copy, "table_list") if row[2] == "table"}
    loose = {name for name, flag in strict.items() if not flag}
    assert {name for name in loose if not name.startswith(("sqlite_", "search_index", "_sqlite"))} == set()


def test_a_new_file_says_what_it_is(copy: Path) -> None:
    assert pragma(copy, "application_id") == [(APPLICATION_ID,)]
    assert pragma(copy, "user_version") == [(SCHEMA,)]
    assert pragma(copy, "journal_mode") == [("delete",)]
    assert pragma(copy, "encoding") == [("UTF-8",)]
    assert copy.read_bytes()[68:72] == b"EnAb"


def test_the_program_knows_as_many_schemas_as_it_has_migrations_and_kept_files(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        (applied,) = connection.execute("select count(*) from _sqlite_migrations").fetchone()
    assert applied == SCHEMA
    assert [path.name for path in RELEASED] == [f"schema-{number}.enable" for number in range(1, SCHEMA + 1)]
    assert MIGRATIONS.name == "enable"


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_every_released_file_opens_and_holds_what_it_held(
    released: Path, tmp_path: Path, place: Place, copy: Path
) -> None:
    path = Path(shutil.copy(released, tmp_path / "Old.enable"))
    with open_workspace(path, place) as workspace:
        assert workspace.integrity() == ()
        for name, kind in KINDS.items():
            # Later schemas bring kinds that this file cannot hold; what it has must be readable.
            for line in workspace.all(kind.record):
                assert line.id, name
        assert workspace.people.all()[0].name == "people 1: name"
        assert workspace.charter.content().head.title == "A programme: title"
        assert workspace.charter.versions(Document.CHARTER)[0].snapshot
        assert workspace.search.find("obstacles")
        assert workspace.search.waiting() == 0
        for asset in workspace.all(Asset):
            assert Ref(Asset.kind, asset.id) in {hit.ref for hit in workspace.search.find(asset.title)}
        label = workspace.undo_label
        workspace.undo()
        workspace.redo()
        assert workspace.undo_label == label
    assert complaints(path) == []
    assert schema_of(path) == schema_of(copy), "before its release a schema's file is made again: tests/workspaces"


def test_a_script_is_cut_into_its_statements() -> None:
    script = "-- A comment; with a semicolon\ncreate table a (b text default ';');\n\ncreate index c on a (b);\n"
    assert statements_of(script) == ("create table a (b text default ';')", "create index c on a (b)")
