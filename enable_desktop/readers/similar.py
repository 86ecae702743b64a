"""Files that may be the one that is gone: named like it, and lying near where it was."""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from enable_desktop.search import folded

_MOST_LOOKED_AT: Final = 5_000
_MOST_FOLDERS: Final = 60
_MOST_FOUND: Final = 3
_LEAST_ALIKE: Final = 40


def similar_files(path: Path, check: Callable[[], None] = lambda: None) -> tuple[tuple[Path, int], ...]:
    """The files most like this one by name, and how alike they are in per cent, the most alike first.

    Names alone are looked at, and only so many: in its folder, or the nearest that is still there, in those below and
    beside it, and above. Raises what `check` raises.
    """
    wanted, left = folded(path.stem), _MOST_LOOKED_AT
    found: dict[Path, int] = {}
    for folder in _near(path):
        check()
        several = _names_in(folder)[:left]
        left -= len(several)
        for each in several:
            if each.suffix.lower() == path.suffix.lower() and each not in found:
                alike = round(100 * SequenceMatcher(None, wanted, folded(each.stem)).ratio())
                if alike >= _LEAST_ALIKE and each.is_file():
                    found[each] = alike
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], str(pair[0])))[:_MOST_FOUND])


def _near(path: Path) -> list[Path]:
    home = next((folder for folder in path.parents if folder.is_dir()), None)
    if home is None or home == home.parent:
        return []
    below = [each for each in _names_in(home)[:_MOST_FOLDERS] if each.is_dir()]
    beside = [each for each in _names_in(home.parent)[:_MOST_FOLDERS] if each != home and each.is_dir()]
    return [home, *below, home.parent, *beside]


def _names_in(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []
