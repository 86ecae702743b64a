"""Markdown as it reads: its words without the marks, for lists where nothing is set."""

from __future__ import annotations

import re
from typing import Final

from enable_desktop.blocks import plain_text
from enable_desktop.links import without_chips

_START: Final = re.compile(
    r"^[ \t]*(?:(?:>[ \t]?)+|#{1,6}[ \t]+|[-*+][ \t]+\[[ xX]\](?:[ \t]+|$)|[-*+](?:[ \t]+|$)|`{3,}.*$|~{3,}.*$)",
    re.MULTILINE,
)
_RULE: Final = re.compile(r"^[ \t|:*_-]*(?:-{3}|\*{3}|_{3})[ \t|:*_-]*$", re.MULTILINE)
_ROW: Final = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.MULTILINE)
_LINK: Final = re.compile(r"!?\[([^\[\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*\)")
_NOTE: Final = re.compile(r"\[\^[^\[\]\s]+\]:?")


def plainly(markdown: str, *, addresses: bool = False) -> str:
    """The words on one line: of a link its text, of a reference its label, of a table its cells.

    With `addresses` that of a link follows its text in brackets.
    """
    text = without_chips(markdown)
    text = _RULE.sub("", text)
    text = _ROW.sub(lambda found: "  ".join(cell.strip() for cell in found[1].split("|")), text)
    text = _START.sub("", text)
    text = _NOTE.sub("", text)
    if not addresses:
        text = _LINK.sub(lambda found: found[1], text)
    return " ".join(plain_text(text).split())
