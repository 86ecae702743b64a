"""Feedback from elsewhere: a table whose header says what is what, or mails as a mail program saves them."""

from __future__ import annotations

import re
from datetime import date
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message as RawMessage
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path
from typing import Final

from enable_desktop.appointments import mail_in
from enable_desktop.errors import WorkspaceError
from enable_desktop.feedback_import import FIELDS, NEEDED
from enable_desktop.feedback_mail import Message
from enable_desktop.readers.bounds import MEGABYTE, content_of
from enable_desktop.readers.csv_tables import Table, open_table
from enable_desktop.readers.sheets import Sheet, is_sheet, open_sheet
from enable_desktop.words import mark

_LARGEST: Final = 20 * MEGABYTE
_MOST: Final = 100_000
_HEADER: Final = 2_000
_TAG: Final = re.compile(r"<(/?)([a-zA-Z]*+)[^<>]*+>")
_LINES: Final = frozenset({"br", "p", "div", "li", "tr"})
_UNSEEN: Final = frozenset({"style", "script", "head", "title"})
_UNSTORABLE: Final = re.compile("[\ud800-\udfff\x00]")


def open_feedback(path: Path) -> Table | Sheet:
    """The rows of a table; raises WorkspaceError with a sentence for what is no list of feedback, else OSError."""
    return open_sheet(path, FIELDS, NEEDED) if is_sheet(path) else open_table(path, FIELDS, NEEDED)


def read_mail(path: Path) -> Message:
    """A mail; raises WorkspaceError with a sentence for a file that is none, OSError where it cannot be read."""
    content = content_of(path, _LARGEST)
    try:
        # The older way of the library: its newer one raises all kinds of things at headers that are odd.
        found = message_from_bytes(content)
        text = _text_of(found)
    except RecursionError as error:
        raise WorkspaceError(
            mark("{name} holds mails within mails, too many to be read. Nothing was imported."), name=path.name
        ) from error
    subject, sender = _header(found, "subject"), _header(found, "from")
    if not subject and not sender:
        raise WorkspaceError(
            mark("{name} is no e-mail: it has neither a sender nor a subject. Nothing was imported."), name=path.name
        )
    return Message(
        subject=_clean(subject),
        name=_clean(sender.partition("<")[0].strip(" \"'")) if "<" in sender else "",
        address=mail_in(sender),
        on=_day_of(_header(found, "date")),
        text=text,
    )


def _header(message: RawMessage, name: str) -> str:
    """What a header says, in whichever letters it is written."""
    raw = message.get(name)
    if raw is None:
        return ""
    if isinstance(raw, str):
        # What follows takes the square of its length where it is odd.
        raw = raw[:_HEADER]
    try:
        parts = decode_header(raw)
    except (HeaderParseError, ValueError):
        return str(raw)[:_HEADER]
    return "".join(_decoded(part, charset) for part, charset in parts)[:_HEADER]


def _decoded(part: str | bytes, charset: str | None) -> str:
    if isinstance(part, str):
        # Letters that nobody has named an encoding for.
        part, charset = part.encode("utf-8", "surrogateescape"), "utf-8"
    try:
        return part.decode(charset or "utf-8", "replace")
    except (LookupError, ValueError):
        return part.decode("utf-8", "replace")


def _day_of(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (TypeError, ValueError):
        return None


def _text_of(message: RawMessage) -> str:
    """Its words: the first plain text, else what the first HTML text says."""
    texts: dict[str, str] = {}
    for part in message.walk():
        form = part.get_content_type()
        if form not in ("text/plain", "text/html") or form in texts or part.is_multipart():
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            texts[form] = _decoded(content, part.get_content_charset())
    text = texts.get("text/plain", "")
    if not text.strip() and "text/html" in texts:
        text = _words_of(texts["text/html"])
    return _UNSTORABLE.sub("\ufffd", text.replace("\r\n", "\n"))[:_MOST].strip()


def _words_of(page: str) -> str:
    """The words of an HTML text, a line for each of its own; in one go, whatever a mail holds."""
    parts: list[str] = []
    unseen, at = "", 0
    for found in _TAG.finditer(page):
        if not unseen:
            parts.append(page[at : found.start()])
        at = found.end()
        is_end, tag = bool(found[1]), found[2].lower()
        if unseen:
            unseen = "" if (is_end and tag == unseen) or tag == "body" else unseen
        elif tag in _UNSEEN and not is_end:
            unseen = tag
        elif tag == "br" or (is_end and tag in _LINES):
            parts.append("\n")
    if not unseen:
        parts.append(page[at:])
    return unescape("".join(parts))


def _clean(text: str) -> str:
    return " ".join(_UNSTORABLE.sub("\ufffd", text).split())
