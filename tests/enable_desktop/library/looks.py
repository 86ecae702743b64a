"""Looks at real folders, as the program takes them, with the catalogue kept in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from enable_desktop.library.folders import Closer, Facts, Known, Place
from enable_desktop.library.reconcile import Findings, first_look, glance, settle
from enable_desktop.readers.folders import look_closer, scan


def never() -> None:
    """Nobody stops the work."""


@dataclass
class Catalogue:
    """What is known of the files in some folders; follows what a look found, as the file of a workspace does."""

    roots: Mapping[int, Path]
    known: dict[int, Known] = field(default_factory=dict)
    next_id: int = 1
    opened: list[Place] = field(default_factory=list)

    def facts(self, folder: int) -> Sequence[Facts]:
        return [each.seen for each in self.known.values() if each.folder == folder and not each.is_missing]

    def look(self, made: Mapping[Place, int] | None = None) -> Findings:
        """Look at every folder; `made` says when files were made, where the disk is not to be asked."""
        glances = {}
        for folder, root in self.roots.items():
            facts = self.facts(folder)
            seen = scan(root, never, known={each[0]: each for each in facts})
            glances[folder] = glance(facts, seen, name=root.name)
        differing = {(folder, path) for folder, each in glances.items() for path in each.differing}
        first = first_look(
            [each for each in self.known.values() if each.place in differing or each.is_missing], glances
        )
        closer: dict[Place, Closer] = {}
        for folder, wanted in first.wanted().items():
            found, notes = look_closer(self.roots[folder], wanted, never, ages=True)
            assert not notes
            self.opened += [(folder, each.path) for each in wanted]
            for path, each in found.items():
                at = (folder, path)
                closer[at] = each if made is None else replace(each, made_ns=made.get(at))
        return settle(first, closer)

    def follow(self, findings: Findings) -> None:
        """Note all that was found."""
        for each in (*findings.changed, *findings.moved, *findings.back_again, *findings.refreshed):
            self.known[each.known.id] = Known(id=each.known.id, folder=each.folder, seen=each.seen, digest=each.digest)
        for known in findings.missing:
            self.known[known.id] = replace(known, is_missing=True)
        for fresh in findings.new:
            self.known[self.next_id] = Known(id=self.next_id, folder=fresh.folder, seen=fresh.seen, digest=fresh.digest)
            self.next_id += 1

    def taken_in(self) -> Catalogue:
        """Look for the first time."""
        self.follow(self.look())
        return self

    def at(self, path: str, folder: int = 1) -> Known:
        """The file that is known at a path."""
        (found,) = (each for each in self.known.values() if each.place == (folder, path) and not each.is_missing)
        return found


def write(root: Path, files: Mapping[str, str]) -> Path:
    """Files in a folder, with the folders they need."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root
