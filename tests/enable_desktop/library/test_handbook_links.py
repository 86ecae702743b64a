"""The broken links of a real handbook, counted a second time by other means: python-markdown, html.parser, the disk."""

from __future__ import annotations

import os
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import markdown
import pytest

from enable_desktop.library.link_places import links_in_markdown
from enable_desktop.library.links import Catalogue, Catalogued, Resolver, State

BESIDE = Path("shared", "samples", "handbook")
HANDBOOK = next((each / BESIDE for each in Path(__file__).parents if (each / BESIDE).is_dir()), BESIDE)


class _Targets(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += (value for name, value in attrs if name in ("href", "src") and value)


def counted_otherwise(page: Path) -> Counter[str]:
    parser = _Targets()
    parser.feed(markdown.markdown(page.read_text("utf-8"), extensions=["extra"]))
    broken: Counter[str] = Counter()
    for target in parser.found:
        parts = urlsplit(target)
        if not parts.scheme and not parts.netloc and parts.path:
            path = os.path.normpath(page.parent / unquote(parts.path))
            broken[target] += not os.path.exists(path)  # noqa: PTH110 - another way than ours is the point
    return +broken


def test_the_broken_links_of_the_handbook_are_those_that_a_second_count_finds() -> None:
    if not HANDBOOK.is_dir():
        pytest.skip("the handbook sample is not here")
    pages = sorted(HANDBOOK.rglob("*.md"))
    assets = [Catalogued(number, page.as_posix()) for number, page in enumerate(pages, 1)]
    resolver = Resolver(Catalogue(assets, [HANDBOOK.as_posix()]), os.path.exists)
    total = 0
    for page in pages:
        links = links_in_markdown(page.read_text("utf-8"))
        ours = Counter(
            each.target for each in links if resolver.resolve(each.target, page.as_posix()).state is State.BROKEN
        )
        assert ours == counted_otherwise(page), page.name
        total += ours.total()
    assert total == 70
