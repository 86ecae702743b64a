"""How a record says what its fields are, once, for the file, the editors, the command line and the PDF."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum, StrEnum
from functools import cache, partial
from typing import Any, ClassVar, Final, Self, TypeVar

T = TypeVar("T")

TITLE_LIMIT: Final = 500
LINE_LIMIT: Final = 20_000
TEXT_LIMIT: Final = 1_048_576
WHOLE_LIMIT: Final = 2**63 - 1
"""The largest whole number a file keeps."""
_TITLES: Final = frozenset({"title", "name"})
_ESCAPE = re.compile(r"\\(.)")


class Shape(Enum):
    """What a field holds, which decides how it is edited, stored and printed."""

    TEXT = "one line"
    PROSE = "Markdown"
    FLAG = "yes or no"
    WHOLE = "whole number"
    NUMBER = "number"
    MONEY = "whole minor units of the workspace's currency"
    DATE = "date"
    LEVEL = "1 low, 2 medium, 3 high"
    CHOICE = "one of a few"
    RECORD = "the id of another record"
    SET = "several of a few"
    MAP = "short texts by key"


class Choice(StrEnum):
    """One of a few fixed answers; `label` is its marked English word."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What is known of one field of a record, besides its value."""

    name: str
    label: str
    shape: Shape
    choices: type[Choice] | None = None
    kind: str = ""
    hint: str = ""


# The functions below stand as defaults in record classes. They return Any because the dataclass decorator turns
# them into real defaults of the annotated type; mypy knows only dataclasses.field itself.
def _field(default: object, label: str, shape: Shape, **more: object) -> Any:
    about = {"label": label, "shape": shape, **more}
    if isinstance(default, dict | set):
        return dataclasses.field(default_factory=type(default), metadata=about)
    return dataclasses.field(default=default, metadata=about)


def text(label: str, default: str = "", hint: str = "") -> Any:
    """A text of one line."""
    return _field(default, label, Shape.TEXT, hint=hint)


def prose(label: str, hint: str = "") -> Any:
    """A long text, in Markdown."""
    return _field("", label, Shape.PROSE, hint=hint)


def flag(label: str, default: bool = False) -> Any:
    """Yes or no."""
    return _field(default, label, Shape.FLAG)


def whole(label: str, default: int | None = None, hint: str = "") -> Any:
    """A whole number, or None where nothing was said."""
    return _field(default, label, Shape.WHOLE, hint=hint)


def number(label: str, hint: str = "") -> Any:
    """A number, or None where nothing was said."""
    return _field(None, label, Shape.NUMBER, hint=hint)


def money(label: str, hint: str = "") -> Any:
    """An amount in whole minor units of the workspace's currency, or None where nothing was said."""
    return _field(None, label, Shape.MONEY, hint=hint)


def day(label: str, hint: str = "") -> Any:
    """A date, or None where nothing was said."""
    return _field(None, label, Shape.DATE, hint=hint)


def level(label: str) -> Any:
    """1 for low, 2 for medium, 3 for high, or None where nothing was said."""
    return _field(None, label, Shape.LEVEL)


def choice(label: str, default: Choice, hint: str = "") -> Any:
    """One of a few answers; the `default` says which there are."""
    return _field(default, label, Shape.CHOICE, choices=type(default), hint=hint)


def several(label: str, choices: type[Choice]) -> Any:
    """Any number of a few answers."""
    return _field(frozenset(), label, Shape.SET, choices=choices)


def record(label: str, kind: str, hint: str = "") -> Any:
    """The id of a record of this `kind`, or None."""
    return _field(None, label, Shape.RECORD, kind=kind, hint=hint)


def person(label: str, hint: str = "") -> Any:
    """The id of a person, or None."""
    return record(label, "people", hint)


def cells(label: str) -> Any:
    """Short texts by key."""
    return _field({}, label, Shape.MAP)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Anything kept in a workspace under an id of its kind; subclasses say which fields it has."""

    kind: ClassVar[str] = ""
    id: int = 0
    position: int = 0

    @property
    def title_text(self) -> str:
        """What the record is called in lists: its first field that holds text."""
        for field in fields_of(type(self)):
            if field.shape in (Shape.TEXT, Shape.PROSE):
                value = getattr(self, field.name)
                if value:
                    # A little more than is shown: the text may be a megabyte, and this is asked at every pause.
                    return " ".join(str(value).lstrip()[:1_000].split())[:200]
        return ""


def kept_by_record(told: Callable[[type[Line]], T]) -> Callable[[type[Line]], T]:
    """What a function tells of a class of records, worked out once for each and kept."""
    # mypy takes the records' own __hash__ for that of their class.
    return cache(told)  # type: ignore[return-value]


@kept_by_record
def fields_of(record_class: type[Line]) -> tuple[Field, ...]:
    """The declared fields of a record class in reading order, without id and position."""
    fields = (field for field in dataclasses.fields(record_class) if "shape" in field.metadata)
    return tuple(Field(name=field.name, **field.metadata) for field in fields)


def field_of(record_class: type[Line], name: str) -> Field:
    """One declared field; raises KeyError with the name when there is none."""
    for field in fields_of(record_class):
        if field.name == name:
            return field
    raise KeyError(name)


def limit_of(name: str, shape: Shape) -> int:
    """How many characters a text field holds."""
    return TEXT_LIMIT if shape is Shape.PROSE else TITLE_LIMIT if name in _TITLES else LINE_LIMIT


def to_plain(field: Field, value: Any) -> Any:
    """A value as JSON and SQLite keep it (text, number or None)."""
    match field.shape:
        case Shape.DATE:
            return value.isoformat() if value is not None else None
        case Shape.FLAG:
            return int(value)
        case Shape.SET:
            return ",".join(sorted(str(item) for item in value))
        case Shape.MAP:
            return "\n".join(f"{_escaped(key)}={_escaped(value[key])}" for key in sorted(value) if value[key])
        case Shape.CHOICE:
            return str(value)
    return value


def from_plain(field: Field, plain: Any) -> Any:
    """The value `to_plain` kept; an answer that is no longer among the choices becomes the first of them."""
    return reader_of(field)(plain)


def reader_of(field: Field) -> Callable[[Any], Any]:
    """What `from_plain` does for one field, to be asked for once where many lines are read."""
    match field.shape:
        case Shape.DATE:
            return _date
        case Shape.FLAG:
            return bool
        case Shape.SET:
            assert field.choices is not None
            return partial(_set, _by_value(field.choices))
        case Shape.MAP:
            return _map
        case Shape.CHOICE:
            assert field.choices is not None
            return partial(_answer, _by_value(field.choices), next(iter(field.choices)))
        case Shape.TEXT | Shape.PROSE:
            return _text
    return _same


def _same(plain: Any) -> Any:
    return plain


def _text(plain: Any) -> Any:
    return plain or ""


def _date(plain: Any) -> date | None:
    return date.fromisoformat(plain) if plain else None


def _set(known: Mapping[str, Choice], plain: Any) -> frozenset[Choice]:
    return frozenset(known[part] for part in str(plain or "").split(",") if part in known)


def _map(plain: Any) -> dict[str, str]:
    pairs = (line.split("=", 1) for line in str(plain or "").split("\n") if "=" in line)
    return {_unescaped(key): _unescaped(value) for key, value in pairs}


def _answer(known: Mapping[str, Choice], first: Choice, plain: Any) -> Choice:
    return known.get(str(plain), first)


@cache
def _by_value(choices: type[Choice]) -> dict[str, Choice]:
    """The answers of a choice by what is stored for them; asked for every field of every row that is read."""
    return {str(item): item for item in choices}


def _escaped(words: str) -> str:
    """Words that hold neither a line end nor an equals sign."""
    return words.replace("\\", "\\\\").replace("\n", "\\n").replace("=", "\\e")


def _unescaped(words: str) -> str:
    return _ESCAPE.sub(lambda found: {"n": "\n", "e": "="}.get(found[1], found[1]), words)
