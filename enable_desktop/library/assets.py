"""The records of the library: pieces of content, where they lie, and what is known of their use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from enable_desktop.fields import Choice, Line, cells, choice, day, flag, person, prose, record, text, whole
from enable_desktop.words import mark


class Status(Choice):
    """What a person says of an asset; whether it is fresh is computed."""

    DRAFT = "draft", mark("Draft")
    IN_REVIEW = "in review", mark("In review")
    PUBLISHED = "published", mark("Published")
    OUTDATED = "outdated", mark("Outdated")
    RETIRED = "retired", mark("Retired")


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetKind(Line):
    """A kind of content, with the rhythm of its reviews, its longest length, and what goes with it."""

    kind: ClassVar[str] = "asset_kinds"
    title: str = text(mark("Kind of content"))
    key: str = text(mark("Key"))
    months: int | None = whole(mark("Review every (months)"), hint=mark("Empty where only consent or expiry counts"))
    longest_minutes: int | None = whole(mark("Longest (minutes)"))
    longest_pages: int | None = whole(mark("Longest (pages or slides)"))
    needs: str = text(mark("Needs"))


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedFolder(Line):
    """A folder whose files are assets. It can be pointed elsewhere on another computer; assets lie relative to it."""

    kind: ClassVar[str] = "watched_folders"
    title: str = text(mark("Name"))
    path: str = text(mark("Folder"))
    watched: bool = flag(mark("Watched"), True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset(Line):
    """One piece of content that reps can use.

    `location` is a web address, the path of a file relative to its `folder`, or, without a folder, its absolute path.
    `facets` holds the keys of values by the key of their facet, several with semicolons between them.
    `as_reviewed` says what its file, and those of its sources, held at the last review: by the id of the asset, the
    SHA-256 of those that were edited since. `contested` holds by field what its file has come to say of it where the
    person says something else.
    """

    kind: ClassVar[str] = "assets"
    title: str = text(mark("Title"))
    sort: int | None = record(mark("Kind"), "asset_kinds")
    folder: int | None = record(mark("Folder"), "watched_folders")
    location: str = text(mark("Location"), hint=mark("A file or a web address"))
    summary: str = prose(mark("Summary"))
    question: str = text(mark("Question it answers"), hint=mark("In a customer’s or a rep’s own words"))
    facets: Mapping[str, str] = cells(mark("Facets"))
    owner: int | None = person(mark("Owner"))
    reviewer: int | None = person(mark("Reviewer"))
    sources: str = prose(mark("Sources"))
    notes: str = prose(mark("Notes"))
    status: Status = choice(mark("Status"), Status.DRAFT)
    pages: int | None = whole(mark("Pages"))
    seconds: int | None = whole(
        mark("Length (seconds)"), hint=mark("Read from the file; type it for MKV, WebM and AVI, which do not tell it")
    )
    months: int | None = whole(mark("Review every (months)"), hint=mark("Empty: as its kind"))
    added: date | None = day(mark("Added on"))
    reviewed: date | None = day(mark("Last review"))
    as_reviewed: Mapping[str, str] = cells(mark("Content at the last review"))
    changed: date | None = day(mark("File changed on"))
    contested: Mapping[str, str] = cells(mark("Said otherwise in its file"))
    valid_from: date | None = day(mark("Valid from"))
    expires: date | None = day(mark("Expires on"))
    replaced_by: int | None = record(mark("Replaced by"), "assets")
    seller: int | None = person(mark("Seller heard"))
    consent: bool = flag(mark("Consent given"))
    consent_until: date | None = day(mark("Consent until"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetCopy(Line):
    """Another place where the same content lies."""

    kind: ClassVar[str] = "asset_copies"
    asset: int | None = record(mark("Content"), "assets")
    folder: int | None = record(mark("Folder"), "watched_folders")
    location: str = text(mark("Location"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Line):
    """Somebody looked at an asset on a day and found it right."""

    kind: ClassVar[str] = "reviews"
    asset: int | None = record(mark("Content"), "assets")
    on: date | None = day(mark("Date"))
    person: int | None = person(mark("Reviewer"))
    note: str = text(mark("Note"))


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageSource(Line):
    """Where figures of use came from, and when."""

    kind: ClassVar[str] = "usage_sources"
    title: str = text(mark("Source"))
    on: date | None = day(mark("Imported on"))
    digest: str = text(mark("SHA-256"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Use(Line):
    """How often an asset was used on a day, by somebody or by so many; from an import only."""

    kind: ClassVar[str] = "uses"
    asset: int | None = record(mark("Content"), "assets")
    source: int | None = record(mark("Source"), "usage_sources")
    on: date | None = day(mark("Date"))
    count: int = whole(mark("How many"), 1)
    who: str = text(mark("Who"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch(Line):
    """A search of the library under a name: its words, its filters (values by facet), its order."""

    kind: ClassVar[str] = "saved_searches"
    title: str = text(mark("Name"))
    words: str = text(mark("Words"))
    filters: Mapping[str, str] = cells(mark("Filters"))
    order: str = text(mark("Order"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentGap(Line):
    """What was looked for and not found, how often, and when last."""

    kind: ClassVar[str] = "content_gaps"
    title: str = text(mark("Looked for"))
    times: int = whole(mark("Times"), 1)
    on: date | None = day(mark("Last on"))
    done: bool = flag(mark("Done"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Playlist(Line):
    """Bites and recordings to be heard one after the other."""

    kind: ClassVar[str] = "playlists"
    title: str = text(mark("Playlist"))
    note: str = text(mark("Note"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaylistItem(Line):
    """One asset of a playlist."""

    kind: ClassVar[str] = "playlist_items"
    playlist: int | None = record(mark("Playlist"), "playlists")
    asset: int | None = record(mark("Content"), "assets")


@dataclass(frozen=True, slots=True, kw_only=True)
class MendedFile(Line):
    """A file in which links were mended: the SHA-256 of its bytes before, which are kept as long as undo, and after.

    One without a path stands for all files of its step: kept with it as "before" is where their links led before.
    """

    kind: ClassVar[str] = "mended_files"
    path: str = text(mark("File"))
    before: str = text(mark("Before"))
    after: str = text(mark("After"))


LINKED: Final = frozenset({Asset.kind, AssetCopy.kind, WatchedFolder.kind, MendedFile.kind})
"""Where links lead may be other than it was once one of these has changed."""
