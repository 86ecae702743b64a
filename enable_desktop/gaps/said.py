"""What was said of a theme, with who said it and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from enable_desktop.interviews import Statement
from enable_desktop.people import Group, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement of a talk; `group` is where the person stood then, `person` is None when they left the directory."""

    statement: Statement
    person: Person | None
    group: Group
    label: str
    on: date | None
