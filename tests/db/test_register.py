"""People by name: listed, found and filtered as their records stand, after every change, undo and import."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.workspace import Place, Workspace, create_workspace, open_workspace
from enable_desktop.everybody import everybody_of
from enable_desktop.links import Ref
from enable_desktop.people import Group, Person
from resources.sample import sample


def names(workspace: Workspace, text: str = "", group: str = "") -> list[str]:
    return [workspace.people.get(id_).name for id_ in workspace.people.ids(text, group)]


@pytest.fixture
def people(workspace: Workspace) -> Workspace:
    workspace.add(Person, name="Зоя Юнг", role="AE", group=Group.REP)
    workspace.add(Person, name="Ёлка Орлова", role="VP Sales", group=Group.LEADERSHIP)
    workspace.add(Person, name="Жанна Орлова", department="Sales", group=Group.REP)
    workspace.add(Person, name="émile Zola", group=Group.REP)
    workspace.add(Person, name="Ann-Marie Ashby", group=Group.REP)
    return workspace


def test_people_are_listed_as_people_read_names(people: Workspace) -> None:
    assert names(people) == ["Ann-Marie Ashby", "émile Zola", "Ёлка Орлова", "Жанна Орлова", "Зоя Юнг"]


def test_every_word_sought_begins_a_word_of_name_role_or_department(people: Workspace) -> None:
    assert names(people, "орл sal") == ["Ёлка Орлова", "Жанна Орлова"]
    assert names(people, "marie") == ["Ann-Marie Ashby"]
    assert names(people, "елка") == ["Ёлка Орлова"]
    assert names(people, "ola") == []
    assert names(people, "%") == []
    assert names(people, "o", str(Group.REP)) == []
    assert names(people, "орлова", str(Group.REP)) == ["Жанна Орлова"]


def test_a_name_finds_whom_it_may_mean_by_its_first_word(people: Workspace) -> None:
    def called(*wanted: str) -> list[str]:
        return [person.name for person in people.people.called(wanted)]

    assert called("ЗОЯ Юнг", "Emile") == ["Зоя Юнг", "émile Zola"]
    assert called("ann-marie", "Ёлк", "Орлова", "", " - ") == ["Ann-Marie Ashby"]
    people.add(Person, name="Ann")
    assert called("Ann (host)") == ["Ann-Marie Ashby", "Ann"]


def test_what_is_known_of_everybody_is_what_their_records_say_after_every_change(people: Workspace) -> None:
    def is_right() -> bool:
        return people.people.everybody() == everybody_of(people.people.all())

    assert is_right()
    zoe = people.people.ids("зоя")[0]
    people.change(Ref("people", zoe), name="Aaron Young", role="ae ", quote_by_name=True)
    assert people.people.everybody().agreed == {"Aaron Young"}
    assert is_right()
    people.undo()
    assert is_right()
    people.people.anonymise(zoe)
    assert "AE" not in people.people.everybody().names
    assert is_right()


def test_the_list_follows_renaming_removing_and_taking_back(people: Workspace) -> None:
    zoe = people.people.ids("зоя")[0]
    people.change(Ref("people", zoe), name="Aaron Young")
    assert names(people)[0] == "Aaron Young"
    assert names(people, "зоя") == []
    people.undo()
    assert names(people, "зоя") == ["Зоя Юнг"]
    people.people.remove(zoe)
    assert names(people, "зоя") == []
    people.undo()
    assert names(people, "зоя") == ["Зоя Юнг"]
    people.redo()
    assert names(people, "зоя") == []


def test_the_sample_and_an_older_file_are_listed_whole(tmp_path: Path, place: Place) -> None:
    with create_workspace(tmp_path / "Sample.enable", place, sample=sample("ru")) as workspace:
        assert sorted(workspace.people.ids()) == sorted(person.id for person in workspace.people.all())
        listed = workspace.people.ids()
    with closing(sqlite3.connect(workspace.path)) as connection, connection:
        connection.execute("drop table people_register")
        connection.execute("drop index people_with_hats")
        connection.execute("delete from _sqlite_migrations where name = 'm0004_register_of_people'")
        connection.execute("pragma user_version = 3")
    with open_workspace(workspace.path, place) as workspace:
        assert workspace.people.ids() == listed


@given(text=st.text(max_size=20))
def test_any_text_may_be_sought(text: str) -> None:
    from db.register import Register

    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("create table people_register (id integer primary key, sought text not null) strict")
        connection.execute("insert into people_register values (1, ' ann ashby')")
        found = Register(connection).ids(text)
    assert found in ((), (1,))
    if not text.strip():
        assert found == (1,)
