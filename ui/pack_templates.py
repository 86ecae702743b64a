"""The packs that somebody begins with, in the language of the documents of a workspace."""

from __future__ import annotations

from functools import cache

from enable_desktop.packs.templates import Template, templates_of
from resources.content import read


@cache
def pack_templates(language: str) -> tuple[Template, ...]:
    """Every template in a language, in its order."""
    return templates_of(read(language, "packs")["packs"])
