"""The question bank and its themes, before they are in a workspace: questions know their theme by its key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from enable_desktop.fields import Line, Shape, fields_of, from_plain
from enable_desktop.interviews import Question, Theme


@dataclass(frozen=True, slots=True)
class Bank:
    """Themes, and questions with the key of the theme each belongs to (empty for none)."""

    themes: tuple[Theme, ...] = ()
    questions: tuple[tuple[Question, str], ...] = ()


def bank_lines(themes: Iterable[Mapping[str, object]], questions: Iterable[Mapping[str, object]]) -> Bank:
    """The lines of plain themes and questions; a question's `theme` is a key.

    Raises ValueError where a question names a theme that is not there.
    """
    lines = tuple(Theme(**_values(Theme, theme)) for theme in themes)
    known = {theme.key for theme in lines} | {""}
    found = []
    for plain in questions:
        key = str(plain.get("theme", ""))
        if key not in known:
            raise ValueError(key)
        found.append((Question(**_values(Question, {**plain, "theme": None})), key))
    return Bank(lines, tuple(found))


def _values(record: type[Line], plain: Mapping[str, object]) -> dict[str, Any]:
    by_name = {field.name: field for field in fields_of(record)}
    return {
        name: from_plain(by_name[name], value) if by_name[name].shape is Shape.CHOICE else value
        for name, value in plain.items()
    }
