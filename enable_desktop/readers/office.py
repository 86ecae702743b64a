"""Documents, decks and sheets of an office program. Only ever called in the child process."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from enable_desktop.blocks import Heading, markdown_of
from enable_desktop.library.documents import Document, FoundLink
from enable_desktop.library.word_fields import link_of_field
from enable_desktop.readers.archive import check_parts
from enable_desktop.readers.bounds import DOCUMENT_LIMIT, LINKS, Gathered
from enable_desktop.readers.pages import readable
from enable_desktop.readers.titles import one_title, own_title
from enable_desktop.readers.word import paper_of

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_POINT: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}pt"
"""One of the things that a diagram shows."""
_SLIDE_LINKS: Final = (f"{_A}hlinkClick", f"{_A}hlinkMouseOver", f"{_A}hlinkHover")
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MARGINS: Final = ("/footnotes", "/endnotes", "/header", "/footer", "/comments")
_MEDIA: Final = (f"{_A}blip", f"{_A}videoFile", f"{_A}audioFile", f"{_A}quickTimeFile")
"""Pictures and recordings, which may lie beside a document and only be linked there."""
_DRAWN: Final = ("/diagramData", "/chart", "/chartEx", "/chartUserShapes")
"""Relations to diagrams and charts; how a diagram looks is kept beside it, with the same links once more."""
_SHEET: Final = f"{_C}externalData"
"""The sheet that the figures of a chart come from, which may lie beside the document."""
_NO_FILE: Final = "NULL"
"""What PowerPoint writes for a picture that was lost."""


def read_document_of_word(path: Path) -> Document:
    """A .docx file; raises WorkspaceError for one that unpacks to too much, anything for a damaged one."""
    _check(path)
    import docx

    document = docx.Document(str(path))
    gathered = Gathered(path.name)
    titles: dict[int, str] = {}
    for block in paper_of(document, path.stem).blocks:
        text = readable(markdown_of(block))
        if isinstance(block, Heading):
            titles.setdefault(min(block.level, 1), one_title(text))
        gathered.add(text)
        if gathered.is_full:
            break
    title = titles.get(0) or titles.get(1) or own_title(document.core_properties.title) or path.stem
    return Document(title=title, text=gathered.text, links=_numbered(_links_of_word(document)), note=gathered.note)


def read_slides(path: Path) -> Document:
    """A .pptx file with its notes.

    Raises WorkspaceError for one that unpacks to too much, anything for a damaged one.
    """
    _check(path)
    import pptx

    deck = pptx.Presentation(str(path))
    gathered = Gathered(path.name)
    title = ""
    slides = list(deck.slides)
    for slide in slides:
        if gathered.is_full:
            break
        heading = slide.shapes.title
        if heading is not None and heading.has_text_frame and not title:
            title = one_title(heading.text_frame.text)
        gathered.add("\n".join(_paragraphs(slide.element)))
        for part in slide.part.rels.values():
            if not part.is_external and part.reltype.endswith("/diagramData"):
                gathered.add("\n".join(_paragraphs(_parsed(part.target_part.blob))))
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            gathered.add(slide.notes_slide.notes_text_frame.text)
    return Document(
        title=title or own_title(deck.core_properties.title) or path.stem,
        text=gathered.text,
        links=_numbered(_links_of_deck(deck, slides)),
        pages=len(slides),
        note=gathered.note,
    )


def read_sheets(path: Path) -> Document:
    """An .xlsx file: the names of its sheets and what their cells show.

    Raises WorkspaceError for one that unpacks to too much, anything for a damaged one.
    """
    _check(path)
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    gathered = Gathered(path.name)
    for sheet in book.worksheets:
        gathered.add(sheet.title)
        # The size a sheet declares may be a million empty rows.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(values_only=True):
            gathered.add("\t".join(_cell(value) for value in row if value not in (None, "")))
            if gathered.is_full:
                break
    title = own_title(book.properties.title) or path.stem
    pages = len(book.sheetnames)
    book.close()
    return Document(title=title, text=gathered.text, pages=pages, note=gathered.note)


def _cell(value: object) -> str:
    """What a cell shows, about; a day has no hour."""
    return str(value).removesuffix(" 00:00:00") if isinstance(value, datetime) else str(value)


def _check(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        check_parts(archive, path.name, DOCUMENT_LIMIT + DOCUMENT_LIMIT // 3)


def _numbered(found: Iterable[tuple[str, str]]) -> tuple[FoundLink, ...]:
    return tuple(
        FoundLink(target=target, words=one_title(words), number=number)
        for number, (target, words) in zip(range(LINKS), found, strict=False)
    )


def _parsed(content: bytes) -> Any:
    from docx.oxml.parser import parse_xml

    return parse_xml(content)


def _is_fallback(element: Any) -> bool:
    return any(above.tag == _FALLBACK for above in element.iterancestors())


# -- Word


def _links_of_word(document: Any) -> Iterator[tuple[str, str]]:
    """Targets outside of the document with their words: the text first, then notes, headers, footers and comments.

    After each of these what is drawn in it.
    """
    yield from _links_of_part(document.element, document.part.rels)
    seen: set[str] = set()
    yield from _links_of_drawings(document.part, seen)
    parts = {
        str(relation.target_part.partname): relation.target_part
        for relation in document.part.rels.values()
        if not relation.is_external and relation.reltype.endswith(_MARGINS)
    }
    for _, part in sorted(parts.items()):
        yield from _links_of_part(_parsed(part.blob), part.rels)
        yield from _links_of_drawings(part, seen)


def _links_of_part(root: Any, relations: Any) -> Iterator[tuple[str, str]]:
    # The codes of the fields that are open: Word may cut a code into several pieces.
    codes: list[list[str]] = []
    for element in root.iter(
        f"{_W}hyperlink", f"{_W}fldSimple", f"{_W}instrText", f"{_W}fldChar", f"{_A}hlinkClick", *_MEDIA
    ):
        if _is_fallback(element):
            continue
        if element.tag in (f"{_W}hyperlink", f"{_A}hlinkClick"):
            target = _related(element, relations)
            anchor = element.get(f"{_W}anchor")
            if target:
                yield (f"{target}#{anchor}" if anchor and "#" not in target else target), _text_of_word(element)
        elif element.tag in _MEDIA:
            target = _related(element, relations, "link")
            if target:
                yield target, ""
        elif element.tag == f"{_W}fldSimple":
            field = link_of_field(element.get(f"{_W}instr") or "")
            if field is not None:
                yield field.target, _text_of_word(element)
        elif element.tag == f"{_W}instrText":
            if codes:
                codes[-1].append(element.text or "")
        else:
            kind = element.get(f"{_W}fldCharType")
            if kind == "begin":
                codes.append([])
            elif codes:
                field = link_of_field("".join(codes[-1]))
                if field is not None:
                    yield field.target, "".join(_words_of_field(element)) if kind == "separate" else ""
                codes[-1].clear()
                if kind == "end":
                    codes.pop()


def _text_of_word(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(f"{_W}t"))


def _words_of_field(separator: Any) -> Iterator[str]:
    """What a field shows: the runs between its separator and its end."""
    run, depth, shown = separator.getparent(), 0, False
    for _ in range(1_000):
        if run is None:
            return
        for mark in run.iter(f"{_W}fldChar", f"{_W}t"):
            kind = mark.get(f"{_W}fldCharType")
            if mark is separator:
                shown = True
            elif shown and kind == "end" and depth == 0:
                return
            elif shown and kind:
                depth += {"begin": 1, "end": -1}.get(kind, 0)
            elif shown:
                yield mark.text or ""
        run = run.getnext()


def _related(element: Any, relations: Any, attribute: str = "id") -> str:
    """What an element points at outside of its document, empty where nowhere."""
    relation = relations.get(element.get(f"{_R}{attribute}") or "")
    target = str(relation.target_ref) if relation is not None and relation.is_external else ""
    return "" if target == _NO_FILE else target


# -- slides


def _paragraphs(root: Any) -> Iterator[str]:
    """The text of every shape in the order of the file: boxes, groups, tables."""
    for paragraph in root.iter(f"{_A}p"):
        if not _is_fallback(paragraph):
            parts = paragraph.iter(f"{_A}t", f"{_A}br", f"{_A}tab")
            yield "".join((part.text or "") if part.tag == f"{_A}t" else " " for part in parts)


def _links_of_deck(deck: Any, slides: list[Any]) -> Iterator[tuple[str, str]]:
    """Targets outside of a deck with their words: slide by slide with its notes, then what slides are made after."""
    seen: set[str] = set()
    for slide in slides:
        yield from _links_of_shapes(slide.element, slide.part.rels)
        yield from _links_of_drawings(slide.part, seen)
        if slide.has_notes_slide:
            yield from _links_of_shapes(slide.notes_slide.element, slide.notes_slide.part.rels)
    for master in deck.slide_masters:
        for each in (master, *master.slide_layouts):
            yield from _links_of_shapes(each.element, each.part.rels)
            yield from _links_of_drawings(each.part, seen)


def _links_of_drawings(part: Any, seen: set[str]) -> Iterator[tuple[str, str]]:
    """The links in diagrams and charts that a part shows, each of them `seen` once, and in what is drawn upon these."""
    for relation in part.rels.values():
        if relation.is_external or not relation.reltype.endswith(_DRAWN):
            continue
        drawn = relation.target_part
        if str(drawn.partname) in seen:
            continue
        seen.add(str(drawn.partname))
        if any(each.is_external for each in drawn.rels.values()):
            yield from _links_of_shapes(_parsed(drawn.blob), drawn.rels)
        yield from _links_of_drawings(drawn, seen)


def _links_of_shapes(root: Any, relations: Any) -> Iterator[tuple[str, str]]:
    """A link that spans several runs of one paragraph is one."""
    before: tuple[Any, str] | None = None
    open_link: tuple[str, str] | None = None
    for element in root.iter(*_SLIDE_LINKS, *_MEDIA, _SHEET):
        is_medium = element.tag in _MEDIA
        target = _related(element, relations, "link" if is_medium else "id")
        if not target or _is_fallback(element):
            continue
        run = element.getparent().getparent()
        is_run = run is not None and run.tag in (f"{_A}r", f"{_A}fld")
        if is_run:
            words = "".join(text.text or "" for text in run.iter(f"{_A}t"))
        elif element.tag == _SHEET:
            words = _chart_title(root)
        else:
            words = _picture_text(element) if is_medium else _shape_text(element)
        if open_link and before and is_run and before[1] == element.get(f"{_R}id") and run.getprevious() is before[0]:
            open_link = (target, open_link[1] + words)
        else:
            if open_link:
                yield open_link
            open_link = (target, words)
        before = (run, element.get(f"{_R}id")) if is_run else None
    if open_link:
        yield open_link


def _shape_text(element: Any) -> str:
    """What a linked shape says: its text, else its name for people who cannot see it."""
    properties = element.getparent()
    point = next(element.iterancestors(_POINT), None)
    shape = point if point is not None else properties.getparent().getparent()
    said = " ".join(text.text or "" for text in shape.iter(f"{_A}t")) if shape is not None else ""
    return said.strip() or str(properties.get("descr") or properties.get("title") or "")


def _chart_title(chart: Any) -> str:
    """What stands above a chart, where that is written in it."""
    title = next(chart.iter(f"{_C}title"), None)
    return "".join(text.text or "" for text in title.iter(f"{_A}t")) if title is not None else ""


def _picture_text(element: Any) -> str:
    """What a picture or recording that only is linked says to people who cannot see it, else its name."""
    picture = next(element.iterancestors(f"{_P}pic"), None)
    about = next(picture.iter(f"{_P}cNvPr"), None) if picture is not None else None
    return str(about.get("descr") or about.get("title") or about.get("name") or "") if about is not None else ""
