"""What links must say once files have moved: those that pointed at them, and those that stand in them.

A target keeps its manner: relative or from the root or absolute, with or without its ending, encoded or plain, with
slashes or backslashes, and what follows `?` and `#`. A link that still leads to its file is left as it is.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final
from urllib.parse import quote, unquote

from enable_desktop.library.link_writing import shortcode_to
from enable_desktop.library.links import (
    FILE_ADDRESS,
    FOLDER_PAGES,
    PAGE_ENDINGS,
    SHORTCODE,
    folded,
    forms_of,
    innermost,
    is_absolute,
    normal,
    read_file_address,
)

_ENCODED: Final = re.compile(r"%[0-9A-Fa-f]{2}")
_ENCODED_LETTER: Final = re.compile(r"%[89A-Fa-f][0-9A-Fa-f]")
_MISREAD: Final = re.compile(r"[#?]|%(?=[0-9A-Fa-f]{2})")
_KEPT: Final = "/!$&'()*+,;=:@~"


class _Start(Enum):
    """Where a path begins."""

    PAGE = "the folder of the page"
    ROOT = "the watched folder"
    ABOVE = "the folder above the watched folder"
    DRIVE = "the root of the drive"
    NAME = "nowhere: the end of the path is enough"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointing:
    """A link that led to a file before anything moved: the path of the page it stands in, and of the file."""

    page: str
    number: int
    target: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """What a link is to say: the page where it lies now, the target as written, and the new one; None removes it."""

    page: str
    number: int
    before: str
    after: str | None


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a target is written: the text before its path, the path as text, where that begins, and what follows it."""

    before: str
    written: str
    start: _Start
    form: int
    after: str
    is_literal: bool


def moves_to_mends(
    moves: Mapping[str, str],
    links: Iterable[Pointing],
    folders: Iterable[str] = (),
    files: Container[str] = frozenset(),
) -> tuple[Mend, ...]:
    """What must be written in which file, after files have moved from one path to another.

    `links` are those that led to a file before, in any file; broken ones do not belong here, for nobody knows what they
    meant. `folders` are the watched folders; `files` are the paths that lie in them now, among which a name without its
    ending might mean another page. A link to a folder that holds no page of its own is left as it is.
    """
    roots = tuple(folders)
    mends = []
    for link in links:
        page, path = moves.get(link.page, link.page), moves.get(link.path, link.path)
        if page == link.page and path == link.path:
            continue
        after = _led(link, page, path, roots, files)
        if after is not None and after != link.target:
            mends.append(Mend(page=page, number=link.number, before=link.target, after=after))
    return tuple(mends)


def retarget(
    target: str, page: str, path: str, to: str, folders: Iterable[str] = (), files: Container[str] = frozenset()
) -> str:
    """A target in a page that leads to `path`, written in the same manner so that it leads to another file.

    A target that did not lead to `path` is replaced by a relative one.
    """
    found = _led(Pointing(page=page, number=0, target=target, path=path), page, to, tuple(folders), files)
    if found is not None:
        return found
    return _written(_Manner("", "", _Start.PAGE, 0, "", False), page, to, tuple(folders))


def _led(link: Pointing, page: str, path: str, folders: tuple[str, ...], files: Container[str]) -> str | None:
    """The target of a link as it must be in the moved page to lead to the moved file; None where it makes no sense."""
    shortcode = SHORTCODE.match(link.target) if link.target.startswith("{{") else None
    target = shortcode["path"] if shortcode else link.target
    manner = _manner_of(target, link, folders, is_reference=shortcode is not None)
    if manner is None:
        return None
    if _means_another(_shown(path, manner.form), path, files):
        manner = replace(manner, form=0, written=manner.written.rstrip("/\\"))
    elif _still_leads(manner, page, path, folders):
        return link.target
    written = f"{_written(manner, page, path, folders)}{manner.after}"
    return shortcode_to(link.target, written) if shortcode else written


def _manner_of(target: str, link: Pointing, folders: tuple[str, ...], *, is_reference: bool) -> _Manner | None:
    wanted = folded(link.path)
    bare = re.split(r"[?#]", target, maxsplit=1)[0]
    for text, after in dict.fromkeys(((bare, target[len(bare) :]), (target, ""))):
        before = FILE_ADDRESS.match(text)
        head = before[0] if before else ""
        for path in dict.fromkeys((unquote(text), text)):
            plain = read_file_address(path).replace("\\", "/")
            for start, meant in _meanings(plain, link.page, folders, is_reference=is_reference):
                for form, lies in enumerate(forms_of(meant)):
                    if folded(lies) == wanted:
                        return _Manner(head, text[len(head) :], start, form, after, path == text and "%" in text)
            if is_reference:
                for form, ending in enumerate(forms_of(plain.strip("/"))):
                    if wanted.endswith(f"/{folded(ending)}"):
                        return _Manner(head, text, _Start.NAME, form, after, False)
    return None


def _meanings(plain: str, page: str, folders: tuple[str, ...], *, is_reference: bool) -> Iterator[tuple[_Start, str]]:
    """The paths that a path may mean, as links are followed, each with where it begins."""
    root = innermost(folders, page)
    if is_absolute(plain):
        yield _Start.DRIVE, normal(plain)
    elif not plain.startswith("/"):
        yield _Start.PAGE, normal(f"{page[: page.rfind('/')]}/{plain}")
        if is_reference and root:
            yield _Start.ROOT, normal(f"{root}/{plain}")
    else:
        if innermost(folders, normal(plain)):
            yield _Start.DRIVE, normal(plain)
        if root:
            yield _Start.ROOT, normal(f"{root}{plain}")
            above, _, name = root.rpartition("/")
            if plain.startswith(f"/{name}/"):
                yield _Start.ABOVE, normal(f"{above}{plain}")
        yield _Start.DRIVE, normal(plain)


def _still_leads(manner: _Manner, page: str, path: str, folders: tuple[str, ...]) -> bool:
    """Whether the same text in the moved page leads to the moved file, in the same way."""
    plain = _plain(manner)
    if manner.start is _Start.NAME:
        return path.endswith(f"/{forms_of(plain.strip('/'))[manner.form]}")
    meanings = _meanings(plain, page, folders, is_reference=manner.start is _Start.ROOT)
    meant = next((meant for start, meant in meanings if start is manner.start), None)
    return meant is not None and forms_of(meant)[manner.form] == path


def _plain(manner: _Manner) -> str:
    text = manner.written if manner.is_literal else unquote(manner.written)
    return read_file_address(f"{manner.before}{text}").replace("\\", "/")


def _written(manner: _Manner, page: str, path: str, folders: tuple[str, ...]) -> str:
    text = _path_text(manner, page, path, folders)
    before = manner.before
    if before and text.startswith("//"):
        before = "file:"
    elif before and is_absolute(text):
        before = "file:///"
    elif before and text.startswith("/") and not re.fullmatch(r"file:(//(localhost)?)?", before, re.IGNORECASE):
        before = "file://"
    return f"{before}{_encoded(text, manner)}"


def _means_another(shown: str, path: str, files: Container[str]) -> bool:
    """Whether what is left of a path would be taken for another file."""
    for form in forms_of(shown):
        if form == path:
            return False
        if form in files:
            return True
    return False


def _path_text(manner: _Manner, page: str, path: str, folders: tuple[str, ...]) -> str:
    """The path to write, not yet encoded."""
    ends_with_slash = manner.written.endswith(("/", "\\"))
    shown = _shown(path, manner.form)
    root = innermost(folders, page)
    start = manner.start
    if start is _Start.NAME:
        parts = manner.written.strip("/").count("/") + 1
        text = "/".join(shown.split("/")[-parts:])
    elif start is _Start.ROOT and f"{shown}/".startswith(f"{root}/") and root:
        text = shown[len(root) :] or "/"
        if not _plain(manner).startswith("/"):
            text = text[1:]
    elif start is _Start.ABOVE and f"{shown}/".startswith(f"{root}/") and root:
        text = shown[len(root.rpartition("/")[0]) :]
    elif start is _Start.DRIVE or _drive(page) != _drive(shown):
        text = shown
    else:
        text = _relative(shown, page[: page.rfind("/")] or "/")
        is_marked = manner.written.startswith(("./", ".\\")) and not text.startswith(".")
        # Without it, a name with a colon would be read as a scheme.
        if is_marked or ":" in text.partition("/")[0]:
            text = f"./{text}"
    if ends_with_slash and not text.endswith("/"):
        text += "/"
    return text


def _shown(path: str, form: int) -> str:
    """A file as links of this form name it: 0 in full, else a page without its ending, or as its folder."""
    if form == 0:
        return path
    folder, _, name = path.rpartition("/")
    if name in FOLDER_PAGES:
        return folder
    ending = next((each for each in PAGE_ENDINGS if name.endswith(each)), "")
    return path.removesuffix(ending)


def _relative(path: str, folder: str) -> str:
    ours, theirs = folder.strip("/").split("/"), path.strip("/").split("/")
    ours = [each for each in ours if each]
    same = len(posixpath.commonprefix([ours, theirs]))
    return "/".join([".."] * (len(ours) - same) + theirs[same:]) or "."


def _drive(path: str) -> str:
    """What two paths must share so that one can be reached from the other."""
    return "/".join(path.split("/")[:4]) if path.startswith("//") else path.partition("/")[0].casefold()


def _encoded(text: str, manner: _Manner) -> str:
    """A path in the letters that the target used before: what it encoded is encoded, what it wrote plainly stays so."""
    was_plain = manner.written if manner.is_literal else ""
    encodes = bool(_ENCODED.search(manner.written)) and not manner.is_literal
    encodes_letters = encodes and bool(_ENCODED_LETTER.search(manner.written))
    spaces = " " in manner.written
    written = []
    for place, letter in enumerate(text):
        if _MISREAD.match(text, place):
            written.append(letter if letter in was_plain else quote(letter))
        elif (letter.isspace() and spaces) or letter in _KEPT or letter.isalnum() and letter.isascii():
            written.append(letter)
        elif letter.isspace() or (encodes and letter.isascii()) or (encodes_letters and not letter.isascii()):
            written.append(quote(letter))
        else:
            written.append(letter)
    whole = "".join(written)
    if "\\" in manner.written and "/" not in manner.written:
        whole = whole.replace("/", "\\")
    return whole
