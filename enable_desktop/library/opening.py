"""Where an asset lies on this computer, and what may be opened from there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from enable_desktop.library.assets import Asset, AssetCopy
from enable_desktop.library.places import is_absolute, is_web, whole

_RUNS: Final = frozenset(
    (
        "appimage", "app", "application", "bash", "bat", "bin", "class", "cmd", "com", "command", "cpl", "csh",
        "desktop", "dll", "dmg", "elf", "exe", "fish", "gadget", "hta", "inf", "ins", "iso", "isp", "jar", "js",
        "jse", "ksh", "lnk", "msc", "msi", "msix", "msp", "mst", "osx", "out", "pif", "pkg", "pl", "ps1",
        "psd1", "psm1", "py", "pyc", "pyw", "rb", "reg", "run", "scf", "scpt", "scr", "sct", "sh", "so",
        "terminal", "url", "vb", "vbe", "vbs", "webloc", "workflow", "ws", "wsc", "wsf", "wsh", "zsh",
    )
)  # fmt: skip
"""Endings of files that the system would run instead of showing them."""


def path_of(place: Asset | AssetCopy, folders: Mapping[int, str]) -> Path | None:
    """The file of an asset or a copy; None for a web address, for none at all, or where its folder is not known.

    `folders` are the paths of the watched folders by id.
    """
    if not place.location or is_web(place.location):
        return None
    if place.folder is None:
        return Path(place.location) if is_absolute(place.location) else None
    root = folders.get(place.folder)
    return Path(whole(root, place.location)) if root else None


def would_run(path: Path) -> bool:
    """Whether opening a file would run it: such a file is only shown in its folder."""
    return path.suffix.lower().removeprefix(".") in _RUNS
