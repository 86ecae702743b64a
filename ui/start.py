"""How a workspace begins, for the window and the command line alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from db.workspace import create_workspace
from enable_desktop.fields import Line
from enable_desktop.library.assets import AssetKind
from enable_desktop.notes import ListEntry
from enable_desktop.question_bank import Bank, bank_lines
from resources.content import library
from resources.interviews import first_questions, first_themes
from resources.sample import sample as sample_programme
from ui.underway import underway

if TYPE_CHECKING:
    from db.workspace import Place, Workspace


def new_workspace(path: Path, place: Place, language: str = "en", sample: str = "") -> Workspace:
    """Make a workspace in a document language, empty or with the sample programme of a language; leaves it open."""
    programme = sample_programme(sample) if sample else None
    currency = "RUB" if language == "ru" else "EUR"
    with underway(place.home, path):
        return create_workspace(
            path,
            place,
            language=language,
            currency=currency,
            lists=first_lists(language),
            bank=first_bank(sample or language),
            sample=programme,
        )


def first_lists(language: str) -> Iterator[Line]:
    """The lists a workspace knows on day one: kinds of content, departments, facets and their values."""
    for entry in library(language, "kinds"):
        yield AssetKind(**cast("dict[str, Any]", entry))
    for name in ("departments", "facets"):
        for entry in library(language, name):
            values = cast("dict[str, Any]", entry)  # TOML gives texts and lists.
            yield ListEntry(list=name, key=values["key"], title=values["title"])
            for key, title in zip(values.get("keys", ()), values.get("values", ()), strict=True):
                yield ListEntry(list=values["key"], key=key, title=title)


def first_bank(language: str) -> Bank:
    """The question bank of a language, with its themes."""
    return bank_lines(first_themes(language), first_questions(language))
