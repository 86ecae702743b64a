"""A library with facets, kinds and people to put assets into."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from db.workspace import Place, Workspace, create_workspace
from enable_desktop.library.assets import AssetKind
from enable_desktop.library.facets import FACETS
from enable_desktop.library.labels import KINDS, STATUS, Labels
from enable_desktop.notes import ListEntry
from tests.faults.jobs import NOW

TODAY: Final[date] = NOW.date()
LABELS: Final = Labels(
    {
        (FACETS, "stage"): ("Stage", "Этап"),
        ("stage", "discovery"): ("Discovery", "Выявление потребностей"),
        ("stage", "closing"): ("Closing", "Закрытие"),
        (KINDS, "deck"): ("Deck", "Презентация"),
        (STATUS, "published"): ("Published", "Опубликовано"),
    }
)
LISTS: Final = (
    ListEntry(list=FACETS, key="stage", title="Stage"),
    ListEntry(list="stage", key="discovery", title="Discovery"),
    ListEntry(list="stage", key="closing", title="Closing"),
    ListEntry(list=FACETS, key="persona", title="Persona"),
    ListEntry(list="persona", key="user", title="User"),
    ListEntry(list="persona", key="finance", title="Finance"),
    AssetKind(key="deck", title="Deck", months=6),
    AssetKind(title="One-off"),
)


def new_library(folder: Path) -> Workspace:
    """An open workspace whose lists are LISTS; the kinds have the ids 1 and 2."""
    place = Place(home=folder / "home", clock=lambda: NOW, labels=lambda: LABELS)
    return create_workspace(folder / "Library.enable", place, lists=LISTS)
