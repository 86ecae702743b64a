"""Pages of a real handbook move, every link is mended in the files, and all of it is taken back."""

from __future__ import annotations

import hashlib
import os
import shutil
from itertools import groupby
from pathlib import Path

import pytest

from enable_desktop.library.link_moves import Pointing, moves_to_mends
from enable_desktop.library.link_places import links_in_markdown
from enable_desktop.library.link_writing import Replacement
from enable_desktop.library.links import Catalogue, Catalogued, Resolved, Resolver, State
from exports.mending import mend, put_back

BESIDE = Path("shared", "samples", "handbook")
HANDBOOK = next((each / BESIDE for each in Path(__file__).parents if (each / BESIDE).is_dir()), BESIDE)
MOVED = {"tools": "systems/tools", "onboarding/quiz.md": "quiz.md", "index.md": "start here.md"}
"""A tree, a page, and the page that most others point at."""


def followed(root: Path) -> list[tuple[Path, int, str, Resolved]]:
    pages = sorted(root.rglob("*.md"))
    assets = [Catalogued(number, page.as_posix()) for number, page in enumerate(pages, 1)]
    resolver = Resolver(Catalogue(assets, [root.as_posix()]), os.path.exists)
    return [
        (page, link.number, link.target, resolver.resolve(link.target, page.as_posix()))
        for page in pages
        for link in links_in_markdown(page.read_bytes().decode())
    ]


def contents(root: Path) -> dict[str, bytes]:
    return {page.relative_to(root).as_posix(): page.read_bytes() for page in root.rglob("*.md")}


def test_links_follow_pages_that_move_and_come_back_with_them(tmp_path: Path) -> None:
    if not HANDBOOK.is_dir():
        pytest.skip("the handbook sample is not here")
    root = tmp_path / "lib" / "handbook"
    shutil.copytree(HANDBOOK, root)
    for path in root.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    before, links = contents(root), followed(root)
    broken = [target for _, _, target, found in links if found.state is State.BROKEN]

    moves: dict[str, str] = {}
    for old, new in MOVED.items():
        for page in [root / old] if (root / old).is_file() else sorted((root / old).rglob("*.md")):
            moves[page.as_posix()] = (root / new / page.relative_to(root / old)).as_posix()
        (root / new).parent.mkdir(exist_ok=True)
        (root / old).rename(root / new)
    lost = [target for _, _, target, found in followed(root) if found.state is State.BROKEN]
    assert len(lost) > len(broken)

    pointing = [
        Pointing(page=page.as_posix(), number=number, target=target, path=found.path)
        for page, number, target, found in links
        if found.state in (State.ASSET, State.FILE) and found.path
    ]
    files = {page.as_posix() for page in root.rglob("*.md")}
    mends = sorted(moves_to_mends(moves, pointing, [root.as_posix()], files), key=lambda each: each.page)
    done = []
    for path_now, of_page in groupby(mends, key=lambda each: each.page):
        replacements = [Replacement(number=each.number, before=each.before, after=each.after) for each in of_page]
        file = Path(path_now)
        done.append(mend(file, replacements, hashlib.sha256(file.read_bytes()).hexdigest()))

    now = followed(root)
    assert sorted(target for _, _, target, found in now if found.state is State.BROKEN) == sorted(broken)
    led = {(page.as_posix(), number): found.path for page, number, _, found in now}
    for each in pointing:
        place = moves.get(each.page, each.page), each.number
        assert led[place] == moves.get(each.path, each.path)

    for each_file in done:
        put_back(each_file.path, each_file.digest_now, each_file.before)
    for old, new in MOVED.items():
        (root / new).rename(root / old)
    assert contents(root) == before
