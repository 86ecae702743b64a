"""What a process does that is going to be killed; it has everything loaded that a job may need."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path

from db.workspace import Place
from tests.faults.jobs import JOBS, NOW

for each in (
    "sqlite_utils",
    "db.creation",
    "db.migrations",
    "db.library",
    "exports.charter",
    "exports.gaps",
    "ui.cli.exports",
    "ui.cli.imports",
    "ui.cli.reconcile",
    "ui.reconciling",
    "ui.taking_in",
):
    import_module(each)


def work(job: str, path: Path, home: Path, said: Connection) -> None:
    """Does a job without end, and says what is done."""
    os.environ["ENABLE_HOME"] = str(home)
    os.environ["ENABLE_TODAY"] = f"{NOW:%Y-%m-%d}"
    jobs = JOBS
    if job not in JOBS:
        # Loaded here: it takes long, and only this job has a window.
        from tests.faults.typist import JOBS as TYPING

        jobs = TYPING
    with Path(os.devnull).open("w") as nowhere:
        sys.stdout = nowhere
        for done in jobs[job](path, Place(home=home, clock=lambda: NOW)):
            said.send(done)
