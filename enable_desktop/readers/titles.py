"""What a file is called: what its own properties say, where a person wrote that, else what heads its text."""

from __future__ import annotations

import re
from typing import Final

LENGTH: Final = 500
_SPACES: Final = re.compile(r"[\s\x00-\x1f]+")
_MADE_BY_A_PROGRAM: Final = re.compile(
    r"untitled|без имени|(?:document|документ|presentation|презентация|slide|book|книга)\s*\d*"
    r"|(?:microsoft )?(?:powerpoint|word) (?:presentation|document)|презентация (?:microsoft )?powerpoint"
    r"|microsoft \w+ - .*|.*\.(?:docx?|pptx?|xlsx?|pdf|indd|odt|odp|rtf|dotx?|potx?|pages|key|html?|tex)",
    re.IGNORECASE,
)


def one_title(text: str) -> str:
    """A title on one line, at most 500 letters."""
    return _SPACES.sub(" ", text[: 4 * LENGTH]).strip()[:LENGTH]


def own_title(text: object) -> str:
    """The title in a file's properties, empty where a program put it there or the name of the file stands in it."""
    title = one_title(str(text or ""))
    return "" if _MADE_BY_A_PROGRAM.fullmatch(title) else title
