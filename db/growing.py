"""A step that grows: what the program does little by little, for example with the files of a folder, is one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from db.changes import Change
from db.hidden import State
from db.step_list import StepList
from enable_desktop.links import Ref
from enable_desktop.words import Sentence


class GrowingStep:
    """A step of the program that grows each time it does more of the same: whole each time, and taken back as one."""

    def __init__(self) -> None:
        self.step: int | None = None
        """Its number, once it has changed anything."""
        self.counts = Counter[str]()
        """How much it has done, for its label."""
        self.numbers: dict[Ref, int] = {}
        """By row, which of its changes is about it."""

    def begin_anew(self) -> None:
        """What is done next is another step."""
        self.step = None
        self.counts.clear()
        self.numbers.clear()

    def note(self, step: int, changes: Iterable[Change]) -> None:
        """It is this step, which has made these changes so far."""
        self.step = step
        self.numbers = {Ref(change.kind, change.row): number for number, change in enumerate(changes)}

    def grow(self, steps: StepList, label: Sentence, changes: Iterable[Change]) -> bool:
        """Adds changes to the step, which is called otherwise from then on; says whether that can be done.

        A row that it has changed before must be as it was left then.
        """
        step = self.step
        if step is None or not steps.is_in(step, State.DONE):
            return False
        again, new, size = list[tuple[int, Change]](), list[Change](), steps.size(step)
        for change in changes:
            number = self.numbers.get(Ref(change.kind, change.row))
            if number is None:
                new.append(change)
                continue
            whole = _whole(steps, step, number, change)
            if whole is None:
                return False
            again.append((number, whole))
        for number, change in again:
            steps.put_right(step, number, change)
        steps.note(step, size, new)
        self.numbers |= {Ref(change.kind, change.row): number for number, change in enumerate(new, size)}
        steps.rename(step, label)
        return True


def _whole(steps: StepList, step: int, number: int, change: Change) -> Change | None:
    """What a step did to a row with a change that it made before and this one; None where one does not follow."""
    found = steps.some_changes(step, range(number, number + 1))
    if not found or change.before is None:
        return None
    first = found[0].whole(change.before)
    if first.after is None or any(change.before[name] != value for name, value in first.after.items()):
        return None
    before = {**change.before, **first.before} if first.before is not None else None
    return Change(change.kind, change.row, before, change.after)
