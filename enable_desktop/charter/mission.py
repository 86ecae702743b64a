"""How many sentences a text has, in English and in Russian."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from enable_desktop.links import without_chips

MOST: Final = 2
"""How many sentences a mission has room for."""

_OPENERS: Final = "\"'“”„«»‘’‚‹›([{*_—–-"
_CLOSERS: Final = "\"'”“»’›)]}*_"
_END: Final = re.compile(rf"(\.{{2,}}|…|[.!?。！？]+)[{re.escape(_CLOSERS)}]*(?=\s|$)")
_LIST_MARK: Final = re.compile(r"^\s*(?:[-+*]|\d{1,3}[.)]|#{1,6}|>)(?:\s+\[[ xX]\])?\s+")
_NEXT: Final = re.compile(rf"\s*[{re.escape(_OPENERS)}]*\s*")
_SAYS: Final = re.compile(r"[^\W_]")
_TOKEN: Final = re.compile(r"\S+$")
_NEAR: Final = 80
"""How far around a mark is looked: no abbreviation, and no word that may only begin a sentence, is that long."""

_DOTTED: Final = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]", re.UNICODE)

_NEVER_ENDING: Final = """
    e.g i.e cf vs viz approx app ca dr mr mrs ms prof st fig figs vol sec est esp incl ref resp rev tel al
    т.е т.к т.н и.о см напр им ул пл просп д кв стр рис табл проф доц акад гл ред тел оф корп ср ст
"""
_PERHAPS_ENDING: Final = """
    etc inc ltd co corp llc plc gmbh jr sr bros dept no nos p pp jan feb mar apr jun jul aug sep sept oct nov dec
    т.д т.п т.ч др пр г гг в вв н.э руб коп тыс млн млрд трлн экз чел мин сек ч шт долл
"""
_BEGINNING: Final = """
    a an the we they it he she i you our their its his her this that these those there here in on at by for from to
    with without if when while after before since as and but or so then every each all both no not one two three
    what who whom which how why where success reps sellers managers leaders
    мы вы они он она оно я наш наша наше наши их его её ее это этот эта эти то тот та те там здесь в во на по за из
    от до с со без если когда пока после перед и а но или так затем каждый каждая каждое каждые все оба не ни один
    два три что кто как почему где для при у к о об
"""
_BEFORE_NUMBERS: Final = "no nos p pp fig vol sec г гг в вв д кв стр рис табл гл ст оф корп №"

_NEVER_LAST: Final = frozenset(_NEVER_ENDING.split())
"""Abbreviations that something always follows."""

_MAYBE_LAST: Final = frozenset(_PERHAPS_ENDING.split())
"""Abbreviations that may end a sentence: they do where the next word can only begin one."""

_STARTERS: Final = frozenset(_BEGINNING.split())
_NUMBERED: Final = frozenset(_BEFORE_NUMBERS.split())


def sentences(markdown: str) -> tuple[str, ...]:
    """The sentences of a text; every paragraph and every list item ends one."""
    found: list[str] = []
    for paragraph in _paragraphs(without_chips(markdown)):
        found.extend(_split(paragraph))
    return tuple(found)


@lru_cache(maxsize=1)
def count(markdown: str) -> int:
    """How many sentences a text has; asked from several sides after every pause in the typing."""
    return sum(map(_number_in, _paragraphs(without_chips(markdown))))


@lru_cache(maxsize=20_000)
def _number_in(paragraph: str) -> int:
    """How many sentences a paragraph has; of a long text all but one are as they were."""
    return len(_split(paragraph))


def _paragraphs(text: str) -> list[str]:
    """Runs of lines that belong together; a blank line, a list item, a heading or a quote begins another."""
    paragraphs: list[list[str]] = [[]]
    for line in text.splitlines():
        mark = _LIST_MARK.match(line)
        said = (line[mark.end() :] if mark is not None else line).strip()
        if mark is not None or not said:
            paragraphs.append([])
        paragraphs[-1].append(said)
    return [joined for lines in paragraphs if (joined := " ".join(filter(None, lines)))]


def _split(paragraph: str) -> list[str]:
    parts: list[str] = []
    start = 0
    for found in _END.finditer(paragraph):
        if found.end() == len(paragraph) or _ends(paragraph, found):
            parts.append(paragraph[start : found.end()])
            start = found.end()
    parts.append(paragraph[start:])
    return [part.strip() for part in parts if _SAYS.search(part)]


def _ends(text: str, found: re.Match[str]) -> bool:
    """Whether the mark found in a paragraph ends a sentence there."""
    after = _NEXT.match(text, found.end())
    assert after is not None
    following = text[after.end() : after.end() + _NEAR]
    if not following:
        return True
    first = following[0]
    if first.islower():
        return False
    if found[1] != ".":
        return True
    before = text[max(0, found.start() - _NEAR) : found.start()]
    token = _TOKEN.search(before)
    word = token[0].lstrip(_OPENERS) if token else ""
    if not word:
        return False
    return not _is_open(word, before, following)


def _is_open(word: str, before: str, following: str) -> bool:
    """Whether a word with a full stop after it waits for the words that follow."""
    plain = word.casefold()
    earlier = before[: -len(word)].rstrip()
    if len(word) == 1 and word.isupper():
        return True
    if plain in ("д", "п", "ч") and earlier.casefold().endswith("т."):
        return not _starts_one(following)
    if following[0].isdigit() and plain in _NUMBERED:
        return True
    if plain in _NEVER_LAST:
        return True
    if len(word) == 1 and word.isalpha() and not earlier[-1:].isdigit():
        # "в г. Казани" is a town, a year stands after its figure; "т." waits for its "е." or "д."
        return True
    if plain in _MAYBE_LAST or _DOTTED.fullmatch(plain):
        return not _starts_one(following)
    return False


def _starts_one(following: str) -> bool:
    first = re.split(r"[^\w’'-]+", following, maxsplit=1)[0]
    return first.casefold() in _STARTERS
