"""What left the house: every export of a pack, what was in it, and which of those hold what is out of date by now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from enable_desktop.fields import Choice
from enable_desktop.library.assets import Status
from enable_desktop.words import mark


class Form(Choice):
    """As what a pack is handed over."""

    FOLDER = "folder", mark("Folder")
    ZIP = "zip", mark("Zip archive")
    PAGE = "html", mark("One HTML file")
    BOOKLET = "pdf", mark("PDF booklet")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedItem:
    """One asset of an export; `digest` is the SHA-256 of what was packed, of a web address that of the address."""

    asset: int | None
    title: str
    file: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackExport:
    """One export: of which pack (None where it was put together for once), when, for whom, as what, and where to."""

    id: int = 0
    pack: int | None = None
    title: str = ""
    audience: str = ""
    for_whom: str = ""
    day: date
    form: Form = Form.FOLDER
    place: str = ""
    bytes: int = 0
    digest: str = ""
    """The SHA-256 of the file, or of the manifest of a folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleAsset:
    """An asset in the last export of a pack that is not to be used any more."""

    asset: int
    title: str
    status: Status
    instead: str = ""
    """The title of what replaces it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StalePack:
    """The last export of a pack for an audience, which holds what is outdated or retired by now."""

    export: PackExport
    assets: tuple[StaleAsset, ...]
