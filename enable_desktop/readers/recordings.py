"""How long a recording is, and what is said in it, where a transcript lies beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from enable_desktop.library.recordings import is_transcript, recordings_beside, transcripts_beside
from enable_desktop.readers.films import film_seconds

_FILMS: Final = frozenset({".3gp", ".avi", ".m4a", ".m4b", ".m4v", ".mkv", ".mov", ".mp4", ".webm"})
"""Also the sounds that come in the form of a film."""
_LONGEST: Final = 1_000_000.0
"""In seconds; what says that it lasts longer than eleven days is damaged."""


def seconds_of(path: Path) -> float | None:
    """How long a recording lasts, None where that is not known; raises OSError where it cannot be read."""
    if path.suffix.lower() in _FILMS:
        with path.open("rb") as file:
            found = film_seconds(file)
    else:
        found = _sound(path)
    return round(found, 3) if found is not None and 0 < found <= _LONGEST else None


def transcript_beside(path: Path) -> Path | None:
    """The transcript of a recording, where one lies beside it; of several languages the first by name."""
    usual = next((each for each in map(Path, transcripts_beside(path.as_posix())) if each.is_file()), None)
    return usual if usual is not None else min(_in_languages(path), default=None)


def _in_languages(path: Path) -> Iterator[Path]:
    with suppress(OSError):
        for each in path.parent.iterdir():
            named = each.name.startswith(f"{path.stem}.") and is_transcript(each.name)
            if named and path.name in recordings_beside(each.name) and each.is_file():
                yield each


def _sound(path: Path) -> float | None:
    from tinytag import TinyTag, TinyTagException

    try:
        return TinyTag.get(path, tags=False).duration
    except TinyTagException:
        return None
