"""A link at its place in a text: what is found while reading, and what is known of it afterwards."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final

_ENTITY: Final = re.compile(r"&(?:#[xX]?[0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKUP: Final = re.compile(r"!?\[|\](?:\([^()]*+\)|\[[^\[\]]*+\])?|<[^<>]*+>|[*`]++")
_TAG: Final = re.compile(r"<[^<>]*+>")
_SPECIAL: Final = re.compile(r"[\[\]<*`\\&\t\r\n]|  ")
_MOST_WORDS: Final = 1_000
"""Letters of a text that are looked at for the words of a link."""


class Manner(Enum):
    """How a link is written."""

    LINK = "link"
    """`[words](target)`"""
    IMAGE = "image"
    """`![words](target)`"""
    DEFINITION = "definition"
    """`[name]: target`, used elsewhere by its name"""
    AUTOLINK = "autolink"
    """`<https://…>`"""
    ANCHOR = "anchor"
    """`<a href="target">words</a>`"""
    ELEMENT = "element"
    """Any other element of HTML that names a file, such as an image"""
    SHORTCODE = "shortcode"
    """A reference that the generator of a site puts in place: `{{< ref "page.md" >}}`"""


@dataclass(frozen=True, slots=True)
class Use:
    """Where a text uses a defined target: the span of all of it, and that of its words."""

    start: int
    end: int
    words_start: int
    words_end: int
    is_image: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPlace:
    """One link of a text. `text[start:end]` is the target as it stands there; `target` is the same without escapes.

    `outer_start` and `outer_end` span all that makes the link, `words_start` and `words_end` the words it carries;
    an opened `<a>` that is never closed spans its tag only.
    """

    target: str
    words: str
    number: int
    start: int
    end: int
    manner: Manner
    outer_start: int
    outer_end: int
    words_start: int
    words_end: int
    in_angles: bool = False
    uses: tuple[Use, ...] = ()


@dataclass(slots=True)
class Draft:
    """A link while its text is still being read."""

    manner: Manner
    target: str
    start: int
    end: int
    outer_start: int
    outer_end: int
    words_start: int
    words_end: int
    words: str = ""
    in_angles: bool = False
    uses: tuple[Use, ...] = ()


def placed(drafts: Iterable[Draft]) -> tuple[LinkPlace, ...]:
    """The links in the order of their targets, numbered from 0."""
    return tuple(
        LinkPlace(
            target=each.target,
            words=each.words,
            number=number,
            start=each.start,
            end=each.end,
            manner=each.manner,
            outer_start=each.outer_start,
            outer_end=each.outer_end,
            words_start=each.words_start,
            words_end=each.words_end,
            in_angles=each.in_angles,
            uses=each.uses,
        )
        for number, each in enumerate(sorted(drafts, key=lambda draft: draft.start))
    )


def without_entities(written: str) -> str:
    """What the writing of HTML stands for: `&amp;` is "&"."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), written) if "&" in written else written


def without_escapes(written: str) -> str:
    """What the writing of Markdown stands for: a backslash before a sign is left out, and `&amp;` is "&"."""
    if "\\" in written:
        written = _ESCAPE.sub(r"\1", written)
    return without_entities(written)


def words_of_markdown(text: str, start: int, end: int) -> str:
    """The words between two places, in one line, without the marks around and inside them; long ones are cut."""
    written = text[start : min(end, start + _MOST_WORDS)]
    if not _SPECIAL.search(written):
        return written.strip()
    return " ".join(without_escapes(_MARKUP.sub("", written)).split())


def words_of_html(text: str, start: int, end: int) -> str:
    """The words between two places, in one line, without tags; long ones are cut."""
    written = text[start : min(end, start + _MOST_WORDS)]
    return " ".join(without_entities(_TAG.sub(" ", written) if "<" in written else written).split())
