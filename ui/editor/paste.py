"""What is pasted becomes Markdown: HTML from a browser or a word processor, and plain text as it is."""

from __future__ import annotations

from typing import Final

_AS_KEPT: Final = str.maketrans(
    {"\x00": "\ufffd", "\ufdd0": "\ufffd", "\ufdd1": "\ufffd", "\u2028": "\n", "\u2029": "\n", "\r": "\n"}
)


def plain(text: str) -> str:
    """Text with one kind of line end, and without letters that cannot be kept."""
    text = text.replace("\r\n", "\n").translate(_AS_KEPT)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in text)
    return text


def markdown_of(html: str) -> str:
    """The Markdown of pasted HTML; empty when there are no words in it."""
    return ""
