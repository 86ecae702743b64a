"""Facets, their values and the kinds of content; read once, and again when they change.

They stand in the file in the language of its documents. Those that the program brought along and nobody renamed are
shown in the language of the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from enable_desktop.library.assets import Asset, AssetKind
from enable_desktop.library.facets import FACETS, values_of
from enable_desktop.library.labels import KINDS
from enable_desktop.notes import ListEntry

if TYPE_CHECKING:
    from enable_desktop.changes import Changes
    from ui.desk import Desk


class Lists(QObject):
    """The names that assets are described by; the one of a desk is `lists_of`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._workspace = desk.workspace
        self._language = desk.words.language
        self._entries: Mapping[str, Sequence[ListEntry]] | None = None
        self._kinds: Mapping[int, AssetKind] | None = None
        desk.changed.connect(self._on_changed)

    @property
    def facets(self) -> Sequence[ListEntry]:
        """The facets, in their order."""
        return self._all().get(FACETS, ())

    def values(self, facet: str) -> Sequence[ListEntry]:
        """The values of a facet, in their order."""
        return self._all().get(facet, ())

    def titles(self, facet: str, keys: Sequence[str]) -> Sequence[str]:
        """What values are called; one that is in no list any more goes by its key."""
        named = {entry.key: entry.title for entry in self.values(facet)}
        return [named.get(key, key) for key in keys]

    def said(self, asset: Asset, *facets: str) -> str:
        """The values that an asset has of these facets, in words."""
        values = values_of(asset)
        return ", ".join(title for facet in facets for title in self.titles(facet, values.get(facet, ())))

    @property
    def kinds(self) -> Mapping[int, AssetKind]:
        """The kinds of content by id, in their order."""
        if self._kinds is None:
            shown = self._shown()
            kinds = self._workspace.all(AssetKind)
            self._kinds = {kind.id: replace(kind, title=shown(KINDS, kind.key, kind.title)) for kind in kinds}
        return self._kinds

    def _all(self) -> Mapping[str, Sequence[ListEntry]]:
        if self._entries is None:
            entries: dict[str, list[ListEntry]] = {}
            shown = self._shown()
            for entry in self._workspace.all(ListEntry):
                title = shown(entry.list, entry.key, entry.title)
                entries.setdefault(entry.list, []).append(replace(entry, title=title))
            self._entries = entries
        return self._entries

    def _shown(self) -> Callable[[str, str, str], str]:
        """What an entry of a list is called on the screen, by its list, its key and its title in the file."""
        language = self._workspace.settings.get("language") or self._language
        if language == self._language:
            return lambda name, key, title: title
        # Loaded here: most read and write one language.
        from resources.labels import labels_in

        before, after = labels_in(language), labels_in(self._language)

        def shown(name: str, key: str, title: str) -> str:
            return after.get((name, key), title) if title and title == before.get((name, key)) else title

        return shown

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & {ListEntry.kind, "settings"}:
            self._entries = None
        if changes.kinds & {AssetKind.kind, "settings"}:
            self._kinds = None


def lists_of(desk: Desk) -> Lists:
    """The one `Lists` of a desk."""
    found = desk.findChild(Lists)
    return found if found is not None else Lists(desk)
