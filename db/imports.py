"""The end of every import: what it finds in a workspace, and a plan carried out, all of it in one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from db.rows import ready
from enable_desktop.changes import Origin
from enable_desktop.charter.content import Charter
from enable_desktop.charter.import_plan import Standing
from enable_desktop.errors import WorkspaceError
from enable_desktop.imports import Add, AddMany, AddReady, Attach, Change, Made, Plan, ref_of
from enable_desktop.links import Ref
from enable_desktop.notes import Attachment
from enable_desktop.people import Person
from enable_desktop.words import mark

if TYPE_CHECKING:
    from db.workspace import Workspace

_TOLD: Final = 500
_CHANGED: Final = mark("The file was changed while it was read. Nothing was imported.")


def charter_standing(workspace: Workspace) -> Standing:
    """What importing a charter finds."""
    content = workspace.charter.content()
    return Standing(
        charter=Charter({**content.lines, Person.kind: workspace.people.all()}),
        currency=workspace.settings.get("currency") or "EUR",
        files={each.title: each.digest for each in workspace.all(Attachment)},
        reopenings=workspace.charter.reopenings(),
    )


def made_ready(plan: Plan, progress: Callable[[int, int], None]) -> Plan:
    """The same plan with its many records as they are kept, so that storing them takes little; in a task.

    `progress` is told how many of how many are ready, and may raise. Raises WorkspaceError where a record does not fit.
    """
    many = {index: write for index, write in enumerate(plan.writes) if isinstance(write, AddMany) and not write.keys}
    total = sum(write.count for write in many.values())
    writes = list(plan.writes)
    done = 0
    for index, write in many.items():
        made = []
        for line in write.lines:
            made.append(ready(write.record, line, Made))
            done += 1
            if not done % _TOLD:
                progress(done, total)
        if len(made) != write.count:
            raise WorkspaceError(_CHANGED)
        writes[index] = AddReady(record=write.record, rows=tuple(made))
    return replace(plan, writes=tuple(writes))


def store(workspace: Workspace, plan: Plan) -> Ref | None:
    """Do what a plan says as one step that undo takes back whole; any fault leaves everything as it was.

    Returns the record that it leads to.
    """
    made: dict[str, int] = {}

    def with_ids(values: Mapping[str, Any]) -> dict[str, Any]:
        # Any: a write holds values of any field by its name.
        return {name: made[each.key] if isinstance(each, Made) else each for name, each in values.items()}

    said: dict[str, Any] = dict(plan.label.values)
    with workspace.step(plan.label.message, origin=Origin.IMPORT, **said):
        for write in plan.writes:
            match write:
                case Attach():
                    attached = workspace.attachments.add(write.name, write.content, write.media_type)
                    if write.key:
                        made[write.key] = attached.id
                case Add():
                    id_ = workspace.add(write.record, **with_ids(write.values))
                    if write.key:
                        made[write.key] = id_
                case AddMany(keys=()):
                    ids = workspace.add_ready(
                        write.record, (ready(write.record, with_ids(line), Made) for line in write.lines)
                    )
                    if len(ids) != write.count:
                        raise WorkspaceError(_CHANGED)
                case AddMany():
                    ids = workspace.add_many(write.record, map(with_ids, write.lines))
                    if len(ids) != write.count:
                        raise WorkspaceError(_CHANGED)
                    made.update(zip(write.keys, ids, strict=bool(write.keys)))
                case AddReady():
                    workspace.add_ready(
                        write.record,
                        (
                            tuple([made[each.key] if isinstance(each, Made) else each for each in row])
                            for row in write.rows
                        ),
                    )
                case Change():
                    workspace.change(ref_of(write, made), **with_ids(write.values))
    return ref_of(plan.leads_to, made) if plan.leads_to is not None else None
