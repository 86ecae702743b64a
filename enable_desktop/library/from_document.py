"""A file as an asset: what its document says of itself, and what its folders and its ending tell; the same however it
came in.

What stands above the text of a page is read under the names that the columns of a table may bear, in either language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from enable_desktop.fields import LINE_LIMIT, TEXT_LIMIT, TITLE_LIMIT
from enable_desktop.library import endings
from enable_desktop.library.assets import AssetKind, Status
from enable_desktop.library.catalogue_rows import FIELDS, day_in, statuses, values_in
from enable_desktop.library.documents import Document
from enable_desktop.library.facets import FACETS, KINDS, joined
from enable_desktop.library.labels import KINDS as KIND_LABELS
from enable_desktop.library.labels import STATUS, Labels
from enable_desktop.library.places import title_of
from enable_desktop.library.values import Values, kinds_by_name
from enable_desktop.notes import ListEntry
from enable_desktop.people import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What a file with one of these endings most likely is: the keys of a kind and of a value of the facet format."""

    endings: frozenset[str]
    kind: str = ""
    format: str = ""


GUESSES: Final = (
    Guess(endings=endings.SLIDES | endings.OLD_SLIDES, kind="deck", format="slides"),
    Guess(
        endings=endings.MARKDOWN | endings.HTML | endings.PLAIN | endings.PDF | endings.WORD | endings.OLD_WORD,
        kind="guide",
        format="text",
    ),
    Guess(endings=endings.SHEETS | endings.TABLES | endings.OLD_SHEETS, format="sheet"),
    Guess(endings=endings.FILMS, kind="training-video", format="video"),
    Guess(endings=endings.SOUNDS, kind="recorded-call", format="audio"),
    Guess(endings=endings.CUES, kind="recorded-call", format="text"),
)
BITE: Final = "bite"
BITE_MINUTES: Final = 4
"""So long a recording may be to be taken for a bite, where the kind does not say."""

_ALSO: Final[Mapping[str, tuple[str, ...]]] = {
    "summary": ("subtitle", "deck", "excerpt", "подзаголовок"),
    "authors": ("author", "written by", "by", "автор", "авторы"),
    "draft": ("черновик",),
    "language": ("lang",),
    "tags": ("tag", "метки", "теги"),
}
"""Names that only pages bear."""
Said = Mapping[str, tuple[str, ...]]
TOPIC: Final = "topic"
_TEXTS: Final = {"summary": TEXT_LIMIT, "question": LINE_LIMIT, "sources": TEXT_LIMIT}
_DAYS: Final = ("added", "reviewed", "valid_from", "expires", "consent_until")
_PEOPLE: Final = ("owner", "reviewer", "seller")
_OWN: Final = frozenset({TOPIC, "product", "competitor", "industry", "region", "language"})
"""The facets whose values a page may add to; of the others only a value that is there is taken over."""
_NO: Final = frozenset({"", "false", "no", "off", "0", "нет"})
_MONTHS: Final = re.compile(r"\d{1,3}")
_REGION: Final = re.compile(r"[-_][A-Za-z]{2,4}$")
_JOINTS: Final = re.compile(r"[-_.]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """What new assets are fitted into: kinds, facets, and people by folded name, those that only one bears.

    `values` is added to: what it holds as new is to be stored together with the assets.
    """

    today: date
    values: Values
    kinds: Mapping[str, AssetKind] = field(default_factory=dict)
    kind_names: Mapping[str, int] = field(default_factory=dict)
    facets: Mapping[str, str] = field(default_factory=dict)
    """The keys of facets by folded name."""
    people: Mapping[str, int] = field(default_factory=dict)
    statuses: Mapping[str, Status] = field(default_factory=dict)

    @property
    def new_entries(self) -> tuple[Mapping[str, str], ...]:
        """The values that assets hold and that are not there yet, as entries of their lists."""
        return tuple({"list": facet, "key": key, "title": title} for (facet, key), title in self.values.new.items())


def shelves(
    today: date,
    kinds: Sequence[AssetKind],
    entries: Sequence[ListEntry],
    labels: Labels,
    people: Iterable[tuple[int, str]],
) -> Shelves:
    """What assets are fitted into, of the records of a programme; the people by id and name."""
    bearers: dict[str, list[int]] = {}
    for id_, name in people:
        bearers.setdefault(folded(name), []).append(id_)
    facets: dict[str, str] = {}
    for entry in entries:
        if entry.list == FACETS:
            several = (entry.key, *FIELDS.get(entry.key, ()), *labels.of(FACETS, entry.key), entry.title)
            facets |= {folded(called): entry.key for called in several}
    names = {(entry.list, folded(each)): entry.key for entry in entries for each in labels.of(entry.list, entry.key)}
    # One kind may have two names: "Price list, discount rule".
    names |= {
        (KINDS, folded(each)): kind.key
        for kind in kinds
        for label in labels.of(KIND_LABELS, kind.key)
        for each in (label, *label.split(","))
    }
    return Shelves(
        today=today,
        values=Values(entries, names),
        kinds={kind.key: kind for kind in kinds},
        kind_names=kinds_by_name(kinds, names),
        facets=facets,
        people={name: ids[0] for name, ids in bearers.items() if name and len(ids) == 1},
        statuses=statuses({each: (each.label, *labels.of(STATUS, str(each))) for each in Status}),
    )


def from_document(path: str, document: Document, shelves: Shelves) -> dict[str, Any]:
    """The fields of the asset that the file at this path becomes, but for its place.

    The day on which it was written is the day on which it was added; where it says nothing of that, today is. What lies
    in a folder of content is in use, unless it calls itself a draft. Any: the values of any field by its name.
    """
    said = _said(document.matter, shelves)
    values: dict[str, Any] = {
        "title": (document.title or title_of(path))[:TITLE_LIMIT],
        "status": _status(said, shelves),
        "added": shelves.today,
        "pages": document.pages,
        "seconds": None if document.seconds is None else round(document.seconds),
    }
    for name, limit in _TEXTS.items():
        if name in said:
            values[name] = "\n".join(said[name])[:limit]
    for name in _DAYS:
        day = day_in(said[name][0], shelves.today) if name in said else None
        if day is not None:
            values[name] = day
    if "consent_until" in values:
        values["consent"] = True
    if "months" in said and _MONTHS.fullmatch(said["months"][0]):
        values["months"] = int(said["months"][0])
    _enter_people(values, said, shelves)
    guess = _guess(path)
    folders = tuple(_folders(path))
    values["sort"] = _kind(said, folders, guess, document.seconds, shelves)
    values["facets"] = _facets(said, folders, guess, shelves)
    return values


def says(document: Document, name: str, shelves: Shelves) -> bool:
    """Whether a page says anything of this field itself."""
    return name in _said(document.matter, shelves)


def _names() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every field with the names it may bear above a page."""
    for name, several in FIELDS.items():
        yield name, (*several, *_ALSO.get(name, ()))
    for name in _ALSO.keys() - FIELDS.keys():
        yield name, _ALSO[name]


_FIELDS: Final = {folded(called): name for name, several in _names() for called in (name, *several)}


def _said(matter: Mapping[str, tuple[str, ...]], shelves: Shelves) -> dict[str, tuple[str, ...]]:
    """What a page says of itself, by field or facet; of two names for one field the more usual counts."""
    found: dict[str, tuple[str, ...]] = {}
    for called, several in matter.items():
        name = folded(called.replace("_", " "))
        own = _FIELDS.get(name)
        key = own if own == "tags" else shelves.facets.get(name) or shelves.facets.get(folded(called)) or own
        if key is not None and several and (key not in found or name == key):
            found[key] = several
    return found


def _status(said: Said, shelves: Shelves) -> Status:
    if folded(said.get("draft", ("",))[0]) not in _NO:
        return Status.DRAFT
    return shelves.statuses.get(folded(said.get("status", ("",))[0]), Status.PUBLISHED)


def _enter_people(values: dict[str, Any], said: Said, shelves: Shelves) -> None:
    """Who is in the directory is entered; what else is said of people stands among the sources."""
    authors = list(_people(said.get("authors", ())))
    others = []
    for name in _PEOPLE:
        for called in _people(said.get(name, ())):
            person = _person(called, shelves)
            if person is None:
                others.append(called)
            else:
                values.setdefault(name, person)
    for called in authors:
        person = _person(called, shelves)
        if person is not None and "owner" not in values:
            values["owner"] = person
        elif person is None or person != values.get("owner"):
            others.append(called)
    if others:
        written = ", ".join(dict.fromkeys(others))
        values["sources"] = "\n".join(part for part in (values.get("sources", ""), written) if part)[:TEXT_LIMIT]


def _people(names: Iterable[str]) -> Iterator[str]:
    """Single names; of a page with one author it is often a list in one text."""
    for several in names:
        yield from (name for part in re.split(r"[;,]", several) if (name := " ".join(part.split())))


def _person(called: str, shelves: Shelves) -> int | None:
    """Who is called so, also where a page writes ann-lee for Ann Lee."""
    return shelves.people.get(folded(called)) or shelves.people.get(folded(_JOINTS.sub(" ", called)))


def _guess(path: str) -> Guess:
    name = path.rpartition("/")[2].rpartition("\\")[2]
    ending = f".{name.rpartition('.')[2].casefold()}" if "." in name else ""
    return next((guess for guess in GUESSES if ending in guess.endings), Guess(endings=frozenset()))


def _folders(path: str) -> Iterator[str]:
    """The names of the folders that a file lies in, the nearest first, as they stand and without an s at their end."""
    for name in reversed(path.replace("\\", "/").split("/")[:-1]):
        plain = folded(_JOINTS.sub(" ", name))
        yield plain
        if plain.endswith("s"):
            yield plain[:-1]


def _kind(said: Said, folders: Sequence[str], guess: Guess, seconds: float | None, shelves: Shelves) -> int | None:
    """The kind that a page names, else the one that a folder is called by, else the one that its ending speaks for.

    A recording of unknown length has none of the last sort.
    """
    for called in (folded(said.get("kind", ("",))[0]), *folders):
        if called in shelves.kind_names:
            return shelves.kind_names[called]
    key = guess.kind
    if guess.format in ("video", "audio"):
        bite = shelves.kinds.get(BITE)
        longest = (bite.longest_minutes if bite is not None else None) or BITE_MINUTES
        key = "" if seconds is None else BITE if seconds <= longest * 60 else key
    kind = shelves.kinds.get(key) if key else None
    return kind.id if kind is not None else None


def _facets(said: Said, folders: Sequence[str], guess: Guess, shelves: Shelves) -> dict[str, str]:
    """The values that a page names, of each facet; where it names none, those that its folders are called by."""
    found: dict[str, list[str]] = {}
    facets = tuple(dict.fromkeys(shelves.facets.values()))
    for facet in facets:
        for called in said.get(facet, ()):
            for each in values_in(called, facet):
                key = _value(facet, each[:TITLE_LIMIT], shelves)
                if key is not None:
                    found.setdefault(facet, []).append(key)
    for each in (each[:TITLE_LIMIT] for called in said.get("tags", ()) for each in values_in(called, TOPIC)):
        # A tag may be a stage, or a product, as well as a topic.
        facet = next((facet for facet in (TOPIC, *facets) if shelves.values.known(facet, each)), TOPIC)
        if facet in facets:
            found.setdefault(facet, []).append(shelves.values.key_of(facet, each))
    for facet in facets:
        suggested = (*folders, guess.format) if facet == "format" else folders
        key = next((key for each in suggested if each and (key := shelves.values.known(facet, each))), None)
        if facet not in found and key:
            found[facet] = [key]
    return {facet: joined(keys) for facet, keys in found.items()}


def _value(facet: str, called: str, shelves: Shelves) -> str | None:
    known = shelves.values.known(facet, called)
    if known is None and facet == "language":
        # "en-US" is English.
        known = shelves.values.known(facet, _REGION.sub("", called))
    if known is not None or facet not in _OWN:
        return known
    return shelves.values.key_of(facet, called)
