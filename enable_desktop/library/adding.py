"""Files on their way into the library: what each becomes, seen before anything is stored.

What a file says about itself is taken; its folders and its form suggest a kind and a stage; a file whose content is
there already becomes a copy of that, unless the person says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from enable_desktop.fields import TITLE_LIMIT, Choice
from enable_desktop.library.documents import Document
from enable_desktop.library.folders import Seen
from enable_desktop.library.places import title_of
from enable_desktop.search import folded, words_of
from enable_desktop.typed import read_day
from enable_desktop.words import mark

_TITLE: Final = ("title",)
_SUMMARY: Final = ("summary", "description")
_FROM: Final = ("date",)
_UNTIL: Final = ("expirydate", "expires")
_AUTHORS: Final = ("authors", "author", "owner")
_TAGS: Final = ("topics", "topic", "tags")
_TOPIC: Final = "topic"
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST_BITE: Final = 240
_VIDEO: Final = frozenset({"mp4", "mov", "m4v", "webm", "mkv", "avi"})
_AUDIO: Final = frozenset({"mp3", "m4a", "wav", "ogg", "flac", "aac"})
_FORMATS: Final = {
    "video": _VIDEO,
    "audio": _AUDIO,
    "slides": frozenset({"ppt", "pptx", "pptm", "odp", "key"}),
    "sheet": frozenset({"xls", "xlsx", "xlsm", "ods", "csv"}),
    "text": frozenset({"pdf", "doc", "docx", "md", "markdown", "html", "htm", "txt"}),
}


class Fate(Choice):
    """What becomes of a file."""

    NEW = "new", mark("New")
    COPY = "copy", mark("As a copy")
    OWN = "own", mark("As its own, with the same content")
    LEFT = "left", mark("Left out")
    KNOWN = "known", mark("In the library already")


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """What has the same content: an asset by its id, or another file that comes in, by its place among them."""

    title: str
    asset: int | None = None
    among: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One file, and what it becomes. `folder` is the place of its folder among those that come along, None for none."""

    path: str
    location: str
    seen: Seen
    digest: str = ""
    document: Document = field(default_factory=Document)
    folder: int | None = None
    twin: Twin | None = None
    fate: Fate = Fate.NEW

    @property
    def title(self) -> str:
        """What it says that it is called, else the name of the file."""
        said = _first(self.document, _TITLE) or self.document.title.strip() or title_of(self.location)
        return " ".join(said.split())[:TITLE_LIMIT]

    @property
    def fates(self) -> tuple[Fate, ...]:
        """What can become of it."""
        if self.fate is Fate.KNOWN:
            return (Fate.KNOWN,)
        return (Fate.COPY, Fate.OWN, Fate.LEFT) if self.twin is not None else (Fate.NEW, Fate.LEFT)

    def next_fate(self) -> Incoming:
        """The same with the next thing that can become of it."""
        fates = self.fates
        return replace(self, fate=fates[(fates.index(self.fate) + 1) % len(fates)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """All that comes in at once; `folders` are paths of new folders with whether each is watched from now on."""

    files: tuple[Incoming, ...] = ()
    folders: tuple[tuple[str, bool], ...] = ()

    @property
    def assets(self) -> int:
        """How many assets there will be more."""
        return sum(each.fate in (Fate.NEW, Fate.OWN) for each in self.files)

    @property
    def copies(self) -> int:
        return sum(each.fate is Fate.COPY for each in self.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the library has already: its places, and its assets by the digest of their content."""

    places: frozenset[str] = frozenset()
    """Absolute paths."""
    digests: Mapping[str, Twin] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words that assets are described by: kinds and values by their folded names, people by theirs."""

    kinds: Mapping[str, int] = field(default_factory=dict)
    kinds_by_key: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Facet and key."""
    formats: frozenset[str] = frozenset()
    people: Mapping[str, int] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """What an asset made of a file says of itself; `new_topics` are those that are in no list yet."""

    values: Mapping[str, object]
    """The fields of an asset by name."""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    new_topics: tuple[str, ...] = ()


def compared(files: Iterable[Incoming], known: Known) -> tuple[Incoming, ...]:
    """The files, each with what has its content and what becomes of it."""
    result: list[Incoming] = []
    first: dict[str, int] = {}
    for number, each in enumerate(files):
        if each.path in known.places:
            result.append(replace(each, fate=Fate.KNOWN, twin=None))
            continue
        twin = known.digests.get(each.digest) if each.digest else None
        if twin is None and each.digest in first:
            other = result[first[each.digest]]
            twin = Twin(title=other.title, among=first[each.digest])
        if twin is not None:
            result.append(replace(each, twin=twin, fate=Fate.COPY))
            continue
        if each.digest:
            first[each.digest] = number
        result.append(replace(each, twin=None, fate=Fate.NEW))
    return tuple(result)


def suggested(each: Incoming, vocabulary: Vocabulary, today: date) -> Suggested:
    """What an asset made of this file holds: what the file says, and what its folders and its form suggest."""
    document, ending = each.document, _ending(each.location)
    values: dict[str, object] = {"title": each.title, "added": today, "pages": document.pages}
    if document.seconds:
        values["seconds"] = max(1, round(document.seconds))
    values["summary"] = _first(document, _SUMMARY)
    for name, sources in (("valid_from", _FROM), ("expires", _UNTIL)):
        said = _first(document, sources)
        # A time of the day may follow.
        day = read_day(said[:10] if _ISO.match(said) else said, today) if said else None
        if isinstance(day, date):
            values[name] = day
    authors = map(folded, _all(document, _AUTHORS))
    owner = next((vocabulary.people[name] for name in authors if name in vocabulary.people), None)
    values["owner"] = owner
    values["sort"] = _kind(each, ending, vocabulary)
    facets: dict[str, tuple[str, ...]] = {}
    for facet, key in _of_folders(each, vocabulary):
        facets[facet] = (*facets.get(facet, ()), key) if key not in facets.get(facet, ()) else facets[facet]
    form = next((name for name, endings in _FORMATS.items() if ending in endings), "")
    if form in vocabulary.formats:
        facets.setdefault("format", (form,))
    new_topics: list[str] = []
    for tag in _all(document, _TAGS):
        plain = _plain(tag)
        if plain in vocabulary.topics:
            facets[_TOPIC] = (*facets.get(_TOPIC, ()), vocabulary.topics[plain])
        elif plain in vocabulary.values:
            facet, key = vocabulary.values[plain]
            facets[facet] = (*facets.get(facet, ()), key)
        elif plain:
            new_topics.append(" ".join(tag.split())[:TITLE_LIMIT])
    kept = {facet: tuple(dict.fromkeys(keys)) for facet, keys in facets.items()}
    return Suggested(values=values, facets=kept, new_topics=tuple(dict.fromkeys(new_topics)))


def _kind(each: Incoming, ending: str, vocabulary: Vocabulary) -> int | None:
    for folder in _folders(each):
        if folder in vocabulary.kinds:
            return vocabulary.kinds[folder]
    if ending in _AUDIO or ending in _VIDEO:
        seconds = each.document.seconds
        is_bite = seconds is not None and seconds <= _LONGEST_BITE
        key = "bite" if is_bite else "training-video" if ending in _VIDEO else "recorded-call"
        return vocabulary.kinds_by_key.get(key)
    return vocabulary.kinds_by_key.get("deck") if ending in _FORMATS["slides"] else None


def _of_folders(each: Incoming, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    return [vocabulary.values[folder] for folder in _folders(each) if folder in vocabulary.values]


def _folders(each: Incoming) -> Sequence[str]:
    """The names of the folders that a file lies in, the nearest first, as they are compared; with and without an s."""
    parts = each.location.replace("\\", "/").split("/")[:-1]
    names = [_plain(part) for part in reversed(parts)]
    return [form for name in names for form in ((name, name[:-1]) if name.endswith("s") else (name,)) if form]


def _plain(name: str) -> str:
    return " ".join(words_of(name))


def _ending(location: str) -> str:
    name = location.replace("\\", "/").rsplit("/", 1)[-1]
    return name.rpartition(".")[2].lower() if "." in name else ""


def _first(document: Document, names: Iterable[str]) -> str:
    return next((value for value in _all(document, names)), "")


def _all(document: Document, names: Iterable[str]) -> list[str]:
    return [value.strip() for name in names for value in document.matter.get(name, ()) if value.strip()]
