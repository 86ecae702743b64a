"""Pairs of files that are the same by some sign, one to one, the nearest paths first."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import partial
from typing import TypeAlias, TypeVar

from enable_desktop.library.folders import Known, Placed

T = TypeVar("T", Known, Placed)
File: TypeAlias = Known | Placed


def matches(
    known: Iterable[Known], placed: Iterable[Placed], key: Callable[[File], Hashable | None]
) -> Iterator[tuple[Known, Placed]]:
    """Known and seen files with the same key, one to one; where several have it, the nearest paths first."""
    seen = _grouped(placed, key)
    for shared, group in _grouped(known, key).items():
        others = seen.get(shared)
        if others is None:
            continue
        if len(group) == 1 and len(others) == 1:
            yield group[0], others[0]
        else:
            yield from _nearest(group, others)


def _grouped(files: Iterable[T], key: Callable[[File], Hashable | None]) -> dict[Hashable, list[T]]:
    groups: dict[Hashable, list[T]] = {}
    for each in files:
        its = key(each)
        if its is not None:
            groups.setdefault(its, []).append(each)
    return groups


def _nearest(known: list[Known], placed: list[Placed]) -> Iterator[tuple[Known, Placed]]:
    """Pairs of files that hold the same: first those at the same place, then those of which most of the path agrees,
    counted from the name up, then those that share most folders, then whatever is left, in order.
    """
    known = sorted(known, key=lambda each: each.place)
    placed = sorted(placed, key=lambda each: each.place)
    files: tuple[File, ...] = (*known, *placed)
    depth = max(each.seen.path.count("/") for each in files) + 1
    for sign in _signs(depth):
        waiting: dict[Hashable, deque[Placed]] = defaultdict(deque)
        for other in placed:
            waiting[sign(other)].append(other)
        waiting.pop(None, None)
        taken = set()
        still = []
        for one in known:
            near = waiting.get(sign(one))
            if near:
                taken.add(near[0].place)
                yield one, near.popleft()
            else:
                still.append(one)
        known = still
        placed = [each for each in placed if each.place not in taken]
        if not known or not placed:
            return


def _signs(depth: int) -> Iterator[Callable[[File], Hashable | None]]:
    """What near files have in common, the nearest first."""
    yield lambda file: file.place
    for count in range(depth, 0, -1):
        yield partial(_last, count)
    for count in range(depth - 1, -1, -1):
        yield partial(_first, count)
    yield lambda file: True


def _last(count: int, file: File) -> Hashable | None:
    parts = file.seen.path.split("/")
    return tuple(parts[-count:]) if len(parts) >= count else None


def _first(count: int, file: File) -> Hashable | None:
    parts = file.seen.path.split("/")
    return (file.folder, *parts[:count]) if len(parts) > count else None
