"""What a path says about where a file lies."""

from __future__ import annotations

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
