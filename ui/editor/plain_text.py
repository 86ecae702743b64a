"""Text as it may be kept: one kind of line end, and only letters that can be stored."""

from __future__ import annotations


def plain(text: str) -> str:
    """Text with one kind of line end, and without letters that cannot be kept."""
    # One call each is ten times quicker than a table for a text of a megabyte.
    for old, new in (("\u2029", "\n"), ("\r\n", "\n"), ("\r", "\n"), ("\u2028", "\n")):
        text = text.replace(old, new)
    text = text.replace("\x00", "\ufffd")
    if text.isascii():
        return text
    for letter in ("\ufdd0", "\ufdd1"):
        text = text.replace(letter, "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in text)
    return text
