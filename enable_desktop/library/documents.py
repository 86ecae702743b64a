"""What is known of a file once it was read: its title, its text, what it says about itself, and its links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from enable_desktop.words import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLink:
    """One link of a document: its target as written, the words that carry it, and its number there, from 0."""

    target: str
    words: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as plain data. `matter` is what stands above the text of a Markdown page: names in small letters, values
    as texts, empty ones left out.

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


def to_plain(document: Document) -> dict[str, Any]:
    """A document as JSON can carry it from one process to another."""
    return {
        "title": document.title,
        "text": document.text,
        "matter": {name: list(values) for name, values in document.matter.items()},
        "links": [[link.target, link.words, link.number] for link in document.links],
        "pages": document.pages,
        "seconds": document.seconds,
        "note": [document.note.message, dict(document.note.values)] if document.note else None,
    }


def from_plain(plain: Mapping[str, Any]) -> Document:
    """The document that `to_plain` packed; raises ValueError, KeyError or TypeError for anything else."""
    note, pages, seconds = plain["note"], plain["pages"], plain["seconds"]
    return Document(
        title=str(plain["title"]),
        text=str(plain["text"]),
        matter={str(name): tuple(str(each) for each in values) for name, values in dict(plain["matter"]).items()},
        links=tuple(
            FoundLink(target=str(target), words=str(words), number=int(number))
            for target, words, number in plain["links"]
        ),
        pages=None if pages is None else int(pages),
        seconds=None if seconds is None else float(seconds),
        note=None if note is None else Sentence(str(note[0]), dict(note[1])),
    )
