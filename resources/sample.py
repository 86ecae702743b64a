"""The sample programmes, from `sample/`: one in each language, with the same lines."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def sample(language: str) -> Mapping[str, Any]:
    """The sample programme of a language ("en", "ru"): tables by kind, as TOML gives them.

    Raises FileNotFoundError for a language that has none.
    """
    folder = files("resources").joinpath("sample")
    found: dict[str, Any] = {}
    for part in ("", "-interviews", "-library", "-experts", "-packs"):
        found |= tomllib.loads(folder.joinpath(f"{language}{part}.toml").read_text(encoding="utf-8"))
    return found


def content_of_sample(language: str) -> Mapping[str, str]:
    """The pages that the sample's library is about, as Markdown by file name."""
    folder = files("resources").joinpath("sample", f"{language}-content")
    return {
        page.name: page.read_text(encoding="utf-8") for page in sorted(folder.iterdir(), key=lambda page: page.name)
    }
