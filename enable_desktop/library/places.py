"""Where an asset lies: a web address, a path below a watched folder, or a path of its own."""

from __future__ import annotations

import ntpath
import posixpath
import re
from collections.abc import Mapping
from types import ModuleType
from typing import Final
from urllib.parse import unquote, urlsplit

_WEB: Final = re.compile(r"(?:https?://|www\.)\S", re.IGNORECASE)
_FILE: Final = re.compile(r"file:", re.IGNORECASE)
_DRIVE: Final = re.compile(r"(?:[A-Za-z]:[\\/]|\\\\)")


def is_web(location: str) -> bool:
    """Whether a location is a web address."""
    return _WEB.match(location) is not None


def place_in(location: str, beside: str, folders: Mapping[int, str]) -> tuple[int | None, str]:
    """The watched folder that a location lies in, None for none, and the location as an asset keeps it.

    `folders` are the paths of watched folders by id; a relative path is one `beside` that folder. Nothing is looked up.
    """
    location = location.strip()
    if is_web(location):
        return None, location if "://" in location else f"https://{location}"
    path = _of_file_url(location) if _FILE.match(location) else location
    if not is_absolute(path):
        path = _module(beside).join(beside, path)
    path = _module(path).normpath(path)
    best: tuple[int, str] | None = None
    for id_, folder in folders.items():
        inside = below(path, folder)
        if inside is not None and (best is None or len(inside) < len(best[1])):
            best = (id_, inside)
    return best if best is not None else (None, path)


def below(path: str, folder: str) -> str | None:
    """The path from a folder to a file below it, with slashes; None where it lies elsewhere."""
    module = _module(path)
    inside: str = module.normpath(path)
    base: str = module.normpath(folder).rstrip("\\/")
    if not base or len(inside) <= len(base) + 1 or inside[len(base)] not in "\\/":
        return None
    if module.normcase(inside[: len(base)]) != module.normcase(base):
        return None
    inside = inside[len(base) + 1 :]
    return inside.replace("\\", "/") if module is ntpath else inside


def whole(folder: str | None, location: str) -> str:
    """The absolute path, or the web address, of what lies at this location in this folder."""
    if folder is None or is_web(location):
        return location
    path: str = _module(folder).normpath(_module(folder).join(folder, location))
    return path


def title_of(location: str) -> str:
    """What something is called that has only a location: the name of the file, or the end of the address."""
    if is_web(location):
        parts = urlsplit(location if "://" in location else f"https://{location}")
        name = unquote(parts.path.rstrip("/").rpartition("/")[2])
        if not name:
            return parts.netloc
    else:
        name = re.split(r"[\\/]", location.rstrip("\\/"))[-1]
    stem, dot, ending = name.rpartition(".")
    return (stem if dot and stem and len(ending) <= 8 and " " not in ending else name) or location


def is_absolute(path: str) -> bool:
    """Whether a path says where it is from the root of a drive on, on this system or on another."""
    return path.startswith("/") or _DRIVE.match(path) is not None


def _module(path: str) -> ModuleType:
    """Windows paths are read as such on every system: a programme travels."""
    return ntpath if _DRIVE.match(path) else posixpath


def _of_file_url(location: str) -> str:
    """The path that a file: address names."""
    rest = location[5:]
    if rest.startswith("//"):
        host, slash, path = rest[2:].partition("/")
        rest = f"{slash}{path}" if host.casefold() in ("", "localhost") else f"//{host}{slash}{path}"
    path = unquote(rest)
    return path[1:] if re.match(r"/[A-Za-z]:[\\/]", path) else path
