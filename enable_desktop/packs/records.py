"""A pack and what was chosen for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from enable_desktop.fields import Choice, Line, cells, day, flag, prose, record, text, whole
from enable_desktop.words import mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack(Line):
    """Content for one audience: what was chosen by hand, and what a search of the library finds."""

    kind: ClassVar[str] = "packs"
    title: str = text(mark("Pack"))
    template: str = text(mark("Template"))
    audience: str = text(mark("Audience"), hint=mark("What was sent before is compared for the same audience"))
    for_whom: str = text(mark("For whom"))
    sent_on: date | None = day(mark("Sent on"))
    until: date | None = day(mark("Use until"))
    intro: str = prose(mark("Introduction"))
    words: str = text(mark("Words"))
    filters: Mapping[str, str] = cells(mark("Filters"))
    answers: str = text(mark("Answers go to"), hint=mark("An e-mail address"))
    largest: int | None = whole(mark("Largest medium in one file, MB"))

    @property
    def has_search(self) -> bool:
        """Whether a search of the library brings in more than what is chosen by hand."""
        return bool(self.words.strip()) or any(self.filters.values())


class PagePart(Choice):
    """What the page of a pack brings besides the list of its content, where there is anything for it."""

    QUESTIONS = "questions", mark("A customer says …")
    PLAYLISTS = "playlists", mark("Playlists")
    SHEETS = "sheets", mark("Cheat sheets")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackItem(Line):
    """An asset or a playlist of a pack, and what the rep is told of it; or one that is left out though it is found.

    Neither, and left out: the part of the page that its heading names.
    """

    kind: ClassVar[str] = "pack_items"
    pack: int | None = record(mark("Pack"), Pack.kind)
    asset: int | None = record(mark("Content"), "assets")
    playlist: int | None = record(mark("Playlist"), "playlists")
    heading: str = text(mark("Group"))
    use_when: str = text(mark("When to use it"))
    say_first: str = text(mark("What to say first"))
    sheet: bool = flag(mark("As a cheat sheet"))
    left_out: bool = flag(mark("Left out"))

    @property
    def part_out(self) -> PagePart | None:
        """The part of the page that it leaves out, if that is what it does."""
        is_part = self.left_out and self.asset is None and self.playlist is None
        return next((part for part in PagePart if is_part and part.value == self.heading), None)


def parts_out(items: Iterable[PackItem]) -> frozenset[PagePart]:
    """The parts of its page that a pack leaves out."""
    return frozenset(part for item in items if (part := item.part_out) is not None)
