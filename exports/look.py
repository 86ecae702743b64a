"""How a printed page looks: the steps of the type scale, the distances, the colours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from resources.tokens import tokens

MM: Final = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Look:
    """One step of the print scale: face, size and line distance in points, and the token of its colour."""

    face: str
    size: float
    leading: float
    colour: str = "text.primary"

    def but(self, **changes: str | float) -> Look:
        return replace(self, **changes)  # type: ignore[arg-type]  # names and kinds are the fields' own


COVER: Final = Look("Serif-Display", 34, 40)
H1: Final = Look("Serif-Bold", 19, 25)
SECTION: Final = Look("Inter-SemiBold", 13.5, 18)
SECTION_NUMBER: Final = Look("Inter", 13.5, 18, "text.secondary")
H2: Final = Look("Inter-SemiBold", 10.5, 14)
H3: Final = Look("Inter-SemiBold", 8.5, 12)
KICKER: Final = Look("Inter-SemiBold", 7.5, 10, "text.secondary")
LEAD: Final = Look("Serif", 12.5, 18.5)
BODY: Final = Look("Serif", 10, 14.5)
TABLE: Final = Look("Inter", 8, 11.5)
TABLE_STRONG: Final = Look("Inter-SemiBold", 8, 11.5)
TABLE_QUIET: Final = Look("Inter", 8, 11.5, "text.secondary")
TABLE_HEAD: Final = Look("Inter-SemiBold", 7.5, 10, "text.secondary")
NOTE: Final = Look("Inter", 7.5, 10.5, "text.secondary")
NOTE_STRONG: Final = Look("Inter-SemiBold", 7.5, 10.5)
RUNNING: Final = Look("Inter", 7.5, 10, "text.secondary")
FIGURE: Final = Look("Inter-SemiBold", 20, 25)
CODE: Final = Look("Mono", 8.5, 12.5)

PARAGRAPH_GAP: Final = 6.0
BLOCK_GAP: Final = 14.0
SECTION_GAP: Final = 30.0

# The family of a face, so that emphasis inside a text finds its sister.
_SISTERS: Final = {
    ("Serif", True, False): "Serif-Bold",
    ("Serif", False, True): "Serif-Italic",
    ("Serif", True, True): "Serif-BoldItalic",
    ("Serif-Italic", True, False): "Serif-BoldItalic",
    ("Serif-Italic", True, True): "Serif-BoldItalic",
    ("Inter", True, False): "Inter-SemiBold",
    ("Inter", False, True): "Inter-Italic",
    ("Inter", True, True): "Inter-SemiBold",
    ("Inter-Medium", True, False): "Inter-Bold",
    ("Inter-SemiBold", True, False): "Inter-Bold",
}


def emphasised(face: str, *, bold: bool, italic: bool) -> str:
    """The face of the same family that carries this emphasis; the face itself where there is none."""
    return _SISTERS.get((face, bold, italic), face)


def colour(token: str) -> str:
    """The printed colour of a token as `#RRGGBB`: pages are always light. A colour itself is let through."""
    return token if token.startswith("#") else tokens().colours["light"][token]
