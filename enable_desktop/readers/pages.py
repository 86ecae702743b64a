"""Pages of the web and of Markdown: what a reader sees of them, and what they say of themselves."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from enable_desktop.blocks import Heading, markdown_of, plain_text
from enable_desktop.library.documents import Document, FoundLink
from enable_desktop.library.link_places import links_in_html, links_in_markdown
from enable_desktop.library.link_shapes import LinkPlace, without_entities
from enable_desktop.readers.bounds import LINKS, TEXT_LIMIT, Gathered, content_of
from enable_desktop.readers.front_matter import front_matter
from enable_desktop.readers.markdown import read_markdown
from enable_desktop.readers.text import Text, codec_of, decoded
from enable_desktop.readers.titles import LENGTH, one_title
from enable_desktop.words import mark, sentence

_TARGET: Final = re.compile(r"(?<!\\)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_TABLE_RULE: Final = re.compile(r"^\|(?: --- \|)+$", re.MULTILINE)
_AT_START: Final = re.compile(r"^[ \t]*(?:#{1,6} |> ?|[-*+] |```.*$|~~~.*$)", re.MULTILINE)
_CODE: Final = re.compile(r"```.*?```|~~~.*?~~~|`[^`\n]+`", re.DOTALL)
_HELD: Final = "\ufdd0"
"""Stands for an "&" while text is read; no text holds it."""
_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)

_BYTE_ORDER: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNENDED: Final = 64 * 1024
_LONGEST_TARGET: Final = 4_096

_UNSEEN: Final = frozenset({"script", "style", "template", "noscript"})
_INLINE: Final = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr",
})  # fmt: skip
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def read_markdown_page(path: Path) -> Document:
    """A Markdown file; raises WorkspaceError where it is no text, OSError where it cannot be read."""
    text = decoded(content_of(path, TEXT_LIMIT), path.name).text
    matter = front_matter(text)
    blocks = read_markdown(text[matter.body_at :]).blocks
    gathered = Gathered(path.name)
    heading = ""
    for block in blocks:
        if isinstance(block, Heading) and not heading:
            heading = one_title(_seen(block.text))
        gathered.add(_seen(markdown_of(block)))
        if gathered.is_full:
            break
    said = {name: tuple(map(_as_signs, values)) for name, values in matter.values.items()}
    title = one_title(next(iter(said.get("title", ())), ""))
    note = gathered.note
    if note is None and matter.is_odd:
        note = sentence(
            mark("What stands above the text of {name} is no valid YAML or TOML; it was read line by line."),
            name=path.name,
        )
    return Document(
        title=title or heading or path.stem,
        text=gathered.text,
        matter=said,
        links=_found(links_in_markdown(text)),
        note=note,
    )


def _seen(markdown: str) -> str:
    """What a reader sees of Markdown: no marks, no tags, and for the writing of a sign the sign."""
    return _shown(_TAG.sub(" ", readable(_held(markdown))))


def _as_signs(text: str) -> str:
    """`&mdash;` as the sign that it stands for, but in code, which shows how it is written."""
    return _shown(_held(text)) if "&" in text else text


def _held(markdown: str) -> str:
    """Keeps the writing of signs in code, and behind a backslash, as it is until it is shown."""
    if "&" not in markdown:
        return markdown
    return _CODE.sub(lambda found: found[0].replace("&", _HELD), markdown).replace("\\&", _HELD)


def _shown(text: str) -> str:
    return without_entities(text).replace(_HELD, "&")


def _found(places: tuple[LinkPlace, ...]) -> tuple[FoundLink, ...]:
    """Links as they are known elsewhere; what carries its content in its address leads nowhere."""
    return tuple(
        FoundLink(target=place.target, words=one_title(place.words), number=place.number)
        for place in places[:LINKS]
        if len(place.target) <= _LONGEST_TARGET and place.target[:5].casefold() != "data:"
    )


def readable(markdown: str) -> str:
    """Markdown as it reads: without its marks and the addresses of its links."""
    text = _TABLE_RULE.sub("", _AT_START.sub("", _TARGET.sub("]()", markdown)))
    return plain_text(text).replace("|", " ")


def read_html(path: Path) -> Document:
    """A page of the web as it reads; no script of it runs.

    Raises WorkspaceError where it is no text, OSError where it cannot be read.
    """
    page = _Page(Gathered(path.name))
    text = markup(content_of(path, TEXT_LIMIT), path.name).text
    with suppress(_EnoughError):
        page.feed(text)
        # So much that waits for an end is a tag or a comment that has none: nothing of it would be seen.
        if len(page.rawdata) <= _UNENDED:
            page.close()
        page.end_line()
    gathered = page.gathered
    return Document(
        title=page.title or path.stem,
        text=gathered.text,
        links=_found(links_in_html(text)),
        note=gathered.note,
    )


def markup(content: bytes, name: str) -> Text:
    """The text of a page of the web: in the encoding it declares, where that fits, else in the one that shows.

    Raises WorkspaceError, naming the file, where the bytes are no text.
    """
    codec = _declared(content)
    if codec:
        content = content.decode(codec).encode("utf-8-sig")
    return decoded(content, name)


def codec_of_markup(content: bytes) -> str:
    """The codec of a page of the web: the one it declares, where that fits, else the one that shows."""
    return _declared(content) or codec_of(content)


def _declared(content: bytes) -> str:
    """The codec that a page declares, empty where it declares none that fits."""
    declared = None if content.startswith(_BYTE_ORDER) else _CHARSET.search(content[:4096])
    if declared is None:
        return ""
    try:
        codec = codecs.lookup(declared[1].decode("ascii"))
        if codec._is_text_encoding and not codec.name.startswith(("utf-16", "utf-32", "utf-7")):
            content.decode(codec.name)
            return codec.name
    except (LookupError, UnicodeError):
        pass
    return ""


class _EnoughError(Exception):
    """No more of the page is kept."""


class _Page(HTMLParser):
    """What is seen of a page, line by line; it keeps no tree, so that no depth is too deep."""

    def __init__(self, gathered: Gathered) -> None:
        super().__init__(convert_charrefs=True)
        self.gathered = gathered
        self.declared = ""
        self.headings: dict[str, str] = {}
        self._line: list[str] = []
        self._unseen = ""
        self._heading: list[str] | None = None
        self._in_title = False

    @property
    def title(self) -> str:
        """Its main heading, else the title it declares, else its first heading."""
        first = next(iter(self.headings.values()), "")
        return self.headings.get("h1", "") or one_title(self.declared) or first

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unseen:
            return
        if tag in _UNSEEN:
            self._unseen = tag
            return
        if tag == "title" and not self.declared:
            self._in_title = True
        if tag not in _INLINE:
            self.end_line()
        if tag in _HEADINGS:
            self._heading = []
        if tag == "img":
            self.handle_data(f" {dict(attrs).get('alt') or ''} ")

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            self._unseen = "" if tag == self._unseen else self._unseen
            return
        self._in_title = self._in_title and tag != "title"
        if tag in _HEADINGS and self._heading is not None:
            words = one_title("".join(self._heading))
            self._heading = None
            if words:
                self.headings.setdefault(tag, words)
        if tag not in _INLINE:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if self._in_title:
            self.declared += data[: 4 * LENGTH]
            return
        if self._heading is not None:
            self._heading.append(data)
        self._line.append(data)

    def end_line(self) -> None:
        """Hand over what stands on one line; raises _EnoughError where no more is kept."""
        self.gathered.add(" ".join("".join(self._line).split()))
        self._line.clear()
        if self.gathered.is_full:
            raise _EnoughError
