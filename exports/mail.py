"""A mail as an `.eml` file, which a mail program opens as a draft to be looked through and sent."""

from __future__ import annotations

from collections.abc import Callable
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from enable_desktop.letters import Mail
from exports.write import write_whole


def write_mail(mail: Mail, path: Path, settle: Callable[[], None] = lambda: None) -> None:
    """Writes the file; it appears whole or stays as it was.

    Raises WorkspaceError with a sentence where the target cannot be written. `settle` is called just before the new
    file takes its place; what it raises stops that.
    """
    write_whole(path, mail_bytes(mail), settle)


def mail_bytes(mail: Mail) -> bytes:
    """The file. It has no date and no sender: whoever sends it gives both. The same mail gives the same bytes."""
    message = EmailMessage(policy=SMTP)
    if mail.to:
        user, _, domain = mail.to.rpartition("@")
        message["To"] = Address(_line(mail.to_name), user, domain)
    message["Subject"] = _line(mail.subject)
    # Outlook and others open a message with this mark for editing.
    message["X-Unsent"] = "1"
    message.set_content(mail.body.encode("utf-8", "replace").decode("utf-8"), charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def _line(text: str) -> str:
    """Text as a header holds it: one line, no control characters, no half characters."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(letter if letter.isprintable() else " " for letter in whole).split())
