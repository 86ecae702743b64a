"""The reports on the library, for the gallery; what they count is read beside the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from enable_desktop.reports import Choices, Printing, Printout, is_on
from enable_desktop.words import Words

if TYPE_CHECKING:
    from db.workspace import Workspace
    from enable_desktop.library.audit import Programme
    from exports.library import LibraryReport


def audit(workspace: Workspace, choices: Choices, words: Words) -> Printing:
    """What there is, how it stands, and what is to be mended."""
    return partial(_audit, workspace.path, _programme(workspace, choices), choices, words)


def health(workspace: Workspace, choices: Choices, words: Words) -> Printing:
    """How fresh it is, and was over the months chosen."""
    return partial(_health, workspace.path, _programme(workspace, choices), choices, words)


def catalogue(workspace: Workspace, choices: Choices, words: Words) -> Printing:
    """The list of it, for whom and in the groups chosen."""
    return partial(_catalogue, workspace.path, _programme(workspace, choices), choices, words)


def _programme(workspace: Workspace, choices: Choices) -> Programme:
    from enable_desktop.charter.report import PageSize
    from enable_desktop.library.audit import Programme

    company = workspace.settings.get("company")
    page = PageSize(choices["page"])
    return Programme(today=workspace.today, company=company, page=page, title=choices["title"])


def _audit(path: Path, programme: Programme, choices: Choices, words: Words, check: Callable[[], None]) -> Printout:
    from db.library.audit import audit_beside
    from exports.library.audit import PARTS

    parts = frozenset(part for part in PARTS if is_on(choices, part))
    return _print(audit_beside(path, programme, check), words, check, parts)


def _health(path: Path, programme: Programme, choices: Choices, words: Words, check: Callable[[], None]) -> Printout:
    from db.library.audit import health_beside

    return _print(health_beside(path, programme, int(choices["months"]), check), words, check)


def _catalogue(path: Path, programme: Programme, choices: Choices, words: Words, check: Callable[[], None]) -> Printout:
    from db.library.audit import catalogue_beside

    found = catalogue_beside(
        path,
        programme,
        group=choices["group"],
        audience=choices["audience"],
        with_about=is_on(choices, "about"),
        with_owners=is_on(choices, "owners"),
        check=check,
    )
    return _print(found, words, check)


def _print(
    report: LibraryReport, words: Words, check: Callable[[], None], parts: frozenset[str] = frozenset()
) -> Printout:
    from exports.library import library_bytes

    content, printed = library_bytes(report, words, parts=parts, check=check)
    return Printout(content=content, pages=printed.pages, unprintable=printed.unprintable)
