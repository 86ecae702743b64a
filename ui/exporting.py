"""What leaves a workspace, put together from its records; shared by the window and the command line."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from enable_desktop.everything import Everything
from enable_desktop.kinds import KINDS
from enable_desktop.notes import Attachment

if TYPE_CHECKING:
    from db.workspace import Workspace
    from enable_desktop.words import Words


def everything_report(workspace: Workspace, words: Words) -> Everything:
    """All records, settings, steps and files, with the charter as Markdown."""
    return Everything(
        name=workspace.path.stem,
        program=f"Enable Desktop {version('enable-desktop')}",
        made=workspace.now,
        settings=workspace.settings.all(),
        lines={name: workspace.all(kind.record) for name, kind in KINDS.items()},
        steps=workspace.history(),
        charter="",
        files=tuple((each.title, workspace.attachments.content(each)) for each in workspace.all(Attachment)),
    )
