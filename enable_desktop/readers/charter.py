"""An existing charter: a Word or a Markdown document, told apart by what is in it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Final

from enable_desktop.blocks import Block, Paper, Picture, mapped
from enable_desktop.errors import WorkspaceError
from enable_desktop.readers.bounds import MEGABYTE, TEXT_LIMIT, content_of
from enable_desktop.readers.markdown import read_markdown
from enable_desktop.readers.text import decoded
from enable_desktop.readers.worker import read_apart
from enable_desktop.words import mark

_WORD: Final = frozenset({".docx", ".docm", ".dotx"})
_TEXT: Final = frozenset({".md", ".markdown", ".mdown", ".txt"})
_ARCHIVE: Final = b"PK\x03\x04"
_IMAGE: Final = re.compile(r"!\[([^\[\]]*)\]\(<?([^()<>\"]+?)>?(?:\s+\"[^\"]*\")?\)")
_PICTURES: Final = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"))
_PICTURE_LIMIT: Final = 20 * MEGABYTE


def read_charter(path: Path) -> Paper:
    """The blocks of a document.

    Raises WorkspaceError with a sentence for what is no readable document, OSError where the file cannot be opened.
    """
    ending = path.suffix.lower()
    if ending not in _WORD | _TEXT:
        raise WorkspaceError(
            mark("{name} is neither a Word nor a Markdown document (.docx or .md). Nothing was imported."),
            name=path.name,
        )
    with path.open("rb") as file:
        is_archive = file.read(4) == _ARCHIVE
    if ending in _WORD or is_archive:
        paper = read_apart(path)
    else:
        text = decoded(content_of(path, TEXT_LIMIT), path.name)
        paper = _with_pictures(replace(read_markdown(text.text), encoding=text.encoding), path.parent)
    if not paper.blocks:
        raise WorkspaceError(mark("{name} holds no text. Nothing was imported."), name=path.name)
    return paper


def _with_pictures(paper: Paper, folder: Path) -> Paper:
    """The paper with the images that lie beside it or below; any other image stays the text that names it."""
    found: dict[str, Picture] = {}
    missing = 0

    def name(image: re.Match[str]) -> str:
        nonlocal missing
        address = image[2].strip()
        if address not in found:
            picture = _picture(folder, address, {each.name for each in found.values()})
            if picture is None:
                missing += 1
                return image[0]
            found[address] = picture
        return f"![{image[1]}]({found[address].name})"

    blocks: tuple[Block, ...] = tuple(mapped(block, lambda text: _IMAGE.sub(name, text)) for block in paper.blocks)
    left_out = {**paper.left_out, **({mark("pictures"): missing} if missing else {})}
    return replace(paper, blocks=blocks, pictures=tuple(found.values()), left_out=left_out)


def _picture(folder: Path, address: str, taken: set[str]) -> Picture | None:
    if "://" in address or address.startswith("data:"):
        return None
    path = (folder / address.replace("%20", " ")).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file() or path.stat().st_size > _PICTURE_LIMIT:
        return None
    content = path.read_bytes()
    ending = next((ending for sign, ending in _PICTURES if content.startswith(sign)), None)
    if ending is None:
        return None
    stem = re.sub(r"[^\w-]+", "-", path.stem).strip("-") or "picture"
    names = (f"{stem}{'' if number == 1 else f'-{number}'}.{ending}" for number in range(1, len(taken) + 2))
    return Picture(name=next(name for name in names if name not in taken), content=content)
