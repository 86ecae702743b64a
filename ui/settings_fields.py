"""What stands in the settings, in reading order: its key in "settings#key", and what it is called."""

from __future__ import annotations

from typing import Final

from enable_desktop.charter.lines import Head
from enable_desktop.fields import field_of
from enable_desktop.words import mark

COVER: Final = ("title", "subtitle", "confidentiality")
"""The fields of the charter's cover."""

SETTINGS: Final = {
    "mode": mark("Colours"),
    "text_size": mark("Text size"),
    "screen_language": mark("Language of the screen"),
    "company": mark("Company"),
    "logo": mark("Logo"),
    "language": mark("Language of documents"),
    "currency": mark("Currency"),
    "colour": mark("Colour of documents"),
    "threshold": mark("People needed before a role is named"),
    "paper": mark("Paper of documents"),
    "cover": mark("Cover of the charter"),
    # The title is what the heading says already.
    **{name: field_of(Head, name).label for name in COVER[1:]},
    "backups": mark("Backups"),
}
