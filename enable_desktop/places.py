"""What a path says about where a file lies."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath
from typing import Final

_SYNCED: Final[tuple[tuple[str, str], ...]] = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("icloud", "iCloud"),
    ("iclouddrive", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("mobile documents", "iCloud"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("мой диск", "Google Drive"),
    ("yandexdisk", "Yandex Disk"),
    ("yandex.disk", "Yandex Disk"),
    ("yandex disk", "Yandex Disk"),
    ("яндекс.диск", "Yandex Disk"),
    ("яндекс диск", "Yandex Disk"),
)


def synced_by(path: PurePath) -> str:
    """The service whose synced folder a path seems to lie in, empty where none is seen."""
    for part in path.parent.parts:
        folder = part.casefold()
        for beginning, service in _SYNCED:
            if folder == beginning or folder.startswith(
                (f"{beginning} ", f"{beginning}-", f"{beginning}_", f"{beginning}(")
            ):
                return service
    return ""


_IN_CONFLICT: Final = re.compile(r"[ ._\-(].*(?:confli|konfli|конфли)|\.sync-conflict-", re.DOTALL)
"""What services put behind a name when a file was changed in two places: Dropbox, Nextcloud, Syncthing and others."""
_NUMBERED: Final = re.compile(r" ?\(\d{1,3}\)| \d{1,3}|-[^\s()]{1,63}")
"""What others put there, and people too: Google Drive and Yandex Disk, iCloud, OneDrive (the name of a computer)."""


def is_conflict_copy(name: str, of: str) -> bool:
    """Whether a file is called as a sync service calls the second one of two that were changed at once."""
    added = _added(name, of)
    return added is not None and _IN_CONFLICT.match(added) is not None


def may_be_copy(name: str, of: str) -> bool:
    """Whether a file is called as a sync service may call a copy, but as a person may call a file as well."""
    added = _added(name, of)
    return added is not None and _NUMBERED.fullmatch(added) is not None


def _added(name: str, of: str) -> str | None:
    """What one name has behind another, before the ending; None where it does not begin with it."""
    longer, shorter = (PurePath(unicodedata.normalize("NFC", each).casefold()) for each in (name, of))
    if longer.suffix != shorter.suffix or not longer.stem.startswith(shorter.stem):
        return None
    return longer.stem[len(shorter.stem) :]
