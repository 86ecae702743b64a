"""Tooltips of what people wrote: Qt would take them for rich text, which opens the files that it names."""

from __future__ import annotations


def tip(text: str) -> str:
    """A text as a tooltip shows it, letter for letter."""
    if "<" not in text:
        return text
    # Loaded here: it brings the names of two thousand letters along.
    import html

    return f"<qt>{html.escape(text)}</qt>"
