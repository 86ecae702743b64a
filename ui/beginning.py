"""The first steps in a new workspace, and which of them are done; worked out from what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from db.workspace import Workspace

SKIPPED: Final = "first_steps"
"""The setting that holds "skipped" once the person has skipped the steps."""

STEPS: Final = ("name", "case", "talks", "charter", "measures", "backup")
_CASE: Final = (
    "problem", "evidence", "cost_of_nothing", "proposal", "how_it_works", "responsible", "assumptions", "stop_rule",
    "decision",
)  # fmt: skip
_MEASURES: Final = 3
_TALKS: Final = 6
_ENOUGH: Final = 2


def done_steps(workspace: Workspace) -> frozenset[str]:
    """The steps whose result is there. Asked after every change that Today shows, so the file counts, not we."""
    done = {
        "name": bool(workspace.settings.get("company").strip()),
        "case": workspace.has_words("business_case", *_CASE),
        "charter": workspace.has_words("sections", "text"),
        "measures": workspace.count_of("measures") >= _MEASURES,
        "talks": workspace.count_of("interviews") >= _TALKS,
        "backup": workspace.place.backups is not None,
    }
    return frozenset(step for step, is_done in done.items() if is_done)


def is_settled(workspace: Workspace) -> bool:
    """Whether Today may begin with its list: the steps were skipped, or two of six are done."""
    return is_skipped(workspace) or len(done_steps(workspace)) >= _ENOUGH


def is_skipped(workspace: Workspace) -> bool:
    """Whether the person wants to see the steps no more."""
    return workspace.settings.get(SKIPPED) == "skipped"
