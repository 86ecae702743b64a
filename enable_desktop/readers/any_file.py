"""One file of the library, whatever it is: told by its content, else by its ending, and read by who can read it."""

from __future__ import annotations

import re
import stat
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from enable_desktop.errors import WorkspaceError
from enable_desktop.library import endings
from enable_desktop.library.documents import Document, FoundLink
from enable_desktop.readers import office, pages, recordings
from enable_desktop.readers.archive import OLD_OFFICE
from enable_desktop.readers.bounds import DOCUMENT_LIMIT, MEGABYTE, TEXT_LIMIT, Gathered, content_of
from enable_desktop.readers.online import is_online_only
from enable_desktop.readers.pdf import read_pdf
from enable_desktop.readers.text import decoded
from enable_desktop.readers.transcripts import read_transcript
from enable_desktop.transcripts import Cue
from enable_desktop.words import Sentence, mark, sentence

_PAGE: Final = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,3}<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_BYTE_ORDER: Final = b"\xef\xbb\xbf"
_ARCHIVE: Final = b"PK\x03\x04"
_OLD_ENDINGS: Final = endings.OLD_WORD | endings.OLD_SLIDES | endings.OLD_SHEETS
_HEAD: Final = 8 * 1024
_LONGEST_PAUSE: Final = 60 * 60 * 1000
"""In milliseconds; where nobody says anything new for longer, the times of a transcript are damaged."""
_UNSTORABLE: Final = re.compile("[\ud800-\udfff\x00]")


def _read_text(path: Path) -> Document:
    gathered = Gathered(path.name)
    gathered.add(decoded(content_of(path, TEXT_LIMIT), path.name).text.removeprefix("\ufeff"))
    return Document(title=path.stem, text=gathered.text, note=gathered.note)


def _read_cues(path: Path) -> Document:
    try:
        transcript = read_transcript(path)
    except WorkspaceError:
        return _read_text(path)
    gathered = Gathered(path.name)
    speaker = ""
    for cue in transcript.cues:
        name = f"{cue.speaker}: " if cue.speaker and cue.speaker != speaker else ""
        speaker = cue.speaker
        gathered.add(f"{name}{cue.text}")
        if gathered.is_full:
            break
    return Document(title=path.stem, text=gathered.text, seconds=_seconds_of(transcript.cues), note=gathered.note)


def _seconds_of(cues: Iterable[Cue]) -> float | None:
    """How long a talk lasts by its cues, None where they tell no times, or such as no talk has."""
    latest = 0
    for start, end in sorted(
        (cue.start, cue.start if cue.end is None else cue.end) for cue in cues if cue.start is not None
    ):
        if max(start - latest, end - start) > _LONGEST_PAUSE:
            return None
        latest = max(latest, end)
    return latest / 1000 or None


def _read_recording(path: Path) -> Document:
    """The length of a recording, and the words of the transcript beside it, which also say how long it lasts at least.

    A film or sound of which only the name is known is no fault, and neither is a transcript that cannot be read: then
    the note says why its words are not found.
    """
    seconds = recordings.seconds_of(path)
    beside = recordings.transcript_beside(path)
    if beside is None:
        return Document(title=path.stem, seconds=seconds)
    spoken = read_any(beside)
    length = seconds if seconds is not None else spoken.seconds
    return Document(title=path.stem, text=spoken.text, seconds=length, note=spoken.note)


def _read_name(path: Path) -> Document:
    return Document(title=path.stem)


_FORMS: Final[Mapping[str, tuple[frozenset[str], Callable[[Path], Document]]]] = {
    "PDF": (endings.PDF, read_pdf),
    "Word": (endings.WORD, office.read_document_of_word),
    "PowerPoint": (endings.SLIDES, office.read_slides),
    "Excel": (endings.SHEETS, office.read_sheets),
    "HTML": (endings.HTML, pages.read_html),
    "Markdown": (endings.MARKDOWN, pages.read_markdown_page),
    "WebVTT": (endings.CUES, _read_cues),
    "Text": (endings.PLAIN | endings.TABLES, _read_text),
    "Recording": (endings.RECORDINGS, _read_recording),
    "Picture": (endings.PICTURES, _read_name),
}
_TOLD_BY_CONTENT: Final = ("PDF", "Word", "PowerPoint", "Excel")
_NAMES: Final = ("Recording", "Picture")
"""Of these no text is read, however large they are."""
_BY_ENDING: Final = {ending: form for form, (those, _) in _FORMS.items() for ending in those}
_FOLDERS: Final = (("word/", "Word"), ("ppt/", "PowerPoint"), ("xl/", "Excel"))


def read_any(path: Path) -> Document:
    """What is known of a file: never an exception for what is wrong with it, but a note that says so.

    Whatever a parser raises at a damaged file is let out.
    """
    name = shown_name(path.name)
    try:
        document = _read(path, name)
    except WorkspaceError as error:
        document = Document(note=error.sentence)
    except zipfile.BadZipFile:
        document = Document(note=damaged(path))
    except OSError as error:
        document = Document(note=_refusal(error, name))
    return _cleaned(document, path)


def damaged(path: Path) -> Sentence:
    """Why nothing of a file was read, where its bytes are no document of its kind."""
    return sentence(mark("{name} is damaged and could not be read."), name=shown_name(path.name))


def _read(path: Path, name: str) -> Document:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise WorkspaceError(mark("{name} is no file but a folder, a pipe or a device; it was not opened."), name=name)
    if is_online_only(status):
        raise WorkspaceError(mark("{name} is only online; it was not opened."), name=name)
    if not status.st_size:
        raise WorkspaceError(mark("{name} is empty."), name=name)
    named = _BY_ENDING.get(path.suffix.lower(), "")
    form = _form(path, name, named)
    limit = DOCUMENT_LIMIT if form in _TOLD_BY_CONTENT else TEXT_LIMIT
    if form not in _NAMES and status.st_size > limit:
        raise WorkspaceError(
            mark("{name} is larger than {limit} MB; its text was not read."), name=name, limit=limit // MEGABYTE
        )
    try:
        document = _FORMS[form][1](path)
    except WorkspaceError as error:
        if form in _TOLD_BY_CONTENT:
            raise
        raise WorkspaceError(mark("{name} holds no text: it is a file of another kind."), name=name) from error
    if named not in ("", form) and document.note is None:
        other = sentence(mark("{name} holds {form}, whatever its ending says."), name=name, form=form)
        return replace(document, note=other)
    return document


def _form(path: Path, name: str, named: str) -> str:
    """What a file is; raises WorkspaceError with a sentence where nobody can read it. `named` is what its ending says.

    Forms that show themselves are told by that; what is plain text is told by its ending.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    head = head.removeprefix(_BYTE_ORDER)
    if head.lstrip().startswith(b"%PDF-") or (named == "PDF" and b"%PDF-" in head[:1024]):
        return "PDF"
    if head.startswith(OLD_OFFICE) and (named in _TOLD_BY_CONTENT or path.suffix.lower() in _OLD_ENDINGS):
        raise WorkspaceError(
            mark(
                "{name} is an old or password-protected office file and was not read. Save it in the form of today, "
                "without a password."
            ),
            name=name,
        )
    if head.startswith(_ARCHIVE):
        found = _office_form(path)
        if found or named not in _TOLD_BY_CONTENT:
            return found or _known(name, "")
    if named in _TOLD_BY_CONTENT:
        if _PAGE.match(head):
            return "HTML"
        raise WorkspaceError(mark("{name} is damaged, or no {form} file at all."), name=name, form=named)
    if head.startswith(b"WEBVTT") and named not in _NAMES:
        return "WebVTT"
    if named:
        return named
    if _PAGE.match(head):
        return "HTML"
    return _known(name, "Text" if not path.suffix and b"\x00" not in head else "")


def _known(name: str, form: str) -> str:
    if not form:
        raise WorkspaceError(mark("{name} is of a kind whose text cannot be read; only its name is found."), name=name)
    return form


def _office_form(path: Path) -> str:
    """Which office program an archive is of, empty where of none."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    return next((form for folder, form in _FOLDERS if any(each.startswith(folder) for each in names)), "")


def _refusal(error: OSError, name: str) -> Sentence:
    match error:
        case PermissionError():
            return sentence(mark("{name} may not be read: the system refuses it."), name=name)
        case FileNotFoundError():
            return sentence(mark("{name} is not there any more."), name=name)
    reason = error.strerror or type(error).__name__
    return sentence(mark("{name} could not be read: {reason}."), name=name, reason=reason)


# -- what can be stored


def shown_name(text: str) -> str:
    """Text without halves of characters and zero bytes, which nothing can store."""
    return _UNSTORABLE.sub("\ufffd", text)


def _cleaned(document: Document, path: Path) -> Document:
    return replace(
        document,
        title=shown_name(document.title) or shown_name(path.stem),
        text=shown_name(document.text),
        matter={shown_name(name): tuple(map(shown_name, values)) for name, values in document.matter.items()},
        links=tuple(
            FoundLink(target=shown_name(link.target), words=shown_name(link.words), number=link.number)
            for link in document.links
        ),
        note=document.note and _cleaned_note(document.note),
    )


def _cleaned_note(note: Sentence) -> Sentence:
    values = {name: shown_name(value) if isinstance(value, str) else value for name, value in note.values.items()}
    return Sentence(note.message, values)
