"""Text of unknown encoding: a byte order mark, UTF-8, UTF-16, or one of the Windows code pages."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark

_MARKS: Final[tuple[tuple[bytes, str], ...]] = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_CODECS: Final[Mapping[str, str]] = {"UTF-8": "utf-8-sig", "UTF-16": "utf-16", "UTF-32": "utf-32"}
_LINE_END: Final = re.compile(r"\r\n|\r")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Text:
    """What the bytes say, with "\\n" at line ends, and the name of the encoding."""

    text: str
    encoding: str


def decoded(content: bytes, name: str) -> Text:
    """The text of a file; raises WorkspaceError, naming the file, where the bytes are no text."""
    text, encoding = _decode(content)
    if len(_CONTROLS.findall(text)) * 100 > len(text):
        raise WorkspaceError(
            mark("{name} holds no text: it is a file of another kind. Nothing was imported."), name=name
        )
    return Text(_LINE_END.sub("\n", text).replace("\x00", "\ufffd"), encoding)


def _decode(content: bytes) -> tuple[str, str]:
    for signature, encoding in _MARKS:
        if content.startswith(signature):
            return content.decode(_CODECS[encoding], errors="replace"), encoding
    unmarked = _wide(content)
    if unmarked:
        return content.decode(unmarked, errors="replace"), "UTF-16"
    try:
        return content.decode(), "UTF-8"
    except UnicodeDecodeError:
        return _code_page(content)


def _wide(content: bytes) -> str:
    """The byte order of UTF-16 without a mark, empty where it is something else.

    Line ends, spaces and stops are ASCII in every language: their zero bytes all lie on one side.
    """
    sample = content[:4096]
    big, little = sample[0::2].count(0), sample[1::2].count(0)
    if max(little, big) * 40 < len(sample) or min(little, big) * 4 > max(little, big):
        return ""
    return "utf-16-le" if little > big else "utf-16-be"


def _code_page(content: bytes) -> tuple[str, str]:
    """Windows-1251 where letters above ASCII stand in words of their own, else Windows-1252."""
    letters = re.findall(rb"[\xa8\xb8\xc0-\xff]+", content)
    in_words = sum(len(run) for run in letters if len(run) > 1)
    if in_words * 2 >= sum(len(run) for run in letters):
        return content.decode("cp1251", errors="replace"), "Windows-1251"
    try:
        return content.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        return content.decode("latin-1"), "ISO 8859-1"
