"""Tooltips of what people wrote: Qt would take them for rich text, which opens the files that it names."""

from __future__ import annotations

import html


def tip(text: str) -> str:
    """A text as a tooltip shows it, letter for letter."""
    return f"<qt>{html.escape(text)}</qt>" if "<" in text else text
