"""Folders and files that become assets, for window and command line alike: first looked at and read, then stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from enable_desktop.errors import WorkspaceError
from enable_desktop.library.assets import WatchedFolder
from enable_desktop.library.places import below, place_in
from enable_desktop.words import Counted, Sentence, mark
from ui.reconciling import LOOSE, arrivals_of, below_of, identity_of, read_documents

if TYPE_CHECKING:
    from db.library.deeds import Deeds
    from db.workspace import Workspace
    from enable_desktop.library.folders import Place, Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What would come in: `deeds` hold the assets, `folders` the roots that are new, by an id below 0, and `watched`
    those that are known and are watched from now on. `there` counts files that are assets already.
    """

    name: str
    deeds: Deeds
    roots: Mapping[int, Path] = field(default_factory=dict)
    folders: Mapping[int, tuple[str, bool]] = field(default_factory=dict)
    watched: tuple[int, ...] = ()
    there: int = 0
    notes: tuple[Sentence | Counted, ...] = ()


def plan_intake(
    workspace: Workspace,
    paths: Iterable[Path],
    *,
    watch: bool,
    check: Callable[[], None],
    is_stopped: Callable[[], bool],
) -> Intake:
    """Look at folders, with all that lies below, and at files; nothing is stored yet.

    Raises WorkspaceError where one of them is not there.
    """
    from db.library.deeds import Deeds
    from enable_desktop.library.reconcile import Findings, Fresh
    from enable_desktop.readers.folders import look_closer

    planner = _Planner(workspace, watch, check)
    several = [Path(path).absolute() for path in paths]
    for path in several:
        planner.add(path)
    taken = workspace.library.files.taken()
    files = {place: seen for place, seen in planner.files.items() if place not in taken}
    fresh = []
    for folder in dict.fromkeys(folder for folder, _ in files):
        wanted = [seen._replace(path=path) for (each, path), seen in files.items() if each == folder]
        closer, notes = look_closer(planner.roots.get(folder), wanted, check)
        planner.notes += notes
        fresh += [
            Fresh(folder=folder, seen=seen, digest=closer[seen.path].digest)
            for seen in wanted
            if not closer[seen.path].is_gone
        ]
    documents = read_documents(((each.folder, each.seen.path) for each in fresh), planner.roots, is_stopped)
    check()
    shelves = workspace.library.adding.shelves()
    arrivals, beside = arrivals_of(workspace, fresh, documents, shelves)
    findings = Findings(new=tuple(fresh))
    return Intake(
        name=", ".join(dict.fromkeys(path.name or str(path) for path in several)),
        deeds=Deeds(
            findings=findings,
            arrivals=arrivals,
            entries=shelves.new_entries,
            documents=documents,
            spoken=beside,
        ),
        roots=planner.roots,
        folders=planner.folders,
        watched=tuple(planner.watched),
        there=len(planner.files) - len(files),
        notes=tuple(planner.notes),
    )


def take_in(workspace: Workspace, intake: Intake) -> tuple[int, ...]:
    """Store what was planned as one step; returns the ids of the new assets."""
    files = workspace.library.files
    return files.take_in(intake.deeds, intake.name, intake.folders, intake.watched).new


class _Planner:
    """Where each file belongs: in a folder that is known, in one that is new, or in none."""

    def __init__(self, workspace: Workspace, watch: bool, check: Callable[[], None]) -> None:
        known = [each for each in workspace.all(WatchedFolder) if Path(each.path).is_absolute()]
        self.roots: dict[int, Path] = {each.id: Path(each.path) for each in known}
        self.folders: dict[int, tuple[str, bool]] = {}
        self.watched: list[int] = []
        self.files: dict[Place, Seen] = {}
        self.notes: list[Sentence | Counted] = []
        self._unwatched = {each.id for each in known if not each.watched}
        self._apart = [identity_of(workspace)]
        self._watch = watch
        self._check = check

    def add(self, path: Path) -> None:
        if path.is_dir():
            self._add_folder(path)
        elif path.is_file():
            self._add_file(path)
        else:
            raise WorkspaceError(mark("{path} is not there. Nothing was imported."), path=str(path))

    def _add_folder(self, path: Path) -> None:
        from enable_desktop.readers.folders import scan

        folder, inside = self._home(path)
        if folder in self._unwatched and not inside and self._watch:
            self.watched.append(folder)
        found = scan(
            path, self._check, apart=self._apart, without=below_of(path, (str(root) for root in self.roots.values()))
        )
        if found.offline is not None:
            raise WorkspaceError(found.offline.message, **found.offline.values)
        self.notes += found.notes
        for seen in found.seen:
            self.files[folder, f"{inside}/{seen.path}" if inside else seen.path] = seen

    def _home(self, path: Path) -> tuple[int, str]:
        """The innermost folder that holds this one, and the path in it; a new one where none does."""
        same = next((id_ for id_, root in self.roots.items() if root == path), None)
        if same is not None:
            return same, ""
        around = [(id_, inside) for id_, root in self.roots.items() if (inside := below(str(path), str(root)))]
        if around:
            return min(around, key=lambda each: len(each[1]))
        new = -1 - len(self.folders)
        self.roots[new] = path
        self.folders[new] = (str(path), self._watch)
        return new, ""

    def _add_file(self, path: Path) -> None:
        from enable_desktop.library.folders import kept_name
        from enable_desktop.readers.folders import scan_single

        kept = kept_name(str(path))
        (seen,) = scan_single([kept], self._check).seen
        folder, inside = place_in(kept, "", {id_: str(root) for id_, root in self.roots.items()})
        self.files[folder or LOOSE, inside] = seen
