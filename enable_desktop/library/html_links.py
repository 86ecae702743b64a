"""The links of an HTML text, with their places. It is read as browsers do: what is never closed ends with the text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from enable_desktop.library.link_shapes import Draft, Manner, without_entities, words_of_html

# A site's generator puts references in place before anybody reads the HTML, so their quotation marks do not count.
_SHORTCODE: Final = r"\{\{[<%][^{}]*+\}\}"
_DOUBLE: Final = rf'"(?:[^"{{]++|{_SHORTCODE}|\{{)*+(?:"|\Z)'
_SINGLE: Final = rf"'(?:[^'{{]++|{_SHORTCODE}|\{{)*+(?:'|\Z)"
_TAG: Final = re.compile(
    r"<(?:"
    r"!--(?P<comment>)(?:-?>|.*?(?:--!?>|\Z))"
    r"|(?P<name>[A-Za-z][^\s/>]*+)"
    rf"(?P<rest>(?:[^>=]++|=\s*+(?:{_DOUBLE}|{_SINGLE})?+)*+)(?:>|\Z)"
    r"|/(?P<closing>[A-Za-z][^\s/>]*+)[^>]*+(?:>|\Z)"
    r"|[!?/][^>]*+(?:>|\Z)"
    r")",
    re.DOTALL,
)
_ATTRIBUTE: Final = re.compile(rf"([^\s=/>\"']++)(?:\s*+=\s*+({_DOUBLE}|{_SINGLE}|[^\s>\"'][^\s>]*+))?+", re.DOTALL)
_LEADING: Final = re.compile(r"href|src|poster", re.IGNORECASE)
_LEADS: Final = frozenset(("href", "src", "poster"))
_SKIPPED: Final = frozenset(("base", "link", "script"))
"""What builds a page and is nothing to follow."""
_VERBATIM: Final = frozenset(("script", "style", "textarea", "title", "xmp", "noembed", "noframes"))
"""Elements that hold no elements."""


class Tag(NamedTuple):
    """A tag at its place in a text, `text[start:end]`; a comment and the like has no name."""

    name: str
    is_closing: bool
    start: int
    end: int
    attributes: dict[str, str]


def tags_of_html(text: str) -> Iterator[Tag]:
    """The tags of an HTML text in reading order, in the time of its length, however hostile it is.

    What stands in elements that hold no elements, such as scripts, is passed over.
    """
    at = 0
    while found := _TAG.search(text, at):
        at = found.end()
        name = (found["name"] or found["closing"] or "").lower()
        attributes = _attributes(text, found.start("rest"), at) if found["name"] else {}
        yield Tag(name, found["closing"] is not None, found.start(), at, attributes)
        if found["name"] and name in _VERBATIM:
            close = _end_of(name).search(text, at)
            at = close.start() if close else len(text)


def _attributes(text: str, start: int, end: int) -> dict[str, str]:
    said: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(text, start, end - (text[end - 1] == ">")):
        value = found[2] or ""
        quote = value[:1]
        if quote and quote in "\"'":
            value = value[1:].removesuffix(quote)
        said.setdefault(found[1].lower(), html.unescape(value))
    return said


@cache
def _end_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?![^\s/>])", re.IGNORECASE)


def links_of_html(text: str, start: int, end: int) -> list[Draft]:
    """The links between two places of a text."""
    drafts: list[Draft] = []
    open_anchors: list[Draft] = []
    at = start
    while found := _TAG.search(text, at, end):
        at = found.end()
        name = found["name"]
        if name is None:
            closing = found["closing"]
            if closing is not None and closing.lower() == "a":
                close_anchor(text, open_anchors, found.start(), at)
            continue
        name = name.lower()
        rest = found.start("rest")
        if name not in _SKIPPED and _LEADING.search(text, rest, at):
            links = links_of_tag(text, name, found.start(), rest, at)
            drafts += links
            open_anchors += (each for each in links if each.manner is Manner.ANCHOR)
        if name in _VERBATIM:
            close = _end_of(name).search(text, at, end)
            at = close.start() if close else end
    return drafts


def links_of_tag(text: str, name: str, start: int, attributes: int, end: int) -> list[Draft]:
    """The links in the attributes of one opening tag, which spans `start` to `end`."""
    drafts: list[Draft] = []
    for found in _ATTRIBUTE.finditer(text, attributes, end - (text[end - 1] == ">")):
        if found[2] is None or found[1].lower() not in _LEADS:
            continue
        value_start, value_end = found.span(2)
        quote = text[value_start]
        if quote in "\"'":
            value_start += 1
            value_end -= value_end > value_start and text[value_end - 1] == quote
        # Blanks around an address do not belong to it.
        value = text[value_start:value_end]
        value_start += len(value) - len(value.lstrip())
        value = value.strip()
        if not value:
            continue
        is_anchor = name == "a" and found[1].lower() == "href"
        drafts.append(
            Draft(
                manner=Manner.ANCHOR if is_anchor else Manner.ELEMENT,
                target=without_entities(value),
                start=value_start,
                end=value_start + len(value),
                outer_start=start,
                outer_end=end,
                words_start=end,
                words_end=end,
            )
        )
        if is_anchor:
            break
    return drafts


def close_anchor(text: str, open_anchors: list[Draft], start: int, end: int) -> None:
    """Gives the anchor that was opened last its words and its end, where a closing tag stands."""
    if open_anchors:
        anchor = open_anchors.pop()
        anchor.words_end = start
        anchor.outer_end = end
        anchor.words = words_of_html(text, anchor.words_start, start)
