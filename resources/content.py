"""What the program knows on day one, from `content/`: guidance for every section, and lists to pick from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_OF_ASSETS: Final = ("facets", "kinds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A piece of a charter as somebody might write it, and why it works or does not."""

    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing to look at before a section is finished.

    `rule` is the completeness rule that answers it; empty where only the person can judge.
    """

    text: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The guidance beside one section, always in the same five parts."""

    key: str
    belongs: str
    executive: str
    good: Example
    weak: Example
    checks: tuple[Check, ...]


@cache
def guidance(language: str) -> Mapping[str, Card]:
    """The cards of a language ("en", "ru") by key, in the order of the charter.

    Raises FileNotFoundError for a language that has none.
    """
    return MappingProxyType({
        key: Card(
            key=key,
            belongs=part["belongs"],
            executive=part["executive"],
            good=Example(**part["good"]),
            weak=Example(**part["weak"]),
            checks=tuple(Check(**check) for check in part["checks"]),
        )
        for key, part in read(language, "guidance").items()
    })  # fmt: skip


def library(language: str, name: str) -> tuple[Mapping[str, object], ...]:
    """One list to pick from, for example "obstacles": its entries by field name, in their order.

    Raises KeyError with the name when there is no such list.
    """
    # Files of their own: a command that brings in content needs these alone, and TOML takes its time.
    lists = _lists(language, "assets" if name in _OF_ASSETS else "libraries")
    entries: tuple[Mapping[str, object], ...] = lists[name]
    return entries


def starter(language: str, section: str) -> str:
    """The Markdown a section may begin with; empty where there is none."""
    text: str = _lists(language, "libraries")["starters"].get(section, "")
    return text.strip()


@cache
def _lists(language: str, file: str) -> Mapping[str, Any]:
    return MappingProxyType({name: _frozen(part) for name, part in read(language, file).items()})


# Any: TOML gives tables of texts, numbers, lists and tables.
def read(language: str, name: str) -> dict[str, Any]:
    """One file of a language as TOML gives it; raises FileNotFoundError for a language that has none."""
    path = Path(__file__).with_name("content") / language / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _frozen(part: object) -> object:
    """The same value, safe to share: tables become read-only, lists become tuples."""
    if isinstance(part, dict):
        return MappingProxyType({key: _frozen(value) for key, value in part.items()})
    return tuple(_frozen(value) for value in part) if isinstance(part, list) else part
