"""The offline page of a pack: its template, style and script, from `pack_page/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def page_part(name: str) -> str:
    """One of the files the page is made of, by its name."""
    return (Path(__file__).with_suffix("") / name).read_text(encoding="utf-8")
