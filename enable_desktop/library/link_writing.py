"""Other targets for the links of a text, or none, while nothing else in it changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Final, NamedTuple
from urllib.parse import quote

from enable_desktop.library.link_shapes import LinkPlace, Manner, without_entities
from enable_desktop.library.links import SHORTCODE

_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_BEFORE_SIGN: Final = re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)")
_BEFORE_ENTITY: Final = re.compile(r"&(?=#[xX]?[0-9a-fA-F]{1,7};|[A-Za-z][A-Za-z0-9]{1,31};)")
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\\]*")
_NEEDS_QUOTES: Final = re.compile(r"[\s\"'<>=`]|/$|^$")
_VOID: Final = frozenset(("img", "embed", "source", "track", "input", "area"))
_DEEPEST: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """What a link is to lead to from now on: the number it has in its file, its target as it was read, and the new one.

    Without a new target the link goes and its words stay; a picture goes whole, unless it `leaves_words` as well.
    """

    number: int
    before: str
    after: str | None = None
    leaves_words: bool = False


class Edit(NamedTuple):
    """A span of a text and what stands there instead."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with its spans replaced; what lies inside of a larger span that goes, goes with it."""
    pieces: list[str] = []
    at = 0
    # Of spans that begin alike the largest comes first.
    for edit in sorted(set(edits), key=lambda each: (each.start, -each.end)):
        if edit.end <= at and edit.start < at:
            continue
        start = max(edit.start, at)
        pieces += (text[at:start], edit.text)
        at = edit.end
    pieces.append(text[at:])
    return "".join(pieces)


def edits_for(
    text: str, place: LinkPlace, after: str | None, fits: Callable[[str], bool], *, leaves_words: bool = False
) -> list[Edit]:
    """What to change so that one link leads elsewhere, or is none; `fits` says what the file's encoding can write.

    A picture that is taken away goes whole, or `leaves_words` that stood for it.
    """
    if after is None:
        return _removal(text, place, leaves_words=leaves_words)
    after = "".join(each if fits(each) else quote(each) for each in _CONTROLS.sub(lambda found: quote(found[0]), after))
    if place.manner is Manner.AUTOLINK:
        return _autolink(text, place, after)
    if place.manner in (Manner.ANCHOR, Manner.ELEMENT):
        return [_attribute(text, place, after.strip())]
    if place.manner is Manner.SHORTCODE:
        return [Edit(place.start, place.end, _shortcode(place.target, after))]
    if SHORTCODE.match(after):
        return [Edit(place.start - place.in_angles, place.end + place.in_angles, after)]
    if place.in_angles:
        return [Edit(place.start, place.end, _in_angles(after))]
    return [Edit(place.start, place.end, _bare(after))]


def _removal(text: str, place: LinkPlace, *, leaves_words: bool) -> list[Edit]:
    if place.manner is Manner.DEFINITION:
        uses = (
            _unwrapped(use.start, use.words_start, use.words_end, use.end, is_image=use.is_image and not leaves_words)
            for use in place.uses
        )
        return [*_definition_removed(text, place), *chain.from_iterable(uses)]
    if place.manner is Manner.IMAGE and leaves_words:
        return _unwrapped(place.outer_start, place.words_start, place.words_end, place.outer_end, is_image=False)
    if place.manner is Manner.IMAGE or place.manner is Manner.SHORTCODE:
        return [Edit(place.outer_start, place.outer_end, "")]
    if place.manner is Manner.ELEMENT:
        name = re.match(r"<([A-Za-z][^\s/>]*)", text[place.outer_start :])
        if name and name[1].lower() in _VOID:
            return [Edit(place.outer_start, place.outer_end, "")]
        # The element stays; what it named goes with the name of the attribute before it.
        start = place.start - 1 if text[place.start - 1 : place.start] in ("'", '"') else place.start
        named = re.search(r"\s*[^\s=/>\"']+\s*=\s*[\"']?\s*$", text[place.outer_start : place.start])
        start = place.outer_start + named.start() if named else start
        end = place.end
        quoted = re.match(r"\s*[\"']", text[end : place.outer_end])
        if named and named[0].rstrip().endswith(('"', "'")) and quoted:
            end += quoted.end()
        return [Edit(start, end, "")]
    return _unwrapped(place.outer_start, place.words_start, place.words_end, place.outer_end, is_image=False)


def _unwrapped(start: int, words_start: int, words_end: int, end: int, *, is_image: bool) -> list[Edit]:
    if is_image:
        return [Edit(start, end, "")]
    return [Edit(start, words_start, ""), Edit(words_end, end, "")]


def _definition_removed(text: str, place: LinkPlace) -> list[Edit]:
    """The line goes; where a quote or a list begins before it, an empty one stays, so that the next keeps its place."""
    line = max(text.rfind("\n", 0, place.outer_start), text.rfind("\r", 0, place.outer_start)) + 1
    if not text[line : place.outer_start].strip():
        return [Edit(place.outer_start, place.outer_end, "")]
    written = text[place.outer_start : place.outer_end]
    return [Edit(place.outer_start, place.outer_start + len(written.rstrip("\r\n")), "")]


def _autolink(text: str, place: LinkPlace, after: str) -> list[Edit]:
    if _ADDRESS.fullmatch(after):
        return [Edit(place.start, place.end, _BEFORE_ENTITY.sub("&amp;", after))]
    words = re.sub(r"([\[\]\\])", r"\\\1", text[place.start : place.end])
    return [Edit(place.outer_start, place.outer_end, f"[{words}]({_bare(after)})")]


def _attribute(text: str, place: LinkPlace, after: str) -> Edit:
    before = text[place.outer_start : place.start].rstrip()
    mark = before[-1:]
    if SHORTCODE.match(after):
        written = after
    else:
        had_entities = "&amp;" in text[place.start : place.end]
        written = after.replace("&", "&amp;") if had_entities else _BEFORE_ENTITY.sub("&amp;", after)
        # What a site's generator would take for its own is written otherwise.
        written = written.replace("{{", "{&#123;")
        written = written.replace("'", "&#39;") if mark == "'" else written.replace('"', "&quot;")
    if mark not in ("'", '"') and _NEEDS_QUOTES.search(written):
        written = f'"{written}"'
    return Edit(place.start, place.end, written)


def _shortcode(before: str, after: str) -> str:
    reference = SHORTCODE.match(before)
    if reference is None:
        # The value of a parameter, in quotation marks.
        return after.replace('"', "%22")
    if SHORTCODE.match(after):
        return after
    return shortcode_to(before, after)


def shortcode_to(before: str, path: str) -> str:
    """The reference of a site's generator with another path in it."""
    found = SHORTCODE.match(before)
    assert found is not None
    mark = found["quote"]
    end = found["after"]
    if not mark and re.search(r"[\s>}%]", path):
        mark, end = '"', f'"{end}'
    safe = re.sub(r"[\"`]", lambda sign: quote(sign[0]), path)
    return f"{found['before']}{mark}{safe}{end}{found['rest']}"


def _escaped(target: str) -> str:
    return _BEFORE_ENTITY.sub("&amp;", _BEFORE_SIGN.sub(r"\\\\", target))


def _in_angles(target: str) -> str:
    return re.sub(r"[<>]", lambda found: f"\\{found[0]}", _escaped(target))


def _bare(target: str) -> str:
    """A target as Markdown writes it: in angle brackets where it has spaces, its parentheses marked where unpaired."""
    if not target or re.search(r"\s", target) or target.startswith(("<", "{{")):
        return f"<{_in_angles(target)}>"
    written = _escaped(target)
    if not _is_paired(target):
        written = re.sub(r"[()]", lambda found: f"\\{found[0]}", written)
    return written


def _is_paired(target: str) -> bool:
    depth = 0
    for each in target:
        depth += (each == "(") - (each == ")")
        if not 0 <= depth <= _DEEPEST:
            return False
    return depth == 0


def leads_to(place: LinkPlace, target: str) -> bool:
    """Whether a link is the one that was read with this target, whatever became of line ends and zero bytes."""
    return _plain(place.target) == _plain(target) or _plain(without_entities(place.target)) == _plain(target)


def _plain(target: str) -> str:
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", re.sub(r"\r\n?", "\n", target))
