"""Office files are archives of XML: what they may hold before anything unpacks them."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

from enable_desktop.errors import WorkspaceError
from enable_desktop.readers.bounds import FILE_LIMIT, MEGABYTE, too_large
from enable_desktop.words import mark

OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_MOST_ENTRIES: Final = 5_000
_MOST_BYTES: Final = 300 * MEGABYTE
_MOST_XML: Final = 60 * MEGABYTE
_MOST_XML_IN_ALL: Final = 200 * MEGABYTE
_XML: Final = (".xml", ".rels")
_DECLARATIONS: Final = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def look_into(path: Path, needed: str) -> None:
    """Make sure that a Word document holds the part it needs, unpacks to a bounded size, and declares no entities.

    Raises WorkspaceError with a sentence, OSError where the file cannot be read.
    """
    if path.stat().st_size > FILE_LIMIT:
        raise too_large(path.name, FILE_LIMIT)
    with path.open("rb") as file:
        if file.read(4) == OLD_OFFICE:
            raise WorkspaceError(
                mark("{name} is an old or password-protected office file. Save it as .docx without a password."),
                name=path.name,
            )
    if not zipfile.is_zipfile(path):
        raise WorkspaceError(mark("{name} is no Word document, whatever its name says."), name=path.name)
    with zipfile.ZipFile(path) as archive:
        if needed not in archive.namelist():
            raise WorkspaceError(mark("{name} is no Word document, whatever its name says."), name=path.name)
        check_parts(archive, path.name)


def check_parts(archive: zipfile.ZipFile, name: str, most_bytes: int = _MOST_BYTES) -> None:
    """Make sure that an office file unpacks to a bounded size and declares no entities; raises WorkspaceError."""
    entries = archive.infolist()
    # What an entry unpacks to is cut at the size it declares, so that the declared sizes bound the real ones.
    if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > most_bytes:
        raise _bomb(name)
    parts = [entry for entry in entries if entry.filename.lower().endswith(_XML)]
    if sum(entry.file_size for entry in parts) > _MOST_XML_IN_ALL:
        raise _bomb(name)
    for entry in parts:
        if entry.file_size > _MOST_XML:
            raise _bomb(name)
        content = archive.read(entry)
        if any(declaration in content for declaration in _DECLARATIONS):
            raise WorkspaceError(
                mark("{name} declares entities of its own, as no office document does; it was not read."), name=name
            )


def _bomb(name: str) -> WorkspaceError:
    return WorkspaceError(mark("{name} unpacks to far more than a document needs; it was not read."), name=name)
