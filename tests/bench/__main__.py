"""`make bench`: runs every benchmark, or those named, prints a table and writes `build/bench.json`."""

from __future__ import annotations

import dataclasses
import importlib
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Programs are measured as they start from the second time on, also where the environment keeps nothing compiled.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

from tests.bench.result import Result

BENCHES = (
    "start",
    "pdf",
    "reports",
    "store",
    "gaps",
    "talks",
    "heartbeat",
    "packs",
    "links",
    "catalogue",
    "folders",
    "library",
    "library_page",
    "many",
    "experts",
    "pack_page",
    "trust",
)
"""A new benchmark is a module here with a function `results()`."""
LONG = ("day",)
"""These take a quarter of an hour, and are measured only where they are named."""


def main(names: list[str]) -> int:
    rows: list[Result] = []
    for name in names or BENCHES:
        found: list[Result] = importlib.import_module(f"tests.bench.{name}").results()
        for row in found:
            print(_line(row), flush=True)
        rows += found
    target = Path("build/bench.json")
    target.parent.mkdir(exist_ok=True)
    plain = [{**dataclasses.asdict(row), "ratio": row.ratio, "holds": row.holds} for row in rows]
    target.write_text(json.dumps(plain, indent=1), encoding="utf-8")
    missed = [row.name for row in rows if row.holds is False]
    print(f"{len(rows)} measured, {len(missed)} over the limit{': ' + ', '.join(missed) if missed else ''}")
    return 1 if missed else 0


def _line(row: Result) -> str:
    floor = f"{row.floor:10.2f}" if row.floor is not None else " " * 10
    ratio = f"{row.ratio:6.2f}x" if row.ratio is not None else " " * 7
    limit = "" if row.limit is None else f"at most {row.limit:g}{'x' if row.floor else ' ' + row.unit}"
    verdict = {True: "ok", False: "OVER", None: ""}[row.holds]
    return f"{row.name:52} {floor} {row.ours:10.2f} {row.unit:3} {ratio}  {limit:16} {verdict:5} {row.note}".rstrip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
