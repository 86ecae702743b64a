"""From nothing to the first painted window, against the smallest PySide6 program: wall time and memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from db.workspace import Place
from tests.bench.result import Result
from ui.start import new_workspace

RUNS = 11


def results() -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        path = Path(folder) / "Sample.enable"
        new_workspace(path, Place(home=home, clock=datetime.now), "en", "en").close()
        times: dict[str, list[float]] = {"floor": [], "window": [], "page": []}
        memory: dict[str, list[float]] = {"floor": [], "window": [], "page": []}
        for run in range(RUNS + 1):
            for what in times:
                took, kilobytes = started([what] if what == "floor" else [what, str(path)], home)
                if run:
                    times[what].append(took * 1000)
                    memory[what].append(kilobytes / 1024)
        floor, window, page = (statistics.median(values) for values in times.values())
        floor_memory, _, page_memory = (statistics.median(values) for values in memory.values())
    return [
        Result(name="start to the first painted window, sample", floor=floor, ours=window, limit=2.0),
        Result(name="start to the painted Today page, sample", floor=floor, ours=page),
        Result(name="memory with the Today page", floor=floor_memory, ours=page_memory, unit="MB", limit=2.2),
    ]


def started(what: list[str], home: Path) -> tuple[float, float]:
    """Wall seconds and peak resident kilobytes of one start."""
    environment = {**os.environ, "ENABLE_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.first_paint", *what], env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return took, float(usage.ru_maxrss)
