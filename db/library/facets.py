"""The facets of a library, and their values, by what somebody calls them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from db.files import ask
from db.library.selections import NONE
from db.register import Register
from enable_desktop.library.assets import Status
from enable_desktop.library.facets import FACETS
from enable_desktop.library.freshness import Freshness
from enable_desktop.library.health import RULES
from enable_desktop.library.labels import FLAG, FRESHNESS, KINDS, STATUS, Labels
from enable_desktop.library.query import FIELDS
from enable_desktop.search import words_of

_RECOGNISED: Final = 4
"""So many letters of the name of a facet do for the whole of it."""
FIXED: Final = ("kind", "status", "freshness", "owner", "folder", "flag")
"""The facets that are no list of the person's."""


class Facets:
    """What can be filtered by."""

    def __init__(self, connection: sqlite3.Connection, labels: Callable[[], Labels]) -> None:
        self._connection = connection
        # Every language's names are read for it: only a question by a name needs them.
        self._labels = labels

    def keys(self) -> tuple[str, ...]:
        """The keys of the person's own facets, in their order."""
        query = "select key from list_entries where list = ? and key <> '' order by position, id"
        return tuple(dict.fromkeys(row[0] for row in ask(self._connection, query, FACETS)))

    def named(self, name: str, *, whole: bool = False) -> str | None:
        """The facet that is called this: by key, by label in any language, or by how one of them begins.

        Where the name is `whole`, its beginning does not do.
        """
        wanted = _plain(name)
        if FIELDS.get(wanted) in FIXED:
            return FIELDS[wanted]
        query = "select key, title from list_entries where list = ? order by position, id"
        names = {
            str(key): [_plain(name) for name in (key, title, *self._labels().of(FACETS, key))]
            for key, title in ask(self._connection, query, FACETS)
        }
        exact = next((key for key, several in names.items() if wanted in several), None)
        if exact is not None or whole or len(wanted) < _RECOGNISED:
            return exact
        return next((key for key, several in names.items() if any(name.startswith(wanted) for name in several)), None)

    def value(self, facet: str, called: str) -> str | None:
        """The value of a facet that has this key, or is called this in any language; None where there is none."""
        wanted = _plain(called)
        for key, names in self._values(facet):
            if called == key or wanted in map(_plain, names):
                return key
        return None

    def values(self, facet: str) -> tuple[str, ...]:
        """The keys of the values of a facet, in their order."""
        return tuple(key for key, _ in self._values(facet))

    def shown_values(self, facet: str) -> Iterator[str]:
        """The values of a facet as somebody may type them: by their keys, or by name where the keys are numbers."""
        for key, names in self._values(facet):
            yield names[0] if key.isdecimal() and names else key

    def like(self, facet: str, words: Iterable[str], *, whole: bool = False) -> tuple[str, ...]:
        """The values whose key or name begins with these words, or, where they are `whole`, consists of them."""
        wanted = " ".join(words)
        if facet == "owner" and wanted != NONE and not whole:
            # Of a large directory the register knows by heart how names begin.
            return tuple(map(str, Register(self._connection).ids(wanted)))
        return tuple(
            key
            for key, names in self._values(facet)
            if any(_fits(_plain(name), wanted, whole=whole) for name in (key, *names))
        )

    def _values(self, facet: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every value of a facet with its names."""
        if facet == "kind":
            for id_, key, title in ask(
                self._connection, "select id, key, title from asset_kinds order by position, id"
            ):
                yield key or str(id_), (title, *self._labels().of(KINDS, key))
        elif facet == "status":
            for status in Status:
                yield str(status), (status.label, *self._labels().of(STATUS, str(status)))
        elif facet == "freshness":
            for state in Freshness:
                yield str(state), (state.label, *self._labels().of(FRESHNESS, str(state)))
        elif facet == "owner":
            for id_, name in ask(self._connection, "select id, name from people"):
                yield str(id_), (name,)
        elif facet == "folder":
            for id_, title, path in ask(self._connection, "select id, title, path from watched_folders"):
                yield str(id_), (title, path)
        elif facet == "flag":
            for key, rule in RULES.items():
                yield key, (rule.label, *self._labels().of(FLAG, key))
        else:
            query = "select key, title from list_entries where list = ? order by position, id"
            for key, title in ask(self._connection, query, facet):
                yield key, (title, *self._labels().of(facet, key))
        if facet in ("owner", "folder", "kind"):
            yield NONE, ()


def _fits(name: str, wanted: str, *, whole: bool) -> bool:
    return name == wanted if whole else name.startswith(wanted)


def _plain(name: str) -> str:
    """A name as it is compared: its folded words."""
    return " ".join(words_of(name))
