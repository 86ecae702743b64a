"""A mail that came back about content: what was asked in it, and what was answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from enable_desktop.incoming import Row
from enable_desktop.words import Words, mark

SUBJECT: Final = "subject"
ADDRESS: Final = "address"
MAILED: Final = "mailed"
"""Cells that only a mail has."""
_ASKED: Final[Mapping[str, str]] = {
    mark("How useful was it, 1 to 5?"): "useful",
    mark("Would you use it again?"): "again",
    mark("What did you use it for, and what happened?"): "words",
    mark("What should change?"): "words",
}
"""What the mail of a pack asks, and the field that an answer belongs to."""
_PACK: Final = mark("Pack: {title}")
_BLANK: Final = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A mail: from whom, when, and its plain text."""

    subject: str = ""
    name: str = ""
    address: str = ""
    on: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Messages:
    """Mails as rows of a table, one each."""

    messages: tuple[Message, ...]
    languages: Sequence[Words]
    header: tuple[str, ...] = ("Subject", "From", "Address", "Date", "Text")
    header_row: int = 1
    sheet: str = ""
    encoding: str = ""
    unused: tuple[str, ...] = ()

    def header_of(self, field: str) -> str:
        """Mails have no columns."""
        return ""

    def __iter__(self) -> Iterator[Row]:
        for number, message in enumerate(self.messages, 1):
            day = message.on.isoformat() if message.on is not None else ""
            whole = (message.subject, message.name, message.address, day, message.text)
            yield Row(number, cells_of(message, self.languages), whole)


def cells_of(message: Message, languages: Sequence[Words]) -> Mapping[str, str]:
    """What a mail says, by field. What stands below a question of ours is its answer; anything else is words."""
    asked = {words(question).casefold(): field for question, field in _ASKED.items() for words in languages}
    packs = tuple(words(_PACK, title="").strip().casefold() for words in languages)
    answers: dict[str, list[str]] = {}
    field = "words"
    for raw in message.text.splitlines():
        line = raw.strip()
        if line.startswith(">"):
            continue
        plain = line.casefold()
        question = next((each for each in asked if plain.startswith(each)), "")
        pack = next((each for each in packs if plain.startswith(each)), "")
        if question:
            field = asked[question]
            line = line[len(question) :].strip()
            answers.setdefault(field, []).append("")
        elif pack:
            answers["pack"] = [line[len(pack) :].strip()]
            # Below it stands what mail programs add.
            field = "words"
            continue
        answers.setdefault(field, []).append(line)
        if line and field != "words":
            # A number, a yes or a no: what stands below it is words again.
            field = "words"
    cells = {name: _BLANK.sub("\n\n", "\n".join(lines)).strip() for name, lines in answers.items()}
    return {
        **cells,
        MAILED: "yes",
        SUBJECT: message.subject,
        ADDRESS: message.address,
        "name": message.name,
        "date": message.on.isoformat() if message.on is not None else "",
    }
