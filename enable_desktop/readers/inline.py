"""Stretches of formatted text as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from enable_desktop.blocks import escaped


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one look; a `raw` one is Markdown already."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    address: str = ""
    raw: bool = False


def markdown_of_spans(spans: Iterable[Span]) -> str:
    """The text with its marks; line breaks stay line breaks."""
    parts = []
    for span in _joined(_split(spans)):
        parts.append(span.text if span.raw else _marked(span))
    return "".join(parts)


def _split(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans none of which crosses a line break: Markdown's marks do not."""
    for span in spans:
        lines = span.text.split("\n")
        for place, line in enumerate(lines):
            if place:
                yield Span("\n", raw=True)
            if line:
                yield replace(span, text=line)


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Neighbours of one look as one span: Word cuts a word anywhere."""
    for look, group in groupby(spans, key=lambda span: replace(span, text="")):
        yield replace(look, text="".join(span.text for span in group))


def _marked(span: Span) -> str:
    inner = span.text.strip()
    if not inner:
        return span.text
    lead = span.text[: len(span.text) - len(span.text.lstrip())]
    tail = span.text[len(span.text.rstrip()) :]
    text = escaped(inner)
    if span.bold:
        text = f"**{text}**"
    if span.italic:
        text = f"*{text}*"
    if span.struck:
        text = f"~~{text}~~"
    if span.address and not span.address.startswith(("javascript:", "file:", "data:")):
        text = f"[{text}]({_address(span.address)})"
    return f"{lead}{text}{tail}"


def _address(address: str) -> str:
    return address.replace(" ", "%20").replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E")
