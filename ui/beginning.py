"""The first steps in a new workspace, and which of them are done; worked out from what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from db.workspace import Workspace

SKIPPED: Final = "first_steps"
"""The setting that holds "skipped" once the person has skipped the steps."""

STEPS: Final = ("name", "case", "charter", "measures", "people", "backup")
_CASE: Final = (
    "problem", "evidence", "cost_of_nothing", "proposal", "how_it_works", "responsible", "assumptions", "stop_rule",
    "decision",
)  # fmt: skip
_MEASURES: Final = 3
_PEOPLE: Final = 2
_ENOUGH: Final = 4


def done_steps(workspace: Workspace) -> frozenset[str]:
    """The steps whose result is there. Asked at every start and after every change, so the file counts, not we."""
    done = {
        "name": bool(workspace.settings.get("company").strip()),
        "case": workspace.has_words("business_case", *_CASE),
        "charter": workspace.has_words("sections", "text"),
        "measures": workspace.count_of("measures") >= _MEASURES,
        "people": workspace.count_of("people") >= _PEOPLE,
        "backup": workspace.place.backups is not None,
    }
    return frozenset(step for step, is_done in done.items() if is_done)


def is_settled(workspace: Workspace) -> bool:
    """Whether the steps need no page of their own any more: skipped, or four of six done."""
    return workspace.settings.get(SKIPPED) == "skipped" or len(done_steps(workspace)) >= _ENOUGH
