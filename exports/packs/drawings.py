"""Drawings and data in XML, which come along only where nothing runs or is fetched when a browser opens them."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final
from xml.parsers import expat

_DRAWINGS: Final = frozenset({".rdf", ".svg", ".xml", ".xsl", ".xslt"})
_PAGES: Final = frozenset({"http://www.w3.org/1999/xhtml", "http://www.w3.org/1999/XSL/Transform"})
_RUNNING: Final = frozenset({"foreignObject", "handler", "iframe", "listener", "script", "set"})
_HELD: Final = r"(?:#|data:image/(?:png|jpeg|gif|webp)[;,])"
_AT_HAND: Final = re.compile(_HELD, re.IGNORECASE)
_BY_HAND: Final = re.compile(r"(?:#|https?:|mailto:)", re.IGNORECASE)
"""Where a link may lead, which is followed only when somebody opens it."""
_FETCHED: Final = re.compile(rf"\\|@import|(?:url|image|image-set|src)\s*\(\s*[\"']?\s*(?!{_HELD})", re.IGNORECASE)
"""In a style; what is written with escapes could be anything."""
_ADDRESSES: Final = frozenset({"href", "src"})


def is_drawing(name: str) -> bool:
    """Whether a browser draws a file of this name, and would run what it holds."""
    return PurePosixPath(name).suffix.lower() in _DRAWINGS


def is_still(content: bytes) -> bool:
    """Whether nothing runs and nothing is fetched where a browser opens it; False too where it is no XML."""
    reader = expat.ParserCreate(namespace_separator=" ")
    drawing = _Drawing()
    reader.StartElementHandler = drawing.open
    reader.EndElementHandler = drawing.close
    reader.CharacterDataHandler = drawing.read
    reader.StartDoctypeDeclHandler = drawing.declare
    reader.ProcessingInstructionHandler = drawing.instruct
    try:
        reader.Parse(content, True)
    except (_MovesError, expat.ExpatError):
        return False
    return not _FETCHED.search("".join(drawing.styles))


class _MovesError(Exception):
    """Something runs or is fetched."""


class _Drawing:
    """Hears what is in a drawing; raises _MovesError at what runs or is fetched."""

    def __init__(self) -> None:
        self.styles: list[str] = []
        self._in_style = False

    def open(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if not space:
            # Elements that belong to no language are shown as a tree of words.
            return
        if space in _PAGES or tag in _RUNNING:
            raise _MovesError
        self._in_style = tag == "style"
        for called, value in attributes.items():
            self._look_at(tag, called.rpartition(" ")[2].lower(), value.strip())

    def _look_at(self, tag: str, name: str, value: str) -> None:
        if name.startswith("on") or (name == "attributename" and value.rpartition(":")[2].lower() in _ADDRESSES):
            raise _MovesError
        if name in _ADDRESSES and not (_BY_HAND if tag == "a" else _AT_HAND).match(value):
            raise _MovesError
        if name not in _ADDRESSES and _FETCHED.search(value):
            raise _MovesError

    def close(self, name: str) -> None:
        self._in_style = False

    def read(self, text: str) -> None:
        if self._in_style:
            self.styles.append(text)

    def declare(self, name: str, system: str | None, public: str | None, has_subset: int) -> None:
        # What is defined there could stand for anything.
        if has_subset:
            raise _MovesError

    def instruct(self, target: str, data: str) -> None:
        # A style sheet, for one.
        raise _MovesError
