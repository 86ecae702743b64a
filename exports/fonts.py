"""The faces a PDF is set in: where they are kept, what each covers, how wide its words are.

`python -m exports.fonts` cuts them, so that a first export is as quick as a later one.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from threading import Lock, RLock
from typing import Any, Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark
from exports import font_cutting

BOX: Final = "\u25a1"
"""Stands for a character that no face covers."""

_SHARE: Final = Path("share") / "enable-desktop" / "fonts"
_MADE_OF: Final = "made-of.txt"
_REMEMBERED_WORDS: Final = 20_000

# Characters that are not seen but steer: joiners, direction marks, variation selectors, tags.
_STEERING: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]")
_BREAKS: Final = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]")

# Two threads that ask for the faces first must get the same ones.
_FIRST: Final = Lock()

_FALLBACKS: Final = {
    "Serif": ("Inter", "Wide"),
    "Serif-Italic": ("Inter-Italic", "Wide"),
    "Serif-SemiBold": ("Inter-SemiBold", "Wide-Bold"),
    "Serif-Bold": ("Inter-Bold", "Wide-Bold"),
    "Serif-BoldItalic": ("Inter-Italic", "Wide-Bold"),
    "Serif-Display": ("Inter", "Wide"),
    "Inter": ("Serif", "Wide"),
    "Inter-Italic": ("Serif-Italic", "Wide"),
    "Inter-Medium": ("Serif", "Wide"),
    "Inter-SemiBold": ("Serif-SemiBold", "Wide-Bold"),
    "Inter-Bold": ("Serif-Bold", "Wide-Bold"),
    "Mono": ("Inter", "Wide"),
}


class Face:
    """One face: its name in the PDF, the characters it covers, the widths of its words."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self.font = _QuickFont(name, str(path))
        pdfmetrics.registerFont(self.font)
        self.covered = frozenset(map(chr, self.font.face.charToGlyph))
        self._lacks = re.compile(f"[^{_ranges(self.font.face.charToGlyph)}]").search
        widths = self.font.face.charWidths
        self._of_character = {chr(code): width / 1000 for code, width in widths.items()}
        self._default = self.font.face.defaultWidth / 1000
        self._of_word: dict[str, float] = {}

    def covers(self, text: str) -> bool:
        return self._lacks(text) is None

    def width(self, word: str) -> float:
        """The width of a word at size 1."""
        width = self._of_word.get(word)
        if width is None:
            if len(self._of_word) > _REMEMBERED_WORDS:
                self._of_word.clear()
            try:
                width = sum(map(self._of_character.__getitem__, word))
            except KeyError:
                width = sum(self._of_character.get(character, self._default) for character in word)
            if len(word) < 40:
                self._of_word[word] = width
        return width


class _QuickFont(TTFont):  # type: ignore[misc]  # reportlab carries no types
    """A font that encodes a text whose characters it has met before without looking at each one again."""

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        state = self.state.get(doc)
        if state is not None and "\xa0" not in text:
            try:
                codes = [state.assignments[ord(character)] for character in text]
            except KeyError:
                pass
            else:
                if codes and max(codes) < 256:
                    return [(0, bytes(codes))]
        pieces: list[tuple[int, bytes]] = super().splitString(text, doc, encoding)
        return pieces


def _ranges(codes: Iterable[int]) -> str:
    """The inside of a regular expression's character class."""
    spans: list[list[int]] = []
    for code in sorted(codes):
        if spans and code == spans[-1][1] + 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in spans)


class Faces:
    """Every face there is, each loaded when it is first used."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: dict[str, Face | None] = {}
        # A preview and an export may run at once; reportlab reads a font's file through one position in it.
        self.reading = RLock()

    def __getitem__(self, name: str) -> Face:
        """The face, or the one that stands in for it where its package is not installed."""
        return self._load(name) or self[_FALLBACKS[name][0]]

    def _load(self, name: str) -> Face | None:
        if name not in self._loaded:
            with self.reading:
                if name not in self._loaded:
                    path = self._folder / f"{name}.ttf"
                    self._loaded[name] = Face(name, path) if path.is_file() else None
        return self._loaded[name]

    def pieces(self, text: str, face: Face) -> tuple[list[tuple[str, Face]], int]:
        """The text in runs of one covering face each, and how many characters became a box.

        The text comes back without steering characters and with line breaks as spaces.
        """
        if text.isascii() and text.isprintable():
            return [(text, face)], 0
        text = _STEERING.sub("", _BREAKS.sub(" ", text))
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        if face.covers(text):
            return [(text, face)], 0
        return self._split(text, face)

    def _split(self, text: str, face: Face) -> tuple[list[tuple[str, Face]], int]:
        runs: list[tuple[list[str], Face]] = []
        boxes = 0
        for character in text:
            carrier = face if character in face.covered else self._carrier(character, face.name)
            if carrier is None:
                boxes += 1
                character = BOX
                carrier = face if BOX in face.covered else self["Inter"]
            if runs and runs[-1][1] is carrier:
                runs[-1][0].append(character)
            else:
                runs.append(([character], carrier))
        return [("".join(characters), carrier) for characters, carrier in runs], boxes

    def _carrier(self, character: str, name: str) -> Face | None:
        for other in _FALLBACKS.get(name, ()):
            face = self._load(other)
            if face is not None and character in face.covered:
                return face
        return None


def faces() -> Faces:
    """The faces of this installation; cut first where nobody has done so yet. Raises WorkspaceError."""
    with _FIRST:
        return _faces()


@cache
def _faces() -> Faces:
    return Faces(_folder())


def _folder() -> Path:
    if getattr(sys, "frozen", False):
        return Path(str(getattr(sys, "_MEIPASS", Path(sys.executable).parent))) / "fonts-cut"
    installed = Path(sys.prefix) / _SHARE
    if is_current(installed):
        return installed
    import platformdirs

    cached = platformdirs.user_cache_path("enable-desktop", appauthor=False) / "fonts"
    if not is_current(cached):
        try:
            make(cached)
        except OSError as reason:
            raise WorkspaceError(
                mark("The typefaces for PDF could not be made in “{folder}”: {reason}. Make room there and try again."),
                folder=str(cached),
                reason=reason.strerror or str(reason),
            ) from reason
    return cached


def is_current(folder: Path) -> bool:
    """Whether a folder holds the faces of this installation."""
    try:
        return (folder / _MADE_OF).read_text(encoding="utf-8") == font_cutting.made_of()
    except (OSError, UnicodeDecodeError):
        return False


def make(folder: Path, cuts: Sequence[font_cutting.Cut] = font_cutting.CUTS) -> None:
    """Cuts the faces beside `folder` and swaps them in whole."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".fonts-", dir=folder.parent))
    try:
        font_cutting.cut_all(made, cuts)
        (made / _MADE_OF).write_text(font_cutting.made_of(), encoding="utf-8")
        made.chmod(0o755)
        if folder.exists():
            old = Path(tempfile.mkdtemp(prefix=".fonts-", dir=folder.parent))
            folder.replace(old / folder.name)
            shutil.rmtree(old, ignore_errors=True)
        made.replace(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def main() -> None:
    """Cuts the faces into the installation, or where that is read-only into the cache, and says so in one line."""
    folder = Path(sys.prefix) / _SHARE
    if not is_current(folder):
        try:
            make(folder)
        except OSError:
            folder = _folder()
    print(f"The typefaces for PDF are in {folder}")


if __name__ == "__main__":
    main()
