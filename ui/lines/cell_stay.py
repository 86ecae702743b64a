"""One cell while its editor is open: what is typed comes into the file by itself, and Esc puts everything back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from enable_desktop.links import Ref
from ui.new_record import NewRecord
from ui.stay import Stay

if TYPE_CHECKING:
    from enable_desktop.fields import Field, Line
    from ui.lines.model import LinesModel


class CellStay:
    """From the opening of a cell until it is left; in a row that is only begun, the row itself is what was typed."""

    def __init__(self, model: LinesModel, line: Line | None, field: Field) -> None:
        self._model = model
        self._field = field
        self._workspace = model.desk.workspace
        self._since = self._workspace.newest_step
        self.is_new = line is None or line is model.draft
        self._ref = Ref(model.record.kind, line.id) if line is not None and not self.is_new else None
        self._stay = Stay(self._workspace, self._ref, field.name) if self._ref is not None else None
        before = getattr(line, field.name) if line is not None and not self.is_new else ""
        self.title_before = before if isinstance(before, str) else ""
        """The text that stood there when the cell was opened."""
        self.is_void = False
        """Whether everything typed in a new row is gone again, so that there is nothing to keep it for."""
        self._is_stored = False
        self._is_open = False

    # Any: a field's value is whatever its shape holds.
    def store(self, value: Any, *, typing: bool) -> None:
        """Stores a value; while `typing`, what is typed next joins it. Raises WorkspaceError."""
        if isinstance(value, NewRecord):
            value.keep(self._workspace, lambda made: self._keep(made, typing=typing), by=self._model)
        else:
            self._keep(value, typing=typing)

    def _keep(self, value: Any, *, typing: bool) -> None:
        self.is_void = self.is_new and _is_empty(value)
        if self.is_void:
            return
        if self._stay is not None:
            self._stay.store(value, by=self._model, typing=typing)
        elif self._ref is not None:
            self._workspace.change(self._ref, by=self._model, typing=typing, **{self._field.name: value})
        else:
            made = self._model.adopt(self._field, value, typing=typing)
            self._ref = Ref(self._model.record.kind, made)
        self._is_stored, self._is_open = True, typing

    def settle(self) -> None:
        """A pause: what is typed next is a step of its own."""
        if self._is_open:
            self._workspace.settle()
            self._is_open = False

    def go_back(self) -> None:
        """Puts back what stood there when the cell was opened. Raises WorkspaceError."""
        if not self._is_stored:
            return
        if self._stay is not None:
            self._stay.go_back(by=self._model)
        elif self._ref is not None:
            self._workspace.take_away(self._ref, self._since, self._field.name, by=self._model)
        self._is_stored = False


def _is_empty(value: object) -> bool:
    return value in (None, "") or (isinstance(value, str) and not value.strip())
