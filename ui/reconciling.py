"""A look at the watched folders, for window and command line alike.

Nothing is written while looking: `look` reads the workspace, the folders and the documents that are new or changed,
beside the window, and says what should be done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from enable_desktop.library.assets import WatchedFolder
from enable_desktop.words import Counted, Sentence

if TYPE_CHECKING:
    from db.library.files import Deeds
    from db.workspace import Workspace
    from enable_desktop.library.folders import Closer, Place
    from enable_desktop.library.reconcile import Findings, FirstLook, Glance

LOOSE: Final = 0
"""Stands for the folder of files that lie in none."""
_LOOKS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look found; `roots` are the folders that were looked at, by id, and `notes` what could not be read."""

    findings: Findings
    deeds: Deeds
    roots: Mapping[int, Path] = field(default_factory=dict)
    notes: tuple[Sentence | Counted, ...] = ()


def roots_of(workspace: Workspace) -> Mapping[int, Path]:
    """The watched folders by id."""
    roots = {each.id: Path(each.path) for each in workspace.all(WatchedFolder) if each.watched}
    return {folder: root for folder, root in roots.items() if root.is_absolute()}


def compare(workspace: Workspace, roots: Mapping[int, Path], check: Callable[[], None]) -> FirstLook:
    """What differs in these folders, and in the files that lie in none, before any file is opened."""
    from enable_desktop.library.reconcile import first_look, glance
    from enable_desktop.readers.folders import scan, scan_single

    about = workspace.path.stat()
    files = workspace.library.files
    glances: dict[int, Glance] = {}
    for folder, root in roots.items():
        facts = files.facts(folder)
        known = {each[0]: each for each in facts}
        found = scan(root, check, known=known, apart=[(about.st_dev, about.st_ino)])
        glances[folder] = glance(facts, found, name=str(root))
    loose = files.loose()
    if loose:
        glances[LOOSE] = glance(files.facts(LOOSE), scan_single(loose, check))
    check()
    return first_look(files.known(glances), glances)


def look_at(
    workspace: Workspace, roots: Mapping[int, Path], check: Callable[[], None]
) -> tuple[Findings, tuple[Sentence | Counted, ...]]:
    """All that became of the files in these folders, and of those that lie in none; and what could not be read."""
    from enable_desktop.library.reconcile import settle
    from enable_desktop.readers.folders import gone_of, look_closer

    first = compare(workspace, roots, check)
    for _ in range(_LOOKS):
        doubted: dict[int, list[str]] = {}
        for folder, path in first.doubted:
            doubted.setdefault(folder, []).append(path)
        if not any(gone_of(roots.get(folder), paths) for folder, paths in doubted.items()):
            break
        # Something was renamed during the look, and seen under both names.
        first = compare(workspace, roots, check)
    notes = [note for each in first.glances.values() for note in each.scan.notes]
    closer: dict[Place, Closer] = {}
    for folder, wanted in first.wanted().items():
        found, said = look_closer(roots.get(folder), wanted, check, ages=True)
        closer |= {(folder, path): each for path, each in found.items()}
        notes += said
    return settle(first, closer), tuple(notes)
