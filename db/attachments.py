"""Small files kept inside the workspace: logo, images, the signed PDF."""

from __future__ import annotations

import sqlite3
from typing import Final

from db import rows
from db.files import ask
from db.history import History
from enable_desktop.errors import WorkspaceError
from enable_desktop.notes import Attachment, free_name
from enable_desktop.words import mark

LIMIT: Final = 50 * 1024 * 1024


class Attachments:
    """Files by name; the same bytes are stored once."""

    def __init__(self, connection: sqlite3.Connection, history: History) -> None:
        self._connection = connection
        self._history = history

    def add(self, name: str, content: bytes, media_type: str) -> Attachment:
        """Keep a file, under a numbered name where another file has its own; raises WorkspaceError beyond 50 MB.

        The same file under the same name is there once.
        """
        if len(content) > LIMIT:
            raise WorkspaceError(mark("{name} is larger than 50 MB and was not attached."), name=name)
        # Loaded here: a start does not need it.
        import hashlib

        digest = hashlib.sha256(content).hexdigest()
        name = free_name(rows.clean(name), digest, self._digest_of)
        there = self.named(name)
        if there is not None:
            return there
        values = {"title": name, "media_type": media_type, "digest": digest, "size": len(content)}
        with self._history.step(mark("Attach “{title}”"), title=name):
            self._connection.execute("insert or ignore into blobs (digest, bytes) values (?, ?)", (digest, content))
            id_ = rows.insert(self._connection, Attachment, values)
        return Attachment(id=id_, title=name, media_type=media_type, digest=digest, size=len(content))

    def _digest_of(self, name: str) -> str | None:
        found = self.named(name)
        return found.digest if found is not None else None

    def content(self, attachment: Attachment) -> bytes:
        """The bytes of an attachment, empty when they are lost."""
        found = ask(self._connection, "select bytes from blobs where digest = ?", attachment.digest)
        return bytes(found[0][0]) if found else b""

    def named(self, name: str) -> Attachment | None:
        found = rows.read_where(self._connection, Attachment, "title", name)
        return found[-1] if found else None
