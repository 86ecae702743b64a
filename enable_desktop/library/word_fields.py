"""What a field of a Word document says that is a link: older programs, and imports from the web, write links so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_LINK: Final = re.compile(
    r'\s*HYPERLINK\s+(?:\\[no]\s+)*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>[^\s"\\][^\s"]*))', re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FieldLink:
    """The target of a field, and where it stands in the field's code, without its quotation marks."""

    target: str
    start: int
    end: int
    is_quoted: bool


def link_of_field(code: str) -> FieldLink | None:
    """The link that a field makes; None where it is none, or leads to a place in the document itself."""
    found = _LINK.match(code)
    if found is None:
        return None
    quoted, bare = found["quoted"], found["bare"]
    if quoted:
        return FieldLink(re.sub(r"\\(.)", r"\1", quoted), *found.span("quoted"), is_quoted=True)
    return FieldLink(bare, *found.span("bare"), is_quoted=False) if bare else None
