"""How a file looks: a page of it, the picture it is, or its text. Made beside the window, whatever the file holds.

Nothing that a file names is loaded: pictures within texts are left out, and web addresses are never fetched.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from enable_desktop.errors import WorkspaceError
from enable_desktop.readers.bounds import MEGABYTE, content_of
from enable_desktop.readers.online import is_online_only
from enable_desktop.words import Sentence, mark, sentence
from ui.library.wording import ending_of

if TYPE_CHECKING:
    from ui.tasks import Progress

_PDF_LIMIT: Final = 64 * MEGABYTE
_TEXT_LIMIT: Final = MEGABYTE
_PICTURE_LIMIT: Final = 64 * MEGABYTE
_MOST_SIDE: Final = 30_000
_LETTERS: Final = 6_000
_SECONDS: Final = 10
# Only those that hold pixels: an SVG may name other files.
_PICTURES: Final = frozenset({"png", "jpg", "jpeg", "jfif", "gif", "webp", "bmp", "tif", "tiff"})
_MARKDOWN: Final = frozenset({"md", "markdown", "mdown", "mkd"})
_PLAIN: Final = frozenset({"txt", "text", "csv", "tsv", "log", "vtt", "srt"})
_READ: Final = frozenset({"docx", "pptx", "xlsx", "html", "htm", "xhtml", "docm", "pptm", "xlsm"})
PLAYED: Final = frozenset({"mp4", "mov", "m4v", "webm", "mkv", "avi", "mp3", "m4a", "wav", "ogg", "flac", "aac"})
_TAGS: Final = {
    "p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "b", "i", "code", "pre",
    "blockquote", "table", "thead", "tbody", "tr", "th", "td", "hr",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Glimpse:
    """What is shown of a file: a picture with its number of pages, or a text, or why there is neither.

    One that `is_away` cannot be seen now, and may be there again later.
    """

    picture: QImage | None = None
    pages: int = 0
    text: str = ""
    html: str = ""
    note: Sentence | None = None
    is_away: bool = False
    is_played: bool = False
    """Whether it is heard, or seen as a film."""


def glimpse_of(path: Path, page: int, size: QSize, progress: Progress) -> Glimpse:
    """Looks at a file; runs in a task. `size` is the room in pixels, `page` counts from 1."""
    try:
        status = path.stat()
        if is_online_only(status):
            return Glimpse(note=sentence(mark("Only online: it is opened by you alone.")), is_away=True)
        return _look(path, page, size, progress)
    except WorkspaceError as fault:
        return Glimpse(note=fault.sentence)
    except OSError:
        return Glimpse(note=sentence(mark("The file cannot be read now.")), is_away=True)


def _look(path: Path, page: int, size: QSize, progress: Progress) -> Glimpse:
    ending = ending_of(path.name)
    if ending == "pdf":
        return _page(path, page, size)
    if ending in _PICTURES:
        return _picture(path, size)
    if ending in _MARKDOWN:
        return Glimpse(html=_html_of(_text(path)))
    if ending in _PLAIN:
        return Glimpse(text=_text(path)[:_LETTERS])
    if ending in _READ:
        return _read(path, progress)
    if ending in PLAYED:
        return Glimpse(note=sentence(mark("It is played in the program that your system has for it.")), is_played=True)
    return Glimpse(note=sentence(mark("There is no preview of files of this kind.")))


def _page(path: Path, page: int, size: QSize) -> Glimpse:
    # Loaded here: a library without PDF files does not need it.
    from ui.preview.pages import page_of_file

    found = page_of_file(content_of(path, _PDF_LIMIT), page, size.width(), size.width() * 2)
    if found is None:
        return Glimpse(note=sentence(mark("{name} is damaged or closed by a password."), name=path.name))
    picture, pages = found
    shape = QImage.Format.Format_RGB32
    image = QImage(picture.pixels, picture.width, picture.height, picture.stride, shape).copy()
    return Glimpse(picture=image, pages=pages)


def _picture(path: Path, size: QSize) -> Glimpse:
    if path.stat().st_size > _PICTURE_LIMIT:
        return Glimpse(note=sentence(mark("The picture is too large for a preview.")))
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    # First of all: to ask an SVG for its size would load what it names.
    kind = bytes(reader.format().data()).decode("ascii", "replace")
    whole = reader.size() if kind in _PICTURES else QSize()
    if not whole.isValid() or max(whole.width(), whole.height()) > _MOST_SIDE:
        return Glimpse(note=sentence(mark("{name} is damaged, or no picture at all."), name=path.name))
    if whole.width() > size.width() or whole.height() > size.height():
        reader.setScaledSize(whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        return Glimpse(note=sentence(mark("{name} is damaged, or no picture at all."), name=path.name))
    return Glimpse(picture=image, pages=1)


def _text(path: Path) -> str:
    from enable_desktop.readers.text import codec_of, decoded

    with path.open("rb") as file:
        content = file.read(_TEXT_LIMIT)
    if len(content) == _TEXT_LIMIT:
        # The last letter may have been cut in two; there may be no line that ends before it.
        codec = codec_of(content)
        whole = codecs.getincrementaldecoder(codec)("replace").decode(content)
        content = whole.encode(codec, "replace")
    return decoded(content, path.name).text


def _html_of(markdown: str) -> str:
    """The beginning of a Markdown page, with nothing in it that could load or run."""
    import nh3
    from markdown import Markdown

    from enable_desktop.readers.front_matter import front_matter

    body = front_matter(markdown).body_at
    start = markdown[body : body + _LETTERS]
    try:
        html = Markdown(extensions=["tables", "fenced_code", "sane_lists"]).convert(start)
    except RecursionError:
        return nh3.clean_text(start)
    return nh3.clean(html, tags=_TAGS, attributes={}, link_rel=None)


def _read(path: Path, progress: Progress) -> Glimpse:
    from enable_desktop.readers.documents import read_all

    for _, document in read_all([path], progress.cancelled, _SECONDS):
        text = document.text.strip()
        return Glimpse(text=text[:_LETTERS]) if text else Glimpse(note=document.note)
    return Glimpse()
