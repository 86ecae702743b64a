"""Which icon stands for a piece of content: that of its kind, else that of its file."""

from __future__ import annotations

from typing import Final

from enable_desktop.library.places import is_web

FILE_ICON: Final = "file-document-outline"
_BY_KIND: Final = {
    "battlecard": "sword-cross",
    "deck": "presentation",
    "demo-script": "script-text-outline",
    "script": "script-text-outline",
    "play": "transit-connection-variant",
    "playbook": "notebook-outline",
    "objection-answer": "comment-question-outline",
    "case-story": "book-open-variant",
    "roi-sheet": "file-table-outline",
    "price-list": "file-table-outline",
    "security-answers": "shield-check-outline",
    "training-video": "play-circle-outline",
    "bite": "play-circle-outline",
    "recorded-call": "microphone-outline",
    "cheat-sheet": "clipboard-check-outline",
    "exercise": "account-voice",
    "certification": "certificate-outline",
    "tool-link": "link-variant",
}
_BY_ENDING: Final = {
    "presentation": ("ppt", "pptx", "odp", "key"),
    "file-table-outline": ("xls", "xlsx", "csv", "ods"),
    "play-circle-outline": ("mp4", "mov", "m4v", "webm", "mkv", "avi", "mp3", "m4a", "wav", "ogg", "flac"),
    "image-outline": ("png", "jpg", "jpeg", "gif", "webp", "svg"),
}


def ending_of(location: str) -> str:
    """What a file's name ends with, in small letters."""
    name = location.replace("\\", "/").rsplit("/", 1)[-1]
    return name.rpartition(".")[2].lower() if "." in name else ""


def icon_of(kind_key: str, location: str) -> str:
    """The icon of a kind of content, else of the kind of file."""
    if kind_key in _BY_KIND:
        return _BY_KIND[kind_key]
    if is_web(location):
        return "web"
    ending = ending_of(location)
    return next((icon for icon, endings in _BY_ENDING.items() if ending in endings), FILE_ICON)
