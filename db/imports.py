"""The end of every import: what it finds in a workspace, and a plan carried out, all of it in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from enable_desktop.changes import Origin
from enable_desktop.charter.import_plan import Standing
from enable_desktop.imports import Add, Attach, Change, Made, Plan, ref_of
from enable_desktop.notes import Attachment

if TYPE_CHECKING:
    from db.workspace import Workspace


def charter_standing(workspace: Workspace) -> Standing:
    """What importing a charter finds."""
    return Standing(
        charter=workspace.charter.content(),
        currency=workspace.settings.get("currency") or "EUR",
        files={each.title: each.digest for each in workspace.all(Attachment)},
        reopenings=workspace.charter.reopenings(),
    )


def store(workspace: Workspace, plan: Plan) -> None:
    """Do what a plan says as one step that undo takes back whole; any fault leaves everything as it was."""
    made: dict[str, int] = {}

    def values_of(write: Add | Change) -> dict[str, Any]:
        # Any: a write holds values of any field by its name.
        return {name: made[each.key] if isinstance(each, Made) else each for name, each in write.values.items()}

    said: dict[str, Any] = dict(plan.label.values)
    with workspace.step(plan.label.message, origin=Origin.IMPORT, **said):
        for write in plan.writes:
            match write:
                case Attach():
                    workspace.attachments.add(write.name, write.content, write.media_type)
                case Add():
                    id_ = workspace.add(write.record, **values_of(write))
                    if write.key:
                        made[write.key] = id_
                case Change():
                    workspace.change(ref_of(write, made), **values_of(write))
