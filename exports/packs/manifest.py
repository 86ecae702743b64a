"""What lies in a pack, with sizes and fingerprints, and how to check that nothing has changed on the way."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import Final

from enable_desktop.packs.contents import PackContents
from enable_desktop.words import Words

MANIFEST: Final = "manifest.json"
VERIFY: Final = "verify.txt"
PAGE: Final = "index.html"
FILES: Final = "files"
_OF_THE_SYSTEM: Final = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What a system leaves in folders that somebody looked into."""
_WINDOWS: Final = (
    f"Get-Content {VERIFY} -Encoding UTF8 | ForEach-Object {{ if ($_ -match '^([0-9a-f]{{64}})  (.+)$') {{ "
    "$hash, $file = $Matches[1], $Matches[2]; if ((Get-FileHash -LiteralPath $file -Algorithm SHA256).Hash -eq $hash) "
    "{ 'OK      ' + $file } else { 'CHANGED ' + $file } } }"
)
"""It reads this text and no JSON, of which the PowerShell of Windows takes two megabytes and no more."""
_MAC: Final = f"shasum -a 256 -c {VERIFY} 2>/dev/null"
_LINUX: Final = f"sha256sum -c {VERIFY} 2>/dev/null"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One file of a pack: its path there, what it is called, its size, its SHA-256, and when it was reviewed."""

    file: str
    title: str
    bytes: int
    sha256: str
    reviewed: date | None = None


def manifest(files: Iterable[Listed]) -> bytes:
    """The manifest as JSON, by file."""
    plain = [
        {
            "file": each.file,
            "title": each.title,
            "bytes": each.bytes,
            "sha256": each.sha256,
            "reviewed": each.reviewed.isoformat() if each.reviewed is not None else None,
        }
        for each in sorted(files, key=lambda each: each.file)
    ]
    return f"{json.dumps(plain, ensure_ascii=False, indent=1)}\n".encode("utf-8", "replace")


def is_pack(folder: Path) -> bool:
    """Whether a folder is a pack as it was written: everything of ours is there, and nothing that it does not list."""
    try:
        listed = {each["file"] for each in json.loads((folder / MANIFEST).read_bytes())}
        found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    except (OSError, ValueError, TypeError, KeyError):
        return False
    own = {MANIFEST, VERIFY, PAGE}
    return own <= found and all(name in listed | own or PurePath(name).name in _OF_THE_SYSTEM for name in found)


def verify_text(contents: PackContents, files: Iterable[Listed], words: Words) -> str:
    """How to check the files of a pack, and their fingerprints as the tools of macOS and Linux read them."""
    lines = [
        f"{contents.title} ({words.day(contents.day)})",
        "",
        words(
            "This says how to check that the files of this pack are complete and unchanged. Nothing has to be "
            "installed. Open a command line in this folder and paste the line for your system."
        ),
        "",
        words("Windows (PowerShell); CHANGED stands before what is not as it was sent:"),
        "",
        f"    {_WINDOWS}",
        "",
        words("macOS (Terminal); FAILED stands behind what is not as it was sent:"),
        "",
        f"    {_MAC}",
        "",
        words("Linux; FAILED stands behind what is not as it was sent:"),
        "",
        f"    {_LINUX}",
        "",
        words("{manifest} lists the same fingerprints (SHA-256) with sizes and titles.", manifest=MANIFEST),
        "",
        *(f"{each.sha256}  {each.file}" for each in sorted(files, key=lambda each: each.file)),
        "",
    ]
    return "\n".join(lines)
