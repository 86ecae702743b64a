"""How a workspace begins, for the window and the command line alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from db.faults import unreachable
from db.workspace import create_workspace
from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import Line
from enable_desktop.library.assets import AssetKind
from enable_desktop.notes import ListEntry
from enable_desktop.question_bank import Bank, bank_lines
from resources.content import library
from resources.interviews import first_questions, first_themes
from resources.sample import content_of_sample
from resources.sample import sample as sample_programme
from ui.underway import underway

if TYPE_CHECKING:
    from db.workspace import Place, Workspace


def new_workspace(path: Path, place: Place, language: str = "en", sample: str = "") -> Workspace:
    """Make a workspace in a document language, empty or with the sample programme of a language; leaves it open.

    The sample comes with a folder of pages beside the workspace, which its library is about.
    """
    programme = dict(sample_programme(sample)) if sample else None
    currency = "RUB" if language == "ru" else "EUR"
    with underway(place.home, path):
        if programme is not None:
            programme["watched_folders"] = [{**programme["watched_folders"][0], "path": str(content_beside(path))}]
        workspace = create_workspace(
            path,
            place,
            language=language,
            currency=currency,
            lists=first_lists(language),
            bank=first_bank(sample or language),
            sample=programme,
        )
        if programme is not None:
            try:
                _write_content(content_beside(path), sample)
            except WorkspaceError:
                workspace.close()
                raise
        return workspace


def content_beside(path: Path) -> Path:
    """The folder for the sample's pages: one that is not there yet, or that holds nothing else."""
    return path.absolute().with_name(f"{path.stem} - content")


def _write_content(folder: Path, language: str) -> None:
    """Write the pages that are not there yet; a page that somebody has changed stays theirs."""
    from exports.write import write_text

    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise unreachable(folder, error) from error
    for name, text in content_of_sample(language).items():
        if not (folder / name).exists():
            write_text(folder / name, text)


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
