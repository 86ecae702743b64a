"""Everything that can be filtered by, as it is called in each language of the program."""

from __future__ import annotations

from functools import cache

from enable_desktop.library.assets import Status
from enable_desktop.library.freshness import Freshness
from enable_desktop.library.health import RULES
from enable_desktop.library.labels import FLAG, FRESHNESS, STATUS, Labels
from enable_desktop.words import LANGUAGES, Words
from resources.labels import list_labels
from resources.words import translations


@cache
def every_label() -> Labels:
    """The labels of lists, of kinds of content, and of the answers that the program knows itself."""
    words = [Words(language, translations(language)) for language in LANGUAGES]
    found = dict(list_labels())
    for name, choices in ((STATUS, tuple(Status)), (FRESHNESS, tuple(Freshness))):
        found |= {(name, str(choice)): tuple(say(choice.label) for say in words) for choice in choices}
    found |= {(FLAG, key): tuple(say(rule.label) for say in words) for key, rule in RULES.items()}
    return Labels(found)
