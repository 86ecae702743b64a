"""What a broken link was likely meant for: the same content elsewhere, the same name, or the path most alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from itertools import chain, islice
from typing import Final

from enable_desktop.fields import Choice
from enable_desktop.library.links import FOLDER_PAGES, PAGE_ENDINGS, Catalogue, folded, forms_of
from enable_desktop.words import mark

_WORD: Final = re.compile(r"[^\W_]{3,}")
_OWN_NAMES: Final = frozenset(folded(each) for each in FOLDER_PAGES)
"""Names that every folder has: there the folder's name is the one that counts."""
_NAME_SHARE: Final = 65
"""How much of the likeness, in percent, is that of the name; the rest is that of the folders above it."""
_LEAST: Final = 50
_MOST_NAMES: Final = 2_000
"""Names that are compared letter by letter, whatever the size of the library."""
_MOST_ALIKE: Final = 20


class Likeness(Choice):
    """Why a file is proposed for a broken link."""

    CONTENT = "content", mark("same content")
    NAME = "name", mark("same name")
    PATH = "path", mark("similar path")


@dataclass(frozen=True, slots=True)
class Likely:
    """A file that a broken link may have been meant for, and how alike it is, in percent."""

    path: str
    asset: int
    likeness: Likeness
    percent: int


def nowhere(_path: str) -> Iterable[str]:
    """No file is known to have the content of another."""
    return ()


def likely_targets(
    path: str,
    page: str,
    catalogue: Catalogue,
    same_content: Callable[[str], Iterable[str]] = nowhere,
    most: int = 5,
) -> tuple[Likely, ...]:
    """The assets that a broken link in a page was likely meant for, best first; `path` is where its target would lie.

    `same_content` gives the paths that now have the content which another path once had.
    """
    found: dict[str, Likely] = {}
    for form in forms_of(path):
        for same in same_content(form):
            if same in catalogue.paths and same != page:
                found.setdefault(same, Likely(same, catalogue.paths[same], Likeness.CONTENT, 100))
    wanted = _telling(path)
    names = {wanted, *(f"{wanted}{ending}" for ending in PAGE_ENDINGS)}
    for other in chain(_named(path, catalogue), _alike(path, catalogue)):
        if other in found or other == page:
            continue
        likeness = Likeness.NAME if _telling(other) in names else Likeness.PATH
        percent = min(_percent(path, other), 99)
        if percent >= _LEAST or likeness is Likeness.NAME:
            found[other] = Likely(other, catalogue.paths[other], likeness, max(percent, _LEAST))
    order = list(Likeness)
    best = sorted(found.values(), key=lambda each: (-each.percent, order.index(each.likeness), each.path))
    return tuple(best[:most])


def _telling(path: str) -> str:
    """The folded name of a file; with its folder, where every folder has a file of this name."""
    above, _, name = path.rpartition("/")
    name = folded(name)
    return f"{folded(above.rpartition('/')[2])}/{name}" if name in _OWN_NAMES else name


def _named(path: str, catalogue: Catalogue) -> Iterator[str]:
    """Files with the name of a path, wherever they lie; a folder's page also where only its folder is named."""
    wanted = _telling(path)
    name = folded(path.rpartition("/")[2])
    for form in (name, *(f"{name}{ending}" for ending in PAGE_ENDINGS)):
        for other in catalogue.names.get(form, ()):
            if form not in _OWN_NAMES or _telling(other) == wanted:
                yield other


def _alike(path: str, catalogue: Catalogue) -> Iterator[str]:
    """Files with a name that is nearly that of a path; of all names those near it, with its words or its beginning."""
    folder, _, name = path.rpartition("/")
    name = folded(name)
    words = _WORD.findall(name.rpartition(".")[0] or name)
    near = chain(
        catalogue.beside(folder),
        *(catalogue.with_word(word) for word in words),
        catalogue.with_beginning(name),
    )
    names = dict.fromkeys(folded(each.rpartition("/")[2]) for each in islice(near, 4 * _MOST_NAMES))
    several = [each for each in islice(names, _MOST_NAMES) if each not in _OWN_NAMES]
    for close in get_close_matches(name, several, n=_MOST_ALIKE, cutoff=0.6):
        yield from islice(catalogue.names[close], _MOST_ALIKE)


def _percent(path: str, other: str) -> int:
    """How alike two paths are: their names letter by letter, their folders name by name."""
    name, other_name = _without_ending(_telling(path)), _without_ending(_telling(other))
    folders, other_folders = path.split("/")[:-1], other.split("/")[:-1]
    names = SequenceMatcher(None, name, other_name, autojunk=False).ratio()
    above = SequenceMatcher(None, folders, other_folders, autojunk=False).ratio() if folders or other_folders else 1.0
    return round(_NAME_SHARE * names + (100 - _NAME_SHARE) * above)


def _without_ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return stem if dot and f".{ending}" in PAGE_ENDINGS else name
