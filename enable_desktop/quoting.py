"""What somebody said, in quotation marks as the language around it writes them."""

from __future__ import annotations

from typing import Final

from enable_desktop.words import Words, mark

_PAIRS: Final = {"“": "”", "«": "»", "„": "“", '"': '"'}


def quoted(text: str, words: Words, *, is_literal: bool = True) -> str:
    """Words in quotation marks where they are literal; marks that they came with are not doubled."""
    return words(mark("“{words}”"), words=bare(text)) if is_literal else text


def bare(text: str) -> str:
    """Words without the quotation marks around the whole of them, or with only one of them."""
    text = text.strip()
    for opening, closing in _PAIRS.items():
        if text.startswith(opening):
            end = _end(text, opening, closing)
            if end in (-1, len(text) - 1):
                text = text[1:end].strip() if end > 0 else text[1:].lstrip()
        elif text.endswith(closing) and opening not in text:
            text = text[:-1].rstrip()
    return text


def _end(text: str, opening: str, closing: str) -> int:
    """Where the mark that `text` begins with is closed, -1 where it is not."""
    depth = 0
    for place, letter in enumerate(text):
        if letter == closing and place:
            depth -= 1
            if not depth:
                return place
        elif letter == opening:
            depth += 1
    return -1
