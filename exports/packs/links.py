"""Links between the files of a pack: to what comes along they lead to the copy, to anything else only words stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote

from enable_desktop.errors import WorkspaceError
from enable_desktop.library.endings import MARKDOWN
from enable_desktop.library.link_places import links_in_markdown
from enable_desktop.library.link_shapes import LinkPlace, Manner
from enable_desktop.library.link_writing import Edit, Replacement, edited, edits_for, leads_to
from enable_desktop.packs.chosen import PageLinkTo
from enable_desktop.readers.front_matter import front_matter
from enable_desktop.readers.text import decoded
from exports.mending import MENDABLE, mended

MAIL: Final = re.compile(r"^mailto:[^\s?&#\"'<>]+@[^\s?&#\"'<>]+$", re.IGNORECASE)
"""An address of mail that a page may lead to."""
_PICTURES: Final = frozenset({".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".webp"})
_IN_ADDRESS: Final = re.compile(r"[%#?\s\"<>`{}|\\^\[\]]")


def is_mendable(name: str) -> bool:
    """Whether links in a file of this name can be led elsewhere."""
    return PurePosixPath(name).suffix.lower() in MENDABLE


def is_markdown(name: str) -> bool:
    """Whether a file of this name is Markdown."""
    return PurePosixPath(name).suffix.lower() in MARKDOWN


def is_picture(name: str) -> bool:
    """Whether a file of this name is shown in pages as a picture, in which nothing can run."""
    return PurePosixPath(name).suffix.lower() in _PICTURES


def with_own_links(content: bytes, name: str, links: Iterable[PageLinkTo], files: Mapping[int, str]) -> bytes | None:
    """The bytes of a file whose links lead to the copies beside it; `files` are the paths in the pack by asset.

    Where links cannot be taken out of it, only those to copies are led there; None where not even that can be done.
    """
    several = tuple(links)
    kept = [(link, file) for link in several if (file := files.get(link.asset or 0)) is not None]
    led = [
        Replacement(number=link.number, before=link.target, after=target_to(link.target, PurePosixPath(file).name))
        for link, file in kept
    ]
    gone = [
        Replacement(number=link.number, before=link.target, leaves_words=True)
        for link in several
        if link.asset not in files
    ]
    for wanted in ([*led, *gone], led):
        if not wanted:
            continue
        try:
            return mended(content, name, wanted)
        except WorkspaceError:
            continue
    return None if several else content


def page_text(content: bytes, name: str, links: Iterable[PageLinkTo], files: Mapping[int, str]) -> str:
    """The Markdown of a page below its front matter, with links as the page of the pack has them.

    Raises WorkspaceError where it is no text.
    """
    text = decoded(content, name).text
    wanted = {link.number: link for link in links}
    edits: list[Edit] = []
    for place in links_in_markdown(text):
        link = wanted.get(place.number)
        if link is None or not leads_to(place, link.target):
            continue
        file = files.get(link.asset or 0)
        if file is None and _is_shown(place):
            # The page says in its place what it is called.
            continue
        after = target_to(link.target, file) if file is not None else None
        edits += edits_for(text, place, after, lambda letters: True)
    body = edited(text, edits)
    return body[front_matter(body).body_at :].strip()


def _is_shown(place: LinkPlace) -> bool:
    """Whether all that a link is there for is to show a picture."""
    if place.manner is Manner.DEFINITION:
        return bool(place.uses) and all(use.is_image for use in place.uses)
    return place.manner is Manner.IMAGE


def target_to(before: str, path: str) -> str:
    """A path as a link says it, with the place in the page that it led to before."""
    place = re.search(r"#[^\s\"'`<>{}]*$", before)
    return _IN_ADDRESS.sub(lambda found: quote(found[0]), path) + (place[0] if place else "")
