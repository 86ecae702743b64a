"""A big step that changes rows which are there, slice by slice: done for the first time, taken back, or done again.

What it changes is seen as it goes, and everybody hears of it when all is done. In the file such a step says what is
being done with it; where that is given up, or the program is killed, all of it goes back to where it came from: in
slices, or at the next opening.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple

from db.hidden import State
from db.history import History
from db.pace import Pace, Told, as_soon_as_free
from db.step_list import BIG
from db.taking_back import Interrupted, Noted
from enable_desktop.links import Ref
from enable_desktop.words import Sentence

_SECONDS: Final = 0.014
"""So long the processor is busy with a slice: rows that stand here and there cost the drive more than new ones."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done with many records in one step.

    Done for some of them and then for the others, `work` does the same as for all at once.
    """

    label: Sentence
    ids: Sequence[int]
    work: Callable[[Sequence[int]], None]

    @property
    def is_big(self) -> bool:
        """Whether it is done in slices."""
        return len(self.ids) > BIG


def done_at_once(history: History, deed: Deed) -> int:
    """Does a deed in one moment; returns with how many records."""
    with history.step(deed.label):
        deed.work(deed.ids)
    return len(deed.ids)


def done(history: History, step: int, deed: Deed) -> Told:
    """Does a deed in slices, as a step that was begun.

    Raises Overtaken where it cannot stand beside what somebody did meanwhile; the step is to be returned then.
    """
    pace, touched, at = Pace(_SECONDS), set[Ref](), 0
    # As they lie in the file: each slice writes little more than its own part of it.
    ids = sorted(deed.ids)
    while at < len(ids):
        some = ids[at : at + pace.count]

        def work(some: Sequence[int] = some) -> None:
            touched.update(history.do_part(step, partial(deed.work, some)))

        for _ in pace.slice(nullcontext, work):
            yield at + len(some), len(ids)
        at += len(some)
    label = history.list.label_of(step)
    yield from as_soon_as_free(partial(history.turn, partial(history.list.end_doing, step)))
    if touched and label is not None:
        history.tell(label, frozenset(touched))


class _Way(NamedTuple):
    """How a step moves: what it is meanwhile, and at the end."""

    meanwhile: State
    end: State


_BACK: Final = _Way(State.BEING_TAKEN_BACK, State.UNDONE)
_AGAIN: Final = _Way(State.BEING_DONE_AGAIN, State.DONE)


def moved(history: History, step: int, noted: Noted, check: Callable[[], None], *, forward: bool) -> Told:
    """Takes a step back in slices, or does it `forward` again, where `check` has nothing against it.

    Raises CannotUndo where a row has changed since; the step is to be returned then.
    """
    way = _AGAIN if forward else _BACK
    history.settle()

    def begin() -> None:
        check()
        history.list.move_to(step, way.meanwhile)

    yield from as_soon_as_free(partial(history.turn, begin))
    touched = set[Ref]()
    every = range(history.list.size(step))
    for moved_so_far, size in _parts(history, step, way.meanwhile, every, touched, set(), forward=forward, noted=noted):
        # That it was looked at before is the first half.
        yield size + moved_so_far, 2 * size
    label = history.list.label_of(step)
    assert label is not None

    def end() -> None:
        history.list.note_as_last(step, noted.last)
        history.list.move_to(step, way.end)

    yield from as_soon_as_free(partial(history.turn, end))
    history.tell(label, frozenset(touched))


def returned(history: History, step: int, state: State) -> Told:
    """Brings back to where it came from, in slices, what a step did that was given up on its way.

    What somebody changed meanwhile stays as it is, and so does what it had not come to.
    """
    label = history.list.label_of(step)
    forward = state is State.BEING_TAKEN_BACK
    touched = set[Ref]()
    with suppress(Interrupted):
        before = 0
        while True:
            every, left = _moved(history, step, state), set[Ref]()
            yield from _parts(history, step, state, every, touched, left, forward=forward, noted=None)
            if state is not State.BEING_DONE or not left or 0 < before <= len(left):
                break
            # Once more: a row that refers to one that came back only after it comes back now.
            before = len(left)

    def end() -> None:
        if not history.list.is_in(step, state):
            # It was returned already, in other slices than these.
            return
        if state is State.BEING_DONE:
            history.list.give_up(step)
        else:
            history.list.move_to(step, State.DONE if forward else State.UNDONE)

    yield from as_soon_as_free(partial(history.turn, end))
    if touched and label is not None:
        history.tell(label, frozenset(touched))


def _moved(history: History, step: int, state: State) -> range:
    """The changes of a step that was given up on its way that are not where they came from."""
    size, reached = history.list.size(step), history.list.reached(step)
    if state is State.BEING_DONE:
        return range(size)
    if state is State.BEING_TAKEN_BACK:
        return range(size if reached is None else reached, size)
    return range(reached or 0)


def _parts(
    history: History,
    step: int,
    state: State,
    every: range,
    touched: set[Ref],
    left: set[Ref],
    *,
    forward: bool,
    noted: Noted | None,
) -> Told:
    """These changes of a step, done forward or backward; without `noted` as far as that can be done.

    What was `touched` and what is `left` is added to these.
    """
    pace, size, at = Pace(_SECONDS), len(every), 0
    while at < size:
        stop = min(size, at + pace.count)
        numbers = every[at:stop] if forward else every[size - stop : size - at]

        def work(numbers: range = numbers) -> None:
            touched.update(history.move_part(step, state, numbers, forward=forward, noted=noted, left=left))

        for _ in pace.slice(nullcontext, work):
            yield stop, size
        at = stop
