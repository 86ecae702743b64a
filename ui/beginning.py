"""The first steps in a new workspace, and which of them are done; worked out from what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from enable_desktop.charter.lines import BusinessCase, Prose
from enable_desktop.fields import Shape, fields_of
from enable_desktop.measures import Measure
from enable_desktop.people import Person

if TYPE_CHECKING:
    from db.workspace import Workspace

SKIPPED: Final = "first_steps"
"""The setting that holds "skipped" once the person has skipped the steps."""

STEPS: Final = ("name", "case", "charter", "measures", "people", "backup")
_MEASURES: Final = 3
_PEOPLE: Final = 2
_ENOUGH: Final = 4


def done_steps(workspace: Workspace) -> frozenset[str]:
    """The steps whose result is there."""
    done = {
        "name": bool(workspace.settings.get("company").strip()),
        "case": _has_case(workspace),
        "charter": any(line.text.strip() for line in workspace.all(Prose)),
        "measures": workspace.count(Measure) >= _MEASURES,
        "people": workspace.count(Person) >= _PEOPLE,
        "backup": workspace.place.backups is not None,
    }
    return frozenset(step for step, is_done in done.items() if is_done)


def is_settled(workspace: Workspace) -> bool:
    """Whether the steps need no page of their own any more: skipped, or four of six done."""
    return workspace.settings.get(SKIPPED) == "skipped" or len(done_steps(workspace)) >= _ENOUGH


def _has_case(workspace: Workspace) -> bool:
    case = next(iter(workspace.all(BusinessCase)), None)
    if case is None:
        return False
    return any(field.shape is Shape.PROSE and getattr(case, field.name).strip() for field in fields_of(BusinessCase))
