"""The offline page of a pack: one file that needs no server, no network and no script."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from types import SimpleNamespace
from typing import Final
from urllib.parse import quote

from jinja2 import DictLoader, Environment, StrictUndefined, Template
from markupsafe import Markup, escape

from enable_desktop.packs.contents import Change, Medium, PackContents, Packed, PackedPlaylist
from enable_desktop.sizes import length_of, said_size
from enable_desktop.words import Words
from exports.packs import icons
from exports.packs.colours import colours_of
from exports.packs.links import is_picture
from exports.packs.policy import fingerprint
from exports.packs.prose import Prose
from resources.pack_page import page_part

_MOST_PREVIEW: Final = 20_000
"""So many characters of a document are shown where its file is at hand."""
_QUESTIONS_AT_FIRST: Final = 6
_NEWS_AT_FIRST: Final = 8
_VALUES_AT_FIRST: Final = 8
_SHOWN_IN_TEXTS: Final = 2
"""So often a page that holds a picture holds it again for the texts that show it; further ones point at it."""
_ROWS_IN_PART: Final = 25
"""A browser lays out a part of the list only when it comes into view."""
_ROW_HEIGHT: Final = 74
_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_ADDRESS: Final = re.compile(r"[^\s@<>\"'(),:;\[\]\\?&#%]+@[^\s@<>\"'(),:;\[\]\\?&#%]+")
_ICONS: Final = (
    "check", "check-circle", "clipboard-text-outline", "close", "comment-quote-outline", "filter-variant", "magnify",
    "pause", "play-circle-outline", "printer-outline", "skip-next", "skip-previous", "bookshelf",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """An item as the template shows it."""

    item: Packed
    icon: str
    chip: str
    length: str
    values: str
    """The numbers of its facet values, with blanks between."""
    text: Markup
    manner: str
    """How the text is set: as prose, or as plain text is typed."""
    is_cut: bool
    href: str
    media: str
    """What a player plays; nothing where there is nothing to play."""
    picture: str
    """What is shown as a picture; nothing where it is none."""
    download: str
    """The name of a file held inside the page."""
    form: str
    mail: str
    facts: str
    """When it was reviewed, whom to ask."""
    labels: str
    """Its facet values, each with its facet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    """A value of a facet: its number in the page, and how many items have it."""

    number: int
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facet:
    """A facet with its values, the most frequent first; the rest of many waits until it is asked for."""

    label: str
    first: Sequence[_Value]
    rest: Sequence[_Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Playlist:
    """A playlist with what there is of it in the pack."""

    id: int
    title: str
    note: str
    rows: Sequence[tuple[_Row, str]]
    """The items, and how long each takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """A cheat sheet and its text."""

    row: _Row
    text: Markup
    source: str


def page(contents: PackContents, words: Words, *, embedded: Mapping[int, str] | None = None) -> str:
    """The page as HTML; the same contents give the same characters.

    `embedded` holds `data:` addresses of files by asset for a page that stands alone; without it the page points at
    the files beside it.
    """
    return "".join(page_pieces(contents, words, embedded=embedded))


def page_pieces(contents: PackContents, words: Words, *, embedded: Mapping[int, str] | None = None) -> Iterator[str]:
    """The same in pieces, for whoever writes it: a large page is never whole in memory."""
    setting = _Setting(contents, words, embedded)
    style, script = _style(contents.colour, words("Say first"), words("When to use it")), page_part("page.js")
    pieces = _template().generate(
        contents=contents,
        words=words,
        style=Markup(style),
        script=Markup(script),
        policy=_policy(style, script, alone=embedded is not None, pictures=setting.has_pictures),
        icons=icons.symbols({*_ICONS, *(row.icon for row in setting.rows.values())}),
        groups=setting.groups(),
        level=setting.level,
        facets=setting.facets,
        questions=setting.questions(),
        questions_at_first=_QUESTIONS_AT_FIRST,
        rows_in_part=_ROWS_IN_PART,
        news_at_first=_NEWS_AT_FIRST,
        news=setting.news(),
        since=words("Since the pack of {day}", day=contents.since) if contents.since else "",
        playlists=setting.playlists(),
        sheets=setting.sheets(),
        intro=setting.prose.html(contents.intro, 2),
        subtitle=setting.subtitle(),
        pack_mail=setting.mail(contents.title),
        alone=embedded is not None,
        said=SimpleNamespace(**_said(words)),
        script_words=_script_words(words),
    )
    yield from map(_clean, pieces)


def _clean(html: str) -> str:
    """A piece of the page without what no page may hold; where it has none, as nearly every one, as it is."""
    try:
        html.encode("utf-8")
    except UnicodeEncodeError:
        html = html.encode("utf-8", "replace").decode("utf-8")
    return _UNSEEN.sub("\ufffd", html) if _UNSEEN.search(html) else html


class _Setting:
    """A pack's contents made ready for the template."""

    def __init__(self, contents: PackContents, words: Words, embedded: Mapping[int, str] | None) -> None:
        self.contents = contents
        self.words = words
        self._embedded = embedded
        self.prose = Prose(
            {item.file: item.asset for item in contents.items if item.file},
            [item.asset for item in contents.items],
            self._picture_at,
        )
        self._pictures = {item.asset: item.file for item in contents.items if item.file and is_picture(item.file)}
        self._times: Counter[int] = Counter()
        self.level = 4 if any(item.heading.strip() for item in contents.items) else 3
        """How deep the title of an item is among the headings."""
        numbers = self._numbered(contents.items)
        self.facets = self._facets(numbers)
        self.rows = {item.asset: self._row(item, numbers) for item in contents.items}

    @property
    def has_pictures(self) -> bool:
        """Whether anything in the pack is shown as a picture."""
        return bool(self._pictures)

    def groups(self) -> list[tuple[str, list[_Row]]]:
        """The items under their headings, in the order in which these come first."""
        found: dict[str, list[_Row]] = {}
        for row in self.rows.values():
            found.setdefault(row.item.heading.strip(), []).append(row)
        return list(found.items())

    def questions(self) -> list[_Row]:
        """What customers say, where the page leads with that."""
        if not self.contents.leads_with_questions:
            return []
        return [row for row in self.rows.values() if row.item.question.strip()]

    def news(self) -> list[tuple[str, list[_Row]]]:
        """What is new and what was changed since the last pack."""
        if self.contents.since is None:
            return []
        kinds = ((self.words("What is new"), Change.NEW), (self.words("What has changed"), Change.CHANGED))
        found = [(label, [row for row in self.rows.values() if row.item.change is kind]) for label, kind in kinds]
        return [(label, rows) for label, rows in found if rows]

    def playlists(self) -> list[_Playlist]:
        return [self._playlist(playlist) for playlist in self.contents.playlists]

    def sheets(self) -> list[_Sheet]:
        return [
            _Sheet(
                row=row,
                text=self._prose(_untitled(row.item), row.item.is_markdown, 2, late=False),
                source=_sentences(
                    f"{self.contents.title}, {self.words.day(self.contents.day)}",
                    self.words("Reviewed {day}", day=row.item.reviewed) if row.item.reviewed else "",
                ),
            )
            for row in (self.rows[asset] for asset in dict.fromkeys(self.contents.sheets) if asset in self.rows)
            if row.item.text.strip()
        ]

    def subtitle(self) -> str:
        """Who made it for whom and when, how much it is, and until when it is good."""
        words, contents = self.words, self.contents
        parts = [
            contents.company.strip(),
            contents.for_whom.strip() or contents.audience.strip(),
            words.day(contents.day),
            words.n("{n} item", "{n} items", len(self.rows)),
        ]
        works = words("Works offline; use until {day}", day=contents.until) if contents.until else ""
        return _sentences(", ".join(part for part in parts if part), works or words("Works offline"))

    def mail(self, title: str) -> str:
        """The address of a mail about something, with its title as the subject; nothing where nobody wants it."""
        to = self.contents.answers.strip()
        if not _ADDRESS.fullmatch(to):
            return ""
        return f"mailto:{quote(to, safe='@')}?subject={quote(title.encode('utf-8', 'replace'), safe='')}"

    def _playlist(self, playlist: PackedPlaylist) -> _Playlist:
        rows = [self.rows[asset] for asset in playlist.assets if asset in self.rows]
        return _Playlist(
            id=playlist.id,
            title=playlist.title.strip() or self.words("Playlist"),
            note=playlist.note,
            rows=[(row, _clock(row.item.seconds) if row.item.seconds else row.length) for row in rows],
        )

    def _values(self, item: Packed) -> list[tuple[str, str]]:
        """The facets of an item, those that every page has among them."""
        found = [(label, value) for label, values in item.facets.items() for value in values if value.strip()]
        kind = self.words("Kind")
        if item.kind and kind not in item.facets:
            found.append((kind, item.kind))
        if self.contents.since is not None and item.change is not Change.SAME:
            label = self.words("New") if item.change is Change.NEW else self.words("Changed")
            found.append((self.words("Since the last pack"), label))
        return list(dict.fromkeys(found))

    def _numbered(self, items: Iterable[Packed]) -> dict[tuple[str, str], tuple[int, int]]:
        """Every value of every facet: its number, and how many items have it."""
        counts: dict[tuple[str, str], int] = {}
        for item in items:
            for value in self._values(item):
                counts[value] = counts.get(value, 0) + 1
        return {value: (number, count) for number, (value, count) in enumerate(counts.items())}

    def _facets(self, numbers: Mapping[tuple[str, str], tuple[int, int]]) -> list[_Facet]:
        """What the list can be narrowed down by; a value that every item has, alone in its facet, narrows nothing."""
        found: dict[str, list[_Value]] = {}
        for (label, value), (number, count) in numbers.items():
            found.setdefault(label, []).append(_Value(number=number, label=value, count=count))
        last = [self.words("Kind"), self.words("Since the last pack")]
        order = sorted(found, key=lambda label: last.index(label) if label in last else -1)
        facets = []
        for label in order:
            values = sorted(found[label], key=lambda value: -value.count)
            if len(values) > 1 or values[0].count < len(self.contents.items):
                first = values[:_VALUES_AT_FIRST] if len(values) > _VALUES_AT_FIRST + 1 else values
                facets.append(_Facet(label=label, first=first, rest=values[len(first) :]))
        return facets

    def _row(self, item: Packed, numbers: Mapping[tuple[str, str], tuple[int, int]]) -> _Row:
        is_long = len(item.text) > _MOST_PREVIEW and bool(item.file) and not item.is_markdown
        is_cut = is_long or item.is_cut
        text = item.text[:_MOST_PREVIEW] if is_long else item.text
        held = self._held(item.asset)
        place = _beside(item.file) if item.file and self._embedded is None else ""
        is_shown = item.asset in self._pictures
        plays = item.medium in (Medium.AUDIO, Medium.VIDEO)
        values = self._values(item)
        return _Row(
            item=item,
            icon=icons.known(item.icon),
            chip=item.kind or next((found[0] for found in item.facets.values() if found), ""),
            length=length_of(item.seconds, item.pages, self.words),
            values=" ".join(str(numbers[value][0]) for value in values),
            text=self._prose(text if is_cut else _untitled(item), item.is_markdown, self.level),
            manner="prose" if item.is_markdown else "plain",
            is_cut=is_cut,
            href=place or ("" if plays or is_shown else held),
            media=(held or place) if plays else "",
            picture=(held or place) if is_shown else "",
            download=PurePosixPath(item.file).name if held and not plays and not is_shown else "",
            form=self._form(item),
            mail=self.mail(item.title),
            facts=self._facts(item),
            labels=self._labels(values),
        )

    def _picture_at(self, asset: int) -> str:
        """Where a text finds a picture of the pack; a page that holds it shows it in so many texts and no more."""
        if asset not in self._pictures:
            return ""
        if self._embedded is None:
            return _beside(self._pictures[asset])
        self._times[asset] += 1
        return self._held(asset) if self._times[asset] <= _SHOWN_IN_TEXTS else ""

    def _held(self, asset: int) -> str:
        """The address of a file that the page holds."""
        address = (self._embedded or {}).get(asset, "")
        return address if address.startswith("data:") else ""

    def _prose(self, text: str, is_markdown: bool, below: int, *, late: bool = True) -> Markup:
        if not text.strip():
            return Markup()
        return self.prose.html(text, below, late=late) if is_markdown else escape(text)

    def _form(self, item: Packed) -> str:
        """What kind of file it is and how large."""
        ending = PurePosixPath(item.file).suffix[1:].upper()
        size = said_size(self.words, item.bytes) if item.bytes else ""
        return ", ".join(part for part in (ending, size) if part)

    def _facts(self, item: Packed) -> str:
        words = self.words
        found = (
            words("Reviewed {day}", day=item.reviewed) if item.reviewed else "",
            words("Whom to ask: {names}", names=item.ask) if item.ask else "",
            words.n("{n} page", "{n} pages", item.pages) if item.pages and item.seconds else "",
        )
        return " · ".join(part for part in found if part)

    def _labels(self, values: Sequence[tuple[str, str]]) -> str:
        by_facet: dict[str, list[str]] = {}
        for label, value in values:
            if label != self.words("Since the last pack"):
                by_facet.setdefault(label, []).append(value)
        return " · ".join(f"{label}: {', '.join(found)}" for label, found in by_facet.items())


def _beside(file: str) -> str:
    """The address of a file that lies beside the page."""
    return f"./{quote(file.lstrip('/').encode('utf-8', 'replace'), safe='/')}"


def _sentences(*parts: str) -> str:
    """Each part as a sentence; a date in Russian brings its own full stop."""
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)


def _untitled(item: Packed) -> str:
    """The text of an item without a first heading that only says its title again."""
    first, _, rest = item.text.lstrip().partition("\n")
    is_title = item.is_markdown and first.startswith("# ") and first[2:].strip().casefold() == item.title.casefold()
    return rest if is_title else item.text


def _clock(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@cache
def _template() -> Template:
    environment = Environment(
        loader=DictLoader({"page.html": page_part("page.html")}),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template("page.html")


@cache
def _style(company: str, say_first: str, use_when: str) -> str:
    """The style sheet, with the colours of both themes before it, and two labels that every item would repeat."""
    light, dark = (
        "".join(f"--{name.replace('.', '-')}:{colour};" for name, colour in colours_of(company)[theme].items())
        for theme in ("light", "dark")
    )
    parts = "".join(
        f".n{count}{{contain-intrinsic-height:auto {count * _ROW_HEIGHT}px}}" for count in range(1, _ROWS_IN_PART + 1)
    )
    return (
        f":root{{color-scheme:light dark;--say:{_css_text(say_first)};--use:{_css_text(use_when)};{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{parts}\n{page_part('page.css')}"
    )


def _css_text(text: str) -> str:
    """A text as a style sheet writes it."""
    return (
        '"' + "".join(letter if letter.isalnum() or letter == " " else f"\\{ord(letter):x} " for letter in text) + '"'
    )


def _policy(style: str, script: str, *, alone: bool, pictures: bool) -> str:
    """What the page may do: run its one script, use its one style, play and show what lies beside it or inside it."""
    media = "data:" if alone else "'self' file:"
    shown = (f"img-src {media}",) if pictures else ()
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{fingerprint(script)}'",
            f"style-src '{fingerprint(style)}'",
            f"media-src {media}",
            *shown,
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _said(words: Words) -> Mapping[str, str]:
    """What the template says, by the name under which it asks."""
    return {
        "skip": words("Skip to the content"),
        "search": words("Search titles and text"),
        "late": words("The day until which this pack was to be used has passed. Ask for a newer one."),
        "filters": words("Filters"),
        "clear": words("Clear filters"),
        "questions": words("A customer says …"),
        "every_question": words("Show every question"),
        "delete": words("What to delete"),
        "instead": words("Use instead:"),
        "content": words("Content"),
        "playlists": words("Playlists"),
        "sheets": words("Cheat sheets"),
        "parts": words("Parts of this page"),
        "open": words("Open the file"),
        "save": words("Save the file"),
        "not_here": words("The file itself is not in this page."),
        "address": words("Web address"),
        "transcript": words("Transcript"),
        "preview": words("Text"),
        "cut": words("This is the beginning; the file has all of it."),
        "feedback": words("Say how it went"),
        "feedback_pack": words("Write what you think of this pack"),
        "new": words("New"),
        "changed": words("Changed"),
        "all": words("Show all"),
        "print": words("Print"),
        "previous": words("Previous"),
        "next": words("Next"),
        "nothing": words("Nothing here has all of these words and filters."),
        "by_key": words("Keys: / search, ↑ ↓ move, Enter open, Esc back"),
        "no_player": words("This browser cannot play it; open the file instead."),
        "whole_list": words("Everything in this pack"),
        "to_top": words("Back to the top"),
    }


def _script_words(words: Words) -> Markup:
    """What the script says, as JSON inside the page; what counts things has one form for each kind of number."""
    numbers = {"one": 1, "few": 2, "many": 5}

    def forms(singular: str, plural: str) -> dict[str, str]:
        return {kind: words.n(singular, plural, number).replace(str(number), "#") for kind, number in numbers.items()}

    said = {
        "items": forms("{n} item", "{n} items"),
        "all": words("Show all"),
        "play": words("Play"),
        "pause": words("Pause"),
        "heard": words("heard"),
        "heardOf": words("{n} of {total} heard"),
        "place": words("{n} of {total}"),
        "remove": words("Remove the filter {name}"),
        "asked": [
            words("How useful was it, 1 to 5?"),
            words("What did you use it for, and what happened?"),
            words("What should change?"),
            words("Pack: {title}"),
        ],
        "reading": words("Still reading the texts …"),
    }
    plain = json.dumps(said, ensure_ascii=False, sort_keys=True)
    # Inside a script element nothing is an entity, so what could end it is written as JSON writes it.
    return Markup(plain.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
