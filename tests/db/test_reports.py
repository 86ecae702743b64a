"""The choices of the last export stay in the file, and are no step."""

from __future__ import annotations

import sqlite3
from datetime import date

from db.workspace import Place, Workspace, open_workspace
from enable_desktop.reports import Exported

MARCH = Exported(choices={"page": "letter", "quotes": ""}, on=date(2026, 3, 12), place="/somewhere/Gap report.pdf")


def test_the_choices_of_the_last_export_are_there_after_a_restart(workspace: Workspace, place: Place) -> None:
    workspace.reports.keep("gaps", Exported(choices={"page": "a4"}, on=date(2026, 2, 1), place="/elsewhere.pdf"))
    workspace.reports.keep("gaps", MARCH)
    path = workspace.path
    workspace.close()
    with open_workspace(path, place) as again:
        assert again.reports.exported() == {"gaps": MARCH}


def test_an_export_is_no_step(workspace: Workspace) -> None:
    before = workspace.history()
    told: list[object] = []
    workspace.listen(told.append)
    workspace.reports.keep("gaps", MARCH)
    assert workspace.history() == before
    assert not told


def test_what_another_hand_wrote_there_is_left_out(workspace: Workspace) -> None:
    workspace.reports.keep("gaps", MARCH)
    with sqlite3.connect(workspace.path) as connection:
        connection.execute("insert into report_choices values ('brief', '[1]'), ('thread', '{')")
    connection.close()
    assert workspace.reports.exported() == {"gaps": MARCH}
