"""What is known of a file once it was read: its title, its text, what it says about itself, and its links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from enable_desktop.words import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLink:
    """One link of a document: its target as written, the words that carry it, and its number there, from 0."""

    target: str
    words: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as plain data. `matter` is what stands above the text of a Markdown page, values as texts.

    `pages` counts pages, slides or sheets; `seconds` is how long audio, video or a transcript lasts. `note` says why
    nothing, or not everything, could be read.
    """

    title: str = ""
    text: str = ""
    matter: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    links: tuple[FoundLink, ...] = ()
    pages: int | None = None
    seconds: float | None = None
    note: Sentence | None = None
