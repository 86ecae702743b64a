"""A record that is made because something names it: a person chosen as owner who is not in the directory yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from enable_desktop.fields import Shape, fields_of
from enable_desktop.kinds import KINDS
from enable_desktop.words import mark, sentence

if TYPE_CHECKING:
    from db.workspace import Workspace

_TITLE_SHOWN = 60


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record that does not exist yet and is made together with the change that names it."""

    kind: str
    title: str

    def keep(self, workspace: Workspace, name_it: Callable[[int], object], *, by: object) -> int:
        """Makes the record and hands its id to what names it, in one step. Raises WorkspaceError."""
        kind = KINDS[self.kind]
        named = next(each.name for each in fields_of(kind.record) if each.shape is Shape.TEXT)
        label, noun = mark("Add {noun} “{title}”"), sentence(kind.noun)
        with workspace.step(label, by=by, noun=noun, title=self.title[:_TITLE_SHOWN]):
            made = workspace.add(kind.record, by=by, **{named: self.title})
            name_it(made)
        return made
