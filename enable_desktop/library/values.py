"""Values of facets, and kinds of content, by what somebody calls them, in whatever language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from enable_desktop.library.assets import AssetKind
from enable_desktop.library.facets import FACETS, KINDS, new_key
from enable_desktop.notes import ListEntry
from enable_desktop.people import folded

Names = Mapping[tuple[str, str], str]
"""The keys of values by facet and folded word, in any language; those of kinds under KINDS."""


class Values:
    """The values of facets; one that bears no known name is made, and stands in `new` by facet and key."""

    def __init__(self, entries: Iterable[ListEntry], names: Names) -> None:
        self.new: dict[tuple[str, str], str] = {}
        self._keys: dict[tuple[str, str], str] = dict(names)
        self._taken: dict[str, set[str]] = {}
        for entry in entries:
            if entry.list != FACETS:
                self._taken.setdefault(entry.list, set()).add(entry.key)
                for called in (entry.title, entry.key):
                    self._keys.setdefault((entry.list, folded(called)), entry.key)

    def apart(self) -> Values:
        """The same values, to which more may be added without these knowing of it."""
        made = Values((), self._keys)
        made._taken = {facet: set(keys) for facet, keys in self._taken.items()}
        return made

    def known(self, facet: str, called: str) -> str | None:
        """The key of the value that is called this."""
        return self._keys.get((facet, folded(called)))

    def key_of(self, facet: str, called: str) -> str:
        """The key of the value that is called this, which is made where there is none."""
        found = self.known(facet, called)
        if found is None:
            taken = self._taken.setdefault(facet, set())
            found = new_key(called, taken)
            taken.add(found)
            self._keys[facet, folded(called)] = found
            self.new[facet, found] = called
        return found


def kinds_by_name(kinds: Iterable[AssetKind], names: Names) -> dict[str, int]:
    """The ids of kinds by every folded name they bear."""
    found: dict[str, int] = {}
    by_key = {}
    for kind in kinds:
        by_key[kind.key] = kind.id
        # One kind may have two names: "Price list, discount rule".
        for called in (kind.title, kind.key, *kind.title.split(",")):
            if plain := folded(called):
                found.setdefault(plain, kind.id)
    for (name, plain), key in names.items():
        if name == KINDS and key in by_key:
            found.setdefault(plain, by_key[key])
    return found
