"""A pack leaves: the same steps for the window and the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from enable_desktop.packs.parcels import Parcel, parcel_of
from enable_desktop.packs.sent import PackExport

if TYPE_CHECKING:
    from db.workspace import Workspace
    from exports.packs.handing_over import Handed


def parcel(workspace: Workspace, pack: int, day: date | None = None) -> Parcel:
    """All that is needed to write a pack in a task (`exports.packs.handing_over.hand_over`), as of a day."""
    return parcel_of(workspace.packs.facts(pack, day))


def remember(workspace: Workspace, sent: Parcel, handed: Handed, out: Path) -> int:
    """Note that a pack was handed over, and what was in it; no step. Returns the id of the export."""
    contents = sent.contents
    export = PackExport(
        pack=contents.pack or None,
        title=contents.title,
        audience=contents.audience,
        for_whom=contents.for_whom,
        day=contents.day,
        form=handed.form,
        place=str(out.absolute()),
        bytes=handed.bytes,
        digest=handed.digest,
    )
    return workspace.packs.sent.note(export, handed.items)
