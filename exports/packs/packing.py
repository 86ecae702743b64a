"""The files of a pack written one after the other: copied in pieces, fingerprinted, with links among themselves."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from enable_desktop.errors import WorkspaceError
from enable_desktop.packs.contents import Change, PackContents, Packed
from enable_desktop.packs.gathering import change_since
from enable_desktop.packs.parcels import Parcel
from enable_desktop.packs.sent import ExportedItem
from enable_desktop.readers.bounds import TEXT_LIMIT
from enable_desktop.readers.online import is_online_only
from enable_desktop.readers.pages import markup
from enable_desktop.words import Sentence, mark, sentence
from exports.names import Names
from exports.packs.drawings import is_drawing, is_still
from exports.packs.links import is_markdown, is_mendable, page_text, with_own_links
from exports.packs.manifest import FILES, Listed
from exports.packs.targets import Target
from exports.packs.web_pages import is_web_page, plain_page, runs

_PIECE: Final = 1024 * 1024
_WORKSPACE: Final = ".enable"
_MENDED_LIMIT: Final = 20 * 1024 * 1024
"""Larger files are copied as they are: their links would have to be changed in memory."""

_LETTERS: Final = 2_100_000
"""So many bytes of all pages in Markdown together are shown in the page of a pack; the rest is in their files."""
_LEAST: Final = 2_000
_NAMELESS: Final = frozenset({"index", "readme", "default", "home"})
_LONGEST: Final = 80

Told = Callable[[int, int], None]
"""Hears how many bytes of how many are written, and may raise to stop."""


class ChangedMeanwhile(WorkspaceError):
    """A file could not be read to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file of one item: where it lies, its path in the pack, and its size when it was looked at."""

    item: Packed
    path: Path
    file: str
    size: int


@dataclass(slots=True)
class Packing:
    """What has come of the items so far."""

    parcel: Parcel
    sources: dict[int, Source] = field(default_factory=dict)
    """By asset, in the order of the files in the pack."""
    listed: list[Listed] = field(default_factory=list)
    notes: list[Sentence] = field(default_factory=list)
    digests: dict[int, str] = field(default_factory=dict)
    """The SHA-256 of what was packed, before its links were led elsewhere, by asset."""
    copies: dict[int, str] = field(default_factory=dict)
    """The SHA-256 of those that are other in the pack than where they come from, by asset."""
    written: dict[int, Packed] = field(default_factory=dict)
    files: dict[int, str] = field(default_factory=dict)
    """Where the files lie in the pack, by asset."""
    is_alone: bool = False
    """Whether each file is handed over by itself, so that no copy lies beside another."""
    most: int = TEXT_LIMIT
    """So many letters of one page in Markdown are kept."""

    def contents(self) -> PackContents:
        """The contents with all that is known of the files now."""
        items = tuple(self.written.get(item.asset) or self._unwritten(item) for item in self.parcel.contents.items)
        return replace(self.parcel.contents, items=items)

    def _unwritten(self, item: Packed) -> Packed:
        """An item without a file: of a web address the address tells whether it has changed."""
        if item.address:
            self.digests[item.asset] = hashlib.sha256(item.address.encode("utf-8", "replace")).hexdigest()
        return replace(item, change=self._change(item))

    def _change(self, item: Packed) -> Change:
        if self.parcel.contents.since is None:
            return Change.SAME
        return change_since(item.asset, self.digests.get(item.asset, ""), self.parcel.before)

    def items(self) -> tuple[ExportedItem, ...]:
        """What is remembered of the pack."""
        return tuple(
            ExportedItem(
                asset=item.asset,
                title=item.title,
                file=self.files.get(item.asset, ""),
                digest=self.digests.get(item.asset, ""),
            )
            for item in self.parcel.contents.items
        )

    @property
    def beside(self) -> Mapping[int, str]:
        """The files that the links of a copy can lead to, by asset."""
        return {} if self.is_alone else self.files

    def copy_of(self, source: Source) -> Iterator[bytes]:
        """What lies in the pack of a file, in pieces; raises OSError."""
        if is_web_page(source.file):
            yield self.plain(source, source.path.read_bytes())
        elif source.item.asset in self.copies:
            yield self.mended(source, source.path.read_bytes()) or b""
        else:
            yield from pieces_of(source.path)

    def mended(self, source: Source, content: bytes) -> bytes | None:
        """The copy of a file whose links lead to other copies; None where that cannot be done."""
        links = self.parcel.links.get(source.item.asset, ())
        return with_own_links(content, source.path.name, links, self.beside) if links else content

    def plain(self, source: Source, content: bytes) -> bytes:
        """The copy of a page of the web in the pack; raises _UnreadableError where it is no text."""
        try:
            text = markup(content, source.path.name).text
        except WorkspaceError as fault:
            said = mark("“{title}” stays out: {path} cannot be read.")
            raise _UnreadableError(sentence(said, title=source.item.title, path=str(source.path))) from fault
        contents, links = self.parcel.contents, self.parcel.links.get(source.item.asset, ())
        page = plain_page(text, source.item.title, contents.language, contents.colour, links, self.beside)
        return page.encode("utf-8", "replace")

    def note_written(self, source: Source, size: int, text: str | None) -> None:
        """Keep what became of a file that was written: its size in bytes, and as much of its text as the page shows."""
        item = source.item
        kept = text if text is None or len(text) <= self.most else _beginning(text, self.most)
        self.written[item.asset] = replace(
            item,
            file=source.file,
            bytes=size,
            change=self._change(item),
            text=item.text if kept is None else kept,
            is_markdown=kept is not None,
            is_cut=kept != text,
        )


def look_at(parcel: Parcel, *, whole: bool = False, is_alone: bool = False) -> Packing:
    """Find the files that can come along, and give each its name in the pack; the others are noted.

    The texts of pages are kept as far as there is room in one page for all of them, or `whole`. Where each file stands
    alone, no link of a copy leads to another.
    """
    packing = Packing(parcel, is_alone=is_alone)
    names = Names()
    found: list[Source] = []
    for item in parcel.contents.items:
        path = parcel.paths.get(item.asset)
        if path is None:
            if not item.address:
                said = mark("“{title}” has no file; the pack says what it is.")
                packing.notes.append(sentence(said, title=item.title))
            continue
        about = _about(path)
        if about is None or is_online_only(about):
            packing.notes.append(_left_out(item, path, is_online=about is not None))
            continue
        if is_drawing(path.name) and not _is_still(path, about.st_size):
            said = mark("“{title}” stays out: when it is opened, something in it runs or is fetched from elsewhere.")
            packing.notes.append(sentence(said, title=item.title))
            continue
        file = f"{FILES}/{names.take(_called(item, path))}"
        found.append(Source(item=item, path=path, file=file, size=about.st_size))
    packing.sources = {each.item.asset: each for each in sorted(found, key=lambda each: each.file)}
    packing.files = {asset: source.file for asset, source in packing.sources.items()}
    if not whole:
        packing.most = _room([each.size for each in found if is_markdown(each.file)])
    return packing


def _room(sizes: list[int]) -> int:
    """How much of each text there is room for, so that the short ones stay whole."""
    left, count = _LETTERS, len(sizes)
    for size in sorted(sizes):
        if size * count > left:
            return max(_LEAST, left // count)
        left -= size
        count -= 1
    return TEXT_LIMIT


def _beginning(text: str, most: int) -> str:
    """The first paragraphs of a text, as far as they are no longer than that; else so many letters."""
    end = text.rfind("\n\n", 0, most)
    return text[: end if end > most // 2 else most].rstrip()


def _called(item: Packed, path: Path) -> str:
    """The name of a file; where every folder has one of that name, its title. Pages of the web are HTML in a pack."""
    is_nameless = path.stem.lower().strip("_") in _NAMELESS and item.title.strip()
    stem = item.title.strip()[:_LONGEST] if is_nameless else path.stem
    ending = ".html" if is_web_page(path.name) and path.suffix.lower() != ".htm" else path.suffix
    return f"{stem}{ending}"


def _is_still(path: Path, size: int) -> bool:
    try:
        return size <= TEXT_LIMIT and is_still(path.read_bytes())
    except OSError:
        # That it cannot be read is told where it is packed.
        return True


def write_files(packing: Packing, target: Target, told: Told) -> None:
    """Write every file that can come along; what turns out to be unreadable is noted and left out."""
    total = sum(source.size for source in packing.sources.values())
    done = 0
    for source in list(packing.sources.values()):
        told(done, total)
        try:
            _write(packing, source, target)
        except _UnreadableError as error:
            del packing.sources[source.item.asset], packing.files[source.item.asset]
            packing.notes.append(error.said or _left_out(source.item, source.path))
        done += source.size
    told(total, total)


class _UnreadableError(Exception):
    """A file cannot be read; nothing of it was written. `said` is why, where that is more than that."""

    def __init__(self, said: Sentence | None = None) -> None:
        super().__init__()
        self.said = said


def _write(packing: Packing, source: Source, target: Target) -> None:
    if is_web_page(source.file):
        _write_web_page(packing, source, target)
        return
    links = packing.parcel.links.get(source.item.asset, ())
    if source.size <= _MENDED_LIMIT and (is_markdown(source.file) or (links and is_mendable(source.file))):
        _write_mended(packing, source, target)
        return
    digest, size = hashlib.sha256(), 0
    pieces = pieces_of(source.path)
    first = _first(pieces)

    def counted() -> Iterator[bytes]:
        nonlocal size
        for piece in _joined(first, pieces):
            digest.update(piece)
            size += len(piece)
            yield piece

    target.add(source.file, counted(), source.size)
    hexadecimal = digest.hexdigest()
    packing.digests[source.item.asset] = hexadecimal
    packing.listed.append(_listed(source, size, hexadecimal))
    packing.note_written(source, size, None)


def _write_mended(packing: Packing, source: Source, target: Target) -> None:
    """Write a file whose links lead to other files of the pack; of Markdown the text is kept for the page."""
    content = _content(source)
    links, files = packing.parcel.links.get(source.item.asset, ()), packing.files
    packing.digests[source.item.asset] = hashlib.sha256(content).hexdigest()
    text = None
    if is_markdown(source.file) and len(content) <= TEXT_LIMIT:
        try:
            text = page_text(content, source.path.name, links, files)
        except WorkspaceError as fault:
            packing.notes.append(fault.sentence)
    copy = packing.mended(source, content)
    if copy is None:
        packing.notes.append(
            sentence(
                mark("The links in “{title}” could not be led to the copies; it is as it was."),
                title=source.item.title,
            )
        )
        copy = content
    target.add(source.file, [copy], len(copy))
    digest = hashlib.sha256(copy).hexdigest()
    if copy is not content:
        packing.copies[source.item.asset] = digest
    packing.listed.append(_listed(source, len(copy), digest))
    packing.note_written(source, len(copy), text)


def _write_web_page(packing: Packing, source: Source, target: Target) -> None:
    """Write what is read of a page of the web; what would run in it stays behind, and that is said."""
    if source.size > TEXT_LIMIT:
        said = mark("“{title}” stays out: the page is too large to be looked through for what runs in it.")
        raise _UnreadableError(sentence(said, title=source.item.title))
    content = _content(source)
    copy = packing.plain(source, content)
    packing.digests[source.item.asset] = hashlib.sha256(content).hexdigest()
    if runs(content.decode("latin-1")):
        said = mark("Of “{title}” only what is read came along: what runs or plays in it stayed behind.")
        packing.notes.append(sentence(said, title=source.item.title))
    target.add(source.file, [copy], len(copy))
    packing.copies[source.item.asset] = hashlib.sha256(copy).hexdigest()
    packing.listed.append(_listed(source, len(copy), packing.copies[source.item.asset]))
    packing.note_written(source, len(copy), None)


def _content(source: Source) -> bytes:
    pieces = pieces_of(source.path)
    return b"".join(_joined(_first(pieces), pieces))


def pieces_of(path: Path) -> Iterator[bytes]:
    """A file in pieces; raises OSError."""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _first(pieces: Iterator[bytes]) -> bytes:
    try:
        return next(pieces, b"")
    except OSError as error:
        raise _UnreadableError from error


def _joined(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces of a file of which the first could be read; raises WorkspaceError where the rest cannot be."""
    yield first
    try:
        yield from rest
    except OSError as error:
        raise ChangedMeanwhile(
            mark("A file could not be read to its end: {reason}. No pack was written."),
            reason=error.strerror or type(error).__name__,
        ) from error


def _listed(source: Source, size: int, digest: str) -> Listed:
    return Listed(file=source.file, title=source.item.title, bytes=size, sha256=digest, reviewed=source.item.reviewed)


def _about(path: Path) -> os.stat_result | None:
    """What is known of a file; None where there is none to be packed. A workspace is never opened by its path."""
    if path.suffix.lower() == _WORKSPACE:
        return None
    try:
        about = path.stat()
    except (OSError, ValueError):
        return None
    return about if stat.S_ISREG(about.st_mode) else None


def _left_out(item: Packed, path: Path, *, is_online: bool = False) -> Sentence:
    if is_online:
        return sentence(mark("“{title}” stays out: its file is only online."), title=item.title)
    return sentence(mark("“{title}” stays out: {path} cannot be read."), title=item.title, path=str(path))
