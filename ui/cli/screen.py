"""The words of the screen, and the one sentence for a fault of the world; needs neither click nor the database."""

from __future__ import annotations

import os

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import Words
from resources.words import translations


def screen_words() -> Words:
    """English, or Russian where the terminal speaks it."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable)
        if value:
            language = "ru" if value.lower().startswith("ru") else "en"
            return Words(language, translations(language))
    return Words("en", translations("en"))


def said(error: WorkspaceError | OSError, words: Words) -> str:
    """What happened, in one sentence."""
    if isinstance(error, WorkspaceError):
        return words.say(error.sentence)
    reason = error.strerror or type(error).__name__
    if error.filename is None:
        return words("This computer refused: {reason}. Nothing was changed.", reason=reason)
    return words("{path} cannot be used: {reason}. Nothing was changed.", path=error.filename, reason=reason)
