"""A made-up library of any size: titles, summaries and texts of words as unevenly common as real ones are."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from db import files, rows
from db.library.indexing import index
from db.library.register import enter
from db.register import enter as enter_people
from db.workspace import Place, create_workspace
from enable_desktop.library.assets import Asset, Status, Use
from enable_desktop.people import Person
from ui.list_labels import every_label
from ui.start import first_lists

TODAY: Final = date(2026, 11, 24)
OWNERS: Final = 60
TEXTS: Final = 10
"""Each tenth asset has a file that was read."""
KNOWN: Final = """
sales call deck discovery customer onboarding pricing objection proposal demo script playbook security coaching renewal
pipeline forecast battlecard training certification persona negotiation contract quarterly review продажи звонок
презентация выявление клиент обучение цена возражение предложение сценарий безопасность договор
"""
_SYLLABLES: Final = ("ka", "lo", "mi", "ren", "tas", "vor", "pel", "din", "su", "gra", "ши", "ро", "та", "ве", "лин")
_VOCABULARY: Final = 20_000


class _Words:
    """Words of which the second is half as common as the first, the third a third, and so on."""

    def __init__(self, chance: random.Random) -> None:
        made = ("".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(_VOCABULARY))
        self._words = list(dict.fromkeys((*KNOWN.split(), *made)))
        self._weights = list(accumulate(1 / (place + 10) for place in range(len(self._words))))
        self._chance = chance

    def some(self, least: int, most: int) -> str:
        count = self._chance.randint(least, most)
        return " ".join(self._chance.choices(self._words, cum_weights=self._weights, k=count))


def place_in(folder: Path) -> Place:
    """A home of its own, on a day that stays the same."""
    return Place(home=folder / "home", clock=lambda: datetime.combine(TODAY, datetime.min.time()), labels=every_label)


def write_library(path: Path, count: int) -> Path:
    """A closed, indexed workspace with so many assets, each tenth with the text of a file; always the same ones."""
    create_workspace(path, place_in(path.parent), lists=first_lists("en")).close()
    chance = random.Random(count)
    words = _Words(chance)
    with closing(files.connect(path)) as connection:
        connection.execute("pragma synchronous = off")
        connection.execute("begin")
        people = ({"name": words.some(2, 2).title()} for _ in range(OWNERS))
        owners = rows.insert_many(connection, Person, people)
        enter_people(connection)
        facets = _facets(connection)
        kinds = [row[0] for row in connection.execute("select id from asset_kinds")]
        assets = (_asset(number, chance, words, owners, facets, kinds) for number in range(count))
        ids = rows.insert_many(connection, Asset, assets)
        for id_ in ids[::TEXTS]:
            given = (connection.execute("insert into files (path) values (?)", (f"/shelf/{id_}.md",)).lastrowid,)
            connection.execute("insert into file_texts (file, text) values (?, ?)", (*given, words.some(150, 450)))
        rows.insert_many(connection, Use, _uses(ids, chance))
        enter(connection)
        index(connection, ids, every_label())
        connection.executemany("insert into search_rows (kind, id) values ('assets', ?)", ((id_,) for id_ in ids))
        connection.execute("commit")
        connection.execute("insert into asset_index (asset_index) values ('optimize')")
    return path


def _facets(connection: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for facet, key in connection.execute(
        "select list, key from list_entries where list not in ('facets', 'departments')"
    ):
        found.setdefault(facet, []).append(key)
    return found


def _asset(
    number: int, chance: random.Random, words: _Words, owners: range, facets: dict[str, list[str]], kinds: list[int]
) -> dict[str, Any]:
    reviewed = TODAY - timedelta(days=chance.randint(0, 900)) if chance.random() < 0.8 else None
    return {
        "title": words.some(2, 7).capitalize(),
        "sort": chance.choice(kinds),
        "location": f"/shelf/{number + 1}.md",
        "summary": words.some(8, 25),
        "question": words.some(4, 8),
        "facets": {
            facet: ";".join(dict.fromkeys(chance.choices(keys, k=chance.randint(1, 2))))
            for facet, keys in facets.items()
            if chance.random() < 0.6
        },
        "owner": chance.choice(owners) if chance.random() < 0.9 else None,
        "notes": words.some(0, 6),
        "status": chance.choice(tuple(Status)),
        "added": TODAY - timedelta(days=chance.randint(0, 1_500)),
        "reviewed": reviewed,
    }


def _uses(ids: range, chance: random.Random) -> Iterator[dict[str, Any]]:
    for id_ in ids:
        for _ in range(chance.choice((0, 0, 1, 3))):
            yield {"asset": id_, "on": TODAY - timedelta(days=chance.randint(0, 90)), "count": chance.randint(1, 9)}
