"""The texts of mails, from `content/`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from resources.content import read

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIELD: Final = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The text of a mail; its `fields` stand in {braces} in subject and body, and whoever sends it fills them.

    A paragraph that names an `optional` field of which nothing is known falls away.
    """

    key: str
    title: str
    fields: tuple[str, ...]
    subject: str
    body: str
    optional: tuple[str, ...] = ()

    def body_for(self, known: Mapping[str, str]) -> str:
        """The body without the paragraphs that would say nothing."""
        empty = {name for name in self.optional if not known.get(name, "").strip()}
        paragraphs = self.body.split("\n\n")
        return "\n\n".join(each for each in paragraphs if not empty & set(_FIELD.findall(each)))


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
            optional=tuple(letter.get("optional", ())),
        )
        for letter in entries
    })  # fmt: skip


@cache
def expert_letters(language: str) -> Mapping[str, Letter]:
    """The mails to experts and their managers by key.

    Raises FileNotFoundError for a language that has none.
    """
    return letters_of(read(language, "experts")["letters"])


@cache
def pack_letters(language: str) -> Mapping[str, Letter]:
    """The mails that go with a pack by key, in the order in which they are needed.

    Raises FileNotFoundError for a language that has none.
    """
    return letters_of(read(language, "pack_letters")["letters"])
