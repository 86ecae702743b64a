"""How long content takes, and how large files are, as people say it."""

from __future__ import annotations

from enable_desktop.words import Words, mark


def length_of(seconds: int | None, pages: int | None, words: Words) -> str:
    """How long it takes, else how many pages it has; empty where neither is known."""
    if seconds:
        if seconds < 60:
            return words(mark("{n} s"), n=seconds)
        return words(mark("{n} min"), n=words.number(round(seconds / 60)))
    return words.n("{n} page", "{n} pages", pages) if pages else ""


def said_size(words: Words, size: int) -> str:
    """A file's size: "340 kB", "2.1 MB"."""
    if size < 1_000_000:
        return words(mark("{n} kB"), n=words.number(max(1, round(size / 1000))))
    return words(mark("{n} MB"), n=words.number(round(size / 1_000_000, 1)))
