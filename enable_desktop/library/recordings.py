"""Recordings and the transcripts that lie beside them: call.mp4 with call.vtt, call.mp4.vtt, or call.en.vtt."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import Final

from enable_desktop.library.endings import CUES, RECORDINGS
from enable_desktop.library.folders import Place

_CUES: Final = tuple(case(ending) for ending in (".vtt", ".srt") for case in (str.lower, str.upper))
_RECORDINGS: Final = tuple(case(ending) for ending in sorted(RECORDINGS) for case in (str.lower, str.upper))
_IN_LANGUAGE: Final = re.compile(r"\.[A-Za-z]{2}(?:[-_][A-Za-z]{2,4})?$")
"""What a name ends with that says in which language a transcript is."""


def is_recording(path: str) -> bool:
    """Whether a file of this name is heard or seen, and not read."""
    return _ending(path) in RECORDINGS


def is_transcript(path: str) -> bool:
    """Whether a file may be the transcript of a recording, by its ending."""
    return _ending(path) in CUES


def transcripts_beside(path: str) -> Iterator[str]:
    """Where the transcript of a recording may lie, the most usual place first; one that names its language apart."""
    for stem in (_stem(path), path):
        for ending in _CUES:
            yield stem + ending


def recordings_beside(path: str) -> Iterator[str]:
    """Where the recording may lie whose transcript this is."""
    whole = _stem(path)
    spoken_in = _IN_LANGUAGE.sub("", whole)
    for stem in dict.fromkeys((whole, spoken_in if spoken_in.rpartition("/")[2] else whole)):
        if is_recording(stem):
            yield stem
        for ending in _RECORDINGS:
            yield stem + ending


def spoken(fresh: Collection[Place], there: Callable[[], Collection[Place]]) -> frozenset[Place]:
    """Of these places of new files those of transcripts whose recording is new too, or is one that is `there`."""
    transcripts = [place for place in fresh if is_transcript(place[1])]
    if not transcripts:
        return frozenset()
    places = {*fresh, *there()}
    return frozenset(
        (folder, path)
        for folder, path in transcripts
        if any((folder, each) in places for each in recordings_beside(path))
    )


def _ending(path: str) -> str:
    name = path.rpartition("/")[2]
    return f".{name.rpartition('.')[2].casefold()}" if "." in name else ""


def _stem(path: str) -> str:
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}{name.rpartition('.')[0] or name}"
