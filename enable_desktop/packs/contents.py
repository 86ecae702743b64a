"""What a rep gets in a pack, as plain data: what every form of it (folder, zip, one page, booklet) is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class Medium(Enum):
    """How an item is used in a browser."""

    TEXT = "text"
    AUDIO = "audio"
    VIDEO = "video"


class Change(Enum):
    """What became of an item since the last pack for this audience."""

    SAME = "same"
    NEW = "new"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """One asset of a pack. Texts are in the document language; `text` is Markdown if `is_markdown`, else plain."""

    asset: int
    title: str
    heading: str = ""
    """The group it is listed under."""
    kind: str = ""
    """The kind of content, as people call it."""
    icon: str = ""
    """The name of the kind's icon."""
    question: str = ""
    """What a customer says, or asks, that it answers."""
    summary: str = ""
    use_when: str = ""
    say_first: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The labels of its values by the label of their facet."""
    seconds: int | None = None
    """How long it takes to hear, watch or read."""
    pages: int | None = None
    reviewed: date | None = None
    ask: tuple[str, ...] = ()
    """Whom to ask about it."""
    change: Change = Change.SAME
    medium: Medium = Medium.TEXT
    file: str = ""
    """Where its file lies in the pack, with slashes; nothing for what has none."""
    address: str = ""
    """A web address, shown and opened by hand only."""
    bytes: int = 0
    text: str = ""
    is_markdown: bool = False
    is_cut: bool = False
    """Whether the text is only the beginning; the file has all of it."""
    transcript: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedPlaylist:
    """What is heard one after the other: ids of assets of the pack, in their order."""

    id: int
    title: str
    note: str = ""
    assets: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What the last pack held and this one does not: to be deleted, or used in a newer form."""

    title: str
    file: str = ""
    instead: str = ""
    """The title of what replaces it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackContents:
    """A pack as a rep gets it on one day."""

    pack: int
    title: str
    company: str
    language: str
    """`en` or `ru`: what the page itself speaks."""
    day: date
    audience: str = ""
    for_whom: str = ""
    until: date | None = None
    intro: str = ""
    """Markdown."""
    answers: str = ""
    """The address that feedback goes to; none, and the page offers none."""
    since: date | None = None
    """The day of the last pack for this audience; none, and nothing is called new."""
    items: tuple[Packed, ...] = ()
    leads_with_questions: bool = True
    """Whether what customers say comes first, where anything answers it."""
    playlists: tuple[PackedPlaylist, ...] = ()
    sheets: tuple[int, ...] = ()
    """The assets whose text is a cheat sheet."""
    gone: tuple[Gone, ...] = ()
    colour: str = ""
    """The company's colour, as #rrggbb."""
