"""Feedback from elsewhere: a table whose header says what is what, or mails as a mail program saves them."""

from __future__ import annotations

import re
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path
from typing import Final

from enable_desktop.errors import WorkspaceError
from enable_desktop.feedback_import import FIELDS, NEEDED
from enable_desktop.feedback_mail import Message
from enable_desktop.readers.bounds import MEGABYTE, content_of
from enable_desktop.readers.csv_tables import Table, open_table
from enable_desktop.readers.sheets import Sheet, is_sheet, open_sheet
from enable_desktop.words import mark

_LARGEST: Final = 20 * MEGABYTE
_MOST: Final = 100_000
_TAG: Final = re.compile(r"<(br|/p|/div|/li|/tr)\b[^>]*>", re.IGNORECASE)
_ANY_TAG: Final = re.compile(r"<[^>]*>")
_UNSEEN: Final = re.compile(r"<(style|script|head)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_UNSTORABLE: Final = re.compile("[\ud800-\udfff\x00]")


def open_feedback(path: Path) -> Table | Sheet:
    """The rows of a table; raises WorkspaceError with a sentence for what is no list of feedback, else OSError."""
    return open_sheet(path, FIELDS, NEEDED) if is_sheet(path) else open_table(path, FIELDS, NEEDED)


def read_mail(path: Path) -> Message:
    """A mail; raises WorkspaceError with a sentence for a file that is none, OSError where it cannot be read."""
    found = message_from_bytes(content_of(path, _LARGEST), policy=default)
    assert isinstance(found, EmailMessage)
    if found["subject"] is None and found["from"] is None:
        raise WorkspaceError(
            mark("{name} is no e-mail: it has neither a sender nor a subject. Nothing was imported."), name=path.name
        )
    sender = found["from"]
    addresses = getattr(sender, "addresses", ())
    return Message(
        subject=_clean(str(found["subject"] or "")),
        name=_clean(addresses[0].display_name) if addresses else "",
        address=_clean(addresses[0].addr_spec) if addresses else "",
        on=_day_of(str(found["date"] or "")),
        text=_text_of(found),
    )


def _day_of(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (TypeError, ValueError):
        return None


def _text_of(message: EmailMessage) -> str:
    """Its words: the plain text, else what an HTML text says."""
    body = message.get_body(("plain", "html"))
    if body is None:
        return ""
    content = body.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        text = content.decode(body.get_content_charset() or "utf-8", "replace")
    except LookupError:
        text = content.decode("utf-8", "replace")
    if body.get_content_subtype() == "html":
        text = unescape(_ANY_TAG.sub("", _TAG.sub("\n", _UNSEEN.sub("", text))))
    return _UNSTORABLE.sub("\ufffd", text.replace("\r\n", "\n"))[:_MOST].strip()


def _clean(text: str) -> str:
    return " ".join(_UNSTORABLE.sub("\ufffd", text).split())
