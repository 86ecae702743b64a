"""Every link of a Markdown or HTML text with its exact place, so that it can be shown, followed and mended.

Markdown is read as CommonMark says, as far as it matters for links: inline links and images, definitions of targets,
addresses in angle brackets, HTML inside, and the references of a site's generator. What stands in code, in comments or
above the text is no link. A target with plain spaces, which CommonMark refuses, counts where it ends like a file name.
Of HTML count `href`, `src` and `poster` of all elements but those that build the page (`link`, `script`, `base`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from enable_desktop.library.html_links import close_anchor, links_of_html, links_of_tag
from enable_desktop.library.link_shapes import (
    Draft,
    LinkPlace,
    Manner,
    Use,
    placed,
    without_entities,
    without_escapes,
    words_of_markdown,
)
from enable_desktop.library.passages import Passage, passages_of

# Each alternative begins with a letter of its own: so the search leaps from one to the next.
_TOKEN: Final = re.compile(r"\\[!-/:-@\[-`{-~]|``*+|!\[|\[|\]|\{\{[<%]|<")
_BLANKS: Final = r"[ \t]*+(?:(?:\r\n?|\n)[ \t]*+)?+"
_TITLE: Final = r"\"(?:[^\"\\]++|\\.)*+\"|'(?:[^'\\]++|\\.)*+'|\((?:[^()\\]++|\\.)*+\)"
_CLOSING: Final = re.compile(rf"(?:{_BLANKS}(?<=\s)(?:{_TITLE}))?+{_BLANKS}\)", re.DOTALL)
_SIMPLE: Final = re.compile(r"\(([^\s()<>\\{}\x00-\x1f\x7f]++)\)")
_OPENING: Final = re.compile(rf"\({_BLANKS}")
_ANGLES: Final = re.compile(r"<((?:[^<>\\\r\n]++|\\.)*+)>")
_PIECE: Final = re.compile(r"(?:[^\s()\\\x00-\x1f\x7f]++|\\[()\\]|\\)++")
_SPACED: Final = re.compile(
    rf"([^()<>\r\n\"]*?\.\w{{2,5}}(?:#[^\s()#]*+)?)(?={_BLANKS}(?:(?:{_TITLE}){_BLANKS})?+\))", re.DOTALL
)
_DEEPEST: Final = 8
"""Parentheses inside a target, one in another; CommonMark leaves the number to the reader."""
_LABEL: Final = re.compile(r"\[((?:[^\[\]\\]++|\\.){1,999}+)\]", re.DOTALL)
_DEFINITION: Final = re.compile(rf"[ \t>]*+\[(?!\^)((?:[^\[\]\\]++|\\.)++)\]:{_BLANKS}", re.DOTALL)
_DEFINITION_END: Final = re.compile(rf"(?:{_BLANKS}(?<=\s)(?:{_TITLE}))?+[ \t]*+(?:\r\n?|\n|\Z)", re.DOTALL)
_LINE_END: Final = re.compile(r"[ \t]*+(?:\r\n?|\n|\Z)")
_AUTOLINK: Final = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\x00-\x1f]*+)>")
_SHORTCODE: Final = re.compile(r"\{\{([<%])\s*+(/?[\w-]++)((?:\"[^\"\r\n]*+\"|`[^`\r\n]*+`|[^{}\"`\r\n])*?)[>%]\}\}")
_LEADING: Final = re.compile(r"(?<![^\s])(?:href|link)\s*+=\s*+\"([^\"\r\n]++)\"")
_REFERENCES: Final = frozenset(("ref", "relref", "link"))
_TAG: Final = re.compile(
    r"<(?:(?P<name>[A-Za-z][A-Za-z0-9-]*+)"
    r"(?P<rest>(?:\s++[A-Za-z_:@][A-Za-z0-9_.:@-]*+"
    r"(?:\s*+=\s*+(?:\"(?:[^\"{]++|\{\{[<%][^{}]*+\}\}|\{)*+\"|'[^']*+'|[^\s\"'=<>`]++))?+)*+)\s*+/?>"
    r"|/(?P<closing>[A-Za-z][A-Za-z0-9-]*+)\s*+>)"
)
_ENDS: Final[Mapping[str, str]] = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>", "<!": ">"}
"""What ends a comment and the like."""


def links_in_markdown(text: str) -> tuple[LinkPlace, ...]:
    """Every link of a Markdown text in reading order; any line ends, and front matter above it, are understood."""
    passages = passages_of(text)
    reader = _Reader(text)
    # All targets are known before the first use: they may be defined below it.
    starts = [each.start if each.is_html else reader.define(each) for each in passages]
    for passage, start in zip(passages, starts, strict=True):
        if passage.is_html:
            reader.drafts += links_of_html(text, passage.start, passage.end)
        elif reader.names or any(text.find(sign, start, passage.end) >= 0 for sign in ("](", "<", "{{")):
            _Prose(reader, start, passage.end).read()
    for name, draft in reader.names.items():
        draft.uses = tuple(reader.uses.get(name, ()))
        if draft.uses:
            draft.words = words_of_markdown(text, draft.uses[0].words_start, draft.uses[0].words_end)
    return placed(reader.drafts)


def links_in_html(text: str) -> tuple[LinkPlace, ...]:
    """Every link of an HTML text in reading order."""
    return placed(links_of_html(text, 0, len(text)))


@dataclass(slots=True)
class _Reader:
    """A Markdown text, what was found in it so far, and the targets it defines by their folded names."""

    text: str
    drafts: list[Draft] = field(default_factory=list)
    names: dict[str, Draft] = field(default_factory=dict)
    uses: dict[str, list[Use]] = field(default_factory=dict)

    def define(self, passage: Passage) -> int:
        """Takes the definitions at the beginning of a paragraph; gives where the rest of it begins."""
        text, at, end = self.text, passage.start, passage.end
        while text.startswith("[", at) or text[at : at + 1] in " \t>":
            opened = _DEFINITION.match(text, at, end)
            if opened is None:
                break
            target = _target(text, opened.end(), end)
            if target is None:
                break
            start, stop, after, in_angles = target
            closed = _DEFINITION_END.match(text, after, end) or _LINE_END.match(text, after, end)
            name = _folded(opened[1])
            if closed is None or not name:
                break
            draft = Draft(
                manner=Manner.DEFINITION,
                target=without_escapes(text[start:stop]),
                start=start,
                end=stop,
                outer_start=at,
                outer_end=closed.end(),
                words_start=opened.start(1),
                words_end=opened.end(1),
                words=words_of_markdown(text, *opened.span(1)),
                in_angles=in_angles,
            )
            self.drafts.append(draft)
            self.names.setdefault(name, draft)
            at = closed.end()
        return at


class _Prose:
    """One paragraph, heading or row of a table, read from its first letter to its last."""

    __slots__ = ("_anchors", "_at", "_end", "_missing", "_open", "_reader", "_runs", "_text", "_usable")

    def __init__(self, reader: _Reader, start: int, end: int) -> None:
        self._reader = reader
        self._text = reader.text
        self._at = start
        self._end = end
        # Opened brackets with their places; those of links below `_usable` cannot close, for a link holds no link.
        self._open: list[tuple[int, int, bool]] = []
        self._usable = 0
        self._anchors: list[Draft] = []
        self._runs: dict[int, list[int]] | None = None
        self._missing: set[str] = set()

    def read(self) -> None:
        text, end = self._text, self._end
        search = _TOKEN.search
        while found := search(text, self._at, end):
            token = found[0]
            self._at = found.end()
            first = token[0]
            if first == "[" or first == "!":
                self._open.append((found.start(), self._at, first == "!"))
            elif first == "]":
                self._close(found.start())
            elif first == "`":
                self._skip_code(len(token))
            elif first == "<":
                self._angle(found.start())
            elif first == "{":
                self._shortcode(found.start())

    def _close(self, at: int) -> None:
        """A closing bracket: what it and the last opened one hold may be the words of a link."""
        if not self._open:
            return
        outer_start, words_start, is_image = self._open.pop()
        usable = is_image or len(self._open) >= self._usable
        self._usable = min(self._usable, len(self._open))
        if not usable:
            return
        if self._text.startswith("(", at + 1) and self._inline(outer_start, words_start, at, is_image):
            is_link = True
        else:
            is_link = bool(self._reader.names) and self._use(outer_start, words_start, at, is_image)
        if is_link and not is_image:
            self._usable = len(self._open)

    def _inline(self, outer_start: int, words_start: int, words_end: int, is_image: bool) -> bool:
        text = self._text
        in_angles = False
        simple = _SIMPLE.match(text, words_end + 1, self._end)
        if simple:
            start, stop = simple.span(1)
            close = simple.end()
        else:
            opened = _OPENING.match(text, words_end + 1, self._end)
            assert opened is not None
            target = _target(text, opened.end(), self._end)
            closed = target and _CLOSING.match(text, target[2], self._end)
            if target and closed:
                start, stop, _, in_angles = target
                close = closed.end()
            else:
                spaced = _SPACED.match(text, opened.end(), self._end)
                closed = spaced and _CLOSING.match(text, spaced.end(), self._end)
                if not spaced or not closed:
                    return False
                start, stop = spaced.span(1)
                close = closed.end()
        self._at = close
        if start == stop:
            # `[words]()` leads nowhere, which is no fault.
            return True
        self._reader.drafts.append(
            Draft(
                manner=Manner.IMAGE if is_image else Manner.LINK,
                target=text[start:stop] if simple and "&" not in simple[1] else without_escapes(text[start:stop]),
                start=start,
                end=stop,
                outer_start=outer_start,
                outer_end=close,
                words_start=words_start,
                words_end=words_end,
                words=words_of_markdown(text, words_start, words_end),
                in_angles=in_angles,
            )
        )
        return True

    def _use(self, outer_start: int, words_start: int, words_end: int, is_image: bool) -> bool:
        """A use of a defined target: `[words][name]`, `[name][]` or `[name]`."""
        text = self._text
        end = words_end + 1
        label = _LABEL.match(text, end, self._end)
        if label:
            name, end = label[1], label.end()
        else:
            # A name holds no bracket and at most 999 letters, so that longer words are no name.
            if words_end - words_start > 999:
                return False
            name = text[words_start:words_end]
            end += 2 * text.startswith("[]", end)
        name = _folded(name)
        if name not in self._reader.names:
            return False
        self._reader.uses.setdefault(name, []).append(Use(outer_start, end, words_start, words_end, is_image))
        self._at = end
        return True

    def _skip_code(self, length: int) -> None:
        """Goes on behind the code that begins here, where as many backticks end it."""
        if self._runs is None:
            self._runs = {}
            for run in re.finditer(r"`++", self._text[self._at : self._end]):
                self._runs.setdefault(len(run[0]), []).append(self._at + run.end())
        ends = self._runs.get(length, [])
        place = bisect_right(ends, self._at)
        if place < len(ends):
            self._at = ends[place]

    def _angle(self, at: int) -> None:
        text, end = self._text, self._end
        autolink = _AUTOLINK.match(text, at, end)
        if autolink:
            start, stop = autolink.span(1)
            self._at = autolink.end()
            target = without_entities(autolink[1])
            self._reader.drafts.append(
                Draft(
                    manner=Manner.AUTOLINK,
                    target=target,
                    start=start,
                    end=stop,
                    outer_start=at,
                    outer_end=autolink.end(),
                    words_start=start,
                    words_end=stop,
                    words=target,
                )
            )
            return
        tag = _TAG.match(text, at, end)
        if tag:
            self._at = tag.end()
            if tag["closing"] is not None:
                if tag["closing"].lower() == "a":
                    close_anchor(text, self._anchors, at, tag.end())
            elif (name := tag["name"].lower()) not in ("base", "link", "script"):
                links = links_of_tag(text, name, at, tag.start("rest"), tag.end())
                self._reader.drafts += links
                self._anchors += (each for each in links if each.manner is Manner.ANCHOR)
            return
        for opening, closing in _ENDS.items():
            if text.startswith(opening, at) and (opening != "<!" or text[at + 2 : at + 3].isalpha()):
                if closing not in self._missing:
                    found = text.find(closing, at + 2, end)
                    if found >= 0:
                        self._at = found + len(closing)
                    else:
                        self._missing.add(closing)
                return

    def _shortcode(self, at: int) -> None:
        """A reference that stands for itself, or the parameters of another piece that a generator puts in place."""
        text = self._text
        found = _SHORTCODE.match(text, at, self._end)
        if not found:
            return
        is_reference = found[2] in _REFERENCES
        if is_reference:
            self._at = found.end()
        places = [found.span()] if is_reference else [each.span(1) for each in _LEADING.finditer(text, *found.span(3))]
        for start, stop in places:
            self._reader.drafts.append(
                Draft(
                    manner=Manner.SHORTCODE,
                    target=text[start:stop],
                    start=start,
                    end=stop,
                    outer_start=at,
                    outer_end=found.end(),
                    words_start=at,
                    words_end=at,
                )
            )


def _target(text: str, at: int, end: int) -> tuple[int, int, int, bool] | None:
    """Where a target begins and ends, where what follows it begins, and whether it stands in angle brackets."""
    if text.startswith("<", at):
        angles = _ANGLES.match(text, at, end)
        return (*angles.span(1), angles.end(), True) if angles else None
    if text.startswith("{{", at):
        shortcode = _SHORTCODE.match(text, at, end)
        if shortcode:
            # A page and a place in it: `{{< ref "page.md" >}}#place`.
            piece = _PIECE.match(text, shortcode.end(), end)
            stop = piece.end() if piece and text.startswith(("#", "?"), shortcode.end()) else shortcode.end()
            return at, stop, stop, False
    start, depth = at, 0
    while True:
        piece = _PIECE.match(text, at, end)
        at = piece.end() if piece else at
        if at < end and text[at] == "(" and depth < _DEEPEST:
            depth += 1
        elif at < end and text[at] == ")" and depth:
            depth -= 1
        else:
            return (start, at, at, False) if not depth else None
        at += 1


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
