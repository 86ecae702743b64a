"""Web pages of a pack: what is read of them stays, in a page of ours; what runs or is fetched stays behind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from html import escape, unescape
from pathlib import PurePosixPath
from typing import Final

import nh3

from enable_desktop.library.html_links import tags_of_html
from enable_desktop.packs.chosen import PageLinkTo
from exports.packs.colours import colours_of
from exports.packs.links import MAIL, is_picture, target_to
from exports.packs.policy import fingerprint
from resources.pack_page import page_part

_WEB_PAGES: Final = frozenset({".ehtml", ".htm", ".html", ".shtm", ".shtml", ".xht", ".xhtm", ".xhtml"})
"""What browsers open as a page, by the ending of the name."""
_TAGS: Final = frozenset({
    "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code",
    "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "pre", "q", "s",
    "samp", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th",
    "thead", "time", "tr", "u", "ul", "var", "wbr",
})  # fmt: skip
_ATTRIBUTES: Final[Mapping[str, frozenset[str]]] = {
    "*": frozenset({"dir", "id", "lang", "title"}), "a": frozenset({"href"}), "img": frozenset({"alt", "src"}),
    "ol": frozenset({"start", "type"}), "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}), "span": frozenset({"class"}), "details": frozenset({"open"}),
}  # fmt: skip
_VOID: Final = frozenset({"br", "hr", "img", "wbr"})
_UNSEEN: Final = frozenset({
    "audio", "canvas", "iframe", "math", "noscript", "object", "script", "select", "style", "svg", "template",
    "textarea", "title", "video",
})  # fmt: skip
"""What is no text of the page, with all that it holds."""
_FOREIGN: Final = frozenset({"math", "svg"})
_ENDED_BY: Final[Mapping[str, frozenset[str]]] = {
    "dd": frozenset({"dd", "dt"}), "dt": frozenset({"dd", "dt"}), "li": frozenset({"li"}), "p": frozenset({"p"}),
    "td": frozenset({"td", "th"}), "th": frozenset({"td", "th"}), "tr": frozenset({"tr", "td", "th"}),
    "tbody": frozenset({"thead", "tbody", "tr", "td", "th"}), "tfoot": frozenset({"tbody", "tr", "td", "th"}),
}  # fmt: skip
"""What ends without being closed where one of these begins."""
_DEEPEST: Final = 100
"""Deeper in one another elements leave their text only: to clean them would take the square of their depth."""
_LANGUAGE: Final = re.compile(r"<html[^<>]{0,400}?\blang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3})", re.I)
_RUNNING: Final = re.compile(r"<(?:script|iframe|object|embed|form|canvas|audio|video)\b", re.IGNORECASE)


def is_web_page(name: str) -> bool:
    """Whether a browser opens a file of this name as a page, in which scripts could run."""
    return PurePosixPath(name).suffix.lower() in _WEB_PAGES


def runs(text: str) -> bool:
    """Whether more than text is lost of a page where nothing in it may run."""
    return _RUNNING.search(text) is not None


def plain_page(
    text: str, title: str, language: str, colour: str, links: Iterable[PageLinkTo], files: Mapping[int, str]
) -> str:
    """What is read of a page, as a page in which nothing runs and which fetches nothing.

    Its links lead to the copies beside it (`files` are the paths in the pack by asset); of any other link the words
    stay, with the address of a page of the web behind them. Of pictures those stay that are in the pack.
    """
    style = _style(colour)
    said = _LANGUAGE.search(text[:10_000])
    policy = (
        f"default-src 'none'; style-src '{fingerprint(style)}'; img-src 'self' file:; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(said[1] if said else language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<main dir="auto">\n{_cleaned(text, links, files)}\n</main>\n</body>\n</html>\n'
    )


def _style(colour: str) -> str:
    light, dark = (
        "".join(f"--{name.replace('.', '-')}:{value};" for name, value in colours_of(colour)[theme].items())
        for theme in ("light", "dark")
    )
    return (
        f":root{{color-scheme:light dark;{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        f"{page_part('document.css')}"
    )


def _cleaned(text: str, links: Iterable[PageLinkTo], files: Mapping[int, str]) -> str:
    page = _Page({link.target.strip(): file for link in links if (file := files.get(link.asset or 0)) is not None})
    page.read(text)
    return nh3.clean(
        page.html(),
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes={"mailto"},
        link_rel=None,
    )


class _Page:
    """The text of a page with the elements that set it, none of them too deep in others, and links of ours."""

    def __init__(self, files: Mapping[str, str]) -> None:
        """`files` are the paths in the pack by the target of a link as it is written."""
        self._files = files
        self._parts: list[str] = []
        # What was opened, and what is written where it ends.
        self._open: list[tuple[str, str]] = []
        self._counts: Counter[str] = Counter()
        self._link: tuple[str, int] | None = None

    def html(self) -> str:
        """All that was read."""
        return "".join(self._parts)

    def read(self, text: str) -> None:
        """Reads a page to its end."""
        at, unseen = 0, ""
        for tag in tags_of_html(text):
            if not unseen:
                self._parts.append(escape(unescape(text[at : tag.start]), quote=False))
            at = tag.end
            if unseen:
                unseen = "" if tag.is_closing and tag.name == unseen else unseen
            elif tag.is_closing:
                self._end(tag.name)
            elif tag.name in _UNSEEN:
                # Only drawings and formulas end where they begin if they say so.
                is_empty = tag.name in _FOREIGN and text.endswith("/>", tag.start, tag.end)
                unseen = "" if is_empty else tag.name
            elif tag.name in _TAGS:
                self._start(tag.name, tag.attributes)
        if not unseen:
            self._parts.append(escape(unescape(text[at:]), quote=False))
        while self._open:
            self._close()

    def _start(self, tag: str, said: Mapping[str, str]) -> None:
        if tag == "img":
            self._picture(said)
            return
        if tag in _VOID:
            self._parts.append(f"<{tag}>")
            return
        ended = _ENDED_BY.get(tag, frozenset())
        while self._open and self._open[-1][0] in ended:
            self._close()
        if len(self._open) >= _DEEPEST:
            self._begin(tag, "")
            return
        if tag == "a":
            self._begin_link(said)
            return
        kept = {*_ATTRIBUTES["*"], *_ATTRIBUTES.get(tag, ())} - {"class"}
        self._write(tag, {name: value for name, value in said.items() if name in kept})
        self._begin(tag, f"</{tag}>")

    def _end(self, tag: str) -> None:
        if self._counts[tag]:
            while self._close() != tag:
                pass

    def _write(self, tag: str, said: Mapping[str, str]) -> None:
        written = "".join(f' {name}="{escape(value)}"' for name, value in said.items())
        self._parts.append(f"<{tag}{written}>")

    def _begin(self, tag: str, end: str) -> None:
        self._open.append((tag, end))
        self._counts[tag] += 1

    def _close(self) -> str:
        tag, end = self._open.pop()
        self._counts[tag] -= 1
        if tag == "a" and self._link is not None:
            address, start = self._link
            self._link = None
            if "".join(self._parts[start:]).strip() != escape(address, quote=False):
                end = f"{end} ({escape(address, quote=False)})"
        self._parts.append(end)
        return tag

    def _begin_link(self, said: Mapping[str, str]) -> None:
        """A link to what comes along, to a place in the page or to a mail address; else its words alone."""
        while self._counts["a"]:
            self._close()
        href = said.get("href", "").strip()
        file = self._files.get(href)
        led = target_to(href, PurePosixPath(file).name) if file is not None else ""
        if not led and (href.startswith("#") or MAIL.match(href)):
            led = href
        place = {"id": value} if (value := said.get("id") or said.get("name")) else {}
        self._write("a", {**place, "href": led} if led else place)
        self._begin("a", "</a>")
        if not led and href.lower().startswith(("http:", "https:")):
            self._link = href, len(self._parts)

    def _picture(self, said: Mapping[str, str]) -> None:
        """A picture that is in the pack; in the place of any other what it is called."""
        file, alt = self._files.get(said.get("src", "").strip(), ""), " ".join(said.get("alt", "").split())
        if file and is_picture(file):
            self._write("img", {"src": target_to("", PurePosixPath(file).name), "alt": alt})
        elif alt:
            self._parts.append(f'<span class="picture">[{escape(alt, quote=False)}]</span>')
