"""The end of every import: what it finds in a workspace, and a plan carried out, all of it in one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from db.rows import all_ready, ready, references_in
from enable_desktop.changes import Origin
from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import Line
from enable_desktop.imports import Add, AddMany, AddReady, Attach, Change, Made, Plan, ref_of
from enable_desktop.links import Ref
from enable_desktop.notes import Attachment
from enable_desktop.people import Person
from enable_desktop.words import mark

if TYPE_CHECKING:
    from db.slices import Row
    from db.workspace import Workspace
    from enable_desktop.charter.import_plan import Standing

_TOLD: Final = 500
_MANY: Final = 1_000
_FEW: Final = 500
"""So many lines are changed at once, when those that are new are shown."""
_CHANGED: Final = mark("The file was changed while it was read. Nothing was imported.")


def charter_standing(workspace: Workspace) -> Standing:
    """What importing a charter finds."""
    # Loaded here: no other import needs them.
    from enable_desktop.charter.content import Charter
    from enable_desktop.charter.import_plan import Standing

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
        for line in all_ready(write.record, write.lines):
            made.append(tuple(line))
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

    with_ids = partial(_with_ids, made)
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
                    lines = all_ready(write.record, write.lines)
                    ids = workspace.add_ready(write.record, _all_with_made(made, write.record, lines))
                    if len(ids) != write.count:
                        raise WorkspaceError(_CHANGED)
                case AddMany():
                    ids = workspace.add_many(write.record, map(with_ids, write.lines))
                    if len(ids) != write.count:
                        raise WorkspaceError(_CHANGED)
                    made.update(zip(write.keys, ids, strict=bool(write.keys)))
                case AddReady():
                    workspace.add_ready(write.record, _all_with_made(made, write.record, map(list, write.rows)))
                case Change():
                    workspace.change(ref_of(write, made), **with_ids(write.values))
    return ref_of(plan.leads_to, made) if plan.leads_to is not None else None


def is_for_slices(plan: Plan) -> bool:
    """Whether a plan brings so much that a window is better given it in slices, and can be."""
    changed = sum(isinstance(write, Change) for write in plan.writes)
    attached = any(isinstance(write, Attach) for write in plan.writes)
    return sum(_counts(plan).values()) > _MANY and changed <= _FEW and not attached


def store_in_slices(
    workspace: Workspace, plan: Plan, is_outdated: Callable[[], bool] = lambda: False
) -> Generator[tuple[int, int], None, Ref | None]:
    """Do what a plan says as one step, each time a little of it; tells how much of how much is done.

    Nobody sees any of it before the last time. Where that does not come, `workspace.big_steps.sweep` takes away what is
    there. Raises Disturbed where it `is_outdated` at the end, or something it refers to is gone.
    """
    # Loaded here: only a window has others wait for it.
    from db.pace import as_soon_as_free
    from db.slices import Disturbed

    yield from workspace.big_steps.sweep()
    counts = _counts(plan)
    incoming = yield from as_soon_as_free(lambda: workspace.big_steps.begin(plan.label, counts))
    made: dict[str, int] = {}
    total = sum(counts.values())
    try:
        for _ in incoming.add(_rows(plan, made, {record: iter(incoming.ids(record)) for record in counts})):
            yield incoming.written, total
        if incoming.written != total:
            raise WorkspaceError(_CHANGED)

        def show() -> None:
            if is_outdated() or incoming.is_disturbed:
                raise Disturbed
            with incoming.show():
                for change in plan.writes:
                    if isinstance(change, Change):
                        workspace.change(ref_of(change, made), **_with_ids(made, change.values))

        yield from as_soon_as_free(show)
    finally:
        workspace.big_steps.end(incoming)
    return ref_of(plan.leads_to, made) if plan.leads_to is not None else None


def _counts(plan: Plan) -> dict[type[Line], int]:
    """How many new records of each kind a plan brings, in the order in which they come."""
    counts: Counter[type[Line]] = Counter()
    for write in plan.writes:
        match write:
            case Add():
                counts[write.record] += 1
            case AddMany():
                counts[write.record] += write.count
            case AddReady():
                counts[write.record] += len(write.rows)
    return {record: number for record, number in counts.items() if number}


def _with_ids(made: Mapping[str, int], values: Mapping[str, Any]) -> dict[str, Any]:
    # Any: a write holds values of any field by its name.
    return {name: made[each.key] if isinstance(each, Made) else each for name, each in values.items()}


def _all_with_made(made: Mapping[str, int], record: type[Line], rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    """Records that are `ready`, with the ids of those that came before them; Any: values of any field."""
    references = references_in(record)
    for row in rows:
        for at in references:
            if isinstance(row[at], Made):
                row[at] = made[row[at].key]
        yield row


def _with_made(made: Mapping[str, int], record: type[Line], row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(next(_all_with_made(made, record, (list(row),))))


def _rows(plan: Plan, made: dict[str, int], ids: Mapping[type[Line], Iterator[int]]) -> Iterator[Row]:
    """Every new record of a plan as it is kept, with its id; what later ones name it by is noted on the way."""
    for write in plan.writes:
        match write:
            case Add():
                id_ = next(ids[write.record])
                if write.key:
                    made[write.key] = id_
                yield write.record, id_, _with_made(made, write.record, ready(write.record, write.values))
            case AddMany():
                keys = iter(write.keys)
                for id_, values in zip(islice(ids[write.record], write.count), write.lines, strict=True):
                    if write.keys:
                        made[next(keys)] = id_
                    yield write.record, id_, _with_made(made, write.record, ready(write.record, values))
            case AddReady():
                for row in write.rows:
                    yield write.record, next(ids[write.record]), _with_made(made, write.record, row)
