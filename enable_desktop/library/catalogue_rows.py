"""Content that comes in as rows of a table: what each row says, in English or Russian, and what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Final, NamedTuple

from enable_desktop.fields import LINE_LIMIT, TEXT_LIMIT, TITLE_LIMIT
from enable_desktop.incoming import BadRow, Fault, Row, Rows
from enable_desktop.library.assets import Status
from enable_desktop.people import folded
from enable_desktop.typed import Refused, read_day
from enable_desktop.words import Words, mark, sentence

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("no", "number", "номер"),
    "title": ("name", "content", "asset", "document", "название", "наименование", "заголовок", "материал", "контент"),
    "location": ("link", "url", "address", "web address", "path", "file", "where", "расположение", "ссылка", "адрес",
                 "веб-адрес", "путь", "файл"),
    "kind": ("type", "kind of content", "content type", "вид", "вид контента", "тип", "тип контента"),
    "summary": ("description", "abstract", "about", "краткое содержание", "описание", "аннотация", "о чём"),
    "question": ("question it answers", "answers", "на какой вопрос отвечает", "вопрос"),
    "owner": ("responsible", "ответственный", "владелец"),
    "reviewer": ("checked by", "проверяющий", "кто проверяет"),
    "seller": ("seller heard", "speaker", "чей голос", "продавец"),
    "sources": ("source", "based on", "источники", "источник"),
    "notes": ("note", "comment", "comments", "заметки", "примечание", "примечания", "комментарий"),
    "status": ("state", "статус", "состояние"),
    "pages": ("slides", "страницы", "страниц", "слайды", "слайдов"),
    "length": ("duration", "minutes", "длительность", "продолжительность", "минуты"),
    "months": ("review every", "review rhythm", "rhythm", "проверять каждые", "ритм проверки", "ритм"),
    "added": ("added on", "created", "date", "добавлен", "создан", "дата"),
    "reviewed": ("last review", "last reviewed", "reviewed on", "checked on", "последняя проверка", "проверен"),
    "valid_from": ("valid from", "действует с"),
    "expires": ("expires on", "expiry", "expiry date", "expirydate", "valid until", "действует до", "срок действия"),
    "consent_until": ("consent until", "согласие до"),
    "seller_role": ("seller role", "audience", "role", "роль продавца", "роль", "аудитория"),
    "seller_level": ("seller level", "level", "уровень продавца", "уровень"),
    "persona": ("buyer", "buyer persona", "персона", "покупатель"),
    "company_size": ("company size", "size", "размер компании"),
    "industry": ("sector", "отрасль"),
    "region": ("country", "регион", "страна"),
    "language": ("язык",),
    "stage": ("sales stage", "этап", "этап продаж"),
    "moment": ("moment of the deal", "момент сделки", "момент"),
    "use": ("may be used", "применение", "использование"),
    "format": ("формат",),
    "product": ("products", "продукт", "продукты"),
    "competitor": ("competitors", "конкурент", "конкуренты"),
    "topic": ("topics", "tag", "tags", "subject", "тема", "темы", "область знаний", "метки", "теги"),
}  # fmt: skip
"""The names that columns may bear, in either language. A facet that a person added is known by its key and its name."""

NEEDED: Final = (("title", "location"),)
"""One of these columns must be there."""

OF_FACETS: Final = frozenset({
    "seller_role", "seller_level", "persona", "company_size", "industry", "region", "language", "stage", "moment",
    "use", "format", "product", "competitor", "topic",
})  # fmt: skip
"""Those of them that are facets; a facet of the person's own may bear the name of any of the others."""

PEOPLE: Final = ("owner", "reviewer", "seller")
_TEXTS: Final = {"summary": TEXT_LIMIT, "sources": TEXT_LIMIT, "notes": TEXT_LIMIT, "question": LINE_LIMIT}
_DAYS: Final = ("added", "reviewed", "valid_from", "expires", "consent_until")
_NUMBERS: Final = ("pages", "months")
_TIME: Final = re.compile(r"[T\s]\d{1,2}:\d{2}.*$", re.DOTALL)
_BETWEEN: Final = re.compile(r"[;|\n]")
_TAGS: Final = re.compile(r"[;|,\n]")
_CLOCK: Final = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})")
_AMOUNT: Final = re.compile(r"(\d{1,6}(?:[.,]\d+)?)\s*(.*)", re.DOTALL)
_KNOWN: Final = 10_000
_MOST_SECONDS: Final = 1_000_000
_WHOLE: Final = re.compile(r"(\d{1,6})(?:[.,]0*)?(?:\s*[^\d\s.,/].*)?", re.DOTALL)
_STATUS_WORDS: Final = tuple(sentence(each.label) for each in Status)
_MORE_STATUSES: Final = {
    "current": Status.PUBLISHED, "active": Status.PUBLISHED, "live": Status.PUBLISHED, "archived": Status.RETIRED,
    "obsolete": Status.OUTDATED, "актуален": Status.PUBLISHED, "действует": Status.PUBLISHED, "архив": Status.RETIRED,
    "в архиве": Status.RETIRED, "на согласовании": Status.IN_REVIEW,
}  # fmt: skip


class CatalogueRow(NamedTuple):
    """What one row says of an asset: values by field, names of people by field, and values by facet as written.

    Only what the row says is there: an empty cell says nothing.
    """

    number: int
    id: int | None
    title: str
    location: str
    sort: str
    values: dict[str, object]
    people: dict[str, str]
    facets: dict[str, tuple[str, ...]]
    whole: tuple[str, ...]


class CatalogueRows:
    """The assets in a table; going through them reads it anew, a row at a time."""

    def __init__(self, table: Rows, today: date, facets: Sequence[str], languages: Sequence[Words]) -> None:
        self.table = table
        self._texts = {name: limit for name, limit in _TEXTS.items() if table.header_of(name)}
        self._days = self._among(_DAYS)
        self._numbers = self._among(_NUMBERS)
        self._facets = self._among(facets)
        self._people = self._among(PEOPLE)
        known = statuses({each: [words(each.label) for words in languages] for each in Status})
        # Rows say the same few days, lengths, answers and values again and again.
        self._day = lru_cache(maxsize=_KNOWN)(lambda text: day_in(text, today))
        self._status = lru_cache(maxsize=_KNOWN)(lambda text: known.get(folded(text)))
        self._seconds = lru_cache(maxsize=_KNOWN)(_seconds)
        self._values = lru_cache(maxsize=_KNOWN)(values_in)
        self._called = lru_cache(maxsize=_KNOWN)(_one_line)

    def _among(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of these fields of which the table has a column."""
        return tuple(name for name in names if self.table.header_of(name))

    def __iter__(self) -> Iterator[CatalogueRow | BadRow]:
        for row in self.table:
            yield row if isinstance(row, BadRow) else self._read(row)

    def _read(self, row: Row) -> CatalogueRow | BadRow:
        cells = row.cells
        faults: list[Fault] = []
        title, sort = _one_line(cells.get("title", "")), self._called(cells.get("kind", ""))
        location = cells.get("location", "")
        if not title and not location:
            faults.append(self._fault("title", mark("neither a title nor a location is given")))
        if len(title) > TITLE_LIMIT:
            faults.append(self._too_long("title", title, TITLE_LIMIT))
        if len(location) > LINE_LIMIT or "\n" in location:
            faults.append(self._fault("location", mark("this is no file and no web address")))
        if len(sort) > TITLE_LIMIT:
            faults.append(self._value_too_long("kind"))
        values = self._said(cells, faults)
        facets = self._facets_of(cells, faults)
        people = self._people_of(cells, faults)
        if faults:
            return BadRow(row.number, tuple(faults), row.whole)
        text = cells.get("id", "")
        id_ = int(text) if text.isdecimal() and len(text) < 19 else None
        return CatalogueRow(row.number, id_, title, location, sort, values, people, facets, row.whole)

    def _said(self, cells: Mapping[str, str], faults: list[Fault]) -> dict[str, object]:
        """The values of fields that are no words of a list; what cannot be one is a fault."""
        values: dict[str, object] = {}
        for name, limit in self._texts.items():
            if text := cells.get(name):
                if len(text) > limit:
                    faults.append(self._too_long(name, text, limit))
                values[name] = text
        for name in self._days:
            if text := cells.get(name):
                values[name] = self._day(text)
                if values[name] is None:
                    said = mark("“{value}” is no date; write it like 2026-02-28")
                    faults.append(self._fault(name, said, value=_cut(text)))
        for name in self._numbers:
            if text := cells.get(name):
                found = _WHOLE.fullmatch(text)
                values[name] = int(found[1]) if found else None
                if found is None:
                    faults.append(self._fault(name, mark("“{value}” is no whole number"), value=_cut(text)))
        if text := cells.get("length"):
            values["seconds"] = self._seconds(text)
            if values["seconds"] is None:
                said = mark("“{value}” is no length; write it like 8 min or 8:30")
                faults.append(self._fault("length", said, value=_cut(text)))
        if text := cells.get("status"):
            values["status"] = self._status(text)
            if values["status"] is None:
                said = mark("“{value}” is no status; there are: {known}")
                faults.append(self._fault("status", said, value=_cut(text), known=_STATUS_WORDS))
        return values

    def _facets_of(self, cells: Mapping[str, str], faults: list[Fault]) -> dict[str, tuple[str, ...]]:
        facets: dict[str, tuple[str, ...]] = {}
        for name in self._facets:
            text = cells[name]
            if several := self._values(text, name):
                facets[name] = several
                if len(text) > TITLE_LIMIT and any(len(each) > TITLE_LIMIT for each in several):
                    faults.append(self._value_too_long(name))
        return facets

    def _people_of(self, cells: Mapping[str, str], faults: list[Fault]) -> dict[str, str]:
        people: dict[str, str] = {}
        for name in self._people:
            if text := self._called(cells[name]):
                people[name] = text
                if len(text) > TITLE_LIMIT:
                    faults.append(self._value_too_long(name))
        return people

    def _fault(self, name: str, message: str, **values: object) -> Fault:
        return Fault(self.table.header_of(name), sentence(message, **values))

    def _too_long(self, name: str, text: str, limit: int) -> Fault:
        return self._fault(name, mark("the text has {length} letters, {limit} fit"), length=len(text), limit=limit)

    def _value_too_long(self, name: str) -> Fault:
        return self._fault(name, mark("a value is longer than {limit} letters"), limit=TITLE_LIMIT)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def field_named(name: str) -> str:
    """The field of which a column of this name is, empty where it is of none."""
    return _by_name().get(folded(name), "")


@cache
def _by_name() -> Mapping[str, str]:
    return {folded(each): field for field, called in FIELDS.items() for each in (field, *called)}


def own_facets(facets: Mapping[str, str]) -> dict[str, str]:
    """Those of these facets, by key, that a column can be of although the program does not know them.

    The columns that every table needs, and the fields that have the very key of a facet, come first.
    """
    return {
        key: title
        for key, title in facets.items()
        if key not in FIELDS and not any(field_named(title) in group for group in NEEDED)
    }


def statuses(names: Mapping[Status, Iterable[str]]) -> dict[str, Status]:
    """Statuses by every folded word that somebody may use for them, and by these names."""
    found = {**_MORE_STATUSES}
    for each in Status:
        for name in (str(each), *names[each]):
            found[folded(name)] = each
    return found


def day_in(text: str, today: date) -> date | None:
    """The day that a text names, perhaps with a time behind it; None where it names none."""
    read = read_day(_TIME.sub("", text), today)
    return None if isinstance(read, Refused) else read


def values_in(text: str, facet: str) -> tuple[str, ...]:
    """The single values of a cell; a comma divides only topics: elsewhere it stands inside a value as often."""
    if not text:
        return ()
    parts = (_TAGS if facet == "topic" else _BETWEEN).split(text)
    return tuple(dict.fromkeys(each for part in parts if (each := " ".join(part.split()))))


def _seconds(text: str) -> int | None:
    """A length as people write it: 8 min, 8:30, 1:02:00, 90 s, 1.5 h; a number alone counts minutes."""
    if clock := _CLOCK.fullmatch(text):
        return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3])
    amount = _AMOUNT.fullmatch(text)
    if amount is None:
        return None
    unit = amount[2].casefold().rstrip(".")
    factor = 60 if not unit or unit[0] in "mм'" else 1 if unit[0] in 'sс"' else 3600 if unit[0] in "hч" else None
    if factor is None:
        return None
    seconds = round(float(amount[1].replace(",", ".")) * factor)
    return seconds if seconds <= _MOST_SECONDS else None


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
