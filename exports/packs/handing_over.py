"""A pack handed over as a folder, a zip archive, one page or a booklet; whole, or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO, Final

from enable_desktop.packs.contents import Medium
from enable_desktop.packs.parcels import Parcel
from enable_desktop.packs.sent import ExportedItem, Form
from enable_desktop.words import Sentence, Words, mark, sentence
from exports.packs.embedding import Embedded, Embedding
from exports.packs.manifest import MANIFEST, PAGE, VERIFY, Listed, is_pack, manifest, verify_text
from exports.packs.packing import Packing, Told, look_at, write_files
from exports.packs.targets import FolderTarget, Target, ZipTarget
from exports.whole_folder import whole_folder
from exports.write import whole_file, write_whole

_SLICE: Final = 256 * 1024
_ENDINGS: Final = {".zip": Form.ZIP, ".html": Form.PAGE, ".htm": Form.PAGE, ".pdf": Form.BOOKLET}


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What was written: how many files of content, all bytes, the SHA-256 (of the manifest, where it has one)."""

    form: Form
    files: int
    bytes: int
    digest: str
    items: tuple[ExportedItem, ...]
    notes: tuple[Sentence, ...] = ()
    """What stayed out, or could not be done, and why."""
    pages: int = 0
    """Of a booklet."""
    unprintable: int = 0
    """Characters of a booklet that became boxes."""


def form_of(out: Path) -> Form:
    """As what a pack is meant to be written there, by the ending of the name."""
    return _ENDINGS.get(out.suffix.lower(), Form.FOLDER)


def hand_over(
    parcel: Parcel, words: Words, out: Path, form: Form | None = None, told: Told = lambda done, total: None
) -> Handed:
    """Write a pack to `out`; what is there is replaced once the new one is whole.

    `told` hears how far it is and may raise to stop. Raises WorkspaceError with a sentence; nothing is left then.
    """
    match form or form_of(out):
        case Form.FOLDER:
            with whole_folder(out, is_pack) as partial:
                return _fill(parcel, words, FolderTarget(partial), Form.FOLDER, told)
        case Form.ZIP:
            with whole_file(out) as file:
                with ZipTarget(file) as archive:
                    handed = _fill(parcel, words, archive, Form.ZIP, told)
                return replace(handed, bytes=file.tell())
        case Form.PAGE:
            with whole_file(out) as file:
                return _write_page(parcel, words, file, told)
        case Form.BOOKLET:
            content, handed = booklet(parcel, words, told)
            write_whole(out, content)
            return handed


def booklet(parcel: Parcel, words: Words, told: Told = lambda done, total: None) -> tuple[bytes, Handed]:
    """A pack as a PDF in memory; the same content as `hand_over` writes."""
    # Loaded here: only a booklet needs the typesetter.
    from enable_desktop.charter.report import PageSize
    from exports.packs.booklet import booklet_bytes

    packing = look_at(parcel, whole=True)
    write_files(packing, _Nowhere(), told)
    content, printed = booklet_bytes(packing.contents(), words, PageSize(parcel.paper))
    return content, Handed(
        form=Form.BOOKLET,
        files=len(packing.sources),
        bytes=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        items=packing.items(),
        notes=tuple(packing.notes),
        pages=printed.pages,
        unprintable=printed.unprintable,
    )


def _fill(parcel: Parcel, words: Words, target: Target, form: Form, told: Told) -> Handed:
    """Put a whole pack into a folder or an archive."""
    from exports.packs.page import page_pieces

    packing = look_at(parcel)
    write_files(packing, target, told)
    contents = packing.contents()
    listed = [*packing.listed, _put(target, PAGE, contents.title, page_pieces(contents, words))]
    listed.append(_put(target, VERIFY, words("How to check this pack"), [verify_text(contents, listed, words)]))
    last = manifest(listed)
    target.add(MANIFEST, [last], len(last))
    return Handed(
        form=form,
        files=len(packing.sources),
        bytes=sum(each.bytes for each in listed) + len(last),
        digest=hashlib.sha256(last).hexdigest(),
        items=packing.items(),
        notes=tuple(packing.notes),
    )


def _put(target: Target, name: str, title: str, pieces: Iterable[str]) -> Listed:
    """Put a text into a pack as it comes."""
    digest, size = hashlib.sha256(), 0

    def encoded() -> Iterator[bytes]:
        nonlocal size
        for piece in _gathered(pieces):
            digest.update(piece)
            size += len(piece)
            yield piece

    target.add(name, encoded(), 0)
    return Listed(file=name, title=title, bytes=size, sha256=digest.hexdigest())


def _gathered(pieces: Iterable[str]) -> Iterator[bytes]:
    """Short pieces of text as fewer long ones of bytes."""
    held: list[str] = []
    length = 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length > _SLICE:
            yield "".join(held).encode("utf-8", "replace")
            held, length = [], 0
    yield "".join(held).encode("utf-8", "replace")


def _write_page(parcel: Parcel, words: Words, file: IO[bytes], told: Told) -> Handed:
    """One page with everything inside that is not too large."""
    from exports.packs.page import page_pieces

    packing = look_at(parcel, is_alone=True)
    write_files(packing, _Nowhere(), told)
    contents = packing.contents()
    embedding = Embedding(_embedded(packing), contents.title)
    digest = hashlib.sha256()
    for piece in embedding.pieces(page_pieces(contents, words, embedded=embedding.addresses)):
        file.write(piece)
        digest.update(piece)
    return Handed(
        form=Form.PAGE,
        files=len(packing.sources),
        bytes=file.tell(),
        digest=digest.hexdigest(),
        items=packing.items(),
        notes=tuple(packing.notes),
    )


def _embedded(packing: Packing) -> dict[int, Embedded]:
    """The files that come into the page: not those that it shows whole, and none that is too large."""
    found = {}
    for asset, source in packing.sources.items():
        item = packing.written[asset]
        if item.is_markdown and not item.is_cut and item.medium is Medium.TEXT:
            continue
        if source.size > packing.parcel.largest:
            packing.notes.append(
                sentence(
                    mark("“{title}” is too large for one page; what is written about it is there."), title=item.title
                )
            )
            continue
        found[asset] = Embedded(
            name=source.file,
            pieces=partial(packing.copy_of, source),
            digest=packing.copies.get(asset, packing.digests[asset]),
        )
    return found


class _Nowhere:
    """Takes files and keeps none: they are only looked at."""

    def add(self, name: str, pieces: Iterable[bytes], size: int) -> None:
        for _ in pieces:
            pass
