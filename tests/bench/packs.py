"""A pack of a thousand files as a zip archive with page and manifest, against `zip -6` of the same files."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any, Final

from enable_desktop.packs.contents import PackContents, Packed
from enable_desktop.packs.parcels import Parcel
from tests.bench.result import Result, in_turn, peak_memory, seconds

FILES: Final = 1_000
RUNS: Final = 5
PAGE: Final = 6_000
"""So many letters has a page in Markdown, as those of handbooks have."""
TABLE: Final = 75_000
PACKED: Final = 50_000
LONGEST: Final = 0.9
MOST_MEMORY: Final = 60
_WORDS: Final = (
    "discovery", "pricing", "objection", "answer", "customer", "meeting", "proposal", "contract", "renewal", "budget",
    "возражение", "цена", "клиент", "встреча", "договор", "продление",
)  # fmt: skip


def results() -> list[Result]:
    if shutil.which("zip") is None:
        return [
            Result(name="a pack of 1,000 files as zip", ours=0, note="zip is not installed: nothing to compare with")
        ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "files"
        write_files(folder)
        out = Path(name) / "ours.zip"
        memory: list[float] = []

        def ours() -> float:
            told = _packed(folder, out)
            memory.append(told["memory"])
            return float(told["seconds"])

        def floor() -> float:
            target = Path(name) / "floor.zip"
            target.unlink(missing_ok=True)
            command = ["zip", "-6", "-q", "-r", str(target), "."]
            return seconds(lambda: subprocess.run(command, cwd=folder, check=True))

        least, taken = (value * 1000 for value in in_turn((floor, ours), RUNS))
        sizes = f"{out.stat().st_size / 1e6:.1f} MB, zip {(Path(name) / 'floor.zip').stat().st_size / 1e6:.1f} MB"
    return [
        Result(name="a pack of 1,000 files as zip, floor zip -6", floor=least, ours=taken, limit=LONGEST, note=sizes),
        Result(name="its memory, the program's own included", ours=max(memory), unit="MB", limit=MOST_MEMORY),
    ]


def write_files(folder: Path) -> None:
    """A thousand files, half of them compressed already."""
    folder.mkdir()
    chance = random.Random(7)
    for number in range(FILES // 4):
        (folder / f"page {number}.md").write_text(f"# Page {number}\n\n{_paragraphs(chance, PAGE)}\n", encoding="utf-8")
        (folder / f"table {number}.csv").write_text(_paragraphs(chance, TABLE), encoding="utf-8")
    for number in range(FILES // 2):
        (folder / f"film {number}.mp4").write_bytes(chance.randbytes(PACKED))


def _paragraphs(chance: random.Random, letters: int) -> str:
    """Words in paragraphs of sixty."""
    words = chance.choices(_WORDS, k=letters // 9)
    return "\n\n".join(" ".join(words[at : at + 60]) for at in range(0, len(words), 60))


def parcel_in(folder: Path) -> Parcel:
    """The files as a pack; documents have the beginning of a text, as the workspace knows it."""
    paths = dict(enumerate(sorted(folder.iterdir()), 1))
    items = tuple(
        Packed(
            asset=id_, title=path.stem, heading=path.suffix[1:], summary="What to say, and when.", text="word " * 400
        )
        for id_, path in paths.items()
    )
    contents = PackContents(
        pack=1, title="Bench", company="Sample Co", language="en", day=date(2026, 3, 12), items=items
    )
    return Parcel(contents=contents, paths=paths)


def _packed(folder: Path, out: Path) -> Any:
    """What one packing in a process of its own took; JSON gives numbers by name."""
    command = [sys.executable, "-m", "tests.bench.packs", str(folder), str(out)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(ran.stdout)


def main(folder: Path, out: Path) -> None:
    """Pack once, and print the seconds and the most memory in MB."""

    from enable_desktop.words import Words
    from exports.packs.handing_over import hand_over
    from resources.words import translations

    parcel = parcel_in(folder)
    taken = seconds(lambda: hand_over(parcel, Words("en", translations("en")), out))
    print(json.dumps({"seconds": taken, "memory": peak_memory()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
