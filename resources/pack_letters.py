"""The mails that go with a pack, from `content/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from resources.content import read

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIELD: Final = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackMail:
    """The text of a mail; a paragraph that names an `optional` field of which nothing is known falls away."""

    key: str
    title: str
    optional: tuple[str, ...]
    subject: str
    body: str

    def body_for(self, known: Mapping[str, str]) -> str:
        """The body without the paragraphs that would say nothing."""
        empty = {name for name in self.optional if not known.get(name, "").strip()}
        paragraphs = self.body.split("\n\n")
        return "\n\n".join(each for each in paragraphs if not empty & set(_FIELD.findall(each)))


@cache
def pack_letters(language: str) -> Mapping[str, PackMail]:
    """The mails by key, in the order in which they are needed.

    Raises FileNotFoundError for a language that has none.
    """
    return MappingProxyType({
        letter["key"]: PackMail(
            key=letter["key"],
            title=letter["title"],
            optional=tuple(letter["optional"]),
            subject=letter["subject"],
            body=letter["body"].strip(),
        )
        for letter in read(language, "pack_letters")["letters"]
    })  # fmt: skip
