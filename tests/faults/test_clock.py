"""A clock that is set back or ahead: what was done last is still last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from db.workspace import Place, create_workspace, open_workspace
from enable_desktop.charter.lines import Obstacle
from tests.db.conftest import at  # noqa: F401 (pytest finds it here by name)
from tests.faults.conftest import Trials


def test_steps_keep_the_order_in_which_they_were_made(
    tmp_path: Path,
    at: Callable[[datetime], Place],  # noqa: F811
    trials: Trials,
) -> None:
    path = tmp_path / "Programme.enable"
    moments = (
        datetime(2026, 11, 24, 10), datetime(2024, 11, 24, 10), datetime(2036, 11, 24, 10),
        datetime(2026, 3, 29, 2, 30), datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 2, 29),
        datetime(1970, 1, 1), datetime(2026, 11, 24, 11),
    )  # fmt: skip
    create_workspace(path, at(moments[0])).close()
    done: list[str] = []
    for number in trials("steps and backups made while the clock jumps by years and hours", few=8, many=8):
        with open_workspace(path, at(moments[number])) as workspace:
            workspace.add(Obstacle, title=f"Obstacle {number}")
            done.insert(0, f"Obstacle {number}")
            assert [each.label.values["title"] for each in workspace.history()] == done
            workspace.undo()
            assert [line.title for line in workspace.all(Obstacle)] == done[:0:-1]
            workspace.redo()
            made = workspace.back_up()
            assert made.path.exists()
    assert len(workspace.backups()) >= 5
