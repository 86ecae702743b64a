"""File names that every system accepts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)", re.IGNORECASE)
_MOST_BYTES: Final = 180


class Names:
    """The names of one folder: each that is taken is unlike every other, also in case."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._known = {_folded(each) for each in taken}
        self._numbers: dict[str, int] = {}

    def take(self, name: str) -> str:
        """A name like the given one that Windows, macOS and Linux accept, and that nothing else here has."""
        plain = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
        plain = _FORBIDDEN.sub("_", plain).strip(" .") or "_"
        if _RESERVED.match(plain):
            plain = f"_{plain}"
        stem, dot, ending = plain.rpartition(".")
        if not stem or not ending.isalnum() or len(ending) > 16:
            stem, dot, ending = plain, "", ""
        # Of many that are called alike each goes on where the last one ended.
        number = self._numbers.get(_folded(plain), 1)
        while True:
            tail = f"{'' if number == 1 else f' {number}'}{dot}{ending}"
            found = _cut(stem, _MOST_BYTES - len(tail.encode())) + tail
            number += 1
            if _folded(found) not in self._known:
                self._known.add(_folded(found))
                self._numbers[_folded(plain)] = number
                return found


def safe_name(name: str, taken: Iterable[str] = ()) -> str:
    """A name like the given one that Windows, macOS and Linux accept, unlike every name taken, also in case."""
    return Names(taken).take(name)


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore").rstrip(" .") or "_"


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
