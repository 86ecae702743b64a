"""What somebody types to find an asset: words, an "exact phrase", -what must not stand there, and field:value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from enable_desktop.fields import Choice
from enable_desktop.search import folded, words_of
from enable_desktop.words import mark

Filters = Mapping[str, frozenset[str]]
"""The chosen values by facet. Values of one facet add up (or), of several narrow down (and)."""


RANKED: Final = 1_000
"""Of more hits than these the newest come first, after those in titles: nobody reads on, and everybody would wait."""


MOST_WORDS: Final = 32
"""So many words of what was typed or pasted are looked for: whatever holds these is what was meant."""


class Order(Choice):
    """What a list of assets begins with."""

    BEST = "best", mark("Best first")
    TITLE = "title", mark("By title")
    DUE = "due", mark("Review due first")
    NEWEST = "newest", mark("Newest first")
    USED = "used", mark("Most used first")
    LENGTH = "length", mark("Longest first")


FIELDS: Final[Mapping[str, str]] = {
    name: field
    for field, names in {
        "title": ("title", "name", "название", "заголовок"),
        "summary": ("summary", "краткое содержание", "описание"),
        "text": ("text", "текст"),
        "tag": ("tag", "tags", "тег", "теги", "метка", "метки"),
        "kind": ("kind", "type", "вид", "тип"),
        "status": ("status", "статус"),
        "owner": ("owner", "ответственный", "владелец"),
        "expert": ("expert", "эксперт"),
        "folder": ("folder", "папка"),
        "freshness": ("freshness", "свежесть"),
        "flag": ("flag", "замечание"),
    }.items()
    for name in names
}
"""The fields that can be named before a colon, by each of their names; every facet can be, too."""

_ASKED: Final = 200
_QUOTES: Final = {'"': '"', "«": "»", "“": "”", "„": "“”"}
_OPENING: Final = "".join(_QUOTES)
# Names of one word, or of several joined by underscores or hyphens.
_NAMED: Final = re.compile(rf"([^\W\d_][\w-]*):(?=[^\s:/]|[{_OPENING}])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing typed: a word, which may be the beginning of one, or several that stand in this order.

    `field` is the name before the colon, as one of FIELDS where it is known, else folded: the key or label of a facet,
    or no field at all. `named` are the words of that name.
    """

    words: tuple[str, ...]
    is_phrase: bool = False
    is_excluded: bool = False
    field: str = ""
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, taken apart; without terms everything is wanted."""

    terms: tuple[Term, ...] = ()


def parse(text: str) -> Query:
    """Take apart what was typed; nothing at all is an error, and what means nothing is passed over."""
    return Query(tuple(dict.fromkeys(term for _, terms in pieces(text) for term in terms)))


def pieces(text: str) -> Iterator[tuple[str, list[Term]]]:
    """What was typed piece by piece, as it was typed, with the terms of each; what means nothing has none.

    A page that was pasted ends after its first MOST_WORDS words.
    """
    at, room = 0, MOST_WORDS
    while at < len(text) and room:
        if text[at].isspace():
            at += 1
            continue
        start = at
        excluded = text[at] in "-\u2212" and at + 1 < len(text) and not text[at + 1].isspace()
        at += excluded
        name = _NAMED.match(text, at)
        if name is not None:
            at = name.end()
        quote = text[at : at + 1]
        quoted = bool(quote) and quote in _OPENING
        if quoted:
            end = _closing(text, at + 1, _QUOTES[quote])
            words, at = words_of(text[at + 1 : end]), end + 1
        else:
            end = _end_of_word(text, at)
            words, at = words_of(text[at:end]), end
        kept = tuple(words[:room])
        room -= len(kept)
        yield text[start:at], _terms(kept, quoted, excluded, name[1] if name is not None else "")


def _closing(text: str, start: int, closing: str) -> int:
    """Where the quotation ends; with the text where nothing ends it."""
    return min((place for each in closing if (place := text.find(each, start)) >= 0), default=len(text))


def _end_of_word(text: str, start: int) -> int:
    found = re.compile(r"\s").search(text, start)
    return found.start() if found is not None else len(text)


def _terms(words: tuple[str, ...], quoted: bool, excluded: bool, name: str) -> list[Term]:
    if not words:
        return []
    field = FIELDS.get(folded(name).replace("_", " "), folded(name))
    named = tuple(words_of(name))
    if quoted or excluded or field:
        return [Term(words=words, is_phrase=quoted, is_excluded=excluded, field=field, named=named)]
    return [Term(words=(word,)) for word in words]


def is_asked(text: str) -> bool:
    """Whether somebody may have asked this: so long only a page is that was pasted."""
    return bool(folded(text).strip()) and len(text) <= _ASKED and len(text.split()) <= MOST_WORDS


def whole(term: Term) -> Term:
    """A term whose name before the colon is that of no field: the name is one of the words."""
    return Term(words=(*term.named, *term.words), is_phrase=term.is_phrase, is_excluded=term.is_excluded)
