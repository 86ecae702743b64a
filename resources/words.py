"""The catalogue of a language, from `locale/`."""

from __future__ import annotations

import gettext
from pathlib import Path


def translations(language: str) -> gettext.NullTranslations:
    """The compiled catalogue of a language; English, and a language without one, says what the code says."""
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(
        "enable_desktop", Path(__file__).with_name("locale"), languages=[language], fallback=True
    )
