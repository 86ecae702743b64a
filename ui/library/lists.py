"""Facets, their values and the kinds of content as the person keeps them; read once, and again when they change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from enable_desktop.library.assets import Asset, AssetKind
from enable_desktop.library.facets import FACETS, values_of
from enable_desktop.notes import ListEntry

if TYPE_CHECKING:
    from enable_desktop.changes import Changes
    from ui.desk import Desk


class Lists(QObject):
    """The names that assets are described by; the one of a desk is `lists_of`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._workspace = desk.workspace
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
            self._kinds = {kind.id: kind for kind in self._workspace.all(AssetKind)}
        return self._kinds

    def _all(self) -> Mapping[str, Sequence[ListEntry]]:
        if self._entries is None:
            entries: dict[str, list[ListEntry]] = {}
            for entry in self._workspace.all(ListEntry):
                entries.setdefault(entry.list, []).append(entry)
            self._entries = entries
        return self._entries

    def _on_changed(self, changes: Changes) -> None:
        if ListEntry.kind in changes.kinds:
            self._entries = None
        if AssetKind.kind in changes.kinds:
            self._kinds = None


def lists_of(desk: Desk) -> Lists:
    """The one `Lists` of a desk."""
    found = desk.findChild(Lists)
    return found if found is not None else Lists(desk)
