"""Static TrueType faces, cut from the variable ones: a PDF can only embed an outline that stands still."""

from __future__ import annotations

import importlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

REVISION: Final = 2
"""Raised when the recipe below changes, so that faces cut by an older one are made anew."""

_INTER: Final = "fontpkg_inter"
_SERIF: Final = "fontpkg_source_serif_4"
_WIDE: Final = "pymupdf_fonts"
_DISTRIBUTIONS: Final = ("fontpkg-inter", "fontpkg-source-serif-4", "pymupdf-fonts")


@dataclass(frozen=True, slots=True)
class Cut:
    """One face: what it is called in a PDF, and where it comes from."""

    name: str
    package: str
    source: str
    axes: Mapping[str, float] = field(default_factory=dict)


CUTS: Final[tuple[Cut, ...]] = (
    Cut("Serif", _SERIF, "SourceSerif4[opsz,wght].ttf", {"wght": 400, "opsz": 11}),
    Cut("Serif-Italic", _SERIF, "SourceSerif4-Italic[opsz,wght].ttf", {"wght": 400, "opsz": 11}),
    Cut("Serif-SemiBold", _SERIF, "SourceSerif4[opsz,wght].ttf", {"wght": 600, "opsz": 11}),
    Cut("Serif-Bold", _SERIF, "SourceSerif4[opsz,wght].ttf", {"wght": 700, "opsz": 18}),
    Cut("Serif-BoldItalic", _SERIF, "SourceSerif4-Italic[opsz,wght].ttf", {"wght": 600, "opsz": 11}),
    Cut("Serif-Display", _SERIF, "SourceSerif4[opsz,wght].ttf", {"wght": 400, "opsz": 36}),
    Cut("Inter", _INTER, "Inter[opsz,wght].ttf", {"wght": 400, "opsz": 14}),
    Cut("Inter-Italic", _INTER, "Inter-Italic[opsz,wght].ttf", {"wght": 400, "opsz": 14}),
    Cut("Inter-Medium", _INTER, "Inter[opsz,wght].ttf", {"wght": 500, "opsz": 14}),
    Cut("Inter-SemiBold", _INTER, "Inter[opsz,wght].ttf", {"wght": 600, "opsz": 14}),
    Cut("Inter-Bold", _INTER, "Inter[opsz,wght].ttf", {"wght": 700, "opsz": 14}),
    # Code, and the scripts that neither family knows: Hebrew, Arabic, Thai, Georgian, Devanagari.
    Cut("Mono", _WIDE, "CascadiaMono_Regular"),
    Cut("Wide", _WIDE, "FiraGO_Regular"),
    Cut("Wide-Bold", _WIDE, "FiraGO_Bold"),
)


def made_of() -> str:
    """What the faces of this installation are cut from; another answer means other faces."""
    return " ".join([f"recipe {REVISION}", *(f"{name} {_version(name)}" for name in _DISTRIBUTIONS)])


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "none"


def cut_all(folder: Path, cuts: Sequence[Cut] = CUTS) -> None:
    """Writes every face whose package is installed into `folder`."""
    for cut in cuts:
        if find_spec(cut.package) is not None:
            (folder / f"{cut.name}.ttf").write_bytes(cut_one(cut))


def cut_one(cut: Cut) -> bytes:
    """One face as a TrueType file; the same packages give the same bytes."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(io.BytesIO(_source(cut)), recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = ["tnum"] if cut.package == _INTER else []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["STAT", "DSIG", "meta"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=_wanted(cut, font))
    # Dropping the unused outlines first makes the cut five times as quick.
    subsetter.subset(font)
    if "fvar" in font:
        instancer.instantiateVariableFont(font, dict(cut.axes), inplace=True)
    _bake_tabular_figures(font)
    _rename(font, cut.name)
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def _source(cut: Cut) -> bytes:
    if cut.package != _WIDE:
        return (files(cut.package) / "files" / cut.source).read_bytes()
    # The package keeps each font as a compressed literal in a module of its own.
    return bytes(importlib.import_module(f"{cut.package}.{cut.source}").fontbuffer)


def _wanted(cut: Cut, font: Any) -> list[int]:
    covered = list(font.getBestCmap())
    if not cut.name.startswith("Wide"):
        return covered
    # What the two families have they draw themselves.
    return [code for code in covered if code >= 0x0530 and not 0x1E00 <= code <= 0x2BFF]


def _bake_tabular_figures(font: Any) -> None:
    """Lets the plain digits be the ones of equal width: reportlab cannot switch on a font's features."""
    if "GSUB" in font:
        lookups = font["GSUB"].table.LookupList.Lookup
        equal: dict[str, str] = {}
        for record in font["GSUB"].table.FeatureList.FeatureRecord:
            if record.FeatureTag == "tnum":
                for index in record.Feature.LookupListIndex:
                    for table in lookups[index].SubTable:
                        equal |= getattr(getattr(table, "ExtSubTable", table), "mapping", {})
        for table in font["cmap"].tables:
            # Digits alone: the feature also spaces out hyphens and full stops, which words need close.
            table.cmap = {
                code: equal.get(glyph, glyph) if chr(code).isdecimal() else glyph for code, glyph in table.cmap.items()
            }
    for name in ("GSUB", "GPOS", "GDEF"):
        if name in font:
            del font[name]


def _rename(font: Any, name: str) -> None:
    """Gives the cut a name of its own: weights must not share one, and a changed font may not keep a reserved one."""
    known, _, style = name.partition("-")
    family = known if known == "Inter" else f"Enable {known}"
    style = style or "Regular"
    postscript = f"{family.replace(' ', '')}-{style}"
    said = {
        1: f"{family} {style}",
        2: "Regular",
        3: postscript,
        4: f"{family} {style}",
        6: postscript,
        16: family,
        17: style,
    }
    for record in font["name"].names:
        if record.nameID in said:
            record.string = said[record.nameID]
