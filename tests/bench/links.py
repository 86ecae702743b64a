"""Finding the broken links of a thousand pages, against html.parser with a dict of the files."""

from __future__ import annotations

import posixpath
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html.parser import HTMLParser
from typing import Final
from urllib.parse import unquote

from enable_desktop.library.link_places import links_in_html, links_in_markdown
from enable_desktop.library.link_shapes import LinkPlace
from enable_desktop.library.links import Catalogue, Catalogued, Resolver, State
from tests.bench.result import Result, in_turn, seconds

PAGES: Final = 1_000
LINKS: Final = 11
BREAKS: Final = 190
RUNS: Final = 7
ROOT: Final = "/library"
TEXT: Final = (
    "A seller who knows what the buyer has to decide, and who else decides, asks other questions than one who knows "
    "the product. Write down what was said in their words, agree on the next step, and send both on the same day."
)


def results() -> list[Result]:
    found = []
    for name, ending, write, read in (
        ("HTML", "html", html_page, links_in_html),
        ("Markdown", "md", markdown_page, links_in_markdown),
    ):
        library = planted(ending)
        pages = {path: html_page(links) for path, links in library.links.items()}
        ours = {path: write(links) for path, links in library.links.items()}
        wanted = floor(pages)
        got = broken(ours, read)
        missed, false = len(library.breaks - set(got)), len(set(got) - library.breaks)
        assert set(wanted) == library.breaks, "the floor itself counts wrongly"
        least, taken = (
            value * 1000 for value in in_turn((_timed(floor, pages), _timed(partial(broken, read=read), ours)), RUNS)
        )
        note = f"{len(got)} of {len(library.breaks)} found, {missed} missed, {false} false"
        found.append(
            Result(
                name=f"11,000 links in 1,000 {name} pages, 190 broken", floor=least, ours=taken, limit=1.5, note=note
            )
        )
        found.append(Result(name=f"of these wrong, in {name}", ours=missed + false, unit="", limit=0))
    return found


def _timed(find: Callable[[dict[str, str]], object], pages: dict[str, str]) -> Callable[[], float]:
    return lambda: seconds(lambda: find(pages))


@dataclass(frozen=True, slots=True)
class Planted:
    """The links of every page with their words, and the places of those that lead nowhere."""

    links: dict[str, list[tuple[str, str]]]
    breaks: set[tuple[str, int]]


def planted(ending: str) -> Planted:
    """A library in folders of different depth whose links are known, in the ways that people write them."""
    dice = random.Random(4)
    folders = ["", "discovery", "discovery/calls", "pricing", "pricing/2026 list", "onboarding/first week/day one"]
    paths = [posixpath.join(ROOT, dice.choice(folders), f"page {n}.{ending}" if n % 9 == 0 else f"page-{n}.{ending}")
             for n in range(PAGES)]  # fmt: skip
    broken_places = set(dice.sample([(path, number) for path in paths for number in range(LINKS)], BREAKS))
    links: dict[str, list[tuple[str, str]]] = {}
    for path in paths:
        links[path] = []
        for number in range(LINKS):
            to = dice.choice(paths)
            if (path, number) in broken_places:
                to = dice.choice((to.replace("page", "pages", 1), f"{ROOT}/gone/{posixpath.basename(to)}"))
            target = posixpath.relpath(to, posixpath.dirname(path)).replace(" ", "%20")
            style = dice.randrange(6)
            if style == 0 and not target.startswith("."):
                target = f"./{target}"
            elif style == 1:
                target = f"{target}#part-{number}"
            links[path].append((target, " ".join(dice.sample(TEXT.split(), 3))))
    return Planted(links, broken_places)


def html_page(links: list[tuple[str, str]]) -> str:
    body = "\n".join(
        f'<h2 id="part-{n}">Part {n}</h2>\n<p class="text">{TEXT} See <a href="{target}">{words}</a>.</p>'
        for n, (target, words) in enumerate(links)
    )
    return f"<!doctype html>\n<html><head><title>A page</title></head><body>\n{body}\n</body></html>\n"


def markdown_page(links: list[tuple[str, str]]) -> str:
    body = "\n\n".join(f"## Part {n}\n\n{TEXT} See [{words}]({target})." for n, (target, words) in enumerate(links))
    return f"---\ntitle: A page\n---\n\n# A page\n\n{body}\n"


class _Links(HTMLParser):
    """What everybody would write first."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.targets += (value for name, value in attrs if name == "href" and value)


def floor(pages: dict[str, str]) -> list[tuple[str, int]]:
    found = []
    for path, text in pages.items():
        parser = _Links()
        parser.feed(text)
        folder = posixpath.dirname(path)
        for number, target in enumerate(parser.targets):
            meant = posixpath.normpath(posixpath.join(folder, unquote(target.partition("#")[0])))
            if meant not in pages:
                found.append((path, number))
    return found


def broken(pages: dict[str, str], read: Callable[[str], tuple[LinkPlace, ...]]) -> list[tuple[str, int]]:
    """What the library says, its catalogue made anew."""
    assets = [Catalogued(number, path) for number, path in enumerate(pages, 1)]
    resolver = Resolver(Catalogue(assets, [ROOT]), lambda path: False)
    return [
        (path, place.number)
        for path, text in pages.items()
        for place in read(text)
        if resolver.resolve(place.target, path).state is State.BROKEN
    ]
