"""The design tokens: colours of both themes, type scale, sizes; read from `tokens.json` beside this file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Face:
    """One step of the type scale: pixel size, line height in pixels, weight."""

    px: int
    line: int
    weight: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as `#RRGGBB` by theme ("light", "dark") and name; faces and sizes by name."""

    colours: Mapping[str, Mapping[str, str]]
    faces: Mapping[str, Face]
    sizes: Mapping[str, int]
    document_colours: Mapping[str, str]
    """What documents may be printed in, by name."""


@cache
def tokens() -> Tokens:
    """The tokens, read once."""
    plain = json.loads(Path(__file__).with_name("tokens.json").read_text(encoding="utf-8"))
    return Tokens(
        colours=MappingProxyType({theme: MappingProxyType(named) for theme, named in plain["colours"].items()}),
        faces=MappingProxyType({name: Face(**face) for name, face in plain["type"].items()}),
        sizes=MappingProxyType(plain["size"]),
        document_colours=MappingProxyType(plain["document"]),
    )
