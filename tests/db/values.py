"""Values that people may give a field, for hypothesis."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st

from enable_desktop.fields import Field, Line, Shape, fields_of

WORDS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(("Ramp-up takes too long", "Ёлка и новый план", "a=b\nc", "\ud800 \x00", "")),
)
PIECES = st.sampled_from(
    ("Discovery calls are late. ", "Обучение новых. ", "é", "x" * 300, "[[people:1|Anna]]", "[[obstacles:2|x]]")
)
LONG = st.lists(st.one_of(WORDS, PIECES), max_size=4).map("".join)
NUMBERS = st.one_of(st.none(), st.floats(-1e9, 1e9), st.integers(-1000, 1000), st.just(float("inf")))
WHOLES = st.one_of(st.none(), st.integers(-(2**62), 2**62))


def value_of(field: Field, ids: Callable[[str], Sequence[int]], required: bool = False) -> st.SearchStrategy[Any]:
    """Anything that fits a field; `ids` gives the records of a kind that a reference may lead to."""
    match field.shape:
        case Shape.TEXT:
            return WORDS
        case Shape.PROSE:
            return LONG
        case Shape.FLAG:
            return st.booleans()
        case Shape.WHOLE | Shape.MONEY:
            return WHOLES.filter(lambda value: value is not None) if required else WHOLES
        case Shape.NUMBER:
            return NUMBERS
        case Shape.DATE:
            return st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31)))
        case Shape.LEVEL:
            return st.one_of(st.none(), st.integers(1, 3))
        case Shape.CHOICE:
            assert field.choices is not None
            return st.sampled_from(list(field.choices))
        case Shape.SET:
            assert field.choices is not None
            return st.frozensets(st.sampled_from(list(field.choices)))
        case Shape.MAP:
            return st.dictionaries(WORDS, WORDS.filter(bool), max_size=3)
        case Shape.RECORD:
            return st.sampled_from([None, *ids(field.kind)])


def values_of(
    record: type[Line], ids: Callable[[str], Sequence[int]], least: int = 0
) -> st.SearchStrategy[Mapping[str, Any]]:
    """Some of a record's fields with values that fit."""
    types = {field.name: str(field.type) for field in dataclasses.fields(record)}
    fields = {field.name: value_of(field, ids, "None" not in types[field.name]) for field in fields_of(record)}
    return st.lists(st.sampled_from(sorted(fields)), unique=True, min_size=least, max_size=4).flatmap(
        lambda names: st.fixed_dictionaries({name: fields[name] for name in names})
    )
