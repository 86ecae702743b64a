"""Links mended in the files themselves: nothing else in a file changes, and what it held before can be put back."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from enable_desktop.errors import WorkspaceError
from enable_desktop.library.link_places import links_in_html, links_in_markdown
from enable_desktop.library.link_shapes import LinkPlace
from enable_desktop.library.link_writing import Edit, Replacement, edited, edits_for, leads_to
from enable_desktop.readers.bounds import DOCUMENT_LIMIT, TEXT_LIMIT, content_of
from enable_desktop.readers.pages import codec_of_markup
from enable_desktop.readers.text import codec_of
from enable_desktop.words import mark
from exports.office_links import with_other_targets
from exports.write import write_whole

_MARKDOWN: Final = frozenset((".md", ".markdown", ".mdown", ".mkd"))
_HTML: Final = frozenset((".html", ".htm", ".xhtml"))
_OFFICE: Final = frozenset((".docx", ".docm", ".dotx", ".dotm", ".pptx", ".pptm", ".potx", ".ppsx"))
MENDABLE: Final = _MARKDOWN | _HTML | _OFFICE
"""The endings of files whose links can be mended."""


class NotMended(WorkspaceError):
    """A file was left as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What a file held before, and the digests (SHA-256, hexadecimal) of that and of what it holds now."""

    path: Path
    before: bytes
    digest_before: str
    digest_now: str


def mended(content: bytes, name: str, replacements: Sequence[Replacement]) -> bytes:
    """The bytes of a file with other targets for some of its links; raises WorkspaceError where that cannot be."""
    ending = Path(name).suffix.lower()
    if ending in _OFFICE:
        return with_other_targets(content, name, replacements)
    if ending in _MARKDOWN:
        return _mended_text(content, name, replacements, codec_of(content), links_in_markdown)
    if ending in _HTML:
        return _mended_text(content, name, replacements, codec_of_markup(content), links_in_html)
    raise NotMended(
        mark("Links in {name} cannot be mended here, only those in Markdown, HTML, DOCX and PPTX."), name=name
    )


def content_to_mend(path: Path, digest: str) -> bytes:
    """What a file holds that still has this digest and that can be written; raises WorkspaceError with a sentence.

    Where nobody knows the digest, it is empty: the links themselves tell whether they are those that were read.
    """
    before = content_of_page(path)
    if digest and _digest(before) != digest:
        raise _changed(path)
    check_free(path)
    return before


def mend(path: Path, replacements: Sequence[Replacement], digest: str) -> Mended:
    """Mends links in a file that still has the digest with which they were read, and gives what it held before.

    The new file is written beside the old one and takes its place whole. Raises WorkspaceError with a sentence, and
    leaves the file as it was.
    """
    before = content_to_mend(path, digest)
    after = mended(before, path.name, replacements)
    digest = digest or _digest(before)
    _swap(path, after, digest, _changed)
    return Mended(path=path, before=before, digest_before=digest, digest_now=_digest(after))


def check_unchanged(path: Path, digest: str) -> None:
    """Makes sure that a file is as it was left when its links were mended, and that it can be written."""
    if _digest(content_of_page(path)) != digest:
        raise _changed_since(path)
    check_free(path)


def put_back(path: Path, digest: str, before: bytes) -> None:
    """Gives a file the content it had before it was mended; raises WorkspaceError where it has another digest now."""
    check_unchanged(path, digest)
    _swap(path, before, digest, _changed_since)


def _mended_text(
    content: bytes,
    name: str,
    replacements: Sequence[Replacement],
    codec: str,
    links: Callable[[str], tuple[LinkPlace, ...]],
) -> bytes:
    errors = "surrogatepass" if codec.startswith(("utf-16", "utf-32")) else "surrogateescape"
    try:
        text = content.decode(codec, errors)
        if text.encode(codec, errors) != content:
            raise UnicodeError
    except UnicodeError as error:
        raise NotMended(
            mark("{name} mixes encodings, so that writing it would change more than its links. It was left as it is."),
            name=name,
        ) from error
    # Readers show a zero byte as a sign of its own; either takes one place.
    places = links(text.replace("\x00", "\ufffd"))
    edits: list[Edit] = []
    for each in replacements:
        place = places[each.number] if 0 <= each.number < len(places) else None
        if place is None or not leads_to(place, each.before):
            raise NotMended(
                mark(
                    "The links in {name} are not those that were read. Nothing in it was changed; let it be read again."
                ),
                name=name,
            )
        edits += edits_for(
            text, place, each.after, lambda letters: _fits(letters, codec), leaves_words=each.leaves_words
        )
    return edited(text, edits).encode(codec, errors)


def _fits(letters: str, codec: str) -> bool:
    try:
        letters.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def content_of_page(path: Path) -> bytes:
    """What a file holds whose links can be mended; raises WorkspaceError with a sentence."""
    limit = DOCUMENT_LIMIT if path.suffix.lower() in _OFFICE else TEXT_LIMIT
    try:
        return content_of(path, limit)
    except FileNotFoundError as error:
        raise NotMended(mark("{name} is not there any more. Nothing was changed."), name=path.name) from error
    except OSError as error:
        raise _unreadable(path, error) from error


def check_free(path: Path) -> None:
    """Makes sure that a file can be written and that no other program has it open; raises WorkspaceError."""
    try:
        path = path.resolve()
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError as error:
        raise _unreadable(path, error) from error
    if not mode & stat.S_IWUSR:
        raise NotMended(
            mark("{name} is read-only. Nothing in it was changed; make it writable and try again."), name=path.name
        )
    # How office programs show that they have a file open.
    if any(path.with_name(each).exists() for each in (f"~${path.name}", f"~${path.name[2:]}", f".~lock.{path.name}#")):
        raise _opened(path)


def _swap(path: Path, content: bytes, digest: str, changed: Callable[[Path], NotMended]) -> None:
    """Puts the content in the place of a file that still has this digest; what leads to it goes on leading there."""
    check_free(path)
    try:
        path = path.resolve()
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError as error:
        raise _unreadable(path, error) from error

    def settle() -> None:
        if _digest(content_of_page(path)) != digest:
            raise changed(path)

    write_whole(path, content, settle, mode)


def _unreadable(path: Path, error: OSError) -> NotMended:
    return NotMended(
        mark("{name} cannot be read: {reason}. Nothing was changed."),
        name=path.name,
        reason=error.strerror or str(error),
    )


def _opened(path: Path) -> NotMended:
    return NotMended(
        mark("{name} is open in another program. Nothing in it was changed; close it there and try again."),
        name=path.name,
    )


def _changed(path: Path) -> NotMended:
    return NotMended(
        mark("{name} has changed since its links were read. Nothing in it was changed; let it be read again."),
        name=path.name,
    )


def _changed_since(path: Path) -> NotMended:
    return NotMended(
        mark(
            "{name} has changed since its links were mended, so it was not put back. It is as you left it; "
            "mend its links by hand."
        ),
        name=path.name,
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
