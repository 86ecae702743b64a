"""The colours of a pack's page: the tokens of both themes, with the company's colour where it can be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from resources.tokens import tokens

_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_READABLE: Final = 4.6
_STEPS: Final = 40
_TINTS: Final = {
    "light": {"bg.selected": 0.14, "bg.accentTint": 0.09},
    "dark": {"bg.selected": 0.2, "bg.accentTint": 0.12},
}
_BEHIND: Final = {"light": "bg.window", "dark": "bg.raised"}
"""The ground of a theme on which its accent is hardest to read."""


def luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb`, 0 to 1, as WCAG 2 defines it."""
    channels = [part / 255 for part in _parts(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2 defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def colours_of(company: str) -> Mapping[str, Mapping[str, str]]:
    """The tokens by theme; the accent is the company's colour, made darker or lighter until it can be read."""
    themes = {theme: dict(named) for theme, named in tokens().colours.items()}
    if not _COLOUR.fullmatch(company):
        return themes
    for theme, named in themes.items():
        end = "#000000" if theme == "light" else "#ffffff"
        tints = {name: mixed(named["bg.surface"], company, share) for name, share in _TINTS[theme].items()}
        grounds = (named[_BEHIND[theme]], *tints.values())
        accent = next(
            (
                tried
                for step in range(_STEPS + 1)
                if all(contrast(tried := mixed(company, end, step / _STEPS), ground) >= _READABLE for ground in grounds)
            ),
            end,
        )
        on_fill = max(("#ffffff", named["accent.onFill"], "#000000"), key=lambda each: contrast(each, accent))
        named |= tints
        named |= {"text.link": accent, "accent.fill": accent, "accent.mark": accent, "focus.ring": accent}
        named["accent.fillHover"] = mixed(accent, end, 0.15)
        named["accent.onFill"] = on_fill
    return themes


def mixed(one: str, other: str, share: float) -> str:
    """A colour with so much of another in it, 0 to 1."""
    return "#" + "".join(
        f"{round(first + (second - first) * share):02x}"
        for first, second in zip(_parts(one), _parts(other), strict=True)
    )


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
