"""Where a link leads: its target as written, found in a page, held against the catalogue and the files beside it.

Paths are absolute and have "/" between their parts, also on Windows ("C:/Sales/deck.pptx"): `as_posix` writes them.

What a target means, in this order:
- `#place`, `?query` and nothing at all mean the page itself; `mailto:`, `tel:` and other schemes lead elsewhere.
- `http:`, `https:` and `//host/…` are the web. An asset with the same address is meant where scheme, letter case of the
  host, default port, a slash at the end and what follows `#` are all that differ. Nothing is ever fetched.
- `file:`, `C:\\…` and `\\\\server\\…` are absolute paths.
- `/x` is an absolute path where it lies in a watched folder as written, else it begins at the watched folder that holds
  the page, also where the watched folder's own name comes first, and last at the root of this computer.
- Anything else is relative to the folder of the page.
- `{{< ref "x" >}}`, `relref` and `link` of Hugo mean `x` beside the page, then from the watched folder on, then the one
  page whose path ends so, wherever it lies.

A path is tried with its percent-encoding undone and backslashes as slashes, without `?…` and `#…`; then as written. It
leads to the file with this path, to the page `x.md` (`.markdown`, `.html`, `.htm`) for `x`, or to the page in a folder
(`_index.md`, `index.md`, `README.md`, `index.html`), as sites made of Markdown write their links; else to a file or
folder that is there without being catalogued. The letter case counts, unless the drive says that the file is there.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Final
from urllib.parse import unquote

SHORTCODE: Final = re.compile(
    r"(?P<before>\{\{[<%]\s*+(?:ref|relref|link)\s++)(?P<quote>[\"`]?)(?P<path>[^\"`\s]*+)(?P<after>(?P=quote)[^{}]*\}\})(?P<rest>.*)",
    re.DOTALL,
)
"""A reference of Hugo: what stands before its path, the path, what stands behind it."""
PAGE_ENDINGS: Final = (".md", ".markdown", ".html", ".htm")
FOLDER_PAGES: Final = ("_index.md", "index.md", "README.md", "index.html")
_BEGINNING: Final = 3
_WORD: Final = re.compile(r"[^\W_]{3,}")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_DRIVE: Final = re.compile(r"[A-Za-z]:[\\/]")
_ADDRESS: Final = re.compile(r"(?:(https?):)?//(?:([^/?#@]*)@)?([^/?#]*)([^#]*)", re.IGNORECASE | re.DOTALL)
FILE_ADDRESS: Final = re.compile(r"file:(?://([^/\\]*)(?=[/\\]))?", re.IGNORECASE)
_PORTS: Final = {"http": ":80", "https": ":443"}


class State(Enum):
    """Where a link leads."""

    ASSET = "asset"
    FILE = "file"
    """A file or folder that is there, but not catalogued."""
    BROKEN = "broken"
    WEB = "web"
    ELSEWHERE = "elsewhere"
    """The page itself, a mail address, another program: nothing that could be missing."""


class Difference(Enum):
    """How a target as written differs from the name of the file it was meant for."""

    CASE = "case"
    FORM = "form"
    """Accents written as letters of their own, or not: the same to people, not to every drive."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Where a target leads; `path` is the file meant, or where it would lie, and empty where it is no path."""

    state: State
    asset: int | None = None
    path: str = ""
    difference: Difference | None = None


@dataclass(frozen=True, slots=True)
class Catalogued:
    """An asset as links see it: its id, the absolute path of a copy of it, or its web address."""

    id: int
    path: str = ""
    address: str = ""
    is_missing: bool = False
    """Its file was not there when it was looked for: nothing leads to it until it is back."""


_ELSEWHERE: Final = Resolved(State.ELSEWHERE)
_WEB: Final = Resolved(State.WEB)


class Catalogue:
    """All that links can lead to: the assets by path and address, and the watched folders they lie in."""

    def __init__(self, assets: Iterable[Catalogued], folders: Iterable[str]) -> None:
        self.folders = tuple(each.rstrip("/") for each in folders)
        self.paths: dict[str, int] = {}
        self.places: dict[int, list[str]] = {}
        self.addresses: dict[str, int] = {}
        for each in assets:
            if each.path:
                if not each.is_missing:
                    self.paths.setdefault(each.path, each.id)
                self.places.setdefault(each.id, []).append(each.path)
            if each.address:
                self.addresses.setdefault(plain_address(each.address), each.id)

    def folder_of(self, path: str) -> str:
        """The innermost watched folder that holds a path, without a slash at its end; empty where none does."""
        return innermost(self.folders, path)

    @cached_property
    def composed(self) -> dict[str, str]:
        """Paths that are not plain ASCII, by their composed form."""
        return {unicodedata.normalize("NFC", each): each for each in self.paths if not each.isascii()}

    @cached_property
    def folded(self) -> dict[str, str]:
        """Paths by their form without letter case."""
        return {folded(each): each for each in self.paths}

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """Paths by the folded name of their file."""
        found: dict[str, list[str]] = {}
        for each in self.paths:
            found.setdefault(folded(each.rpartition("/")[2]), []).append(each)
        return found

    def beside(self, folder: str) -> list[str]:
        """The paths of the files that lie in a folder itself."""
        return self._folders.get(folder, [])

    def with_word(self, word: str) -> list[str]:
        """The paths with a folded word in the name of their file."""
        return self._words.get(word, [])

    def with_beginning(self, name: str) -> list[str]:
        """The paths whose folded name begins with the same letters as this one."""
        return self._beginnings.get(name[:_BEGINNING], [])

    @cached_property
    def _folders(self) -> dict[str, list[str]]:
        return _grouped(self.paths, lambda path: (path.rpartition("/")[0],))

    @cached_property
    def _words(self) -> dict[str, list[str]]:
        return _grouped(self.paths, lambda path: set(_WORD.findall(folded(path.rpartition("/")[2]))))

    @cached_property
    def _beginnings(self) -> dict[str, list[str]]:
        return _grouped(self.paths, lambda path: (folded(path.rpartition("/")[2])[:_BEGINNING],))


def _grouped(paths: Iterable[str], keys: Callable[[str], Iterable[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in paths:
        for key in keys(path):
            found.setdefault(key, []).append(path)
    return found


def folded(text: str) -> str:
    """A name without letter case and without the choice of how accents are written."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFC", text).casefold()


def plain_address(address: str) -> str:
    """A web address without what makes no difference: letter case of scheme and host, default port, last slash."""
    found = _ADDRESS.match(address)
    if not found:
        return address
    scheme = (found[1] or "https").lower()
    host = found[3].lower().removesuffix(_PORTS[scheme])
    user = f"{found[2]}@" if found[2] else ""
    path, question, query = found[4].partition("?")
    return f"{scheme}://{user}{host}{path.rstrip('/')}{question}{query}"


class Resolver:
    """Follows links of many pages. `exists` says whether a file or folder that is not catalogued is there."""

    def __init__(self, catalogue: Catalogue, exists: Callable[[str], bool]) -> None:
        self._catalogue = catalogue
        self._paths = catalogue.paths
        self._exists = exists
        self._there: dict[str, bool] = {}

    def resolve(self, target: str, page: str) -> Resolved:
        """Where a target leads that is written in the page with this path; nothing but `exists` looks at files."""
        # Nearly every link names an asset by its relative path.
        written = target.partition("#")[0]
        if written and written[0] != "/":
            written = unquote(written) if "%" in written else written
            path = f"{page[: page.rfind('/')]}/{written}"
            if "./" in written:
                path = posixpath.normpath(path)
            asset = self._paths.get(path)
            if asset is not None:
                return Resolved(State.ASSET, asset, path)
        return self._followed(target.strip(), page)

    def _followed(self, target: str, page: str) -> Resolved:
        shortcode = SHORTCODE.match(target) if target.startswith("{{") else None
        if shortcode:
            target = shortcode["path"]
        if not target or target[0] in "#?":
            return _ELSEWHERE
        if _ADDRESS.match(target):
            asset = self._catalogue.addresses.get(plain_address(target))
            return _WEB if asset is None else Resolved(State.ASSET, asset)
        if not _DRIVE.match(target) and not FILE_ADDRESS.match(target) and _SCHEME.match(target):
            return _ELSEWHERE
        missing = None
        for path in dict.fromkeys(self._meant(target, page, is_reference=shortcode is not None)):
            found = self._at(path)
            if found.state is not State.BROKEN:
                return found
            if missing is None or (found.difference and not missing.difference):
                missing = found
        if shortcode:
            named = self._named(unquote(target.partition("#")[0]).strip("/"))
            if named is not None:
                return named
        return missing or Resolved(State.BROKEN)

    def _meant(self, target: str, page: str, *, is_reference: bool) -> Iterable[str]:
        """The paths that a target may mean, likeliest first."""
        for written in as_paths(target):
            if is_absolute(written):
                yield normal(written)
                continue
            root = self._catalogue.folder_of(page)
            if not written.startswith("/"):
                yield normal(f"{page[: page.rfind('/')]}/{written}")
                if is_reference and root:
                    yield normal(f"{root}/{written}")
                continue
            if self._catalogue.folder_of(normal(written)):
                yield normal(written)
            if root:
                yield normal(f"{root}{written}")
                above, _, name = root.rpartition("/")
                if written.startswith(f"/{name}/"):
                    yield normal(f"{above}{written}")
            if not is_reference:
                yield normal(written)

    def _at(self, path: str) -> Resolved:
        """What lies at a path: an asset, a page or a folder's page meant by it, another file, or nothing."""
        forms = forms_of(path)
        for form in forms:
            asset = self._paths.get(form)
            if asset is not None:
                return Resolved(State.ASSET, asset, form)
        if not path.isascii():
            for form in forms:
                same = self._catalogue.composed.get(unicodedata.normalize("NFC", form))
                if same is not None:
                    return Resolved(State.ASSET, self._paths[same], same, Difference.FORM)
        near = next((each for form in forms if (each := self._catalogue.folded.get(folded(form)))), None)
        if self._is_there(path) or any(self._is_there(f"{path}{ending}") for ending in PAGE_ENDINGS):
            # A drive that takes no notice of letter case says of another spelling that it is there.
            if near is not None:
                return Resolved(State.ASSET, self._paths[near], near, Difference.CASE)
            return Resolved(State.FILE, None, path)
        return Resolved(State.BROKEN, None, path, Difference.CASE if near is not None else None)

    def _named(self, ending: str) -> Resolved | None:
        """The one page whose path ends like this, for the references of Hugo."""
        for form in forms_of(ending):
            found = self._catalogue.names.get(folded(form.rpartition("/")[2]), [])
            matching = [each for each in found if each.endswith(f"/{form}")]
            if len(matching) == 1:
                return Resolved(State.ASSET, self._paths[matching[0]], matching[0])
        return None

    def _is_there(self, path: str) -> bool:
        if path not in self._there:
            self._there[path] = self._exists(path)
        return self._there[path]


def forms_of(path: str) -> list[str]:
    """The files that a path may mean: itself, a page without its ending, the page of a folder."""
    return [path, *(f"{path}{ending}" for ending in PAGE_ENDINGS), *(f"{path}/{name}" for name in FOLDER_PAGES)]


def as_paths(target: str) -> list[str]:
    """A target as paths with slashes, the likeliest first: without what follows the path, undone, then as written."""
    found = []
    for written in (re.split(r"[?#]", target, maxsplit=1)[0], target):
        written = read_file_address(written)
        for path in (unquote(written), written):
            found.append(path.replace("\\", "/"))
            if "\\" in path:
                found.append(path)
    return list(dict.fromkeys(each for each in found if each))


def read_file_address(written: str) -> str:
    """The path of a `file:` address, still encoded; other text as it is."""
    file = FILE_ADDRESS.match(written)
    if not file:
        return written
    host, path = file[1] or "", written[file.end() :]
    if host and host.lower() != "localhost":
        return f"//{host}{path}"
    return path.lstrip("\\/") if re.match(r"[\\/]+[A-Za-z]:[\\/]", path) else path


def innermost(folders: Iterable[str], path: str) -> str:
    """The longest of these folders that is a path or holds it; empty where none does."""
    return max((each for each in folders if path == each or path.startswith(f"{each}/")), key=len, default="")


def is_absolute(path: str) -> bool:
    """Whether a path names its drive or its server."""
    return path.startswith("//") or bool(_DRIVE.match(path))


def normal(path: str) -> str:
    """A path without `.`, `..` and doubled slashes."""
    return posixpath.normpath(path)
