"""The texts of mails, from `content/`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from resources.content import read

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The text of a mail; its `fields` stand in {braces} in subject and body, and whoever sends it fills them."""

    key: str
    title: str
    fields: tuple[str, ...]
    subject: str
    body: str


# Any: TOML gives tables of texts and lists.
def letters_of(entries: Iterable[Mapping[str, Any]]) -> Mapping[str, Letter]:
    """The letters of a list by key, in their order."""
    return MappingProxyType({
        letter["key"]: Letter(
            key=letter["key"],
            title=letter["title"],
            fields=tuple(letter["fields"]),
            subject=letter["subject"],
            body=letter["body"].strip(),
        )
        for letter in entries
    })  # fmt: skip


@cache
def expert_letters(language: str) -> Mapping[str, Letter]:
    """The mails to experts and their managers by key.

    Raises FileNotFoundError for a language that has none.
    """
    return letters_of(read(language, "experts")["letters"])
