"""Transcripts of talks: WebVTT, SubRip, plain text and Markdown, told apart by what is in them.

The cues are found here and not by a library: those that were tried leave out what they do not understand, silently and
without its line, and need 0.6 GB for 50 MB. Here nothing is lost, and what is odd is said with its line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Final

from enable_desktop.errors import WorkspaceError
from enable_desktop.readers.bounds import MEGABYTE, content_of
from enable_desktop.readers.text import decoded
from enable_desktop.transcripts import Cue, Transcript
from enable_desktop.words import Sentence, mark, sentence

LIMIT: Final = 50 * MEGABYTE
CUES: Final = 1_000_000

_TIME: Final = r"(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,6}))?"
_TIMING: Final = re.compile(rf"\s*{_TIME}\s*--?>\s*{_TIME}(?![\d:])")
_ARROW: Final = "-->"
_TAG: Final = re.compile(r"</?(?:[vcibus]|ruby|rt|lang|font)(?:[.\s][^<>]*)?>|<[\d:.]+>|\{\\an?\d\}", re.IGNORECASE)
_VOICE: Final = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]{1,200})>", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(amp|lt|gt|nbsp|lrm|rlm|quot|apos|#39);")
_CHARACTERS: Final = {
    "amp": "&", "lt": "<", "gt": ">", "nbsp": " ", "lrm": "", "rlm": "", "quot": '"', "apos": "'", "#39": "'",
}  # fmt: skip
_NAME: Final = re.compile(r"([^\W\d_][^:\n]{0,79}?)\s?:(?:\s+|$)")
_STAMPED: Final = re.compile(rf"\s*[\[(]?{_TIME}[\])]?\s+(?:-\s+)?(?=\S)")
_HEADED: Final = re.compile(rf"\s*([^\W\d_][^:\n]{{0,79}}?)\s+[\[(]?{_TIME}[\])]?\s*")
_BESIDE: Final = re.compile(r"\s*[|/(\[]|\s+[-–—]\s+")
_NO_NAME: Final = frozenset('?!;…"“”<>*#')
_BOLD_NAME: Final = re.compile(
    r"^[ \t]*(?:[-+>][ \t]+)?([\[(]?[\d:.,]{4,12}[\])]?[ \t]+)?(\*\*|__)([^*_\n:]{1,80})(?::[ \t]*\2|\2[ \t]*:)",
    re.MULTILINE,
)
"""A speaker as Markdown has them: "**Ann Lee:** words"."""
_SPACES: Final = re.compile(r"\s+")
_EMPTY_LINES: Final = re.compile(r"\n[ \t]*\n\s*\n")
_MOST_NAMES: Final = 10_000
_BLOCKS: Final = ("NOTE", "STYLE", "REGION")
_OFFICE: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
_MARKDOWN: Final = (".md", ".markdown", ".mdown")
_LONG: Final = 10_000

_HEADER: Final = mark("{name} is named as WebVTT and does not begin with WEBVTT; it was read all the same.")
_OTHER: Final = mark("{name} holds {form}, whatever its ending says.")
_NO_TIMES: Final = mark("{name} holds no times; it was read as plain text.")
_NULS: Final = mark("{name} holds zero bytes; each was replaced by �.")
_UNREADABLE: Final = mark("{name} holds bytes that are no {encoding}; each was replaced by �.")
_ODD: Final = {
    "backward": mark("{name}, line {line}: a cue begins before the one above it; cues stay in the order of the file."),
    "ends": mark("{name}, line {line}: a cue ends before it begins; its words were kept."),
    "overlap": mark("{name}, line {line}: a cue begins before the one above it has ended; both were kept."),
    "long": mark("{name}, line {line}: a cue of more than {letters} letters; it was kept whole."),
    "timing": mark("{name}, line {line}: these are no times of a cue; the line was kept as words."),
    "stray": mark("{name}, line {line}: words that belong to no cue were kept with the one above."),
    "empty": mark("{name}, line {line}: a cue without words was left out."),
}
_TIMES: Final = mark("{problem} ({count} such places)")


def read_transcript(path: Path) -> Transcript:
    """What was said, from a file of up to 50 MB.

    Raises WorkspaceError with a sentence for what is no transcript, OSError where the file cannot be read.
    """
    content = content_of(path, LIMIT)
    if content.startswith(_OFFICE):
        raise WorkspaceError(
            mark("{name} is an office file or an archive, no transcript. Save it as TXT, Markdown, VTT or SRT."),
            name=path.name,
        )
    found = decoded(content, path.name)
    text = found.text.removeprefix("\ufeff")
    if not text.strip():
        raise WorkspaceError(mark("{name} is empty. Nothing was imported."), name=path.name)
    problems = []
    if b"\x00" in content and not found.encoding.startswith("UTF-16") and found.encoding != "UTF-32":
        problems.append(sentence(_NULS, name=path.name))
    elif "\ufffd" in text:
        problems.append(sentence(_UNREADABLE, name=path.name, encoding=found.encoding))
    read = _Reader(path.name, path.suffix.lower(), text).read()
    if not read.cues and not read.markdown:
        raise WorkspaceError(mark("{name} holds no words. Nothing was imported."), name=path.name)
    return replace(read, encoding=found.encoding, content=content, problems=(*problems, *read.problems))


class _Reader:
    """One text as it is read."""

    def __init__(self, name: str, ending: str, text: str) -> None:
        self.name = name
        self.ending = ending
        self.text = text
        self._odd: dict[str, tuple[int, int]] = {}
        self._problems: list[Sentence] = []

    def read(self) -> Transcript:
        is_vtt = self.text.startswith("WEBVTT")
        if is_vtt or any(_TIMING.match(line) for line in _arrows(self.text)):
            commas = not is_vtt and any("," in line for line in _arrows(self.text))
            form = "WebVTT" if is_vtt or (self.ending == ".vtt" and not commas) else "SubRip"
            if form == "WebVTT" and not is_vtt:
                self._problems.append(sentence(_HEADER, name=self.name))
            if {"WebVTT": ".vtt", "SubRip": ".srt"}[form] != self.ending:
                self._problems.append(sentence(_OTHER, name=self.name, form=form))
            media = "text/vtt" if form == "WebVTT" else "application/x-subrip"
            return self._read_as(tuple(_named(self._bounded(self._cues(is_vtt)))), media)
        if self.ending in (".vtt", ".srt"):
            self._problems.append(sentence(_NO_TIMES, name=self.name))
        text = _EMPTY_LINES.sub("\n\n", self.text)
        if self.ending in _MARKDOWN:
            text = _BOLD_NAME.sub(lambda found: f"{found[1] or ''}{found[3]}:", text)
        cues = tuple(self._bounded(_turns_of_plain_text(text)))
        if self.ending in _MARKDOWN:
            return replace(self._read_as(cues, "text/markdown"), markdown=self.text.strip("\n"))
        return self._read_as(cues, "text/plain")

    def _read_as(self, cues: tuple[Cue, ...], media_type: str) -> Transcript:
        problems = [*self._problems]
        for kind, (line, count) in self._odd.items():
            said = sentence(_ODD[kind], name=self.name, line=line, letters=_LONG)
            problems.append(said if count == 1 else sentence(_TIMES, problem=said, count=count))
        return Transcript(name=self.name, cues=cues, encoding="", media_type=media_type, problems=tuple(problems))

    def _bounded(self, cues: Iterator[Cue]) -> Iterator[Cue]:
        for number, cue in enumerate(cues):
            if number >= CUES:
                raise WorkspaceError(
                    mark("{name} has more than {count} cues. Nothing was imported; split it."),
                    name=self.name,
                    count=CUES,
                )
            yield cue

    def _note(self, kind: str, line: int) -> None:
        first, count = self._odd.get(kind, (max(line, 1), 0))
        self._odd[kind] = (first, count + 1)

    def _cues(self, is_vtt: bool) -> Iterator[Cue]:
        """The cues of WebVTT or SubRip, split where another voice speaks."""
        start = end = None
        began = 0
        lines: list[str] = []
        latest = latest_end = 0
        skipping = is_vtt
        for number, line in enumerate(_lines(self.text), 1):
            timing = _TIMING.match(line) if ">" in line else None
            if timing is None:
                if skipping:
                    skipping = bool(line.strip())
                elif is_vtt and line.startswith(_BLOCKS) and (not lines or not lines[-1]) and _is_block(line):
                    skipping = True
                else:
                    if _ARROW in line:
                        self._note("timing", number)
                    if start is None and not began and line.strip():
                        began = number
                    lines.append(line)
                continue
            skipping = False
            _drop_identifier(lines, start is None)
            yield from self._cue(lines, start, end, began, is_vtt)
            start, end, began, lines = _milliseconds(timing, 1), _milliseconds(timing, 5), number, []
            if end < start:
                self._note("ends", number)
                end = start
            if start < latest:
                self._note("backward", number)
            elif start < latest_end:
                self._note("overlap", number)
            latest, latest_end = start, max(latest_end, end)
        yield from self._cue(lines, start, end, began, is_vtt)

    def _cue(self, lines: list[str], start: int | None, end: int | None, line: int, is_vtt: bool) -> Iterator[Cue]:
        words = [(number, text) for number, text in enumerate(lines) if text.strip()]
        if not words:
            if start is not None:
                self._note("empty", line)
            return
        parted = any(later - earlier > 1 for (earlier, _), (later, _) in zip(words, words[1:], strict=False))
        if parted or start is None:
            self._note("stray", line)
        text = " ".join(text.strip() for _, text in words)
        if len(text) > _LONG:
            self._note("long", line)
        if len(text) > MEGABYTE:
            # So long a one is kept as it is: taking it apart would need many times its size.
            yield Cue("", text, start, end)
            return
        for speaker, said in _voices(text) if "<" in text else (("", text),):
            plain = _unescaped(_TAG.sub("", said)).strip() if "<" in said or "{" in said or "&" in said else said
            if plain:
                yield Cue(speaker, _SPACES.sub(" ", plain), start, end)


def _lines(text: str) -> Iterator[str]:
    """The lines of a text, one by one; a list of those of 50 MB would take four times as much."""
    at = 0
    while (end := text.find("\n", at)) >= 0:
        yield text[at:end]
        at = end + 1
    yield text[at:]


def _arrows(text: str) -> Iterator[str]:
    """The first lines that look like the times of a cue."""
    at = 0
    for _ in range(20):
        found = text.find("->", at)
        if found < 0:
            return
        at = text.find("\n", found)
        at = len(text) if at < 0 else at
        yield text[text.rfind("\n", 0, found) + 1 : at][:200]


def _is_block(line: str) -> bool:
    word = line.split(maxsplit=1)[0]
    return word in _BLOCKS


def _drop_identifier(lines: list[str], is_first: bool) -> None:
    """Take the name of the next cue away from the words of this one: a number, or a line below an empty one."""
    if not lines or not lines[-1].strip():
        return
    below_nothing = not lines[-2].strip() if len(lines) > 1 else is_first
    if lines[-1].strip().isdecimal() or below_nothing:
        lines.pop()


def _milliseconds(timing: re.Match[str], group: int) -> int:
    hours, minutes, seconds, rest = (timing[group + number] or "0" for number in range(4))
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(rest[:3].ljust(3, "0"))


def _voices(text: str) -> Iterator[tuple[str, str]]:
    """The words of each voice of a cue."""
    at, speaker = 0, ""
    for found in _VOICE.finditer(text):
        if text[at : found.start()].strip():
            yield speaker, text[at : found.start()]
        speaker, at = " ".join(_unescaped(found[1]).split()), found.end()
    yield speaker, text[at:]


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda found: _CHARACTERS[found[1]], text)


# -- speakers


def _named(cues: Iterable[Cue]) -> Iterator[Cue]:
    """Cues whose words begin with "Name:" given to that speaker, where it is a name."""
    read = list(cues)
    counts = Counter(found[1] for cue in read if not cue.speaker and (found := _NAME.match(cue.text)))
    names = _names(counts)
    # Where nearly every cue begins with a name, a single word heard once is one too.
    if 2 * sum(counts[name] for name in names) > len(read):
        names = _names(counts, single=True)
    for cue in read:
        found = _NAME.match(cue.text) if not cue.speaker else None
        if found is None or found[1] not in names:
            yield cue
        elif cue.text[found.end() :]:
            yield Cue(names[found[1]], cue.text[found.end() :], cue.start, cue.end)


def _names(counts: Mapping[str, int], *, single: bool = False) -> dict[str, str]:
    """What stands before a colon and is a name: written as one, or met again and again and short."""
    return {each: " ".join(each.split()) for each, count in counts.items() if _is_name(each, count, single)}


def _is_name(candidate: str, count: int, single: bool) -> bool:
    # A company or a role may follow: "Ann Lee | Sales", "Ann (Product)".
    words = _BESIDE.split(candidate, maxsplit=1)[0].split()
    if any(sign in candidate for sign in _NO_NAME) or len(words) > 4 or not words:
        return False
    if all(word[:1].isupper() for word in words) and (len(words) > 1 or single):
        return True
    return count >= 2 and (len(words) <= 2 or all(word[:1].isupper() for word in words))


def _turns_of_plain_text(text: str) -> Iterator[Cue]:
    """Turns of plain text: a line "Name: words", perhaps behind a time, or "Name 0:05" above the words."""
    named, headed = Counter[str](), Counter[str]()
    for line in _lines(text):
        if ":" not in line:
            continue
        for counts, found in (
            (named, _NAME.match(_STAMPED.sub("", line[:200], count=1))),
            (headed, _HEADED.fullmatch(line) if len(line) < 120 else None),
        ):
            if found is not None and (found[1] in counts or len(counts) < _MOST_NAMES):
                counts[found[1]] += 1
    names, heads = _names(named), _names(headed)
    speaker, start = "", None
    paragraph: list[str] = []
    for line in chain(_lines(text), ("",)):
        head = _HEADED.fullmatch(line) if len(line) < 120 else None
        stamp = _STAMPED.match(line[:200])
        rest = line[stamp.end() :] if stamp else line
        found = _NAME.match(rest[:200])
        if found is not None and found[1] not in names:
            found = None
        begins = found is not None or stamp is not None or (head is not None and head[1] in heads)
        if paragraph and (begins or not line.strip()):
            yield Cue(speaker, " ".join(paragraph), start)
            paragraph, start = [], None
        if head is not None and head[1] in heads:
            speaker, start = heads[head[1]], _milliseconds(head, 2)
            continue
        if stamp is not None:
            start = _milliseconds(stamp, 1)
        if found is not None:
            speaker, rest = names[found[1]], rest[found.end() :]
        if rest.strip():
            paragraph.append(rest.strip())
