"""One field while somebody types in it: how that comes into the file, and the way back to what stood there before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.new_record import NewRecord

if TYPE_CHECKING:
    from db.workspace import Workspace
    from enable_desktop.links import Ref


class Stay:
    """From the first letter typed into a field of a record until the field is left."""

    def __init__(self, workspace: Workspace, ref: Ref, field: str) -> None:
        self._workspace = workspace
        self._ref = ref
        self._field = field
        self._since = workspace.newest_step
        # Any: a field's value is whatever its shape holds.
        self._before: Any = getattr(workspace.find(ref), field, None)

    def store(self, value: Any, *, by: object, typing: bool) -> None:
        """Stores a value; one that stood there before takes back the steps typed since. Raises WorkspaceError."""
        if isinstance(value, NewRecord):
            value.keep(self._workspace, lambda made: self.store(made, by=by, typing=typing), by=by)
        elif value == self._before:
            self.go_back(by=by)
        else:
            self._workspace.change(self._ref, by=by, typing=typing, **{self._field: value})

    def go_back(self, *, by: object) -> None:
        """Puts back what stood there before."""
        self._workspace.go_back(self._ref, self._since, by=by, **{self._field: self._before})
