"""Texts of a pack as HTML: Markdown through the one parser that every export uses, anything else as it was typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from markupsafe import Markup, escape

from enable_desktop.links import Ref
from exports.markdown_tree import CHIP, CONTINUED, Node, Reference, parsed
from exports.packs.links import MAIL

_TASK: Final = re.compile(r"^\s*\[([ xX])\]\s+")
_PLAIN_TAGS: Final = frozenset({
    "blockquote", "br", "code", "del", "em", "hr", "li", "p", "pre", "strong", "sup", "table", "tbody", "td", "th",
    "thead", "tr", "ul",
})  # fmt: skip
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_VOID: Final = frozenset({"br", "hr"})
_AT_HOME: Final = re.compile(r"^(?![a-zA-Z][a-zA-Z0-9+.-]*:|/|\\)")
_PARAGRAPHS: Final = re.compile(r"\n[ \t]*\n")
_NOT_PLAIN: Final = re.compile(r"[\\`*_\[\]<>&|~]|://|^[ \t]*(?:[#>+=-]|\d+[.)])|^(?: {4}|\t)", re.MULTILINE)


class Prose:
    """Sets texts; what they point at is a link where it is in the pack, and plain text where it is not."""

    def __init__(
        self, files: Mapping[str, int], assets: Iterable[int], picture: Callable[[int], str] = lambda asset: ""
    ) -> None:
        """`files` are assets of the pack by the path of their file; `assets` are all of them.

        `picture` gives the address at which one of them is shown as a picture, nothing where it is not.
        """
        self._files = files
        self._assets = frozenset(assets)
        self._picture_at = picture
        self._is_late = True
        self._deeper = 0
        self._references: list[Reference] = []

    def html(self, markdown: str, below: int, *, late: bool = True) -> Markup:
        """A Markdown text as HTML in which nothing runs or is fetched; its headings stand below a level.

        Its pictures are read when they come into view, unless they are not to be `late`.
        """
        if not markdown.strip():
            return Markup()
        if not _NOT_PLAIN.search(markdown):
            paragraphs = (escape(part.strip()) for part in _PARAGRAPHS.split(markdown) if part.strip())
            return Markup("").join(Markup("<p>{}</p>").format(part) for part in paragraphs)
        self._is_late = late
        self._references, found = parsed(markdown.encode("utf-8", "replace").decode("utf-8"))
        parts = list(found)
        levels = [int(tag[1]) for part in parts if not isinstance(part, str) for tag in _headings(part)]
        self._deeper = below + 1 - min(levels, default=1)
        return Markup("").join(
            Markup('<div class="plain">{}</div>').format(part) if isinstance(part, str) else self._all(part)
            for part in parts
        )

    def _all(self, nodes: list[Node | str]) -> Markup:
        return Markup("").join(self._text(node) if isinstance(node, str) else self._element(node) for node in nodes)

    def _text(self, text: str) -> Markup:
        text = text.replace(CONTINUED, "")
        found: list[Markup] = []
        at = 0
        for chip in CHIP.finditer(text):
            found.append(escape(text[at : chip.start()]))
            ref, label = self._references[int(chip[1])]
            found.append(self._pointer(ref, label))
            at = chip.end()
        return Markup("").join([*found, escape(text[at:])])

    def _pointer(self, ref: Ref, label: str) -> Markup:
        if ref.kind == "assets" and ref.id in self._assets:
            return Markup('<a href="#a{}">{}</a>').format(ref.id, label)
        return escape(label)

    def _element(self, node: Node) -> Markup:
        tag = node.tag
        match tag:
            case "a":
                return self._link(node)
            case "img":
                return self._picture(node)
            case "ol":
                start = node.attributes.get("start") or ""
                if start.isdigit() and len(start) < 10:
                    return Markup('<ol start="{}">{}</ol>').format(start, self._all(node.children))
                return Markup("<ol>{}</ol>").format(self._all(node.children))
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                level = min(6, int(tag[1]) + self._deeper)
                return Markup("<h{}>{}</h{}>").format(level, self._all(node.children), level)
            case "table":
                return Markup('<div class="wide" tabindex="0"><table>{}</table></div>').format(self._all(node.children))
            case "li":
                return self._item(node)
            case "th" | "td" if node.attributes.get("align") in ("right", "center"):
                how = node.attributes["align"]
                return Markup('<{} class="{}">{}</{}>').format(tag, how, self._all(node.children), tag)
        if tag in _VOID:
            return Markup("<{}>").format(tag)
        if tag in _PLAIN_TAGS:
            return Markup("<{}>{}</{}>").format(tag, self._all(node.children), tag)
        return self._all(node.children)

    def _picture(self, node: Node) -> Markup:
        """A picture that is in the pack; in the place of any other what it is called."""
        alt = (node.attributes.get("alt") or "").strip()
        asset = self._files.get(_path_of(node.attributes.get("src") or ""))
        if asset is not None and (address := self._picture_at(asset)):
            late = Markup(' loading="lazy"') if self._is_late else ""
            return Markup('<img src="{}" alt="{}"{}>').format(address, alt, late)
        if asset is not None:
            return Markup('<a class="picture" href="#a{}">[{}]</a>').format(asset, alt or "\u2026")
        return Markup('<span class="picture">[{}]</span>').format(alt) if alt else Markup()

    def _item(self, node: Node) -> Markup:
        """A list item; a task shows whether it is ticked."""
        first = node.children[0] if node.children else ""
        task = _TASK.match(first) if isinstance(first, str) else None
        if task is None:
            return Markup("<li>{}</li>").format(self._all(node.children))
        box = "\u2611" if task[1] in "xX" else "\u2610"
        rest = self._all([str(first)[task.end() :], *node.children[1:]])
        return Markup('<li class="task">{} {}</li>').format(box, rest)

    def _link(self, node: Node) -> Markup:
        """A link to what is in the pack; any other address stands beside its words, to be read."""
        said = self._all(node.children)
        href = node.attributes.get("href") or ""
        if "footnote-backref" in (node.attributes.get("class") or "") or not href or href.startswith("#"):
            return said
        if _AT_HOME.match(href):
            asset = self._files.get(_path_of(href))
            return Markup('<a href="#a{}">{}</a>').format(asset, said) if asset is not None else said
        if MAIL.match(href):
            return Markup('<a href="{}">{}</a>').format(href, said)
        return said if node.text().strip() == href.strip() else Markup("{} ({})").format(said, href)


def _path_of(address: str) -> str:
    """The path in the pack that an address in a text means."""
    return unquote(address.partition("#")[0].partition("?")[0]).removeprefix("./")


def _headings(nodes: list[Node | str]) -> Iterator[str]:
    """The names of the headings among elements and inside them."""
    for node in nodes:
        if isinstance(node, Node):
            if node.tag in _HEADINGS:
                yield node.tag
            yield from _headings(node.children)
