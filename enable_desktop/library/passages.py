"""What of a Markdown text is prose and what is HTML: code, comments and what stands above the text are neither.

Blocks are parted as CommonMark says, so that a stray mark in one paragraph means nothing to the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

_LINE: Final = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n|\Z)")
_PLAIN: Final = re.compile(r"(?:[^\W\d_][^\r\n]*+(?:\r\n|\r|\n|\Z))++")
"""Lines that begin a paragraph or go on with it, whatever stands above them."""
_BLANK: Final = re.compile(r"[ \t]*+(?:\r\n|\r|\n)")
_MATTER: Final = re.compile(
    r"\ufeff?(?P<mark>---|\+\+\+)[ \t]*+(?:\r\n?|\n)(?:.*?(?:\r\n?|\n))??(?:(?P=mark)|\.\.\.)[ \t]*+(?=[\r\n]|\Z)",
    re.DOTALL,
)
_HEADING: Final = re.compile(r"#{1,6}(?=[ \t]|$)")
_FENCE: Final = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_RULE: Final = re.compile(r"(?:\*[ \t]*){3,}$|(?:-[ \t]*){3,}$|(?:_[ \t]*){3,}$")
_MARKER: Final = re.compile(r"(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|$)")
_VERBATIM: Final = re.compile(r"<(?:script|pre|style|textarea)(?=[\s>]|$)", re.IGNORECASE)
_VERBATIM_END: Final = re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)
_ELEMENT: Final = re.compile(
    r"</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl"
    r"|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main"
    r"|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead"
    r"|title|tr|track|ul)(?=[\s>]|/>|$)",
    re.IGNORECASE,
)
_WHOLE_TAG: Final = re.compile(
    r"(?:<[A-Za-z][A-Za-z0-9-]*+(?:\s++[A-Za-z_:][A-Za-z0-9_.:-]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?+)*+"
    r"\s*+/?>|</[A-Za-z][A-Za-z0-9-]*+\s*+>)[ \t]*$"
)
_BLANK_ENDS: Final = re.compile(r"(?!)")
"""Ends nowhere: this HTML goes on until a blank line."""
_MOST_DEEP: Final = 64
"""Lists and quotes nested deeper are read as the text of the deepest."""


class Passage(NamedTuple):
    """A piece of a text that is read for itself, from one place to another."""

    start: int
    end: int
    is_html: bool


@dataclass(slots=True)
class _Blocks:
    """What is open while the lines go by. A quote is 0 among the `containers`, a list item the width of its margin."""

    text: str
    passages: list[Passage]
    containers: list[int]
    start: int = -1
    """Where the open paragraph, or the open HTML, begins; -1 where none is."""
    end: int = 0
    fence: str = ""
    html_until: re.Pattern[str] | None = None

    def close(self) -> None:
        """Ends the open paragraph or HTML."""
        if self.start >= 0:
            self.passages.append(Passage(self.start, self.end, self.html_until is not None))
        self.start = -1
        self.html_until = None


def passages_of(text: str) -> list[Passage]:
    """The pieces of a Markdown text that can hold links, in order."""
    matter = _MATTER.match(text)
    blocks = _Blocks(text, [], [])
    at = matter.end() if matter else int(text.startswith("\ufeff"))
    size = len(text)
    while at < size:
        if not blocks.containers and not blocks.fence and blocks.html_until is None:
            plain = _PLAIN.match(text, at)
            if plain:
                if blocks.start < 0:
                    blocks.start = at
                blocks.end = at = plain.end()
            blank = _BLANK.match(text, at)
            if blank:
                blocks.close()
                at = blank.end()
            if plain or blank:
                continue
        line = _LINE.match(text, at)
        assert line is not None
        _read_line(blocks, at, line.end())
        at = line.end()
    blocks.close()
    return blocks.passages


def _read_line(blocks: _Blocks, start: int, end: int) -> None:
    text = blocks.text
    line = text[start:end].rstrip("\r\n")
    if "\t" in line[: len(line) - len(line.lstrip(" \t>"))]:
        margin = len(line) - len(line.lstrip(" \t>"))
        line, shift = _spaced(line, margin)
    else:
        shift = 0
    at, matched = _inside(blocks.containers, line)
    everything = matched == len(blocks.containers)
    rest = line[at:]
    stripped = rest.lstrip(" \t")
    if blocks.fence:
        if everything:
            if _closes(blocks.fence, rest, stripped):
                blocks.fence = ""
            return
        blocks.fence = ""
    if blocks.html_until is not None:
        if everything and (stripped or blocks.html_until is not _BLANK_ENDS):
            blocks.end = end
            if blocks.html_until.search(rest):
                blocks.close()
            return
        blocks.close()
    if not stripped:
        blocks.close()
        del blocks.containers[matched:]
        return
    _open(blocks, line, at, matched, start - shift, end)


def _open(blocks: _Blocks, line: str, at: int, matched: int, origin: int, end: int) -> None:
    """Opens what begins in a line, from a place in it on; what has no beginning goes on with the open paragraph.

    `origin` is where the line would begin in the text, had its margin no tabs.
    """
    containers = blocks.containers
    is_new = False
    while True:
        rest = line[at:]
        stripped = rest.lstrip(" \t")
        indent = len(rest) - len(stripped)
        goes_on = blocks.start >= 0 and not is_new
        here = goes_on and matched == len(containers)
        if not stripped:
            return
        if indent >= 4:
            if not goes_on:
                del containers[matched:]
                return
            break
        begins = at + indent
        first = stripped[0]
        if first == ">" and matched < _MOST_DEEP:
            at = begins + 1 + (line[begins + 1 : begins + 2] == " ")
            width = 0
        elif first == "#" and _HEADING.match(stripped):
            _part(blocks, matched)
            blocks.passages.append(Passage(origin + begins, end, False))
            return
        elif first in "`~" and (fence := _FENCE.match(stripped)):
            _part(blocks, matched)
            blocks.fence = fence[1] or fence[2]
            return
        elif first == "<" and (until := _html_until(stripped, goes_on)) is not None:
            _part(blocks, matched)
            blocks.start, blocks.end, blocks.html_until = origin + begins, end, until
            if until.search(stripped, 2):
                blocks.close()
            return
        elif first in "=-" and here and not stripped.rstrip(" \t").strip(first):
            blocks.close()
            return
        elif first in "*-_" and _RULE.match(stripped):
            _part(blocks, matched)
            return
        elif (marker := _marker(stripped, here)) and matched < _MOST_DEEP:
            after = stripped[marker:]
            blanks = len(after) - len(after.lstrip(" \t"))
            width = indent + marker + (blanks if 1 <= blanks <= 4 and after.strip() else 1)
            at += width
        else:
            break
        _part(blocks, matched)
        containers.append(width)
        matched += 1
        is_new = True
    if goes_on and not stripped.startswith("|"):
        blocks.end = end
        return
    _part(blocks, matched)
    blocks.start, blocks.end = origin + at, end


def _part(blocks: _Blocks, matched: int) -> None:
    """Ends what is open, and the lists and quotes that a line does not belong to."""
    blocks.close()
    del blocks.containers[matched:]


def _inside(containers: list[int], line: str) -> tuple[int, int]:
    """Where the content of a line begins, and how many of the open lists and quotes it belongs to."""
    at = 0
    for number, width in enumerate(containers):
        rest = line[at:]
        stripped = rest.lstrip(" ")
        if width:
            if stripped and len(rest) - len(stripped) < width:
                return at, number
            at += min(width, len(rest))
        elif stripped.startswith(">") and len(rest) - len(stripped) < 4:
            at = len(line) - len(stripped) + 1
            at += line[at : at + 1] == " "
        else:
            return at, number
    return at, len(containers)


def _spaced(line: str, margin: int) -> tuple[str, int]:
    """The line with spaces for the tabs of its margin, and by how many letters it grew."""
    spaced = line[:margin].expandtabs(4)
    return spaced + line[margin:], len(spaced) - margin


def _closes(fence: str, rest: str, stripped: str) -> bool:
    return len(rest) - len(stripped) < 4 and stripped.startswith(fence) and not stripped.rstrip(" \t").strip(fence[0])


def _marker(stripped: str, interrupts: bool) -> int:
    """How long the mark of a list item is; 0 where there is none, or where it may not interrupt a paragraph."""
    found = _MARKER.match(stripped)
    if not found or (interrupts and (not stripped[found.end() :].strip() or (found[1] or "1") != "1")):
        return 0
    return found.end()


def _html_until(stripped: str, interrupts: bool) -> re.Pattern[str] | None:
    """What ends the HTML that begins with this line; None where it is prose."""
    if _VERBATIM.match(stripped):
        return _VERBATIM_END
    for opening, closing in (("<!--", "-->"), ("<?", r"\?>"), ("<![CDATA[", r"\]\]>")):
        if stripped.startswith(opening):
            return re.compile(closing)
    if re.match(r"<![A-Za-z]", stripped):
        return re.compile(">")
    if _ELEMENT.match(stripped) or (not interrupts and _WHOLE_TAG.match(stripped)):
        return _BLANK_ENDS
    return None
