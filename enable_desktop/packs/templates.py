"""Packs to begin with: for whom each is, what it is about, and which content stands in it under which heading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from enable_desktop.library.facets import filters_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading of a pack: what stands under it is found by its filters, keys of values by facet."""

    heading: str
    filters: Mapping[str, frozenset[str]]
    use_when: str = ""
    sheet: bool = False
    """Whether what stands there is a cheat sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A pack that somebody begins with. `filters` find what comes in by itself later."""

    key: str
    title: str
    about: str
    audience: str
    for_whom: str
    intro: str
    filters: Mapping[str, str]
    parts: tuple[Part, ...]


def templates_of(plain: Iterable[Mapping[str, Any]]) -> tuple[Template, ...]:
    """The templates from what TOML gives: texts, and filters with semicolons between the values of a facet."""
    return tuple(
        Template(
            key=each["key"],
            title=each["title"],
            about=each["about"],
            audience=each["audience"],
            for_whom=each["for_whom"],
            intro=each["intro"].strip(),
            filters=dict(each.get("filters", {})),
            parts=tuple(
                Part(
                    heading=part["heading"],
                    filters=filters_of(part["filters"]),
                    use_when=part.get("use_when", ""),
                    sheet=part.get("sheet", False),
                )
                for part in each["parts"]
            ),
        )
        for each in plain
    )
