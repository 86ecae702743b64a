"""The way to the thread of whatever a page shows or has selected."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from enable_desktop.links import Ref
from enable_desktop.thread import stage_of
from enable_desktop.words import mark
from ui.commands import Command, Group

if TYPE_CHECKING:
    from ui.desk import Desk

KEY: Final = "Ctrl+T"


def thread_command(desk: Desk, ref_of: Callable[[], Ref | None]) -> Command:
    """Shows the thread of the record that `ref_of` names when it is wanted."""

    def can() -> bool:
        ref = ref_of()
        return ref is not None and stage_of(ref) is not None

    def show() -> None:
        ref = ref_of()
        if ref is not None:
            desk.go(f"thread#{ref}")

    return Command(
        id="thread.show",
        text=mark("Show the thread"),
        run=show,
        group=Group.GO,
        shortcut=KEY,
        icon="ray-start-vertex-end",
        enabled=can,
    )
