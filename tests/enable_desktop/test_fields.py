"""What a record says of its fields, and how values become plain and come back."""

from __future__ import annotations

import dataclasses
from datetime import date
from enum import Enum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.charter.lines import DecisionRight, Obstacle, Priority, Prose, Responsibility
from enable_desktop.fields import Choice, Field, Line, Shape, field_of, fields_of, from_plain, to_plain
from enable_desktop.kinds import KINDS
from enable_desktop.measures import Rhythm
from enable_desktop.people import Group, Hat, Person

EVERY = [
    pytest.param(kind.record, field, id=f"{kind.record.kind}.{field.name}")
    for kind in KINDS.values()
    for field in fields_of(kind.record)
]


@pytest.mark.parametrize(("record", "field"), EVERY)
def test_every_field_has_a_label_and_what_its_shape_needs(record: type[Line], field: Field) -> None:
    assert field.label
    assert (field.choices is not None) == (field.shape in (Shape.CHOICE, Shape.SET))
    assert (field.kind in KINDS) == (field.shape is Shape.RECORD)
    assert not field.hint.endswith(".")
    assert field_of(record, field.name) == field


@pytest.mark.parametrize(("record", "field"), EVERY)
def test_the_value_of_a_new_line_becomes_plain_and_comes_back(record: type[Line], field: Field) -> None:
    value = getattr(record(), field.name)
    plain = to_plain(field, value)
    assert plain is None or isinstance(plain, str | int | float)
    assert from_plain(field, plain) == value


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_what_it_is(kind: str) -> None:
    record = KINDS[kind].record
    assert record.kind == kind
    assert KINDS[kind].noun
    assert record.__doc__
    assert record.__doc__.rstrip().endswith(".")
    assert record() == record()
    assert "__dict__" not in dir(record())
    with pytest.raises(dataclasses.FrozenInstanceError):
        record().id = 3  # type: ignore[misc]


def choices() -> list[type[Choice]]:
    found = {field.choices for kind in KINDS.values() for field in fields_of(kind.record) if field.choices}
    return sorted(found, key=lambda each: each.__name__)


@pytest.mark.parametrize("choice", choices(), ids=lambda choice: choice.__name__)
def test_every_choice_has_a_word_and_a_value_that_can_be_kept_in_a_set(choice: type[Choice]) -> None:
    assert issubclass(choice, Enum)
    values = [str(item) for item in choice]
    assert len(set(values)) == len(values)
    for item in choice:
        assert item.label
        assert "," not in str(item)


def test_a_choice_that_is_gone_becomes_the_first() -> None:
    assert from_plain(field_of(Person, "group"), "astronaut") is next(iter(Group))
    assert from_plain(field_of(Person, "group"), None) is next(iter(Group))
    assert from_plain(field_of(Person, "hats"), "expert,astronaut,") == {Hat.EXPERT}


@given(st.frozensets(st.sampled_from(list(Hat))))
def test_a_set_is_kept_in_one_order(hats: frozenset[Hat]) -> None:
    field = field_of(Person, "hats")
    plain = to_plain(field, hats)
    assert plain == ",".join(sorted(plain.split(","))) if hats else plain == ""
    assert from_plain(field, plain) == hats


@given(st.dictionaries(st.text(), st.text()))
def test_texts_by_key_come_back_but_for_the_empty_ones(letters: dict[str, str]) -> None:
    field = field_of(Responsibility, "letters")
    plain = to_plain(field, letters)
    assert from_plain(field, plain) == {key: value for key, value in letters.items() if value}
    assert to_plain(field, from_plain(field, plain)) == plain


@pytest.mark.parametrize(("plain", "value"), [(None, {}), ("", {}), ("no sign", {}), ("A=R\nB", {"A": "R"})])
def test_texts_by_key_pass_over_what_they_are_not(plain: str | None, value: dict[str, str]) -> None:
    assert from_plain(field_of(Responsibility, "letters"), plain) == value


@given(st.dates())
def test_a_date_is_iso_text(day: date) -> None:
    field = field_of(Priority, "due")
    assert to_plain(field, day) == day.isoformat()
    assert from_plain(field, day.isoformat()) == day


def test_a_field_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="mood"):
        field_of(Obstacle, "mood")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (Obstacle(title="Ramp-up\n takes  long"), "Ramp-up takes long"),
        (Obstacle(mitigation="Coach"), "Coach"),
        (Prose(key="mission", text="We sell."), "mission"),
        (Person(role="VP Sales"), "VP Sales"),
        (DecisionRight(), ""),
        (Obstacle(title="x" * 300), "x" * 200),
    ],
)
def test_a_record_is_called_by_its_first_words(line: Line, title: str) -> None:
    assert line.title_text == title


def test_a_choice_is_its_own_text() -> None:
    value: Any = Rhythm.MONTHLY
    assert value == "monthly"
    assert f"{value}" == "monthly"
    assert Rhythm("monthly") is Rhythm.MONTHLY
    assert Rhythm.MONTHLY.label == "Monthly"
