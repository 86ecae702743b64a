"""Whatever a person types into a field comes back as it was typed, or a sentence says why not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from db.rows import clean
from db.workspace import Place, Workspace, create_workspace, open_workspace
from enable_desktop.charter.lines import BusinessCase, Criterion, Figure, Obstacle, Prose, Responsibility, Version
from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import (
    LINE_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    WHOLE_LIMIT,
    Field,
    Line,
    Shape,
    fields_of,
)
from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref
from enable_desktop.notes import Attachment
from enable_desktop.people import Person
from tests.db.filling import line_of
from tests.faults.jobs import NOW

TEXTS = [
    pytest.param(kind.record, field, id=f"{kind.record.kind}.{field.name}")
    for kind in KINDS.values()
    for field in fields_of(kind.record)
    if field.shape in (Shape.TEXT, Shape.PROSE) and kind.record is not Version
]
ODD = (
    "\x00",
    "a\x00b",
    "\ud800",
    "\udfff lone \ud83d",
    "\ud83d\ude00",
    "😀👩‍👩‍👧‍👦🏳️‍🌈",
    "‮right to left‬ ‏",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
    "\x01\x02\x03\x07\x08\x1b[31m\x7f\x85\ufeff\u2028\u2029\ufffe\uffff",
    "\r\n\r tab\t",
    "  spaces  ",
    "'; drop table people; --",
    "\"quoted\" 'and' `ticked`",
    "%s %d {0} {name} {{}}",
    "<img src=x onerror=alert(1)> &amp; [x](javascript:x)",
    "=1+1",
    "Ёлка ёж й ß İ ı ǅ ﬁ",
    "\U0010ffff\U000e0001",
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """One workspace for tests that add and take back."""
    folder = tmp_path_factory.mktemp("fields")
    place = Place(home=folder / "home", clock=lambda: NOW)
    with create_workspace(folder / "Programme.enable", place) as workspace:
        yield workspace


def kept(text: str) -> str:
    """What is kept of a text: all but what no file can hold."""
    return "".join("\ufffd" if letter == "\x00" or "\ud800" <= letter <= "\udfff" else letter for letter in text)


@given(st.text(st.characters(), max_size=50))
@example("".join(ODD))
def test_clean_replaces_only_what_cannot_be_kept(text: str) -> None:
    assert clean(text) == kept(text)
    assert len(clean(text)) == len(text)
    clean(text).encode()


@pytest.mark.parametrize("record", [kind.record for kind in KINDS.values() if kind.record is not Version])
def test_every_text_field_gives_back_any_text(shared: Workspace, record: type[Line]) -> None:
    names = [field.name for field in fields_of(record) if field.shape in (Shape.TEXT, Shape.PROSE)]
    if not names:
        return
    with pytest.raises(ZeroDivisionError), shared.step("Any text"):
        for number, text in enumerate((*ODD, "".join(ODD))):
            values = dict.fromkeys(names, f"{text}{number}")
            id_ = shared.add(record, **{**line_of(shared, record, ""), **values})
            line = shared.get(record, id_)
            assert line is not None
            assert {name: getattr(line, name) for name in names} == {name: kept(text) for name, text in values.items()}
        raise ZeroDivisionError


@given(st.text(st.characters(), max_size=400), st.text(st.characters(), max_size=400))
@settings(max_examples=60)
def test_any_text_survives_change_undo_and_a_restart(shared: Workspace, one: str, other: str) -> None:
    ref = Ref("sections", 1)
    shared.change(ref, text=one)
    shared.change(ref, text=other)
    with open_workspace(shared.path, shared.place, write=False) as reader:
        found = reader.get(Prose, 1)
        assert found is not None
        assert found.text == kept(other)
    if kept(one) != kept(other):
        shared.undo()
        found = shared.get(Prose, 1)
        assert found is not None
        assert found.text == kept(one)


@given(st.dictionaries(st.text(max_size=10), st.text(min_size=1, max_size=10), max_size=5))
@example({"a=b": "=", "\\": "\\n", "x\ny": "\\e=\n", "\u2028": "\x0b\x1c\r"})
def test_letters_by_department_come_back(shared: Workspace, letters: dict[str, str]) -> None:
    id_ = shared.add(Responsibility, letters=letters)
    line = shared.get(Responsibility, id_)
    assert line is not None
    assert line.letters == {kept(key): kept(value) for key, value in letters.items()}


def test_every_other_shape_comes_back(shared: Workspace) -> None:
    for goal in (0.1, -0.0, 1e308, 5e-324, 3, None):
        line = shared.get(Criterion, shared.add(Criterion, goal=goal))
        assert line is not None
        assert line.goal == goal
    for amount in (0, -1, WHOLE_LIMIT, -WHOLE_LIMIT, None):
        figure = shared.get(Figure, shared.add(Figure, amount=amount))
        assert figure is not None
        assert figure.amount == amount
    for due in (date(1, 1, 1), date(9999, 12, 31), None):
        line = shared.get(Criterion, shared.add(Criterion, due=due))
        assert line is not None
        assert line.due == due


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_no_value(shared: Workspace, odd: float) -> None:
    line = shared.get(Criterion, shared.add(Criterion, goal=odd))
    assert line is not None
    assert line.goal is None


@pytest.mark.parametrize("number", [WHOLE_LIMIT + 1, -(10**40), 10**400])
@pytest.mark.parametrize(("record", "name"), [(Figure, "amount"), (Criterion, "goal")])
def test_a_number_too_large_is_refused_with_a_sentence(
    shared: Workspace, record: type[Line], name: str, number: int
) -> None:
    with pytest.raises(WorkspaceError, match="This number is too large"):
        shared.add(record, **{name: number})


def limit_of(field: Field) -> int:
    if field.shape is Shape.PROSE:
        return TEXT_LIMIT
    return TITLE_LIMIT if field.name in ("title", "name") else LINE_LIMIT


@pytest.mark.parametrize(("record", "field"), TEXTS)
def test_every_text_field_has_a_limit_and_says_so(shared: Workspace, record: type[Line], field: Field) -> None:
    limit = limit_of(field)
    values = {**line_of(shared, record, ""), "key": "one more"}
    values = {name: value for name, value in values.items() if name in {each.name for each in fields_of(record)}}
    fitting = "é" * limit
    with pytest.raises(ZeroDivisionError), shared.step("As much as fits"):
        id_ = shared.add(record, **{**values, field.name: fitting})
        line = shared.get(record, id_)
        assert line is not None
        assert getattr(line, field.name) == fitting
        with pytest.raises(WorkspaceError, match=rf"too long: {limit + 1} characters, {limit} fit"):
            too_long: dict[str, Any] = {field.name: f"{fitting}x"}
            shared.change(Ref(record.kind, id_), **too_long)
        line = shared.get(record, id_)
        assert line is not None
        assert getattr(line, field.name) == fitting
        raise ZeroDivisionError


def test_a_megabyte_can_be_typed_in_found_and_taken_back(workspace: Workspace) -> None:
    text = "Обучение новых продавцов. " * (TEXT_LIMIT // 26)
    ref = Ref("sections", 1)
    workspace.change(ref, text=text)
    for end in range(1, 7):
        workspace.change(ref, typing=True, text=f"{text[:500_000]}{' xylo '[:end]}{text[500_000:]}")
    assert workspace.search.find("xylo")[0].ref == ref
    workspace.undo()
    found = workspace.get(Prose, 1)
    assert found is not None
    assert found.text == text
    with closing(sqlite3.connect(workspace.path)) as connection:
        sizes = connection.execute("select length(data) from history_changes order by step desc").fetchall()
    assert sizes[0][0] < 200, "the history keeps what differs, not the whole text twice"


@pytest.mark.parametrize("id_", [0, -1, 2**63, 10**30])
def test_an_id_that_cannot_be_is_nobody(shared: Workspace, id_: int) -> None:
    assert shared.get(Obstacle, id_) is None
    assert shared.find(Ref("obstacles", id_)) is None
    assert shared.find(Ref("moods", id_)) is None
    assert shared.title_of(Ref("people", id_)) == ""


def test_a_field_that_is_not_there_is_our_mistake(shared: Workspace) -> None:
    id_ = shared.add(Obstacle)
    with pytest.raises(KeyError):
        shared.change(Ref("obstacles", id_), mood="fine")
    with pytest.raises(TypeError):
        shared.add(Obstacle, mood="fine")
    with pytest.raises(KeyError):
        shared.where(Obstacle, "mood", "fine")


def test_settings_and_names_of_files_take_any_text(workspace: Workspace) -> None:
    for text in ODD:
        workspace.settings.set("company", text)
        assert workspace.settings.get("company") == kept(text)
        made = workspace.attachments.add(text or "x", text.encode("utf-8", "replace"), "text/plain")
        found = workspace.attachments.named(made.title)
        assert found is not None
        # Some of these texts are kept as the same one; a file then gets a number.
        assert (found.id, made.title.removesuffix("-2")) == (made.id, kept(text or "x").removesuffix("-2"))
        assert workspace.attachments.content(found) == text.encode("utf-8", "replace")
        assert workspace.people.like(text) == ()


def test_a_file_too_large_is_not_attached(workspace: Workspace) -> None:
    with pytest.raises(WorkspaceError, match="larger than 50 MB"):
        workspace.attachments.add("film.mp4", bytes(50 * 1024 * 1024 + 1), "video/mp4")


def test_the_same_bytes_are_kept_once(workspace: Workspace) -> None:
    for name in ("a.png", "b.png"):
        workspace.attachments.add(name, b"\x89PNG", "image/png")
    with closing(sqlite3.connect(workspace.path)) as connection:
        assert connection.execute("select count(*) from blobs").fetchone() == (1,)


def test_two_files_of_one_name_never_hide_each_other(workspace: Workspace) -> None:
    names = [
        workspace.attachments.add(name, content, "image/png").title
        for name, content in (("a.png", b"one"), ("a.png", b"two"), ("a.png", b"three"), ("a", b"four"), ("a", b"five"))
    ]
    assert names == ["a.png", "a-2.png", "a-3.png", "a", "a-2"]
    assert workspace.attachments.add("a.png", b"two", "image/png").title == "a-2.png"
    assert [workspace.attachments.content(each) for each in workspace.all(Attachment)] == [
        b"one", b"two", b"three", b"four", b"five",
    ]  # fmt: skip


def test_a_position_can_be_given(workspace: Workspace) -> None:
    last = workspace.add(Person, name="Last")
    first = workspace.add(Person, name="First", position=1)
    assert [person.id for person in workspace.all(Person)] == [first, last]
    assert isinstance(workspace.get(BusinessCase, 1), BusinessCase)
