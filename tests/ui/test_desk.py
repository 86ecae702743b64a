"""What is done at a desk is said: that it was done, or why not."""

from __future__ import annotations

from enable_desktop.errors import WorkspaceError
from ui.desk import Desk


def test_what_was_done_is_said_and_what_failed_is_said_instead(desk: Desk) -> None:
    told: list[tuple[str, bool]] = []
    problems: list[str] = []
    desk.wants_toast.connect(lambda text, undo: told.append((text, undo)))
    desk.wants_problem.connect(lambda title, text: problems.append(text))

    def refused() -> None:
        raise WorkspaceError("The disk is full.")

    assert desk.do(lambda: desk.workspace.settings.set("company", "Sample Co"), "Company named")
    assert not desk.do(refused, "Company named")
    assert desk.do(lambda: None)
    assert desk.workspace.settings.get("company") == "Sample Co"
    assert told == [("Company named", True)]
    assert problems == ["The disk is full."]
