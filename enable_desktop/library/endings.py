"""What files are by the ending of their name."""

from __future__ import annotations

from typing import Final

MARKDOWN: Final = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx"})
HTML: Final = frozenset({".html", ".htm", ".xhtml"})
PLAIN: Final = frozenset({".txt", ".text", ".log", ".rst", ".adoc", ".org"})
TABLES: Final = frozenset({".csv", ".tsv"})
CUES: Final = frozenset({".vtt", ".srt"})
PDF: Final = frozenset({".pdf"})
WORD: Final = frozenset({".docx", ".docm", ".dotx", ".dotm"})
SLIDES: Final = frozenset({".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"})
SHEETS: Final = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})
OLD_WORD: Final = frozenset({".doc", ".dot"})
OLD_SLIDES: Final = frozenset({".ppt", ".pps", ".pot"})
OLD_SHEETS: Final = frozenset({".xls", ".xlt"})
SOUNDS: Final = frozenset({
    ".aac", ".aif", ".aiff", ".flac", ".m4a", ".m4b", ".mp3", ".oga", ".ogg", ".opus", ".wav", ".wma",
})  # fmt: skip
FILMS: Final = frozenset({
    ".3gp", ".avi", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".ogv", ".webm", ".wmv",
})  # fmt: skip
PICTURES: Final = frozenset({
    ".avif", ".bmp", ".gif", ".heic", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".webp",
})  # fmt: skip
RECORDINGS: Final = SOUNDS | FILMS
