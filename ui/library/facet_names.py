"""What the facets and their values are called, and in which order they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from db.library.selections import NONE
from enable_desktop.library.assets import Status, WatchedFolder
from enable_desktop.library.freshness import Freshness
from enable_desktop.library.health import RULE_GROUPS
from enable_desktop.words import mark
from ui.library.lists import lists_of
from ui.record_names import people_of

if TYPE_CHECKING:
    from ui.desk import Desk

_TITLES: Final = {
    "kind": mark("Kind"),
    "status": mark("Status"),
    "freshness": mark("Review"),
    "owner": mark("Owner"),
    "folder": mark("Folder"),
    "flag": mark("What is wrong"),
}
_WITHOUT: Final = {"kind": mark("No kind"), "owner": mark("Nobody yet"), "folder": mark("In no folder")}
_NONE: Final = mark("None")
_FIRST: Final = ("kind", "stage", "persona", "company_size", "freshness", "status", "flag")
_LAST: Final = ("owner", "folder")


class FacetNames:
    """Names in the screen's language where the program brings them, and as the person keeps them elsewhere."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lists = lists_of(desk)

    def in_order(self, facets: Iterable[str]) -> list[str]:
        """The facets in the order in which people look for them."""
        known = list(dict.fromkeys(facets))
        middle = [facet for facet in known if facet not in (*_FIRST, *_LAST)]
        return [facet for facet in (*_FIRST, *middle, *_LAST) if facet in known]

    def title(self, facet: str) -> str:
        """What a facet is called."""
        if facet in _TITLES:
            return self._desk.words(_TITLES[facet])
        return next((entry.title for entry in self._lists.facets if entry.key == facet), facet)

    def values(self, facet: str, counts: Mapping[str, int], chosen: Iterable[str]) -> list[tuple[str, str]]:
        """The values to show, with their titles: those that find anything, and those that are chosen."""
        wanted = dict.fromkeys((*counts, *chosen))
        if facet == "owner":
            return self._owners(counts, wanted)
        ordered = self._all(facet)
        found = [(key, title) for key, title in ordered if key in wanted]
        known = {key for key, _ in found}
        found += [(key, key) for key in wanted if key not in known and key != NONE]
        if NONE in wanted:
            found.append((NONE, self._without(facet)))
        return found

    def value_title(self, facet: str, value: str) -> str:
        """What one value is called."""
        return dict(self.values(facet, {}, (value,))).get(value, value)

    def _without(self, facet: str) -> str:
        return self._desk.words(_WITHOUT.get(facet, _NONE))

    def _owners(self, counts: Mapping[str, int], wanted: Iterable[str]) -> list[tuple[str, str]]:
        names = people_of(self._desk)
        ids = [int(key) for key in wanted if key.isdecimal()]
        names.read(ids)
        several = [(str(id_), named.name) for id_ in ids if (named := names.get(id_)) is not None]
        several.sort(key=lambda pair: (-counts.get(pair[0], 0), pair[1]))
        return [*several, (NONE, self._without("owner"))] if NONE in wanted else several

    def _all(self, facet: str) -> list[tuple[str, str]]:
        words, lists = self._desk.words, self._lists
        match facet:
            case "kind":
                return [(kind.key or str(kind.id), kind.title) for kind in lists.kinds.values()]
            case "status":
                return [(str(status), words(status.label)) for status in Status]
            case "freshness":
                return [(str(state), words(state.label)) for state in Freshness]
            case "folder":
                folders = self._desk.workspace.all(WatchedFolder)
                return [(str(folder.id), folder.title or folder.path) for folder in folders]
            case "flag":
                return [(rule.key, words(rule.label)) for group in RULE_GROUPS for rule in group.rules]
        return [(entry.key, entry.title) for entry in lists.values(facet)]
