"""A file of a gigabyte that is imported: read in pieces, and refused with a sentence where it is nobody's list."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.faults.conftest import Trials

ROOT: Final = Path(__file__).resolve().parent.parent.parent
GIGABYTE: Final = 1_000_000_000
MEMORY: Final = 350
"""Megabytes that the whole program may take."""
HEADERS: Final = {
    "statements": "stakeholder,group,theme,severity,kind,quote,date\n",
    "catalogue": "title,location,kind\n",
    "experts": "name,department,topics,level\n",
    "usage": "content,date,who\n",
    "feedback": "content,rating,comment,date,person\n",
}
ROW: Final = {
    "statements": "Anna Berg,rep,Ramp-up,3,,It takes a long time to find anything at all in there,2026-03-12\n",
    "catalogue": "A long title of something to use {n},https://sample.example/a/long/path/{n}/of/it,deck\n",
    "experts": "Somebody {n},Sales,Discovery; Objections,knows\n",
    "usage": "A long title of something to use {n},2026-03-12,Anna Berg\n",
    "feedback": "A long title of something to use {n},4,It was of use to me yesterday,2026-03-12,Anna Berg\n",
}
CODE: Final = """
import re, sys
from pathlib import Path
from ui.cli import run
code = run(["import", sys.argv[1], sys.argv[2], sys.argv[3], "--skip-rejected"])
print(code, int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) // 1_000)
"""
"""Asked of the system itself: what `resource` tells of a child includes what its parent took before."""


def many_rows(key: str) -> Iterator[bytes]:
    """Rows as they should be, too many of them."""
    block = "".join(ROW[key].format(n=number) for number in range(5_000)).encode()
    for _ in range(GIGABYTE // len(block) + 1):
        yield block


def one_row(key: str) -> Iterator[bytes]:
    """A cell that opens with a quotation mark and never ends."""
    yield b'"'
    for _ in range(GIGABYTE // 1_000_000):
        yield b"x" * 1_000_000


def zeros(key: str) -> Iterator[bytes]:
    """What a drive gives back that has lost the content."""
    for _ in range(GIGABYTE // 1_000_000):
        yield bytes(1_000_000)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not tell how much memory it took")
@pytest.mark.parametrize("content", [many_rows, one_row, zeros], ids=lambda content: content.__name__)
def test_a_file_of_a_gigabyte_is_imported_or_refused_in_little_memory(
    tmp_path: Path, new_file: Path, trials: Trials, content: Callable[[str], Iterator[bytes]]
) -> None:
    keys = list(HEADERS)
    path, source = tmp_path / "Programme.enable", tmp_path / "list.csv"
    for number in trials(
        f"imports of a CSV of a gigabyte, {content.__name__.replace('_', ' ')}", few=0, many=len(keys)
    ):
        path.write_bytes(new_file.read_bytes())
        with source.open("wb") as file:
            file.write(HEADERS[keys[number]].encode())
            file.writelines(content(keys[number]))
        command = [sys.executable, "-c", CODE, keys[number], str(path), str(source)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr, (keys[number], done.stderr)
        *said, last = done.stdout.splitlines()
        code, memory = map(int, last.split())
        assert code in (0, 3) and (content is one_row or code == 3), (keys[number], code)
        assert code == 0 or done.stderr.rstrip().endswith("."), (keys[number], done.stderr)
        assert memory < MEMORY, (keys[number], memory)
        source.unlink()
