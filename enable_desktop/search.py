"""Search: how text is folded before it is compared, and what a hit is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from enable_desktop.links import Ref

HIT_START: Final = "\x02"
HIT_END: Final = "\x03"
_WORD: Final = re.compile(r"[^\W_]+", re.UNICODE)
_WRITTEN: Final = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*", re.UNICODE)
"""A word as it is written: names of files from some systems have their accents behind the letters."""
_NEAR: Final = 600
_PLAIN: Final = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
"""The folded words of plain ASCII, as `_WORD` tells them apart; several times as fast as looking for them."""
_USUAL: Final = 40
"""Longer words than this are not met twice."""
_SHORT_I: Final = "и\u0306"
_MARKS_OF_HITS: Final = {ord(HIT_START): None, ord(HIT_END): None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One record that search found; in the snippet hits stand between HIT_START and HIT_END."""

    ref: Ref
    title: str
    snippet: str
    score: float


def folded(text: str) -> str:
    """Text as it is compared: case, accents and ё folded, composed; й is a letter of its own."""
    if text.isascii():
        return text.lower()
    # Twice, since either step makes work for the other: a script capital becomes a plain one, ß becomes two letters.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", "й".join(_unmarked(part) for part in plain.split(_SHORT_I)))


def _unmarked(text: str) -> str:
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def folded_words(text: str) -> str:
    """A text folded, with one blank between its words."""
    return " ".join(each_folded(text))


def each_folded(text: str) -> list[str]:
    """The words of a text as blanks part them, folded; each word is folded once, however often it is said."""
    if text.isascii():
        return text.lower().split()
    words = text.split()
    known = {word: _folded_word(word) if len(word) <= _USUAL else folded(word) for word in dict.fromkeys(words)}
    return list(map(known.__getitem__, words))


@lru_cache(maxsize=20_000)
def _folded_word(word: str) -> str:
    """The words of a language come again in every text."""
    return folded(word)


def words_of(text: str) -> list[str]:
    """The folded words of a text."""
    return _WORD.findall(folded(text))


def each_word(text: str) -> list[str]:
    """The folded words of a long text, or of one among many; what stands between two blanks is folded by itself."""
    if text.isascii():
        return text.translate(_PLAIN).split()
    return [
        word
        for between in text.split()
        for word in (_words_in(between) if len(between) <= _USUAL else words_of(between))
    ]


@lru_cache(maxsize=20_000)
def _words_in(between: str) -> tuple[str, ...]:
    return tuple(each_word(between) if between.isascii() else words_of(between))


def placed_words(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The words of a text as they are written, each with its start and end."""
    return ((found[0], found.span()) for found in _WRITTEN.finditer(text))


def snippet(text: str, wanted: tuple[str, ...], width: int = 90) -> str:
    """A piece of the text around the first word that begins with a wanted (folded) one, hits marked."""
    flat = " ".join(text.translate(_MARKS_OF_HITS).split())
    hits = [found for found in _WRITTEN.finditer(flat) if _fits(found[0], wanted)] if wanted else []
    start = max(0, hits[0].start() - width // 3) if hits else 0
    if start:
        start = flat.find(" ", start) + 1 or start
    end = min(len(flat), start + width)
    pieces, at = [], start
    for found in hits:
        if found.start() >= at and found.end() <= end:
            pieces += [flat[at : found.start()], HIT_START, found[0], HIT_END]
            at = found.end()
    pieces.append(flat[at:end])
    return ("…" if start else "") + "".join(pieces) + ("…" if end < len(flat) else "")


def around(text: str, wanted: tuple[str, ...]) -> str:
    """Some lines of a long text around the first word that `snippet` would mark; all of a short one."""
    if len(text) <= _NEAR:
        return text
    first = next((found for found in _WRITTEN.finditer(text) if _fits(found[0], wanted)), None) if wanted else None
    place = first.start() if first is not None else 0
    start, end = max(0, place - _NEAR), min(len(text), place + _NEAR)
    if start:
        # Marks stand at the beginning of lines, and in pairs within one.
        line = text.find("\n", start, place)
        start = (line if line >= 0 else text.find(" ", start, place)) + 1 or start
    line = text.rfind("\n", place, end)
    return text[start : line if end < len(text) and line > place else end]


def _fits(word: str, wanted: tuple[str, ...]) -> bool:
    plain = folded(word)
    return any(plain.startswith(each) for each in wanted)
