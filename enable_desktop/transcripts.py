"""What was said in a recorded talk: who, when, in which words; as notes, and with speakers mapped to people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from enable_desktop.people import Person, folded
from enable_desktop.words import Sentence

_PARAGRAPH: Final = 1_200
"""A turn longer than this becomes several paragraphs."""
_BEFORE_NAME: Final = r"[ \t]*(?:[-+>*][ \t]+)?(?:[\[(]?[\d:.,]{4,12}[\])]?[ \t]+)?(?:\*\*|__)?"
_BEHIND_NAME: Final = r"[ \t]*(?:[(\[|/–—-][^:\n]{0,60})?(?:\*\*|__)?[ \t]*:|[ \t]+[\[(]?\d{1,2}:\d\d"
_PAUSE: Final = 60_000
"""After so many milliseconds of silence the same speaker begins a new paragraph."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One stretch of words; times are milliseconds from the beginning, None where the file tells none."""

    speaker: str
    text: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """A file as it was read: its cues in their order, how it was encoded, and what was wrong with it.

    `markdown` is the text of a file that is Markdown already, else empty.
    """

    name: str
    cues: tuple[Cue, ...]
    encoding: str
    media_type: str = "text/plain"
    content: bytes = b""
    markdown: str = ""
    problems: tuple[Sentence, ...] = ()

    @property
    def speakers(self) -> tuple[str, ...]:
        """Everybody who speaks, in the order of their first words."""
        return tuple(dict.fromkeys(cue.speaker for cue in self.cues if cue.speaker))

    def passages(self) -> Mapping[str, int]:
        """How often everybody speaks, as the notes will have it; words without a speaker are under the empty name."""
        return Counter(turn[0].speaker for turn in _turns(self.cues))

    def paragraphs(self, names: Mapping[str, str] | None = None) -> Iterator[str]:
        """The notes, paragraph by paragraph; `names` are what speakers are called instead."""
        if self.markdown:
            yield from _renamed(self.markdown, names or {}).split("\n\n")
            return
        for turn in _turns(self.cues):
            first = turn[0]
            speaker = (names or {}).get(first.speaker, first.speaker)
            time = f"[{clock(first.start)}] " if first.start is not None else ""
            name = f"**{_plain(speaker)}:** " if speaker else ""
            yield f"{time}{name}{' '.join(cue.text for cue in turn)}"

    def notes(self, names: Mapping[str, str] | None = None) -> str:
        """The whole as Markdown."""
        return "\n\n".join(self.paragraphs(names))


def _renamed(markdown: str, names: Mapping[str, str]) -> str:
    """A text in which speakers are called otherwise where a line begins with them; all else stays as it is."""
    other = {speaker: name for speaker, name in names.items() if speaker and speaker != name}
    if not other:
        return markdown
    # The longest first: one name may begin with another.
    speakers = "|".join(re.escape(speaker) for speaker in sorted(other, key=len, reverse=True))
    line = rf"^({_BEFORE_NAME})({speakers})(?={_BEHIND_NAME})"
    return re.sub(line, lambda found: f"{found[1]}{_plain(other[found[2]])}", markdown, flags=re.MULTILINE)


def _turns(cues: Iterable[Cue]) -> Iterator[list[Cue]]:
    """Neighbouring cues of one speaker, in pieces that read well."""
    turn: list[Cue] = []
    size = 0
    for cue in cues:
        if turn:
            before = turn[-1]
            paused = cue.start is not None and before.end is not None and cue.start - before.end > _PAUSE
            timeless = cue.start is None and before.start is None
            long = size > 4 * _PARAGRAPH or (size > _PARAGRAPH and before.text.endswith((".", "!", "?", "…")))
            if cue.speaker != before.speaker or paused or long or timeless:
                yield turn
                turn, size = [], 0
        turn.append(cue)
        size += len(cue.text) + 1
    if turn:
        yield turn


def _plain(name: str) -> str:
    """A name that ends no emphasis."""
    return name.replace("*", "").strip()


def clock(milliseconds: int) -> str:
    """A time in a recording: "5:31", "1:05:31"."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def people_of(speakers: Sequence[str], people: Sequence[Person]) -> dict[str, Person]:
    """Which speaker is whom, where the name leaves no doubt; the others are left to a person.

    A name fits as it is in the directory, without what stands in brackets, or as a first name that nobody else there
    has; a person whom two speakers fit is neither of them.
    """
    found: dict[str, Person] = {}
    for speaker in speakers:
        names = {folded(speaker), folded(_without_brackets(speaker))} - {""}
        exact = [person for person in people if folded(person.name) in names]
        if not exact:
            exact = [person for person in people if folded(person.name).split(" ")[0] in names]
        if len(exact) == 1:
            found[speaker] = exact[0]
    claims = [person.id for person in found.values()]
    return {speaker: person for speaker, person in found.items() if claims.count(person.id) == 1}


def _without_brackets(name: str) -> str:
    return name.partition("(")[0].partition("[")[0]
